"""The app: the first screen, the house behind it, the screens over it, and an orderly end."""

import asyncio
import gc
from collections.abc import Callable

from textual import work
from textual.screen import Screen

from coach.domain.opening import Opening
from coach.errors import CoachError
from coach.tui import shape
from coach.tui.frame import Frame
from coach.tui.library import LibraryScreen
from coach.tui.navigation import Failed, House, Rehearse, Visit


class CoachApp(Frame):
    """The rehearsal room."""

    CSS_PATH = "coach.tcss"

    def __init__(self, build: Callable[[], House], opening: Opening | None = None) -> None:
        """Take what builds the house: after the first paint, or at once where the first paint shows a rehearsal."""
        super().__init__()
        self.house = build() if opening else None
        self.fault: CoachError | None = None
        """Why the house could not be built, or what was asked for on the command line could not be opened."""
        self._build = build
        self._opening = opening

    def get_default_screen(self) -> Screen[None]:
        """Return the library: it lies under every other screen."""
        self._library = LibraryScreen()
        if self.house:
            self._library.furnish(self.house)
        return shape.fit(self._library, self.size)

    def on_mount(self) -> None:
        """Open what the command line named, and leave what is heavy until something is on the screen."""
        self.call_after_refresh(self.after_paint)
        if self._opening:
            self.on_rehearse(Rehearse(self._opening))

    @work
    async def after_paint(self) -> None:
        """Build the house, and load the database's and the model's libraries, while the user reads."""
        try:
            if self.house is None:
                self.house = await asyncio.to_thread(self._build)
                self._library.furnish(self.house)
        except CoachError as error:
            self._leave(error)
            return
        finally:
            gc.enable()
        if not self.wear(self.house.look):
            self.notify(f"There is no theme {self.house.look.theme}.", severity="warning", markup=False)
        await asyncio.to_thread(self.house.preload)

    def watch_theme(self, name: str) -> None:
        """Remember a theme that was chosen in the palette."""
        if name != self.worn and self.house:
            self.worn = name
            self._remember(self.house, name)

    @work(exclusive=True, group="theme")
    async def _remember(self, house: House, name: str) -> None:
        try:
            await asyncio.to_thread(house.keep_theme, name)
        except CoachError as error:
            self.notify(f"Not remembered: {error.sentence}", severity="warning", markup=False)

    def on_rehearse(self, message: Rehearse) -> None:
        self.uncovered(lambda: self._rehearse(message.opening))

    def on_visit(self, message: Visit) -> None:
        if house := self.house:
            self.uncovered(lambda: self.lay(house.screen(message), instead=message.instead))

    def on_failed(self, message: Failed) -> None:
        """Go back to the library with the reason, or leave with it where the command line asked for this."""
        if self._opening and message.opening is self._opening:
            self._leave(message.error)
        else:
            # Whoever went back meanwhile, or on to another screen, stays where they are.
            self.uncovered(lambda: self.back() if self.screen is message.screen else None)
            self.notify(message.error.sentence, severity="error", markup=False, timeout=12)

    def _rehearse(self, opening: Opening) -> None:
        if self.house:
            while len(self.screen_stack) > 2:
                self.pop_screen()
            self.lay(self.house.rehearsal(opening), instead=len(self.screen_stack) == 2)

    def _leave(self, error: CoachError) -> None:
        self.fault = error
        self.exit(return_code=error.exit_code)
