"""One coach process behind one page: its start, its packets, its end.

The packets are those of Textual's web driver: a letter (D for what a terminal would carry, M for JSON beside it), the
size of what follows in four bytes, big end first, and that. Before the first one comes a line of its own.
"""

import asyncio
import contextlib
import json
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple

from coach.text import clean

PRELUDE = b"__GANGLION__\n"
MAX_PACKET = 16 * 1024 * 1024
"""Bytes; a screen of 400 × 200 with a colour in every cell is under 4 MiB."""
MAX_STDERR = 8 * 1024
"""Bytes that are kept of what a process writes on standard error: the last ones."""
STUCK_S = 5.0
"""Seconds after which a process that takes no key presses counts as stuck."""


class Size(NamedTuple):
    """Columns and rows, held to what a screen can have."""

    width: int
    height: int

    @classmethod
    def within(cls, width: int, height: int) -> "Size":
        """Return the nearest size from 1 × 1 to 400 × 200: a page could ask for one that takes all the memory."""
        return cls(max(1, min(width, 400)), max(1, min(height, 200)))


class Room:
    """A coach in a process group of its own, started without a shell."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._last_words = bytearray()
        self._muttering = asyncio.create_task(self._keep_last_words())
        self.forced = False
        """Whether it had to be ended by force."""

    @classmethod
    async def start(cls, command: Sequence[str], environ: Mapping[str, str], size: Size) -> "Room":
        """Start a coach on a screen of that size. Raises `OSError` where that is not possible."""
        own = {**environ, "COLUMNS": str(size.width), "ROWS": str(size.height)}
        return cls(
            await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=own, start_new_session=True
            )
        )

    @property
    def pid(self) -> int:
        """The number of the process, and of its group."""
        return self._process.pid

    @property
    def code(self) -> int | None:
        """The exit code once it has ended; of a signal its number, negative."""
        return self._process.returncode

    @property
    def last_words(self) -> str:
        """The end of what it wrote on standard error, cleaned."""
        return clean(self._last_words.decode("utf-8", "replace")).strip()

    async def paint(self, show: Callable[[bytes], Awaitable[None]]) -> None:
        """Hand on what is painted until the process ends or breaks the form.

        What the page can no longer be sent is read all the same: a process that cannot write could not end in order.
        What is said beside the painting (open this address, download this file) is not done.
        """
        out = self._process.stdout
        assert out
        seen = True
        try:
            while await out.readline() != PRELUDE:
                if out.at_eof():
                    return
            while True:
                head = await out.readexactly(5)
                size = int.from_bytes(head[1:], "big")
                if size > MAX_PACKET:
                    return
                payload = await out.readexactly(size)
                if seen and head.startswith(b"D"):
                    try:
                        await show(payload)
                    except (ConnectionError, RuntimeError):
                        seen = False
        except (asyncio.IncompleteReadError, ValueError):
            return  # it has ended, or what it wrote before the first packet was no line

    async def type(self, text: str) -> None:
        """Press keys. Raises `TimeoutError` where the process takes none."""
        await self._send(b"D", text.encode("utf-8", "replace"))

    async def tell(self, kind: str, **more: int) -> None:
        """Say something beside the keys: `resize` with width and height, `focus`, `blur`. Raises `TimeoutError`."""
        await self._send(b"M", json.dumps({"type": kind, **more}).encode())

    async def close(self, grace_s: float) -> None:
        """End the process: by asking, then by SIGTERM, then by SIGKILL, `grace_s` seconds after one another.

        Its whole group goes with it, so that nothing which it started is left.
        """
        stdin = self._process.stdin
        assert stdin
        if not stdin.is_closing():
            stdin.write(_packet(b"M", b'{"type": "quit"}'))
            stdin.close()
        for number in (None, signal.SIGTERM, signal.SIGKILL):
            if number:
                self._signal(number)
            self.forced = number is signal.SIGKILL
            try:
                async with asyncio.timeout(grace_s):
                    await self._process.wait()
            except TimeoutError:
                continue
            break
        self._signal(signal.SIGKILL)
        await self._muttering

    async def _send(self, kind: bytes, payload: bytes) -> None:
        stdin = self._process.stdin
        assert stdin
        if stdin.is_closing():
            return
        stdin.write(_packet(kind, payload))
        try:
            async with asyncio.timeout(STUCK_S):
                await stdin.drain()
        except ConnectionError:
            pass  # it has just ended; whoever reads its painting sees that

    async def _keep_last_words(self) -> None:
        source = self._process.stderr
        assert source
        while data := await source.read(4096):
            self._last_words = (self._last_words + data)[-MAX_STDERR:]

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):  # nobody is left
            os.killpg(self.pid, number)


def _packet(kind: bytes, payload: bytes) -> bytes:
    return b"%s%s%s" % (kind, len(payload).to_bytes(4, "big"), payload)
