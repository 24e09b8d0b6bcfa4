"""The app without its screens: look, palette, and an orderly end, however it comes."""

import asyncio
import signal
import sys
from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import WorkerFailed

from coach.tui import shape
from coach.tui.terminal import crash_text
from coach.tui.theme import COACH


class Frame(App[None]):
    """An app that leaves the terminal as it found it."""

    TITLE = "Rehearsal Coach"
    HORIZONTAL_BREAKPOINTS, VERTICAL_BREAKPOINTS = shape.ACROSS, shape.DOWN
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "keys", "Help", priority=True),
        Binding("ctrl+q", "quit", "Quit", priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(COACH)
        self.theme = COACH.name

    def on_mount(self) -> None:
        """End in order when the process is told to stop or its terminal goes away.

        Without this Textual dies where it stands and leaves the terminal in its alternate screen.
        """
        if sys.platform == "win32":
            return  # asyncio has no signal handlers there, and a closed window ends the process anyway
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.exit, None, 128 + number)

    def action_keys(self) -> None:
        """Show the keys."""
        from coach.tui.keys import KeysScreen  # not needed for the first paint

        if not self.screen.is_modal:
            self.push_screen(KeysScreen())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer in the palette, by its name, whatever has a key on the screen."""
        for active in screen.active_bindings.values():
            if active.binding.show and active.enabled and active.binding.action != "quit":
                run = partial(self.run_action, active.binding.action, active.node)
                yield SystemCommand(active.binding.description, active.tooltip, run)
        yield from super().get_system_commands(screen)

    def _fatal_error(self) -> None:
        error = self._exception
        self.panic(crash_text((error.error if isinstance(error, WorkerFailed) else error) or RuntimeError("unknown")))
