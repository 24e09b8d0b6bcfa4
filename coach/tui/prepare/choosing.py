"""A short list to choose from, over the screen that asks."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.tui.words import plain


class ChoosingScreen(ModalScreen[int | None]):
    """Asks for one of several; returns its number from 0, `None` after Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, question: str, ways: Sequence[str]) -> None:
        super().__init__()
        self._question = question
        self._ways = ways

    def compose(self) -> ComposeResult:
        """Show the ways."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_subtitle = "Enter: choose · Escape: back"
            yield Static(plain(self._question, "bold"))
            yield OptionList(*(Option(plain(way)) for way in self._ways), markup=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the choice."""
        self.dismiss(event.option_index)
