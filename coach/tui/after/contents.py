"""A report to walk through: its contents, its text, and where there is room the turn that the cursor speaks of."""

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from coach.domain.report import Report
from coach.domain.rubric import Rubric
from coach.rendering import Block, Kind, Section, sections
from coach.tui.after.blocks import entries, turn_entries
from coach.tui.after.sheet import Entry, Sheet
from coach.tui.words import clickable, plain

_BESIDE = 150
"""Columns from which on the turn is shown beside the text."""


class Contents(Static):
    """The names of the sections, with their keys; a click goes there."""

    auto_links = False
    """They look as they are styled here, not like links."""

    def __init__(self) -> None:
        super().__init__(id="contents")
        self._names: Sequence[str] = ()
        self._at = 0

    def show(self, names: Sequence[str], at: int) -> None:
        """Show which sections there are, and which one is being read."""
        self._names, self._at = names, at
        self._draw()

    def on_resize(self) -> None:
        """Stand in a line, or below one another."""
        self._draw()

    def _draw(self) -> None:
        wide = self.screen.has_class("-wide")
        parts = []
        for n, name in enumerate(self._names):
            here = n == self._at
            mark = ("› " if here else "  ") if wide else ""
            told = plain(f"{n + 1} {name}", "bold underline $accent" if here else "$text-muted")
            parts.append(Content.assemble(mark, clickable(told, f"screen.section({n + 1})")))
        self.update(Content("\n\n" if wide else "  ").join(parts))


class ReportView(Container):
    """A whole report."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(f"{n}", f"screen.section({n})", f"Section {n}", show=False) for n in range(1, 9)
    ]

    def __init__(self) -> None:
        super().__init__(id="report-view")
        self._sections: Sequence[Section] = ()
        self._turns: dict[int, list[Block]] = {}

    def compose(self) -> ComposeResult:
        """Lay out contents, text and turn."""
        yield Contents()
        yield Sheet(id="report")
        pane = Sheet(id="turn")  # what the cursor speaks of, with what the manager said before it
        pane.can_focus = False
        pane.border_title = "In the talk"
        yield pane

    async def show(self, report: Report, rubric: Rubric, changes: Section | None = None) -> None:
        """Show a report, and before it what a second judge sees otherwise."""
        sheet = self.query_one("#report", Sheet)
        width = sheet.text_width

        def told() -> tuple[Section, ...]:
            whole = sections(report, rubric, keys=True)
            return (changes, *whole) if changes else whole

        def drawn(first: int, last: int) -> list[Entry]:
            found = entries(shown[first:last], first)
            for entry in found:
                entry.height(width)  # remembered by the text itself
            return found

        # The turns of a long talk take longer than all else together, so they come when that can be read already.
        self._sections = shown = await asyncio.to_thread(told)
        talk = len(shown) - 1
        before = await asyncio.to_thread(drawn, 0, talk)
        if not self.is_attached or self._sections is not shown:
            return  # left, or another report came meanwhile
        self._turns = _by_turn(shown[talk].blocks)
        sheet.show(before)
        self._follow()
        turns = await asyncio.to_thread(drawn, talk, talk + 1)
        if self.is_attached and self._sections is shown:
            sheet.add(turns)

    def go_to_section(self, number: int) -> None:
        """Go to a section, counted from 1."""
        if number <= len(self._sections):
            sheet = self.query_one("#report", Sheet)
            sheet.go_to_section(number - 1)
            sheet.focus()

    def step_back(self) -> bool:
        """Go back to the quote from which a turn was gone to; return whether there was one."""
        sheet = self.query_one("#report", Sheet)
        went = sheet.away
        if went:
            sheet.action_return()
        return went

    def reply_at_hand(self, report: Report) -> int | None:
        """Return the reply at the cursor, the one that answers the turn there, or else the last one."""
        turn, replies = self.query_one("#report", Sheet).turn, [r.seq for r in report.replies]
        after = [seq for seq in replies if turn is not None and seq >= turn]
        return after[0] if after else replies[-1] if replies else None

    def on_sheet_moved(self) -> None:
        """Show where one is."""
        self._follow()

    def on_resize(self, event: events.Resize) -> None:
        """Show the turn beside the text where there is room."""
        self.query_one("#turn", Sheet).display = event.size.width >= _BESIDE

    def _follow(self) -> None:
        sheet = self.query_one("#report", Sheet)
        self.query_one(Contents).show([s.name for s in self._sections], sheet.section)
        pane = self.query_one("#turn", Sheet)
        if sheet.turn is None or sheet.turn not in self._turns:
            pane.show([Entry(Content.styled("Go to a quote with ↓: the talk around it shows here.", "$text-muted"))])
            return
        before = self._turns.get(sheet.turn - 1, []) if self._turns[sheet.turn][0].mine else []
        after = [] if before else self._turns.get(sheet.turn + 1, [])
        pane.show(turn_entries([*before, *self._turns[sheet.turn], *after]))


def _by_turn(blocks: Sequence[Block]) -> dict[int, list[Block]]:
    turns: dict[int, list[Block]] = {}
    now: list[Block] = []
    for block in blocks:
        if block.kind is Kind.TURN and block.turn is not None:
            now = turns[block.turn] = []
        now.append(block)
    return turns
