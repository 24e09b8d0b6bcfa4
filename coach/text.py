"""Makes foreign text safe to store and to show: the one function that every boundary calls."""

import re
import unicodedata

DISPLAY_LIMIT = 20_000
"""Characters kept by default; a longer text took Textual seconds to lay out (measured)."""

# One pass for the three things that happen to a character: replaced by U+FFFD, dropped, or made a line end.
_REPLACED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_DROPPED = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85]")
_MAX_MARKS = 4


def clean(text: str, *, limit: int = DISPLAY_LIMIT) -> str:
    """Return `text` without anything that a terminal, a database or a reader could be fooled by.

    Control characters become U+FFFD (line feed and tab stay), bidi controls, zero-width and tag characters
    go, odd line ends become line feeds, at most four combining marks stand in a row, and what is longer than
    `limit` characters is cut with an ellipsis. Idempotent. A zero-width joiner stays: emoji need it.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _DROPPED.sub("", _REPLACED.sub("\ufffd", text))
    if not text.isascii() and any(map(unicodedata.combining, set(text))):
        text = _cap_marks(text)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def one_line(text: str, *, limit: int = 200) -> str:
    """Return `text` cleaned and folded onto one line of at most `limit` characters."""
    return clean(" ".join(clean(text).split()), limit=limit)


def _cap_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MAX_MARKS:
            kept.append(character)
    return "".join(kept)
