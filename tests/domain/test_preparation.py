"""What a brief lacks is named at its key; what the scenes lend lacks nothing."""

import pytest

from coach.domain.brief import Brief, Opportunity, PastProject, Strength, ValueProposition
from coach.domain.preparation import gaps, is_task
from coach.domain.scenario import Scenario
from coach.library.scenes import Library

SCENES = Library(None).shelf().scenarios
WHOLE = SCENES[0].brief.model_copy(update={"stand_in": False})

TASKS = (
    "implement a new model",
    "Implementing feature pipelines",
    "a new dashboard",
    "I will build three features",
    "help the team with deployment",
    "tuning the hyperparameters",
    "train 5 models",
    "to improve the model",
    "using transfer learning",
    "Migrate 12 models to the new platform",
)
OUTCOMES = (
    "a tenth fewer false alarms, worth about 15,000 a month",
    "latency down from 90 to 40 ms",
    "build features that cut false alarms by a tenth",
    "Models live in 2 days instead of 3 weeks",
    "saves the ops team 10 hours a week",
    "customer churn below 4 %",
    "run time of 40 minutes",
    "Use of the app grows by 5 %",
)


@pytest.mark.parametrize("scene", SCENES, ids=lambda s: s.id)
def test_what_a_scene_lends_passes_what_is_asked_of_ones_own(scene: Scenario) -> None:
    assert gaps(scene.brief) == ()


@pytest.mark.parametrize("result", TASKS)
def test_a_task_is_told_from_an_outcome(result: str) -> None:
    assert is_task(result)


@pytest.mark.parametrize("result", OUTCOMES)
def test_an_outcome_is_no_task(result: str) -> None:
    assert not is_task(result)


def test_an_empty_brief_lacks_every_section() -> None:
    keys = [gap.key for gap in gaps(Brief(stand_in=False))]
    assert keys == ["strengths", "enjoys", "career_goals", "projects", "opportunities", "value_propositions"]


@pytest.mark.parametrize(
    ("update", "key", "words"),
    [
        ({"strengths": (Strength(technique="MLOps"),)}, "strengths.0.proof", "MLOps"),
        ({"enjoys": ""}, "enjoys", "empty"),
        ({"projects": (PastProject(name="p", own_part="x", business_effect="happy"),)}, "projects.0", "no number"),
        (
            {"projects": (PastProject(name="p", own_part="x", metric="m", after="3", business_effect="b"),)},
            "projects.0.before",
            "lacks its before",
        ),
        (
            {"projects": (PastProject(name="p", own_part="x", metric="m", before="1", after="3"),)},
            "projects.0.business_effect",
            "no outcome",
        ),
        ({"projects": (PastProject(name="p", business_effect="2 % more sales"),)}, "projects.0.own_part", "yourself"),
        ({"opportunities": (Opportunity(name="fraud"),)}, "opportunities.0", "no reason why it is visible"),
        ({"value_propositions": (ValueProposition(technique="t"),)}, "value_propositions.0.project_goal", "no goal"),
        (
            {"value_propositions": (ValueProposition(technique="t", project_goal="g", result="build it"),)},
            "value_propositions.0.result",
            "task and no outcome",
        ),
        (
            {"value_propositions": (ValueProposition(technique="t", project_goal="g", result="happier buyers"),)},
            "value_propositions.0.result",
            "no number",
        ),
    ],
)
def test_each_gap_is_named_at_its_key(update: dict[str, object], key: str, words: str) -> None:
    found = gaps(WHOLE.model_copy(update=update))
    assert key in [gap.key for gap in found]
    assert any(words in gap.said for gap in found if gap.key == key)


def test_a_number_in_what_the_business_had_is_a_number() -> None:
    project = PastProject(name="p", own_part="x", business_effect="tickets fell by forty a week, a third")
    assert not any(gap.key.startswith("projects") for gap in gaps(WHOLE.model_copy(update={"projects": (project,)})))
