"""The outcome log: how the real talk went, beside the rehearsal that was for it, and what to rehearse after that."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from coach.coaching import Coach
from coach.domain.opening import Opening
from coach.domain.real_talk import MAX_NOTE, RESULTS, rehearse_next
from coach.domain.session import Session
from coach.domain.transcript import Outcome
from coach.errors import CoachError, UsageError
from coach.rendering import outcome_words, real_talk_words
from coach.tui.navigation import Failed, Place, Rehearse, Visit
from coach.tui.prepare.begun import BegunPage
from coach.tui.prepare.writing import Answer
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.words import plain, when

MAX_DAY = 40


class Results(OptionList):
    """The ends that a real talk can have, of which one is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Choose", tooltip="So it ended; then the day and the note")
    ]


class Talks(OptionList):
    """The real talks that were logged."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Its rehearsal", tooltip="Log another talk beside the rehearsal of the marked one")
    ]


class OutcomeScreen(BegunPage):
    """Log how a real talk went, and see how they all went."""

    CSS_PATH = "outcome.tcss"
    AUTO_FOCUS = ""
    HELP = (
        "After the real talk, say how it ended, on which day, and what is worth remembering; several talks may follow "
        "one rehearsal. It is kept beside the rehearsal that was for it, and stands in its report and in the list of "
        "past rehearsals. Below is what was logged before, for this rehearsal and for all."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "log", "Log it", tooltip="Log the talk as it is filled in"),
        Binding("n", "next_meeting", "Next meeting", tooltip="Rehearse the meeting after the one that you rehearsed"),
        Binding("r", "again", "Again", tooltip="Rehearse the same scene again"),
    ]

    def __init__(self, coach: Coach, session: str) -> None:
        """Take the id of a rehearsal, without which only the list is shown."""
        super().__init__(coach, "note", session)
        self._coach = coach
        self._session_id = session
        placeholder = "Such as: two days a week, from March"
        self._note = Answer(self.read_begun(), most=MAX_NOTE, id="note", placeholder=placeholder)
        self._session: Session | None = None
        self._result: Outcome | None = None
        self._listed: tuple[str, ...] = ()
        """The session of each talk that is listed."""

    def compose(self) -> ComposeResult:
        """Lay out the form and the list."""
        yield Static(Content.styled("The real talk", "bold"), id="masthead")
        with Container(id="log"):
            with VerticalScroll(id="form", can_focus=False):
                results = Results(*self._results(), id="results", markup=False)
                results.border_title = "How did it end?"
                yield results
                today = self._coach.preparing.today
                day = Answer(today, most=MAX_DAY, id="day", placeholder="today, or a date like 2026-05-31")
                day.border_title = "On which day?"
                yield day
                self._note.border_title = "What is worth remembering?"
                yield self._note
                yield Static(id="told")
            talks = Talks(id="talks", markup=False)
            talks.border_title = "Real talks that were logged"
            yield talks
        yield KeyBar()

    @property
    def begun(self) -> str:
        """The note."""
        return self._note.text

    def on_mount(self) -> None:
        """Read the rehearsal and what was logged."""
        self.query_one("#form").display = bool(self._session_id)
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the rehearsal is there for, and once nothing is left to fill in, what to rehearse next."""
        if action == "log":
            return bool(self._session_id)
        if action == "next_meeting":
            return self._session is not None and self._session.continues
        return self._session is not None if action == "again" else True

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the result, or go to the rehearsal of a talk."""
        if event.option_list.id == "results":
            self._choose(RESULTS[event.option_index])
            self.query_one("#day").focus()
        elif (session := self._listed[event.option_index]) != self._session_id:
            self.post_message(Visit(Place.OUTCOME, session))

    def on_answer_entered(self, event: Answer.Entered) -> None:
        """Go on to the note, and from there log it."""
        if event.answer.id == "day":
            self.query_one("#note").focus()
        else:
            self.action_log()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep the note, also when the screen is left."""
        if event.text_area.id == "note":
            self.keep_soon()

    def on_screen_resume(self) -> None:
        """Bring the list up to date after another screen."""
        self._list()

    def action_log(self) -> None:
        """Log the talk, unless something is missing."""
        if self._result is None:
            self._tell(Content.styled("! Say first how it ended.", "$text-error"))
            self.query_one(Results).focus()
            return
        day, note = (self.query_one(name, Answer).text for name in ("#day", "#note"))
        self._log(self._result, day.strip(), note)

    def action_again(self) -> None:
        """Rehearse the scene again."""
        self.post_message(Rehearse(Opening(again=self._session_id)))

    def action_next_meeting(self) -> None:
        """Rehearse the next meeting."""
        self.post_message(Rehearse(Opening(continued=self._session_id)))

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        if self._session_id:
            try:
                self._session = await self._coach.session(self._session_id)
            except CoachError as error:
                self.post_message(Failed(error, self))
                return
            if not self.stands:
                return
            session = self._session
            facts = f"   after “{session.scenario.title}”, {when(session.created_at)} · rehearsed: "
            facts += outcome_words(session.outcome)
            self.query_one("#masthead", Static).update(
                Content.assemble(("How did the real talk go?", "bold"), plain(facts, "$text-muted"))
            )
            self.refresh_bindings()
        self.query_one(Results if self._session_id else Talks).focus()

    @work(exclusive=True, group="list")
    async def _list(self) -> None:
        talks = self.query_one(Talks)
        try:
            logged = await self._coach.preparing.logged()
        except CoachError as error:
            talks.set_options([Option(plain(error.sentence, "$text-error"), disabled=True)])
            return
        if not self.stands:
            return
        ours = sorted(logged, key=lambda entry: entry.session.id != self._session_id)  # this rehearsal's first
        self._listed = tuple(entry.session.id for entry in ours)
        options = [
            Option(
                Content.assemble(
                    plain(
                        real_talk_words(entry.talk),
                        "" if entry.session.id == self._session_id or not self._session_id else "$text-muted",
                    ),
                    "\n",
                    plain(
                        _beside(entry.session.id == self._session_id, entry.session.title, entry.session.outcome),
                        "$text-muted",
                    ),
                )
            )
            for entry in ours
        ]
        none = "None yet. After your talk, open the report of the rehearsal that was for it, and press o there."
        talks.set_options(options or [Option(plain("None yet." if self._session_id else none), disabled=True)])

    @work(exclusive=True, group="log")
    async def _log(self, result: Outcome, day: str, note: str) -> None:
        try:
            talk = await self._coach.preparing.log_outcome(self._session_id, result, day or None, note)
        except UsageError as error:
            self._tell(plain(f"! {error.sentence}", "$text-error"))
            self.query_one("#day").focus()
            return
        except CoachError as error:
            self._tell(plain(f"! {error.sentence} Nothing was logged; your words stay here.", "$text-error"))
            return
        if not self.stands:
            return
        self._tell(
            Content.assemble(
                ("+ Logged: ", "$text-success"), plain(real_talk_words(talk)), "\n", rehearse_next(talk.result)
            )
        )
        self._choose(None)
        self._note.text = ""
        await self.keep_begun()
        self.query_one(Results).focus()
        self._list()

    def _choose(self, result: Outcome | None) -> None:
        self._result = result
        for at, option in enumerate(self._results()):
            self.query_one(Results).replace_option_prompt_at_index(at, option)

    def _results(self) -> list[Content]:
        return [
            Content.styled(f"› {outcome_words(r)} ‹", "bold $accent")
            if r is self._result
            else Content(f"  {outcome_words(r)}")
            for r in RESULTS
        ]

    def _tell(self, content: Content) -> None:
        told = self.query_one("#told", Static)
        told.update(content)
        told.display = True
        self.call_after_refresh(told.scroll_visible, animate=False)


def _beside(this: bool, title: str, rehearsed: Outcome | None) -> str:
    return "for this rehearsal" if this else f"{title} · rehearsed: {outcome_words(rehearsed)}"
