"""The app: one `Coach`, the screens over it, and an orderly end."""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial

from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from coach.coaching import Coach, Opening
from coach.errors import CoachError
from coach.tui.library import LibraryScreen
from coach.tui.navigation import Failed, ReadReport, Rehearse
from coach.tui.terminal import SafeApp, take_any_bytes, without_developer_switches
from coach.tui.theme import COACH

# Screens other than the first are imported when they open: their widgets would delay the first paint.


class CoachApp(SafeApp):
    """The rehearsal room."""

    TITLE = "Rehearsal Coach"
    CSS_PATH = "coach.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own declaration
    BINDINGS = [  # noqa: RUF012
        Binding("f1", "keys", "Help", priority=True),
        Binding("ctrl+q", "quit", "Quit", priority=True),
    ]

    def __init__(self, coach: Coach, opening: Opening | None = None) -> None:
        super().__init__()
        self.coach = coach
        self.fault: CoachError | None = None
        """Why what was asked for on the command line could not be opened."""
        self._opening = opening
        self.register_theme(COACH)
        self.theme = COACH.name

    def get_default_screen(self) -> Screen[None]:
        """Return the library: it lies under every other screen."""
        return LibraryScreen(self.coach)

    def on_mount(self) -> None:
        """Open what the command line named."""
        if self._opening:
            self.on_rehearse(Rehearse(self._opening))

    def on_rehearse(self, message: Rehearse) -> None:
        """Open a rehearsal."""
        from coach.tui.rehearsal import RehearsalScreen

        self._show(RehearsalScreen(self.coach, message.opening))

    def on_read_report(self, message: ReadReport) -> None:
        """Open a report."""
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

    def action_keys(self) -> None:
        """Show the keys."""
        from coach.tui.keys import KeysScreen

        if not isinstance(self.screen, KeysScreen):
            self.push_screen(KeysScreen())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every key command of the screen in the palette too."""
        for active in screen.active_bindings.values():
            if active.binding.show and active.enabled:
                run = partial(self.run_action, active.binding.action, active.node)
                yield SystemCommand(active.binding.description, active.tooltip, run)
        yield from super().get_system_commands(screen)

    def _show(self, screen: Screen[None]) -> None:
        self.switch_screen(screen) if len(self.screen_stack) > 1 else self.push_screen(screen)


def run(make_coach: Callable[[], Coach], opening: Opening | None = None) -> int:
    """Open the room, at once in a rehearsal if one is named, and return the exit code: 0, or 1 after a crash."""
    without_developer_switches()
    take_any_bytes()
    app = CoachApp(make_coach(), opening)
    asyncio.run(_play(app))
    if app.fault:
        raise app.fault
    return app.return_code or 0


async def _play(app: CoachApp) -> None:
    try:
        await app.run_async()
    finally:
        await app.coach.close()
