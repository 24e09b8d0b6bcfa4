"""A long text of blocks that scrolls, with a cursor on those that lead somewhere; only what is in view is drawn.

A report of 500 turns has thousands of blocks; as widgets of their own they would take seconds to lay out.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

MOST_ACROSS = 100
"""Columns of text at most; longer lines are hard to follow."""


class Entry(NamedTuple):
    """One block as it is drawn: what stands before its first line and before the others, and its words."""

    body: Content
    lead: Content = Content("")
    hang: Content = Content("")
    gap: int = 0
    """Empty lines before it."""
    turn: int | None = None
    """The turn that it speaks of; the cursor stops at it."""
    is_turn: bool = False
    """Whether it is the head of that turn itself."""
    opens: int | None = None
    """The section that it opens."""

    def height(self, width: int) -> int:
        """Return the lines that its words take in a text of that width."""
        return self.body.get_height({}, max(8, width - self.hang.cell_length))


class Sheet(ScrollView, can_focus=True):
    """Arrow keys go from one piece of evidence to the next, and scroll where there is none in view."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"sheet--cursor", "sheet--hover"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("enter", "follow", "Go to turn", show=False, tooltip="Go to the turn that this was said in"),
        Binding("backspace", "return", "Go back", show=False, tooltip="Back to where you went to a turn from"),
        Binding("home", "edge(True)", "Top", show=False),
        Binding("end", "edge(False)", "End", show=False),
        Binding("pageup", "leaf(-1)", "Page up", show=False),
        Binding("pagedown,space", "leaf(1)", "Page down", show=False),
    ]

    class Moved(Message):
        """The cursor stands at another piece, or another section has come to the top."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._entries: Sequence[Entry] = ()
        self._tops: list[int] = []
        self._heights: list[int] = []
        self._width = 0
        self._drawn: dict[tuple[int, str], list[Strip]] = {}
        self._cursor: int | None = None
        self._hover: int | None = None
        self._section = 0
        self._trail: list[tuple[int, int | None]] = []

    @property
    def section(self) -> int:
        """The section at the top of what is in view."""
        return self._section

    @property
    def turn(self) -> int | None:
        """The turn of which the piece at the cursor speaks."""
        return None if self._cursor is None else self._entries[self._cursor].turn

    @property
    def away(self) -> bool:
        """Whether one went to a turn and reads on from there, and not from a section gone to since."""
        return bool(self._trail) and self._cursor is not None

    @property
    def text_width(self) -> int:
        """The columns of the text at present."""
        return min(self.scrollable_content_region.width, MOST_ACROSS)

    @property
    def plain(self) -> str:
        """Everything that can be read here, a block on each line."""
        return "\n".join(f"{e.lead.plain}{e.body.plain}" for e in self._entries)

    def show(self, entries: Sequence[Entry]) -> None:
        """Show other blocks, from the top."""
        self._entries, self._cursor, self._hover, self._trail, self._width = entries, None, None, [], 0
        self._lay_out()
        self.scroll_home(animate=False)
        self._settle()

    def add(self, entries: Sequence[Entry]) -> None:
        """Add blocks at the end; what is read meanwhile stays where it is."""
        self._entries, self._width = (*self._entries, *entries), 0
        self._lay_out()

    def go_to_section(self, section: int) -> None:
        """Scroll to where a section begins."""
        place = next((n for n, e in enumerate(self._entries) if e.opens == section), None)
        if place is not None:
            self._put_cursor(None)
            # The empty line over a title stays in view, as it does everywhere else.
            self.scroll_to(y=max(0, self._tops[place] - 1) if section else 0, animate=False, immediate=True)
            self._settle(section)

    def go_to_turn(self, turn: int) -> None:
        """Scroll to a turn, from which `action_return` comes back; where it is not there, stay."""
        place = next((n for n, e in enumerate(self._entries) if e.is_turn and e.turn == turn), None)
        if place is not None and place != self._cursor:
            self._trail.append((self.scroll_offset.y, self._cursor))
            self._put_cursor(place)
            self.scroll_to(y=max(0, self._tops[place] - 2), animate=False, immediate=True)

    def action_follow(self) -> None:
        """Go to the turn of the piece at the cursor."""
        if self.turn is not None:
            self.go_to_turn(self.turn)

    def action_return(self) -> None:
        """Go back to where the last turn was gone to from."""
        if self._trail:
            at, cursor = self._trail.pop()
            self._put_cursor(cursor)
            self.scroll_to(y=at, animate=False, immediate=True)

    def action_move(self, way: int) -> None:
        """Go to the next piece with a turn if it is in view, else scroll by a line."""
        live = [n for n, e in enumerate(self._entries) if e.turn is not None]
        if self._cursor is None or not self._in_view(self._cursor):
            seen = [n for n in live if self._in_view(n)]
            wanted = (seen[0] if way > 0 else seen[-1]) if seen else None
        else:
            beyond = [n for n in live if (n > self._cursor if way > 0 else n < self._cursor)]
            wanted = (beyond[0] if way > 0 else beyond[-1]) if beyond else None
        if wanted is not None and self._in_view(wanted):
            self._put_cursor(wanted)
            self._show_whole(wanted)
        else:
            self.scroll_relative(y=way, animate=False, immediate=True)

    def action_edge(self, top: bool) -> None:
        """Go to the beginning or the end."""
        self.scroll_to(y=0 if top else self.max_scroll_y, animate=False, immediate=True)

    def action_leaf(self, way: int) -> None:
        """Go on or back by a screenful, with two lines of it left to hold on to."""
        by = max(1, self.scrollable_content_region.height - 2)
        self.scroll_relative(y=way * by, animate=False, immediate=True)

    def on_click(self, event: events.Click) -> None:
        """Go to the turn of the piece that was clicked."""
        place = self._place_at(event.y)
        if place is not None and self._entries[place].turn is not None:
            self._put_cursor(place)
            self.action_follow()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark what a click would follow."""
        place = self._place_at(event.y)
        self._mark(place if place is not None and self._entries[place].turn is not None else None)

    def on_leave(self) -> None:
        """Mark nothing."""
        self._mark(None)

    def on_resize(self) -> None:
        """Lay out anew for another width, and stay at the same block."""
        place = bisect_right(self._tops, self.scroll_offset.y) - 1
        before = self._width
        self._lay_out()
        if before and before != self._width and place > 0:
            self.scroll_to(y=self._tops[place], animate=False, immediate=True)

    def notify_style_update(self) -> None:
        """Draw anew in another theme."""
        super().notify_style_update()
        self._drawn.clear()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say which section is at the top now."""
        super().watch_scroll_y(old_value, new_value)
        self._settle()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Show the cursor only where keys go."""
        super().watch_has_focus(_has_focus)
        self._drawn.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in view."""
        at = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        place = bisect_right(self._tops, at) - 1
        blank = self.visual_style.rich_style
        if place < 0 or at - self._tops[place] >= self._heights[place]:
            return Strip.blank(width, blank)
        return self._strips(place)[at - self._tops[place]].adjust_cell_length(width, blank)

    def _lay_out(self) -> None:
        """Find where each block begins at the present width."""
        width = self.text_width
        if width <= 0 or width == self._width:
            return
        self._width = width
        self._drawn.clear()
        self._tops, self._heights, at = [], [], 0
        for entry in self._entries:
            at += entry.gap
            height = entry.height(width)
            self._tops.append(at)
            self._heights.append(height)
            at += height
        self.virtual_size = Size(width, at + 1)
        self.refresh()

    def _strips(self, place: int) -> list[Strip]:
        marked = self._cursor == place and self.has_focus
        name = "sheet--cursor" if marked else "sheet--hover" if self._hover == place else ""
        if (place, name) not in self._drawn:
            entry = self._entries[place]
            style = self.get_visual_style(name) if name else self.visual_style
            wide = max(8, self._width - entry.hang.cell_length)
            body = Visual.to_strips(self, entry.body, wide, None, style, apply_selection=False, pad=bool(name))
            lead, hang = (
                Visual.to_strips(self, part, part.cell_length, 1, style)[0] if part.plain else Strip([])
                for part in (entry.lead, entry.hang)
            )
            self._drawn[place, name] = [Strip.join([hang if n else lead, line]) for n, line in enumerate(body)]
        return self._drawn[place, name]

    def _place_at(self, y: int) -> int | None:
        """Return the block at a line of what is in view."""
        at = self.scroll_offset.y + y
        place = bisect_right(self._tops, at) - 1
        return place if place >= 0 and at - self._tops[place] < self._heights[place] else None

    def _in_view(self, place: int) -> bool:
        """Whether the first line of a block, or some line of a taller one, is in view."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        return self._tops[place] < top + height and self._tops[place] + self._heights[place] > top

    def _show_whole(self, place: int) -> None:
        region = Region(0, self._tops[place], self._width, self._heights[place] + 1)
        self.scroll_to_region(region, animate=False, immediate=True)

    def _put_cursor(self, place: int | None) -> None:
        if place != self._cursor:
            self._cursor = place
            self.refresh()
            self.post_message(self.Moved())

    def _mark(self, place: int | None) -> None:
        if place != self._hover:
            self._hover = place
            self.refresh()

    def _settle(self, section: int | None = None) -> None:
        """Tell which section has come to the top."""
        if section is None:
            last = bisect_right(self._tops, self.scroll_offset.y + 2)
            section = next((e.opens for e in reversed(self._entries[:last]) if e.opens is not None), 0)
        if section != self._section:
            self._section = section
            self.post_message(self.Moved())
