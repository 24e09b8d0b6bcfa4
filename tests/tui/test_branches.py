"""What if: the tree of a talk, a reply that is answered anew, and two talks side by side."""

import re

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from coach.domain.opening import Opening
from coach.domain.session import Origin, Session
from coach.domain.transcript import Outcome
from coach.tui.after.branches import BranchesScreen
from coach.tui.after.compare import CompareScreen
from coach.tui.app import CoachApp
from coach.tui.library import LibraryScreen
from coach.tui.navigation import Place, Visit
from coach.tui.room.screen import RehearsalScreen
from tests.tui.staging import Stage, opened, say, session_of, spoken, until, words

FIRST = ("Hello there. +thanks", "I want it. !value_not_ego")
OTHER = "It would help you. +value_not_ego"


async def play(stage: Stage, opening: Opening, *replies: str) -> Session:
    """Play to an early end and return the session."""
    coach = stage.build()
    rehearsal = await coach.rehearse(opening)
    _ = [event async for event in rehearsal.open()]
    for reply in replies:
        _ = [event async for event in rehearsal.answer(reply)]
    session = await rehearsal.finish(patience_s=1)
    await coach.close()
    return session


async def grown(stage: Stage) -> tuple[Session, Session]:
    """Keep a talk and a branch of it from turn 4."""
    first = await play(stage, Opening(scenario="high-visibility-projects"), *FIRST)
    return first, await play(stage, Opening(rewound=first.id, seq=3), OTHER)


async def branches(pilot: Pilot[None], app: CoachApp, session: str, seq: int | None = None) -> OptionList:
    """Open the branches and return the list of turns, filled."""
    app.post_message(Visit(Place.BRANCHES, session, seq))
    await until(pilot, lambda: isinstance(app.screen, BranchesScreen) and listed(app, "turns"))
    return app.screen.query_one("#turns", OptionList)


def listed(app: CoachApp, name: str) -> str:
    """Return what one of the lists says."""
    shown = app.screen.query_one(f"#{name}", OptionList)
    return "\n".join(str(option.prompt) for option in shown.options)


def side(app: CoachApp, name: str) -> str:
    """Return what is said on one side of the comparison."""
    return "\n".join(str(cell.render()) for cell in app.screen.query(f"#pairs .{name}").results(Static))


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_a_reply_is_chosen_and_answered_anew(stage: Stage, size: tuple[int, int]) -> None:
    first, branch = await grown(stage)
    app = stage.app()
    async with app.run_test(size=size) as pilot:
        turns = await branches(pilot, app, first.id)
        await until(pilot, lambda: "Turn 4 anew" in listed(app, "family") and "…" not in listed(app, "family"))
        assert "The first talk" in listed(app, "family")
        told = listed(app, "turns")
        assert "4 · You: I want it. !value_not_ego\nnot yet (" in told
        assert f"{first.scenario.persona.name}: " in told
        await pilot.press("down")
        assert turns.highlighted == 1
        await pilot.press("enter")
        screen = await opened(pilot)
        assert "It would help you." not in spoken(pilot)
        assert "Hello there." in spoken(pilot)
        await say(pilot, screen, "Something else.")
        kept = session_of(screen)
        assert kept.parent == Origin(session=first.id, seq=3)
        assert kept.id != branch.id
        assert len(kept.turns) == 5


async def test_a_turn_that_is_asked_for_is_chosen_at_once(stage: Stage) -> None:
    first, branch = await grown(stage)
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        for session, seq, chosen in ((first, 3, "3"), (first, 2, "3"), (first, 1, "1"), (branch, None, "3")):
            turns = await branches(pilot, app, session.id, seq)
            assert turns.highlighted is not None
            assert turns.get_option_at_index(turns.highlighted).id == chosen
            await pilot.press("escape")


async def test_the_turns_are_those_of_the_talk_that_is_chosen(stage: Stage) -> None:
    first, _ = await grown(stage)
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await branches(pilot, app, first.id)
        await pilot.press("left", "down")
        await until(pilot, lambda: OTHER in listed(app, "turns"))
        assert "I want it" not in listed(app, "turns")
        await pilot.press("enter")
        assert app.focused is app.screen.query_one("#turns")


