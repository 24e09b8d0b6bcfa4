"""The coach in a terminal of its own: keys in, a screen out, the modes it has set, and how it ended."""

import atexit
import fcntl
import json
import os
import re
import select
import signal
import socket
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Self

import pyte

ROOT = Path(__file__).parents[2]
LONG_S = 20.0
"""Seconds that anything may take on a machine that is busy elsewhere; what is promised in less is measured apart."""
_MODE = re.compile(rb"\x1b\[\?(\d+)([hl])")
_KITTY = re.compile(rb"\x1b\[([<>=])\d*(?:;\d*)?u")
_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0-9A-Za-z]|[=>78])")
ALTERNATE, CURSOR, WRAP = 1049, 25, 7
LEFT_ON = {CURSOR, WRAP}
"""The modes that a terminal has at first."""


class Stage:
    """Where coaches are forked off; one for all terminals of this process."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "tests.reliability.forking", str(theirs.fileno())]
        environ = {**_plain_environment(), "PYTHONPATH": str(ROOT)}
        with open(os.devnull, "r+b") as nothing:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=environ, pass_fds=[theirs.fileno()], stdin=nothing, stdout=nothing
            )
        theirs.close()
        if ours.recv(16) != b"ready":
            raise RuntimeError("the coaches could not be loaded")
        self._door = ours

    def start(self, arguments: Sequence[str], environ: dict[str, str], terminal: int, *, cold: bool) -> socket.socket:
        """Start a coach on a terminal and return where its process and its exit code will be told, a line each."""
        ours, theirs = socket.socketpair()
        asked = {"arguments": list(arguments), "environ": environ, "cold": cold}
        socket.send_fds(self._door, [json.dumps(asked).encode()], [terminal, theirs.fileno()])
        theirs.close()
        return ours

    def close(self) -> None:
        """End it; what it has started goes on."""
        self._door.close()
        self._process.wait()


@cache
def stage() -> Stage:
    """Return the one stage of this process. It ends when this process does."""
    opened = Stage()
    atexit.register(opened.close)
    return opened


def _plain_environment() -> dict[str, str]:
    passed = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {**passed, "LANG": "C.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONUNBUFFERED": "1"}


class PseudoTerminal:
    """A coach that runs in a terminal. Times are seconds of the monotonic clock.

    What it writes is kept as bytes; the screen is drawn from them when somebody looks.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        home: Path,
        *,
        environ: dict[str, str] | None = None,
        program: Sequence[str] | None = None,
        cold: bool = False,
        columns: int = 80,
        rows: int = 24,
    ) -> None:
        """Start `coach ARGUMENTS` in a home; `cold` with a Python of its own, `program` that instead of the coach."""
        self.master, self._slave = os.openpty()
        self.attributes = termios.tcgetattr(self._slave)
        self.size = (columns, rows)
        self.output = bytearray()
        """Everything that was written."""
        self.code: int | None = None
        """The exit code, negative for a signal, once it has ended."""
        self._drawn = 0
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._set_size(columns, rows)
        told = {**_plain_environment(), "HOME": str(home), "COACH_HOME": str(home), "PYTHONPATH": str(ROOT)}
        command = list(program or (["-m", "coach", *arguments] if cold else arguments))
        self._notes = stage().start(command, told | (environ or {}), self._slave, cold=cold or program is not None)
        self._told = self._notes.makefile("rb")
        self.pid = int(self._told.readline())
        self.began = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.code is None:
            self.kill(signal.SIGKILL)
            self.wait_for_exit(LONG_S)
        self._told.close()
        self._notes.close()
        self.hang_up()
        os.close(self._slave)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        if self._drawn < len(self.output):
            self._stream.feed(bytes(self.output[self._drawn :]))
            self._drawn = len(self.output)
        return "\n".join(line.rstrip() for line in self._screen.display)

    def send(self, keys: str | bytes, at_most_s: float = LONG_S) -> bool:
        """Press keys, while what is written is read; return whether all of them were taken in time."""
        left = memoryview(keys.encode() if isinstance(keys, str) else keys)
        end = time.monotonic() + at_most_s
        os.set_blocking(self.master, False)
        while left and (now := time.monotonic()) < end and self.code is None:
            readable, writable, _ = select.select(self._ends, [self.master], [], end - now)
            if self.master in readable:
                self._read()
            if self._notes.fileno() in readable:
                self._note_end()
            if writable:
                with suppress(BlockingIOError):
                    left = left[os.write(self.master, left) :]
        return not left

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size. The coach paints everything anew, so that what it painted before is let go."""
        self._set_size(columns, rows)
        self._screen.resize(rows, columns)
        self._screen.reset()
        self.pump(0)
        self._drawn = len(self.output)

    def settle(self, quiet_s: float = 0.3, at_most_s: float = 5.0) -> None:
        """Read what is written until nothing comes and nothing is done for a while. Nothing is drawn."""
        end = time.monotonic() + at_most_s
        done = -1.0
        while self.code is None and time.monotonic() < end:
            before, worked = len(self.output), done
            self.pump(quiet_s)
            done = self._worked_s()
            if len(self.output) == before and done - worked < quiet_s / 10:
                return

    def pump(self, for_s: float) -> None:
        """Read what is written for so many seconds, or until it has ended."""
        self.wait_until(lambda: False, for_s)

    def wait_for(self, *words: str, at_most_s: float = LONG_S) -> bool:
        """Return whether all the words come to stand on the screen in so many seconds."""
        return self.wait_until(lambda: all(word in self.text for word in words), at_most_s)

    def wait_until(self, condition: Callable[[], bool], at_most_s: float = LONG_S) -> bool:
        """Read what is written until the condition holds, and return whether it does."""
        end = time.monotonic() + at_most_s
        while not condition():
            left = end - time.monotonic()
            if left <= 0 or self.code is not None:
                return condition()
            readable, _, _ = select.select(self._ends, [], [], left)
            if self.master in readable:
                self._read()
            if self._notes.fileno() in readable:
                self._note_end()
        return True

    def kill(self, number: signal.Signals) -> None:
        """Send a signal."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def wait_for_exit(self, at_most_s: float) -> float | None:
        """Return after how many seconds it ended, or nothing if it did not in time; its last words are read."""
        began = time.monotonic()
        if self.master < 0:
            select.select([self._notes], [], [], at_most_s)
            self._note_end()
        else:
            self.pump(at_most_s)
        return None if self.code is None else time.monotonic() - began

    def hang_up(self) -> None:
        """Close the window."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    @property
    def broken(self) -> str:
        """What of the terminal was not left as it was found, in words; empty if it is whole."""
        told = list(_left_behind(bytes(self.output)))
        if self.master >= 0 and termios.tcgetattr(self._slave)[:6] != self.attributes[:6]:
            told.append("the line settings are not as they were")
        return ", ".join(told)

    @property
    def last_words(self) -> list[str]:
        """The lines that were written after the alternate screen was left, without sequences."""
        rest = bytes(self.output).rpartition(f"\x1b[?{ALTERNATE}l".encode())[2]
        lines = _SEQUENCE.sub(b"", rest).decode("utf-8", "replace").replace("\r", "").split("\n")
        return [line for line in lines if line.strip()]

    @property
    def _ends(self) -> list[int]:
        """What can be read: its output, and how it ended."""
        return [self.master, self._notes.fileno()]

    def _worked_s(self) -> float:
        """Return the seconds of processor time that it has used."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _set_size(self, columns: int, rows: int) -> None:
        self.size = (columns, rows)
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self) -> None:
        with suppress(BlockingIOError, OSError):
            self.output += os.read(self.master, 1 << 16)

    def _note_end(self) -> None:
        """Take the exit code, and what was written before it."""
        if self.code is None and select.select([self._notes], [], [], 0)[0]:
            self.code = int(self._told.readline())
            while self.master >= 0 and select.select([self.master], [], [], 0)[0]:
                self._read()


def _left_behind(output: bytes) -> Iterator[str]:
    """Yield which modes are not as they were at the beginning."""
    on = set(LEFT_ON)
    for number, switch in _MODE.findall(output):
        (on.add if switch == b"h" else on.discard)(int(number))
    for mode in sorted(on - LEFT_ON):
        yield f"mode {mode} is still on"
    for mode in sorted(LEFT_ON - on):
        yield f"mode {mode} is still off"
    # The stack of key protocols belongs to the alternate screen: what was pushed there has to be popped there.
    inside = output.partition(f"\x1b[?{ALTERNATE}h".encode())[2].rpartition(f"\x1b[?{ALTERNATE}l".encode())[0]
    pushed = [sign for sign in _KITTY.findall(output) if sign != b"="]
    if pushed.count(b">") != pushed.count(b"<") or len(_KITTY.findall(inside)) < len(pushed):
        yield "the key protocol is still pushed"
