"""Each technical term has a scene in which somebody can practise it."""

from coach.domain.scenario import Scenario
from coach.domain.vocabulary import TERMS
from coach.judges.vocabulary import WordsReader
from coach.library.scenes import Library
from coach.library.vocabulary import read_vocabulary


def said_in(scene: Scenario) -> list[str]:
    """Return what a scene tells of an engineer's work, as sentences."""
    brief = scene.brief
    return [
        *(f"I am good at {s.technique}. {s.proof}" for s in brief.strengths),
        *(f"I would use {v.technique} for {v.project_goal}: {v.result}." for v in brief.value_propositions),
        *(f"I {p.own_part} for the {p.name}." for p in brief.projects),
        *(p.about for p in scene.projects),
        *scene.persona.knows,
    ]


def test_each_term_fits_a_scene() -> None:
    reader = WordsReader(read_vocabulary())
    named = {use.term for s in Library(None).shelf().scenarios for text in said_in(s) for use in reader.uses(text)}
    assert named == set(TERMS)
