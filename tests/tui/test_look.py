"""Looks: themes that can be read, a screen without colour, one that keeps still, and help that tells of its screen."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.color import Color
from textual.pilot import Pilot
from textual.widgets import Static
from textual.widgets._footer import FooterKey

from coach.coaching.setup import CHOICES
from coach.settings import Settings, read_settings
from coach.tui.app import CoachApp
from coach.tui.keys import KeysScreen
from coach.tui.library import LibraryScreen
from coach.tui.look import Look, first_look
from coach.tui.navigation import Place, Visit
from coach.tui.room.screen import RehearsalScreen
from coach.tui.setup.doctor import DoctorScreen
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.reply import ReplyInput
from tests.tui.staging import Stage, opened, until, words
from tests.tui.test_branches import grown

AA, AAA = 4.5, 7.0
"""Ratios of WCAG 2 for text."""


def texts(pilot: Pilot[None]) -> Iterator[tuple[str, Color, Color]]:
    """Yield what is to be read on the screen, with its colour and that of its ground; lines of boxes are none of it."""
    within = next(
        iter(pilot.app.screen.query(".dialog")), pilot.app.screen
    ).region  # what lies below a dialog is dimmed
    for strip in pilot.app.screen._compositor.render_strips()[within.y : within.bottom]:
        for segment in strip.crop(within.x, within.right):
            style = segment.style
            if style and style.color and style.bgcolor and re.search(r"[\w+!?·›]", segment.text):
                ink, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
                yield segment.text, *((ground, ink) if style.reverse else (ink, ground))


def ratio(one: Color, other: Color) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2, "contrast ratio")."""

    def luminance(colour: Color) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_of_known_colours() -> None:
    assert ratio(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert ratio(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("theme", "least"), [("coach", AA), ("coach-light", AA), ("coach-contrast", AAA)])
async def test_every_text_stands_out_from_its_ground(stage: Stage, theme: str, least: float) -> None:
    async with stage.app(Settings(coach_home=stage.home, coach_theme=theme)).run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: pilot.app.theme == theme)
        for key in ("", "m", "s", "d", "f1"):
            if key:
                await pilot.press(key)
            await pilot.pause()
            if key == "d":
                await until(pilot, lambda: "Nothing to mend." in words(pilot, "#diagnosis"))
            seen = list(texts(pilot))
            assert len(seen) > 10
            faint = {(t, i.hex, g.hex) for t, i, g in seen if ratio(i, g) < least}
            assert not faint, key
            if key:
                await pilot.press("escape")


def test_the_settings_name_the_themes_that_there_are() -> None:
    known = CoachApp(lambda: None).available_themes  # type: ignore[arg-type, return-value]
    assert set(CHOICES["COACH_THEME"]) <= set(known)


@pytest.mark.parametrize("theme", ["coach", "ansi-dark"])
async def test_without_colour_there_is_none(stage: Stage, monkeypatch: pytest.MonkeyPatch, theme: str) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COACH_THEME", theme)
    async with stage.app(read_settings({"COACH_HOME": str(stage.home), "COACH_THEME": theme})).run_test() as pilot:
        await until(pilot, lambda: "Manager:" in words(pilot, "#status"))
        colours = {
            colour.get_truecolor()
            for strip in pilot.app.screen._compositor.render_strips()
            for segment in strip.apply_filter(pilot.app._filters[-1], Color.parse("black"))
            if segment.style
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour and not colour.is_default
        }
        assert all(max(c) - min(c) <= 1 for c in colours)


async def test_a_theme_from_the_palette_is_remembered_and_there_at_the_first_paint(stage: Stage, home: Path) -> None:
    async with stage.app().run_test() as pilot:
        await until(pilot, lambda: stage.preloads)
        pilot.app.theme = "nord"
        await until(pilot, lambda: (home / "config.toml").exists() and stage.coach.settings.coach_theme == "nord")
    assert first_look({"COACH_HOME": str(home)}) == Look("nord")
    assert first_look({"COACH_HOME": str(home), "COACH_THEME": "coach-light"}) == Look("coach-light")
    (home / "config.toml").write_text("COACH_THEME = [")
    assert first_look({"COACH_HOME": str(home), "COACH_MOTION": "reduced"}) == Look(still=True)


