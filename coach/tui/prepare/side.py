"""What stands beside the brief: what is still missing, and what the brief gives for the real talk."""

from typing import ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Markdown, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from coach.coaching.preparing import Mend
from coach.domain.brief import Brief
from coach.domain.questions import Draft, Group, entry_of, group_of
from coach.errors import CoachError
from coach.rendering import brief_lines
from coach.tui.prepare.keeping import Keeping
from coach.tui.prepare.writing import Answer
from coach.tui.widgets.choices import Choices
from coach.tui.words import plain

Page = Literal["missing", "outline", "invitation", "example"]
PAGES: tuple[Page, ...] = ("missing", "outline", "invitation", "example")

_SHORT_ANSWER = 200

COPIED = "Sent to your clipboard, if your terminal allows that (OSC 52). If it is not there, select it with the mouse."


class Missing(OptionList):
    """What the brief still lacks; each leads to the place where it is mended."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Mend it", tooltip="Go to the field in which it is mended")
    ]


class Sheet(VerticalScroll, can_focus=True):
    """A page to read."""


class Side(Vertical):
    """Four pages, of which one is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", tooltip="Copy this page"),
        Binding("x", "export", "Export", tooltip="Write the outline into two files: Markdown, and a page to print"),
    ]

    class ExampleWanted(Message):
        """The example was asked for before a scene was chosen."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__(id="side")
        self._keeping = keeping
        self._example: Brief | None = None
        self.page: Page = "missing"

    def compose(self) -> ComposeResult:
        """Lay out the pages."""
        yield Choices(PAGES, self.page, id="pages")
        yield Missing(id="missing", markup=False)
        with Sheet(id="outline"):
            yield Static(id="outline-fault")
            yield Markdown(id="outline-page", open_links=False)
        with Vertical(id="invitation"):
            with Horizontal(id="invitation-form"):
                for name, label in (("to", "To"), ("minutes", "Minutes"), ("when", "When")):
                    answer = Answer("30" if name == "minutes" else "", most=_SHORT_ANSWER, id=f"invitation-{name}")
                    answer.border_title = plain(label)
                    yield answer
            with Sheet(id="message"):
                yield Static(id="message-text")
        with Sheet(id="example"):
            yield Static(id="example-text")

    def on_mount(self) -> None:
        """Show the first page alone."""
        self.query_one("#outline").border_subtitle = "y: copy · x: export"
        self.query_one("#message").border_subtitle = "y: copy"
        self.query_one("#invitation-to", Answer).placeholder = "Maya"
        self.query_one("#invitation-when", Answer).placeholder = "next Tuesday"
        self.turn(self.page)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to copy and to write what is there."""
        offered: dict[str, tuple[Page, ...]] = {"copy": ("outline", "invitation"), "export": ("outline",)}
        return self.page in offered.get(action, PAGES)

    def turn(self, page: Page) -> None:
        """Show a page; the example only once there is one."""
        if page == "example" and self._example is None:
            self.query_one(Choices).choose(self.page)
            self.post_message(self.ExampleWanted())
            return
        self.page = page
        self.query_one(Choices).choose(page)
        for name in PAGES:
            self.query_one(f"#{name}").display = name == page
        self._fill()
        self.refresh_bindings()

    def enter(self) -> None:
        """Put the focus on what is read or filled in here."""
        inner: dict[Page, str] = {"invitation": "#invitation-to"}
        self.query_one(inner.get(self.page, f"#{self.page}"), Widget).focus()

    def on_choices_changed(self, event: Choices.Changed) -> None:
        """Show the page that was chosen."""
        self.turn(next(page for page in PAGES if page == event.value))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Make the invitation anew."""
        event.stop()
        self._fill()

    def on_answer_entered(self, event: Answer.Entered) -> None:
        """Go on to the next field, and from the last one to the message."""
        event.stop()
        after = {"invitation-to": "#invitation-minutes", "invitation-minutes": "#invitation-when"}
        self.query_one(after.get(event.answer.id or "", "#message"), Widget).focus()

    def action_copy(self) -> None:
        """Copy the page that is shown."""
        self._copy()

    @work(exclusive=True, group="export")
    async def action_export(self) -> None:
        """Write the outline into files."""
        try:
            self.notify(await self._keeping.export(), markup=False, timeout=12)
        except CoachError as error:
            self.notify(str(error), severity="error", markup=False, timeout=12)

    def bring_up_to_date(self) -> None:
        """Show what the brief lacks and gives now."""
        draft, mends, shown = self._keeping.draft, self._keeping.mends, self.query_one(Missing)
        if draft is None:
            return
        at = shown.highlighted
        none = "Nothing yet: write something first." if self._keeping.kept.empty else "+ Nothing: your brief is sound."
        shown.set_options([Option(_missing(mend, draft)) for mend in mends] or [Option(Content(none), disabled=True)])
        shown.highlighted = min(at or 0, len(mends) - 1) if mends else None
        self._fill()

    @work(exclusive=True, group="copy")
    async def _copy(self) -> None:
        try:
            text = await self._text()
        except CoachError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.app.copy_to_clipboard(text)
        self.notify(COPIED, markup=False, timeout=8)

    @work(exclusive=True, group="fill")
    async def _fill(self) -> None:
        """Fill the page that is made from the brief as it is kept."""
        page = self.page
        if self._keeping.draft is None or page not in ("outline", "invitation"):
            return
        text, fault = "", Content("")
        try:
            text = await self._text()
        except CoachError as error:
            fault = plain(f"! {error}", "$text-warning")
        if not self.is_attached:
            return
        if page == "invitation":
            self.query_one("#message-text", Static).update(plain(text) if text else fault)
        else:
            self.query_one("#outline-fault", Static).update(fault)
            self.query_one("#outline-fault").display = not text
            await self.query_one("#outline-page", Markdown).update(text)

    async def _text(self) -> str:
        """Return the text of the page that is shown. Raises `UsageError` where the brief is not far enough for it."""
        if self.page == "outline":
            return await self._keeping.outline()
        to, minutes, when = (self.query_one(f"#invitation-{n}", Answer).text for n in ("to", "minutes", "when"))
        return await self._keeping.invitation(to.strip(), minutes.strip(), when.strip())

    def take_example(self, title: str, brief: Brief) -> None:
        """Take a scene's stand-in, and say that it is one."""
        self._example = brief
        told = f"! An example, and not yours: the stand-in brief of “{title}”."
        about = "Its numbers are made up. It is shown in the fields as a hint, and nothing of it is kept."
        lines = [plain(line, "" if line.startswith(" ") else "bold") for line in brief_lines(brief)]
        parts = [plain(told, "$text-warning"), Content.styled(about, "$text-muted"), Content("")]
        self.query_one("#example-text", Static).update(Content("\n").join([*parts, *lines]))

    def examples(self, group: Group, place: str) -> dict[str, str]:
        """Return an example for each field of an entry: from the stand-in that was looked at, or our own."""
        ours = {question.field: question.example for question in group.questions}
        lent = Draft(self._example).entries(group) if self._example else []
        number = int(place.partition(".")[2] or 0)
        theirs = lent[number % len(lent)] if lent else {}
        return {field: theirs.get(field) or example for field, example in ours.items()}


def _missing(mend: Mend, draft: Draft) -> Content:
    group = group_of(mend.key)
    entry = draft.entry(entry_of(mend.key)) if entry_of(mend.key) != group.key or not group.several else {}
    name = entry.get(group.questions[0].field, "") if group.several else ""
    said = mend.said.removeprefix(f"{name}: ")
    place = group.title + (f" · {name}" if name else "")
    return Content.assemble(("· ", "$text-warning"), plain(place, "bold"), "\n  ", plain(said))
