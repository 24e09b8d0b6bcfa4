"""Reads a file or standard input: small, text, in the encodings that people's tools write."""

import codecs
import sys
from pathlib import Path
from typing import Literal, NamedTuple

from coach.errors import FileRefused
from coach.text import clean, one_line

MAX_BYTES = 2 * 1024 * 1024
"""The largest file that is read; an hour of talk takes about 60 KiB."""

STDIN = Path("-")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_OTHER_FILES = (
    (b"PK\x03\x04", "a Word document or another zip archive", "Open it and save it as plain text."),
    (b"\xd0\xcf\x11\xe0", "an old Word document", "Open it and save it as plain text."),
    (b"%PDF", "a PDF", "Copy its text into a plain text file."),
    (b"{\\rtf", "a rich text document", "Open it and save it as plain text."),
    (b"<!doctype html", "a web page", "Copy its text into a plain text file."),
    (b"<html", "a web page", "Copy its text into a plain text file."),
)
_PRINTED = frozenset(b"\t\n\x0b\x0c\r\x1b")
_SAMPLE = 8192


class _NoTextError(Exception):
    """A file holds something else than text."""


class Decoded(NamedTuple):
    """A file's cleaned text, and a sentence on how it was read where it was not UTF-8 (else empty)."""

    text: str
    remark: str


def shown(path: Path) -> str:
    """Return a path as it may be shown."""
    return "standard input" if path == STDIN else one_line(str(path), limit=300)


def read_text(path: Path) -> str:
    """Return the cleaned text of a file that must be UTF-8. Raises `FileRefused`."""
    data = _read(path)
    try:
        return clean(data.decode("utf-8-sig"), limit=MAX_BYTES)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FileRefused(f"{shown(path)}:{line}: is not UTF-8.", "Save it as UTF-8.") from None


_FORMS = {"a talk": "a transcript as text, .vtt, .srt or Markdown", "a mail": "the mail as plain text"}


def read_any(path: Path, what: Literal["a talk", "a mail"] = "a talk") -> Decoded:
    """Return the cleaned text of a file in whatever encoding it is, `-` being standard input.

    Raises `FileRefused` where there is nothing to read, where it is no text, and where the encoding is unknown.
    """
    data, where = _read(path), shown(path)
    begins = data[:64].lstrip().lower()
    for mark, kind, repair in _OTHER_FILES:
        if begins.startswith(mark.lower()):
            raise FileRefused(f"{where}: is {kind}, not text.", repair)
    try:
        text, remark = _decode(data, where)
        cleaned = clean(text, limit=MAX_BYTES)
        if cleaned.count("\ufffd") > 8 + len(cleaned) // 20:
            raise _NoTextError
    except _NoTextError:
        raise FileRefused(f"{where}: is no text file.", f"Give {_FORMS[what]}.") from None
    return Decoded(cleaned, f"{where}: {remark}" if remark else "")


def _read(path: Path) -> bytes:
    """Return at most `MAX_BYTES` of a file, a pipe or standard input; a larger one is refused."""
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # a null character in a path is a ValueError
        reason = one_line(getattr(error, "strerror", None) or str(error))
        raise FileRefused(f"{shown(path)} cannot be read: {reason}.", "Check the path.") from None
    if len(data) > MAX_BYTES:
        raise FileRefused(f"{shown(path)} is larger than {MAX_BYTES // 1024 // 1024} MiB.", "Split it.")
    return data


def _decode(data: bytes, where: str) -> tuple[str, str]:
    """Return text and remark: byte order mark, then UTF-8, then UTF-16 by its zeros, then Windows-1252.

    A guess by statistics is not made: on a short talk it names the wrong code page as often as not, and these four
    are what the tools write. A text that would be mostly accents in Windows-1252 is refused instead.
    """
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(codec), "" if name == "UTF-8" else f"read as {name}."
            except UnicodeDecodeError:
                break
    try:
        if b"\x00" not in data:
            return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        return _decode_bytes(data, error, where)
    if order := _utf16_by_zeros(data):
        try:
            return data.decode(order), "read as UTF-16 (it has no byte order mark)."
        except UnicodeDecodeError:
            pass
    raise _NoTextError


def _utf16_by_zeros(data: bytes) -> str | None:
    """Return the byte order in which every other byte is mostly zero and the ones between hardly ever are."""
    even, odd = data[:_SAMPLE:2], data[1:_SAMPLE:2]
    for codec, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if high.count(0) > len(high) * 0.4 and low.count(0) <= len(low) * 0.02:
            return codec
    return None


def _decode_bytes(data: bytes, error: UnicodeDecodeError, where: str) -> tuple[str, str]:
    """Decode what is neither UTF-8 nor UTF-16: UTF-8 with a few damaged bytes, or Windows-1252."""
    line = data[: error.start].count(b"\n") + 1
    patched = data.decode("utf-8", "replace")
    broken = patched.count("\ufffd")
    sound = sum(ord(c) > 0x7F for c in patched) - broken
    if sound > 4 * broken:
        return patched, f"is UTF-8 but for {broken} places, the first in line {line}; they are shown as \ufffd."
    controls = sum(b < 0x20 and b not in _PRINTED for b in data)
    if controls > len(data) * 0.02:
        raise _NoTextError
    accents = sum(b > 0x7F for b in data)
    if accents > len(data) * 0.3:
        raise FileRefused(f"{where}:{line}: is not UTF-8, and the encoding is not known.", "Save it as UTF-8.")
    # The five bytes that Windows-1252 leaves open become U+FFFD.
    text = data.decode("cp1252", "replace")
    return text, f"is not UTF-8 (line {line}); read as Windows-1252."
