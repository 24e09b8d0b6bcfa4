"""A program in a terminal of its own, with a clock on what it paints."""

import fcntl
import os
import pty
import re
import signal
import struct
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte

REST_S = 0.8
"""So long without a change of text is rest; a blinking cursor changes no text."""


class Terminal:
    """Runs a program in a pseudo-terminal of 120 × 40 and keeps its screen. Times are of the monotonic clock, in s."""

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], *, columns: int = 120, rows: int = 40
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._news = threading.Condition()
        self._seen = ""
        self.changed_at = 0.0
        self.started_at = time.monotonic()
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), {**environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"})
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return self._seen

    def send(self, keys: str) -> float:
        """Press keys and return the moment just before."""
        now = time.monotonic()
        os.write(self._handle, keys.encode())
        return now

    def wait_for(self, pattern: str, timeout_s: float = 30.0) -> float:
        """Return the moment at which the program wrote what first made `pattern` (a regex) stand on the screen."""
        end = time.monotonic() + timeout_s
        with self._news:
            while not re.search(pattern, self._seen):
                if not self._news.wait(timeout=max(0.0, end - time.monotonic())) and time.monotonic() > end:
                    raise TimeoutError(f"{pattern!r} did not appear; the screen shows:\n{self._seen}")
            return self.changed_at

    def wait_for_change(self, since: float, timeout_s: float = 2.0) -> bool:
        """Return whether the text changed after the moment `since`, once it has come to rest."""
        end = since + timeout_s
        with self._news:
            while self.changed_at <= since and time.monotonic() < end:
                self._news.wait(timeout=max(0.01, end - time.monotonic()))
        return self.wait_for_rest() > since

    def wait_for_rest(self) -> float:
        """Return the moment of the last change of text before the screen came to rest."""
        with self._news:
            while (left := self.changed_at + REST_S - time.monotonic()) > 0 or not self._seen.strip():
                self._news.wait(timeout=max(0.01, left))
            return self.changed_at

    def memory(self) -> float:
        """Return the resident memory of the program, in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        found = re.search(r"VmRSS:\s+(\d+)", status)
        assert found
        return int(found[1]) / 1024

    def cpu(self) -> float:
        """Return the seconds of processor time that the program has used, all its threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self._reader.join(timeout=5)
        os.close(self._handle)

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._handle, 65536)
            except OSError:
                return  # the program has ended
            now = time.monotonic()
            self._stream.feed(data)
            text = "\n".join(line.rstrip() for line in self._screen.display)
            with self._news:
                if text != self._seen:
                    self._seen, self.changed_at = text, now
                    self._news.notify_all()
