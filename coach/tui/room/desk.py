"""Where the engineer writes: the manager's manner above the input, below it what the draft already shows."""

import asyncio

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from coach.coaching import Coach
from coach.domain.hint import HintKind, Hints
from coach.domain.manner import manner_of
from coach.errors import CoachError
from coach.rehearsal import Rehearsal
from coach.rendering import hint_parts, manner_words
from coach.tui.widgets.reply import ReplyInput
from coach.tui.words import plain

PAUSE_S = 0.2
"""Seconds after the last key before a draft is read."""
KEEP_S = 0.8
"""Seconds that what is typed waits at most until it is on disk."""

_LOOKS = {
    HintKind.AGAINST: "bold $text-error",
    HintKind.NUMBER: "$text-warning",
    HintKind.MAYBE: "$text-warning",
    HintKind.MADE: "$text-success",
}


class Desk(Vertical):
    """The input and what belongs to it: reads the draft in the pauses, and keeps it on disk."""

    def __init__(self, coach: Coach, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._coach = coach
        self._rehearsal: Rehearsal | None = None
        self._reply = ReplyInput(id="reply", placeholder="The scene is being opened. Escape goes back.")
        self._reply.disabled = True  # what is typed before there is a talk could not be kept
        self._hints: Hints | None = None
        self._pause: Timer | None = None
        self._keeping: Timer | None = None
        self._unkept = ""
        """Why the draft could not be kept, as it was told."""

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Static(id="manner")
        self._reply.border_title = "Your reply"
        yield self._reply
        yield Static(id="hints")

    async def on_unmount(self) -> None:
        """Keep what is being written, however the screen came to go."""
        await self.keep()

    @property
    def draft(self) -> str:
        """What is being written."""
        return self._reply.draft

    @property
    def unsent(self) -> str:
        """What is being written and has not been sent: a reply that waits for its answer has."""
        pending = self._rehearsal.session.pending if self._rehearsal else None
        sent = pending is not None and self.draft.strip() == pending.text
        return "" if sent else self.draft.strip()

    def begin(self, rehearsal: Rehearsal) -> str:
        """Take the rehearsal, and put what was being written into the input; return a word about it, if there was."""
        self._rehearsal = rehearsal
        self._reply.placeholder, self._reply.disabled = "What do you say?", False
        if self.screen.focused is None:
            self._reply.focus()
        self.follow()
        session = rehearsal.session
        if session.draft:
            self._reply.put_back(session.draft)
        if session.pending and not session.draft.startswith(session.pending.text):
            self._reply.put_back(session.pending.text)
        return "What you were writing stands in the input again." if session.draft else ""

    def follow(self) -> None:
        """Take in what has been said: the manager's manner, the replies to go back to, whether one is unanswered."""
        if self._rehearsal is None:
            return
        session, ledger = self._rehearsal.session, self._rehearsal.ledger
        manner = manner_of(session.scenario, session.difficulty, ledger)
        self.query_one("#manner", Static).update(plain(manner_words(session.scenario.persona.name, manner)))
        pending = session.pending
        self._reply.earlier = tuple(t.text for t in session.transcript.replies if t is not pending)
        self._reply.border_subtitle = ""
        self._read()

    def take(self) -> None:
        """Clear the input of what has been sent, and is kept as a turn in a moment."""
        self._stop()
        self._reply.take()

    def put_back(self, text: str) -> None:
        """Put a reply that is not answered back into the input."""
        self._reply.put_back(text)
        self._reply.border_subtitle = "not answered yet · Enter sends it again"
        self._reply.focus()

    def drop(self) -> None:
        """Forget what is being written."""
        self._stop()
        self._reply.put_away()

    def close(self) -> None:
        """Take the input away: the talk is over."""
        self._stop()
        self._reply.display = self.query_one("#hints").display = False

    async def keep(self) -> None:
        """Keep what is being written, now."""
        if self._rehearsal is None or self._rehearsal.over:
            return
        before = self._rehearsal.begun
        try:
            await self._rehearsal.keep_draft(self.draft if self.draft.strip() else "")
        except CoachError as error:
            if self._stands and error.sentence != self._unkept:
                self._unkept = error.sentence
                self.notify(f"What you are writing cannot be kept: {error.sentence}", severity="warning", markup=False)
        if self._stands and self._rehearsal.begun != before:
            self.screen.refresh_bindings()

    def show_hints(self) -> None:
        """Read the draft anew, or say why it is not read."""
        self._hints = None
        self._reply.show_marks("", ())
        self._tell()
        self._read()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Wait for a pause to read the draft, and for no more than a second to keep it."""
        event.stop()
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_S, self._read)
        if self._keeping is None:
            self._keeping = self.set_timer(KEEP_S, self._keep)

    @property
    def _stands(self) -> bool:
        return self.is_attached and self.display

    @property
    def _silent(self) -> str:
        """Why there are no hints, or an empty text."""
        if self._rehearsal and self._rehearsal.session.exam:
            return "Exam: no hints, and nothing on your replies until the report."
        return "" if self._coach.settings.coach_hints else "Hints are off. F4 switches them on."

    @work(group="hint", exclusive=True)
    async def _read(self) -> None:
        if self._rehearsal is None or self._silent:
            if self._stands:
                self._tell()
            return
        hints = await self._coach.hint(self._rehearsal.session, self._reply.text)
        if self._stands and not self._silent:
            self._hints = hints
            self._reply.show_marks(hints.text, hints.marks)
            self._tell()

    @work(group="keep")
    async def _keep(self) -> None:
        self._keeping = None
        await self.keep()

    def _tell(self) -> None:
        if why := self._silent:
            words = Content.styled(why, "$text-muted")
        else:
            parts = hint_parts(self._hints, self._coach.rubric) if self._hints else ()
            words = Content(" · ").join(plain(text, _LOOKS[kind]) for kind, text in parts)
        self.query_one("#hints", Static).update(words)

    def _stop(self) -> None:
        for timer in (self._pause, self._keeping):
            if timer:
                timer.stop()
        self._pause = self._keeping = None


async def switch_hints(coach: Coach) -> bool:
    """Switch hints on or off, remember it, and return whether they are on now. Raises `CoachError`."""
    on = not coach.settings.coach_hints
    await asyncio.to_thread(coach.setup.change, "COACH_HINTS", "on" if on else "off")
    return on
