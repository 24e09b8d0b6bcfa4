"""The offline manager: every cue has words, short and natural, and none are said twice while others are free."""

import itertools
from statistics import median

import pytest

from coach.domain.dialogue import next_cue
from coach.domain.ledger import open_ledger
from coach.domain.opening import Difficulty
from coach.domain.rubric import Criterion
from coach.domain.scenario import Scenario
from coach.domain.session import Session
from coach.domain.transcript import Cue, CueKind, Outcome, Speaker, Turn
from coach.library.scenes import Library
from coach.managers.scripted import ScriptedManager, line_for

SCENES = Library(None).shelf().scenarios
GUIDE = SCENES[0]
everywhere = pytest.mark.parametrize(
    ("scene", "level"),
    list(itertools.product(SCENES, Difficulty)),
    ids=lambda x: x.id if isinstance(x, Scenario) else x.value,
)


def session_of(scene: Scenario, level: Difficulty = Difficulty.STANDARD, *said: str) -> Session:
    turns = tuple(Turn(seq=n, speaker=Speaker.MANAGER, text=text) for n, text in enumerate(said))
    return Session(
        id="s",
        created_at="",
        scenario=scene,
        brief=scene.brief,
        difficulty=level,
        seed=0,
        manager="scripted",
        judge="rules",
        turns=turns,
    )


def cues_of(scene: Scenario, level: Difficulty) -> list[Cue]:
    """Return every cue that the domain can choose in a scene at a level, as far as its words depend on it."""
    raised = [scene.objection(name) for name in scene.difficulty.at(level).objections]
    cues = [Cue(kind=CueKind.OPEN), Cue(kind=CueKind.PROBE)]
    for settled, objection in itertools.product([None, *(o.id for o in raised)], raised):
        if settled != objection.id:
            cues += [
                Cue(kind=kind, objection=objection.id, settled=settled) for kind in (CueKind.OBJECT, CueKind.DEFER)
            ]
    for objection in raised:
        cues.append(Cue(kind=CueKind.ACKNOWLEDGE, objection=objection.id))
        cues += [Cue(kind=CueKind.PRESS, objection=objection.id, condition=after_yes) for after_yes in (False, True)]
        cues += [Cue(kind=kind, settled=objection.id) for kind in (CueKind.GRANT, CueKind.YIELD_IN_PART)]
    cues += [Cue(kind=CueKind.REACT, criterion=criterion) for criterion in Criterion]
    closable = [outcome for outcome in Outcome if outcome is not Outcome.LEFT]
    cues += [Cue(kind=CueKind.CLOSE, outcome=outcome) for outcome in closable]
    cues += [Cue(kind=CueKind.CLOSE, outcome=Outcome.REFUSED, criterion=criterion) for criterion in Criterion]
    return cues


@everywhere
def test_every_cue_is_worded_in_sixty_words_at_most(scene: Scenario, level: Difficulty) -> None:
    session = session_of(scene, level)
    for cue, variant in itertools.product(cues_of(scene, level), range(12)):
        words = line_for(session, cue.model_copy(update={"variant": variant})).split()
        assert 3 <= len(words) <= 60, f"{cue.kind}: {' '.join(words)}"


@everywhere
def test_a_turn_has_fifteen_to_thirty_five_words_as_a_rule(scene: Scenario, level: Difficulty) -> None:
    session = session_of(scene, level)
    counts = [
        len(line_for(session, cue.model_copy(update={"variant": variant})).split())
        for cue, variant in itertools.product(cues_of(scene, level), range(3))
    ]
    assert 15 <= median(counts) <= 35


async def test_the_pieces_are_whole_sentences_and_make_up_the_turn() -> None:
    for cue in cues_of(GUIDE, Difficulty.TOUGH):
        session = session_of(GUIDE, Difficulty.TOUGH)
        pieces = [spoken.text async for spoken in ScriptedManager().words(session, cue)]
        assert "".join(pieces) == line_for(session, cue)
        assert all(piece.rstrip().endswith((".", "?", "!", "”")) for piece in pieces)
        assert len(pieces) >= 2 or cue.kind in (CueKind.PROBE, CueKind.PRESS, CueKind.REACT, CueKind.OBJECT)


async def test_the_same_session_and_cue_give_the_same_words() -> None:
    cue = next_cue(GUIDE, Difficulty.STANDARD, open_ledger(GUIDE, Difficulty.STANDARD), seed=7)
    first, second = [[s.text async for s in ScriptedManager().words(session_of(GUIDE), cue)] for _ in range(2)]
    assert first == second


def test_the_seed_turns_the_wording() -> None:
    openings = {line_for(session_of(GUIDE), Cue(kind=CueKind.OPEN, variant=seed)) for seed in range(3)}
    assert openings == set(GUIDE.manager.opening)


def test_a_settled_objection_is_acknowledged_first() -> None:
    cue = Cue(kind=CueKind.OBJECT, objection="projects-full", settled="immediate-need")
    text = line_for(session_of(GUIDE), cue)
    assert text.startswith(GUIDE.objection("immediate-need").settled[0])
    assert text.endswith(GUIDE.objection("projects-full").lines[0])


def test_half_an_answer_is_acknowledged_before_the_rest_is_pressed() -> None:
    text = line_for(session_of(GUIDE), Cue(kind=CueKind.ACKNOWLEDGE, objection="projects-full"))
    assert text == f"{GUIDE.manager.acknowledge[0]} {GUIDE.objection('projects-full').press[0]}"


def test_a_condition_after_a_yes_says_that_the_yes_stands() -> None:
    text = line_for(session_of(GUIDE), Cue(kind=CueKind.PRESS, objection="projects-full", condition=True))
    assert text.startswith(GUIDE.manager.condition[0])


@pytest.mark.parametrize("criterion", list(Criterion))
def test_a_last_straw_is_reacted_to_before_the_scene_closes_and_nothing_more_is_asked(criterion: Criterion) -> None:
    for scene, variant in itertools.product(SCENES, range(4)):
        cue = Cue(kind=CueKind.CLOSE, outcome=Outcome.REFUSED, criterion=criterion, variant=variant)
        text = line_for(session_of(scene), cue)
        closing = next(line for line in scene.manager.closings.refused if text.endswith(line))
        reaction = text.removesuffix(closing).strip()
        assert any(line.startswith(reaction) for line in scene.manager.reactions.to(criterion))
        assert "?" not in text
        assert reaction


def test_tough_has_words_of_its_own() -> None:
    cue = Cue(kind=CueKind.OBJECT, objection="projects-full")
    assert line_for(session_of(GUIDE, Difficulty.TOUGH), cue) in GUIDE.objection("projects-full").tough_lines


def test_no_line_is_said_twice_while_another_wording_is_free() -> None:
    press = GUIDE.objection("projects-full").press
    cue = Cue(kind=CueKind.PRESS, objection="projects-full", variant=1)
    said: list[str] = []
    for _ in press:
        said.append(line_for(session_of(GUIDE, Difficulty.STANDARD, *said), cue))
    assert sorted(said) == sorted(press)
    assert line_for(session_of(GUIDE, Difficulty.STANDARD, *said), cue) == press[1]
