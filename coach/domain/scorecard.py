"""The arithmetic: verdicts in, a score from 0 to 100 out. No judge ever names a number."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import fsum

from coach.domain.judgement import Judgement, Unjudged, Verdict
from coach.domain.rubric import CRITERIA, Criterion
from coach.domain.transcript import PUSHBACK, CueKind, Transcript
from coach.domain.value import Value

WORTH = {Verdict.MET: 1.0, Verdict.ABSENT: 1 / 3, Verdict.VIOLATED: 0.0}
"""What a verdict counts; one step is one verdict level."""

_THE_CASE = frozenset(
    {
        Criterion.RESPECT_HIERARCHY,
        Criterion.PROACTIVE_NOT_REACTIVE,
        Criterion.VALUE_NOT_EGO,
        Criterion.EXECUTIVE_PERSPECTIVE,
    }
)
_AT_THE_CASE = frozenset({CueKind.OPEN, CueKind.PROBE, CueKind.OBJECT, CueKind.PRESS, CueKind.ACKNOWLEDGE})
_FOR_THE_RECORD = frozenset({CueKind.DEFER, CueKind.YIELD_IN_PART, CueKind.GRANT, CueKind.CLOSE})


class Band(StrEnum):
    """A score in words."""

    NOT_YET = "not yet"
    UNEVEN = "uneven"
    SOLID = "solid"
    STRONG = "strong"

    @classmethod
    def of(cls, total: float) -> "Band":
        """Return the band of a total: under 40, under 60, under 80, or from 80."""
        if total < 40:
            return cls.NOT_YET
        if total < 60:
            return cls.UNEVEN
        return cls.SOLID if total < 80 else cls.STRONG


class CriterionScore(Value):
    """One criterion over a scene: `score` 0 to 1, `None` where no judged turn counts."""

    criterion: Criterion
    score: float | None
    counted: int
    met: int
    violated: int


class Scorecard(Value):
    """A scene's score: `total` 0 to 100, `None` where no criterion counts. It comes from one judge."""

    total: float | None
    band: Band | None
    criteria: tuple[CriterionScore, ...]
    judged: int
    replies: int


def called_for(transcript: Transcript) -> dict[int, frozenset[Criterion]]:
    """Return for each engineer's turn the criteria that the manager's turn before it calls for.

    `patient_persistent` after pushback; `document_everything` at the first deferral, concession or close; the other
    four at the opening, the ask and an objection. An unknown manager's turn calls for nothing, and no turn calls twice:
    a second reply to it, after a third person's words, owes nothing more.
    """
    called: dict[int, frozenset[Criterion]] = {}
    recorded = False
    answered: set[int] = set()
    for turn in transcript.replies:
        before = transcript.before(turn.seq)
        if (asked := before.seq if before else -1) in answered:
            called[turn.seq] = frozenset()
            continue
        answered.add(asked)
        move = before.move if before else CueKind.OPEN
        criteria: set[Criterion] = set()
        if move in _AT_THE_CASE:
            criteria |= _THE_CASE
        if move in PUSHBACK or move is CueKind.ACKNOWLEDGE:
            criteria.add(Criterion.PATIENT_PERSISTENT)
        if move in _FOR_THE_RECORD and not recorded:
            criteria.add(Criterion.DOCUMENT_EVERYTHING)
            recorded = True
        called[turn.seq] = frozenset(criteria)
    return called


def score(transcript: Transcript, judgements: Sequence[tuple[int, Judgement | Unjudged]]) -> Scorecard:
    """Score a scene by one judge's judgements, given as (turn, judgement) pairs.

    Per criterion over the judged turns that call for it: met 1, absent ⅓, violated 0, averaged; a met or violated
    verdict always counts. A record of the talk is called for once, so a later one makes up for it. The total is 100
    times the mean over the criteria that count.
    """
    called = called_for(transcript)
    whole = [(seq, j) for seq, j in judgements if isinstance(j, Judgement) and seq in called]
    rows = tuple(_criterion_score(c, whole, called) for c in CRITERIA)
    counting = [row.score for row in rows if row.score is not None]
    total = round(100 * sum(counting) / len(counting), 1) if counting else None
    return Scorecard(
        total=total,
        band=None if total is None else Band.of(total),
        criteria=rows,
        judged=len(whole),
        replies=len(transcript.replies),
    )


def score_reply(judgement: Judgement, called: frozenset[Criterion]) -> float | None:
    """Score one reply over its own turn, 0 to 100; `None` where nothing counts."""
    values = [v for c in CRITERIA if (v := _worth(judgement, c, called)) is not None]
    return round(100 * sum(values) / len(values), 1) if values else None


def counting(
    criterion: Criterion, judged: Sequence[tuple[int, Judgement]], called: Mapping[int, frozenset[Criterion]]
) -> tuple[Verdict, ...]:
    """Return the verdicts on a criterion that count, in the order of `judged`: what was done, or called for and missed.

    `judged` are (turn, judgement) pairs of one judge, `called` is `called_for(transcript)`.
    """
    verdicts = [(seq, j.finding(criterion).verdict) for seq, j in judged]
    decided = any(v in (Verdict.MET, Verdict.VIOLATED) for _, v in verdicts)
    # One record per scene is enough.
    missed = not (criterion is Criterion.DOCUMENT_EVERYTHING and decided)
    return tuple(
        v
        for seq, v in verdicts
        if v in (Verdict.MET, Verdict.VIOLATED) or (v is Verdict.ABSENT and missed and criterion in called[seq])
    )


def _criterion_score(
    criterion: Criterion, judged: Sequence[tuple[int, Judgement]], called: Mapping[int, frozenset[Criterion]]
) -> CriterionScore:
    counted = counting(criterion, judged, called)
    return CriterionScore(
        criterion=criterion,
        score=fsum(WORTH[v] for v in counted) / len(counted) if counted else None,
        counted=len(counted),
        met=counted.count(Verdict.MET),
        violated=counted.count(Verdict.VIOLATED),
    )


def _worth(judgement: Judgement, criterion: Criterion, called: frozenset[Criterion]) -> float | None:
    verdict = judgement.finding(criterion).verdict
    if verdict in (Verdict.MET, Verdict.VIOLATED) or (verdict is Verdict.ABSENT and criterion in called):
        return WORTH[verdict]
    return None
