"""The first screen: the scenes, the level, past rehearsals, and which engines will play.

It is painted before the coach is there. What needs the coach waits for it in a worker, so that no key is lost.
"""

import asyncio
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.domain.opening import Difficulty, Opening
from coach.errors import CoachError
from coach.library.covers import Cover, shipped_covers
from coach.tui.navigation import House, Past, Place, Rehearse, Visit
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.level import LevelPicker
from coach.tui.words import plain


class LibraryScreen(Screen[None]):
    """Choose a scene and a level, or a past rehearsal."""

    AUTO_FOCUS = "#scenes"
    BINDINGS: ClassVar[list[BindingType]] = [
        # In the order in which the list has these keys: so the focus, which comes after the first paint, moves none.
        Binding("left", "level(-1)", "Level", key_display="← →", tooltip="An easier level", priority=True),
        Binding("right", "level(1)", "Harder", show=False, priority=True),
        Binding("enter", "open", "Begin", priority=True, tooltip="Begin the scene, or open the past rehearsal"),
        Binding("a", "again", "Again", tooltip="Play the past rehearsal's own scene again"),
        Binding("m", "models", "Model", tooltip="Choose a language model"),
        Binding("e", "engines", "Engines", tooltip="Change who plays and who judges"),
        Binding("d", "doctor", "Doctor", tooltip="Check settings, files, database and server"),
        Binding("question_mark", "app.keys", "Help", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._house: asyncio.Future[House] = asyncio.get_running_loop().create_future()
        self._covers: Sequence[Cover] = ()
        self._past: Sequence[Past] = ()

    def compose(self) -> ComposeResult:
        """Lay out the scenes and the place for past rehearsals."""
        house = self._house.result() if self._house.done() else None
        self._covers = house.covers if house else shipped_covers()
        yield Static("[b]Rehearsal Coach[/]  [$text-muted]Rehearse the talk before you have it.[/]", id="masthead")
        with Vertical(id="shelves"):
            scenes = OptionList(*_scene_options(self._covers), id="scenes", markup=False)
            scenes.border_title = "Scenes"
            yield scenes
            past = OptionList(id="sessions", markup=False)
            past.border_title = "Past rehearsals"
            yield past
        yield LevelPicker()
        # Two lines from the start, so that nothing moves when they are known.
        yield Static(house.status if house else Content.styled("Reading the settings …\n", "$text-muted"), id="status")
        yield KeyBar()

    def furnish(self, house: House) -> None:
        """Take what lies behind this screen; scenes that are new go below those that stand there."""
        self._house.set_result(house)
        if not self.is_mounted:
            return
        covers, scenes = house.covers, self.query_one("#scenes", OptionList)
        if covers[: len(self._covers)] == list(self._covers):
            scenes.add_options(_scene_options(covers[len(self._covers) :]))
        else:  # a scene of the coach's own was refused
            scenes.set_options(_scene_options(covers))
            scenes.highlighted = 0
        self._covers = covers
        self._show_status(house)

    def on_screen_resume(self) -> None:
        """Fill in the past rehearsals, and bring them up to date after another screen."""
        self.call_after_refresh(self._list_past)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Begin the scene, or open the past rehearsal, that Enter or a click has chosen."""
        if event.option_list.id == "scenes":
            self._begin(self._covers[event.option_index].id, self.query_one(LevelPicker).level)
        elif past := self._past_at(event.option_index):
            self.post_message(Rehearse(Opening(resume=past.id)) if past.is_open else Visit(Place.REPORT, past.id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is a past rehearsal, or a model, for."""
        if action == "engines":
            return self._house.done() and self._house.result().has_model
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
        if past := self._past_at(self.query_one("#sessions", OptionList).highlighted or 0):
            self.post_message(Rehearse(Opening(again=past.id)))

    @work(exclusive=True, group="open")
    async def action_models(self) -> None:
        """Choose a language model."""
        house = await self._house
        await house.choose_model(self.app)
        self._show_status(house)

    def action_engines(self) -> None:
        """Step through who plays and who judges."""
        house = self._house.result()
        house.step_engines()
        self._show_status(house)

    @work(exclusive=True, group="open")
    async def action_doctor(self) -> None:
        """Check everything."""
        await self._house
        self.post_message(Visit(Place.DOCTOR))

    @work(exclusive=True, group="open")
    async def _begin(self, scene: str, level: Difficulty) -> None:
        self.post_message(Rehearse((await self._house).opening(scene, level)))

    @work(exclusive=True, group="past")
    async def _list_past(self) -> None:
        shown = self.query_one("#sessions", OptionList)
        try:
            past = await (await self._house).past()
        except CoachError as error:
            shown.set_options([Option(plain(error.sentence, "$text-error"), disabled=True)])
            return
        if past != self._past or not past:
            at = shown.highlighted
            self._past = past
            none = [Option("None yet. They will stand here, newest first.", disabled=True)]
            shown.set_options([Option(p.words) for p in past] or none)
            shown.highlighted = min(at, len(past) - 1) if at is not None and past else None
            self.refresh_bindings()

    def _past_at(self, index: int) -> Past | None:
        return self._past[index] if index < len(self._past) else None

    def _show_status(self, house: House) -> None:
        self.query_one("#status", Static).update(house.status)
        self.refresh_bindings()


def _scene_options(covers: Iterable[Cover]) -> list[Option]:
    return [
        Option(Content.assemble(plain(c.title, "bold"), "\n", plain(c.summary, "$text-muted"), "\n"), id=c.id)
        for c in covers
    ]
