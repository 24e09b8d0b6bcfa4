"""The place where the engineer writes: Enter sends, Ctrl+J and Shift+Enter break the line."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from coach.domain.hint import HintKind, Mark, moved
from coach.rehearsal import MAX_REPLY
from coach.text import clean
from coach.tui.words import plain


class ReplyInput(TextArea):
    """A multi-line input that keeps what is typed until it has been taken, and shows marks in it.

    Up in its first line and Down in its last one go through the replies of `earlier`; what is being written, and what
    was changed on the way, stays where it was left.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reply--{kind}" for kind in HintKind}
    DEFAULT_CSS = """
    ReplyInput {
        & > .reply--made { color: $text-success; text-style: underline; }
        & > .reply--against { color: $text-error; text-style: bold underline; }
        & > .reply--maybe { color: $text-warning; text-style: italic underline; }
        & > .reply--number { color: $text-warning; text-style: italic underline; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "Send", tooltip="Say it to the manager"),
        Binding("ctrl+j,shift+enter", "break_line", "New line", key_display="^j", tooltip="Go on in a new line"),
        Binding("up", "cursor_up", "Earlier reply", show=False, tooltip="In the first line: your reply before this"),
        Binding("down", "cursor_down", "Later reply", show=False, tooltip="In the last line: back towards your draft"),
    ]

    class Sent(Message):
        """The engineer has sent a reply."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Shortened(Message):
        """A paste was too long, and only its beginning was taken."""

    def __init__(self, *, id: str, placeholder: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, placeholder=plain(placeholder), highlight_cursor_line=False)
        self._earlier: tuple[str, ...] = ()
        self._at = 0
        """How many replies back it stands; 0 is the draft."""
        self._left: dict[int, str] = {}
        """What was left at each of those places."""
        self._marks: tuple[Mark, ...] = ()
        self._marked = ""
        """The text that the marks belong to."""
        self._spans: dict[int, list[tuple[int, int, HintKind]]] = {}
        """The marks by line: columns from, up to, kind."""

    @property
    def draft(self) -> str:
        """What is being written: what stands here, or was left for one of the earlier replies."""
        return self._left[0] if self._at else self.text

    @property
    def earlier(self) -> tuple[str, ...]:
        """The replies to go back to, oldest first."""
        return self._earlier

    @earlier.setter
    def earlier(self, replies: tuple[str, ...]) -> None:
        # Counted from the last one: where one has been added, whoever looks at an older one stays with it.
        added = len(replies) - len(self._earlier)
        self._earlier = replies
        self._left = {at + added if at else 0: text for at, text in self._left.items()}
        self._at += added if self._at else 0

    def action_send(self) -> None:
        """Hand the text over; the screen clears it once it takes it."""
        self.post_message(self.Sent(self.text))

    def action_break_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up a line, or in the first one to the reply before."""
        if select or not self.navigator.is_first_wrapped_line(self.cursor_location) or not self._go(1):
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Go down a line, or in the last one to the reply after."""
        if select or not self.navigator.is_last_wrapped_line(self.cursor_location) or not self._go(-1):
            super().action_cursor_down(select)

    def put_back(self, text: str) -> None:
        """Put a reply back in front of whatever has been typed since."""
        self._return_to(clean(f"{text}\n{self.draft}" if self.draft.strip() else text))

    def take(self) -> None:
        """Forget the text, which has been sent; where it was an earlier reply, the draft comes back."""
        self._return_to(self.draft if self._at else "")

    def put_away(self) -> None:
        """Forget the text, and the draft with it."""
        self._return_to("")

    def show_marks(self, text: str, marks: Sequence[Mark]) -> None:
        """Show marks that were found in a text: where it has changed since, on the words that still stand."""
        self._marks, self._marked = tuple(marks), text
        self._follow()

    def get_line(self, line_index: int) -> Text:
        """Return a line with its marks."""
        line = super().get_line(line_index)
        for start, end, kind in self._spans.get(line_index, ()):
            line.stylize(self.get_component_rich_style(f"reply--{kind}", partial=True), start, end)
        return line

    def on_text_area_changed(self) -> None:
        """Keep the marks on their words."""
        if self._marks:
            self._follow()

    def _return_to(self, draft: str) -> None:
        self._at, self._left = 0, {}
        self.text = draft
        self.move_cursor(self.document.end)

    def _follow(self) -> None:
        self._marks = moved(self._marks, self._marked, self.text)
        self._marked = self.text
        spans: dict[int, list[tuple[int, int, HintKind]]] = {}
        start = 0
        for number, line in enumerate(self.text.split("\n")):
            end = start + len(line)
            inside = [m for m in self._marks if m.start < end and m.end > start]
            spans[number] = [(max(m.start, start) - start, min(m.end, end) - start, m.kind) for m in inside]
            start = end + 1
        if spans != self._spans:
            self._spans = spans
            self._line_cache.clear()
            self.refresh()

    def _go(self, by: int) -> bool:
        """Go so many replies back; false where there is none."""
        if not 0 <= self._at + by <= len(self.earlier):
            return False
        self._left[self._at] = self.text
        self._at += by
        self.text = self._left.get(self._at, self.earlier[-self._at] if self._at else "")
        self.move_cursor(self.document.end if by > 0 else (0, 0))
        return True

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
        room = max(0, MAX_REPLY - len(self.text) + len(self.selected_text))
        text = clean(event.text, limit=max(MAX_REPLY * 4, 1))
        if len(text) > room:
            self.post_message(self.Shortened())
        if text and (done := self._replace_via_keyboard(text[:room], *self.selection)):
            self.move_cursor(done.end_location)
