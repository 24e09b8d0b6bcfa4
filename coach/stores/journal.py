"""Keeps the verdicts of a long measurement on disk as they come, one JSON line each, readable by their owner alone."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pydantic import Field, ValidationError

from coach.domain.figures import Timed
from coach.domain.value import Identifier, Text, Value
from coach.errors import StoreError
from coach.text import clean


class _Entry(Value):
    """One line of the file."""

    reply: Text
    run: int = Field(ge=1)
    timed: Timed


class FileJournal:
    """The `Journal` of one judge: a file that only grows. Each line is written at once and synced.

    A process that is killed leaves at most one torn line, which is passed over; its verdict is asked for again.
    """

    def __init__(self, directory: Path, judge: Identifier) -> None:
        """Name the file; it is made when the first verdict comes."""
        self._path = directory / f"{judge}.jsonl"

    def kept(self) -> Mapping[tuple[str, int], Timed]:
        """Return the verdicts of earlier runs; of several for one reply and run the latest."""
        with self._plain_errors():
            # A line end may only stand between entries: JSON escapes those within.
            lines = self._path.read_bytes().split(b"\n") if self._path.exists() else []
        kept = {}
        for line in lines:
            try:
                entry = _Entry.model_validate_json(line)
            except ValidationError:
                continue  # torn by a kill, or of another version: that verdict is asked for again
            kept[entry.reply, entry.run] = entry.timed
        return kept

    def keep(self, reply: str, run: int, verdict: Timed) -> None:
        """Put one verdict on disk."""
        line = _Entry(reply=reply, run=run, timed=verdict).model_dump_json().encode()
        with self._plain_errors():
            for folder in (self._path.parent.parent, self._path.parent):  # the mode is for the last folder of a path
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                # The line end goes first, so that a torn line before it stays by itself.
                os.write(handle, b"\n" + line)
                os.fsync(handle)
            finally:
                os.close(handle)

    def clear(self) -> None:
        """Remove the file."""
        with self._plain_errors():
            self._path.unlink(missing_ok=True)

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = clean(error.strerror or "no reason given")
            words = f"The verdicts at {self._path} cannot be kept: {reason}."
            raise StoreError(words, "Set COACH_HOME elsewhere.") from None
