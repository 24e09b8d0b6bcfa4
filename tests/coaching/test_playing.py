"""Playing scenes with scripted engineers: what is wrong with a scene is found, and put down to whom it belongs."""

from collections.abc import Callable

import pytest

from coach.coaching.playing import play_scene
from coach.domain.engineers import Engineer, EngineerLine, Engineers
from coach.domain.judgement import Judgement, Unjudged
from coach.domain.opening import Difficulty, JudgeName
from coach.domain.play import ScenePlay
from coach.domain.rubric import RULES, Criterion, Move
from coach.domain.scenario import Scenario
from coach.domain.transcript import Outcome, Reply
from coach.library.engineers import read_engineers
from coach.library.scenes import Library
from coach.managers.scripted import ScriptedManager
from tests.judging import judgement

GUIDE = Library(None).scenario("high-visibility-projects")
ENGINEERS = read_engineers()
EVERYTHING = tuple(Criterion), tuple(Move)
GOOD, BAD = "Here is all that you asked for.", "Nothing of the kind."


class SeeingJudge:
    """Finds in a reply what it is told to."""

    name: JudgeName = "rules"

    def __init__(self, see: Callable[[str], Judgement]) -> None:
        self._see = see

    async def judge(self, reply: Reply) -> Judgement | Unjudged:
        return self._see(reply.text)


def honest(text: str) -> Judgement:
    return judgement(RULES, quote=text) if text == GOOD else judgement()


def cast(who: Engineer, text: str) -> Engineers:
    criteria, moves = EVERYTHING if text == GOOD else ((), ())
    return Engineers(lines=(EngineerLine(who=who, author="a", to=("any",), text=text, met=criteria, moves=moves),))


async def played(engineers: Engineers, see: Callable[[str], Judgement], scene: Scenario = GUIDE) -> ScenePlay:
    return await play_scene(scene, engineers, SeeingJudge(see), ScriptedManager())


async def test_an_engineer_who_does_all_that_is_asked_wins_and_the_levels_are_ordered() -> None:
    play = await played(cast(Engineer.IDEAL, GOOD), honest)
    assert all(p.outcome.won for p in play.plays)
    assert [play.to_yes(level) for level in Difficulty] == [3, 4, 6]
    assert play.faults("false_yield") == play.faults("stuck") == 0


async def test_a_judge_who_sees_what_is_not_there_is_blamed_for_the_yes() -> None:
    play = await played(cast(Engineer.BLAND, BAD), lambda text: judgement(RULES, quote=text))
    assert play.faults("false_yield", "judge") > 0
    assert play.faults("false_yield", "engine") == play.faults("stuck") == 0
    assert any("bland engineer is given something" in failure for failure in play.failures)


async def test_a_judge_who_sees_nothing_is_blamed_for_the_stubbornness() -> None:
    play = await played(cast(Engineer.IDEAL, GOOD), lambda _: judgement())
    assert play.faults("stuck", "judge") > 0
    assert play.faults("stuck", "engine") == play.faults("false_yield") == 0
    assert any("the ideal engineer does not win" in failure for failure in play.failures)


async def test_levels_that_ask_the_same_are_not_ordered() -> None:
    level = GUIDE.difficulty.standard
    same = GUIDE.difficulty.model_copy(update={"supportive": level})
    play = await played(cast(Engineer.IDEAL, GOOD), honest, GUIDE.model_copy(update={"difficulty": same}))
    assert any("not ordered" in failure for failure in play.failures)


async def test_what_never_comes_up_is_named() -> None:
    silent = await played(
        cast(Engineer.COMPLAINING, BAD), lambda t: judgement(violated=[Criterion.VALUE_NOT_EGO], quote=t)
    )
    assert "The objection projects-full is never raised." in silent.failures
    line = GUIDE.manager.reactions.value_not_ego[0]
    assert line not in silent.unused
    assert any(GUIDE.manager.probe[0] in failure for failure in silent.failures)


async def test_a_promise_that_a_closing_line_leaves_out_is_named() -> None:
    closings = GUIDE.manager.closings.model_copy(update={"deferred": ("Let's leave it there.",)})
    manager = GUIDE.manager.model_copy(update={"closings": closings})
    play = await played(cast(Engineer.IDEAL, GOOD), honest, GUIDE.model_copy(update={"manager": manager}))
    assert play.unspoken == (Outcome.DEFERRED,)
    assert any("The promise of deferred is never made" in failure for failure in play.failures)


@pytest.mark.parametrize("scene", Library(None).shelf().scenarios, ids=lambda s: s.id)
async def test_every_shipped_scene_has_an_engineer_s_line_for_each_of_its_objections(scene: Scenario) -> None:
    for author in ENGINEERS.authors(Engineer.IDEAL):
        known = {place for line in ENGINEERS.of(Engineer.IDEAL, author) for place in line.to}
        assert {o.pattern for o in scene.objections} <= known
