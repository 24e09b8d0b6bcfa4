"""The cue engine: what the manager keeps in mind, and what they do next. The domain decides, an engine words it.

A rehearsal is a fold: `open_ledger`, then for each manager's turn `next_cue` and `speak`, and for each reply
`advance` with the judgement that steers and `correct` with one that comes late. All of it is pure, so a stored
session gives the same cues again.
"""

from typing import Literal

from pydantic import Field

from coach.domain.judgement import Judgement, Unjudged
from coach.domain.opening import Difficulty
from coach.domain.rubric import Criterion, Move, Rule
from coach.domain.scenario import Condition, Pattern, Scenario
from coach.domain.session import Session
from coach.domain.transcript import CONCESSIONS, Cue, CueKind, Outcome, Reply, Speaker
from coach.domain.value import Identifier, Text, Value

STANDING: frozenset[Rule] = frozenset(
    {Move.NAMES_PROJECT, Move.QUANTIFIES_PAST, Move.VALUE_PROPOSITION, Criterion.EXECUTIVE_PERSPECTIVE}
)
"""Facts that stay said: they count towards a later objection too, beside something said in answer to it."""

ASKING = frozenset({Move.NAMES_PROJECT, Move.VALUE_PROPOSITION, Move.OFFERS_ALTERNATIVE})
"""Moves by which an engineer says what they are after."""


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


class Violation(Value):
    """A criterion violated by the reply at turn `seq`."""

    seq: int
    criterion: Criterion
    quote: Text


class Commitment(Value):
    """What one side said it would do."""

    by: Speaker
    what: Text
    seq: int


class Ledger(Value):
    """What the manager keeps in mind; hidden while rehearsing, revealed in the report."""

    objections: tuple[ObjectionState, ...]
    patience: int
    presses_allowed: int
    gives: Outcome
    heard: int = Field(default=0, ge=0)
    """Replies heard so far."""
    probes: int = 0
    asked: bool = False
    standing: tuple[Rule, ...] = ()
    violations: tuple[Violation, ...] = ()
    reacted: int = 0
    """How many of the violations the manager has reacted to."""
    just_settled: Identifier | None = None
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


def open_ledger(scenario: Scenario, difficulty: Difficulty) -> Ledger:
    """Return the ledger with which a scene begins at a level."""
    level = scenario.difficulty.at(difficulty)
    chosen = [scenario.objection(name) for name in level.objections]
    return Ledger(
        objections=tuple(
            ObjectionState(id=o.id, pattern=o.pattern, settled_by=o.settled_by_at(difficulty)) for o in chosen
        ),
        patience=level.patience,
        presses_allowed=level.presses,
        gives=level.gives,
    )


def advance(ledger: Ledger, reply: Reply, judgement: Judgement | Unjudged) -> Ledger:
    """Return the ledger after a reply, as the judgement that steers reads it.

    A reply that violates a criterion costs patience and settles nothing. An unjudged reply was heard, no more.
    """
    seq = len(reply.context)
    heard = ledger.model_copy(
        update={
            "heard": ledger.heard + 1,
            "just_settled": None,
            "objections": tuple(o.model_copy(update={"progress": False}) for o in ledger.objections),
        }
    )
    return _take_in(heard, seq, judgement, late=False)


def correct(ledger: Ledger, reply: Reply, judgement: Judgement | Unjudged) -> Ledger:
    """Return the ledger after a later judgement of a reply that was heard before.

    It may settle what is open or add a violation. What it does not confirm becomes a doubt, which the manager
    raises as a condition; a concession that was spoken stays.
    """
    return _take_in(ledger, len(reply.context), judgement, late=True)


