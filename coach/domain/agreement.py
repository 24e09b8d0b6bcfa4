"""How far a judge agrees with labelled rows: Cohen's kappa with its interval, F1, base rates, two-way counts."""

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Literal, TypeVar

from pydantic import ConfigDict, Field

from coach.domain.judgement import Judgement, Unjudged, Verdict
from coach.domain.rubric import CRITERIA, MOVES, Criterion, Move
from coach.domain.transcript import Line, Reply
from coach.domain.value import Text, Value, Words

Label = Literal[Verdict.VIOLATED, Verdict.ABSENT, Verdict.MET]
Pairs = Sequence[tuple[Hashable, Hashable]]
"""Pairs of labels for the same things: (the rows' label, the judge's label)."""

T = TypeVar("T", bound=Hashable)

_Z95 = 1.959964
"""The normal quantile of a two-sided interval of 95 %."""


class Labels(Value):
    """A label for each criterion and each move. One that is null or missing was not decided, and does not count."""

    labels: dict[Criterion, Label | None]
    moves: dict[Move, bool | None]


class LabelledReply(Labels):
    """One labelled row: a reply in its context, and what its readers chose by majority."""

    # `reply` is the row's name for the words; here it is the whole of what a judge sees.
    model_config = ConfigDict(populate_by_name=True)

    id: Text
    scenario: Text
    context: tuple[Line, ...] = ()
    text: Words = Field(alias="reply")
    agreement: dict[Criterion | Move, int] = Field(default_factory=dict)
    """How many of the readers chose the majority label."""

    @property
    def reply(self) -> Reply:
        """The reply as a judge sees it."""
        return Reply(setting=self.scenario, context=self.context, text=self.text)


class Kappa(Value):
    """Cohen's kappa of `n` pairs; `None` where it is undefined (no pairs, or one label throughout on both sides).

    `low` and `high` bound the 95 % interval by the large-sample variance of Fleiss, Cohen and Everitt (1969). It takes
    the pairs to be independent; pooled over the criteria of one reply they are not quite, so that interval is narrow.
    """

    n: int
    value: float | None
    low: float | None = None
    high: float | None = None


class Count(Value):
    """How often the rows say `truth` where the judge says `said`."""

    truth: Text
    said: Text
    count: int


class CriterionAgreement(Value):
    """Agreement on one criterion."""

    criterion: Criterion
    kappa: Kappa
    base_rates: dict[Label, float]
    """The share of each label in the rows; they sum to 1 unless there are no labels."""
    unjudged: int
    confusion: tuple[Count, ...]


class MoveAgreement(Value):
    """Agreement on one move; `f1` is of the moves made, `None` where neither side saw one."""

    move: Move
    kappa: Kappa
    f1: float | None
    base_rate: float
    """The share of rows that make the move."""
    unjudged: int


class Calibration(Value):
    """A judge measured against labelled rows; what it left unjudged counts as disagreement."""

    rows: int
    unjudged: int
    """Rows on which the judge failed whole."""
    criteria: tuple[CriterionAgreement, ...]
    pooled: Kappa
    """Over all criteria of all rows, as one table."""
    moves: tuple[MoveAgreement, ...]
    macro_f1: float | None
    """The mean F1 of the moves for which it is defined."""


def calibrate(rows: Sequence[LabelledReply], judgements: Sequence[Judgement | Unjudged | Labels]) -> Calibration:
    """Compare judgements with the rows they judge, pairwise in order. Raises `ValueError` if their numbers differ."""
    said = [_said(j) for j in judgements]
    pooled: list[tuple[Hashable, Hashable]] = []
    criteria = []
    for criterion in CRITERIA:
        pairs = [
            (truth, answer.get(criterion, Verdict.UNJUDGED))
            for row, (answer, _) in zip(rows, said, strict=True)
            if (truth := row.labels.get(criterion)) is not None
        ]
        pooled += pairs
        criteria.append(_criterion_agreement(criterion, pairs))
    moves = []
    for move in MOVES:
        made = [
            (made, answer.get(move))
            for row, (_, answer) in zip(rows, said, strict=True)
            if (made := row.moves.get(move)) is not None
        ]
        moves.append(_move_agreement(move, made))
    scores = [m.f1 for m in moves if m.f1 is not None]
    return Calibration(
        rows=len(rows),
        unjudged=sum(isinstance(j, Unjudged) for j in judgements),
        criteria=tuple(criteria),
        pooled=cohen_kappa(pooled),
        moves=tuple(moves),
        macro_f1=sum(scores) / len(scores) if scores else None,
    )


