"""The follow-up mail, to copy: the user's own last one, or the bare bones of one that is theirs to write."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from coach.domain.minutes import FollowUp

_OWN = "Your last recap mail. "
_BONES = (
    "Bare bones from the record of the talk, and no finished mail: to write it is the exercise. "
    "What stands in [brackets] is yours to fill in. "
)
_COPIED = (
    "It was sent to your clipboard, if your terminal allows that (OSC 52; tmux needs “set -g set-clipboard on”). "
    "If it is not there, select it here with the mouse, or run: coach recap {session} --draft"
)


class MailScreen(ModalScreen[None]):
    """Copies the mail and shows it, since many terminals refuse the clipboard without a word."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Back"),
        Binding("y", "copy", "Copy again"),
    ]

    def __init__(self, mail: FollowUp, session: str) -> None:
        super().__init__()
        self._mail = mail
        self._session = session

    def compose(self) -> ComposeResult:
        """Show the mail and what became of it."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Follow-up mail"
            dialog.border_subtitle = "y: copy again · Escape: back"
            yield Static(Content(_OWN if self._mail.own else _BONES).append(_COPIED.format(session=self._session)))
            yield TextArea(self._mail.text, id="mail-text", read_only=True, soft_wrap=True)

    def on_mount(self) -> None:
        """Copy it."""
        self.action_copy()

    def action_copy(self) -> None:
        """Ask the terminal to put the mail on the clipboard."""
        self.app.copy_to_clipboard(self._mail.text)
