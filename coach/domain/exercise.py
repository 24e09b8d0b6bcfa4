"""What to do next after one rehearsal: written down and come back to, played again, harder, or another scene."""

from enum import StrEnum

from coach.domain.feedback import Advice
from coach.domain.ledger import CONTINUED
from coach.domain.opening import Difficulty
from coach.domain.rubric import Criterion
from coach.domain.scorecard import Scorecard
from coach.domain.session import Session
from coach.domain.value import Text, Value

GOOD = 60
"""The total from which a talk needs no second try at the same level: the least of the band `solid`."""


class Step(StrEnum):
    """A kind of next exercise."""

    RESUME = "resume"
    """Finish the talk, which is still open."""
    AGAIN = "again"
    """The same scene at the same level."""
    HARDER = "harder"
    """The same scene, one level up."""
    RECAP = "recap"
    """The mail after the meeting, and then the next meeting."""
    NEXT_MEETING = "next_meeting"
    ELSEWHERE = "elsewhere"
    """Another scene."""


class Exercise(Value):
    """The next exercise, and why it is that one."""

    step: Step
    why: Text
    session: Text
    scenario: Text
    level: Difficulty
    """The level to play at."""
    focus: Criterion | None = None
    """The criterion to watch while playing again."""


def next_exercise(session: Session, card: Scorecard, feedback: tuple[Advice, ...]) -> Exercise:
    """Return what to do after a rehearsal: what it lacked most decides, and then what it has left open."""
    outcome, level = session.outcome, session.difficulty
    focus = feedback[0].criterion if feedback else None
    comes_again = session.scenario.manager.again is not None and outcome in CONTINUED

    def exercise(step: Step, why: str, at: Difficulty = level, watch: Criterion | None = None) -> Exercise:
        return Exercise(step=step, why=why, session=session.id, scenario=session.scenario.id, level=at, focus=watch)

    if outcome is None:
        return exercise(Step.RESUME, "This talk is still open.")
    if card.total is None:
        return exercise(Step.AGAIN, "Nothing in this talk has a score yet.")
    if card.total < GOOD:
        return exercise(Step.AGAIN, "Once more while it is fresh.", watch=focus)
    if comes_again and not session.recaps:
        return exercise(Step.RECAP, "What was said is worth little until it is written down.")
    if comes_again:
        return exercise(Step.NEXT_MEETING, "You have written it down; something is left to come back for.")
    if outcome.won and (harder := level.harder):
        return exercise(Step.HARDER, "You got what this level gives.", harder)
    if outcome.won:
        return exercise(Step.ELSEWHERE, "You got what the toughest level gives.")
    return exercise(Step.AGAIN, "It was said well, and the manager has not been won yet.", watch=focus)
