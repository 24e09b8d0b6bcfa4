"""What keeps the terminal whole: odd bytes are shown as such, and a crash shows no secrets."""

import os
import sys
import traceback
from codecs import getincrementaldecoder
from types import ModuleType

from rich.text import Text
from textual.drivers._writer_thread import WriterThread

from coach.text import clean

_SHOWN = 12_000
"""Characters of a traceback on the crash screen."""


def crash_text(error: BaseException) -> Text:
    """Return what is printed after a crash: the traceback without any local variable, and what to do.

    Textual's own crash screen prints local variables: a key or somebody's words could be among them.
    """
    lines = "".join(traceback.format_exception(error))
    advice = "The coach stopped because of a fault of its own. Every reply that was sent is kept; go on with:"
    return Text(f"{clean(lines[-_SHOWN:])}\n{advice}\n\n    coach rehearse --resume latest\n")


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


def outlive_terminal() -> None:
    """Let the app end in order after its window was closed."""
    if sys.platform != "win32":
        from textual.drivers import linux_driver  # the driver of this platform only

        setattr(linux_driver, "WriterThread", PatientWriter)  # noqa: B010 - a module's name


def take_any_bytes() -> None:
    """Let a byte that is no UTF-8 arrive as U+FFFD; Textual 8.2 ends with a traceback on one in a Latin-1 paste."""
    if sys.platform != "win32":
        from textual.drivers import linux_driver  # the driver of this platform only

        forgive(linux_driver)


def forgive(driver: ModuleType) -> None:
    """Make a driver module decode what it reads with `errors="replace"`."""
    strict = getincrementaldecoder("utf-8")
    setattr(driver, "getincrementaldecoder", lambda _: lambda: strict(errors="replace"))  # noqa: B010 - a module's name


def let_go() -> None:
    """Where the terminal has gone away, let go of what could not be written to it: at exit Python would fail on it."""
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream:
            try:
                stream.flush()
            except OSError:
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