def next_cue(scenario: Scenario, difficulty: Difficulty, ledger: Ledger, seed: int) -> Cue:
    """Return what the manager does next. Wordings vary with the seed and never the move."""
    variant = seed + ledger.heard
    if ledger.heard == 0:
        return Cue(kind=CueKind.OPEN, variant=variant, why="The talk begins.")
    if latest := ledger.unanswered:
        if ledger.patience <= 0:
            return _close(ledger, variant, latest.criterion)
        why = f"“{latest.quote}” went against {latest.criterion.value.replace('_', ' ')}."
        return Cue(kind=CueKind.REACT, criterion=latest.criterion, variant=variant, why=why)
    table = ledger.on_the_table
    if table and table.presses < ledger.presses_allowed:
        kind = CueKind.ACKNOWLEDGE if table.progress else CueKind.PRESS
        missing = _missing(table, ledger)
        why = "Something towards it was said; this is still missing." if table.progress else "It is not answered yet."
        return Cue(kind=kind, objection=table.id, missing=missing, variant=variant, why=why)
    settled = ledger.just_settled
    if not ledger.asked and ledger.probes == 0:
        return Cue(kind=CueKind.PROBE, settled=settled, variant=variant, why="It is not clear yet what is asked for.")
    waiting = next((o for o in ledger.objections if o.status == "waiting"), None)
    if waiting:
        kind = CueKind.DEFER if waiting.deferral else CueKind.OBJECT
        concern = scenario.objection(waiting.id).concern
        return Cue(kind=kind, objection=waiting.id, settled=settled, variant=variant, why=concern)
    if doubted := next((o for o in ledger.objections if o.doubted), None):
        return Cue(
            kind=CueKind.PRESS,
            objection=doubted.id,
            missing=_missing(doubted, ledger),
            condition=ledger.conceded is not None,
            variant=variant,
            why="On reflection, the answer to this did not hold.",
        )
    if ledger.conceded is None and all(o.status == "settled" for o in ledger.objections):
        if ledger.gives is Outcome.GRANTED:
            return Cue(kind=CueKind.GRANT, settled=settled, variant=variant, why="Every concern is settled.")
        if ledger.gives is Outcome.GRANTED_IN_PART:
            why = "Every concern is settled, and this is as far as this manager goes today."
            return Cue(kind=CueKind.YIELD_IN_PART, settled=settled, variant=variant, why=why)
    return _close(ledger, variant, None)


def leave(ledger: Ledger) -> Outcome:
    """Return how the scene ends when the engineer ends it: with what has been said to them, never with more."""
    if ledger.conceded:
        return ledger.conceded
    put_off = any(o.deferral and o.status == "settled" for o in ledger.objections)
    return Outcome.FOLLOW_UP_AGREED if put_off and ledger.closing is Outcome.FOLLOW_UP_AGREED else Outcome.LEFT


def speak(ledger: Ledger, cue: Cue, seq: int) -> Ledger:
    """Return the ledger after the manager has said the words of `cue` as turn `seq`."""
    update: dict[str, object] = {"just_settled": None}
    if cue.kind is CueKind.PROBE:
        update["probes"] = ledger.probes + 1
    if cue.kind is CueKind.REACT or (cue.kind is CueKind.CLOSE and cue.criterion):
        update["reacted"] = len(ledger.violations)
    if cue.objection:
        update["objections"] = tuple(_raised(o, cue, seq) if o.id == cue.objection else o for o in ledger.objections)
    if cue.kind in CONCESSIONS:
        conceded = Outcome.GRANTED if cue.kind is CueKind.GRANT else Outcome.GRANTED_IN_PART
        update["conceded"] = conceded
        update["commitments"] = (*ledger.commitments, Commitment(by=Speaker.MANAGER, what=conceded.value, seq=seq))
    if cue.kind is CueKind.CLOSE:
        update["outcome"] = cue.outcome
    return ledger.model_copy(update=update)


def replay(session: Session) -> tuple[Ledger, tuple[str, ...]]:
    """Fold a stored session into its ledger after the manager's last turn, and the judgements that are in it.

    Takes only what is stored: each manager's turn names the judgements it had heard, in order.
    """
    ledger = open_ledger(session.scenario, session.difficulty)
    judgements = {j.id: j for j in session.judgements}
    known: list[str] = []
    steered: set[int] = set()
    for turn in session.turns:
        if turn.speaker is not Speaker.MANAGER or turn.cue is None:
            continue
        for name in turn.heard:
            if name in known:
                continue
            judged = judgements[name]
            step = correct if judged.seq in steered else advance
            ledger = step(ledger, session.reply(judged.seq), judged.judgement)
            steered.add(judged.seq)
            known.append(name)
        ledger = speak(ledger, turn.cue, turn.seq)
    return ledger, tuple(known)


