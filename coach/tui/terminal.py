"""What keeps the terminal whole: signals end the app cleanly, odd bytes are shown as such, a crash shows no secrets."""

import asyncio
import os
import signal
import sys
import traceback
from codecs import getincrementaldecoder
from types import ModuleType

from rich.text import Text
from textual.app import App
from textual.worker import WorkerFailed

from coach.text import clean

_SHOWN = 12_000
"""Characters of a traceback on the crash screen."""


def crash_text(error: BaseException) -> Text:
    """Return what is printed after a crash: the traceback without any local variable, and what to do.

    Textual's own crash screen prints local variables: a key or somebody's words could be among them.
    """
    lines = "".join(traceback.format_exception(error))
    advice = "The coach stopped because of a fault of its own. Every reply that was sent is kept; go on with:"
    return Text(f"{clean(lines, limit=_SHOWN)}\n{advice}\n\n    coach rehearse --resume latest\n")


class SafeApp(App[None]):
    """An app that leaves the terminal as it found it, however it ends."""

    def on_mount(self) -> None:
        """End in order when the process is told to stop or its terminal goes away.

        Without this Textual dies where it stands and leaves the terminal in its alternate screen.
        """
        if sys.platform == "win32":
            return  # asyncio has no signal handlers there, and a closed window ends the process anyway
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, lambda code=128 + number: self.exit(return_code=code))

    def _fatal_error(self) -> None:
        error = self._exception
        self.panic(crash_text((error.error if isinstance(error, WorkerFailed) else error) or RuntimeError("unknown")))


def take_any_bytes() -> None:
    """Let a byte that is no UTF-8 arrive as U+FFFD: Textual 8.2 dies of one, for example in a Latin-1 paste."""
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver  # the driver of this platform only

    forgive(linux_driver)


def forgive(driver: ModuleType) -> None:
    """Make a driver module decode what it reads with `errors="replace"`."""
    strict = getincrementaldecoder("utf-8")
    setattr(driver, "getincrementaldecoder", lambda _: lambda: strict(errors="replace"))  # noqa: B010 - a module's name


def without_developer_switches() -> None:
    """Forget Textual's developer variables: they send what is on the screen to another host or into a file."""
    for name in ("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEVTOOLS_HOST", "TEXTUAL_DEVTOOLS_PORT"):
        os.environ.pop(name, None)
