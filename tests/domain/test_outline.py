"""What is made of a brief for the real talk holds no number that the brief does not, and offends against nothing."""

import re

import pytest

from coach.domain.brief import Brief, Opportunity, PastProject, ValueProposition
from coach.domain.facts import Said
from coach.domain.judgement import Judgement, Verdict
from coach.domain.numbers import digits
from coach.domain.outline import Outline, invitation, outline
from coach.domain.rubric import CRITERIA
from coach.domain.scenario import Scenario
from coach.domain.transcript import Reply
from coach.judges.rules import RulesJudge
from coach.library.rubric import read_rubric
from coach.library.scenes import Library

SCENES = Library(None).shelf().scenarios


def texts(made: Outline) -> str:
    return "\n".join(re.findall(r'"((?:[^"\\]|\\.)*)"', made.model_dump_json()))


@pytest.mark.parametrize("scene", SCENES, ids=lambda s: s.id)
def test_no_number_is_made_up(scene: Scenario) -> None:
    known = Said(scene.brief.model_dump_json())
    message = invitation(scene.brief, to="Maya", minutes=30).replace("30 minutes", "")
    for number in digits(f"{texts(outline(scene.brief))}\n{message}"):
        assert known.counts(number), number


@pytest.mark.parametrize("scene", SCENES, ids=lambda s: s.id)
def test_an_outline_is_a_page_and_has_all_its_parts(scene: Scenario) -> None:
    made = outline(scene.brief)
    assert len(made.facts) == 3
    assert made.reasons
    assert made.value
    assert len(made.answers) >= 4
    assert made.missing == ()
    assert len(texts(made).split()) < 450


@pytest.mark.parametrize("scene", SCENES, ids=lambda s: s.id)
async def test_the_invitation_offends_against_no_criterion(scene: Scenario) -> None:
    message = invitation(scene.brief)
    assert len(message.split()) < 220
    verdict = await RulesJudge(read_rubric()).judge(Reply(setting=scene.setting, text=message))
    assert isinstance(verdict, Judgement)
    assert [c for c in CRITERIA if verdict.labels[c] is Verdict.VIOLATED] == []


def test_the_measured_fact_comes_first_and_the_visible_project_is_asked_for() -> None:
    brief = Brief(
        stand_in=False,
        projects=(
            PastProject(name="chores", business_effect="some calm"),
            PastProject(name="ranking", metric="clicks", before="2", after="3", business_effect="4 % more sales"),
        ),
        opportunities=(Opportunity(name="small thing"), Opportunity(name="fraud system", strategic="A company goal.")),
    )
    made = outline(brief)
    assert made.facts[0].startswith("ranking: clicks from 2 to 3")
    assert "the fraud system" in made.ask
    assert "small thing" in made.answers[0].answer
    assert any("bring to the fraud system" in line for line in made.missing)


def test_a_task_is_not_offered_as_a_result() -> None:
    value = ValueProposition(technique="graph features", project_goal="fewer blocks on fraud", result="implement them")
    brief = Brief(stand_in=False, opportunities=(Opportunity(name="fraud"),), value_propositions=(value,))
    assert "implement" not in invitation(brief) + texts(outline(brief))
