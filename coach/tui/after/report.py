"""The report screen: what a kept session was worth, as one judge scored it, and ways on from there."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker

from coach.coaching import Coach
from coach.domain.exercise import Step
from coach.domain.judgement import Judgement
from coach.domain.ledger import CONTINUED
from coach.domain.opening import JudgeName, Opening
from coach.domain.report import Report
from coach.domain.session import Session
from coach.errors import CoachError
from coach.rendering import Section, change_section
from coach.tui.after.contents import ReportView
from coach.tui.after.export import ExportScreen
from coach.tui.after.judges import Answer, JudgesScreen
from coach.tui.after.mail import MailScreen
from coach.tui.navigation import Failed, Place, Rehearse, Visit
from coach.tui.page import Page
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.words import OFFLINE, judge_words, plain

_ONLY_OVER = frozenset({("next_meeting",), ("mail",), ("visit", "RECAP"), ("visit", "OUTCOME")})
"""What there is only once a talk is over: actions with their parameters."""


class ReportScreen(Page):
    """What a kept session was worth, with quotes."""

    CSS_PATH = "report.tcss"
    AUTO_FOCUS = "#report"
    HELP = (
        "The report of one talk, as one judge scored it. The number keys go to its sections. ↓ and ↑ go from quote to "
        "quote; Enter on one goes to the turn in which it was said, and Escape or Backspace comes back."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        # The first ones are those that a narrow footer keeps.
        Binding("r", "again", "Again", tooltip="Play this scene again, at its level and seed"),
        Binding("n", "next_meeting", "Next meeting", tooltip="Come back to this manager, who remembers the talk"),
        Binding("w", "what_if", "What if", tooltip="Say something else at the turn where the cursor is"),
        Binding("m", "visit('RECAP')", "Recap mail", tooltip="Write the mail after this meeting"),
        Binding("x", "export", "Export", tooltip="Write this report into a file: page, Markdown or JSON"),
        Binding("c", "compare", "Compare", tooltip="See this answer beside the first one"),
        Binding("g", "harder", "Harder", tooltip="Play this scene one level up"),
        Binding("p", "visit('REPLAY')", "Play back", tooltip="Hear the talk again, turn by turn"),
        Binding("j", "judge", "Judge again", show=False, tooltip="Judge what is not judged, or ask the other judge"),
        Binding("y", "mail", "Copy mail", show=False, tooltip="Copy the follow-up mail, or the bare bones of one"),
        Binding("o", "visit('OUTCOME')", "Real talk", show=False, tooltip="Keep how the real talk went"),
        Binding("t", "visit('CARD')", "Judge card", show=False, tooltip="See how far the offline judge can be trusted"),
    ]

    def __init__(self, coach: Coach, session: str) -> None:
        super().__init__()
        self._coach = coach
        self._session = session
        self._kept: Session | None = None
        self._report: Report | None = None
        self._played: JudgeName = "rules"
        """The judge that the session was played with."""
        self._judging: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield Static(Content("Reading …"), id="masthead")
        yield ReportView()
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the report."""
        self._read()

    def on_screen_resume(self) -> None:
        """Read it again after another screen: a mail may have been written, or a real talk logged."""
        if self._report and self._report.judge == self._played:
            self._refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is something for."""
        report, kept = self._report, self._kept
        if report is None or kept is None:
            return action in ("back", "again", "section") or action.startswith("app.")
        if (action, *parameters) in _ONLY_OVER and report.outcome is None:
            return False
        if action == "next_meeting":
            return report.outcome in CONTINUED and kept.scenario.manager.again is not None
        if action == "compare":
            return kept.parent is not None and kept.parent.seq is not None
        if action == "harder":
            return report.exercise is not None and report.exercise.step is Step.HARDER
        return bool(report.replies) if action == "what_if" else True

    def action_back(self) -> None:
        """Stop judging, or go one step back: to the quote, to the first judge's report, to where one came from."""
        if self._judging and self._judging.is_running:
            self._judging.cancel()
        elif not self.query_one(ReportView).step_back():
            other = self._report and self._report.judge != self._played
            self._read() if other else self.dismiss()

    def action_section(self, number: int) -> None:
        """Go to a section."""
        self.query_one(ReportView).go_to_section(number)

    def action_again(self) -> None:
        """Play the scene again."""
        self.post_message(Rehearse(Opening(again=self._session)))

    def action_next_meeting(self) -> None:
        """Hold the meeting after this one."""
        self.post_message(Rehearse(Opening(continued=self._session)))

    def action_harder(self) -> None:
        """Play the scene one level up, with the engines of this session; with no model where none is chosen."""
        if self._report and (exercise := self._report.exercise) and (kept := self._kept):
            own = (kept.manager, kept.judge, kept.model) if self._coach.settings.coach_model else (None, None, None)
            (manager, judge, model), scene, level = own, exercise.scenario, exercise.level
            opening = Opening(scenario=scene, difficulty=level, manager=manager, judge=judge, model=model)
            self.post_message(Rehearse(opening))

    def action_what_if(self) -> None:
        """Say something else at the reply at hand."""
        if self._report:
            seq = self.query_one(ReportView).reply_at_hand(self._report)
            self.post_message(Visit(Place.BRANCHES, self._report.session, seq))

    def action_compare(self) -> None:
        """See this session beside the one that it branched off."""
        if self._kept and self._kept.parent:
            self.post_message(Visit(Place.COMPARE, self._kept.id, beside=self._kept.parent.session))

    def action_visit(self, place: str) -> None:
        """Go to another screen about this session."""
        self.post_message(Visit(Place[place], self._session))

    def action_export(self) -> None:
        """Write the report into a file."""
        if self._report:
            self.app.push_screen(ExportScreen(self._coach, self._report))

    @work(group="mail", exclusive=True)
    async def action_mail(self) -> None:
        """Copy the follow-up mail."""
        try:
            mail = await self._coach.follow_up(self._session)
        except CoachError as error:
            self.notify(error.sentence, severity="error", markup=False, timeout=12)
            return
        if self.is_current:
            self.app.push_screen(MailScreen(mail, self._session))

    def action_judge(self) -> None:
        """Let a judge read on: the first one what it has left, or the other one everything."""
        if self._report is None or (self._judging and self._judging.is_running):
            return
        if self._report.judge != self._played:
            self._read()
        elif left := sum(not isinstance(reply.judgement, Judgement) for reply in self._report.replies):
            own = judge_words(self._played, self._kept.model if self._kept else None)
            other = judge_words(self._other, self._coach.settings.coach_model)
            self.app.push_screen(JudgesScreen(own, left, other), self._judge)
        else:
            self._judge("other")

    @property
    def _other(self) -> JudgeName:
        return "rules" if self._played == "llm" else "llm"

    def _judge(self, answer: Answer | None) -> None:
        if answer:
            self._judging = self._judge_again() if answer == "other" else self._judge_rest()

    @work(group="read", exclusive=True)
    async def _read(self) -> None:
        try:
            kept = await self._coach.session(self._session)
            report = await self._coach.report_of(kept)
        except CoachError as error:
            self.post_message(Failed(error, self))
            return
        if self.stands:
            self._kept, self._session, self._played = kept, kept.id, kept.judge
            await self._show(report)

    @work(group="read", exclusive=True)
    async def _refresh(self) -> None:
        """Show what has come to the session since, and stay where one is reading where nothing has."""
        try:
            kept = await self._coach.session(self._session)
            if kept == self._kept:
                return
            report = await self._coach.report_of(kept)
        except CoachError:
            return  # what stands there was read before, and still holds
        if self.stands:
            self._kept = kept
            await self._show(report)

    @work(group="judge")
    async def _judge_rest(self) -> None:
        """Let the judge of the session read what it has not judged, and show its report."""
        assert self._kept
        if self._played == "llm" and not self._coach.settings.coach_model:
            sentence = "The judge of this talk is a language model, and none is chosen. Press m on the first screen."
            self.notify(sentence, severity="warning", markup=False)
            return
        named = judge_words(self._played, self._kept.model)
        self._tell(plain(f"{named} is reading … Escape stops it."))
        try:
            await asyncio.to_thread(self._coach.preload)
            choice = await self._coach.choose("scripted", self._played, self._kept.model)
            reading = self._coach.judge_all(
                choice,
                lambda done, of: self._tell(plain(f"{named}: {done} of {of} replies read. Escape stops it.")),
                only=self._session,
            )
            results = [result async for result in reading]
            await self._coach.rewrite(await self._coach.session(self._session))
        except asyncio.CancelledError:
            self._stopped()
            raise
        except CoachError as error:
            self._failed(error)
            return
        self._read()
        if failed := [unjudged for result in results for unjudged in result.unjudged]:
            sentence = f"{len(failed)} still not judged: {failed[0].reason}"
            self.notify(sentence, severity="warning", markup=False, timeout=12)

    @work(group="judge")
    async def _judge_again(self) -> None:
        """Let the other judge read the whole talk, and show its report."""
        other, model = self._other, self._coach.settings.coach_model
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
            report = await self._coach.report_of(rejudged.session, other)
        except asyncio.CancelledError:
            self._stopped()
            raise
        except CoachError as error:
            self._failed(error)
            return
        if self.stands:
            told = change_section(rejudged.judge, rejudged.before, rejudged.changes, self._coach.rubric)
            await self._show(report, told)

    def _stopped(self) -> None:
        if self.stands:
            self._name_judge()
            self.notify("Stopped. What was judged so far is kept.", markup=False)

    def _failed(self, error: CoachError) -> None:
        if self.stands:
            self._name_judge()
            self.notify(error.sentence, severity="error", markup=False, timeout=12)

    async def _show(self, report: Report, changes: Section | None = None) -> None:
        self._report = report
        self.refresh_bindings()
        self._name_judge()
        await self.query_one(ReportView).show(report, self._coach.rubric, changes)

    def _name_judge(self) -> None:
        """Say who scored what is shown, and how the other judge's report is reached."""
        if report := self._report:
            model = (report.by.model if report.by else None) or report.model or self._coach.settings.coach_model
            other = "j: back to the first judge" if report.judge != self._played else "j: judge again"
            judge = OFFLINE[1] if report.judge == "rules" else judge_words("llm", model)
            title = plain(report.title, "bold")
            self._tell(Content.assemble(title, plain(f"   Judge: {judge} · {other}", "$text-muted")))

    def _tell(self, content: Content) -> None:
        if self.stands:
            self.query_one("#masthead", Static).update(content)
