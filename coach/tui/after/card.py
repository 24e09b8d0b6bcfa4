"""The judge card as a screen: how far the offline judge is to be trusted, in words first, and then the tables."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.coaching import Coach
from coach.domain.card import JudgeCard, MeasuredSet, trust
from coach.domain.judgement import JudgedBy
from coach.errors import CoachError
from coach.rendering import agreement_lines, measured_words
from coach.tui.navigation import Failed
from coach.tui.page import Page
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.words import plain


class CardScreen(Page):
    """What was measured of the judge that comes with the coach."""

    CSS_PATH = "card.tcss"
    AUTO_FOCUS = "#card"
    HELP = (
        "How far the offline judge agrees with labelled replies: in words, and below them the tables that "
        "`coach calibrate` printed. Kappa is agreement beyond chance: 1 is all of it, 0 is none. "
        "The arrow keys scroll, also sideways."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "top(True)", "Top", show=False),
        Binding("end", "top(False)", "End", show=False),
    ]

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield Static(
            Content.assemble(("Judge card", "bold"), ("   How far the offline judge is to be trusted", "$text-muted")),
            id="masthead",
        )
        yield VerticalScroll(id="card")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the card."""
        self._read()

    def action_top(self, top: bool) -> None:
        """Go to the top or the end."""
        card = self.query_one("#card")
        card.scroll_home(animate=False) if top else card.scroll_end(animate=False)

    @work
    async def _read(self) -> None:
        try:
            card, installed = await self._coach.judge_card()
        except CoachError as error:
            self.post_message(Failed(error, self))
            return
        if self.stands:
            await self.query_one("#card").mount(*_widgets(card, installed))


def _widgets(card: JudgeCard, installed: JudgedBy) -> list[Static]:
    if not card.sets:
        return [Static("Nothing has been measured yet.", classes="said")]
    outdated = card.outdated(installed)
    widgets = [Static(_words(s, outdated=s in outdated), classes="said") for s in card.sets]
    for measured in card.sets:
        lines = agreement_lines(measured.figures, measured.by.judge)
        table = Static(plain("\n".join(lines)), classes="table")
        table.border_title = plain(measured.name)
        widgets.append(table)
    return widgets


def _words(measured: MeasuredSet, *, outdated: bool) -> Content:
    parts = [plain(measured.name, "bold")]
    if outdated:
        parts.append(Content.styled("! Another judge than the installed one was measured on it.", "$text-error"))
    if figures := trust(measured):
        parts.append(plain(measured_words(figures)))
    parts.append(plain(measured.made_by, "$text-muted"))
    return Content("\n").join(parts)
