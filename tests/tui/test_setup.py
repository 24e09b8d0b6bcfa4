"""Model form, settings and doctor: what is tested changes nothing, what is saved is kept, and no key goes unasked."""

import asyncio
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from coach.errors import ModelError
from coach.settings import Settings, read_settings
from coach.tui.library import LibraryScreen
from coach.tui.setup.doctor import DoctorScreen
from coach.tui.setup.model import ModelScreen
from coach.tui.setup.settings import SettingsScreen
from coach.tui.widgets.choices import Choices
from tests.tui.staging import Stage, until, words

LOCAL = "http://localhost:11434/v1"
KEY = "sk-canary-123"


async def the_form(pilot: Pilot[None]) -> ModelScreen:
    await pilot.press("m")
    await until(pilot, lambda: isinstance(pilot.app.screen, ModelScreen))
    screen = pilot.app.screen
    assert isinstance(screen, ModelScreen)
    return screen


def found(home: Path, **more: Any) -> Settings:
    """Return settings with a key from the environment."""
    return read_settings({"COACH_HOME": str(home), "OPENAI_API_KEY": KEY, **more})


async def test_a_model_of_a_local_server_is_tested_chosen_and_saved(stage: Stage) -> None:
    async with stage.app().run_test(size=(80, 24)) as pilot:
        library = pilot.app.screen
        form = await the_form(pilot)
        await pilot.press("right", "ctrl+t")
        models = form.query_one("#models", OptionList)
        await until(pilot, lambda: models.has_focus)
        assert [option.id for option in models.options] == ["tiny-1", "tiny-2"]
        assert not (stage.home / "config.toml").exists(), "a test changes nothing"
        await pilot.press("down", "enter")
        await until(pilot, lambda: "tiny-2 at localhost:11434 answers" in words(pilot, "#told"))
        assert "json_schema" in words(pilot, "#told")
        assert stage.coach.settings.coach_model is None
        await pilot.press("ctrl+s")
        await until(pilot, lambda: pilot.app.screen is library)
        assert "Manager: llm (tiny-2) · Judge: llm (tiny-2)" in words(pilot, "#status")
        assert "Sent to localhost:11434" in words(pilot, "#status")
        assert "brief" in words(pilot, "#status")
        await pilot.press("e")
        assert "Manager: llm (tiny-2) · Judge: rules (offline)" in words(pilot, "#status")
        await pilot.press("e")
        assert "Nothing leaves this machine. tiny-2 stands by" in words(pilot, "#status")
    config = stage.home / "config.toml"
    assert tomllib.loads(config.read_text()) == {"COACH_MODEL": "tiny-2", "OPENAI_BASE_URL": LOCAL}
    assert config.stat().st_mode & 0o777 == 0o600


async def test_a_found_key_is_named_and_goes_nowhere_without_a_yes(stage: Stage) -> None:
    async with stage.app(found(stage.home)).run_test(size=(120, 40)) as pilot:
        form = await the_form(pilot)
        assert "OPENAI_API_KEY, environment" in words(pilot, "#told")
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "OpenAI's own needs a key" in words(pilot, "#told"))
        assert stage.asked_with is None
        form.query_one("#send", Choices).step(1)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "answers" in words(pilot, "#told"))
        assert stage.asked_with
        assert stage.asked_with.key == SecretStr(KEY)
        form.query_one("#address", Input).value = LOCAL
        await pilot.pause()
        assert form.query_one("#send", Choices).value == "do not send it", "a yes is for one server"
        await pilot.press("ctrl+t")
        await until(pilot, lambda: stage.asked_with and stage.asked_with.openai_base_url == LOCAL)
        assert stage.asked_with.key is None
        form.query_one("#model", Input).value = "tiny-1"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        assert KEY not in pilot.app.export_screenshot()
    assert found(stage.home).key is None, "nor at the next start"
    assert KEY not in (stage.home / "config.toml").read_text()


@pytest.mark.parametrize("keep", [False, True])
async def test_a_typed_key_is_never_shown_and_kept_only_on_a_yes(stage: Stage, keep: bool) -> None:
    async with stage.app().run_test(size=(80, 24)) as pilot:
        form = await the_form(pilot)
        form.query_one("#key", Input).focus()
        await pilot.press(*KEY)
        form.query_one("#model", Input).value = "tiny-1"
        if keep:
            form.query_one("#keep", Choices).step(1)
        await pilot.pause()
        assert KEY not in pilot.app.export_screenshot()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        assert stage.coach.settings.key == SecretStr(KEY)
    assert (KEY in (stage.home / "config.toml").read_text()) is keep


