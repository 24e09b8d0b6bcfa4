"""The library screen: scenes, level, past rehearsals, engines, and what was passed over."""

import sqlite3
import subprocess
import sys
import threading
from typing import Any

import pytest
from pydantic import SecretStr
from textual.widgets import OptionList

from coach.domain.opening import Difficulty, Opening
from coach.errors import FileRefused
from coach.library.covers import Cover, shipped_covers
from coach.library.scenes import Library, Shelf
from coach.settings import Settings
from coach.tui.after.report import ReportScreen
from coach.tui.app import CoachApp
from coach.tui.house import CoachHouse
from coach.tui.keys import KeysScreen
from coach.tui.library import LibraryScreen
from coach.tui.navigation import House
from coach.tui.process import run
from coach.tui.room.screen import RehearsalScreen
from coach.tui.setup.doctor import DoctorScreen
from coach.tui.widgets.level import LevelPicker
from tests.tui.staging import Stage, headless, opened, session_of, until, words

SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_scenes_are_shown_and_focused_at_once(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.app().run_test(size=size) as pilot:
        scenes = pilot.app.screen.query_one("#scenes", OptionList)
        assert scenes.has_focus
        assert scenes.highlighted == 0
        assert scenes.option_count == len(stage.shelf.scenarios)
        assert scenes.region.height >= 6


async def kept(stage: Stage, reply: str = "+thanks", *, end: bool = False, **opening: Any) -> str:
    """Return the id of a rehearsal with one reply, over or still open."""
    coach = stage.build()
    rehearsal = await coach.rehearse(Opening(**({"scenario": "high-visibility-projects"} | opening)))
    async for _ in rehearsal.open():
        pass
    async for _ in rehearsal.answer(reply):
        pass
    if end:
        await rehearsal.finish(patience_s=1)
    else:
        await rehearsal.stop()
    await coach.close()
    return rehearsal.session.id


async def test_past_rehearsals_fill_in_without_moving_the_list(stage: Stage) -> None:
    await kept(stage)
    async with stage.app().run_test(size=(120, 40)) as pilot:
        screen = pilot.app.screen
        before = screen.query_one("#scenes").region
        sessions = screen.query_one("#sessions", OptionList)
        await until(pilot, lambda: "still open" in listed(sessions))
        assert screen.query_one("#scenes").region == before
        assert stage.preloads == 1


def listed(shown: OptionList) -> str:
    """Return what a list says."""
    return "\n".join(str(option.prompt) for option in shown.options)


async def test_left_and_right_choose_the_level_and_enter_begins_at_it(stage: Stage) -> None:
    async with stage.app().run_test() as pilot:
        await pilot.press("right", "right", "left", "right")
        assert pilot.app.screen.query_one(LevelPicker).level is Difficulty.TOUGH
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, RehearsalScreen))
        await until(pilot, lambda: "tough" in words(pilot, "#masthead"))


async def test_a_click_chooses_a_level(stage: Stage) -> None:
    async with stage.app().run_test(size=(120, 40)) as pilot:
        shown = words(pilot, "#level")
        await pilot.click(LevelPicker, offset=(shown.index("supportive") + 4, 1))
        assert pilot.app.screen.query_one(LevelPicker).level is Difficulty.SUPPORTIVE


async def test_enter_resumes_an_open_session_and_reads_the_report_of_a_closed_one(stage: Stage) -> None:
    closed, still_open = await kept(stage, end=True), await kept(stage)
    async with stage.app().run_test(size=(120, 40)) as pilot:
        library = pilot.app.screen
        sessions = library.query_one("#sessions", OptionList)
        await until(pilot, lambda: sessions.option_count == 2)
        await pilot.press("tab")
        assert sessions.has_focus
        assert sessions.highlighted == 0, "whoever comes there sees where they stand"
        sessions.highlighted = sessions.get_option_index(still_open)
        await pilot.press("enter")
        assert session_of(await opened(pilot)).id == still_open
        while pilot.app.screen is not library:
            pilot.app.pop_screen()
        sessions.highlighted = sessions.get_option_index(closed)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen))


