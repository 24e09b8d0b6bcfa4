"""The question who of the speakers is the engineer, or the manager."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.transcripts.speakers import Part, Person, listed
from coach.tui.words import plain


class WhoScreen(ModalScreen[Person | None]):
    """Shows each speaker with their first words."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, part: Part, candidates: tuple[Person, ...]) -> None:
        super().__init__()
        self._part = part
        self._candidates = candidates

    def compose(self) -> ComposeResult:
        """Show the speakers."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = plain(f"Who is the {self._part}?")
            dialog.border_subtitle = "↑ ↓: choose · Enter: take · Escape: back"
            why = "The names do not tell it, and only what the engineer says is scored."
            yield Static(Content.styled(why, "$text-muted"))
            yield OptionList(
                *(
                    Option(Content.assemble(plain(listed([p]), "bold"), "\n", plain(p.words, "$text-muted")))
                    for p in self._candidates
                )
            )

    def on_mount(self) -> None:
        """Mark nobody: one Enter too many would score the manager."""
        self.query_one(OptionList).highlighted = None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the one that was chosen."""
        self.dismiss(self._candidates[event.option_index])
