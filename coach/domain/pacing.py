"""How a kept talk plays back: a beat for each turn and for what was found in it, as long as it takes to read."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from coach.domain.feedback import ReplyReport
from coach.domain.judgement import Judgement, Unjudged, Verdict
from coach.domain.report import Spoke
from coach.domain.value import Value

WORDS_A_MINUTE = 238
"""Words of English prose that adults read silently in a minute: the mean of 190 studies (M. Brysbaert, “How many words
do we read per minute?”, Journal of Memory and Language 109, 2019)."""

LEAST_S = 1.5
"""Seconds that anything stands for at least: the eye has to find it first."""

SPEEDS = {
    0.5: "half speed",
    1.0: "reading speed",
    1.5: "one and a half",
    2.0: "twice",
    3.0: "three times",
    4.0: "four times",
}
"""Speeds of playback, and their names."""

_FINDING_WORDS = 4
"""Words of a finding beside its quote and its reason: sign, rule and verdict."""


class Sign(StrEnum):
    """What a turn holds, the gravest first."""

    VIOLATION = "violation"
    UNJUDGED = "unjudged"
    STRENGTH = "strength"
    NEITHER = "neither"
    OTHER = "other"
    """It is not the engineer's."""


class Beat(Value):
    """One step of the playback: a turn appears, or what was found in it does."""

    turn: int
    """Its place among the turns, from 0."""
    found: bool
    words: int


class Reel(Value):
    """A whole talk, ready to be played; a position is the number of a beat."""

    beats: tuple[Beat, ...]
    signs: tuple[Sign, ...]
    """One for each turn."""

    def end_of(self, turn: int) -> int:
        """Return the position at which a turn stands there whole, with what was found in it."""
        turn = max(0, min(len(self.signs) - 1, turn))
        return max(n for n, beat in enumerate(self.beats) if beat.turn == turn)

    def is_last(self, at: int) -> bool:
        """Whether nothing comes after a position."""
        return at + 1 >= len(self.beats)

    def reply_at(self, at: int) -> int:
        """Return the turn of the engineer's that stands at a position or comes next; else the last one there was."""
        mine = [n for n, sign in enumerate(self.signs) if sign is not Sign.OTHER]
        here = self.beats[at].turn
        return next((n for n in mine if n >= here), mine[-1] if mine else here)

    def step(self, at: int, by: int) -> int:
        """Return the position some turns later, or earlier where `by` is below 0."""
        return self.end_of(self.beats[at].turn + by)

    def next_with(self, at: int, sign: Sign) -> int | None:
        """Return the position of the next turn with that sign; after the last one, of the first."""
        here = self.beats[at].turn
        places = [n for n, s in enumerate(self.signs) if s is sign]
        ahead = next((n for n in places if n > here), places[0] if places else None)
        return None if ahead is None else self.end_of(ahead)


def reading_s(words: int, speed: float = 1.0) -> float:
    """Return the seconds for which a text of so many words stands, at a speed of playback."""
    return max(LEAST_S, 60 * words / WORDS_A_MINUTE) / speed


def reel(turns: Sequence[ReplyReport | Spoke], beside: Mapping[int, int] | None = None) -> Reel:
    """Return the turns of a report as a reel; `beside` are words that stand below what was found, by turn (`seq`)."""
    beats: list[Beat] = []
    for place, turn in enumerate(turns):
        beats.append(Beat(turn=place, found=False, words=len(turn.text.split())))
        if isinstance(turn, ReplyReport):
            words = _found_words(turn) + (beside or {}).get(turn.seq, 0)
            beats.append(Beat(turn=place, found=True, words=words))
    return Reel(beats=tuple(beats), signs=tuple(_sign(turn) for turn in turns))


def _found_words(reply: ReplyReport) -> int:
    if isinstance(reply.judgement, Unjudged):
        return len(reply.judgement.reason.split())
    quoted = (f"{f.evidence[0].quote if f.evidence else ''} {f.reason}" for f in reply.shown)
    return sum(_FINDING_WORDS + len(words.split()) for words in quoted)


def _sign(turn: ReplyReport | Spoke) -> Sign:
    if isinstance(turn, Spoke):
        return Sign.OTHER
    if not isinstance(turn.judgement, Judgement):
        return Sign.UNJUDGED
    if turn.kinds(Verdict.VIOLATED):
        return Sign.VIOLATION
    return Sign.STRENGTH if turn.kinds(Verdict.MET) else Sign.NEITHER
