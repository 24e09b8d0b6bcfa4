"""Where words and keys go: nowhere but to the configured server, the database, and what was asked for."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from tests.benchmarks.model import Model
from tests.reliability.figure import Figure

KEY = "sk-canary-7f3a9d2e5b81c604"
SENTENCE = "My canary sentence is about the plum pudding detector."
TALK = f"Manager: What is it?\nYou: Thank you for your time. {SENTENCE}\nManager: Let me think about it.\n"
SCENE = "high-visibility-projects"
OFFLINE: tuple[Sequence[str], ...] = (
    ("rehearse", SCENE, "--plain", "--seed", "1"),
    ("report", "latest"),
    ("report", "latest", "--format", "html"),
    ("report", "latest", "--format", "json"),
    ("replay", "latest"),
    ("sessions",),
    ("progress",),
    ("doctor",),
    ("settings",),
    ("score", "talk.txt"),
    ("recap", "latest", "--draft"),
    ("backup", "kept.zip"),
    ("export", "out"),
    ("rehearse", "no-such-scene", "--plain"),
    ("report", "nothing"),
    ("settings", "COACH_STALL_S", KEY),
)
ONLINE: tuple[Sequence[str], ...] = (
    *OFFLINE,
    ("models",),
    ("judge", "latest", "--judge", "llm"),
    ("score", "talk.txt", "--judge", "llm"),
)
ASKED_FOR = ("coach.db", "talk.txt", "out/sessions/", "kept.zip: coach.db")
"""Where a sentence of the user's may stand: the database, their own file, a backup and an export."""


class Run(NamedTuple):
    """What became of one command: where it connected to, and where a canary was found."""

    name: str
    connections: tuple[str, ...]
    leaks: tuple[str, ...]


def check_egress(trials: int, seed: int) -> Figure:
    """Run every command under a guard on sockets, with every tracing variable set."""
    return _figure("S5", "connections elsewhere than to the configured server", lambda run: run.connections)


def check_secrets(trials: int, seed: int) -> Figure:
    """Look for a key, and for a sentence of the user's, in everything that is written."""
    return _figure("S4", "a key anywhere; a sentence where it was not asked for", lambda run: run.leaks)


def _figure(name: str, what: str, told: Callable[[Run], Sequence[str]]) -> Figure:
    figure = Figure(name, what, whole=True)
    for run in _runs():
        figure.count("; ".join(f"{run.name}: {line}" for line in told(run)) or None)
    figure.note = "every command, offline with a key alone and with a model"
    return figure


@cache
def _runs() -> tuple[Run, ...]:
    """Run every command once; both checks look at the same runs."""
    model, listener = Model(), Model()
    try:
        with tempfile.TemporaryDirectory() as folder:
            runs = []
            for url in (None, model.url):
                home = Path(folder, "online" if url else "offline")
                home.mkdir()
                runs += [_run(home, arguments, url, listener.url) for arguments in (ONLINE if url else OFFLINE)]
    finally:
        model.close()
        listener.close()
    return tuple(runs)


def _run(home: Path, arguments: Sequence[str], url: str | None, listener: str) -> Run:
    (home / "talk.txt").write_text(TALK, "utf-8")
    notes = home / "connections"
    notes.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.reliability.guarded", str(notes), *arguments]
    done = subprocess.run(
        command,
        env=_environment(home, url, listener),
        cwd=home,
        input=f"Thank you for making time today. {SENTENCE}\n" * 2,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    name = " ".join(arguments)
    expected = (0, 1, 2, 3) if arguments == ("doctor",) else (0, 2)  # the doctor's code says what is wrong
    if done.returncode not in expected or "Traceback" in done.stderr:
        failed = (f"exit code {done.returncode}: {done.stderr[-200:]}",)
        return Run(name, failed, failed)
    allowed = url.split("/")[2].split(":")[1] if url else None
    return Run(name, tuple(_elsewhere(notes, allowed)), tuple(_leaks(home, done.stdout, done.stderr)))


def _elsewhere(notes: Path, allowed: str | None) -> Iterator[str]:
    for line in notes.read_text("utf-8").splitlines() if notes.exists() else ():
        port = re.search(r"\('127\.0\.0\.1', (\d+)\)", line)
        if not (allowed and ((port and port[1] == allowed) or line == "socket.getaddrinfo 127.0.0.1")):
            yield line


def _leaks(home: Path, out: str, err: str) -> Iterator[str]:
    for place, text in (("stdout", out), ("stderr", err), *_files(home)):
        if KEY in text:
            yield f"the key stands in {place}"
        if SENTENCE in text and not (place == "stdout" or place.startswith(ASKED_FOR)):
            yield f"the sentence stands in {place}"


def _files(home: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(home.rglob("*")):
        if path.is_file():
            name = path.relative_to(home).as_posix()
            yield name, path.read_bytes().decode("latin-1")
            if path.suffix == ".zip":
                with ZipFile(path) as archive:
                    yield from (
                        (f"{name}: {inner}", archive.read(inner).decode("latin-1")) for inner in archive.namelist()
                    )


def _environment(home: Path, url: str | None, listener: str) -> dict[str, str]:
    """Every switch that makes some library send or log what it sees, and a key that was exported for other things."""
    root = str(Path(__file__).parent.parent.parent)
    told = dict.fromkeys(
        ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGCHAIN_TRACING", "LANGSMITH_TRACING_V2"), "true"
    )
    told |= dict.fromkeys(("LANGSMITH_ENDPOINT", "LANGCHAIN_ENDPOINT", "LANGSMITH_GATEWAY"), listener)
    told |= {"LANGSMITH_API_KEY": "x", "LANGCHAIN_API_KEY": "x", "OPENAI_LOG": "debug", "TEXTUAL": "devtools,debug"}
    told |= {
        "TEXTUAL_LOG": str(home / "textual.log"),
        "OTEL_EXPORTER_OTLP_ENDPOINT": listener,
        "LANGCHAIN_VERBOSE": "true",
    }
    told |= {"PATH": "/usr/bin:/bin", "HOME": str(home), "COACH_HOME": str(home), "LANG": "C.UTF-8", "PYTHONPATH": root}
    told["OPENAI_API_KEY"] = KEY
    if url:
        told |= {"OPENAI_BASE_URL": url, "COACH_MODEL": "bench"}
    return told
