"""The command line as a test types it: arguments and standard input in, exit code and both outputs out."""

import io
import sys
from typing import NamedTuple

import pytest

from coach.cli import run


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


class Shell:
    """Runs `coach` in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str, typed: str | bytes = "") -> Done:
        data = typed.encode() if isinstance(typed, str) else typed
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
        code = run(list(arguments))
        out, err = self._capsys.readouterr()
        return Done(code, out, err)
