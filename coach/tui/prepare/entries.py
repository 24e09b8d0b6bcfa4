"""The brief as a list: every group with its entries, what each still lacks, and where one more begins."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coach.coaching.preparing import Mend
from coach.domain.questions import GROUPS, Draft, Group, entry_of
from coach.text import one_line
from coach.tui.words import plain

MORE = "more"
"""The last part of the place at which one more entry begins: `projects.more`."""


class Entries(OptionList):
    """The entries of the brief; each option's id is its place."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Change", tooltip="Open the entry, or begin a new one"),
        Binding("a", "screen.add", "Add", tooltip="Begin another entry in the group in which the mark stands"),
        Binding("delete", "screen.remove", "Remove", show=False, tooltip="Remove the entry; u brings it back"),
    ]

    _draft: Draft | None = None
    _mends: Sequence[Mend] = ()

    @property
    def place(self) -> str:
        """The place of the entry that is marked, or an empty text."""
        at = self.highlighted
        return (self.get_option_at_index(at).id or "") if at is not None else ""

    def show(self, draft: Draft, mends: Sequence[Mend]) -> None:
        """Show a brief and what it lacks; the mark stays."""
        self._draft, self._mends = draft, mends
        place = self.place
        width, air = max(10, self.scrollable_content_region.width - 2), "\n" if self.screen.has_class("-tall") else ""
        lacking = {entry_of(mend.key) for mend in mends}
        options: list[Option] = []
        for group in GROUPS:
            above = air if options else ""
            options.append(Option(Content.styled(f"{above}{group.title}", "bold $text"), disabled=True))
            entries = draft.entries(group)
            for number, entry in enumerate(entries):
                at = f"{group.key}.{number}" if group.several else group.key
                line = _line(group, entry, lacks=at in lacking)
                options.append(Option(line.truncate(width, ellipsis=True), id=at))
            if group.several:
                more = f"another {group.noun}" if entries else f"none yet: add a {group.noun}"
                options.append(Option(Content.styled(f"  … {more}", "$text-muted"), id=f"{group.key}.{MORE}"))
        self.set_options(options)
        self.mark(place)

    def on_resize(self) -> None:
        """Cut the lines anew: one for each entry."""
        if self._draft:
            self.show(self._draft, self._mends)

    def mark(self, place: str) -> None:
        """Put the mark on a place, or on the first one where there is none such."""
        ids = [self.get_option_at_index(n).id for n in range(self.option_count)]
        self.highlighted = ids.index(place) if place in ids else 1


def _line(group: Group, entry: dict[str, str], *, lacks: bool) -> Content:
    first, *rest = (one_line(entry[question.field]) for question in group.questions)
    sign, style = ("·", "$text-warning") if lacks or not first else ("+", "$text-success")
    gist = " · ".join(filter(None, rest))
    none = "no name yet" if group.several else "nothing yet"
    return Content.assemble((f"{sign} ", style), plain(first or none), plain(f"  {gist}", "$text-muted"))
