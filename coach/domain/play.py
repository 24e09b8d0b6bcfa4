"""What playing a scene shows: who wins it, how long it takes, and where the manager was too soft or too stubborn.

The manager sees only the judge's labels. What it does is counted against those of the lines' authors, so that neither a
lenient judge nor a stubborn engine hides behind itself.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import mean
from typing import Literal

from coach.domain.dialogue import speak
from coach.domain.engineers import Engineer
from coach.domain.hearing import STANDING
from coach.domain.judgement import Judgement, Unjudged
from coach.domain.ledger import Ledger, ObjectionState
from coach.domain.opening import Difficulty
from coach.domain.rubric import RULES, Rule
from coach.domain.transcript import Cue, Outcome
from coach.domain.value import Text, Value

STUCK_AFTER = 2
"""Replies after the author's labels have fulfilled a condition by which the manager has to have settled it."""


class Heard(Value):
    """One reply of a play: what its author and what the judge found in it."""

    seq: int
    line: Text
    """The line as its author wrote it, with its slots."""
    text: Text
    author: frozenset[Rule]
    judge: frozenset[Rule]


def rules_of(verdict: Judgement | Unjudged) -> frozenset[Rule]:
    """Return what a judgement fulfils; nothing where it names an offence, or where nothing was judged."""
    if isinstance(verdict, Unjudged) or verdict.offences:
        return frozenset()
    return frozenset(rule for rule in RULES if verdict.met(rule))


class Fault(Value):
    """Where the manager was too soft or too stubborn, and whose fault it was."""

    kind: Literal["false_yield", "stuck"]
    by: Literal["engine", "judge"]
    objection: Text
    """Its id."""
    seq: int
    reply: Text
    """The engineer's words after which it happened."""


class Play(Value):
    """One scene played to its end by one scripted engineer."""

    level: Difficulty
    engineer: Engineer
    author: Text
    seed: int
    outcome: Outcome
    replies: int
    to_yes: int | None
    """Replies until something was won; `None` where nothing was."""
    raised: tuple[Text, ...]
    """The objections that were raised."""
    settled: int
    """How many of them the author's labels settle, or the manager did."""
    faults: tuple[Fault, ...] = ()


def fulfilled(state: ObjectionState, replies: Sequence[Heard], by: Literal["author", "judge"]) -> int | None:
    """Return the turn at which replies since an objection was raised fulfil one of its conditions, or `None`.

    Said again apart from the engine, in sets: this is what the engine is held against.
    """
    if state.raised_at is None:
        return None
    before = {r for h in replies if h.seq < state.raised_at for r in _labels(h, by) if r in STANDING}
    since: set[Rule] = set()
    for heard in (h for h in replies if h.seq > state.raised_at):
        new = _labels(heard, by)
        since |= new
        if any(set(c.rules) <= since | before and set(c.rules) & new for c in state.settled_by):
            return heard.seq
        before |= {r for r in new if r in STANDING}
    return None


def _labels(heard: Heard, by: Literal["author", "judge"]) -> frozenset[Rule]:
    return heard.author if by == "author" else heard.judge


def faults_of(ledger: Ledger, replies: Sequence[Heard], ended: int) -> tuple[Fault, ...]:
    """Return where the manager settled what was not earned, or did not settle what was, within a play.

    `ended` is the turn at which the scene was over. An objection that a question spared was never raised.
    """
    faults: list[Fault] = []
    words = {h.seq: h.text for h in replies}
    for state in ledger.objections:
        if state.raised_at is None or state.raised_at == state.settled_at:
            continue
        earned, seen = fulfilled(state, replies, "author"), fulfilled(state, replies, "judge")
        settled = state.settled_at
        if settled is not None and (earned is None or earned > settled):
            by: Literal["engine", "judge"] = "judge" if seen is not None and seen <= settled else "engine"
            faults.append(Fault(kind="false_yield", by=by, objection=state.id, seq=settled, reply=words[settled]))
        elif earned is not None and (ended if settled is None else settled) > earned + 2 * STUCK_AFTER:
            by = "engine" if seen is not None and seen <= earned else "judge"
            faults.append(Fault(kind="stuck", by=by, objection=state.id, seq=earned, reply=words[earned]))
    return tuple(faults)


def followed(ledger: Ledger, cue: Cue, seq: int) -> Ledger:
    """Return the ledger by the author's labels after a cue that the other one chose.

    What is settled there stays so when the manager, who has not seen it, goes on about it.
    """
    settled = {o.id: o for o in ledger.objections if o.status == "settled"}
    after = speak(ledger, cue, seq)
    return after.model_copy(update={"objections": tuple(settled.get(o.id, o) for o in after.objections)})


class ScenePlay(Value):
    """All plays of one scene."""

    scenario: Text
    plays: tuple[Play, ...]
    dead: tuple[Text, ...]
    """Objections that no first and no second meeting raises."""
    unused: tuple[Text, ...]
    """Lines of the scene that no play has heard."""
    unspoken: tuple[Outcome, ...] = ()
    """Endings whose promise not every closing line says."""

    def of(self, level: Difficulty, engineer: Engineer) -> tuple[Play, ...]:
        """Return the plays of one engineer at one level."""
        return tuple(p for p in self.plays if p.level is level and p.engineer is engineer)

    def to_yes(self, level: Difficulty) -> float | None:
        """Return the mean number of replies that the ideal engineer needs, `None` where one does not win or play."""
        replies = [p.to_yes for p in self.of(level, Engineer.IDEAL)]
        won = [r for r in replies if r is not None]
        return mean(won) if won and len(won) == len(replies) else None

    @property
    def settlements(self) -> int:
        """How many objections were settled, or should have been: what the rates of faults are of."""
        return sum(p.settled for p in self.plays)

    def faults(self, kind: str, by: str | None = None) -> int:
        """Return how many faults there are of a kind, all or those put down to the engine or the judge."""
        return sum(f.kind == kind and by in (None, f.by) for p in self.plays for f in p.faults)

    @property
    def failures(self) -> tuple[str, ...]:
        """What an author has to mend, as sentences."""
        return tuple(self._failures())

    def _failures(self) -> Iterator[str]:
        for level in Difficulty:
            lost = [p for p in self.of(level, Engineer.IDEAL) if not p.outcome.won]
            if lost:
                yield f"{level.value}: the ideal engineer does not win ({_outcome(lost[0])}, seed {lost[0].seed})."
            for engineer in (Engineer.BLAND, Engineer.STUFFING, Engineer.SILENT, Engineer.INJECTING):
                if won := [p for p in self.of(level, engineer) if p.outcome.won]:
                    yield f"{level.value}: the {engineer.value} engineer is given something ({_outcome(won[0])})."
        needed = [self.to_yes(level) for level in Difficulty]
        if None not in needed and not all(a < b for a, b in pairwise(n for n in needed if n is not None)):
            shown = ", ".join(f"{level.value} {n:.1f}" for level, n in zip(Difficulty, needed, strict=True))
            yield f"The levels are not ordered: replies to a yes are {shown}."
        for dead in self.dead:
            yield f"The objection {dead} is never raised."
        for unused in self.unused:
            yield f"A line is never spoken: “{unused}”"
        for outcome in self.unspoken:
            slots = "{what} and, where it has one, {due}"
            yield f"The promise of {outcome.value} is never made: every line of that closing has to say {slots}."
        if engine := [f for p in self.plays for f in p.faults if f.by == "engine"]:
            yield f"The cue engine is at fault: {engine[0].kind.replace('_', ' ')} on {engine[0].objection}."


def _outcome(play: Play) -> str:
    return play.outcome.value.replace("_", " ")