def majority(rows: Sequence[LabelledReply]) -> Labels:
    """Return the baseline that says for every reply what most of the rows say. Its kappa is 0 by construction."""
    return Labels(
        labels={c: _commonest([row.labels.get(c) for row in rows], Verdict.ABSENT) for c in CRITERIA},
        moves={m: _commonest([row.moves.get(m) for row in rows], False) for m in MOVES},
    )


def cohen_kappa(pairs: Pairs) -> Kappa:
    """Return Cohen's kappa, (observed − expected agreement) / (1 − expected), with its 95 % interval."""
    n = len(pairs)
    if n == 0:
        return Kappa(n=0, value=None)
    joint = {pair: count / n for pair, count in Counter(pairs).items()}
    left = {label: count / n for label, count in Counter(truth for truth, _ in pairs).items()}
    right = {label: count / n for label, count in Counter(said for _, said in pairs).items()}
    observed = sum(p for (truth, said), p in joint.items() if truth == said)
    expected = sum(p * right.get(label, 0.0) for label, p in left.items())
    if math.isclose(expected, 1.0):
        return Kappa(n=n, value=None)
    kappa = (observed - expected) / (1 - expected)
    doubt = 1 - kappa
    same = sum(p * (1 - (left[t] + right[t]) * doubt) ** 2 for (t, s), p in joint.items() if t == s)
    differ = doubt**2 * sum(p * (right.get(t, 0.0) + left.get(s, 0.0)) ** 2 for (t, s), p in joint.items() if t != s)
    variance = (same + differ - (kappa - expected * doubt) ** 2) / (n * (1 - expected) ** 2)
    half = _Z95 * math.sqrt(max(0.0, variance))
    return Kappa(n=n, value=kappa, low=max(-1.0, kappa - half), high=min(1.0, kappa + half))


def f1(pairs: Sequence[tuple[bool, bool | None]]) -> float | None:
    """Return the F1 of `True` over (truth, said) pairs; `None` said is wrong either way. Undefined without a `True`."""
    hits = sum(truth and said is True for truth, said in pairs)
    missed = sum(truth and said is not True for truth, said in pairs)
    false = sum(not truth and said is not False for truth, said in pairs)
    total = 2 * hits + missed + false
    return 2 * hits / total if total else None


def _said(judgement: Judgement | Unjudged | Labels) -> tuple[Mapping[Criterion, object], Mapping[Move, bool | None]]:
    return ({}, {}) if isinstance(judgement, Unjudged) else (judgement.labels, judgement.moves)


def _criterion_agreement(criterion: Criterion, pairs: list[tuple[Label, object]]) -> CriterionAgreement:
    shares = Counter(truth for truth, _ in pairs)
    counts = Counter((str(truth), str(said or Verdict.UNJUDGED)) for truth, said in pairs)
    verdicts: tuple[Label, ...] = (Verdict.VIOLATED, Verdict.ABSENT, Verdict.MET)
    return CriterionAgreement(
        criterion=criterion,
        kappa=cohen_kappa(pairs),
        base_rates={v: shares[v] / len(pairs) for v in verdicts if pairs},
        unjudged=sum(said in (None, Verdict.UNJUDGED) for _, said in pairs),
        confusion=tuple(Count(truth=t, said=s, count=n) for (t, s), n in sorted(counts.items())),
    )


def _move_agreement(move: Move, pairs: list[tuple[bool, bool | None]]) -> MoveAgreement:
    return MoveAgreement(
        move=move,
        kappa=cohen_kappa(pairs),
        f1=f1(pairs),
        base_rate=sum(truth for truth, _ in pairs) / len(pairs) if pairs else 0.0,
        unjudged=sum(said is None for _, said in pairs),
    )


def _commonest(labels: Sequence[T | None], otherwise: T) -> T:
    counts = Counter(label for label in labels if label is not None)
    return counts.most_common(1)[0][0] if counts else otherwise
