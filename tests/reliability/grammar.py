"""A strict reader of what a terminal is sent: only what our own renderer writes passes, all else is a leak."""

import re
from base64 import b64decode
from collections.abc import Collection, Iterator

from tests.reliability.hostile import STRINGS

_MODES = "1000|1003|1004|1006|1015|1016|1049|2004|2026|2048|25|7"
"""The switches that Textual's driver and compositor throw."""

_OURS = re.compile(
    rf"""
      \x1b\[ (?: (?:[0-9]{{1,3}} (?:;[0-9]{{1,3}})*)? m        # a style
        | (?P<row>[0-9]{{1,4}}) ; (?P<column>[0-9]{{1,4}}) H    # the cursor
        | \?(?:{_MODES})[hl]
        | \?(?:2026|2048)\$p | >[0-9]{{1,2}}u | <u              # what the terminal can do
      )
    | \x1b\]22;[a-z-]{{1,20}}\x07                              # the pointer's shape
    | \x1b\]52;c;(?P<clip>[A-Za-z0-9+/=]*)\x07                  # what the user copied
    """,
    re.VERBOSE,
)
BEYOND_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
    "|[\U000e0000-\U000e007f]"
)
"""What no text may have that is shown."""
_BAR = re.compile(r"\r\[[#·]{24}\] [0-9a-z ,]{1,60}\x1b\[K")
_SHOWN = 24
"""Characters of a leak that are told."""


def leaks(output: bytes, *, copied: Collection[str] = (), rows: int, columns: int) -> Iterator[str]:
    """Yield whatever in a screen's output is neither plain text nor a sequence of the renderer's own.

    `copied` are the texts that were put on the clipboard on purpose; the cursor stays within rows and columns.
    """
    try:
        text = output.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"no UTF-8: {output[max(0, error.start - 8) : error.start + 8]!r}"
        text = output.decode("utf-8", "replace")
    rest = []
    at = 0
    for found in _OURS.finditer(text):
        rest.append(text[at : found.start()])
        at = found.end()
        if found["row"] and (int(found["row"]) > rows or int(found["column"]) > columns):
            yield f"the cursor beyond the screen: {found[0]!r}"
        if found["clip"] is not None and b64decode(found["clip"]).decode() not in copied:
            yield f"the clipboard, unasked: {found[0]!r}"
    rest.append(text[at:])
    for part in rest:
        for found in BEYOND_TEXT.finditer(part.replace("\r\n", "\n")):
            yield f"raw in the output: {part[found.start() : found.start() + _SHOWN]!r}"
    yield from injected(text)


def text_leaks(text: str) -> Iterator[str]:
    """Yield whatever in the output of a command is no plain text: of its own it has the bar that shows its progress."""
    text = _BAR.sub("", text)
    for found in BEYOND_TEXT.finditer(text.replace("\r\n", "\n")):
        yield f"raw in the output: {text[max(0, found.start() - 12) : found.start() + _SHOWN]!r}"


def injected(text: str) -> Iterator[str]:
    """Yield each hostile sequence that stands in the output as it was given, however well formed it is."""
    for string in STRINGS:
        for sequence in re.findall("[\x1b\x9b\x9d][^\x1b\x9b\x9d]{2,12}", string.text):
            if sequence in text:
                yield f"{string.name} came through: {sequence!r}"
