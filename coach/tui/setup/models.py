"""The list of the server's models; choosing one is the user's yes to sending rehearsals there."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.coaching import Choice, Coach
from coach.errors import CoachError
from coach.tui.words import plain


class ModelsScreen(ModalScreen[Choice | None]):
    """Choose a language model, or stay offline."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back")]

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach
        self._models: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Show where the list comes from, and the list."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Language model"
            dialog.border_subtitle = "Enter: choose · Escape: back"
            yield Static(id="models-told")
            yield OptionList(Option("Offline: scripted manager, rules judge"), id="models", markup=False)

    def on_mount(self) -> None:
        """Ask the server."""
        self._ask()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the choice."""
        if event.option_index == 0:
            self.dismiss(Choice())
            return
        try:
            self.dismiss(self._coach.use_model(self._models[event.option_index - 1]))
        except CoachError as error:
            self._tell(plain(error.sentence, "$text-error"))

    @work(exclusive=True)
    async def _ask(self) -> None:
        settings = self._coach.settings
        if settings.server_known:
            self._tell(plain(f"Asking {settings.host} for its models …", "$text-muted"))
        try:
            # The libraries load in a thread, so that this screen stays alive meanwhile.
            await asyncio.to_thread(self._coach.preload)
            self._models = tuple(await self._coach.models())
        except CoachError as error:
            self._tell(plain(error.sentence, "$text-error"))
            return
        told = f"The model you choose plays the manager and judges from now on: your words are sent to {settings.host}."
        self._tell(plain(told if self._models else f"{settings.host} lists no models."))
        shown = self.query_one("#models", OptionList)
        now = settings.coach_model
        shown.add_options([Option(plain(f"{m}{' (chosen now)' if m == now else ''}")) for m in self._models])
        if now in self._models:
            shown.highlighted = self._models.index(now) + 1

    def _tell(self, content: Content) -> None:
        self.query_one("#models-told", Static).update(content)
