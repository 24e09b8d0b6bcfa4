"""The doctor: settings, files, database and server, each with its repair."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.coaching import Check, Coach, Diagnosis
from coach.tui.engines import engine_words, privacy_words
from coach.tui.navigation import Place, Visit
from coach.tui.page import Page
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.words import plain

_SIGNS = {True: ("+", "$text-success"), False: ("!", "$text-error"), None: ("·", "$text-muted")}


class DoctorScreen(Page):
    """What is set, where it comes from, and what is wrong with it."""

    CSS_PATH = "setup.tcss"
    HELP = (
        "Each line is one thing that was checked: + is well, ! is wrong and tells its repair, · is there to be known. "
        "What is wrong stands first. The server is asked only where one is set and a model is chosen, or its address."
    )
    AUTO_FOCUS = "#checks"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "check", "Check again", tooltip="Check everything anew"),
        Binding("m", "model", "Model", tooltip="Choose a server and a model"),
        Binding("s", "settings", "Settings", tooltip="Colours, hints, motion, and all the rest"),
    ]

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        yield Static("[b]Doctor[/]   [$text-muted]What is set, what answers, and what to mend.[/]", id="masthead")
        with VerticalScroll(id="checks"):
            yield Static(id="diagnosis")
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Check everything, also after another screen has changed something."""
        self.action_check()

    def action_check(self) -> None:
        """Check everything anew."""
        self.query_one("#diagnosis", Static).update(Content("Checking …"))
        self._check()

    def action_model(self) -> None:
        """Choose a language model."""
        self.post_message(Visit(Place.MODEL))

    def action_settings(self) -> None:
        """Show the settings."""
        self.post_message(Visit(Place.SETTINGS))

    @work(exclusive=True)
    async def _check(self) -> None:
        # The libraries load in a thread, so that this screen stays alive meanwhile.
        await asyncio.to_thread(self._coach.preload)
        diagnosis = await self._coach.diagnose()
        if self.stands:
            self.query_one("#diagnosis", Static).update(self._told(diagnosis))

    def _told(self, diagnosis: Diagnosis) -> Content:
        ill = [check for check in diagnosis.checks if check.ok is False]
        well = [check for check in diagnosis.checks if check.ok is not False]
        verdict = f"{len(ill)} to mend." if ill else "Nothing to mend."
        lines = [
            Content.styled(verdict, "bold"),
            plain(engine_words(diagnosis.choice)),
            plain(privacy_words(self._coach.settings, diagnosis.choice), "$text-muted"),
            Content(""),
            *(_line(check) for check in [*ill, *well]),
        ]
        return Content("\n").join(lines)


def _line(check: Check) -> Content:
    sign, style = _SIGNS[check.ok]
    repair = plain(f"\n    {check.repair}", "$text-warning") if check.repair else ""
    return Content.assemble((f"{sign} ", style), plain(f"{check.name:<22} ", "bold"), plain(check.detail), repair)
