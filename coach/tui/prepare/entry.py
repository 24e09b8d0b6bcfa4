"""One entry of the brief as a form: each field with its question, an example, and what it still lacks."""

from collections.abc import Iterator, Sequence

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static, TextArea

from coach.coaching.preparing import Mend
from coach.domain.questions import MAX_ANSWER, Group
from coach.tui.prepare.writing import Answer
from coach.tui.words import plain

KEEP_S = 0.8
"""Seconds that what is typed waits at most until it is on disk."""


class Field(Answer):
    """Where one question of an entry is answered."""

    def __init__(self, text: str, place: str, question: str) -> None:
        super().__init__(text, most=MAX_ANSWER, id=f"field-{question}")
        self.place = place
        self.question = question


class Entry(VerticalScroll, can_focus=False):
    """The fields of one entry."""

    _waiting: Timer | None = None

    class Changed(Message):
        """Something was typed into a field."""

        def __init__(self, place: str, field: str, text: str) -> None:
            super().__init__()
            self.place = place
            self.field = field
            self.text = text

    class Left(Message):
        """A field was left, or typed into a moment ago, so that what stands there can be kept."""

    class Done(Message):
        """The last field was handed over."""

    async def show(
        self, group: Group, place: str, entry: dict[str, str], examples: dict[str, str], mends: Sequence[Mend]
    ) -> None:
        """Show an entry; `examples` stand where nothing is written."""
        self._place, self._entry = place, entry
        self._fields = [question.field for question in group.questions]
        number = place.partition(".")[2]
        self.border_title = plain(f"{group.title} {int(number) + 1}" if number else group.title)
        await self.remove_children()
        await self.mount_all(self._rows(group, entry, examples))
        self.tell(mends)
        self.scroll_home(animate=False)

    def tell(self, mends: Sequence[Mend]) -> None:
        """Say at each field what it lacks, and above them what the entry lacks as a whole."""
        said = {mend.key: mend.said.removeprefix(f"{self._entry[self._fields[0]]}: ") for mend in mends}
        for field in ("", *self._fields):
            gap = self.query_one(f"#gap-{field}", Static)
            key = f"{self._place}.{field}" if field and self._place != field else self._place
            words = said.get(key, "") if field or self._place not in self._fields else ""
            gap.update(plain(f"· {words}", "$text-warning"))
            gap.display = bool(words)

    def go_to(self, field: str) -> None:
        """Put the cursor into a field, the first one where there is none of that name."""
        self.query_one(f"#field-{field if field in self._fields else self._fields[0]}", Answer).focus()

    def on_answer_entered(self, event: Answer.Entered) -> None:
        """Go on to the next field, and after the last one say that the entry is done."""
        event.stop()
        at = self._fields.index(event.answer.question) if isinstance(event.answer, Field) else 0
        if at + 1 < len(self._fields):
            self.go_to(self._fields[at + 1])
        else:
            self.post_message(self.Done())

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Hand on what was typed."""
        event.stop()
        field = event.text_area
        if isinstance(field, Field) and field.is_attached and field.place == self._place:
            self.query_one(f"#example-{field.question}").display = not field.text
            self.post_message(self.Changed(field.place, field.question, field.text))
            if self._waiting is None:
                self._waiting = self.set_timer(KEEP_S, self._keep)

    def on_descendant_blur(self) -> None:
        """Say that a field was left."""
        self.post_message(self.Left())

    def _keep(self) -> None:
        self._waiting = None
        self.post_message(self.Left())

    def _rows(self, group: Group, entry: dict[str, str], examples: dict[str, str]) -> Iterator[Widget]:
        yield Static(plain(group.about, "$text-muted"), classes="about")
        yield Static(id="gap-", classes="gap")
        for question in group.questions:
            told = Content.assemble((question.label, "bold"), plain(f"  {question.asks}", "$text-muted"))
            answer = Field(entry[question.field], self._place, question.field)
            example = Static(
                plain(f"such as: {examples[question.field]}"), id=f"example-{question.field}", classes="example"
            )
            example.display = not entry[question.field]
            gap = Static(id=f"gap-{question.field}", classes="gap")
            yield Vertical(Static(told), answer, example, gap, classes="field")
