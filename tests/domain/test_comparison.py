"""Two sessions are compared from where they part, by one judge, and only where that makes sense."""

import pytest

from coach.domain.comparison import Comparison, parting, scoring_of, side_by_side
from coach.domain.judgement import JudgedTurn, Judgement
from coach.domain.opening import Difficulty, JudgeName
from coach.domain.rubric import Criterion, Move
from coach.domain.session import Session
from coach.domain.transcript import Speaker, Turn
from coach.errors import UsageError
from coach.library.rubric import read_rubric
from coach.rendering.comparison import fork_words, gain_words
from tests.domain.test_dialogue import GUIDE, SCENES
from tests.judging import judgement

GOOD = judgement([Criterion.VALUE_NOT_EGO, Move.THANKS])
BAD = judgement(violated=[Criterion.VALUE_NOT_EGO])


def talk(name: str, *lines: str, judged: Judgement = GOOD, judge: JudgeName = "rules", by: str = "rules") -> Session:
    """Return a session whose lines are by turns the manager's and the engineer's, all replies judged alike."""
    verdict = judged.model_copy(update={"by": judged.by.model_copy(update={"judge": by})})
    sides = (Speaker.MANAGER, Speaker.ENGINEER)
    turns = tuple(Turn(seq=n, speaker=sides[n % 2], text=text) for n, text in enumerate(lines))
    return Session(
        id=name,
        created_at="2026-01-01T00:00:00+00:00",
        scenario=GUIDE,
        brief=GUIDE.brief,
        difficulty=Difficulty.STANDARD,
        seed=0,
        manager="scripted",
        judge=judge,
        turns=turns,
        judgements=tuple(JudgedTurn(id=f"{name}{t.seq}", seq=t.seq, judgement=verdict) for t in turns[1::2]),
    )


def compared(left: Session, right: Session) -> Comparison:
    scoring = scoring_of(left, right)
    one, other = ([(j.seq, j.judgement) for j in s.judged_by(scoring.judge)] for s in (left, right))
    return side_by_side(left, right, read_rubric(), scoring, (one, other))


def test_they_part_at_the_first_reply_that_differs() -> None:
    left = talk("a", "Hello.", "Thanks.", "Well?", "I want it.", "No.")
    right = talk("b", "Hello.", "Thanks.", "Well?", "It would help you.", "Go on.", "Thanks.", judged=BAD)
    told = compared(left, right)
    assert [turn.text for turn in told.shared] == ["Hello.", "Thanks.", "Well?"]
    first, second = told.pairs
    assert first.left is not None
    assert first.right is not None
    assert (first.left.reply and first.left.reply.text, first.left.answer and first.left.answer.text) == (
        "I want it.",
        "No.",
    )
    assert {c.rule for c in first.changes} == {Criterion.VALUE_NOT_EGO, Move.THANKS}
    assert second.left is None  # that talk is over
    assert second.right is not None
    assert second.right.answer is None  # not answered yet
    assert told.gain is not None
    assert told.gain < 0
    assert told.fork is first
    assert "A scores" in (whole := gain_words(told))
    assert whole.endswith("more than B: 2 replies against 3, so the totals are not alike.")
    better, worse = fork_words(told).removeprefix("At turn 4: ").split(" → ")
    assert better != worse


def test_one_reply_with_two_answers_belongs_to_what_differs() -> None:
    left, right = talk("a", "Hello.", "Thanks.", "Well?"), talk("b", "Hello.", "Thanks.", "No.")
    assert parting(left, right) == 1
    (pair,) = compared(left, right).pairs
    assert pair.left is not None
    assert pair.right is not None
    assert pair.left.reply == pair.right.reply
    assert pair.left.answer != pair.right.answer
    assert pair.changes == ()
    assert compared(left, right).fork is None
    assert fork_words(compared(left, right)) == ""
    assert gain_words(compared(left, right)) == "Over the whole talk both score the same."


@pytest.mark.parametrize(("lines", "same"), [((), 0), (("Other.", "Thanks."), 0), (("Hello.", "Thanks.", "Well?"), 3)])
def test_nothing_in_common_and_everything_in_common(lines: tuple[str, ...], same: int) -> None:
    left, right = talk("a", "Hello.", "Thanks.", "Well?"), talk("b", *lines)
    told = compared(left, right)
    assert len(told.shared) == same
    assert bool(told.pairs) == (same < 3)


def test_two_judges_are_not_mixed_the_rules_judge_scores_both_and_it_is_said() -> None:
    left, right = talk("a", "Hello.", "Thanks."), talk("b", "Hello.", "Hm.", judge="llm", by="llm")
    scoring = scoring_of(left, right)
    assert scoring.judge == "rules"
    assert not scoring.stored  # the right one has no verdict of the rules judge here
    assert "a was played with the rules judge and b with the llm judge" in scoring.remark


def test_one_model_is_not_mixed_with_another() -> None:
    def by(name: str, model: str) -> Session:
        verdict = GOOD.model_copy(update={"by": GOOD.by.model_copy(update={"model": model})})
        return talk(name, "Hello.", name, judged=verdict, judge="llm", by="llm")

    assert scoring_of(by("a", "m"), by("b", "m")).judge == "llm"
    scoring = scoring_of(by("a", "m"), by("b", "other"))
    assert scoring.judge == "rules"
    assert "one model, rubric and prompt" in scoring.remark
    with pytest.raises(UsageError) as refusal:
        scoring_of(by("a", "m"), by("b", "other"), "llm")
    assert "coach judge a --judge llm" in refusal.value.repair


def test_a_session_and_itself_and_two_scenes_are_refused() -> None:
    left = talk("a", "Hello.", "Thanks.")
    with pytest.raises(UsageError, match="Both names mean session a"):
        scoring_of(left, left)
    other = talk("b", "Hello.", "Thanks.").model_copy(update={"scenario": SCENES[1]})
    with pytest.raises(UsageError, match=f"a plays {GUIDE.id} and b plays {SCENES[1].id}"):
        scoring_of(left, other)


def test_another_level_and_a_changed_scene_are_said() -> None:
    left = talk("a", "Hello.", "Thanks.")
    right = talk("b", "Hello.", "Hm.").model_copy(
        update={"difficulty": Difficulty.TOUGH, "scenario": GUIDE.model_copy(update={"summary": "Changed."})}
    )
    level, scene = compared(left, right).remarks
    assert "a was played at standard and b at tough" in level
    assert "file was changed" in scene
