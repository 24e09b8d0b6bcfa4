"""How far a judge agrees with labelled rows: Cohen's kappa with its interval, F1, base rates, two-way counts."""

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Literal, TypeVar

from pydantic import ConfigDict, Field

from coach.domain.judgement import Judgement, Unjudged, Verdict
from coach.domain.rubric import CRITERIA, MOVES, Criterion, Move
from coach.domain.scenario import Pattern
from coach.domain.transcript import CueKind, Line, Reply
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


class LabelledLine(Value):
    """One labelled line of a manager's: what it does, and which objection pattern it follows, if any."""

    author: Text = ""
    line: Words
    does: CueKind | None = None
    pattern: Pattern | None = None


class Kappa(Value):
    """Cohen's kappa of `n` pairs; `None` where it is undefined (no pairs, or one label throughout on both sides).

    `low` and `high` bound the 95 % interval by the large-sample variance of Fleiss, Cohen and Everitt (1969). It takes
    the pairs to be independent; pooled over the criteria of one reply they are not quite, so that interval is narrow.
    """

    n: int
    value: float | None
    low: float | None = None
    high: float | None = None


class Scores(Value):
    """How well one label is found: each `None` where its denominator is 0."""

    precision: float | None
    """The share of what the judge says that the rows say too."""
    recall: float | None
    """The share of what the rows say that the judge says too."""
    f1: float | None


class ClassAgreement(Scores):
    """How well one class of several is found; `count` is how often the rows hold it."""

    label: Text
    count: int


class ClassesAgreement(Value):
    """Agreement on which one of several classes a thing is in, such as what a manager's line does."""

    n: int
    right: int
    """On how many of the `n` both say the same."""
    classes: tuple[ClassAgreement, ...]
    """Each class that either side names, by name."""
    macro_f1: float | None


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
    violated: Scores
    met: Scores

    def count(self, truth: Label, said: Verdict) -> int:
        """Return how often the rows say `truth` where the judge says `said`."""
        return sum(c.count for c in self.confusion if (c.truth, c.said) == (truth, said))


class MoveAgreement(Scores):
    """Agreement on one move: how well the replies that make it are found. What is unjudged is wrong either way."""

    move: Move
    kappa: Kappa
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
    return Calibration(
        rows=len(rows),
        unjudged=sum(isinstance(j, Unjudged) for j in judgements),
        criteria=tuple(criteria),
        pooled=cohen_kappa(pooled),
        moves=tuple(moves),
        macro_f1=_mean([m.f1 for m in moves]),
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
    observed = math.fsum(p for (truth, said), p in joint.items() if truth == said)
    expected = math.fsum(p * right.get(label, 0.0) for label, p in left.items())
    if math.isclose(expected, 1.0):
        return Kappa(n=n, value=None)
    kappa = (observed - expected) / (1 - expected)
    doubt = 1 - kappa
    same = math.fsum(p * (1 - (left[t] + right[t]) * doubt) ** 2 for (t, s), p in joint.items() if t == s)
    differ = doubt**2 * math.fsum(
        p * (right.get(t, 0.0) + left.get(s, 0.0)) ** 2 for (t, s), p in joint.items() if t != s
    )
    variance = (same + differ - (kappa - expected * doubt) ** 2) / (n * (1 - expected) ** 2)
    half = _Z95 * math.sqrt(max(0.0, variance))
    return Kappa(n=n, value=kappa, low=max(-1.0, kappa - half), high=min(1.0, kappa + half))


def scores(pairs: Pairs, label: Hashable) -> Scores:
    """Return how well `label` is found, over (truth, said) pairs."""
    hits = sum(truth == label == said for truth, said in pairs)
    held = sum(truth == label for truth, _ in pairs)
    named = sum(said == label for _, said in pairs)
    return Scores(
        precision=hits / named if named else None,
        recall=hits / held if held else None,
        f1=2 * hits / (held + named) if held + named else None,
    )


def classes(pairs: Pairs) -> ClassesAgreement:
    """Return how well each class is found, over (truth, said) pairs. `None` is a class too: that nothing is claimed.

    The mean F1 is over the classes that the labels hold.
    """
    named = sorted({label for pair in pairs for label in pair}, key=_class_name)
    found = tuple(
        ClassAgreement(
            label=_class_name(label), count=sum(t == label for t, _ in pairs), **scores(pairs, label).model_dump()
        )
        for label in named
    )
    return ClassesAgreement(
        n=len(pairs),
        right=sum(truth == said for truth, said in pairs),
        classes=found,
        macro_f1=_mean([c.f1 for c in found if c.count]),
    )


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
        violated=scores(pairs, Verdict.VIOLATED),
        met=scores(pairs, Verdict.MET),
    )


def _move_agreement(move: Move, pairs: list[tuple[bool, bool | None]]) -> MoveAgreement:
    answered = [(truth, not truth if said is None else said) for truth, said in pairs]
    return MoveAgreement(
        move=move,
        kappa=cohen_kappa(pairs),
        **scores(answered, True).model_dump(),
        base_rate=sum(truth for truth, _ in pairs) / len(pairs) if pairs else 0.0,
        unjudged=sum(said is None for _, said in pairs),
    )


def _commonest(labels: Sequence[T | None], otherwise: T) -> T:
    counts = Counter(label for label in labels if label is not None)
    # Sorted, so that of equally common ones it is the same whatever the order of the rows.
    return max(sorted(counts, key=str), key=counts.__getitem__, default=otherwise)


def _class_name(label: object) -> str:
    return "none" if label is None else str(label)


def _mean(values: Sequence[float | None]) -> float | None:
    defined = [v for v in values if v is not None]
    return sum(defined) / len(defined) if defined else None
