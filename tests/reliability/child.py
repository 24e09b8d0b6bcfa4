"""A command of the coach in a process that was forked off this one: with less room, or without a superuser's rights."""

import ctypes
import importlib
import io
import os
import pkgutil
import resource
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import coach.cli
from coach import wiring
from coach.settings import read_settings
from coach.stores import database

_OVERRIDES = 0b1111
"""The rights to go past modes: CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH and CAP_FOWNER."""
_VERSION = 0x20080522


class Done(NamedTuple):
    """What a command left behind; a signal that killed it is a negative code."""

    code: int
    out: str
    err: str

    @property
    def refusal(self) -> str | None:
        """What is wrong with a refusal in one plain sentence, if anything."""
        if self.code <= 0:
            return f"exit code {self.code}"
        told = self.err.strip().splitlines()
        if "Traceback" in self.err or not told or not told[-1].startswith("Error: "):
            return f"exit code {self.code}: {self.err[-300:]}"
        return None


def command(home: Path, *arguments: str, said: str = "", room: int = 0, pages: int = 0, bound: bool = False) -> Done:
    """Run `coach ARGUMENTS`.

    With `room` no file may grow beyond so many bytes, with `pages` not the database beyond so many of its pages;
    `bound` binds a superuser by the modes of files.
    """

    def play() -> int:
        os.environ.clear()
        os.environ.update({"PATH": "/usr/bin:/bin", "HOME": str(home), "COACH_HOME": str(home), "LANG": "C.UTF-8"})
        if pages:
            setattr(database, "_PRAGMAS", (*database._PRAGMAS, f"max_page_count={pages}"))  # noqa: B010 - in the child alone
        return coach.cli.run(list(arguments))

    return forked(play, said=said, room=room, bound=bound)


def forked(play: Callable[[], int], *, said: str = "", room: int = 0, bound: bool = False) -> Done:
    """Run a function in a process of its own, and return its exit code and both outputs."""
    _load()
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(said.encode())
        given.seek(0)
        if (child := os.fork()) == 0:
            code = 70
            try:
                for number, stream in enumerate((given, out, err)):
                    os.dup2(stream.fileno(), number)
                sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), "utf-8")
                sys.stdout, sys.stderr = (io.TextIOWrapper(io.FileIO(n, "w", closefd=False), "utf-8") for n in (1, 2))
                if room:
                    limit_files(room)
                if bound:
                    _bind()
                code = play()
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        said_back = []
        for stream in (out, err):
            stream.seek(0)
            said_back.append(stream.read().decode("utf-8", "replace"))
    return Done(os.waitstatus_to_exitcode(status), *said_back)


def limit_files(room: int | None) -> None:
    """Let no file of this process grow beyond so many bytes; `None` takes the limit away again."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most if room is None else room, most))


@cache
def _load() -> None:
    """Load what the commands load, once: a child that is bound may not be able to."""
    for module in pkgutil.iter_modules(coach.cli.__path__, "coach.cli."):
        importlib.import_module(module.name)
    with tempfile.TemporaryDirectory() as home:
        wiring.build(read_settings({"COACH_HOME": home}, cwd=Path(home))).preload()


def _bind() -> None:
    """Give up a superuser's rights over other modes; nobody else has them."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted and inheritable, of 32 rights each, twice
    if libc.capget(header, sets) or libc.capset(header, _without(sets)):
        raise OSError(ctypes.get_errno(), "the rights cannot be given up")


def _without(sets: ctypes.Array[ctypes.c_uint32]) -> ctypes.Array[ctypes.c_uint32]:
    for place in range(3):
        sets[place] &= ~_OVERRIDES & 0xFFFFFFFF
    return sets
