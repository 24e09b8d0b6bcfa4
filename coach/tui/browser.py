"""Draws the screens for a page: Textual's web driver, mended where it was left alone."""

import os
from pathlib import Path
from typing import Any, BinaryIO, Literal, TextIO

from textual import messages
from textual.app import App
from textual.driver import Driver
from textual.drivers import web_driver
from textual.drivers.web_driver import WebDriver

from coach.tui.keyboard import forgive

forgive(web_driver)


class BrowserDriver(WebDriver):
    """Ends the app when nobody serves it any more, saves files here instead of sending them, and opens no links."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._write = self._write_all  # type: ignore[assignment]

    def run_input_thread(self) -> None:
        """Read until told to stop. The end of input means that the server is gone, and a fault that no key arrives."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(messages.ExitApp())

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Show the address. Nobody's words should open a page by one click."""
        self._app.notify(f"Links do not open from this page: {url}", markup=False)

    def deliver_binary(
        self,
        binary: BinaryIO | TextIO,
        *,
        delivery_key: str,
        save_path: Path,
        open_method: Literal["browser", "download"] = "download",
        encoding: str | None = None,
        mime_type: str | None = None,
        name: str | None = None,
    ) -> None:
        """Save a file where it would be saved in a terminal: the page is served to this machine only."""
        Driver.deliver_binary(
            self,
            binary,
            delivery_key=delivery_key,
            save_path=save_path,
            encoding=encoding,
            mime_type=mime_type,
            name=name,
        )

    def _write_all(self, data: bytes) -> int:
        """Write every byte; when nobody reads any more, as if."""
        left = memoryview(data)
        try:
            while left:
                left = left[os.write(self.fileno, left) :]
        except BrokenPipeError:
            pass  # the end of input tells the same, and ends the app
        return len(data)
