"""Asks for the number of a turn."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from coach.tui.words import plain


class GoingScreen(ModalScreen[int | None]):
    """Returns the number that was typed, from 1, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, turns: int, digit: str = "") -> None:
        super().__init__()
        self._turns = turns
        self._digit = digit

    def compose(self) -> ComposeResult:
        """Ask."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = plain(f"Go to turn, 1 to {self._turns}")
            dialog.border_subtitle = "Enter: go · Escape: back"
            # Not selected: the next digit typed goes behind the one that opened this.
            yield Input(self._digit, type="integer", max_length=6, select_on_focus=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the number; one beyond the end means the end."""
        self.dismiss(max(1, int(event.value)) if event.value.isdecimal() else None)
