"""A file is read in the encoding that it has, and one that is no text is refused by what it is."""

import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import FileRefused
from coach.transcripts import files
from coach.transcripts.files import MAX_BYTES, STDIN, read_any, read_text

TALK = "Maya: Wie war’s im Café? – “Schön”.\r\nTom: Très bien, 5 € für 3 Stück…\n"
CLEAN = TALK.replace("\r\n", "\n")


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    return tmp_path / "talk.txt"


@pytest.mark.parametrize(
    ("data", "remark"),
    [
        (TALK.encode(), ""),
        (TALK.encode("utf-8-sig"), ""),
        (TALK.encode("utf-16"), "read as UTF-16."),
        (b"\xfe\xff" + TALK.encode("utf-16-be"), "read as UTF-16."),
        (TALK.encode("utf-32"), "read as UTF-32."),
        (TALK.encode("utf-16-le"), "no byte order mark"),
        (TALK.encode("utf-16-be"), "no byte order mark"),
        (TALK.encode("cp1252"), "(line 1); read as Windows-1252."),
    ],
)
def test_the_usual_encodings_are_read_and_said(talk: Path, data: bytes, remark: str) -> None:
    talk.write_bytes(data)
    read = read_any(talk)
    assert read.text == CLEAN
    assert remark in read.remark
    assert bool(read.remark) == bool(remark)


@given(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=200))
def test_what_is_ascii_for_the_most_part_survives_windows_1252(words: str) -> None:
    text = "Maya: the quick brown fox jumps over the lazy dog. " * (1 + len(words) // 10) + words
    data = text.encode("cp1252")
    decoded, _ = files._decode(data, "talk")
    try:
        assert decoded == data.decode("utf-8")
    except UnicodeDecodeError:
        assert decoded == text


def test_a_damaged_byte_is_shown_and_said(talk: Path) -> None:
    talk.write_bytes("Maya: où est l’été à Zürich, là-bas?\nTom: \n".encode() + b"caf\xe9\n")
    read = read_any(talk)
    assert "Zürich" in read.text
    assert "caf\ufffd" in read.text
    assert "1 places, the first in line 3" in read.remark


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04rest", "Word document"),
        (b"\xd0\xcf\x11\xe0rest", "old Word"),
        (b"%PDF-1.7 rest", "a PDF"),
        (b"{\\rtf1 rest", "rich text"),
        (b"\n<!DOCTYPE html><p>Maya: hi", "web page"),
        (bytes(range(256)) * 20, "no text file"),
        (b"\x00" * 5000, "no text file"),
        (b"Maya: hi\x00\nTom: ho", "no text file"),
        (b"\x7fELF\x02\x01\x01" + b"\x00\x9c" * 500, "no text file"),
        (b"\x1b\x01" * 500, "no text file"),
        ("привет, как дела".encode("koi8-r"), ":1: is not UTF-8, and the encoding is not known"),
    ],
)
def test_what_is_no_text_is_refused_by_what_it_is(talk: Path, data: bytes, words: str) -> None:
    talk.write_bytes(data)
    with pytest.raises(FileRefused, match=words.replace("(", r"\(")) as refused:
        read_any(talk)
    assert str(refused.value).startswith(str(talk))
    assert refused.value.repair


def test_a_large_file_a_folder_and_no_file_are_refused(tmp_path: Path, talk: Path) -> None:
    talk.write_bytes(b"a" * (MAX_BYTES + 1))
    for path, words in ((talk, "larger than 2 MiB"), (tmp_path, "cannot be read"), (tmp_path / "no", "cannot be read")):
        with pytest.raises(FileRefused, match=words):
            read_any(path)
    with pytest.raises(FileRefused, match="cannot be read"):
        read_any(Path("a\0b"))


def test_control_characters_do_not_come_through(talk: Path) -> None:
    talk.write_bytes(b"Maya: \x1b[31mred\x07 words of a talk that is long enough to be one\nTom: ok\n")
    assert "\x1b" not in read_any(talk).text
    assert "\ufffd[31mred\ufffd" in read_any(talk).text


def test_standard_input_and_pipes_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TALK.encode("utf-16")), "utf-8"))
    read = read_any(STDIN)
    assert read.text == CLEAN
    assert read.remark == "standard input: read as UTF-16."
    out, into = os.pipe()
    os.write(into, b"Maya: hi")
    os.close(into)
    try:
        assert read_any(Path(f"/dev/fd/{out}")).text == "Maya: hi"
    finally:
        os.close(out)


def test_rows_must_be_utf_8(talk: Path) -> None:
    talk.write_bytes("first\nsecond é".encode("cp1252"))
    with pytest.raises(FileRefused, match=r"talk\.txt:2: is not UTF-8"):
        read_text(talk)
