"""The report screen: who scored, again, and what another judge sees otherwise."""

import asyncio

import pytest
from textual.widgets import Markdown

from coach.domain.opening import Opening
from coach.settings import Settings
from coach.tui.after.report import ReportScreen
from coach.tui.navigation import Place, Visit
from coach.tui.room.screen import RehearsalScreen
from tests.tui.staging import Stage, until, words

LLM = {"openai_base_url": "http://127.0.0.1:9/v1", "coach_model": "tiny-1"}


async def play(stage: Stage, *replies: str) -> str:
    """Play a scene to its early end and return the session's id."""
    coach = stage.build()
    rehearsal = await coach.rehearse(Opening(scenario="high-visibility-projects"))
    _ = [event async for event in rehearsal.open()]
    for reply in replies:
        _ = [event async for event in rehearsal.answer(reply)]
    session = await rehearsal.finish(patience_s=1)
    await coach.close()
    return session.id


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_the_whole_report_is_read_and_scrolled(stage: Stage, size: tuple[int, int]) -> None:
    session = await play(stage, "+thanks !value_not_ego")
    app = stage.app()
    async with app.run_test(size=size) as pilot:
        app.post_message(Visit(Place.REPORT, session))
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        page = app.screen.query_one(Markdown)
        await until(pilot, lambda: "The one thing to work on: Focus on value, not ego" in page.source)
        assert "Judge: rules (offline)" in words(pilot, "#masthead")
        await pilot.press("end")
        await until(pilot, lambda: app.screen.query_one("#report").scroll_y > 0)


async def test_again_begins_the_scene_from_its_report(stage: Stage) -> None:
    session = await play(stage, "+thanks")
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        app.post_message(Visit(Place.REPORT, session))
        await until(pilot, lambda: isinstance(app.screen, ReportScreen) and words(pilot, "#masthead") != "Reading …")
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, RehearsalScreen))
        assert len(app.screen_stack) == 2


async def test_the_other_judge_is_asked_and_what_changed_is_shown(stage: Stage) -> None:
    session = await play(stage, "+thanks")
    app = stage.app(Settings(coach_home=stage.home, **LLM))
    async with app.run_test(size=(120, 40)) as pilot:
        app.post_message(Visit(Place.REPORT, session))
        await until(pilot, lambda: isinstance(app.screen, ReportScreen) and words(pilot, "#masthead") != "Reading …")
        stage.judge_sees = "!value_not_ego"
        await pilot.press("j")
        await until(pilot, lambda: "Judge: llm (tiny-1)" in words(pilot, "#masthead"))
        assert "the llm judge sees otherwise than the rules judge" in words(pilot, "#changes")
        assert "Focus on value, not ego: absent → violated" in words(pilot, "#changes")
        await until(pilot, lambda: "llm" in app.screen.query_one(Markdown).source)
        await pilot.press("j")
        await until(pilot, lambda: "Judge: rules (offline)" in words(pilot, "#masthead"))
        assert words(pilot, "#changes") == ""


async def test_judging_again_can_be_stopped(stage: Stage) -> None:
    session = await play(stage, "+thanks")
    stage.judge_gate = asyncio.Event()
    app = stage.app(Settings(coach_home=stage.home, **LLM))
    async with app.run_test(size=(120, 40)) as pilot:
        app.post_message(Visit(Place.REPORT, session))
        await until(pilot, lambda: isinstance(app.screen, ReportScreen) and words(pilot, "#masthead") != "Reading …")
        await pilot.press("j")
        await until(pilot, lambda: "Escape stops it" in words(pilot, "#masthead"))
        await pilot.press("escape")
        await until(pilot, lambda: "Judge: rules (offline)" in words(pilot, "#masthead"))
        assert isinstance(app.screen, ReportScreen)


async def test_without_a_model_the_other_judge_is_not_asked(stage: Stage) -> None:
    session = await play(stage, "+thanks")
    app = stage.app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        app.post_message(Visit(Place.REPORT, session))
        await until(pilot, lambda: isinstance(app.screen, ReportScreen) and words(pilot, "#masthead") != "Reading …")
        await pilot.press("j")
        await until(pilot, lambda: any("Press m" in n.message for n in app._notifications))
