"""What the manager makes of a reply: the ledger after it, as a judgement reads it. Pure."""

from coach.domain.contradiction import contradicted
from coach.domain.deadline import due_in
from coach.domain.judgement import Finding, Judgement, Unjudged
from coach.domain.ledger import Commitment, Ledger, ObjectionState, QuestionState, Violation
from coach.domain.rubric import Criterion, Move, Rule
from coach.domain.scenario import Condition
from coach.domain.transcript import Reply, Speaker

STANDING: frozenset[Rule] = frozenset(
    {Move.NAMES_PROJECT, Move.QUANTIFIES_PAST, Move.VALUE_PROPOSITION, Criterion.EXECUTIVE_PERSPECTIVE}
)
"""Facts that stay said: they count towards a later objection too, beside something said in answer to it."""

ASKING = frozenset({Move.NAMES_PROJECT, Move.VALUE_PROPOSITION, Move.OFFERS_ALTERNATIVE})
"""Moves by which an engineer says what they are after."""


def advance(ledger: Ledger, seq: int, reply: Reply, judgement: Judgement | Unjudged) -> Ledger:
    """Return the ledger after the reply at turn `seq`, as the judgement that steers reads it.

    A reply that violates a criterion costs patience and settles nothing. A violation of which the judge is not sure
    passes: a manager who takes offence at a harmless word teaches nobody anything. An unjudged reply was heard, no
    more. What comes after the words that the manager listens to was not heard.
    """
    earlier = [line.text for line in reply.context if line.speaker is Speaker.ENGINEER]
    found = contradicted(reply.text, earlier)
    heard = ledger.model_copy(
        update={
            "heard": ledger.heard + 1,
            "just_settled": None,
            "just_answered": None,
            "cut_short": _listened(ledger, reply) < len(reply.text),
            "contradictions": (*ledger.contradictions, *([found] if found else [])),
            "objections": tuple(o.model_copy(update={"progress": False}) for o in ledger.objections),
        }
    )
    return _take_in(heard, seq, reply, judgement, late=False)


def correct(ledger: Ledger, seq: int, reply: Reply, judgement: Judgement | Unjudged) -> Ledger:
    """Return the ledger after a later judgement of a reply that was heard before.

    It may settle what is open or add a violation. What it does not confirm becomes a doubt, which the manager
    raises as a condition; a concession that was spoken stays.
    """
    return _take_in(ledger, seq, reply, judgement, late=True)


def _listened(ledger: Ledger, reply: Reply) -> int:
    """Return up to which character a reply was listened to: its end, or that of the last word before the cut."""
    words = reply.text.split()
    if not ledger.hears or len(words) <= ledger.hears:
        return len(reply.text)
    place = 0
    for word in words[: ledger.hears]:
        place = reply.text.index(word, place) + len(word)
    return place


def _take_in(ledger: Ledger, seq: int, reply: Reply, judgement: Judgement | Unjudged, *, late: bool) -> Ledger:
    if isinstance(judgement, Unjudged):
        return ledger
    end = _listened(ledger, reply)
    heard = {f.rule: f for f in judgement.findings if f.evidence and f.evidence[0].start < end}
    known = {(v.seq, v.criterion) for v in ledger.violations}
    forgiven = Criterion.PATIENT_PERSISTENT if ledger.asked_again else None
    violations = [f for f in judgement.offences if f.rule in heard and f.rule is not forgiven]
    fresh = tuple(
        Violation(seq=seq, criterion=Criterion(f.rule), quote=f.evidence[0].quote)
        for f in violations
        if (seq, f.rule) not in known
    )
    met = {} if violations else {rule: f for rule, f in heard.items() if judgement.met(rule)}
    update: dict[str, object] = {
        "violations": ledger.violations + fresh,
        # One reply costs one unit, however many criteria it violates and whichever judge sees it first.
        "patience": ledger.patience - (1 if fresh and not any(s == seq for s, _ in known) else 0),
    }
    if met:
        update["asked"] = ledger.asked or bool(ASKING & set(met))
        update["standing"] = _joined(ledger.standing, tuple(r for r in met if r in STANDING))
        if follow_up := met.get(Move.ASKS_TIMED_FOLLOW_UP):
            update["follow_up"] = ledger.follow_up or follow_up.evidence[0].quote
    after = ledger.model_copy(update=update)
    objections = tuple(_objection(o, after, seq, met, late=late) for o in after.objections)
    settled = next((o.id for o in objections if o.settled_at == seq), None)
    questions = tuple(_question(q, after, seq, met) for q in after.questions)
    answered = next(
        (q for q, before in zip(questions, after.questions, strict=True) if q.answered > before.answered), None
    )
    if answered and answered.spares:
        objections = tuple(_spared(o, answered, seq, met) for o in objections)
    return after.model_copy(
        update={
            "objections": objections,
            "questions": questions,
            "just_settled": after.just_settled if late else settled,
            "just_answered": after.just_answered if late else (answered.id if answered else None),
            "commitments": ledger.commitments + _promises(ledger, seq, met, offered=settled is not None),
        }
    )


