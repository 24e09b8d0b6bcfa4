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

    @property
    def stands(self) -> bool:
        """Whether it is still on the screen, and whole: work that outlives it must not touch it.

        `is_attached` alone stays true while its parts are being taken away.
        """
        return self.is_attached and self.display

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()
