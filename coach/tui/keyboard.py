"""Reads what a terminal sends, whatever it sends: odd bytes, broken reports and whole pages end nothing."""

import io
import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from time import monotonic
from types import ModuleType

from textual import events
from textual._xterm_parser import XTermParser
from textual.geometry import Size
from textual.keys import Keys
from textual.message import Message

PAGE = 400
"""Characters that come at once from no keyboard: they are pasted, though the terminal does not say so."""
_BURST = 40
"""Characters in one piece that may be the beginning of that."""
_PAUSE_S = 0.2
"""Seconds of silence after which it has ended."""
_MOST = 1_000_000
"""Characters that are held back at most."""
_KEY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]?")
"""What, alone, is a key and ends it; so does the end of all that can be read."""
_LEAST = (20, 6)
"""Columns and rows with which a window is drawn at least: in fewer there is nothing to read, and Textual fails."""
_CELLS = 1_000_000
"""Cells of the largest window that a report is believed."""


class Reader(XTermParser):
    """Textual's parser, which as of 8.2 ends the app on a number in a report that is too large, or none."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._held = io.StringIO()
        """What came at once without a bracket, as far as it has come."""
        self._inside = False
        """Whether a bracketed paste is under way."""
        self._last = ""
        self._ends_at = 0.0

    def feed(self, data: str) -> Iterator[Message]:
        """Take what has been read, and yield what it means.

        Key by key a page takes longer than anybody waits, and each line end in it would send a reply.
        """
        held = self._held.tell()
        at_once = not _KEY.fullmatch(data) if held else len(data) >= _BURST
        if at_once and held < _MOST and "\x1b" not in data and not self._inside and self._timeout_time is None:
            self._held.write(data)
            if len(data) > 1:  # one alone may be the page's last, but whoever types on does not lengthen the wait
                self._ends_at = monotonic() + _PAUSE_S
            return
        yield from self._release()
        seen = self._last + data
        self._inside = seen.rfind("\x1b[200~") > seen.rfind("\x1b[201~") or (self._inside and "\x1b[201~" not in seen)
        self._last = seen[-5:]
        yield from self._read(data)

    def tick(self) -> Iterator[Message]:
        """Yield what has come to its end by waiting."""
        if self._held.tell() and monotonic() >= self._ends_at:
            yield from self._release()
        yield from super().tick()

    def parse_mouse_code(self, code: str) -> Message | None:
        """Read a mouse report; nothing where its numbers cannot be."""
        try:
            return super().parse_mouse_code(code)
        except (ArithmeticError, ValueError):
            return None

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        try:
            return list(super()._sequence_to_key_events(sequence, alt))
        except (ArithmeticError, ValueError):  # no character has that number
            return [events.Key(Keys.Ignore, sequence)]

    def _release(self) -> Iterator[Message]:
        """Yield what was held back: a page as one paste, less than that as keys."""
        text = self._held.getvalue()
        self._held = io.StringIO()
        if len(text) >= PAGE:
            yield events.Paste(text.replace("\x00", ""))
        elif text:
            yield from self._read(text)

    def _read(self, data: str) -> Iterator[Message]:
        for message in super().feed(data):
            if not isinstance(message, events.Resize):
                yield message
            elif 0 < message.size.area <= _CELLS:
                size = Size(*fitted(*message.size))
                yield events.Resize(size, size, pixel_size=message.pixel_size)


def fitted(columns: int, rows: int) -> tuple[int, int]:
    """Return the size with which a window is drawn."""
    return max(columns, _LEAST[0]), max(rows, _LEAST[1])


def forgive(driver: ModuleType, decoder: Callable[[], object] | None = None) -> None:
    """Make a driver module read so, and take a byte that is no UTF-8, as in a Latin-1 paste, for U+FFFD."""
    forgiving = decoder or partial(getincrementaldecoder("utf-8"), errors="replace")
    mended = {"getincrementaldecoder": lambda _: forgiving, "XTermParser": Reader}
    for name, value in mended.items():
        setattr(driver, name, value)
