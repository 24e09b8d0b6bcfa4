"""What every screen of the coach has: a way back, and help that speaks of this screen."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen


class Page(Screen[None]):
    """A screen over the library."""

    HELP: ClassVar[str] = ""
    """What one can do here, in a few plain sentences; the keys are told from the bindings and their tooltips."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Back to where you came from"),
        Binding("question_mark", "app.keys", "Help", show=False),
    ]

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()
