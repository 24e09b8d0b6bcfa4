"""The replay screen: what was said comes back at reading speed, with what was found in it, and nothing hangs."""

import asyncio

import pytest
from textual.pilot import Pilot

from coach.domain.opening import Opening
from coach.domain.pacing import reading_s
from coach.settings import Settings
from coach.tui.after.playback import Playback
from coach.tui.after.replay import ReplayScreen
from coach.tui.app import CoachApp
from coach.tui.navigation import Place, Visit
from coach.tui.room.screen import RehearsalScreen
from tests.tui.staging import Stage, until, visits, words

LLM = {"openai_base_url": "http://127.0.0.1:9/v1", "coach_model": "tiny-1"}
REPLIES = ("+thanks for your time", "it is !value_not_ego", "+value_not_ego at last")


async def play(stage: Stage, *replies: str) -> str:
    """Play a scene offline to its early end and return the session's id."""
    coach = stage.build()
    rehearsal = await coach.rehearse(Opening(scenario="high-visibility-projects"))
    _ = [event async for event in rehearsal.open()]
    for reply in replies:
        _ = [event async for event in rehearsal.answer(reply)]
    session = await rehearsal.finish(patience_s=1)
    await coach.close()
    return session.id


async def opened(pilot: Pilot[None], app: CoachApp, session: str, seq: int | None = None) -> ReplayScreen:
    app.post_message(Visit(Place.REPLAY, session, seq))
    await until(pilot, lambda: isinstance(app.screen, ReplayScreen) and "turn" in words(pilot, "#track"))
    assert isinstance(app.screen, ReplayScreen)
    return app.screen


def talk(screen: ReplayScreen) -> str:
    return screen.query_one(Playback).text


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_it_plays_by_itself_and_what_was_found_comes_after_the_reply(stage: Stage, size: tuple[int, int]) -> None:
    session = await play(stage, *REPLIES)
    app = stage.app()
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app, session)
        assert "turn 1 of 7 · ×1 reading speed · playing" in words(pilot, "#track")
        assert "for your time" not in talk(screen)
        screen.tick()
        assert "+thanks for your time" in talk(screen)

        def found() -> str:
            return words(pilot, "#found-words") if size[0] > 100 else talk(screen)

        assert "Give thanks: done" not in found()
        screen.tick()
        assert "Give thanks: done" in found()
        for _ in range(20):
            screen.tick()
        assert "turn 7 of 7 · ×1 reading speed · the end" in words(pilot, "#track")
        assert not screen.playing
        assert "The talk ended: you ended it." in talk(screen)
        await pilot.press("space")
        assert (screen.playing, screen.at) == (True, 0)


async def test_the_clock_waits_as_long_as_the_words_take_and_speed_and_pause_change_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.line = opening = "Good that you are here. " * 12
    session = await play(stage, *REPLIES)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, session)
        waits: list[float] = []
        monkeypatch.setattr(screen, "set_timer", lambda delay, callback: waits.append(delay))
        await pilot.press("plus", "plus")
        assert "×2 twice" in words(pilot, "#track")
        assert waits[-1] == reading_s(len(opening.split()), 2)
        await pilot.press(*["minus"] * 6)
        assert "×0.5 half speed" in words(pilot, "#track")
        await pilot.press("space")
        waits.clear()
        await pilot.press("plus", "right", "home")
        assert waits == []
        assert "paused" in words(pilot, "#track")


async def test_one_goes_to_any_turn(stage: Stage) -> None:
    session = await play(stage, *REPLIES)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, session, 3)
        assert "turn 4 of 7" in words(pilot, "#track")
        assert not screen.playing
        for key, turn in (("right", 5), ("left", 4), ("end", 7), ("v", 4), ("s", 6), ("s", 6), ("home", 1)):
            await pilot.press(key)
            assert f"turn {turn} of 7" in words(pilot, "#track"), key
        await pilot.press("6")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen and "turn 6 of 7" in words(pilot, "#track"))
        await pilot.click("#track", offset=(6, 1))
        assert "turn 2 of 7" in words(pilot, "#track")


async def test_another_judge_reads_it_once_and_its_differences_appear_with_their_turn(stage: Stage) -> None:
    session = await play(stage, *REPLIES)
    stage.judge_sees = "!patient_persistent"
    app = stage.app(Settings(coach_home=stage.home, **LLM))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, session)
        await pilot.press("j")
        await until(pilot, lambda: "Judge: llm" in words(pilot, "#masthead"))
        assert "saw it otherwise" not in talk(screen)
        await pilot.press("right")
        assert "~ Be patient and persistent: absent, now violated" in talk(screen)
        await pilot.press("j")
        await until(pilot, lambda: "Judge: rules" in words(pilot, "#masthead"))
        assert "saw it otherwise" not in talk(screen)
        stage.judge_gate = asyncio.Event()  # nobody is asked again
        await pilot.press("j")
        await until(pilot, lambda: "Judge: llm" in words(pilot, "#masthead"))
        assert "turn 2 of 7" in words(pilot, "#track")


async def test_judging_is_stopped_with_escape_and_not_begun_without_a_model(stage: Stage) -> None:
    session = await play(stage, *REPLIES)
    stage.judge_gate = asyncio.Event()
    app = stage.app(Settings(coach_home=stage.home, **LLM))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, session)
        await pilot.press("j")
        await until(pilot, lambda: "Escape stops it" in words(pilot, "#track"))
        await pilot.press("escape")
        await until(pilot, lambda: "turn 1 of 7" in words(pilot, "#track"))
        assert app.screen is screen
    app = stage.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, app, session)
        await pilot.press("j")
        await until(pilot, lambda: any("none is chosen" in n.message for n in app._notifications))


async def test_without_motion_nothing_plays_by_itself_and_it_says_so(stage: Stage) -> None:
    session = await play(stage, *REPLIES)
    app = stage.app(Settings(coach_home=stage.home, coach_motion="reduced"))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, session)
        assert not screen.playing
        await pilot.press("space")
        assert not screen.playing
        assert "stepping: nothing moves by itself" in words(pilot, "#track")
        await pilot.press("right")
        assert "Give thanks: done" in talk(screen)


async def test_from_here_one_answers_anew_or_rehearses_again(stage: Stage) -> None:
    session = await play(stage, *REPLIES)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, session, 4)
        visited = visits(app)
        await pilot.press("w")
        await until(pilot, lambda: visited)
        assert (visited[0].place, visited[0].session, visited[0].seq) == (Place.BRANCHES, session, 5)
        app.pop_screen()
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, RehearsalScreen))


async def test_a_talk_of_500_turns_is_gone_through_at_once(stage: Stage) -> None:
    name = await play(stage, *REPLIES)
    coach = stage.build()
    short = await coach.session(name)
    await coach.close()
    turns = tuple(t.model_copy(update={"seq": t.seq + 6 * n, "heard": ()}) for n in range(84) for t in short.turns[:6])
    store = stage.open_store()
    store.create(short.model_copy(update={"id": "long", "turns": turns, "judgements": (), "outcome": None}))
    store.dispose()
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, "long")
        await pilot.press("end")
        assert "turn 504 of 504" in words(pilot, "#track")
        playback = screen.query_one(Playback)
        assert playback.scroll_offset.y > 1_000
        await pilot.press("left", "home")
        assert playback.scroll_offset.y == 0
        assert "turn 1 of 504" in words(pilot, "#track")
