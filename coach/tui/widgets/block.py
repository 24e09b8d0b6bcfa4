"""One turn, or one notice, as the lines that it takes on the screen; they are drawn when they come into view."""

from enum import StrEnum

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

WIDEST = 90
"""Columns of a text: longer lines are hard to read."""

_BAR = "▌ "
_AIR = 4
"""Columns by which the two sides of a talk are set off against each other."""


class Kind(StrEnum):
    """Whose words they are."""

    SETTING = "setting"
    MANAGER = "manager"
    ENGINEER = "engineer"
    NOTE = "note"
    FAULT = "fault"
    END = "end"


_PLAIN = frozenset({Kind.SETTING, Kind.NOTE})
"""Without a bar before them."""


class Block:
    """Content of one kind; `seq` is its turn's number, `said` the bare words of a reply."""

    def __init__(self, kind: Kind, content: Content, seq: int = -1, said: str = "") -> None:
        self.kind = kind
        self.content = content
        self.seq = seq
        self.said = said
        self._strips: list[Strip] = []
        self._width = 0
        """The width for which the strips were made; 0 for none."""

    def say(self, content: Content) -> None:
        """Take other content."""
        self.content = content
        self.forget()

    def forget(self) -> None:
        """Draw it anew when it comes into view."""
        self._width = 0

    def height(self, width: int) -> int:
        """Return the lines that it takes, with an empty one after it."""
        return self.content.get_height({}, self._inner(width)) + 1

    def texts(self, width: int) -> list[str]:
        """Return the lines as text, with the empty one."""
        return [*(line.plain for line in self.content.wrap(self._inner(width))), ""]

    def draw(self, number: int, widget: Widget, y: int, selection: Selection | None) -> Strip:
        """Return line `number` of the block, which is line `y` of the widget's text."""
        width, style = widget.scrollable_content_region.width, widget.rich_style
        if self._width != width:
            look = widget.get_visual_style(f"conversation--{self.kind}-text")
            inner = self._inner(width)
            self._strips = Visual.to_strips(widget, self.content, inner, None, look, apply_selection=False)
            self._width = width
        if number >= len(self._strips):
            return Strip.blank(width, style)
        words = self._strips[number]
        if selection and (span := selection.get_span(y)):
            words = _selected(words, *span, widget.screen.get_component_rich_style("screen--selection"))
        before = [Segment(" " * self._indent, style)]
        if self.kind not in _PLAIN:
            before.append(Segment(_BAR, widget.get_component_rich_style(f"conversation--{self.kind}")))
        line = Strip.join([Strip(before), words.apply_offsets(0, y)])
        return line.extend_cell_length(width, style)

    @property
    def _indent(self) -> int:
        return _AIR if self.kind is Kind.ENGINEER else 1 if self.kind in _PLAIN else 0

    def _inner(self, width: int) -> int:
        right = _AIR if self.kind is Kind.MANAGER else 1
        bar = 0 if self.kind in _PLAIN else len(_BAR)
        return max(1, min(WIDEST, width - self._indent - bar - right))


def _selected(words: Strip, start: int, end: int, style: Style) -> Strip:
    """Return a line with the characters from `start` on in another style, up to `end` or, for -1, to its end."""
    text = words.text
    first, last = cell_len(text[:start]), cell_len(text if end == -1 else text[:end])
    chosen = [Segment(s.text, s.style + style if s.style else style) for s in words.crop(first, last)]
    return Strip.join([words.crop(0, first), Strip(chosen), words.crop(last)])
