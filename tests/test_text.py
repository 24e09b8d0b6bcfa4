"""Foreign text comes out safe to store and to show, and twice cleaned is once cleaned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.text import clean, one_line

any_text = st.text(st.characters(), max_size=200)


@given(any_text)
def test_what_comes_out_can_be_stored_and_shown(text: str) -> None:
    out = clean(text)
    out.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\n\t" for c in out)
    assert not any(0x7F <= ord(c) <= 0x9F for c in out)
    assert not set(out) & set("\u200b\u202e\u2066\ufeff\u2028\U000e0041")


@given(any_text)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x1b[31mred", "a\ufffd[31mred"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("e" + "\u0301" * 9, "e" + "\u0301" * 4),
        ("👩\u200d🔬 stays", "👩\u200d🔬 stays"),
        ("\ud800", "\ufffd"),
    ],
)
def test_examples(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_long_text_is_cut_with_an_ellipsis() -> None:
    assert clean("x" * 50, limit=10) == "x" * 9 + "…"
    assert one_line(" a \n b\t c ") == "a b c"
