"""The cue engine: what the manager does next. The domain decides, an engine words it.

A rehearsal is a fold: `open_ledger`, then for each manager's turn `next_cue` and `speak`, and for each reply
`advance` with the judgement that steers and `correct` with one that comes late. All of it is pure, so a stored
session gives the same cues again.
"""

from coach.domain.deadline import due_in
from coach.domain.hearing import advance, correct
from coach.domain.ledger import Commitment, Ledger, ObjectionState, open_ledger
from coach.domain.opening import Difficulty
from coach.domain.rubric import Criterion, Rule
from coach.domain.scenario import Scenario, Style
from coach.domain.session import Session
from coach.domain.transcript import CONCESSIONS, Cue, CueKind, Outcome, Speaker

_GOES_ON = frozenset({CueKind.PROBE, CueKind.OBJECT, CueKind.DEFER, CueKind.YIELD_IN_PART, CueKind.GRANT})
"""Moves that begin with taking in what the last reply settled or answered."""


def next_cue(scenario: Scenario, difficulty: Difficulty, ledger: Ledger, seed: int) -> Cue:
    """Return what the manager does next. Wordings vary with the seed and never the move."""
    cue = _chosen(scenario, ledger)
    update: dict[str, object] = {"variant": seed + ledger.heard}
    if cue.kind in _GOES_ON or (cue.outcome and cue.outcome.won and not cue.criterion):
        update |= {"settled": ledger.just_settled, "answered": ledger.just_answered}
    if ledger.cut_short and cue.kind is not CueKind.CLOSE:
        update["interrupts"] = True
    return cue.model_copy(update=update)


def _chosen(scenario: Scenario, ledger: Ledger) -> Cue:
    """Return the move; first comes what cannot wait: an offence, a muddle, what is on the table."""
    if ledger.heard == 0:
        return Cue(kind=CueKind.OPEN, memory=ledger.memory, why="The talk begins.")
    if latest := ledger.unanswered:
        if ledger.patience <= 0:
            return _close(scenario, ledger, latest.criterion)
        why = f"“{latest.quote}” went against {latest.criterion.value.replace('_', ' ')}."
        return Cue(kind=CueKind.REACT, criterion=latest.criterion, why=why)
    if scenario.manager.contradiction and len(ledger.contradictions) > ledger.queried:
        contradiction = ledger.contradictions[-1]
        return Cue(kind=CueKind.PROBE, contradiction=contradiction, why="Two things that were said don't fit together.")
    if _strays(scenario, ledger):
        return Cue(kind=CueKind.PROBE, strays=True, why="They were not listening, and need the gist once more.")
    table = ledger.on_the_table
    if table and table.presses < ledger.presses_allowed:
        kind = CueKind.ACKNOWLEDGE if table.progress else CueKind.PRESS
        why = "Something towards it was said; this is still missing." if table.progress else "It is not answered yet."
        return Cue(kind=kind, objection=table.id, missing=_missing(table, ledger), why=why)
    if not ledger.asked and ledger.probes == 0:
        return Cue(kind=CueKind.PROBE, why="It is not clear yet what is asked for.")
    if question := next((q for q in ledger.questions if q.asked_at is None), None):
        return Cue(kind=CueKind.PROBE, question=question.id, why="They want to know this before they say anything.")
    if waiting := next((o for o in ledger.objections if o.status == "waiting"), None):
        kind = CueKind.DEFER if waiting.deferral else CueKind.OBJECT
        return Cue(kind=kind, objection=waiting.id, why=scenario.objection(waiting.id).concern)
    if doubted := next((o for o in ledger.objections if o.doubted), None):
        why = "On reflection, the answer to this did not hold."
        missing, condition = _missing(doubted, ledger), ledger.conceded is not None
        return Cue(kind=CueKind.PRESS, objection=doubted.id, missing=missing, condition=condition, why=why)
    if ledger.concedes:
        if ledger.gives is Outcome.GRANTED:
            return Cue(kind=CueKind.GRANT, why="Every concern is settled.")
        why = "Every concern is settled, and this is as far as this manager goes today."
        return Cue(kind=CueKind.YIELD_IN_PART, why=why)
    return _close(scenario, ledger, None)


