"""The judge card: how far the judge that is installed agreed with labelled rows when it was measured."""

from coach.domain.figures import Figures
from coach.domain.judgement import JudgedBy
from coach.domain.value import Value, Words


class MeasuredSet(Value):
    """One set of labelled rows and what was measured on it."""

    name: Words
    made_by: Words
    """What made the rows and their labels, and so what the figures may be called."""
    by: JudgedBy
    """The judge that was measured, with the digests of its rules and rubric."""
    figures: Figures


class JudgeCard(Value):
    """Every set on which the shipped judge was measured."""

    sets: tuple[MeasuredSet, ...] = ()

    def outdated(self, installed: JudgedBy) -> tuple[MeasuredSet, ...]:
        """Return the sets that were measured with another judge than the one that is installed."""
        return tuple(s for s in self.sets if s.by != installed)

    def replacing(self, measured: MeasuredSet) -> "JudgeCard":
        """Return the card with a set added, or put in the place of the one of its name."""
        names = [s.name for s in self.sets]
        if measured.name not in names:
            return JudgeCard(sets=(*self.sets, measured))
        return JudgeCard(sets=tuple(measured if s.name == measured.name else s for s in self.sets))

    def made_by(self, name: str) -> str:
        """Return what made the set of that name, or an empty text where there is none."""
        return next((s.made_by for s in self.sets if s.name == name), "")
