"""The scenes that come with the coach: natural, winnable, and the guide's own talk playable end to end."""

from collections import Counter
from itertools import chain, repeat
from statistics import median

import pytest

from coach.domain.brief import Brief
from coach.domain.dialogue import next_cue, speak
from coach.domain.hearing import advance
from coach.domain.ledger import Ledger, open_ledger
from coach.domain.opening import Difficulty
from coach.domain.rubric import Criterion, Move, Rule
from coach.domain.scenario import Pattern, Scenario
from coach.domain.session import Session
from coach.domain.transcript import Cue, CueKind, Memory, Outcome, Speaker, Turn
from coach.library.scenes import Library
from coach.managers.scripted import line_for
from tests.judging import judgement

SCENES = Library(None).shelf().scenarios
each_scene = pytest.mark.parametrize("scene", SCENES, ids=lambda s: s.id)


def play(
    scene: Scenario, level: Difficulty, replies: list[tuple[str, set[Rule]]], seed: int = 0
) -> tuple[Session, Ledger]:
    """Play replies with the labels that a reader gives them, the scripted manager speaking; the last one repeats."""
    session = Session(
        id="s", created_at="", scenario=scene, brief=scene.brief, difficulty=level, seed=seed, manager="scripted",
        judge="rules",
    )  # fmt: skip
    ledger = open_ledger(scene, level)
    answers = chain(replies, repeat(replies[-1]))
    while True:
        cue = next_cue(scene, level, ledger, seed)
        turn = Turn(seq=len(session.turns), speaker=Speaker.MANAGER, text=line_for(session, cue), cue=cue)
        session = session.model_copy(update={"turns": (*session.turns, turn)})
        ledger = speak(ledger, cue, turn.seq)
        if ledger.outcome:
            return session, ledger
        text, met = next(answers)
        reply = Turn(seq=len(session.turns), speaker=Speaker.ENGINEER, text=text)
        session = session.model_copy(update={"turns": (*session.turns, reply)})
        ledger = advance(ledger, reply.seq, session.reply(reply.seq), judgement(met))


THE_GUIDE: list[tuple[str, set[Rule]]] = [
    (
        "Thanks for the time, Maya. I'd like to talk about where I'm heading, and how I can do more for the team.",
        {Move.THANKS, Criterion.VALUE_NOT_EGO},
    ),
    (
        "Looking back over the year I'm proud of the ranking refresh: clicks on the first page rose from 21.4 to 24.1 "
        "per cent. I'm keen to take on harder, more visible work that fits what the company is after.",
        {Move.QUANTIFIES_PAST},
    ),
    (
        "I understand. There are two projects that I've looked at, the fraud detection system and the recommendation "
        "engine. With my feature engineering the fraud model could block a tenth fewer honest buyers, which is about "
        "15,000 a month in orders. I've put half a page together on how I'd do it.",
        {
            Move.NAMES_PROJECT,
            Move.VALUE_PROPOSITION,
            Criterion.PROACTIVE_NOT_REACTIVE,
            Criterion.VALUE_NOT_EGO,
            Criterion.EXECUTIVE_PERSPECTIVE,
            Criterion.PATIENT_PERSISTENT,
        },
    ),
    (
        "I appreciate that, and I'm flexible. I could begin on a smaller scale, take the dull tasks off the core team, "
        "or coach the juniors so that everybody gets faster.",
        {
            Move.THANKS,
            Move.OFFERS_ALTERNATIVE,
            Criterion.PROACTIVE_NOT_REACTIVE,
            Criterion.VALUE_NOT_EGO,
            Criterion.PATIENT_PERSISTENT,
        },
    ),
    (
        "Of course. Could we sit down again in a week? Until then I'll gladly get you whatever figures you need.",
        {Move.ASKS_TIMED_FOLLOW_UP, Criterion.PATIENT_PERSISTENT, Criterion.PROACTIVE_NOT_REACTIVE},
    ),
]


def test_the_guides_talk_is_playable_end_to_end() -> None:
    session, ledger = play(SCENES[0], Difficulty.STANDARD, THE_GUIDE)
    cues = [turn.cue for turn in session.turns if turn.cue]
    assert [cue.kind for cue in cues] == [
        CueKind.OPEN, CueKind.PROBE, CueKind.OBJECT, CueKind.OBJECT, CueKind.DEFER, CueKind.CLOSE,
    ]  # fmt: skip
    patterns = [SCENES[0].objection(cue.objection).pattern for cue in cues if cue.objection]
    assert patterns == [Pattern.IMMEDIATE_PRIORITIES, Pattern.PROJECTS_FULL, Pattern.THINK_ABOUT_IT]
    assert ledger.outcome is Outcome.FOLLOW_UP_AGREED