def leave(ledger: Ledger) -> Outcome:
    """Return how the scene ends when the engineer ends it: with what has been said to them, never with more."""
    if ledger.conceded:
        return ledger.conceded
    put_off = any(o.deferral and o.status == "settled" for o in ledger.objections)
    return Outcome.FOLLOW_UP_AGREED if put_off and ledger.closing is Outcome.FOLLOW_UP_AGREED else Outcome.LEFT


def speak(ledger: Ledger, cue: Cue, seq: int) -> Ledger:
    """Return the ledger after the manager has said the words of `cue` as turn `seq`."""
    update: dict[str, object] = {"just_settled": None, "just_answered": None, "cut_short": False}
    update["asked_again"] = cue.strays
    if cue.contradiction:
        update["queried"] = len(ledger.contradictions)
    elif cue.strays:
        update["strayed"] = True
    elif cue.question:
        asked = (q.model_copy(update={"asked_at": seq}) if q.id == cue.question else q for q in ledger.questions)
        update["questions"] = tuple(asked)
    elif cue.kind is CueKind.PROBE:
        update["probes"] = ledger.probes + 1
    if cue.kind is CueKind.REACT or (cue.kind is CueKind.CLOSE and cue.criterion):
        update["reacted"] = len(ledger.violations)
    if cue.objection:
        update["objections"] = tuple(_raised(o, cue, seq) if o.id == cue.objection else o for o in ledger.objections)
    if cue.kind in CONCESSIONS:
        update["conceded"] = Outcome.GRANTED if cue.kind is CueKind.GRANT else Outcome.GRANTED_IN_PART
    if cue.kind is CueKind.CLOSE:
        update["outcome"] = cue.outcome
    if cue.promise:
        mine = Commitment(by=Speaker.MANAGER, what=cue.promise.what, due=cue.promise.due, seq=seq)
        update["commitments"] = (*ledger.commitments, mine)
    return ledger.model_copy(update=update)


def ledger_of(session: Session) -> Ledger:
    """Return the ledger of a session as it stands after the manager's last turn."""
    ledger, _ = replay(session)
    return ledger


def replay(session: Session) -> tuple[Ledger, tuple[str, ...]]:
    """Fold a stored session into its ledger after the manager's last turn, and the judgements that are in it.

    Takes only what is stored: each manager's turn names the judgements it had heard, in order.
    """
    ledger = open_ledger(session.scenario, session.difficulty, session.earlier)
    talk = session.transcript  # made once: it is made anew at each look, and 500 turns have 250 replies
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
            ledger = step(ledger, judged.seq, talk.reply(judged.seq), judged.judgement)
            steered.add(judged.seq)
            known.append(name)
        ledger = speak(ledger, turn.cue, turn.seq)
    return ledger, tuple(known)


def _strays(scenario: Scenario, ledger: Ledger) -> bool:
    """Whether a distracted manager loses the thread here: once, after the first thing that they are told."""
    distracted = scenario.persona.style is Style.DISTRACTED and bool(scenario.manager.strays)
    return distracted and not ledger.strayed and ledger.heard == 1 and ledger.memory is None


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


def _close(scenario: Scenario, ledger: Ledger, criterion: Criterion | None) -> Cue:
    reasons = {
        Outcome.GRANTED: "Yes was said, and it stands.",
        Outcome.GRANTED_IN_PART: "Part of it was granted, and that stands.",
        Outcome.FOLLOW_UP_AGREED: "Enough was settled to talk again at the time that was named.",
        Outcome.DEFERRED: "Too much stayed open, or no time was set to come back to it.",
        Outcome.REFUSED: "Patience ran out.",
    }
    outcome = ledger.closing
    promise = scenario.spoken_promise(outcome)
    if promise and not promise.due:
        promise = promise.model_copy(update={"due": due_in(ledger.follow_up)})
    return Cue(kind=CueKind.CLOSE, outcome=outcome, criterion=criterion, promise=promise, why=reasons[outcome])
