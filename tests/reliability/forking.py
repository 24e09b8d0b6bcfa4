"""`python -m tests.reliability.forking FD`: starts coaches at once, each one forked off a process that has loaded them.

The coach itself is the real one, on a real terminal that is its controlling one; only its imports are spared.
"""

import importlib
import json
import os
import pkgutil
import signal
import socket
import sys
import tempfile
from pathlib import Path

import coach.tui
from coach import wiring
from coach.cli import run
from coach.settings import read_settings


def main(door: socket.socket) -> int:
    """Take commands until nobody sends any; in a coach that was forked off, return its exit code."""
    _load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how a keeper ended
    door.send(b"ready")
    while True:
        asked, handles, _, _ = socket.recv_fds(door, 65536, 2)
        if not asked:
            return 0
        terminal, notes = handles
        if os.fork() == 0:
            door.close()
            return _keep(json.loads(asked), terminal, notes)
        os.close(terminal)
        os.close(notes)


def _load() -> None:
    """Load what a room loads in its first seconds."""
    for module in pkgutil.walk_packages(coach.tui.__path__, "coach.tui."):
        if module.name != "coach.tui.browser":
            importlib.import_module(module.name)
    for name in ("coach.cli.rehearsing", "coach.cli.plain", "textual.drivers.linux_driver", "textual.command"):
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as home:
        told = {"COACH_HOME": home, "OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "COACH_MODEL": "loaded, never asked"}
        wiring.build(read_settings(told, cwd=Path(home))).preload()


def _keep(asked: dict[str, object], terminal: int, notes: int) -> int:
    """Start a coach on the terminal, and note its process and, when it has ended, its exit code."""
    # An interrupt that comes too early must not get lost, nor a hang-up where all of this was started by nohup.
    for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    if (child := os.fork()) == 0:
        return _play(asked, terminal, notes)
    os.close(terminal)
    os.write(notes, f"{child}\n".encode())
    _, status = os.waitpid(child, 0)
    os.write(notes, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _play(asked: dict[str, object], terminal: int, notes: int) -> int:
    os.close(notes)
    os.login_tty(terminal)
    os.environ.clear()
    environ, arguments = asked["environ"], asked["arguments"]
    assert isinstance(environ, dict)
    assert isinstance(arguments, list)
    os.environ.update(environ)
    os.chdir(environ["HOME"])
    if asked["cold"]:
        os.execv(sys.executable, [sys.executable, *arguments])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        stream = open(number, mode, buffering=1, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as it lives
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(socket.socket(fileno=int(sys.argv[1]))))
