"""How a scene is made of the objections that somebody chooses: their order, what each level raises, and what it gives.

So made, the ideal engineer wins it at every level, and needs longer at each.
"""

from collections.abc import Sequence

from coach.domain.opening import Difficulty
from coach.domain.scenario import Pattern
from coach.domain.transcript import Outcome

GUIDES_OWN = (Pattern.IMMEDIATE_PRIORITIES, Pattern.PROJECTS_FULL, Pattern.THINK_ABOUT_IT)
FEWEST, MOST = 2, 5
"""Objections of a written scene: with one alone no three levels differ, and more than five tire."""


def in_order(patterns: Sequence[Pattern]) -> tuple[Pattern, ...]:
    """Return the objections as they are raised: what puts the decision off comes last."""
    last = (Pattern.SEND_IN_WRITING, Pattern.THINK_ABOUT_IT)
    return tuple(sorted(patterns, key=lambda p: last.index(p) + 1 if p in last else 0))


def raised_at(patterns: tuple[Pattern, ...]) -> dict[Difficulty, tuple[Pattern, ...]]:
    """Return what each level raises of patterns in order: at least one more from level to level.

    Of two patterns the standard and the tough level raise both; then a question has to make the difference.
    """
    few = patterns[: 1 if len(patterns) == 2 else 2]
    return {Difficulty.SUPPORTIVE: few, Difficulty.STANDARD: (*few, patterns[-1]), Difficulty.TOUGH: patterns}


def most_given(level: Difficulty, raised: Sequence[Pattern]) -> Outcome:
    """Return the most that a level grants; a follow-up only where nothing but a date settles what is raised."""
    dated = {Pattern.THINK_ABOUT_IT} | ({Pattern.SEND_IN_WRITING} if level is Difficulty.TOUGH else set())
    if dated & set(raised):
        return Outcome.FOLLOW_UP_AGREED
    return Outcome.GRANTED if level is Difficulty.SUPPORTIVE else Outcome.GRANTED_IN_PART
