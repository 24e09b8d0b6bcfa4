"""The brief screen: what one brings to the talk, written entry by entry, with what is missing and what it gives."""

import asyncio
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from coach.coaching import Coach
from coach.domain.questions import MEASURED, REASONS, Draft, entry_of, group_of
from coach.domain.scenario import Scenario
from coach.errors import CoachError
from coach.tui.page import Page
from coach.tui.prepare import side
from coach.tui.prepare.choosing import ChoosingScreen
from coach.tui.prepare.entries import MORE, Entries
from coach.tui.prepare.entry import Entry, Field
from coach.tui.prepare.keeping import Keeping, refusal
from coach.tui.prepare.side import Missing, Side
from coach.tui.widgets.key_bar import KeyBar

VAST = 150
"""Columns from which list, entry and side stand side by side."""

INTRO = (
    "What you bring to the talk: what you are good at, what you have done, with numbers, where you want to go and why "
    "that is visible, and what would come of it. It stands beside every rehearsal, and a reply that tells another "
    "number is pointed out. Until then each scene lends you a stand-in. Begin anywhere; l shows an example."
)


class BriefScreen(Page):
    """Write the brief, see what it lacks, and take along what it gives."""

    CSS_PATH = "brief.tcss"
    AUTO_FOCUS = ""
    HELP = (
        "Each line of the list is an entry of your brief: Enter opens it, a adds one to its group. In an entry Enter "
        "and the arrows go from field to field, and Escape leads back to the list. What you write is kept as you go, "
        "in your own file, whose comments stay; where an editor changed it meanwhile, r reads it again, and what you "
        "wrote here is put into brief.mine.toml beside it. “Missing” names what the real talk will need and leads to "
        "its field; the outline is one page to take along; the invitation asks your manager for the time."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "page('missing')", "Missing", tooltip="What your brief still lacks"),
        Binding("o", "page('outline')", "Outline", tooltip="One page for the real talk"),
        Binding("i", "page('invitation')", "Invite", tooltip="The message that asks for the talk"),
        Binding(
            "l", "example", "Example", show=False, tooltip="Look at a scene's stand-in brief; nothing of it is kept"
        ),
        Binding("u", "bring_back", "Undo", tooltip="Bring back the entry that was removed"),
        Binding("r", "read", "Read again", tooltip="Read the file again, as it stands now"),
    ]

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach
        self._keeping = Keeping(coach)
        self._place = ""
        """The entry that is open."""
        self._from_missing = False
        """Whether it was opened from the list of what is missing."""
        self._removed: tuple[str, dict[str, str]] | None = None

    def compose(self) -> ComposeResult:
        """Lay out list, entry and side."""
        yield Static(Content.styled("Your brief", "bold"), id="masthead")
        yield Static(id="intro")
        with Horizontal(id="brief"):
            entries = Entries(id="entries", markup=False)
            entries.border_title = "Brief"
            yield entries
            yield Entry(id="entry")
            yield Side(self._keeping)
            with VerticalScroll(id="refused", can_focus=True):
                yield Static(id="refusal")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the file."""
        self.action_read()

    async def on_unmount(self) -> None:
        """Keep what was typed last, also when the app is told to end."""
        self._take()
        await self._keeping.end()

    def on_resize(self, event: events.Resize) -> None:
        """Show three columns where there is room for them."""
        self.set_class(event.size.width >= VAST, "-vast")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is something for."""
        if action == "read":
            return self._draft is None or bool(self._keeping.fault)
        if action == "bring_back":
            return self._removed is not None
        return self._draft is not None or action not in ("page", "example")

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the entry, or the place where something is missing."""
        if event.option_list.id == "entries":
            await self._open(event.option_id or "")
        elif event.option_list.id == "missing":
            mend = self._keeping.mends[event.option_index]
            await self._open(entry_of(mend.key), mend.key.partition(".")[2].partition(".")[2], from_missing=True)

    def on_entry_changed(self, event: Entry.Changed) -> None:
        """Take what is typed."""
        if self._draft and self._place == event.place:
            self._draft.entry(event.place)[event.field] = event.text

    def on_entry_left(self) -> None:
        """Keep what is written."""
        self._keep_going()

    def on_entry_done(self) -> None:
        """Go back to the list."""
        self.action_back()

    def on_side_example_wanted(self) -> None:
        """Let a scene be chosen."""
        self.action_example()

    def action_back(self) -> None:
        """Close the entry or the page, then leave, once everything is kept."""
        beside = self.query_one(Side)
        if self._place:
            self._close()
        elif beside.has_focus_within or self.has_class("-side"):
            self.set_class(False, "-side")
            self.query_one(Entries).focus()
        else:
            self._leave()

    def action_page(self, page: side.Page) -> None:
        """Go to a page."""
        if not self._place:
            beside = self.query_one(Side)
            beside.turn(page)
            if beside.page == page:
                self.set_class(True, "-side")
                beside.enter()

    async def action_add(self) -> None:
        """Begin another entry in the group where the mark stands."""
        group = group_of(self.query_one(Entries).place)
        await self._open(f"{group.key}.{MORE}" if group.several else group.key)

    def action_remove(self) -> None:
        """Remove the marked entry."""
        entries = self.query_one(Entries)
        place = entries.place
        if self._draft is None or not place or place.endswith(MORE):
            return
        was = self._draft.remove(place)
        self._removed = (place, was)
        self._shown()
        self._keep_going()
        name = was[group_of(place).questions[0].field]
        self.notify(f"Removed: {name[:80]}. u brings it back.", markup=False)

    def action_bring_back(self) -> None:
        """Undo the last removal."""
        if self._draft and self._removed:
            place, was = self._removed
            self._draft.put_back(place, was)
            self._removed = None
            self._shown()
            self.query_one(Entries).mark(place)
            self._keep_going()

    @work(exclusive=True, group="example")
    async def action_example(self) -> None:
        """Choose a scene, and look at its stand-in."""
        scenes = (await asyncio.to_thread(self._coach.scenarios)).scenarios
        titles = [scene.title for scene in scenes]
        at = await self.app.push_screen_wait(ChoosingScreen("Whose stand-in brief shall be the example?", titles))
        if at is not None and self.stands:
            self._show_example(scenes[at])

    @work(exclusive=True, group="read")
    async def action_read(self) -> None:
        """Read the file, as it stands now."""
        try:
            aside = await self._keeping.keep_aside()
        except CoachError as error:
            self.notify(f"Not read again: {error.sentence}", severity="warning", markup=False)
            return
        if aside:
            self.notify(aside, markup=False, timeout=12)
        self._place, self._removed = "", None
        self.set_class(False, "-entry")
        try:
            await self._keeping.read()
        except CoachError as error:
            self._refuse(error)
            return
        if not self.stands:
            return
        self.set_class(False, "-refused")
        self._shown()
        self.query_one(Entries).focus()
        self.refresh_bindings()

    @work(group="keep")
    async def _keep_going(self) -> None:
        """Keep what is written while one goes on, and say what it lacks now."""
        await self._keeping.keep()
        if self.stands:
            self._shown()

    @work(exclusive=True, group="leave")
    async def _leave(self) -> None:
        await self._keeping.keep()
        if not self._keeping.fault:
            self.dismiss()
            return
        self._shown()
        ways = ["Stay, and try again", "Leave, and lose what could not be kept"]
        if await self.app.push_screen_wait(ChoosingScreen(f"Not kept: {self._keeping.fault}", ways)) == 1:
            self._keeping.draft = None
            self.dismiss()

    @property
    def _draft(self) -> Draft | None:
        """What is written."""
        return self._keeping.draft

    def _shown(self) -> None:
        """Bring everything up to date with what is written."""
        if self._draft is None:
            return
        told = Content.assemble(("Your brief", "bold"), "   ", self._keeping.words)
        self.query_one("#masthead", Static).update(told)
        self.refresh_bindings()
        intro = self.query_one("#intro", Static)
        intro.update(Content(INTRO))
        intro.display = self._keeping.kept.empty and not self._place
        self.query_one(Entries).show(self._draft, self._keeping.mends)
        self.query_one(Side).bring_up_to_date()
        if self._place:
            self.query_one(Entry).tell(self._keeping.mends)

    async def _open(self, place: str, field: str = "", *, from_missing: bool = False) -> None:
        """Open an entry, or begin one, with the cursor in a field: one that is named, or the first that is empty."""
        if self._draft is None:
            return
        if self._place:
            self._take()
            self._draft.prune()
        group = group_of(place)
        if (place == group.key and group.several) or place.endswith(MORE):
            place = self._draft.add(group)
        entry = self._draft.entry(place)
        if not field and from_missing:  # the entry lacks something as a whole: the first empty field of several
            several = MEASURED if group.key == "projects" else REASONS
            field = next((name for name in several if name in entry and not entry[name]), "")
        self._place, self._from_missing = place, from_missing
        self._removed = None
        self.set_class(True, "-entry")
        form = self.query_one(Entry)
        await form.show(group, place, entry, self.query_one(Side).examples(group, place), self._keeping.mends)
        form.go_to(field)
        self._shown()

    def _take(self) -> None:
        """Take over what stands in the fields: the message on the last letters may still be under way."""
        if self._draft and self._place:
            for field in self.query(Field):
                self._draft.entry(self._place)[field.question] = field.text

    def _close(self) -> None:
        """Close the entry that is open."""
        assert self._draft
        self._take()
        place, self._place = self._place, ""
        self._draft.prune()
        self.set_class(False, "-entry")
        self._shown()
        self.query_one(Entries).mark(place)
        self._keep_going()
        if self._from_missing:
            self.query_one(Missing).focus()
        else:
            self.set_class(False, "-side")
            self.query_one(Entries).focus()

    def _show_example(self, scene: Scenario) -> None:
        self.query_one(Side).take_example(scene.title, self._coach.preparing.brief_for(scene, stand_in=True))
        self.action_page("example")

    def _refuse(self, error: CoachError) -> None:
        """Say what is wrong with the file, and how to go on; it is not touched."""
        self.set_class(True, "-refused")
        self.query_one("#refusal", Static).update(refusal(error))
        self.query_one("#refused").focus()
        self.refresh_bindings()
