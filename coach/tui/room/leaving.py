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

    def __init__(self, *, said: bool, unsent: bool) -> None:
        """Take whether a reply was sent, without which there is no report, and whether one is being written."""
        super().__init__()
        self._said = said
        self._unsent = unsent

    def compose(self) -> ComposeResult:
        """Show the three ways."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Leave this talk?"
            sent = ["Whatever you have sent is kept."] if self._said else []
            unsent = "What you are writing is kept as long as the talk is open; if you end it, it is lost."
            yield Static(" ".join([*sent, *([unsent] if self._unsent else [])]))
            yield OptionList(
                Option("Stay in the talk", id="stay"),
                Option("End it now and read the report" if self._said else "End it: nothing is kept", id="end"),
                Option("Keep it open for another time", id="pause"),
            )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the choice."""
        ways: dict[str | None, Leave] = {"end": "end", "pause": "pause"}
        self.dismiss(ways.get(event.option_id, "stay"))