async def test_a_talk_that_was_left_is_answered_after_all_and_an_open_one_goes_on(stage: Stage) -> None:
    first = await play(stage, Opening(scenario="high-visibility-projects"), *FIRST)
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await branches(pilot, app, first.id)
        assert "You ended it here" in listed(app, "turns")
        await pilot.press("end", "enter")
        screen = await opened(pilot)
        assert session_of(screen).parent == Origin(session=first.id, seq=len(first.turns))
        branch = session_of(screen).id
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, RehearsalScreen))
        while not isinstance(app.screen, LibraryScreen):  # asked whether to end it: it stays open
            await pilot.press("end", "enter")
            await pilot.pause()
        await branches(pilot, app, branch)
        assert "Go on with this talk" in listed(app, "turns")
        await pilot.press("end", "enter")
        assert session_of(await opened(pilot)).id == branch


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_the_two_answers_stand_side_by_side(stage: Stage, size: tuple[int, int]) -> None:
    first, branch = await grown(stage)
    app = stage.app()
    async with app.run_test(size=size) as pilot:
        await branches(pilot, app, branch.id)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and OTHER in side(app, "right"))
        assert "Judge of both: rules (offline)" in words(pilot, "#masthead")
        assert re.match(r"At turn 4: not yet \(\d+ of 100\) → .* of 100\)\n", words(pilot, "#gain"))
        assert "Over the whole talk the other answer scores" in words(pilot, "#gain")
        assert FIRST[1] in side(app, "left")
        assert "! Focus on value, not ego: violated" in side(app, "left")
        assert "+ Focus on value, not ego: met" in side(app, "right")
        assert first.turns[4].text in side(app, "left")
        assert branch.turns[4].text in side(app, "right")
        assert FIRST[0] not in side(app, "left")  # the common beginning is folded away
        left, right = (app.screen.query(f"#pairs .{name}").first() for name in ("left", "right"))
        shown = [bool(left.region.width), bool(right.region.width)]
        assert shown == ([True, True] if size[0] == 200 else [False, True])
        beginning = app.screen.query_one("#pairs .unfolded")
        assert not beginning.region.width
        await pilot.press("b")
        await pilot.pause()
        assert beginning.region.width
        if size[0] == 80:
            await pilot.press("f")
            await pilot.pause()
            assert left.region.width
            assert not right.region.width
        await pilot.press("a")
        assert session_of(await opened(pilot)).parent == Origin(session=first.id, seq=3)


async def test_any_two_talks_are_compared_by_a_mark(stage: Stage) -> None:
    first, branch = await grown(stage)
    third = await play(stage, Opening(rewound=branch.id, seq=1), "Quite another beginning.")
    app = stage.app()
    async with app.run_test(size=(200, 60)) as pilot:
        await branches(pilot, app, third.id)
        await pilot.press("left", "space")
        assert "marked" in listed(app, "family")
        await pilot.press("home", "c")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and side(app, "right"))
        assert "Quite another beginning." in side(app, "right")
        assert FIRST[0] in side(app, "left")
        assert first.id in str(app.screen.query_one("#heads .left", Static).render())
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, BranchesScreen))


async def test_a_long_talk_is_laid_out_as_far_as_it_is_read(stage: Stage) -> None:
    first = await play(stage, Opening(scenario="high-visibility-projects"), *FIRST)
    manager, reply = first.turns[2], first.turns[3]
    filler = (manager, reply)
    more = [filler[n % 2].model_copy(update={"seq": n, "heard": ()}) for n in range(4, 204)]
    store = stage.open_store()
    names = []
    for name, text in (("left", "Left."), ("right", "Right.")):
        turns = (*first.turns[:3], reply.model_copy(update={"text": text}), *more)
        bare = tuple(t.model_copy(update={"heard": ()}) for t in turns)
        store.create(first.model_copy(update={"id": name, "turns": bare, "judgements": (), "outcome": Outcome.LEFT}))
        names.append(name)
    store.dispose()
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.animation_level = "none"
        app.post_message(Visit(Place.COMPARE, names[1], beside=names[0]))
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and "Right." in side(app, "right"))
        await pilot.pause()
        few = len(app.screen.query(".row"))
        assert few < 60
        await pilot.press("end")
        await until(pilot, lambda: len(app.screen.query(".row")) > few)


async def test_what_cannot_be_compared_is_said(stage: Stage) -> None:
    first = await play(stage, Opening(scenario="high-visibility-projects"), *FIRST)
    app = stage.app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        app.post_message(Visit(Place.COMPARE, first.id, beside=first.id))
        await until(pilot, lambda: any("Both names mean" in n.message for n in app._notifications))
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        app.post_message(Visit(Place.BRANCHES, "nobody"))
        await until(pilot, lambda: any("There is no session" in n.message for n in app._notifications))
