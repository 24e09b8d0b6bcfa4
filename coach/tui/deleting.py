"""Asks before a rehearsal is deleted."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option


class DeletingScreen(ModalScreen[bool]):
    """Keep it, or delete it with all that was begun from it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", "Keep it")]

    def __init__(self, words: Content) -> None:
        """Take the rehearsal's words in the list."""
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        """Show which one it is, and the two ways."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Delete this rehearsal?"
            yield Static(self._words)
            yield Static("\nBranches and later meetings that were begun from it go too: they hold its words.")
            yield OptionList(Option("Keep it", id="keep"), Option("Delete it for good", id="delete"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the choice."""
        self.dismiss(event.option_id == "delete")
