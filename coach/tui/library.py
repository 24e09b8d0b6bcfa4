"""The first screen: the scenes and one of them in words, the level, past rehearsals, and which engines will play.

It is painted before the coach is there. What needs the coach waits for it in a worker, so that no key is lost.
"""

import asyncio
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.domain.opening import Difficulty, Opening
from coach.errors import CoachError
from coach.library.covers import Cover, shipped_covers
from coach.tui.navigation import House, Past, Place, Rehearse, Visit
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.level import LevelPicker
from coach.tui.words import plain

_WELCOME = Content.styled("Welcome. Press Enter, and talk.", "bold")
_OFFLINE = (
    Content("All of it runs on this machine: no account, no key, nothing sent."),
    Content.from_markup("[b]m[/] lets a language model play."),
)
"""Said only where no model is chosen; where words go to one, the status tells."""
_TO_COME = Content.styled("Your rehearsals will stand here.", "$text-muted")


class LibraryScreen(Screen[None]):
    """Choose a scene and a level, or a past rehearsal."""

    HELP = (
        "Choose a scene and a level, and begin. Beside the scenes stands what the one under the cursor is about; which "
        "objections come, and what settles them, stays a surprise.\n"
        "Tab goes to your past rehearsals: Enter goes on with one that is open, and opens the report of one that is "
        "over. Those that branch off another stand below it."
    )
    AUTO_FOCUS = "#scenes"
    BINDINGS: ClassVar[list[BindingType]] = [
        # In the order in which the list has these keys: so the focus, which comes after the first paint, moves none.
        Binding("left", "level(-1)", "Level", key_display="← →", tooltip="An easier or a harder level", priority=True),
        Binding("right", "level(1)", "Harder", show=False, priority=True),
        Binding("enter", "open", "Begin", priority=True, tooltip="Begin the scene, or open the past rehearsal"),
        Binding("a", "again", "Again", show=False, tooltip="Play the past rehearsal's own scene again, at its level"),
        Binding("slash", "filter", "Filter", tooltip="Show only what has the words that you type"),
        Binding("b", "visit('BRIEF')", "Brief", tooltip="Your strengths, projects and numbers: what you bring"),
        Binding("p", "visit('PROGRESS')", "Progress", tooltip="How you get on from rehearsal to rehearsal"),
        Binding("m", "visit('MODEL')", "Model", tooltip="Let a language model play and judge, or stay offline"),
        Binding("v", "visit('DRILL')", "Vocabulary", show=False, tooltip="Practise the ten terms, a sentence each"),
        Binding("o", "visit('SCORE')", "Real talk", show=False, tooltip="Score a talk that you really had"),
        Binding("e", "engines", "Engines", show=False, tooltip="Change who plays and who judges"),
        Binding("s", "visit('SETTINGS')", "Settings", show=False, tooltip="Colours, hints, motion, and all the rest"),
        Binding("d", "visit('DOCTOR')", "Doctor", show=False, tooltip="Check settings, files, database and server"),
        Binding("k", "visit('DATA')", "Your data", show=False, tooltip="What is kept: back up, export, delete"),
        Binding("delete", "forget", "Delete", tooltip="Delete the past rehearsal under the cursor"),
        Binding("escape", "unfilter", "Show all", tooltip="Show all again after a filter"),
        Binding("question_mark", "app.keys", "Help", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._house: asyncio.Future[House] = asyncio.get_running_loop().create_future()
        self._covers: Sequence[Cover] = ()
        self._past: Sequence[Past] | None = None
        """`None` until they are read."""
        self._sought = ""
        self._was_airy = False

    def compose(self) -> ComposeResult:
        """Lay out the scenes, the words on one of them, and the place for past rehearsals."""
        house = self._house.result() if self._house.done() else None
        self._covers = house.covers if house else shipped_covers()
        self._was_airy = self._airy
        yield Static("[b]Rehearsal Coach[/]   [$text-muted]Rehearse the talk before you have it.[/]", id="masthead")
        with Container(id="shelves"):
            scenes = OptionList(*self._scene_options(self._covers), id="scenes", markup=False)
            scenes.border_title = "Scenes"
            yield scenes
            with VerticalScroll(id="about") as about:
                about.border_title = "About"
                yield Static(id="scene")
            past = OptionList(id="sessions", markup=False)
            past.border_title = "Past rehearsals"
            yield past
        yield LevelPicker()
        # Two lines from the start, so that nothing moves when they are known.
        yield Static(house.status if house else Content.styled("Reading the settings …\n", "$text-muted"), id="status")
        yield KeyBar()

    @property
    def focus_chain(self) -> list[Widget]:
        """From the scenes straight to the past rehearsals; what is only there to be read comes last."""
        return sorted(super().focus_chain, key=lambda widget: widget.id == "about")

    def furnish(self, house: House) -> None:
        """Take what lies behind this screen; scenes that are new go below those that stand there."""
        self._house.set_result(house)
        if not self.is_mounted:
            return
        covers, scenes = house.covers, self.query_one("#scenes", OptionList)
        if self._sought:
            self._covers = covers
            self._list_scenes()
        elif covers[: len(self._covers)] == list(self._covers):
            scenes.add_options(self._scene_options(covers[len(self._covers) :]))
        else:  # a scene of the coach's own was refused
            scenes.set_options(self._scene_options(covers))
            scenes.highlighted = 0
        self._covers = covers
        self._show_status()
        self._describe()

    def on_screen_resume(self) -> None:
        """Fill in the past rehearsals, and bring all up to date after another screen."""
        if self._house.done():
            self._house.result().refresh()
            if self.is_mounted:
                self._show_status()
        self.call_after_refresh(self._list_past)

    def on_screen_suspend(self) -> None:
        """Leave the reading of old scores: whoever begins to talk should not wait for it."""
        self.workers.cancel_group(self, "past")

    def on_resize(self) -> None:
        """List anew where there is more or less room between the entries now."""
        if self._airy is not self._was_airy:
            self._was_airy = self._airy
            self._list_scenes()
            self._show_past()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Begin the scene, or open the past rehearsal, that Enter or a click has chosen."""
        if event.option_list.id == "scenes":
            self._begin(event.option_id or "", self.query_one(LevelPicker).level)
        elif past := self._past_by(event.option_id):
            self.post_message(Rehearse(Opening(resume=past.id)) if past.is_open else Visit(Place.REPORT, past.id))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell about the scene under the cursor."""
        if event.option_list.id == "scenes":
            self._describe()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Mark a past rehearsal once the focus comes to them, so that it is seen where one stands."""
        sessions = event.widget
        if isinstance(sessions, OptionList) and sessions.id == "sessions" and sessions.highlighted is None:
            sessions.action_first()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is a past rehearsal, or a model, for; in the filter the arrows are the text's."""
        if action in ("level", "open") and self.focused and self.focused.id == "filter":
            return False
        if action == "engines":
            return self._house.done() and self._house.result().has_model
        if action == "unfilter":
            return bool(self.query("#filter"))
        if action == "forget":
            return bool(self.focused and self.focused.id == "sessions" and self._marked)
        return bool(self._past) if action == "again" else True

    def action_open(self) -> None:
        """Do what Enter does in a list."""
        focused = self.focused
        (focused if isinstance(focused, OptionList) else self.query_one("#scenes", OptionList)).action_select()

    def action_level(self, by: int) -> None:
        """Step through the levels."""
        self.query_one(LevelPicker).step(by)

    def action_again(self) -> None:
        """Play the highlighted past rehearsal's scene again; the newest one if none is highlighted."""
        if past := self._marked:
            self.post_message(Rehearse(Opening(again=past.id)))

    @work(exclusive=True, group="forget")
    async def action_forget(self) -> None:
        """Delete the highlighted past rehearsal after a yes."""
        from coach.tui.deleting import DeletingScreen  # needed when something is deleted only

        past, house = self._marked, await self._house
        if past is None or not await self.app.push_screen_wait(DeletingScreen(past.words)):
            return
        try:
            told = await house.forget(past.id)
        except CoachError as error:
            self.app.notify(error.sentence, severity="error", markup=False, timeout=12)
        else:
            self.app.notify(told, markup=False)
        self._list_past()

    async def action_filter(self) -> None:
        """Open the filter in the place of the title, or go back to it."""
        if not self.query("#filter"):
            from coach.tui.widgets.filter import FilterLine  # an input is not needed for the first paint

            self.query_one("#masthead").display = False
            await self.mount(FilterLine(self._seek, self._found), before="#masthead")
        self.query_one("#filter").focus()

    async def action_unfilter(self) -> None:
        """Show everything again."""
        await self.query("#filter").remove()
        self.query_one("#masthead").display = True
        self._seek("")
        self.query_one("#scenes").focus()

    def action_engines(self) -> None:
        """Step through who plays and who judges."""
        self._house.result().step_engines()
        self._show_status()

    @work(exclusive=True, group="open")
    async def action_visit(self, place: str) -> None:
        """Lay another screen over this one."""
        await self._house
        self.post_message(Visit(Place[place]))

    @work(exclusive=True, group="open")
    async def _begin(self, scene: str, level: Difficulty) -> None:
        self.post_message(Rehearse((await self._house).opening(scene, level)))

    @work(exclusive=True, group="past")
    async def _list_past(self) -> None:
        house = await self._house
        try:
            self._past = await house.past()
            self._show_past()
            self._show_status()  # it names those that cannot be read
            if await house.weigh():
                self._past = await house.past()
                self._show_past()
        except CoachError as error:
            shown = self.query_one("#sessions", OptionList)
            shown.set_options([Option(plain(error.sentence, "$text-error"), disabled=True)])

    def _seek(self, words: str) -> None:
        """Show only what has these words."""
        self._sought = words
        self._list_scenes()
        self._show_past()

    def _found(self) -> None:
        """Go from the filter to what it has found."""
        scenes = self.query_one("#scenes", OptionList)
        (scenes if scenes.highlighted is not None else self.query_one("#sessions", OptionList)).focus()

    def _list_scenes(self) -> None:
        scenes = self.query_one("#scenes", OptionList)
        at = scenes.highlighted_option.id if scenes.highlighted_option else None
        found = [cover for cover in self._covers if self._has(f"{cover.title} {cover.summary}")]
        none = [Option("No scene has these words.", disabled=True)]
        scenes.set_options(self._scene_options(found) or none)
        here = next((index for index, cover in enumerate(found) if cover.id == at), 0)
        scenes.highlighted = here if found else None
        self._describe()

    def _show_past(self) -> None:
        """List the past rehearsals that the filter lets through, with the cursor where it stood."""
        if self._past is None:
            return
        shown = self.query_one("#sessions", OptionList)
        at = shown.highlighted_option.id if shown.highlighted_option else None
        gap = "\n" if self._airy else ""
        listed = [past for past in self._past if self._has(past.sought)]
        offline = () if self._house.done() and self._house.result().has_model else _OFFLINE
        welcome = Content(gap + "\n").join((_WELCOME, *offline, _TO_COME))
        none = [Option("No past rehearsal has these words." if self._past else welcome, disabled=True)]
        shown.set_options([Option(Content.assemble(past.words, gap), id=past.id) for past in listed] or none)
        here = next((index for index, past in enumerate(listed) if past.id == at), 0)
        shown.highlighted = here if listed and (at is not None or shown.has_focus) else None
        self.refresh_bindings()
        self._describe()

    def _has(self, text: str) -> bool:
        return all(word in text.casefold() for word in self._sought.casefold().split())

    @property
    def _marked(self) -> Past | None:
        """The past rehearsal under the cursor; the newest one if none is."""
        sessions = self.query_one("#sessions", OptionList)
        marked = sessions.options[sessions.highlighted or 0] if sessions.options else None
        return self._past_by(marked.id) if marked else None

    def _past_by(self, name: str | None) -> Past | None:
        return next((past for past in self._past or () if past.id == name), None)

    def _describe(self) -> None:
        """Tell about the scene under the cursor: its summary at once, the rest once the house stands."""
        option = self.query_one("#scenes", OptionList).highlighted_option
        cover = next((cover for cover in self._covers if option and cover.id == option.id), None)
        words = Content("")
        if cover:
            house = self._house.result() if self._house.done() else None
            words = Content.assemble(plain(cover.summary), "\n\n", house.about(cover.id) if house else "")
        self.query_one("#scene", Static).update(words)
        self.query_one("#about").scroll_home(animate=False)

    def _show_status(self) -> None:
        for status in self.query("#status").results(Static):  # none is left where the app is about to end
            status.update(self._house.result().status)
        self.refresh_bindings()

    @property
    def _airy(self) -> bool:
        """Whether there is room for a line between the entries of a list."""
        return self.app.size.height >= 36

    def _scene_options(self, covers: Iterable[Cover]) -> list[Option]:
        gap = "\n" if self._airy else ""
        return [Option(Content.assemble(plain(cover.title), gap), id=cover.id) for cover in covers]
