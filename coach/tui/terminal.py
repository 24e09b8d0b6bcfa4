"""What is left in the terminal: after a crash no secrets, and nothing where it has gone away."""

import os
import sys
import traceback

from rich.text import Text

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


def let_go() -> None:
    """Where the terminal has gone away, let go of what could not be written to it: at exit Python would fail on it."""
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream:
            try:
                stream.flush()
            except OSError:
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