async def test_escape_stops_a_test_and_then_goes_back_without_a_change(stage: Stage) -> None:
    stage.server_gate = asyncio.Event()
    async with stage.app().run_test(size=(80, 24)) as pilot:
        form = await the_form(pilot)
        await pilot.press("right", "ctrl+t")
        await until(pilot, lambda: "Escape stops it" in words(pilot, "#told"))
        await pilot.press("escape")
        await until(pilot, lambda: "Stopped. Nothing was changed." in words(pilot, "#told"))
        assert pilot.app.screen is form
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert "Nothing leaves this machine" in words(pilot, "#status")
    assert not (stage.home / "config.toml").exists()


async def test_what_is_wrong_is_told_with_what_to_do(stage: Stage) -> None:
    stage.server_fault = ModelError("auth", "The server refused the key.", "Check OPENAI_API_KEY.")
    async with stage.app(found(stage.home, COACH_MODEL="fixed")).run_test(size=(80, 24)) as pilot:
        form = await the_form(pilot)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "! The server refused the key. Check OPENAI_API_KEY." in words(pilot, "#told"))
        form.query_one("#model", Input).value = "other"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "COACH_MODEL is set elsewhere (environment)" in words(pilot, "#told"))
        form.query_one("#address", Input).value = "localhost"
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "is no address of a server" in words(pilot, "#told"))


async def test_no_model_is_a_choice_too(stage: Stage) -> None:
    (stage.home / "config.toml").write_text(
        'COACH_MODEL = "tiny-1" # mine\nOPENAI_BASE_URL = "http://localhost:1/v1"\n'
    )
    async with stage.app(read_settings({"COACH_HOME": str(stage.home)})).run_test(size=(80, 24)) as pilot:
        await the_form(pilot)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        assert "Manager: scripted (offline)" in words(pilot, "#status")
    assert "COACH_MODEL" not in (stage.home / "config.toml").read_text()


async def test_settings_are_changed_with_the_arrows_and_kept_beside_the_comments(stage: Stage) -> None:
    config = stage.home / "config.toml"
    config.write_text("# mine\nCOACH_STALL_S = 7\n")
    settings = read_settings({"COACH_HOME": str(stage.home), "COACH_HINTS": "off"})
    async with stage.app(settings).run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        await pilot.press("right")
        await until(pilot, lambda: pilot.app.theme == "coach-light")
        await pilot.press("down", "right")
        await until(pilot, lambda: pilot.app.animation_level == "none")
        told = "\n".join(str(part.render()) for part in pilot.app.screen.query(Static))
        assert "off   fixed by COACH_HINTS (environment)" in told
        assert "COACH_STALL_S  7" in told
    assert read_settings({"COACH_HOME": str(stage.home)}).coach_theme == "coach-light"
    assert "# mine" in config.read_text()


async def test_a_setting_that_cannot_be_kept_goes_back_and_says_why(stage: Stage) -> None:
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        (stage.home / "config.toml").mkdir()
        await pilot.press("right")
        await until(pilot, lambda: pilot.app._notifications)
        assert pilot.app.screen.query_one("#COACH_THEME", Choices).value == "coach"
        assert pilot.app.theme == "coach"


async def test_the_doctor_tells_what_is_wrong_first_and_where_words_go(stage: Stage) -> None:
    stage.server_fault = ModelError("unreachable", "Nobody answers [/].", "Start the server.")
    settings = found(stage.home, OPENAI_BASE_URL="http://127.0.0.1:9/v1", COACH_MODEL="tiny-1")
    async with stage.app(settings).run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: isinstance(pilot.app.screen, DoctorScreen))
        await until(pilot, lambda: "1 to mend." in words(pilot, "#diagnosis"))
        told = words(pilot, "#diagnosis")
        assert "your brief with rewrites" in told
        assert told.index("Nobody answers [/].") < told.index("OPENAI_API_KEY")
        stage.server_fault = None
        await pilot.press("c")
        await until(pilot, lambda: "Nothing to mend." in words(pilot, "#diagnosis"))
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, ModelScreen))
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, DoctorScreen)


async def test_half_an_address_is_told_and_no_end_of_the_coach(stage: Stage) -> None:
    async with stage.app().run_test(size=(80, 24)) as pilot:
        form = await the_form(pilot)
        form.query_one("#address", Input).value = "http://[foo"
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "is no address of a server" in words(pilot, "#told"))