async def test_again_plays_the_highlighted_session_anew(stage: Stage) -> None:
    first = await kept(stage, difficulty=Difficulty.TOUGH)
    async with stage.app().run_test(size=(120, 40)) as pilot:
        sessions = pilot.app.screen.query_one("#sessions", OptionList)
        await until(pilot, lambda: sessions.option_count == 1 and not sessions.get_option_at_index(0).disabled)
        await pilot.press("a")
        again = session_of(await opened(pilot))
        assert (again.difficulty, again.id == first) == (Difficulty.TOUGH, False)


async def test_a_newcomer_is_told_what_is_offline_and_nobody_else_is(stage: Stage) -> None:
    async with stage.app().run_test(size=(80, 24)) as pilot:
        sessions = pilot.app.screen.query_one("#sessions", OptionList)
        await until(pilot, lambda: sessions.option_count)
        assert "Press Enter, and talk" in listed(sessions)
        assert "no key" in listed(sessions)
        assert not sessions.show_vertical_scrollbar, "a newcomer sees all of it"
        await pilot.press("enter")
        await opened(pilot)
    await kept(stage)
    async with stage.app().run_test(size=(80, 24)) as pilot:
        sessions = pilot.app.screen.query_one("#sessions", OptionList)
        await until(pilot, lambda: sessions.option_count)
        assert "Welcome" not in listed(sessions)


async def test_a_scene_is_told_without_what_its_manager_hides_and_with_what_came_of_it(stage: Stage) -> None:
    await kept(stage, "+thanks +value_not_ego +executive_perspective", end=True)
    first = stage.shelf.scenarios[0]
    async with stage.app().run_test(size=(200, 60)) as pilot:
        await until(pilot, lambda: "Best so far: " in words(pilot, "#scene"))
        told = words(pilot, "#scene")
        assert first.persona.name in told
        assert "what is urgent now" in told
        assert not any(objection.concern in told or objection.lines[0] in told for objection in first.objections)
        sessions = pilot.app.screen.query_one("#sessions", OptionList)
        band = told.partition("Best so far: ")[2].partition(" (")[0]
        assert band in listed(sessions)
        await pilot.press("down")
        await until(pilot, lambda: stage.shelf.scenarios[1].persona.name in words(pilot, "#scene"))
        assert "Not rehearsed yet." in words(pilot, "#scene")


async def test_a_branch_stands_below_the_rehearsal_that_it_came_from(stage: Stage) -> None:
    root = await kept(stage, end=True)
    branch = await kept(stage, "+thanks again", end=True, scenario=None, rewound=root, seq=1)
    other = await kept(stage, end=True, scenario=stage.shelf.scenarios[1].id)
    async with stage.app().run_test(size=(120, 40)) as pilot:
        sessions = pilot.app.screen.query_one("#sessions", OptionList)
        await until(pilot, lambda: sessions.option_count == 3)
        assert [option.id for option in sessions.options] == [other, root, branch]
        assert str(sessions.get_option(branch).prompt).startswith("└─ ")


