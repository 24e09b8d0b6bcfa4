"""What was said: speakers, turns, the cue behind a manager's turn, and the reply as a judge sees it."""

from enum import StrEnum
from functools import cached_property

from pydantic import Field

from coach.domain.rubric import Criterion, Move
from coach.domain.value import Identifier, Text, Value, Words


class Speaker(StrEnum):
    """Who speaks; `other` is a third person in the transcript of a real talk."""

    MANAGER = "manager"
    ENGINEER = "engineer"
    OTHER = "other"


class CueKind(StrEnum):
    """What the manager does in a turn."""

    OPEN = "open"
    PROBE = "probe"
    OBJECT = "object"
    PRESS = "press"
    ACKNOWLEDGE = "acknowledge"
    REACT = "react"
    YIELD_IN_PART = "yield_in_part"
    GRANT = "grant"
    DEFER = "defer"
    CLOSE = "close"


PUSHBACK = frozenset({CueKind.OBJECT, CueKind.PRESS, CueKind.DEFER})
CONCESSIONS = frozenset({CueKind.YIELD_IN_PART, CueKind.GRANT})


class Outcome(StrEnum):
    """How a scene ends; `left` means that the engineer ended it."""

    GRANTED = "granted"
    GRANTED_IN_PART = "granted_in_part"
    FOLLOW_UP_AGREED = "follow_up_agreed"
    DEFERRED = "deferred"
    REFUSED = "refused"
    LEFT = "left"

    @property
    def won(self) -> bool:
        """Whether the engineer came away with something."""
        return self in (Outcome.GRANTED, Outcome.GRANTED_IN_PART, Outcome.FOLLOW_UP_AGREED)


class Memory(StrEnum):
    """How a manager comes back to an earlier meeting."""

    KEPT = "kept"
    """They did what they had said they would."""
    FORGOTTEN = "forgotten"
    """They did not: nobody had written it down."""
    UNSENT = "unsent"
    """The engineer had promised a record and sent none."""
    DISPUTED = "disputed"
    """The engineer's recap claims what was never said."""


class Contradiction(Value):
    """Two statements of the engineer's that cannot both be true, in their own words."""

    earlier: Text
    now: Text


class Promise(Value):
    """What the manager says they will do after the talk, as it follows “I will”."""

    what: Words
    due: Text = ""
    """By when; in a scene it is empty for the time that the engineer names."""


class Cue(Value):
    """The manager's next move, chosen in code; an engine only words it."""

    kind: CueKind
    objection: Identifier | None = None
    """The objection that is raised, pressed or (with `defer`) used to put the decision off."""
    settled: Identifier | None = None
    """An objection that the last reply settled: the words acknowledge it before anything else."""
    missing: tuple[Criterion | Move, ...] = ()
    """With `press`: what the replies so far have not done to settle the objection."""
    criterion: Criterion | None = None
    """With `react`: the criterion that the last reply violated."""
    condition: bool = False
    """With `press`: a yes has been spoken already, and this is now asked as a condition of it."""
    question: Identifier | None = None
    """With `probe`: the scene's question that is asked."""
    answered: Identifier | None = None
    """A question that the last reply answered: the words take the answer in before anything else."""
    interrupts: bool = False
    """The last reply went on too long: the manager cut in, and speaks of that first."""
    strays: bool = False
    """With `probe`: a distracted manager has lost the thread and asks for it again."""
    contradiction: Contradiction | None = None
    """With `probe`: two things that the engineer said and that cannot both be true."""
    memory: Memory | None = None
    """With `open` in a later meeting: how the manager comes back to the last one."""
    outcome: Outcome | None = None
    """With `close`: how the scene ends."""
    promise: Promise | None = None
    """With `close`: what the manager takes on in these words; nothing is promised that no turn has said."""
    variant: int = Field(default=0, ge=0)
    """Which of the scenario's lines for this cue to take, counted modulo their number."""
    why: Text = ""
    """Why the manager does this, for the ledger that the report reveals."""


class Line(Value):
    """One line of a conversation as context for a reply."""

    speaker: Speaker
    text: Text


class Reply(Value):
    """All that a judge ever sees: the setting, the conversation so far, and the engineer's reply in full."""

    setting: Text
    context: tuple[Line, ...] = ()
    text: Text


class Turn(Value):
    """One turn as it was shown. Turns count from 0; a resent, changed turn has a higher `revision`."""

    seq: int = Field(ge=0)
    revision: int = Field(default=0, ge=0)
    speaker: Speaker
    text: Text
    name: Text = ""
    """The speaker's name in the transcript of a real talk."""
    at: Text = ""
    """When it was recorded, ISO 8601 in UTC; empty where nothing recorded it."""
    cue: Cue | None = None
    """A manager's turn in a rehearsal: the move that it words."""
    called: CueKind | None = None
    """A manager's turn in a real talk: the kind of move its text shows, `None` where that is unsure."""
    heard: tuple[str, ...] = ()
    """A manager's turn: ids of the judgements that had reached the ledger when the cue was chosen, in order."""
    note: Text = ""
    """What went otherwise than planned while this turn was worded; shown with the turn."""

    @property
    def move(self) -> CueKind | None:
        """The kind of the manager's move, recorded or read from the text; `None` where unknown."""
        return self.cue.kind if self.cue else self.called


class Transcript(Value):
    """A whole conversation; `setting` says in one line who is who."""

    setting: Text
    past: tuple[Line, ...] = ()
    """What the two said in earlier meetings."""
    turns: tuple[Turn, ...]

    def reply(self, seq: int) -> Reply:
        """Return the engineer's turn `seq` as a judge sees it: with everything said before it as context."""
        place = next(n for n, t in enumerate(self.turns) if t.seq == seq)
        return Reply(setting=self.setting, context=(*self.past, *self.lines[:place]), text=self.turns[place].text)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The turns as lines, without what was said in earlier meetings."""
        # Made once: each reply of a long talk has all of them before it as context.
        return tuple(Line(speaker=t.speaker, text=t.text) for t in self.turns)

    @property
    def replies(self) -> tuple[Turn, ...]:
        """The engineer's turns."""
        return tuple(t for t in self.turns if t.speaker is Speaker.ENGINEER)

    def before(self, seq: int) -> Turn | None:
        """Return the manager's turn that turn `seq` answers, or `None`."""
        return next((t for t in reversed(self.turns) if t.seq < seq and t.speaker is Speaker.MANAGER), None)
