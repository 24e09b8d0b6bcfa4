"""A dialog that asks for one line, does what is asked, and says what became of it."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coach.errors import CoachError
from coach.text import clean
from coach.tui.words import plain


class AskScreen(ModalScreen[str]):
    """Returns what was done, in words; what cannot be done is said here, and asked again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back")]

    def __init__(self, title: str, about: str, proposed: str, do: Callable[[str], Awaitable[str]]) -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._proposed = proposed
        self._do = do
        self._doing = False

    def compose(self) -> ComposeResult:
        """Show the question, the line and the place for a refusal."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = plain(self._title)
            dialog.border_subtitle = "Enter does it · Escape back"
            yield Static(plain(self._about))
            yield Input(clean(self._proposed), select_on_focus=False)
            yield Static(id="said")

    def on_mount(self) -> None:
        """Begin at the end of the line."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Do it; a second Enter waits for the first."""
        if self._doing:
            return
        if event.value.strip():
            self._doing = True
            self.query_one("#said", Static).update("…")
            self._work(event.value.strip())
        else:
            self.query_one("#said", Static).update("Type it first, or press Escape.")

    def on_input_changed(self) -> None:
        """Take away what was said of another line."""
        if not self._doing:
            self.query_one("#said", Static).update("")

    def action_leave(self) -> None:
        """Go back, once nothing is under way."""
        if not self._doing:
            self.dismiss("")

    @work
    async def _work(self, value: str) -> None:
        try:
            told = await self._do(value)
        except CoachError as error:
            if self.is_attached:
                self.query_one("#said", Static).update(plain(f"! {error.sentence}", "$text-error"))
            return
        finally:
            self._doing = False
        if self.is_current:
            self.dismiss(told)