async def test_a_filter_leaves_what_has_its_words_and_escape_shows_all_again(stage: Stage) -> None:
    await kept(stage)
    async with stage.app().run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        scenes, sessions = (screen.query_one(part, OptionList) for part in ("#scenes", "#sessions"))
        await until(pilot, lambda: "still open" in listed(sessions))
        shelves = screen.query_one("#shelves").region
        await pilot.press("slash", *"director", "left")
        assert screen.query_one(LevelPicker).level is Difficulty.STANDARD, "the arrows are the filter's"
        found = [s.id for s in stage.shelf.scenarios if "director" in f"{s.title} {s.summary}".lower()]
        assert [option.id for option in scenes.options] == found
        assert found
        assert "No past rehearsal" in listed(sessions)
        assert screen.query_one("#shelves").region == shelves, "nothing moves"
        await pilot.press("enter")
        assert scenes.has_focus
        await pilot.press("escape")
        assert scenes.option_count == len(stage.shelf.scenarios)
        assert "still open" in listed(sessions)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({}, "Nothing leaves this machine"),
        ({"openai_api_key": SecretStr("sk-canary-123")}, "OPENAI_API_KEY was found and is not used"),
        ({"openai_base_url": "http://127.0.0.1:9/v1"}, "OPENAI_BASE_URL was found and is not used"),
        ({"openai_base_url": "http://127.0.0.1:9/v1", "coach_model": "tiny-1"}, "Sent to 127.0.0.1:9"),
    ],
)
async def test_the_status_says_what_is_used_and_what_is_not(stage: Stage, found: dict[str, Any], said: str) -> None:
    async with stage.app(Settings(coach_home=stage.home, **found)).run_test(size=(120, 40)) as pilot:
        status = words(pilot, "#status")
        assert said in status
        assert ("llm (tiny-1)" in status) == ("coach_model" in found)
        assert "canary" not in pilot.app.export_screenshot()


async def test_refused_files_are_told(stage: Stage) -> None:
    stage.shelf = Shelf(scenarios=stage.shelf.scenarios, refused=("bad.toml:3:1: no [/] good", "b: bad", "c: bad"))
    async with stage.app().run_test(size=(120, 40)) as pilot:
        status = words(pilot, "#status")
        assert "bad.toml:3:1: no [/] good" in status
        assert "1 more" in status


