"""The sentence gate: a language model's words reach the screen sentence by sentence, and only what passes. Pure."""

import re
from collections.abc import Sequence

from coach.domain.session import Session
from coach.domain.transcript import Cue
from coach.managers.checks import Checks, Fault
from coach.managers.speech import Speech, sentence_end

MAX_WORDS = 60
MAX_LENGTH = 25 * MAX_WORDS
"""Characters of one sentence: what has no spaces is no speech, and 20,000 of it held the screen up for 0.3 s."""


class Gate:
    """Fed with pieces of a manager's turn; gives back the sentences that may be shown, until a fault closes it."""

    def __init__(self, session: Session, cue: Cue, *, fence: str, asked: Sequence[str] = ()) -> None:
        """`asked` is what the model was told beside the talk."""
        self._checks = Checks(session, cue, fence=fence, asked=asked)
        self._speech = Speech(session.scenario)
        self._held = ""
        self._released = 0
        self._words = 0
        self._broken_off = 0
        self.fault: Fault | None = None

    @property
    def released(self) -> bool:
        """Whether any sentence has passed."""
        return self._released > 0

    def feed(self, piece: str) -> tuple[str, ...]:
        """Take a piece of text and return the sentences that are now complete and pass."""
        self._held += piece
        passed: list[str] = []
        while self.fault is None and (end := sentence_end(self._held)):
            sentence, self._held = self._held[:end], self._held[end:]
            passed += self._pass(sentence)
        if self.fault is None and (len(self._held) > MAX_LENGTH or len(self._held.split()) > MAX_WORDS):
            self.fault = _TOO_LONG
        return tuple(passed)

    def finish(self) -> tuple[str, ...]:
        """Return the last sentence if it passes; a turn without any words is a fault."""
        sentence, self._held = self._held.rstrip(), ""
        passed = self._pass(sentence) if self.fault is None else ()
        if self.fault is None and not self.released:
            self.fault = Fault(kind="empty", reason="It held no spoken words.")
        return tuple(passed)

    def _pass(self, raw: str) -> tuple[str, ...]:
        if len(raw) > MAX_LENGTH:
            self.fault = _TOO_LONG
            return ()
        sentence = self._speech.spoken(raw)
        if not sentence:
            return ()
        self._words += len(sentence.split())
        if paragraph := _PARAGRAPH.search(raw):
            self._broken_off += 1
            sentence += "" if paragraph[1] in ",;:" else "."
        in_lines = _LINES.search(raw) or self._broken_off > 1
        self.fault = _IN_LINES if in_lines else self._check(sentence)
        if self.fault:
            return ()
        self._released += 1
        return (sentence if self._released == 1 else " " + sentence,)

    def _check(self, sentence: str) -> Fault | None:
        return next(self._checks.faults(sentence), _TOO_LONG if self._words > MAX_WORDS else None)


_PARAGRAPH = re.compile(r"([^\s.!?…)\]*\"”'’])[ \t\r]*\n[ \t\r]*\n\s*$")
"""A paragraph that ends before its sentence does: “Okay”, and then the turn. Twice is a list."""

_STOPS = r"\s.!?…:;)\]*\"”'’—–"
_LINES = re.compile(
    rf"[^{_STOPS}][ \t\r]*\n\Z|(?:^|\n)[^\n]{{0,49}}[^{_STOPS}][ \t\r]*\n[ \t]*(?!I\b)[A-Z]",
)
"""A line before a mark or a name that ends without a stop, or a short one before a capital: a list or a verse.

Nobody says line ends aloud. Lines of prose that are only wrapped are longer, or go on in small letters."""

_IN_LINES = Fault(kind="breaks_role", reason="It stands in lines, like a list or a verse; what is said aloud has none.")
_TOO_LONG = Fault(kind="too_long", reason=f"It is longer than {MAX_WORDS} words.")
