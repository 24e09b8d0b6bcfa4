"""The place where the engineer writes: Enter sends, Ctrl+J and Shift+Enter break the line."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from coach.rehearsal import MAX_REPLY
from coach.text import clean


class ReplyInput(TextArea):
    """A multi-line input that keeps what is typed until it has been taken."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "Send"),
        Binding("ctrl+j,shift+enter", "break_line", "New line", key_display="^j"),
    ]

    class Sent(Message):
        """The engineer has sent a reply."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Shortened(Message):
        """A paste was too long, and only its beginning was taken."""

    def action_send(self) -> None:
        """Hand the text over; the screen clears it once it takes it."""
        self.post_message(self.Sent(self.text))

    def action_break_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    def put_back(self, text: str) -> None:
        """Put a reply back in front of whatever has been typed since."""
        self.text = clean(f"{text}\n{self.text}" if self.text.strip() else text)
        self.move_cursor(self.document.end)

    async def _on_key(self, event: events.Key) -> None:
        """Take the keys in their order: a priority binding would let Enter overtake the last letters typed."""
        actions = {"enter": self.action_send, "ctrl+j": self.action_break_line, "shift+enter": self.action_break_line}
        if (act := actions.get(event.key)) is None:
            await super()._on_key(event)
            return
        event.prevent_default()
        event.stop()
        act()

    async def _on_paste(self, event: events.Paste) -> None:
        """Take foreign text cleaned, and no more of it than a reply may have."""
        event.prevent_default()
        event.stop()
        room = max(0, MAX_REPLY - len(self.text))
        text = clean(event.text, limit=max(MAX_REPLY * 4, 1))
        if len(text) > room:
            self.post_message(self.Shortened())
        self.insert(text[:room])
