"""The app in a real terminal: a crash shows no secrets, exits as a failure, and leaves the terminal whole."""

import sys
from pathlib import Path

import pytest

from tests.reliability.pseudoterminal import PseudoTerminal

CRASH = """
import sys
from coach.cli import run
from coach.tui.room.screen import RehearsalScreen

def crash(self, event):
    secret = "canary" + "-of-a-local"
    raise RuntimeError("the pipe is broken")

RehearsalScreen.on_reply_input_sent = crash
sys.exit(run(["rehearse", "high-visibility-projects"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_crash_tells_no_locals_and_leaves_the_terminal_whole(tmp_path: Path) -> None:
    with PseudoTerminal([], tmp_path, program=["-c", CRASH]) as terminal:
        assert terminal.wait_for("What do you say?")
        terminal.send("Thanks for your time.")
        assert terminal.wait_for("your time.")
        terminal.send("\r")
        assert terminal.wait_for_exit(20) is not None
        assert terminal.code == 1
        assert terminal.broken == ""
        told = "\n".join(terminal.last_words)
        assert "RuntimeError: the pipe is broken" in told
        assert "canary-of-a-local" not in told
        assert "coach rehearse --resume latest" in told


DEAF = """
import signal
import sys
from coach.cli import run
from coach.tui.frame import Frame

Frame.on_load = Frame.on_mount = lambda self: signal.signal(signal.SIGHUP, signal.SIG_IGN)
sys.exit(run(["rehearse", "high-visibility-projects"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_window_that_closes_without_a_signal_ends_the_app(tmp_path: Path) -> None:
    with PseudoTerminal([], tmp_path, program=["-c", DEAF]) as terminal:
        assert terminal.wait_for("What do you say?")
        terminal.hang_up()
        assert terminal.wait_for_exit(20) is not None
        assert terminal.code == 129


EARLY = """
import os
import signal
import sys
from textual.app import App
from coach.cli import run

begin = App.run_async

async def interrupted(self, *args, **kwargs):
    os.kill(os.getpid(), signal.SIGINT)
    await begin(self, *args, **kwargs)

App.run_async = interrupted
sys.exit(run([]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_an_interrupt_before_anything_is_painted_is_no_success(tmp_path: Path) -> None:
    with PseudoTerminal([], tmp_path, program=["-c", EARLY]) as terminal:
        assert terminal.wait_for_exit(20) is not None
        assert terminal.code == 130
        assert terminal.broken == ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_plain_talk_ends_with_its_window_though_no_signal_comes(tmp_path: Path) -> None:
    program = DEAF.replace('"high-visibility-projects"', '"high-visibility-projects", "--plain"')
    program = program.replace("sys.exit(", "signal.signal(signal.SIGHUP, signal.SIG_IGN)\nsys.exit(")
    with PseudoTerminal([], tmp_path, program=["-c", program]) as terminal:
        assert terminal.wait_for("You:")
        terminal.hang_up()
        assert terminal.wait_for_exit(20) is not None
        assert terminal.code == 1
