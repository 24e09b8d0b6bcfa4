"""The progress screen: one judge a line, what to practise, and the other sessions brought over."""

import asyncio

from pydantic import TypeAdapter
from textual.pilot import Pilot
from textual.widgets import Static

from coach.domain.opening import Opening
from coach.domain.transcript import Outcome
from coach.settings import Settings
from coach.tui.after.progress import ProgressScreen
from coach.tui.app import CoachApp
from coach.tui.navigation import Place, Visit
from coach.tui.room.screen import RehearsalScreen
from coach.tui.widgets.time_line import TimeLine
from tests.tui.staging import Stage, until, visits, words

LLM = {"openai_base_url": "http://127.0.0.1:9/v1", "coach_model": "tiny-1"}


async def play(stage: Stage, *talks: str, **opening: str) -> list[str]:
    """Rehearse once for each talk, with one reply, and return the sessions' ids, oldest first."""
    coach = stage.build(Settings(coach_home=stage.home, **LLM))
    ids = []
    for reply in talks:
        named = {"scenario": "high-visibility-projects", "manager": "scripted", "judge": "rules", **opening}
        rehearsal = await coach.rehearse(TypeAdapter(Opening).validate_python(named))
        _ = [event async for event in rehearsal.open()]
        _ = [event async for event in rehearsal.answer(reply)]
        ids.append((await rehearsal.finish(patience_s=1)).id)
    await coach.close()
    return ids


async def opened(pilot: Pilot[None], app: CoachApp) -> ProgressScreen:
    app.post_message(Visit(Place.PROGRESS))
    await until(pilot, lambda: isinstance(app.screen, ProgressScreen) and app.screen.standing)
    assert isinstance(app.screen, ProgressScreen)
    await pilot.pause()
    return app.screen


async def test_on_the_first_day_it_says_what_will_stand_here_and_begins_with_one_key(stage: Stage) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        assert "no rehearsal has a reply in it" in words(pilot, "#next")
        assert not screen.query_one("#score").display
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, RehearsalScreen))


async def test_points_are_walked_through_and_their_report_is_opened(stage: Stage) -> None:
    await play(stage, "!value_not_ego +thanks", "+value_not_ego")
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        assert "2 rehearsals" in words(pilot, "#masthead")
        assert "Focus on value, not ego" in words(pilot, "#criteria")
        line = screen.query_one(TimeLine)
        assert line.at == 1
        await pilot.press("left", "left")
        assert line.at == 0
        assert "not yet" in str(line.render())
        visited = visits(app)
        await pilot.press("enter")
        await until(pilot, lambda: visited)
        assert (visited[0].place, visited[0].session) == (Place.REPORT, screen.history.attempts[0].session)
        await stage.coach.preparing.log_outcome(visited[0].session, Outcome.DEFERRED)
        app.pop_screen()
        await until(pilot, lambda: "1 real talk" in words(pilot, "#masthead"))
        assert line.at == 0


async def test_what_is_to_be_practised_is_rehearsed(stage: Stage) -> None:
    await play(stage, "!value_not_ego", "!value_not_ego", difficulty="tough")
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        assert "Focus on value, not ego" in words(pilot, "#next")
        assert "Violated in all of your last 2" in words(pilot, "#next")
        await pilot.click("#next", offset=(5, 2))
        await until(pilot, lambda: isinstance(app.screen, RehearsalScreen) and app.screen.rehearsal)
        assert isinstance(app.screen, RehearsalScreen)
        assert app.screen.rehearsal
        assert app.screen.rehearsal.session.difficulty.value == "tough"


async def test_another_judge_has_a_line_of_its_own_and_reads_the_rest_when_asked(stage: Stage) -> None:
    stage.judge_sees = "!value_not_ego"
    await play(stage, "+value_not_ego", judge="llm", model="tiny-1")
    stage.judge_sees = ""
    await play(stage, "+value_not_ego", "+value_not_ego")
    app = stage.app(Settings(coach_home=stage.home, **LLM))
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        assert "rules (offline)" in words(pilot, "#masthead")
        assert screen.check_action("bring", ()) is False
        await pilot.press("j")
        await pilot.pause()
        assert "llm · 1 rehearsal" in words(pilot, "#masthead")
        assert "2 rehearsals with 2 replies" in words(pilot, "#rest")
        await pilot.press("b")
        await until(pilot, lambda: screen.standing and not screen.standing.left_out)
        assert [len(screen.history.standing(by).rehearsed) for by in screen.history.judges] == [3, 3]


async def test_bringing_over_is_stopped_with_escape(stage: Stage) -> None:
    await play(stage, "+value_not_ego", judge="llm", model="tiny-1")
    await play(stage, "+value_not_ego")
    stage.judge_gate = asyncio.Event()
    app = stage.app(Settings(coach_home=stage.home, **LLM))
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("j")
        await pilot.press("b")
        await until(pilot, lambda: "Escape stops it" in words(pilot, "#masthead"))
        await pilot.press("escape")
        await until(pilot, lambda: "llm · 1 rehearsal" in words(pilot, "#masthead"))
        assert app.screen is screen


async def test_a_session_that_cannot_be_read_is_named_and_stops_none(stage: Stage) -> None:
    (first, _) = await play(stage, "+thanks", "+thanks")
    store = stage.open_store()
    with store._database.transaction() as connection:  # type: ignore[attr-defined]
        connection.exec_driver_sql("UPDATE session SET body = '{}' WHERE id = ?", (first,))
    store.dispose()
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        assert f"Session {first} cannot be read" in str(app.screen.query_one("#rest", Static).render())
        assert "1 rehearsal" in words(pilot, "#masthead")
