"""The report screen: the whole report as one judge scored it, and what another judge sees otherwise."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Markdown, Static
from textual.worker import Worker

from coach.coaching import Coach, Rejudged
from coach.domain.ledger import CONTINUED
from coach.domain.opening import JudgeName, Opening
from coach.domain.report import Report
from coach.errors import CoachError
from coach.rendering import change_lines, markdown
from coach.tui.navigation import Failed, Rehearse
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.words import OFFLINE, judge_words, plain


class ReportScreen(Screen[None]):
    """What a kept session was worth, with quotes."""

    AUTO_FOCUS = "#report"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        Binding("r", "again", "Rehearse again", tooltip="Play this scene again, at its level and seed"),
        Binding("n", "next_meeting", "Next meeting", tooltip="Come back to this manager, who remembers the talk"),
        Binding("j", "judge", "Judge again", tooltip="Let the other judge score it too"),
        Binding("question_mark", "app.keys", "Help", show=False),
    ]

    def __init__(self, coach: Coach, session: str) -> None:
        super().__init__()
        self._coach = coach
        self._session = session
        self._report: Report | None = None
        self._played: JudgeName = "rules"
        """The judge that the session was played with."""
        self._judging: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield Static(Content("Reading …"), id="masthead")
        with VerticalScroll(id="report"):
            yield Static(id="changes")
            yield Markdown(id="page", open_links=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the report."""
        self._read()

    def action_back(self) -> None:
        """Stop judging, or go back."""
        if self._judging and self._judging.is_running:
            self._judging.cancel()
        else:
            self.dismiss()

    def action_again(self) -> None:
        """Play the scene again."""
        self.post_message(Rehearse(Opening(again=self._session)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next meeting only where there is something left to come back for."""
        return bool(self._report and self._report.outcome in CONTINUED) if action == "next_meeting" else True

    def action_next_meeting(self) -> None:
        """Hold the meeting after this one."""
        self.post_message(Rehearse(Opening(continued=self._session)))

    def action_judge(self) -> None:
        """Let the other judge score the session, or go back to the first one's report."""
        if self._report and self._report.judge != self._played:
            self._read()
        elif not (self._judging and self._judging.is_running):
            self._judging = self._judge_again()

    @work(group="read", exclusive=True)
    async def _read(self) -> None:
        try:
            session = await self._coach.session(self._session)
            self._played = session.judge
            await self._lay_out(await self._coach.report_of(session), Content(""))
        except CoachError as error:
            self.post_message(Failed(error))

    @work(group="judge")
    async def _judge_again(self) -> None:
        other: JudgeName = "rules" if self._played == "llm" else "llm"
        model = self._coach.settings.coach_model
        if other == "llm" and not model:
            sentence = "The other judge is a language model, and none is chosen. Press m on the first screen."
            self.notify(sentence, severity="warning", markup=False)
            return
        named = judge_words(other, model)
        self._tell(plain(f"{named} is reading … Escape stops it."))
        try:
            # The libraries load in a thread, so that this screen stays alive meanwhile.
            await asyncio.to_thread(self._coach.preload)
            rejudged = await self._coach.judge_again(
                self._session,
                await self._coach.choose("scripted", other, model),
                lambda done, of: self._tell(plain(f"{named}: {done} of {of} replies read. Escape stops it.")),
            )
        except asyncio.CancelledError:
            self._name_judge()
            self.notify("Stopped. What was judged so far is kept.", markup=False)
            raise
        except CoachError as error:
            self._name_judge()
            self.notify(error.sentence, severity="error", markup=False, timeout=12)
            return
        await self._lay_out(await self._coach.report_of(rejudged.session, other), self._changes(rejudged))

    async def _lay_out(self, report: Report, changes: Content) -> None:
        self._report = report
        self.refresh_bindings()
        self._name_judge()
        self.query_one("#changes", Static).update(changes)
        self.query_one("#changes").display = bool(changes.plain)
        await self.query_one("#page", Markdown).update(markdown(report, self._coach.rubric))
        self.query_one("#report").scroll_home(animate=False)

    def _changes(self, rejudged: Rejudged) -> Content:
        """Return what the second judge sees otherwise, turn by turn."""
        title = f"What the {rejudged.judge} judge sees otherwise than the {rejudged.before} judge"
        lines = [Content.styled(title, "bold")]
        if not rejudged.changes:
            lines.append(Content("Nothing: both give the same verdicts."))
        for seq in dict.fromkeys(change.seq for change in rejudged.changes):
            lines.append(Content(f"Turn {seq + 1}"))
            mine = [change for change in rejudged.changes if change.seq == seq]
            lines += [plain(line) for line in change_lines(mine, self._coach.rubric)]
        if rejudged.unjudged:
            lines.append(
                plain(f"? {len(rejudged.unjudged)} not judged: {rejudged.unjudged[0].reason}", "$text-warning")
            )
        return Content("\n").join(lines)

    def _name_judge(self) -> None:
        """Say who scored what is shown, and how the other judge's report is reached."""
        if self._report:
            model = self._report.model or self._coach.settings.coach_model
            other = "j: back to the first judge" if self._report.judge != self._played else "j: ask the other judge"
            judge = OFFLINE[1] if self._report.judge == "rules" else judge_words("llm", model)
            self._tell(Content.assemble(("Report", "bold"), plain(f"   Judge: {judge} · {other}", "$text-muted")))

    def _tell(self, content: Content) -> None:
        self.query_one("#masthead", Static).update(content)
