"""Asks what to do with a talk that is still open."""

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

Leave = Literal["stay", "end", "pause"]


class LeavingScreen(ModalScreen[Leave | None]):
    """Stay, end the talk and read the report, or go on with it another time."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Stay")]

    def compose(self) -> ComposeResult:
        """Show the three ways."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Leave this talk?"
            yield Static("Whatever you have sent is kept, and so is what you are writing.")
            yield OptionList(
                Option("Stay in the talk", id="stay"),
                Option("End it now and read the report", id="end"),
                Option("Keep it open for another time", id="pause"),
            )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the choice."""
        ways: dict[str | None, Leave] = {"end": "end", "pause": "pause"}
        self.dismiss(ways.get(event.option_id, "stay"))