async def test_a_theme_that_is_unknown_is_told_and_not_worn(stage: Stage) -> None:
    async with stage.app(Settings(coach_home=stage.home, coach_theme="nowhere")).run_test() as pilot:
        await until(pilot, lambda: pilot.app._notifications)
        assert pilot.app.theme == "coach"


async def test_reduced_motion_stills_cursor_and_animations(stage: Stage) -> None:
    for motion, moves in (("reduced", False), ("full", True)):
        settings = read_settings({"COACH_HOME": str(stage.home), "COACH_MOTION": motion})
        async with stage.app(settings).run_test() as pilot:
            await until(pilot, lambda: stage.preloads)
            await pilot.press("enter")
            screen = await opened(pilot)
            assert screen.query_one(ReplyInput).has_focus
            assert screen.query_one(ReplyInput).cursor_blink is moves
            assert (pilot.app.animation_level != "none") is moves
        stage.preloads = 0


def told(pilot: Pilot[None]) -> str:
    """Return what the help says."""
    return "\n".join(str(part.render()) for part in pilot.app.screen.query(Static))


async def test_help_tells_of_the_screen_below_it_and_types_nothing_into_it(stage: Stage) -> None:
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        assert isinstance(pilot.app.screen, KeysScreen)
        assert "Show only what has the words that you type" in told(pilot)
        assert "+ met" in told(pilot)
        assert "--plain" in told(pilot)
        await pilot.press("escape", "enter")
        screen = await opened(pilot)
        await pilot.press("question_mark")
        assert screen.query_one(ReplyInput).text == "?", "while one types it is a question mark"
        await pilot.press("f1")
        here = told(pilot)
        assert "Show only what has" not in here
        assert here.count("Back  ") == 1
        places = [here.index(word) for word in ("Send", "New line", "Leave", "Not at this moment", "Read the report")]
        assert places == sorted(places), "first the keys of what one types into, last those that do nothing now"
        await pilot.press("f1", "escape")
        assert isinstance(pilot.app.screen, RehearsalScreen)


async def test_help_is_not_taken_away_by_a_screen_that_comes_meanwhile(stage: Stage) -> None:
    async with stage.app().run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: stage.preloads)
        await pilot.press("f1")
        pilot.app.post_message(Visit(Place.DOCTOR))
        await pilot.pause()
        assert isinstance(pilot.app.screen, KeysScreen)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, DoctorScreen))


async def test_every_command_of_the_first_screen_is_in_the_palette_by_its_name(stage: Stage) -> None:
    async with stage.app().run_test() as pilot:
        assert isinstance(pilot.app.screen, LibraryScreen)
        titles = {command.title for command in pilot.app.get_system_commands(pilot.app.screen)}
        assert {"Begin", "Filter", "Brief", "Progress", "Vocabulary", "Real talk", "Settings", "Theme"} <= titles


@pytest.mark.parametrize("width", [80, 100])
async def test_every_footer_shows_whole_words_and_the_way_to_help(stage: Stage, width: int) -> None:
    app = stage.app()
    first = await grown(stage)
    async with app.run_test(size=(width, 24)) as pilot:
        await until(pilot, lambda: stage.preloads)
        for place in (None, *Place):
            if place:
                app.post_message(Visit(place, first[1].id, beside=first[0].id))
                await until(pilot, lambda: not isinstance(app.screen, LibraryScreen))
            await whole_footer(pilot, str(place))
            if place:
                app.screen.dismiss()
                await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await pilot.press("enter")
        await opened(pilot)
        await whole_footer(pilot, "room")


async def whole_footer(pilot: Pilot[None], place: str) -> None:
    """Wait for the keys of a screen, and hold against it whatever is cut off."""
    await until(pilot, lambda: not pilot.app.screen.loading and pilot.app.screen.query("KeyBar FooterKey"))
    for _ in range(5):
        await pilot.pause()
    bar = pilot.app.screen.query_one(KeyBar)
    keys = [key for key in bar.query(FooterKey) if key.display and not key.has_class("-command-palette")]
    assert "f1" in [key.key for key in keys], place
    edges = [key.region.x for key in bar.query(FooterKey) if key.has_class("-command-palette") and key.display]
    end = min(edges, default=bar.region.right)
    cut = [key.description for key in keys if key.region.right > end or not key.region.width]
    assert not cut, place
