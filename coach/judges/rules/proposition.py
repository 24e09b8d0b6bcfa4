"""A step together with what would come of it."""

from coach.domain.judgement import Verdict
from coach.judges.rules.benefit import benefits
from coach.judges.rules.reading import ABSENT, Reading, Seen
from coach.judges.rules.steps import offers


def value_proposition(reading: Reading) -> Seen:
    """Made by a step of work and an outcome of it; general promises are none."""
    step, outcome = offers(reading), benefits(reading)
    if not step or not outcome:
        return ABSENT
    return Seen(Verdict.MET, (step[0], outcome[0]), "It says what the engineer would do and what would come of it.")
