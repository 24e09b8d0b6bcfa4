"""The doctor: settings, files, database and server, each with its repair."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from coach.coaching import Check, Coach
from coach.tui.engines import engine_words
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.words import plain

_SIGNS = {True: ("+", "$text-success"), False: ("!", "$text-error"), None: ("·", "$text-muted")}


class DoctorScreen(Screen[None]):
    """What is set, where it comes from, and what is wrong with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Back"),
        Binding("c", "check", "Check again"),
        Binding("question_mark", "app.keys", "Help", show=False),
    ]

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        yield Static("[b]Doctor[/]", id="masthead")
        with VerticalScroll(id="checks"):
            yield Static(id="diagnosis")
        yield KeyBar()

    def on_mount(self) -> None:
        """Check everything."""
        self.action_check()

    def action_check(self) -> None:
        """Check everything anew."""
        self.query_one("#diagnosis", Static).update(Content("Checking …"))
        self._check()

    @work(exclusive=True)
    async def _check(self) -> None:
        # The libraries load in a thread, so that this screen stays alive meanwhile.
        await asyncio.to_thread(self._coach.preload)
        diagnosis = await self._coach.diagnose()
        lines = [Content(engine_words(diagnosis.choice)), Content(""), *(_line(check) for check in diagnosis.checks)]
        self.query_one("#diagnosis", Static).update(Content("\n").join(lines))


def _line(check: Check) -> Content:
    sign, style = _SIGNS[check.ok]
    repair = plain(f"\n    {check.repair}", "$text-warning") if check.repair else ""
    return Content.assemble((f"{sign} ", style), plain(f"{check.name:<22} ", "bold"), plain(check.detail), repair)
