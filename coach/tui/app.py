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
from coach.tui.terminal import take_any_bytes


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
        await asyncio.to_thread(self.house.preload)

    def on_rehearse(self, message: Rehearse) -> None:
        if self.house:
            while len(self.screen_stack) > 2:
                self.pop_screen()
            self._show(self.house.rehearsal(message.opening), instead=len(self.screen_stack) == 2)

    def on_visit(self, message: Visit) -> None:
        if self.house:
            self._show(self.house.screen(message), instead=message.instead)

    def on_failed(self, message: Failed) -> None:
        """Go back to the library with the reason, or leave with it where the command line asked for this."""
        if self._opening and message.opening is self._opening:
            self._leave(message.error)
        else:
            self.pop_screen()
            self.notify(message.error.sentence, severity="error", markup=False, timeout=12)

    def _show(self, screen: Screen[None], *, instead: bool) -> None:
        """Lay a screen over the present one, or put it in its place."""
        shape.fit(screen, self.size)
        self.switch_screen(screen) if instead else self.push_screen(screen)

    def _leave(self, error: CoachError) -> None:
        self.fault = error
        self.exit(return_code=error.exit_code)


def run(build: Callable[[], House], opening: Opening | None = None) -> int:
    """Open the room, at once in a rehearsal if one is named, and return the exit code: 0, or 1 after a crash.

    Raises the `CoachError` for which the house could not be built or the rehearsal not be opened.
    """
    take_any_bytes()
    gc.disable()  # until the house stands: it goes over every new class again and again, for 50 ms of 400
    try:
        app = CoachApp(build, opening)
        asyncio.run(_play(app))
    finally:
        gc.enable()
    if app.fault:
        raise app.fault
    return app.return_code or 0


async def _play(app: CoachApp) -> None:
    try:
        await app.run_async()
    finally:
        if app.house:
            await app.house.close()
