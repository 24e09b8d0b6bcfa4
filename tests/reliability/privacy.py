"""Where words and keys go: nowhere but to the configured server, the database, and what was asked for."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

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
    ("score", "talk.txt"),
    ("rehearse", "no-such-scene", "--plain"),
    ("report", "nothing"),
)
ONLINE: tuple[Sequence[str], ...] = (
    *OFFLINE,
    ("models",),
    ("judge", "latest", "--judge", "llm"),
    ("score", "talk.txt", "--judge", "llm"),
)


def check_egress(trials: int, seed: int) -> Figure:
    """Run every command under a guard on sockets, with every tracing variable set."""
    return _check("S5", "connections elsewhere than to the configured server", trials, egress=True)


def check_secrets(trials: int, seed: int) -> Figure:
    """Look for a key, and for a sentence of the user's, in everything that is written."""
    return _check("S4", "a key anywhere; a sentence where it was not asked for", trials, egress=False)


def _check(name: str, what: str, trials: int, *, egress: bool) -> Figure:
    figure = Figure(name, what)
    model = Model()
    listener = Model()
    runs = [(arguments, online) for online in (False, True) for arguments in (ONLINE if online else OFFLINE)]
    with tempfile.TemporaryDirectory() as folder:
        for arguments, online in runs[: max(trials, 1)]:
            home = Path(folder, "online" if online else "offline")
            home.mkdir(exist_ok=True)
            told = list(_run(home, arguments, model.url if online else None, listener.url, egress=egress))
            figure.count("; ".join(f"{' '.join(arguments)}: {line}" for line in told) or None)
    for server in (model, listener):
        server.close()
    figure.note = f"{len(runs)} commands, half of them with a key alone"
    return figure


def _run(home: Path, arguments: Sequence[str], url: str | None, listener: str, *, egress: bool) -> Iterator[str]:
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
    expected = (0, 1, 2, 3) if arguments == ("doctor",) else (0, 2)  # the doctor's code says what is wrong
    if done.returncode not in expected or "Traceback" in done.stderr:
        yield f"exit code {done.returncode}: {done.stderr[-200:]}"
    if egress:
        allowed = url.split("/")[2].split(":")[1] if url else None
        for line in notes.read_text("utf-8").splitlines() if notes.exists() else ():
            port = re.search(r"\('127\.0\.0\.1', (\d+)\)", line)
            if not (allowed and ((port and port[1] == allowed) or line == "socket.getaddrinfo 127.0.0.1")):
                yield line
        return
    for place, text in (("stdout", done.stdout), ("stderr", done.stderr), *_files(home)):
        if KEY in text:
            yield f"the key stands in {place}"
        asked = place == "stdout" or place.startswith(("coach.db", "talk.txt"))
        if SENTENCE in text and not asked:
            yield f"the sentence stands in {place}"


def _files(home: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(home.rglob("*")):
        if path.is_file():
            yield path.relative_to(home).as_posix(), path.read_bytes().decode("latin-1")


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
