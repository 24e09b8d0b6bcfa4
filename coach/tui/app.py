"""The app: one `Coach`, the screens over it, and an orderly end."""

import asyncio
import gc
from collections.abc import Callable

from textual.screen import Screen

from coach.coaching import Coach, Opening
from coach.errors import CoachError
from coach.tui import shape
from coach.tui.frame import Frame
from coach.tui.library import LibraryScreen
from coach.tui.navigation import Failed, ReadReport, Rehearse
from coach.tui.terminal import take_any_bytes

# Screens other than the first are imported when they open: their widgets would delay the first paint.


class CoachApp(Frame):
    """The rehearsal room."""

    CSS_PATH = "coach.tcss"

    def __init__(self, coach: Coach, opening: Opening | None = None) -> None:
        super().__init__()
        self.coach = coach
        self.fault: CoachError | None = None
        """Why what was asked for on the command line could not be opened."""
        self._opening = opening

    def get_default_screen(self) -> Screen[None]:
        """Return the library: it lies under every other screen."""
        return shape.fit(LibraryScreen(self.coach), self.size)

    def on_mount(self) -> None:
        """Open what the command line named, and leave what is heavy until something is on the screen."""
        self.call_after_refresh(self.after_paint)
        if self._opening:
            self.on_rehearse(Rehearse(self._opening))

    def after_paint(self) -> None:
        """Collect garbage again, and load the database's and the model's libraries while the user reads."""
        gc.enable()
        self.run_worker(self.coach.preload, thread=True)

    def on_rehearse(self, message: Rehearse) -> None:
        from coach.tui.rehearsal import RehearsalScreen

        self._show(RehearsalScreen(self.coach, message.opening))

    def on_read_report(self, message: ReadReport) -> None:
        from coach.tui.report import ReportScreen

        self._show(ReportScreen(self.coach, message.session))

    def on_failed(self, message: Failed) -> None:
        """Go back to the library with the reason, or leave with it where the command line asked for this."""
        if self._opening and message.opening is self._opening:
            self.fault = message.error
            self.exit(return_code=message.error.exit_code)
        else:
            self.pop_screen()
            self.notify(message.error.sentence, severity="error", markup=False, timeout=12)

    def _show(self, screen: Screen[None]) -> None:
        """Lay a screen over the library, in place of the one that lies there."""
        shape.fit(screen, self.size)
        self.switch_screen(screen) if len(self.screen_stack) > 1 else self.push_screen(screen)


def run(make_coach: Callable[[], Coach], opening: Opening | None = None) -> int:
    """Open the room, at once in a rehearsal if one is named, and return the exit code: 0, or 1 after a crash."""
    take_any_bytes()
    gc.disable()  # until the first paint: it goes over every new class again and again, for 50 ms of 400
    try:
        app = CoachApp(make_coach(), opening)
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
        await app.coach.close()