def _take_in(ledger: Ledger, seq: int, judgement: Judgement | Unjudged, *, late: bool) -> Ledger:
    if isinstance(judgement, Unjudged):
        return ledger
    known = {(v.seq, v.criterion) for v in ledger.violations}
    fresh = tuple(
        Violation(seq=seq, criterion=Criterion(f.rule), quote=f.evidence[0].quote)
        for f in judgement.violations
        if (seq, f.rule) not in known
    )
    met = tuple(f.rule for f in judgement.findings if judgement.met(f.rule))
    clean = not judgement.violations
    update: dict[str, object] = {
        "violations": ledger.violations + fresh,
        # One reply costs one unit, however many criteria it violates and whichever judge sees it first.
        "patience": ledger.patience - (1 if fresh and not any(s == seq for s, _ in known) else 0),
    }
    if clean:
        update["asked"] = ledger.asked or bool(ASKING & set(met))
        update["standing"] = _joined(ledger.standing, tuple(r for r in met if r in STANDING))
        if judgement.met(Move.ASKS_TIMED_FOLLOW_UP):
            quote = judgement.finding(Move.ASKS_TIMED_FOLLOW_UP).evidence[0].quote
            update["follow_up"] = ledger.follow_up or quote
        update["commitments"] = ledger.commitments + _promises(ledger, judgement, seq)
    after = ledger.model_copy(update=update)
    objections = tuple(_answered(o, after, seq, judgement, met if clean else (), late) for o in after.objections)
    settled = next((o.id for o in objections if o.settled_at == seq), None)
    return after.model_copy(update={"objections": objections, "just_settled": after.just_settled if late else settled})


def _answered(
    state: ObjectionState, ledger: Ledger, seq: int, judgement: Judgement, met: tuple[Rule, ...], late: bool
) -> ObjectionState:
    """Return where an objection stands after a reply that did `met`."""
    if state.raised_at is None or state.raised_at > seq:
        return state
    wanted = {rule for c in state.settled_by for rule in c.rules}
    if state.status == "settled":
        unconfirmed = late and state.settled_at == seq and not wanted & set(met)
        return state.model_copy(update={"doubted": True}) if unconfirmed else _reassured(state, wanted, met)
    done = _joined(state.done, met)
    progress = bool(wanted & set(met))
    for condition in state.settled_by:
        rules = set(condition.rules)
        # Something said in answer to it is needed: no objection is settled by what came before it alone.
        if rules <= {*done, *ledger.standing} and rules & set(met):
            rule = next(r for r in condition.rules if r in met)
            quote = judgement.finding(rule).evidence[0].quote
            settled = {"status": "settled", "settled_at": seq, "quote": quote, "done": done, "progress": True}
            return state.model_copy(update=settled)
    return state.model_copy(update={"done": done, "progress": progress or state.progress})


def _reassured(state: ObjectionState, wanted: set[Rule], met: tuple[Rule, ...]) -> ObjectionState:
    return state.model_copy(update={"doubted": False}) if state.doubted and wanted & set(met) else state


def _raised(state: ObjectionState, cue: Cue, seq: int) -> ObjectionState:
    if cue.kind in (CueKind.OBJECT, CueKind.DEFER):
        return state.model_copy(update={"status": "open", "raised_at": seq})
    # A doubt is pressed once: what is then said about it stands.
    return state.model_copy(update={"presses": state.presses + 1, "doubted": False})


def _missing(state: ObjectionState, ledger: Ledger) -> tuple[Rule, ...]:
    """Return what the nearest alternative still lacks."""
    have = {*state.done, *ledger.standing} if not state.doubted else set()
    lacks = [tuple(r for r in c.rules if r not in have) for c in state.settled_by]
    nearest = min(lacks, key=len)
    return nearest or state.settled_by[0].rules


def _promises(ledger: Ledger, judgement: Judgement, seq: int) -> tuple[Commitment, ...]:
    finding = judgement.finding(Criterion.DOCUMENT_EVERYTHING)
    if not judgement.met(finding.rule) or any(c.seq == seq for c in ledger.commitments):
        return ()
    return (Commitment(by=Speaker.ENGINEER, what=finding.evidence[0].quote, seq=seq),)


def _close(ledger: Ledger, variant: int, criterion: Criterion | None) -> Cue:
    reasons = {
        Outcome.GRANTED: "Yes was said, and it stands.",
        Outcome.GRANTED_IN_PART: "Part of it was granted, and that stands.",
        Outcome.FOLLOW_UP_AGREED: "Enough was settled to talk again at the time that was named.",
        Outcome.DEFERRED: "Too much stayed open, or no time was set to come back to it.",
        Outcome.REFUSED: "Patience ran out.",
    }
    outcome = ledger.closing
    return Cue(kind=CueKind.CLOSE, outcome=outcome, criterion=criterion, variant=variant, why=reasons[outcome])


def _joined(first: tuple[Rule, ...], second: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(dict.fromkeys((*first, *second)))
