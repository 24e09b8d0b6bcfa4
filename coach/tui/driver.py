"""Textual's driver for a terminal, mended where it ends the app, keeps it waiting, or leaves a terminal changed."""

import signal
from codecs import getincrementaldecoder
from typing import Any

from textual.app import App
from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread

from coach.tui.keyboard import fitted, forgive


class PatientWriter(WriterThread):
    """Writes to the terminal as long as there is one; after that it still takes what would be written.

    Textual's own thread ends with an error, and the app then waits for ever for a place in its queue.
    """

    def run(self) -> None:
        """Write until told to stop."""
        try:
            super().run()
        except OSError:
            while self._queue.get() is not None:
                pass


class UntilTheEnd:
    """Decodes UTF-8, and tells the end of input, at which Textual looks for more for ever."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")(errors="replace")

    def decode(self, data: bytes, *, final: bool = False) -> str:
        """Return the text of some bytes; raises `EOFError` where there are none, and will be none."""
        if not (data or final):
            raise EOFError
        return self._decoder.decode(data, final)


class TerminalDriver(linux_driver.LinuxDriver):
    """Draws a tiny window as a small one, leaves the mouse as it was, and ends the app when nobody can type."""

    def run_input_thread(self) -> None:
        """Read keys until told to stop, or until the terminal is gone: a closed window may send no signal."""
        try:
            super().run_input_thread()
        except (EOFError, OSError):
            self._app.call_later(self._app.exit, None, 128 + signal.SIGHUP)

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._size = self._size or self._get_terminal_size()

    def _get_terminal_size(self) -> tuple[int, int]:
        return fitted(*super()._get_terminal_size())

    def _disable_mouse_support(self) -> None:
        super()._disable_mouse_support()
        if self._mouse_pixels:  # Textual asks for them, and does not take that back
            self.write("\x1b[?1016l")


forgive(linux_driver, UntilTheEnd)
setattr(linux_driver, "WriterThread", PatientWriter)  # noqa: B010 - a module's name
