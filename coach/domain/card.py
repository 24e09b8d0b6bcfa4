"""The judge card: how far the judge that is installed agreed with labelled rows when it was measured."""

from coach.domain.figures import Figures
from coach.domain.judgement import JudgedBy, Verdict
from coach.domain.value import Text, Value, Words


class MeasuredSet(Value):
    """One set of labelled rows and what was measured on it."""

    name: Words
    made_by: Words
    """What made the rows and their labels, and so what the figures may be called."""
    readers: Text = ""
    """Who gave the labels, in a few words that follow “agrees with”."""
    by: JudgedBy
    """The judge that was measured, with the digests of its rules and rubric."""
    figures: Figures


class Trust(Value):
    """How far a judge agreed with one set of labelled replies, in the few figures that a reader needs."""

    rows: int
    readers: Text
    kappa: float
    """Cohen's kappa, pooled over the criteria."""
    missed: float | None
    """The share of the violations in the labels that the judge did not see."""
    wrong: float | None
    """The share of the violations which the judge names that the labels do not hold."""


class JudgeCard(Value):
    """Every set on which the shipped judge was measured."""

    sets: tuple[MeasuredSet, ...] = ()

    def trust(self, by: JudgedBy) -> Trust | None:
        """Return what the first set says of a judge, `None` where that very judge was not measured on any."""
        current = next((s for s in self.sets if s.by == by), None)
        return trust(current) if current else None

    def outdated(self, installed: JudgedBy) -> tuple[MeasuredSet, ...]:
        """Return the sets that were measured with another judge than the one that is installed."""
        return tuple(s for s in self.sets if s.by != installed)

    def replacing(self, measured: MeasuredSet) -> "JudgeCard":
        """Return the card with a set added, or put in the place of the one of its name, whose readers stay."""
        old = next((s for s in self.sets if s.name == measured.name), None)
        if old is None:
            return JudgeCard(sets=(*self.sets, measured))
        measured = measured.model_copy(update={"readers": measured.readers or old.readers})
        return JudgeCard(sets=tuple(measured if s is old else s for s in self.sets))

    def made_by(self, name: str) -> str:
        """Return what made the set of that name, or an empty text where there is none."""
        return next((s.made_by for s in self.sets if s.name == name), "")


def trust(measured: MeasuredSet) -> Trust | None:
    """Return the few figures that say how far to trust a judge, `None` where the labels leave kappa undefined."""
    agreement = measured.figures.agreement
    if agreement.pooled.value is None:
        return None
    counts = [c for row in agreement.criteria for c in row.confusion]
    there = sum(c.count for c in counts if c.truth == Verdict.VIOLATED)
    named = sum(c.count for c in counts if c.said == Verdict.VIOLATED)
    both = sum(c.count for c in counts if c.truth == c.said == Verdict.VIOLATED)
    return Trust(
        rows=agreement.rows,
        readers=measured.readers,
        kappa=agreement.pooled.value,
        missed=1 - both / there if there else None,
        wrong=1 - both / named if named else None,
    )
