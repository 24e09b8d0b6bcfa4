"""The app without its screens: look, palette, how screens lie over one another, and an orderly end however it comes."""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from rich.console import RenderableType
from textual.app import App, ScreenStackError, SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.events import DescendantFocus, Event, Paste
from textual.screen import Screen
from textual.worker import WorkerFailed

from coach.text import clean, one_line
from coach.tui import shape
from coach.tui.look import Look, first_look
from coach.tui.terminal import crash_text
from coach.tui.theme import COACH, OWN


class Frame(App[None]):
    """An app that leaves the terminal as it found it."""

    TITLE = "Rehearsal Coach"
    HORIZONTAL_BREAKPOINTS, VERTICAL_BREAKPOINTS = shape.ACROSS, shape.DOWN
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "keys", "Help", priority=True, tooltip="What can be done on this screen, and with which key"),
        Binding("ctrl+q", "quit", "Quit", priority=True, tooltip="Leave the coach; every reply that was sent is kept"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._covered: list[tuple[Screen[object], Callable[[], None]]] = []
        """What is to be done once no dialog lies over that screen any more."""
        for theme in OWN:
            self.register_theme(theme)
        self.worn = COACH.name
        """The theme that is set, so that the palette has chosen any other."""
        self.wear(first_look())

    def get_driver_class(self) -> type[Driver]:
        """Return what draws on this terminal, or the driver that the page has asked for."""
        chosen = super().get_driver_class()
        if chosen.__module__ != "textual.drivers.linux_driver":
            return chosen
        from coach.tui.driver import TerminalDriver  # the driver of this platform only

        return TerminalDriver

    def on_load(self) -> None:
        """End in order when the process is told to stop or its terminal goes away, from before the first painting on.

        Without this Textual dies where it stands and leaves the terminal in its alternate screen, or, where it was
        interrupted, ends as if nothing had been.
        """
        if sys.platform == "win32":
            return  # asyncio has no signal handlers there, and a closed window ends the process anyway
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.exit, None, 128 + number)

    def on_mount(self) -> None:
        """Take the signals back from the driver of the page, which has set its own meanwhile."""
        self.on_load()

    def wear(self, look: Look) -> bool:
        """Take on a look; return whether its theme is known."""
        if look.still:
            self.animation_level = "none"
        elif self.animation_level == "none":
            self.animation_level = "full"
        known = look.theme in self.available_themes
        self.worn = look.theme if known else COACH.name
        self.theme = self.worn
        return known

    async def on_event(self, event: Event) -> None:
        """Clean what is pasted, wherever it goes: Textual's inputs show it to the terminal as it came."""
        if isinstance(event, Paste) and not event.is_forwarded:
            event.text = clean(event.text, limit=len(event.text) + 1)
        await super().on_event(event)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Show the address, whoever asks: nothing in anybody's words opens a page by one click."""
        self.notify(f"Links do not open from here: {one_line(url)}", markup=False)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Keep the cursor still where the screens are to keep still."""
        if hasattr(event.widget, "cursor_blink"):  # an input of any kind; their modules are not loaded for this
            event.widget.cursor_blink = self.animation_level != "none"

    def action_keys(self) -> None:
        """Show what can be done on this screen."""
        from coach.tui.keys import KeysScreen  # not needed for the first paint

        if not self.screen.is_modal:
            self.push_screen(KeysScreen(self.screen))

    def action_command_palette(self) -> None:
        """Show the palette, but over no dialog: when that ends, it takes away whatever lies uppermost."""
        if not self.screen.is_modal:
            super().action_command_palette()

    def lay(self, screen: Screen[None], *, instead: bool = False) -> None:
        """Lay a screen over the present one, or put it in its place."""
        shape.fit(screen, self.size)
        self.switch_screen(screen) if instead else self.push_screen(screen)

    def back(self) -> None:
        """Take the uppermost screen away."""
        self.pop_screen()

    def uncovered(self, act: Callable[[], None]) -> None:
        """Do what changes the screens: at once, or when the dialog that lies over them is closed.

        Nobody has the help taken away that they are reading. Where the screen below is gone by then, so is the wish.
        """
        if self.screen.is_modal:
            below = next(screen for screen in reversed(self.screen_stack) if not screen.is_modal)
            self._covered.append((below, act))
        else:
            act()

    def pop_screen(self) -> AwaitComplete:
        """Take the uppermost screen away."""
        popped = super().pop_screen()
        self.call_later(self._act_uncovered)
        return popped

    def _act_uncovered(self) -> None:
        if not self.screen.is_modal:
            waiting, self._covered = self._covered, []
            for below, act in waiting:
                if below is self.screen:
                    act()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer in the palette, by its name, whatever has a key on the screen."""
        for active in screen.active_bindings.values():
            told = active.binding.show or active.binding.tooltip
            if told and active.enabled and active.binding.action != "quit":
                run = partial(self.run_action, active.binding.action, active.node)
                yield SystemCommand(active.binding.description, active.tooltip, run)
        own = {"Theme", "Quit", "Screenshot"}  # the help of Textual's own would stand beside ours
        yield from (command for command in super().get_system_commands(screen) if command.title in own)

    def panic(self, *renderables: RenderableType) -> None:
        """End after a fault, and not as if nothing had been: Textual's input thread would."""
        self._return_code = self._return_code or 1
        super().panic(*renderables)

    def _handle_exception(self, error: Exception) -> None:
        """End after a fault; but where the app ends anyway, a screen may lack its parts, or its place, by now.

        What a screen does to keep something as it goes (`on_unmount`) does not come by here then: Textual lets a fault
        of that out of `run_async`.
        """
        cause = error.error if isinstance(error, WorkerFailed) else error
        if not (self._exit and isinstance(cause, NoMatches | ScreenStackError)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        error = self._exception
        self.panic(crash_text((error.error if isinstance(error, WorkerFailed) else error) or RuntimeError("unknown")))
