"""The law of written scenes: whatever is chosen and however it is called, the scene loads, plays and can be won."""

import tomllib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.coaching.authoring import MAX_NAME, MAX_PHRASE, Authoring, scene_text
from coach.coaching.playing import play_scene
from coach.domain.brief import Brief, Opportunity, PastProject, Strength, ValueProposition
from coach.domain.drafting import FEWEST, MOST
from coach.domain.engineers import Engineer, Engineers
from coach.domain.opening import Difficulty
from coach.domain.scenario import Pattern, Scenario, Style
from coach.errors import UsageError
from coach.library.engineers import read_engineers
from coach.library.scenes import Library
from coach.managers.scripted import ScriptedManager
from tests.labels import LabelsJudge

ENGINEERS = read_engineers()
AUTHORING = Authoring(Library(None), lambda: None)


def words(limit: int) -> st.SearchStrategy[str]:
    awkward = st.sampled_from(
        ['"', "\\", "{earlier}", "{{ 7 }}", "{% if %}", "'''", "# no", "ß“", "the Grid", "Our big audit."]
    )
    anything = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=limit)
    return (awkward | anything).filter(lambda text: bool(text.strip(" .;!,\u200b")))


texts = words(30)
past = st.builds(
    PastProject, name=texts, own_part=texts, metric=texts, before=texts | st.just(""), after=texts, unit=texts
)
own_briefs = st.none() | st.builds(
    Brief,
    strengths=st.lists(st.builds(Strength, technique=texts, proof=texts | st.just("")), max_size=2).map(tuple),
    projects=st.lists(past, max_size=2).map(tuple),
    opportunities=st.lists(st.builds(Opportunity, name=texts, strategic=texts), max_size=2).map(tuple),
    value_propositions=st.lists(
        st.builds(ValueProposition, technique=texts, project_goal=texts, result=texts | st.just("")), max_size=2
    ).map(tuple),
    stand_in=st.just(False),
)  # fmt: skip


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(
    patterns=st.lists(st.sampled_from(Pattern), min_size=FEWEST, max_size=MOST, unique=True),
    style=st.sampled_from(Style),
    names=st.fixed_dictionaries(
        {"manager": words(MAX_NAME), "role": words(MAX_NAME), "company": words(MAX_PHRASE), "busy": words(MAX_PHRASE)}
    ),
    projects=st.lists(words(MAX_NAME), min_size=1, max_size=3),
    own=own_briefs,
    author=st.sampled_from(ENGINEERS.authors(Engineer.IDEAL)),
)
async def test_any_choice_of_objections_and_names_gives_a_scene_that_the_ideal_engineer_wins(
    patterns: list[Pattern], style: Style, names: dict[str, str], projects: list[str], own: Brief | None, author: str
) -> None:
    try:
        chosen = AUTHORING.answers({"id": "it", "objections": patterns, "style": style, "projects": projects, **names})
    except UsageError:
        return  # characters that are all dropped leave no words
    scene = Scenario.model_validate(tomllib.loads(scene_text(chosen, own)))
    assert scene.persona.name == chosen.manager
    assert tuple(p.name for p in scene.projects) == chosen.projects
    assert {o.pattern for o in scene.objections} == set(patterns)
    ideal = Engineers(lines=ENGINEERS.of(Engineer.IDEAL, author))
    play = await play_scene(scene, ideal, LabelsJudge(ideal.lines, scene), ScriptedManager())
    assert all(p.outcome.won for p in play.plays)
    assert play.dead == ()
    assert play.faults("false_yield") == play.faults("stuck") == 0
    supportive, standard, tough = (play.to_yes(level) or 0 for level in Difficulty)
    assert 0 < supportive < standard < tough