def _fulfilled(conditions: tuple[Condition, ...], before: tuple[Rule, ...], met: dict[Rule, Finding]) -> Rule | None:
    """Return the rule by which a reply fulfils one of the conditions, or `None`."""
    return next((rule for c in conditions if (rule := c.fulfilled(met, before))), None)


def _objection(
    state: ObjectionState, ledger: Ledger, seq: int, met: dict[Rule, Finding], *, late: bool
) -> ObjectionState:
    """Return where an objection stands after a reply that did `met`."""
    if state.raised_at is None or state.raised_at > seq:
        return state
    wanted = {rule for c in state.settled_by for rule in c.rules}
    progress = bool(wanted & set(met))
    if state.status == "settled":
        if late and state.settled_at == seq and not progress:
            return state.model_copy(update={"doubted": True})
        return state.model_copy(update={"doubted": False}) if state.doubted and progress else state
    done = _joined(state.done, tuple(met))
    if rule := _fulfilled(state.settled_by, (*state.done, *ledger.standing), met):
        quote = met[rule].evidence[0].quote
        settled = {"status": "settled", "settled_at": seq, "quote": quote, "done": done, "progress": True}
        return state.model_copy(update=settled)
    return state.model_copy(update={"done": done, "progress": progress or state.progress})


def _question(state: QuestionState, ledger: Ledger, seq: int, met: dict[Rule, Finding]) -> QuestionState:
    """Return where a question stands after a reply: answered by the one that follows it, or not at all."""
    if state.answered or state.asked_at != seq - 1:
        return state
    return state.model_copy(update={"answered": _fulfilled(state.answered_by, ledger.standing, met) is not None})


def _spared(state: ObjectionState, question: QuestionState, seq: int, met: dict[Rule, Finding]) -> ObjectionState:
    if state.id != question.spares or state.status != "waiting":
        return state
    rule = next(r for c in question.answered_by for r in c.rules if r in met)
    quote = met[rule].evidence[0].quote
    return state.model_copy(update={"status": "settled", "raised_at": seq, "settled_at": seq, "quote": quote})


def _promises(ledger: Ledger, seq: int, met: dict[Rule, Finding], *, offered: bool) -> tuple[Commitment, ...]:
    """Return what the engineer has taken on: a record of the talk, and an offer that settled something."""
    if any(c.seq == seq for c in ledger.commitments):
        return ()
    wanted = (Criterion.DOCUMENT_EVERYTHING, *((Move.OFFERS_ALTERNATIVE,) if offered else ()))
    quotes = {rule: met[rule].evidence[0].quote for rule in wanted if rule in met}
    return tuple(
        Commitment(
            by=Speaker.ENGINEER, what=quote, due=due_in(quote), seq=seq, record=rule is Criterion.DOCUMENT_EVERYTHING
        )
        for rule, quote in quotes.items()
    )


def _joined(first: tuple[Rule, ...], second: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(dict.fromkeys((*first, *second)))
