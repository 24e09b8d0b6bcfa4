"""Places to write in: foreign text is cleaned as it is pasted, and no more of it is taken than may be kept."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import EditResult, Location

from coach.text import clean


class Writing(TextArea):
    """A text of several lines, of at most `most` characters."""

    def __init__(self, text: str = "", *, most: int, id: str, placeholder: str = "") -> None:  # noqa: A002 - Textual's
        super().__init__(clean(text), id=id, placeholder=Content(clean(placeholder)), highlight_cursor_line=False)
        self._most = most
        self._full = False
        """Whether it was said that no more fits."""
        self.move_cursor(self.document.end)

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        """Take no key that would make the text longer than it may be; what takes something away is always taken."""
        if insert and len(self.text) - len(self.get_text_range(start, end)) + len(insert) > self._most:
            if not self._full:
                self._full = True
                self.notify(f"At most {self._most} characters fit here.", severity="warning", markup=False)
            return None
        self._full = False
        return super()._replace_via_keyboard(insert, start, end)

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        text = clean(event.text, limit=self._most * 4)
        room = max(0, self._most - len(self.text) + len(self.selected_text))
        if len(text) > room:
            sentence = f"At most {self._most} characters fit here; the rest of what you pasted was left out."
            self.notify(sentence, severity="warning", markup=False)
        self.replace(text[:room], *self.selection)


class Answer(Writing):
    """A text of one line or a few, which grows with it; Enter hands it over, and the arrows lead out of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "hand_over", "Next", tooltip="On to the next field")]

    class Entered(Message):
        """Enter was pressed."""

        def __init__(self, answer: "Answer") -> None:
            super().__init__()
            self.answer = answer

        @property
        def control(self) -> "Answer":
            """The field."""
            return self.answer

    def action_hand_over(self) -> None:
        """Hand the text over."""
        self.post_message(self.Entered(self))

    def action_cursor_up(self, select: bool = False) -> None:
        """Go a line up; from the first one to the field before."""
        if self._row == 0 and not select:
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Go a line down; from the last one to the field after."""
        if self._row >= self.wrapped_document.height - 1 and not select:
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)

    @property
    def _row(self) -> int:
        """The row, as it is shown, in which the cursor stands."""
        return self.wrapped_document.location_to_offset(self.cursor_location).y

    async def _on_key(self, event: events.Key) -> None:
        """Take Enter in its order: a priority binding would let it overtake the last letters typed."""
        if event.key != "enter":
            await super()._on_key(event)
            return
        event.prevent_default()
        event.stop()
        self.action_hand_over()
