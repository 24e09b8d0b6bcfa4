"""The settings: those that are changed here, and all the others with their sources."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from coach.coaching import Coach, Setting
from coach.errors import CoachError
from coach.tui.frame import Frame
from coach.tui.look import Look
from coach.tui.navigation import Place, Visit
from coach.tui.page import Page
from coach.tui.widgets.choices import Choices
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.words import plain

_LABELS = {"COACH_THEME": "Theme", "COACH_HINTS": "Hints", "COACH_MOTION": "Motion"}


class SettingsScreen(Page):
    """What is set, where it was set, and what it does."""

    CSS_PATH = "setup.tcss"
    HELP = (
        "Theme, hints and motion are changed here, with the arrow keys, and kept in config.toml. What is set in the "
        "environment or in an env file wins over that file, so it is only shown. The rest is written by hand, or by "
        "the form for the language model."
    )
    AUTO_FOCUS = "Choices"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "model", "Model", tooltip="Choose a server and a model"),
        Binding("d", "doctor", "Doctor", tooltip="Check settings, files, database and server"),
        Binding("k", "data", "Your data", tooltip="What is kept, backup, export, delete everything"),
    ]

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach

    def compose(self) -> ComposeResult:
        """Lay out what can be changed above what is shown."""
        config = str(self._coach.settings.config_file)
        yield Static("[b]Settings[/]   [$text-muted]What is set, by whom, and what it does.[/]", id="masthead")
        with VerticalScroll(id="form"):
            yield from self._changeable()
            yield Static("As they are set", classes="head")
            for setting in self._coach.setup.settings():
                if setting.name not in _LABELS:
                    yield Static(_told(setting), classes="fixed")
            where = f"To change these: {config}, the environment, or an env file."
            yield Static(plain(where, "$text-muted"))
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Show what another screen has changed."""
        shown = self.query(".fixed").results(Static)  # not all of them yet where this comes before they are laid out
        settings = (setting for setting in self._coach.setup.settings() if setting.name not in _LABELS)
        for line, setting in zip(shown, settings, strict=False):
            line.update(_told(setting))

    def on_choices_changed(self, event: Choices.Changed) -> None:
        """Take a choice."""
        self._change(event.choices, event.choices.id or "", event.value)

    def action_model(self) -> None:
        """Choose a language model."""
        self.post_message(Visit(Place.MODEL))

    def action_doctor(self) -> None:
        """Check everything."""
        self.post_message(Visit(Place.DOCTOR))

    def action_data(self) -> None:
        """Show what is kept."""
        self.post_message(Visit(Place.DATA))

    def _changeable(self) -> ComposeResult:
        for setting in self._coach.setup.settings():
            if label := _LABELS.get(setting.name):
                with Horizontal(classes="row"):
                    yield Label(plain(label), classes="label")
                    if setting.fixed:
                        yield Static(plain(f"{setting.value}   fixed by {setting.name} ({setting.source})"))
                    else:
                        yield Choices(
                            list(dict.fromkeys([*setting.choices, setting.value])), setting.value, id=setting.name
                        )
                yield Static(plain(setting.about), classes="about")

    @work(group="change")
    async def _change(self, choices: Choices, name: str, value: str) -> None:
        try:
            await asyncio.to_thread(self._coach.setup.change, name, value)
        except CoachError as error:
            self.app.notify(error.sentence, severity="error", markup=False)
            if self.stands:
                choices.choose(next(s.value for s in self._coach.setup.settings() if s.name == name))
            return
        now = self._coach.settings
        if isinstance(self.app, Frame):
            self.app.wear(Look(now.coach_theme, now.coach_motion == "reduced"))


def _told(setting: Setting) -> Content:
    source = "" if setting.source == "default" else f"   {setting.source}"
    return Content.assemble(
        plain(setting.name, "bold"),
        "  ",
        plain(setting.value),
        plain(source, "$text-muted"),
        "\n",
        plain(setting.about, "$text-muted"),
    )
