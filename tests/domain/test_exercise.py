"""The next exercise follows from what the talk lacked and from how it ended."""

import pytest

from coach.domain.exercise import Step, next_exercise
from coach.domain.opening import Difficulty
from coach.domain.recap import Recap
from coach.domain.rubric import Criterion
from coach.domain.scorecard import Band, Scorecard
from coach.domain.session import Session
from coach.domain.transcript import Outcome
from coach.library.rubric import read_rubric
from coach.library.scenes import Library
from coach.rendering.sections import exercise_words

SCENE = Library(None).scenario("high-visibility-projects")
RUBRIC = read_rubric()


def session(outcome: Outcome | None, level: Difficulty = Difficulty.STANDARD, *mails: str) -> Session:
    return Session(
        id="abc123",
        created_at="2026-03-02T09:00:00+00:00",
        scenario=SCENE,
        brief=SCENE.brief,
        difficulty=level,
        seed=0,
        manager="scripted",
        judge="rules",
        outcome=outcome,
        recaps=tuple(Recap(text=mail) for mail in mails),
    )


def card(total: float | None) -> Scorecard:
    return Scorecard(total=total, band=None if total is None else Band.of(total), criteria=(), judged=1, replies=1)


@pytest.mark.parametrize(
    ("kept", "total", "step", "level"),
    [
        (session(None), 80.0, Step.RESUME, Difficulty.STANDARD),
        (session(Outcome.LEFT), None, Step.AGAIN, Difficulty.STANDARD),
        (session(Outcome.GRANTED), 40.0, Step.AGAIN, Difficulty.STANDARD),
        (session(Outcome.DEFERRED), 70.0, Step.RECAP, Difficulty.STANDARD),
        (session(Outcome.DEFERRED, Difficulty.TOUGH, "Hi"), 70.0, Step.NEXT_MEETING, Difficulty.TOUGH),
        (session(Outcome.REFUSED), 70.0, Step.AGAIN, Difficulty.STANDARD),
        (session(Outcome.GRANTED, Difficulty.SUPPORTIVE), 60.0, Step.HARDER, Difficulty.STANDARD),
        (session(Outcome.GRANTED), 90.0, Step.HARDER, Difficulty.TOUGH),
        (session(Outcome.GRANTED, Difficulty.TOUGH), 90.0, Step.ELSEWHERE, Difficulty.TOUGH),
    ],
)
def test_the_end_and_the_score_decide(kept: Session, total: float | None, step: Step, level: Difficulty) -> None:
    exercise = next_exercise(kept, card(total), ())
    assert (exercise.step, exercise.level) == (step, level)


@pytest.mark.parametrize("step", Step)
def test_each_step_is_told_by_key_and_by_command(step: Step) -> None:
    exercise = next_exercise(session(Outcome.LEFT), card(None), ())
    exercise = exercise.model_copy(update={"step": step, "focus": Criterion.VALUE_NOT_EGO})
    by_key, by_command = (exercise_words(exercise, RUBRIC, keys=keys) for keys in (True, False))
    assert "coach " not in by_key
    assert "coach " in by_command
    assert "Watch one thing: start from the outcome" in by_key
    assert "{" not in by_key + by_command
