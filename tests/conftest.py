"""What every test stands on: an empty environment, a home of its own, and no way out but loopback."""

import os
import socket
from pathlib import Path
from typing import Any

import pytest

from coach.settings import NAMES
from tests.shell import Shell

FOREIGN = ("LANGSMITH", "LANGCHAIN", "OPENAI", "TEXTUAL")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Clear the environment of everything that the product reads, and give it a home of its own."""
    for name in os.environ:
        if name in NAMES or name.startswith(FOREIGN):
            monkeypatch.delenv(name)
    directory = tmp_path / "home"
    monkeypatch.setenv("COACH_HOME", str(directory))
    monkeypatch.chdir(tmp_path)
    return directory


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test reach the network."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1"):
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The command line."""
    return Shell(monkeypatch, capsys)
