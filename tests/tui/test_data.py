"""What is kept is shown, taken away and deleted on screen, never unasked."""

import asyncio
from pathlib import Path
from zipfile import ZipFile

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from coach.coaching.keeping import Keeping
from coach.domain.opening import Opening
from coach.tui.deleting import DeletingScreen
from coach.tui.library import LibraryScreen
from coach.tui.setup.asking import AskScreen
from coach.tui.setup.data import DataScreen
from tests.tui.staging import Stage, until, words


async def rehearsed(stage: Stage) -> None:
    coach = stage.build()
    rehearsal = await coach.rehearse(Opening(scenario="high-visibility-projects"))
    _ = [event async for event in rehearsal.open()]
    _ = [event async for event in rehearsal.answer("Thank you. +thanks")]
    await rehearsal.finish(patience_s=1)
    await coach.close()


async def the_data(pilot: Pilot[None]) -> DataScreen:
    await pilot.press("k")
    await until(pilot, lambda: isinstance(pilot.app.screen, DataScreen) and "KiB" in words(pilot, "#held"))
    screen = pilot.app.screen
    assert isinstance(screen, DataScreen)
    return screen


async def ask(pilot: Pilot[None], way: str, line: str) -> AskScreen:
    ways = pilot.app.screen.query_one("#ways", OptionList)
    ways.highlighted = ways.get_option_index(way)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
    dialog = pilot.app.screen
    assert isinstance(dialog, AskScreen)
    dialog.query_one(Input).value = line
    await pilot.press("enter")
    return dialog


async def test_a_backup_and_an_export_are_written_where_it_is_said(stage: Stage, tmp_path: Path) -> None:
    await rehearsed(stage)
    async with stage.app().run_test(size=(80, 24)) as pilot:
        screen = await the_data(pilot)
        assert "rehearsals" in words(pilot, "#held")
        await ask(pilot, "backup", str(tmp_path / "kept.zip"))
        await until(pilot, lambda: pilot.app.screen is screen and "Written to" in words(pilot, "#told"))
        assert "coach.db" in ZipFile(tmp_path / "kept.zip").namelist()
        dialog = await ask(pilot, "backup", str(tmp_path / "kept.zip"))
        await until(pilot, lambda: "nothing is overwritten" in words(pilot, "#said"))
        assert pilot.app.screen is dialog
        await pilot.press("escape")
        await ask(pilot, "export", str(tmp_path / "out"))
        await until(pilot, lambda: pilot.app.screen is screen and "1 rehearsal written" in words(pilot, "#told"))
        await ask(pilot, "restore", str(tmp_path / "kept.zip"))
        await until(pilot, lambda: "kept here already" in words(pilot, "#said"))


async def test_nothing_lies_over_a_dialog_that_is_at_work(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    free = asyncio.Event()

    async def back_up(_: Keeping, path: Path) -> Path:
        await free.wait()
        return path

    monkeypatch.setattr(Keeping, "back_up", back_up)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await the_data(pilot)
        dialog = await ask(pilot, "backup", "kept.zip")
        for key in ("ctrl+p", "f1", "escape"):
            await pilot.press(key)
            assert app.screen is dialog
        free.set()
        await until(pilot, lambda: app.screen is screen and "Written to" in words(pilot, "#told"))
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))


async def test_everything_is_deleted_by_its_word_alone(stage: Stage) -> None:
    await rehearsed(stage)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await the_data(pilot)
        await ask(pilot, "forget", "yes")
        await until(pilot, lambda: "Nothing is deleted" in words(pilot, "#said"))
        assert (stage.home / "coach.db").exists()
        pilot.app.screen.query_one(Input).value = "delete"
        await pilot.press("enter")
        await until(pilot, lambda: not app.is_running)
    assert app.return_code == 0
    assert not stage.home.exists()


async def test_one_rehearsal_is_deleted_after_a_yes(stage: Stage) -> None:
    await rehearsed(stage)
    async with stage.app().run_test(size=(80, 24)) as pilot:
        library = pilot.app.screen
        assert isinstance(library, LibraryScreen)
        past = library.query_one("#sessions", OptionList)
        await until(pilot, lambda: past.option_count > 0 and not past.get_option_at_index(0).disabled)
        await pilot.press("delete")
        assert pilot.app.screen is library, "nothing is chosen"
        await pilot.press("tab", "delete")
        await until(pilot, lambda: isinstance(pilot.app.screen, DeletingScreen))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is library)
        assert len((await stage.coach.sessions()).sessions) == 1
        await pilot.press("delete")
        await until(pilot, lambda: isinstance(pilot.app.screen, DeletingScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: past.get_option_at_index(0).disabled)
        assert (await stage.coach.sessions()).count == 0
