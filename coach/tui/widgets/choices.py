"""A line of a few words of which one is chosen; arrow keys and clicks choose."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coach.tui.words import clickable, plain


class Choices(Static, can_focus=True):
    """Shows the words side by side, the chosen one between marks, so that it is told without colour."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Choose", key_display="← →", tooltip="The choice before or after"),
        Binding("right", "step(1)", "Next", show=False),
        Binding("up", "app.focus_previous", "Up", show=False),
        Binding("down", "app.focus_next", "Down", show=False),
    ]

    class Changed(Message):
        """Another word was chosen."""

        def __init__(self, choices: "Choices", value: str) -> None:
            super().__init__()
            self.choices = choices
            self.value = value

        @property
        def control(self) -> "Choices":
            """Whose word it is."""
            return self.choices

    def __init__(self, words: Sequence[str], value: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's
        self._listed = tuple(words)
        self.value = value
        super().__init__(self._shown(), id=id, classes="choices")

    def choose(self, value: str) -> None:
        """Choose a word, silently."""
        self.value = value
        self.update(self._shown())

    def step(self, by: int) -> None:
        """Go to the word before (-1) or after (+1), and stay at the ends."""
        at = self._listed.index(self.value) if self.value in self._listed else 0
        self._take(self._listed[max(0, min(len(self._listed) - 1, at + by))])

    def action_step(self, by: int) -> None:
        """Go to the word before or after."""
        self.step(by)

    def action_pick(self, index: int) -> None:
        """Choose the word that was clicked."""
        self._take(self._listed[index])

    def about(self) -> str:
        """Return what stands behind the words: something on the chosen one."""
        return ""

    def _take(self, value: str) -> None:
        if value != self.value:
            self.choose(value)
            self.post_message(self.Changed(self, value))

    def _shown(self) -> Content:
        words = [
            plain(f"› {word} ‹", "bold $text-accent")
            if word == self.value
            else clickable(plain(f"  {word}  "), f"pick({n})")
            for n, word in enumerate(self._listed)
        ]
        about = f"   {self.about()}" if self.about() else ""
        return Content.assemble(*words, (about, "$text-muted"))