async def test_doctor_and_help_open_and_close(stage: Stage) -> None:
    async with stage.app().run_test(size=(120, 40)) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: isinstance(pilot.app.screen, DoctorScreen))
        await until(pilot, lambda: "scenarios" in words(pilot, "#diagnosis"))
        await pilot.press("escape", "question_mark")
        assert isinstance(pilot.app.screen, KeysScreen)
        await pilot.press("escape", "f1")
        assert isinstance(pilot.app.screen, KeysScreen)
        await pilot.press("f1", "escape")
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_every_key_command_is_in_the_palette(stage: Stage) -> None:
    async with stage.app().run_test() as pilot:
        titles = {command.title for command in pilot.app.get_system_commands(pilot.app.screen)}
        assert {"Begin", "Model", "Doctor", "Help", "Theme", "Quit"} <= titles


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    code = (
        "import asyncio, sys\n"
        "import coach.cli.rehearsing\n"
        "from coach.tui import app\n"
        "heavy = {'pydantic', 'pydantic_core', 'sqlalchemy', 'jinja2', 'langchain', 'langchain_core', 'openai',\n"
        "         'httpx2', 'markdown_it'}\n"
        "seen = []\n"
        "def painted(app):\n"
        "    seen.extend([sorted(heavy & set(sys.modules)), app.screen.query_one('#scenes').option_count > 2])\n"
        "    app.exit()\n"
        "app.CoachApp.after_paint = painted\n"
        "asyncio.run(app.CoachApp(lambda: None).run_async(headless=True))\n"
        "print(*seen)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] True"


async def test_the_keys_stand_from_the_first_paint_and_are_not_laid_out_again(stage: Stage) -> None:
    async with stage.app().run_test(size=(120, 40)) as pilot:
        shown = list(pilot.app.screen.query("FooterKey"))
        assert len(shown) >= 6
        await pilot.press("tab", "shift+tab", "right")
        await until(pilot, lambda: stage.preloads == 1)
        assert list(pilot.app.screen.query("FooterKey")) == shown


def test_the_covers_are_those_of_the_shelf() -> None:
    shelf = Library(None).shelf()
    assert shipped_covers() == tuple(Cover(s.id, s.title, s.summary) for s in shelf.scenarios)


class Late:
    """An app whose house is built when a test says so."""

    def __init__(self, stage: Stage) -> None:
        self.may_build = threading.Event()
        self._stage = stage
        self.app = CoachApp(self._build)

    def _build(self) -> House:
        self.may_build.wait(timeout=20)
        self._stage.coach = self._stage.build()
        return CoachHouse(self._stage.coach)


async def test_keys_wait_for_the_coach_and_are_not_lost(stage: Stage) -> None:
    late = Late(stage)
    async with late.app.run_test(size=(120, 40)) as pilot:
        assert pilot.app.screen.query_one("#scenes", OptionList).has_focus
        assert "Reading the settings" in words(pilot, "#status")
        await pilot.press("right", "down", "enter", "left")
        assert isinstance(pilot.app.screen, LibraryScreen)
        late.may_build.set()
        screen = await opened(pilot)
        session = session_of(screen)
        assert (session.scenario.id, session.difficulty) == (stage.shelf.scenarios[1].id, Difficulty.TOUGH)


async def test_what_comes_later_moves_nothing(stage: Stage) -> None:
    first, *rest = stage.shelf.scenarios
    own = first.model_copy(update={"id": "own", "title": "My own [/] scene"})
    stage.shelf = Shelf(scenarios=(first, *rest, own))
    late = Late(stage)
    async with late.app.run_test(size=(120, 40)) as pilot:
        scenes = pilot.app.screen.query_one("#scenes", OptionList)
        await pilot.press("down")
        parts = ("#scenes", "#sessions", "#level", "#status")
        before = [pilot.app.screen.query_one(part).region for part in parts]
        late.may_build.set()
        await until(pilot, lambda: "Manager: scripted (offline)" in words(pilot, "#status"))
        await until(pilot, lambda: stage.preloads == 1)
        assert [pilot.app.screen.query_one(part).region for part in parts] == before
        assert scenes.highlighted == 1
        assert scenes.option_count == len(rest) + 2
        assert "My own [/] scene" in str(scenes.get_option_at_index(len(rest) + 1).prompt)


async def test_a_scene_of_the_coachs_own_that_is_refused_goes_from_the_list(stage: Stage) -> None:
    stage.shelf = Shelf(scenarios=stage.shelf.scenarios[1:], refused=("first.toml:9: is missing.",))
    late = Late(stage)
    async with late.app.run_test(size=(120, 40)) as pilot:
        late.may_build.set()
        await until(pilot, lambda: "first.toml:9" in words(pilot, "#status"))
        await pilot.press("enter")
        assert session_of(await opened(pilot)).scenario.id == stage.shelf.scenarios[0].id


def test_a_fault_of_the_settings_reaches_the_caller(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    headless(monkeypatch)

    def build() -> House:
        raise FileRefused("config.toml: unknown setting X.")

    with pytest.raises(FileRefused, match="unknown setting X"):
        run(build)


@pytest.mark.parametrize("model", [None, "tiny-1"])
async def test_a_newcomer_reads_that_nothing_is_sent_only_where_that_is_so(stage: Stage, model: str | None) -> None:
    settings = Settings(coach_home=stage.home, openai_base_url="http://models.example/v1", coach_model=model)
    async with stage.app(settings).run_test(size=(120, 40)) as pilot:
        sessions = pilot.app.screen.query_one("#sessions", OptionList)
        await until(pilot, lambda: "Welcome" in listed(sessions))
        assert ("nothing sent" in listed(sessions)) is (model is None)


async def test_a_damaged_rehearsal_hides_no_other_and_is_named(stage: Stage) -> None:
    damaged = await kept(stage)
    with sqlite3.connect(stage.home / "coach.db") as database:
        database.execute("UPDATE session SET difficulty = 'brutal'")
    whole = await kept(stage)
    async with stage.app().run_test(size=(120, 40)) as pilot:
        sessions = pilot.app.screen.query_one("#sessions", OptionList)
        await until(pilot, lambda: [option.id for option in sessions.options] == [whole])
        await until(pilot, lambda: f"Session {damaged} cannot be read" in words(pilot, "#status"))
