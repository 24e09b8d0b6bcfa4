"""The question which judge is to read on: the one that left replies unjudged, or the other one."""

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coach.tui.words import plain

Answer = Literal["rest", "other"]


class JudgesScreen(ModalScreen[Answer | None]):
    """Asked only where the judge of the session has left something unjudged."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss(None)", "Back")]

    def __init__(self, own: str, left: int, other: str) -> None:
        super().__init__()
        replies = "reply" if left == 1 else "replies"
        self._options = (
            f"{own}: the {left} {replies} that it has not judged",
            f"{other}: the whole talk, beside it",
        )

    def compose(self) -> ComposeResult:
        """Show the two."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Judge again"
            dialog.border_subtitle = "Enter: judge · Escape: back"
            yield OptionList(*(Option(plain(words)) for words in self._options))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the one that was chosen."""
        self.dismiss("other" if event.option_index else "rest")
