"""The rehearsal screen: the talk on one side, the coach on the other; every reply is one worker."""

import asyncio
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import Worker

from coach.coaching import Coach
from coach.domain.judgement import JudgedTurn
from coach.domain.opening import Opening
from coach.domain.transcript import Speaker
from coach.errors import CoachError
from coach.ports import Spoken
from coach.rehearsal import Event, ManagerSpoke, ReplyJudged, TurnStored
from coach.rendering import outcome_words
from coach.tui.navigation import Failed, Place, Rehearse, Visit
from coach.tui.room.desk import Desk
from coach.tui.room.furniture import Room
from coach.tui.room.leaving import Leave, LeavingScreen
from coach.tui.room.reading import marks_of, read_last
from coach.tui.widgets.coach_pane import CoachPane
from coach.tui.widgets.conversation import Conversation
from coach.tui.widgets.reply import ReplyInput


class RehearsalScreen(Room):
    """One talk with one manager."""

    AUTO_FOCUS = "#reply"
    CSS_PATH = "screen.tcss"
    HELP = (
        "Talk to the manager as you would. Every reply is on disk before anything else happens, and so is what you are "
        "writing. While you type, the offline judge reads along; after each reply the coach shows what it did, and the "
        "words that count stand out in the talk. Nothing is told of the objections that are still to come."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "report", "Report", tooltip="Read the report of this talk"),
        # No letter: whoever types on when the manager has ended the talk must not begin another one.
        Binding("ctrl+r", "again", "Again", tooltip="Play this scene again"),
        Binding("escape", "back", "Back", tooltip="Stop the reply under way and take it back, or leave", priority=True),
        Binding("f5", "exam", "Exam", tooltip="Before your first word: no hints, and no findings until the report"),
    ]

    class LateJudgement(Message):
        """A judgement has arrived after the manager had spoken."""

    def __init__(self, coach: Coach, opening: Opening) -> None:
        super().__init__(coach)
        self._opening = opening
        self.turn: Worker[None] | None = None
        """The turn under way."""
        self.waiting: Worker[None] | None = None
        """The wait for open judgements before the report."""

    def on_mount(self) -> None:
        """Begin."""
        self.turn = self._begin()

    async def on_unmount(self) -> None:
        """Stop judging in the background; what is not judged can be judged later."""
        if self.rehearsal:
            await self.rehearsal.stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the report and the scene again once the talk is over, and the exam before the first word."""
        if action == "exam":
            return bool(self.rehearsal and not self.rehearsal.begun and not self.over)
        return self.over if action in ("report", "again") else True

    def on_reply_input_sent(self, event: ReplyInput.Sent) -> None:
        """Send a reply, unless the manager is still answering the last one."""
        if self.over:
            self.action_report()
        elif self.busy or self.rehearsal is None:
            self.notify("One moment: the manager is still speaking. Your text stays.", markup=False)
        elif not self.rehearsal.session.turns:
            self.turn = self._open()
        elif event.text.strip():
            self.query_one(Desk).take()
            self.turn = self._answer(event.text)

    def on_rehearsal_screen_late_judgement(self) -> None:
        """Show a judgement that came late."""
        self._show_findings()

    def action_back(self) -> None:
        """Take back what is under way, or leave."""
        if self.waiting and self.waiting.is_running:
            self.waiting.cancel()
        elif self.rehearsal is None:
            self.dismiss()  # it is still being opened, and that ends with this screen
        elif self.turn and self.busy:
            self.turn.cancel()
        elif self.over or not self._begun:
            self.dismiss()
        else:
            leaving = LeavingScreen(said=self._said, unsent=bool(self.query_one(Desk).unsent))
            self.app.push_screen(leaving, self._leave)

    def action_report(self) -> None:
        """Read the report: at once when every reply is judged, else after the wait, or after a second press."""
        if self.waiting and self.waiting.is_running:
            self.waiting.cancel()
            self._open_report()
        else:
            self.waiting = self._finish()

    def action_again(self) -> None:
        """Play this scene again."""
        if self.rehearsal and (session := self.rehearsal.session):
            self.post_message(Rehearse(Opening(again=session.id, exam=session.exam)))

    @property
    def _begun(self) -> bool:
        """Whether there is anything to come back to: a reply, or the draft of one."""
        return self._said or bool(self.query_one(Desk).draft.strip())

    @property
    def busy(self) -> bool:
        """Whether a turn is under way."""
        return self.turn is not None and not self.turn.is_finished

    @property
    def over(self) -> bool:
        """Whether the talk has ended."""
        return self.rehearsal is not None and self.rehearsal.over

    @work(group="turn")
    async def _begin(self) -> None:
        default = self._coach.default
        playing = (self._opening.manager or default.manager, self._opening.judge or default.judge)
        if "llm" in playing or self._opening.scenario is None:
            # In a thread, so that this screen is painted meanwhile; nothing to wait for once it is loaded.
            await asyncio.to_thread(self._coach.preload)
        try:
            rehearsal = await self._coach.rehearse(self._opening)
            marks = await asyncio.to_thread(marks_of, rehearsal.session)
        except CoachError as error:
            self.post_message(Failed(error, self, self._opening))
            return
        if not self.stands:
            return  # the app was told to end meanwhile; what is kept can be resumed
        self.rehearsal = rehearsal
        rehearsal.on_judged = self._announce
        conversation = self.query_one(Conversation)
        rehearsal.on_wait = conversation.wait
        conversation.load(rehearsal.session, marks)
        self._furnish(rehearsal)
        word = self.query_one(Desk).begin(rehearsal)
        if rehearsal.session.turns:
            self._show_findings()
            if rehearsal.session.pending:
                conversation.tell("This reply has not been answered yet. Enter sends it again, changed or not.")
            elif word:
                conversation.tell(word)
            return
        self.turn = self._open()

    @work(group="turn")
    async def _open(self) -> None:
        """Let the manager open the talk."""
        assert self.rehearsal
        conversation = self.query_one(Conversation)
        conversation.think()
        try:
            async for event in self.rehearsal.open():
                self._show(event)
        except asyncio.CancelledError:
            if self.stands and not self._stands(0):
                conversation.retract()
                conversation.tell("Stopped. Enter lets the manager begin; Escape goes back.")
            raise
        except CoachError as error:
            if self.stands:
                conversation.retract()
                conversation.tell(error.sentence, "fault")
                conversation.tell("Enter tries again; Escape goes back.")

    @work(group="turn")
    async def _answer(self, text: str) -> None:
        assert self.rehearsal
        session, conversation = self.rehearsal.session, self.query_one(Conversation)
        before = len(session.turns)
        conversation.hear(text, session.pending.seq if session.pending else before)
        conversation.think()
        try:
            async for event in self.rehearsal.answer(text):
                self._show(event)
        except asyncio.CancelledError:
            if self.stands and not self._stands(before):
                self._take_back(text, "You took your reply back. Change it, or send it again.", "note")
            raise
        except CoachError as error:
            self._take_back(text, error.sentence, "fault")

    def _stands(self, before: int) -> bool:
        """Show the manager's turn if it was kept in the very moment in which it was stopped: then it stands."""
        assert self.rehearsal
        turns = self.rehearsal.session.turns
        if len(turns) <= before or turns[-1].speaker is not Speaker.MANAGER:
            return False
        self._show(ManagerSpoke(turn=turns[-1]))
        return True

    @work(group="finish")
    async def _finish(self) -> None:
        assert self.rehearsal
        try:
            if not self.over:
                await self.rehearsal.end()
                self._close()
            if self.rehearsal.unscored:
                left = f"The judge has {self.rehearsal.unscored} to read. Enter: report without it · Escape: stay."
                self.notify(left, markup=False)
            session = await self.rehearsal.finish(patience_s=self._coach.settings.coach_deadline_s)
            if session.judge == "llm" and not session.rewritten_after("llm"):
                self.notify("The judge writes rewrites. Enter: report without them · Escape: stay.", markup=False)
            await self._coach.rewrite(session)
        except CoachError as error:
            if self.stands:
                self.query_one(Conversation).tell(error.sentence, "fault")
            return
        self._open_report()

    def _open_report(self) -> None:
        assert self.rehearsal
        self.post_message(Visit(Place.REPORT, self.rehearsal.session.id, instead=True))

    def _leave(self, way: Leave | None) -> None:
        if way == "end" and self._said:
            self.waiting = self._finish()
        elif way == "end":
            self.query_one(Desk).drop()  # and with it the session goes, which is nothing without it
            self.dismiss()
        elif way == "pause":
            self.dismiss()

    def _announce(self, _: JudgedTurn) -> None:
        self.post_message(self.LateJudgement())

    def _show(self, event: Event) -> None:
        if not self.stands:
            return
        conversation = self.query_one(Conversation)
        match event:
            case Spoken(text=words):
                conversation.release(words)
            case TurnStored():
                self.refresh_bindings()  # no exam any more: the first word has been said
            case ReplyJudged():
                self.call_after_refresh(self._show_findings)  # the manager is asked, and may be heard, before that
            case ManagerSpoke(turn=turn):
                assert self.rehearsal
                conversation.settle(turn)
                self._follow(self.rehearsal)
                if self.over:
                    self._close()

    def _show_findings(self) -> None:
        """Show what was found in the last reply, beside it and in it; in an exam not before it is over."""
        assert self.rehearsal
        session = self.rehearsal.session
        if session.exam or not self.stands or (reading := read_last(session)) is None:
            return
        self.query_one(CoachPane).findings(reading.reply, reading.judge, reading.remark, self._coach.rubric)
        self.query_one(Conversation).mark(reading.reply.seq, reading.marks)
        self._rewrite_live()

    @work(group="rewrite", exclusive=True)
    async def _rewrite_live(self) -> None:
        """Show a better way to say the last reply, once there is one; nothing waits for it."""
        assert self.rehearsal
        if (rewrite := await self._coach.rewrite_live(self.rehearsal.session)) and self.stands:
            self.query_one(CoachPane).rewrite(rewrite, self._coach.rubric)

    def _take_back(self, text: str, sentence: str, kind: str) -> None:
        if not self.stands:
            return  # the reply is kept, and waits for an answer when the session is resumed
        conversation = self.query_one(Conversation)
        conversation.retract()
        conversation.tell(sentence, kind)
        self.query_one(Desk).put_back(text)

    def _close(self) -> None:
        """Show how the talk ended."""
        assert self.rehearsal
        ended = f"The talk is over: {outcome_words(self.rehearsal.session.outcome)}."
        if unsent := self.query_one(Desk).unsent:
            self.query_one(Conversation).tell(f"You had not sent this: {unsent}")
        self.query_one(Conversation).tell(f"{ended} Enter: your report · Ctrl+R: again", "end")
        self.query_one(Desk).close()
        self.set_focus(None)
        self.refresh_bindings()
