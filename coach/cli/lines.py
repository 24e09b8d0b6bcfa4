"""Standard input as lines, typed or piped."""

import asyncio
import sys
import threading
from contextlib import suppress

import click

from coach.text import clean


class InputEndedError(Exception):
    """There is nobody to answer any more."""


class Lines:
    """Standard input as lines, read in a thread of its own so that work goes on while somebody types."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self._typed = sys.stdin.isatty()
        # A daemon: a thread that waits for a line must not keep an interrupted program alive.
        threading.Thread(target=self._read, daemon=True, name="stdin").start()

    async def next(self) -> str | None:
        """Return the next line without its end, or `None` at the end of input."""
        return await self._queue.get()

    async def ask(self, question: str) -> str | None:
        """Write a question to stderr and return the next line, cleaned and bare, or `None` at the end of input."""
        click.echo(question, nl=False, err=True)
        line = await self.next()
        if not self._typed:
            click.echo(line or "", err=True)  # nobody has pressed Enter
        return None if line is None else clean(line).strip()

    async def answer(self, question: str, limit: int) -> str:
        """Ask until there is an answer of at most `limit` characters, and return it. Raises `InputEndedError`."""
        while (answer := await self.ask(question)) is not None:
            if len(answer) <= limit:
                return answer
            click.echo(f"That has {len(answer)} characters; say it in {limit}.", err=True)
        raise InputEndedError

    def drop(self) -> int:
        """Let go of the lines that have been read and not taken, and return how many they were."""
        count = 0
        while not self._queue.empty():
            count += bool((self._queue.get_nowait() or "").strip())
        return count

    def _read(self) -> None:
        with suppress(OSError):  # a terminal that has gone away ends the input, too
            for line in sys.stdin:
                self._put(line.rstrip("\n"))
        self._put(None)

    def _put(self, line: str | None) -> None:
        with suppress(RuntimeError):  # the loop has ended, and nobody wants the line any more
            self._loop.call_soon_threadsafe(self._queue.put_nowait, line)
