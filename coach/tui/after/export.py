"""The export dialog: which form, and where the file goes."""

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coach.coaching import Coach
from coach.coaching.exporting import Form
from coach.domain.report import Report
from coach.errors import CoachError
from coach.text import clean
from coach.tui.words import plain

_FORMS: tuple[tuple[Form, str, str], ...] = (
    ("html", "Page", "to read, print or save as PDF in any browser"),
    ("md", "Markdown", "to keep with your notes"),
    ("json", "JSON", "for programs, with every verdict"),
)


class ExportScreen(ModalScreen[None]):
    """Asks for form and place, writes, and says where; what cannot be written is said here, and asked again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        # The focus stays on the path, so that Enter writes; the arrows choose the form all the same.
        Binding("up", "form(-1)", "Form", show=False, priority=True),
        Binding("down", "form(1)", "Form", show=False, priority=True),
    ]

    def __init__(self, coach: Coach, report: Report) -> None:
        super().__init__()
        self._coach = coach
        self._report = report

    def compose(self) -> ComposeResult:
        """Show the forms and the proposed place."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Export this report"
            dialog.border_subtitle = "↑ ↓ form · Enter writes · Escape back"
            forms = OptionList(
                *(Option(Content.assemble((f"{name:10}", "bold"), about)) for _, name, about in _FORMS),
                id="forms",
            )
            forms.can_focus = False
            forms.highlighted = 0
            yield forms
            yield Input(self._proposed(0), id="export-path", select_on_focus=False)
            yield Static(
                Content.styled("Only you can read the file; nothing is overwritten.", "$text-muted"), id="said"
            )

    def on_mount(self) -> None:
        """Begin at the end of the path."""
        self.query_one(Input).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the form that was clicked."""
        self._choose(event.option_index)

    def action_form(self, way: int) -> None:
        """Go to another form."""
        self._choose(((self.query_one(OptionList).highlighted or 0) + way) % len(_FORMS))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write the file; a second Enter waits for nothing, the first one is under way."""
        form = _FORMS[self.query_one(OptionList).highlighted or 0][0]
        if event.value.strip() and not any(worker.is_running for worker in self.workers if worker.node is self):
            self._write(form, Path(event.value.strip()))

    @work
    async def _write(self, form: Form, path: Path) -> None:
        try:
            written = await asyncio.to_thread(self._coach.exporting.write, self._report, form, path)
        except CoachError as error:
            if self.is_attached:
                self.query_one("#said", Static).update(plain(f"! {error.sentence}", "$text-error"))
            return
        if self.is_current:
            self.app.notify(f"Written to {written}", markup=False, timeout=10)
            self.dismiss()

    def _choose(self, place: int) -> None:
        """Take a form, and with it the ending of the name, unless the name is one's own."""
        forms, path = self.query_one(OptionList), self.query_one(Input)
        if path.value == self._proposed(forms.highlighted or 0):
            path.value = self._proposed(place)
            path.cursor_position = len(path.value)
        else:
            stem, dot, ending = path.value.rpartition(".")
            if dot and ending in [form for form, *_ in _FORMS]:
                path.value = f"{stem}.{_FORMS[place][0]}"
        forms.highlighted = place

    def _proposed(self, place: int) -> str:
        return clean(str(self._coach.exporting.propose(self._report, _FORMS[place][0])))