def test_the_guides_projects_are_in_its_scene() -> None:
    assert [project.name for project in SCENES[0].projects] == ["fraud detection system", "recommendation engine"]
    assert SCENES[0].id == "high-visibility-projects"


@each_scene
def test_three_different_objections_are_raised_at_standard(scene: Scenario) -> None:
    raised = [scene.objection(name).pattern for name in scene.difficulty.standard.objections]
    assert len(set(raised)) >= 3


@each_scene
def test_the_levels_differ_in_behaviour(scene: Scenario) -> None:
    rows = [scene.difficulty.at(level) for level in Difficulty]
    assert [len(r.objections) for r in rows] == sorted({len(r.objections) for r in rows})
    assert [r.patience for r in rows] == sorted({r.patience for r in rows}, reverse=True)
    assert rows[0].presses > rows[2].presses
    stricter = [
        o for o in scene.objections if o.settled_by_at(Difficulty.TOUGH) != o.settled_by_at(Difficulty.STANDARD)
    ]
    assert len(stricter) >= 2


@each_scene
def test_there_is_more_than_one_way_to_say_everything(scene: Scenario) -> None:
    for objection in scene.objections:
        assert min(len(objection.lines), len(objection.press), len(objection.settled)) >= 2, objection.id
    said = scene.manager
    assert len(said.opening) >= 3
    assert len(said.probe) >= 2
    assert len(said.acknowledge) >= 3
    assert all(len(said.reactions.to(criterion)) >= 2 for criterion in Criterion)
    assert all(len(said.closings.at(outcome)) >= 2 for outcome in Outcome if outcome is not Outcome.LEFT)


@each_scene
def test_what_the_manager_promises_is_said_and_by_when(scene: Scenario) -> None:
    for outcome in (Outcome.GRANTED, Outcome.GRANTED_IN_PART, Outcome.FOLLOW_UP_AGREED, Outcome.DEFERRED):
        promise = scene.spoken_promise(outcome)
        assert promise is not None, outcome
        session = Session(
            id="s", created_at="", scenario=scene, brief=scene.brief, difficulty=Difficulty.STANDARD, seed=0,
            manager="scripted", judge="rules",
        )  # fmt: skip
        for variant in range(len(scene.manager.closings.at(outcome))):
            said = line_for(session, Cue(kind=CueKind.CLOSE, outcome=outcome, promise=promise, variant=variant))
            assert f"I'll {promise.what}" in said or f"do is {promise.what}" in said
            assert promise.due in said
            assert "{" not in said


@each_scene
def test_a_later_meeting_can_be_opened_where_nothing_was_promised(scene: Scenario) -> None:
    assert scene.manager.again is not None
    for memory in (Memory.KEPT, Memory.FORGOTTEN):
        assert [line for line in scene.manager.again.of(memory) if "{what}" not in line], memory


@each_scene
def test_every_line_is_written_once(scene: Scenario) -> None:
    lines = [
        line
        for objection in scene.objections
        for line in (*objection.lines, *objection.tough_lines, *objection.press, *objection.settled)
    ]
    said = scene.manager
    lines += [*said.opening, *said.probe, *said.acknowledge, *said.condition, *said.yield_in_part, *said.grant]
    lines += [line for criterion in Criterion for line in said.reactions.to(criterion)]
    lines += [line for outcome in Outcome if outcome is not Outcome.LEFT for line in said.closings.at(outcome)]
    assert [line for line, count in Counter(lines).items() if count > 1] == []


@each_scene
@pytest.mark.parametrize("level", list(Difficulty))
@pytest.mark.parametrize("seed", range(4))
def test_a_talk_is_told_in_turns_of_natural_length_and_repeats_nothing(
    scene: Scenario, level: Difficulty, seed: int
) -> None:
    halting: list[tuple[str, set[Rule]]] = [
        ("Well.", set()),
        ("I see.", {Move.ACKNOWLEDGES_CONSTRAINT}),
        ("Hm.", set()),
    ]
    for replies in (halting, THE_GUIDE):
        session, _ = play(scene, level, replies, seed)
        turns = [turn.text for turn in session.turns if turn.speaker is Speaker.MANAGER]
        assert len(set(turns)) == len(turns)
        assert 15 <= median(len(text.split()) for text in turns) <= 35


@each_scene
def test_the_stand_in_brief_can_be_borrowed_at_once(scene: Scenario) -> None:
    brief: Brief = scene.brief
    assert brief.stand_in
    assert len(brief.strengths) >= 2
    assert all(p.metric and p.before and p.after and p.unit and p.business_effect for p in brief.projects[1:])
    assert all(any(ch.isdigit() for ch in p.before + p.after) for p in brief.projects)
    names = {project.name for project in scene.projects}
    assert {opportunity.name for opportunity in brief.opportunities} <= names
    assert len(brief.value_propositions) >= 2
