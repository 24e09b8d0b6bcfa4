"""How the room is laid out: the talk, the coach beside or below it, and the keys that move them."""

from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from coach.coaching import Coach
from coach.domain.objections import raised_so_far
from coach.errors import CoachError, UsageError
from coach.rehearsal import MAX_REPLY, Rehearsal
from coach.tui.page import Page
from coach.tui.room.desk import Desk, switch_hints
from coach.tui.widgets.coach_pane import CoachPane
from coach.tui.widgets.conversation import Conversation
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.reply import ReplyInput
from coach.tui.words import judge_words, manager_words, plain

_NARROW, _SHORT = 100, 30
"""With fewer columns and rows than these the coach is closed at first, so that the talk has room."""
_VAST, _HIGH = 180, 44
"""From these columns, or rows beside the talk, on all pages of the coach are shown at once."""


class Room(Page):
    """A talk, a desk to write at, and a coach, each with the room that there is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "turn", "Pages", tooltip="The coach's pages: findings, objections so far, your brief"),
        Binding("f3", "fold", "Coach", tooltip="Open or close the coach"),
        Binding("f4", "hints", "Hints", show=False, tooltip="Hints while you type: on or off, remembered"),
        Binding("pageup", "page(-1)", "Up", show=False, priority=True, tooltip="Scroll the talk back"),
        Binding("pagedown", "page(1)", "Down", show=False, priority=True, tooltip="Scroll the talk on"),
    ]

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach
        self.rehearsal: Rehearsal | None = None
        """What is played here; none while it is being opened."""
        self._folded: bool | None = None
        """Whether the user has closed the coach; `None` while they have not said."""

    def compose(self) -> ComposeResult:
        """Lay out talk, coach and input."""
        yield Static(Content("Opening the scene …"), id="masthead")
        with Container(id="room"):
            with Vertical(id="talk"):
                yield Conversation(id="conversation")
                yield Desk(self._coach, id="desk")
            yield CoachPane(id="coach")
        yield KeyBar()

    def on_resize(self) -> None:
        """Give each part the room that there is."""
        self._arrange()

    def on_reply_input_shortened(self) -> None:
        """Say that a paste was cut."""
        sentence = f"A reply has at most {MAX_REPLY} characters; the rest of what you pasted was left out."
        self.notify(sentence, severity="warning", markup=False)

    def on_coach_pane_called(self) -> None:
        """Open the coach."""
        self.action_fold()

    def action_turn(self) -> None:
        """Turn the coach's pages; a closed coach opens."""
        self._folded = False if self.query_one(CoachPane).closed else self._folded
        self.query_one(CoachPane).turn()

    def action_fold(self) -> None:
        """Open or close the coach."""
        self._folded = not self.query_one(CoachPane).closed
        self._arrange()

    @work(group="hints", exclusive=True)
    async def action_hints(self) -> None:
        """Switch the hints on or off, and remember it."""
        try:
            await switch_hints(self._coach)
        except CoachError as error:
            self.notify(f"Not changed: {error.sentence}", severity="warning", markup=False)
        self.query_one(Desk).show_hints()

    @work(group="exam", exclusive=True)
    async def action_exam(self) -> None:
        """Make an exam of this talk, or none."""
        if self.rehearsal is None:
            return
        try:
            await self.rehearsal.examine(on=not self.rehearsal.session.exam)
        except UsageError as error:
            if self.stands:
                self.notify(error.sentence, severity="warning", markup=False)
            return
        if self.stands:
            self._furnish(self.rehearsal)

    def action_page(self, way: int) -> None:
        """Scroll the conversation."""
        self.query_one(Conversation).page(way)

    def on_key(self, event: events.Key) -> None:
        """Take letters that are typed while something else has the focus to the place where they belong."""
        reply = self.query_one(ReplyInput)
        if event.is_printable and event.character and reply.display and reply.focusable and not reply.has_focus:
            event.stop()
            reply.focus()
            reply.insert(event.character)

    @property
    def _said(self) -> bool:
        """Whether a reply was sent."""
        return self.rehearsal is not None and bool(self.rehearsal.session.transcript.replies)

    def _arrange(self) -> None:
        """Give talk and coach the room that there is, the coach as the user wants it."""
        width, height = self.size
        narrow = width < _NARROW
        spread = not narrow and (height >= _HIGH or (width >= _VAST and height >= _SHORT))
        self.set_class(width >= _VAST, "-vast")
        closed = narrow and height < _SHORT if self._folded is None else self._folded
        self.query_one(CoachPane).unfold(closed=closed, spread=spread)

    def _furnish(self, rehearsal: Rehearsal) -> None:
        """Say who plays and who judges, whether it is an exam, and lay out what is at hand."""
        session = rehearsal.session
        manager, judge = manager_words(session.manager, session.model), judge_words(session.judge, session.model)
        exam = ("   Exam", "bold $text-warning") if session.exam else ""
        title = plain(session.scenario.title, "bold")
        engines = plain(f"Level: {session.difficulty.value} · Manager: {manager} · Judge: {judge}", "$text-muted")
        self.query_one("#masthead", Static).update(Content.assemble(title, exam, "   ", engines))
        self.query_one(CoachPane).begin(session.brief, exam=session.exam)
        self.query_one(Desk).show_hints()
        self._follow(rehearsal)
        self.refresh_bindings()

    def _follow(self, rehearsal: Rehearsal) -> None:
        """Take in what the manager has said: how they sit there, and which objections there are."""
        self.query_one(Desk).follow()
        self.query_one(CoachPane).progress(raised_so_far(rehearsal.session, rehearsal.ledger))
