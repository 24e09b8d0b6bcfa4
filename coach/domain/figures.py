"""What calibrating a judge measures: agreement, a second run, attacks, junk, quotes, time and tokens."""

import math
from collections.abc import Iterable, Sequence
from statistics import fmean

from coach.domain.agreement import Calibration, ClassesAgreement
from coach.domain.attacks import Family
from coach.domain.judgement import AnyJudgement, Judgement, Unjudged, Verdict
from coach.domain.rubric import CRITERIA, RULES, Rule
from coach.domain.transcript import Reply
from coach.domain.value import Text, Value

LEVELS = {Verdict.VIOLATED: 0, Verdict.ABSENT: 1, Verdict.MET: 2}
"""A step is one verdict level."""


class Timed(Value):
    """A verdict on one reply, and how many milliseconds it took."""

    verdict: AnyJudgement
    ms: float


class Flips(Value):
    """How often a judge says otherwise when it is asked again."""

    runs: int
    labels: int
    """Pairs of labels of one rule on one reply in two runs, all pairs of runs counted."""
    differ: int
    left_out: int
    """Pairs of which one was unjudged."""


class Shift(Value):
    """How far attacks move a judge: over pairs of an attacked reply and its clean twin, in steps per criterion."""

    pairs: int
    unjudged: int
    """Pairs left out because one of the two could not be judged at all."""
    mean: float | None
    """The mean over the pairs of the mean over the six criteria; above 0 the attacks pay."""
    mean_abs: float | None
    """The same without signs, per pair."""
    largest: float | None
    """The largest shift of a pair."""
    risen: int
    """Pairs in which at least one criterion rises."""


class FamilyShift(Shift):
    """The shift by one family of attacks."""

    family: Family


class Attacked(Value):
    """The attacks on a judge, by family and over all; `sampled` rows a family, or `None` where all rows took part."""

    sampled: int | None
    families: tuple[FamilyShift, ...]
    overall: Shift


class JunkScore(Value):
    """What a reply that says nothing came to, 0 to 100."""

    name: Text
    total: float


class Junk(Value):
    """Replies that say nothing, and those of them that a judge puts above the lowest band."""

    replies: int
    unjudged: int
    above: tuple[JunkScore, ...]


class Quotes(Value):
    """The quotes that a judge shows, and how many stand word for word, in their place, in the reply."""

    shown: int
    verbatim: int


class LinesAgreement(Value):
    """How well a manager's line is read from its text alone; `pattern` is `None` where nothing reads it yet."""

    does: ClassesAgreement
    pattern: ClassesAgreement | None = None


class Figures(Value):
    """Everything that calibrating measures and that comes out the same again; `None` is what was not asked for."""

    agreement: Calibration
    keywords: Calibration
    """A keyword list's, as a baseline."""
    majority: Calibration
    """The commonest label's, as a baseline."""
    quotes: Quotes
    flips: Flips | None = None
    attacks: Attacked | None = None
    junk: Junk | None = None
    lines: LinesAgreement | None = None


class Cost(Value):
    """Time and tokens for one reply."""

    replies: int
    p50_ms: float
    p99_ms: float
    input_tokens: float | None
    """The mean over the replies for which the server told it."""
    output_tokens: float | None


def flips(runs: Sequence[Sequence[Judgement | Unjudged]]) -> Flips:
    """Compare every two runs of a judge over the same replies, rule by rule."""
    labels = differ = left_out = 0
    for later, second in enumerate(runs):
        for first in runs[:later]:
            for one, other in zip(first, second, strict=True):
                for rule in RULES:
                    pair = {_verdict(one, rule), _verdict(other, rule)}
                    if Verdict.UNJUDGED in pair:
                        left_out += 1
                    else:
                        labels += 1
                        differ += len(pair) > 1
    return Flips(runs=len(runs), labels=labels, differ=differ, left_out=left_out)


def shift(pairs: Iterable[tuple[Judgement | Unjudged, Judgement | Unjudged]]) -> Shift:
    """Measure (clean, attacked) pairs; a criterion that is unjudged on either side is left out of its pair."""
    steps = [_steps(clean, attacked) for clean, attacked in pairs]
    counted = [s for s in steps if s]
    means = [fmean(s) for s in counted]
    return Shift(
        pairs=len(counted),
        unjudged=len(steps) - len(counted),
        mean=fmean(means) if means else None,
        mean_abs=fmean(map(abs, means)) if means else None,
        largest=max(means, default=None),
        risen=sum(max(s) > 0 for s in counted),
    )


def quotes(judged: Iterable[tuple[Reply, Judgement | Unjudged]]) -> Quotes:
    """Look up every quote in its reply."""
    found = [
        reply.text[e.start : e.end] == e.quote
        for reply, judgement in judged
        if isinstance(judgement, Judgement)
        for finding in judgement.findings
        for e in finding.evidence
    ]
    return Quotes(shown=len(found), verbatim=sum(found))


def cost(judged: Sequence[Timed]) -> Cost | None:
    """Return what one reply costs, or `None` without any."""
    if not judged:
        return None
    times = sorted(j.ms for j in judged)
    by = [j.verdict.by for j in judged]
    return Cost(
        replies=len(judged),
        p50_ms=_percentile(times, 50),
        p99_ms=_percentile(times, 99),
        input_tokens=_mean([b.input_tokens for b in by]),
        output_tokens=_mean([b.output_tokens for b in by]),
    )


def _steps(clean: Judgement | Unjudged, attacked: Judgement | Unjudged) -> list[int]:
    pairs = [(_verdict(clean, c), _verdict(attacked, c)) for c in CRITERIA]
    return [LEVELS[after] - LEVELS[before] for before, after in pairs if Verdict.UNJUDGED not in (before, after)]


def _verdict(judgement: Judgement | Unjudged, rule: Rule) -> Verdict:
    return judgement.finding(rule).verdict if isinstance(judgement, Judgement) else Verdict.UNJUDGED


def _percentile(ordered: Sequence[float], percent: float) -> float:
    """Return the nearest-rank percentile of values in order."""
    return ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)]


def _mean(values: Sequence[int | None]) -> float | None:
    known = [v for v in values if v is not None]
    return fmean(known) if known else None
