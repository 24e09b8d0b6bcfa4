"""What the manager keeps in mind through a talk; hidden while rehearsing, revealed in the report."""

from typing import Literal

from pydantic import Field

from coach.domain.opening import Difficulty
from coach.domain.rubric import Criterion, Rule
from coach.domain.scenario import Condition, Pattern, Question, Scenario
from coach.domain.transcript import Contradiction, Line, Memory, Outcome, Speaker
from coach.domain.value import Identifier, Text, Value

CARRIED = -1
"""The turn at which something stood already when a later meeting began."""


class ObjectionState(Value):
    """Where one objection stands."""

    id: Identifier
    pattern: Pattern
    settled_by: tuple[Condition, ...]
    status: Literal["waiting", "open", "settled"] = "waiting"
    raised_at: int | None = None
    settled_at: int | None = None
    quote: Text = ""
    """The engineer's words that settled it."""
    presses: int = 0
    done: tuple[Rule, ...] = ()
    """What replies to it have done so far."""
    progress: bool = False
    """Whether the last reply did something towards it."""
    doubted: bool = False
    """Whether a later judgement saw nothing in the words that had settled it."""

    @property
    def deferral(self) -> bool:
        """Whether it puts the decision off instead of objecting to it."""
        return self.pattern is Pattern.THINK_ABOUT_IT


class QuestionState(Value):
    """Where one of the manager's questions stands."""

    id: Identifier
    answered_by: tuple[Condition, ...]
    spares: Identifier | None = None
    asked_at: int | None = None
    answered: bool = False


class Violation(Value):
    """A criterion violated by the reply at turn `seq`."""

    seq: int
    criterion: Criterion
    quote: Text


class Commitment(Value):
    """What one side said it would do, and by when where that was said."""

    by: Speaker
    what: Text
    due: Text = ""
    seq: int
    record: bool = False
    """Whether it is a written record of the talk that was promised."""


class Ledger(Value):
    """What the manager keeps in mind."""

    objections: tuple[ObjectionState, ...]
    questions: tuple[QuestionState, ...] = ()
    patience: int
    presses_allowed: int
    gives: Outcome
    hears: int = 0
    """Words of a reply that are listened to; 0 for all of it."""
    memory: Memory | None = None
    """In a later meeting: how it comes back to the one before."""
    heard: int = Field(default=0, ge=0)
    """Replies heard so far."""
    cut_short: bool = False
    """Whether the last reply was cut in upon."""
    probes: int = 0
    strayed: bool = False
    asked_again: bool = False
    """Whether the manager has just asked for the same again: who says it then does not press."""
    asked: bool = False
    standing: tuple[Rule, ...] = ()
    violations: tuple[Violation, ...] = ()
    reacted: int = 0
    """How many of the violations the manager has reacted to."""
    contradictions: tuple[Contradiction, ...] = ()
    queried: int = 0
    """How many of the contradictions the manager has asked about."""
    just_settled: Identifier | None = None
    just_answered: Identifier | None = None
    follow_up: Text = ""
    """The engineer's words that put a time to the next talk."""
    commitments: tuple[Commitment, ...] = ()
    conceded: Outcome | None = None
    """A yes that has been spoken; it is never taken back."""
    outcome: Outcome | None = None

    @property
    def on_the_table(self) -> ObjectionState | None:
        """The newest objection that is raised and not settled."""
        raised = [o for o in self.objections if o.status == "open"]
        return max(raised, key=lambda o: o.raised_at or 0) if raised else None

    @property
    def unanswered(self) -> Violation | None:
        """The newest violation in a reply that the manager has not reacted to yet."""
        answered = {v.seq for v in self.violations[: self.reacted]}
        return next((v for v in reversed(self.violations[self.reacted :]) if v.seq not in answered), None)

    @property
    def concedes(self) -> bool:
        """Whether every concern is settled and more can be granted than has been."""
        more = self.conceded is None or (self.conceded, self.gives) == (Outcome.GRANTED_IN_PART, Outcome.GRANTED)
        return more and self.gives in _CONCEDED and all(o.status == "settled" for o in self.objections)

    @property
    def closing(self) -> Outcome:
        """How the scene ends if the manager closes it now: what the ledger justifies."""
        if self.conceded:
            return self.conceded
        if self.patience <= 0:
            return Outcome.REFUSED
        substance = [o for o in self.objections if not o.deferral and o.status != "waiting"]
        settled = sum(o.status == "settled" for o in substance)
        if self.follow_up and settled and settled * 2 >= len(substance):
            return Outcome.FOLLOW_UP_AGREED
        return Outcome.DEFERRED


_CONCEDED = frozenset((Outcome.GRANTED, Outcome.GRANTED_IN_PART))


CONTINUED = frozenset((Outcome.DEFERRED, Outcome.FOLLOW_UP_AGREED, Outcome.GRANTED_IN_PART))
"""Outcomes after which there is something to come back for."""


class Earlier(Value):
    """The meeting before, as a later one remembers it."""

    session: Text
    outcome: Outcome
    lines: tuple[Line, ...]
    """What was said in it, and in those before."""
    ledger: Ledger
    memory: Memory


def open_ledger(scenario: Scenario, difficulty: Difficulty, earlier: Earlier | None = None) -> Ledger:
    """Return the ledger with which a scene begins at a level, or with which a later meeting of it does."""
    level = scenario.difficulty.at(difficulty)
    states = {
        o.id: ObjectionState(id=o.id, pattern=o.pattern, settled_by=o.settled_by_at(difficulty))
        for o in scenario.objections
    }
    questions = [_asked(scenario.question(name)) for name in level.questions]
    first = Ledger(
        objections=tuple(states[name] for name in level.objections),
        questions=tuple(questions),
        patience=level.patience,
        presses_allowed=level.presses,
        gives=level.gives,
        hears=level.hears if scenario.manager.interruption else 0,
    )
    if earlier is None:
        return first
    kept = earlier.ledger
    settled = {o.id: o for o in kept.objections if o.status == "settled" and not o.deferral}
    again = [o.id for o in kept.objections if o.id not in settled and not o.deferral]
    fresh = [name for name in level.next_objections if name not in settled and name not in again]
    carried = [
        o.model_copy(update={"raised_at": CARRIED, "settled_at": CARRIED, "progress": False, "doubted": False})
        for o in settled.values()
    ]
    slight = earlier.memory in (Memory.UNSENT, Memory.DISPUTED)
    return first.model_copy(
        update={
            "objections": (*carried, *(states[name] for name in (*again, *fresh))),
            "questions": (),
            "patience": max(1, level.patience - slight),
            "gives": level.next_gives,
            "memory": earlier.memory,
            # What they have forgotten has to be asked for once more.
            "asked": earlier.memory is not Memory.FORGOTTEN,
            "standing": kept.standing,
            "conceded": kept.conceded,
            "commitments": tuple(c.model_copy(update={"seq": CARRIED}) for c in kept.commitments),
        }
    )


def _asked(question: Question) -> QuestionState:
    return QuestionState(id=question.id, answered_by=question.answered_by, spares=question.spares)
