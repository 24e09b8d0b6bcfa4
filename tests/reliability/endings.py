"""Signals, the quit key and a closed window at any moment: what was sent is kept, and the terminal is whole again."""

import asyncio
import random
import signal
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from coach import wiring
from coach.domain.session import Session
from coach.settings import read_settings
from tests.benchmarks.model import PACED, Model
from tests.reliability.figure import Figure
from tests.reliability.pseudoterminal import PseudoTerminal

SCENE = "high-visibility-projects"
REPLY = "Thanks for your time; I know the migration comes first (sent)"
DRAFT = "My drift monitor cut false alarms by 30 percent (draft)"
LIMIT_S = 2.0
AT_ONCE = 4
QUIT, CLOSED = "ctrl+q", "closed window"
_CODES = {"SIGTERM": 143, "SIGHUP": 129, "SIGINT": 130, QUIT: 0, CLOSED: 129}


@dataclass
class Scene:
    """A coach at some moment: what of the typed it must keep, and what else it may be doing."""

    terminal: PseudoTerminal
    sent: bool = False
    """Whether the reply was sent, and seen in the talk."""
    typed: list[str] = field(default_factory=list)
    """What was seen on the screen, and must be there as a turn or as the draft."""


def check_endings(trials: int, seed: int) -> Figure:
    """End a coach in each way at each moment, and then by chance."""
    figure = Figure("R7", "signals, quit key and closed window at any moment")
    model = Model()
    each = [(moment, way) for moment in MOMENTS for way in _CODES if not _senseless(moment, way)]
    random.Random(seed).shuffle(each)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        plan = [(number, *each[number % len(each)]) for number in range(trials)]
        done = list(pool.map(lambda trial: _trial(*trial, seed=seed, url=model.url), plan))
    model.close()
    for problem, _ in done:
        figure.count(problem)
    figure.note = f"{len(each)} pairs of moment and way; longest {max(took for _, took in done):.2f} s"
    return figure


def _senseless(moment: str, way: str) -> bool:
    # Before the room reads keys the terminal has them to itself; and the plain mode ends with /end.
    return way == QUIT and moment in ("start", "cold start", "plain", "plain at once")


def _trial(number: int, moment: str, way: str, *, seed: int, url: str) -> tuple[str | None, float]:
    chance = random.Random(f"{seed}/{number}")
    name = f"trial {number}, {way}, {moment}"
    with tempfile.TemporaryDirectory() as folder, MOMENTS[moment](Path(folder), chance, url) as scene:
        terminal = scene.terminal
        terminal.pump(0)
        if terminal.code is not None:
            return f"{name}: it had ended: {terminal.code} {terminal.last_words[:5]}", 0.0
        _end(terminal, way)
        took = terminal.wait_for_exit(10)
        if took is None:
            return f"{name}: it had not ended after 10 s:\n{terminal.text}", 10.0
        told = list(_problems(scene, way, took, Path(folder)))
        return (f"{name}: {'; '.join(told)}" if told else None), took


def _end(terminal: PseudoTerminal, way: str) -> None:
    if way == QUIT:
        terminal.send("\x11")
    elif way == CLOSED:
        terminal.hang_up()
    else:
        terminal.kill(signal.Signals[way])


def _problems(scene: Scene, way: str, took: float, home: Path) -> Iterator[str]:
    terminal = scene.terminal
    if b"Traceback" in terminal.output and b"coach" not in terminal.output:
        return  # Python itself was starting, and nothing of ours had been loaded
    code = terminal.code or 0
    if (128 - code if code < 0 else code) != _CODES[way]:  # a shell tells of a death by signal in the same way
        yield f"exit code {code}: {terminal.last_words[:8]}"
    if took > LIMIT_S:
        yield f"took {took:.1f} s"
    if b"Traceback" in terminal.output:
        yield f"a traceback: {terminal.last_words[-5:]}"
    if way != CLOSED:  # nobody sees what is written to a window that is gone
        if terminal.broken:
            yield terminal.broken
        if b"\x1b[?1049h" in terminal.output and len(terminal.last_words) > 1:
            yield f"last words {terminal.last_words[:5]}"
    session = asyncio.run(_newest(home)) if (home / "coach.db").exists() else None
    turns = [turn.text for turn in session.transcript.replies] if session else []
    if scene.sent and turns.count(REPLY) != 1:
        yield f"the reply was sent, and kept are {turns}"
    drafted = session.draft if session else ""
    for text in scene.typed:
        if text not in (*turns, drafted):
            yield f"{text!r} was on the screen; kept are {turns} and the draft {drafted!r}"


async def _newest(home: Path) -> Session | None:
    coach = wiring.build(read_settings({"COACH_HOME": str(home)}, cwd=home))
    try:
        kept = (await coach.sessions()).sessions
        return await coach.session(kept[0].id) if kept else None
    finally:
        await coach.close()


@contextmanager
def _room(home: Path, *, model: str = "", cold: bool = False) -> Iterator[Scene]:
    """Begin a rehearsal; with the address of a server its manager speaks slowly."""
    environ = {"OPENAI_BASE_URL": model, "COACH_MODEL": f"{PACED}150"} if model else {}
    judge = ["--judge", "rules"] if model else []
    with PseudoTerminal(["rehearse", SCENE, "--seed", "1", *judge], home, environ=environ, cold=cold) as terminal:
        yield Scene(terminal)


@contextmanager
def _start(home: Path, chance: random.Random, _: str) -> Iterator[Scene]:
    with _room(home) as scene:
        scene.terminal.pump(chance.uniform(0, 0.35))
        yield scene


@contextmanager
def _cold_start(home: Path, chance: random.Random, _: str) -> Iterator[Scene]:
    with PseudoTerminal([], home, cold=True) as terminal:
        terminal.pump(chance.uniform(0.05, 0.9))
        yield Scene(terminal)


@contextmanager
def _library(home: Path, chance: random.Random, _: str) -> Iterator[Scene]:
    with PseudoTerminal([], home) as terminal:
        terminal.wait_for("Past rehearsals")
        terminal.pump(chance.uniform(0, 0.3))
        yield Scene(terminal)


@contextmanager
def _typing(home: Path, chance: random.Random, _: str) -> Iterator[Scene]:
    with _room(home) as scene:
        _type(scene, DRAFT)
        scene.terminal.pump(chance.uniform(0, 1.2))
        yield scene


@contextmanager
def _sending(home: Path, chance: random.Random, _: str) -> Iterator[Scene]:
    with _room(home) as scene:
        _type(scene, REPLY)
        scene.terminal.send("\r")
        scene.terminal.pump(chance.uniform(0, 0.1))
        yield scene


@contextmanager
def _speaking(home: Path, chance: random.Random, url: str) -> Iterator[Scene]:
    with _room(home, model=url) as scene:
        _answered(scene)
        scene.terminal.pump(chance.uniform(0, 0.8))
        yield scene


@contextmanager
def _report(home: Path, chance: random.Random, _: str) -> Iterator[Scene]:
    with _room(home) as scene:
        _answered(scene)
        terminal = scene.terminal
        terminal.wait_for("What do you say?")
        terminal.send("\x1b")
        terminal.wait_for("Leave this talk?")
        terminal.send("\x1b[B\r")
        terminal.pump(chance.uniform(0, 0.6))
        yield scene


@contextmanager
def _dialog(home: Path, chance: random.Random, _: str) -> Iterator[Scene]:
    with _room(home) as scene:
        _type(scene, DRAFT)
        key, title = chance.choice((("\x1b", "Leave this talk?"), ("\x1bOP", "Escape: back"), ("\x10", "Search")))
        scene.terminal.send(key)
        scene.terminal.wait_for(title)
        scene.terminal.pump(chance.uniform(0, 0.3))
        yield scene


@contextmanager
def _plain(home: Path, chance: random.Random, _: str) -> Iterator[Scene]:
    with _line_by_line(home) as scene:
        scene.terminal.wait_for("You:")
        scene.terminal.send(f"{REPLY}\r")
        scene.terminal.wait_until(lambda: scene.terminal.text.count("You:") > 1)
        scene.sent = True
        scene.terminal.pump(chance.uniform(0, 0.2))
        yield scene


@contextmanager
def _plain_at_once(home: Path, chance: random.Random, _: str) -> Iterator[Scene]:
    with _line_by_line(home) as scene:
        scene.terminal.pump(chance.uniform(0.02, 0.3))
        yield scene


@contextmanager
def _line_by_line(home: Path) -> Iterator[Scene]:
    with PseudoTerminal(["rehearse", SCENE, "--seed", "1", "--plain"], home, rows=60) as terminal:
        yield Scene(terminal)


def _type(scene: Scene, text: str) -> None:
    """Type a text, and see it on the screen."""
    scene.terminal.wait_for("What do you say?")
    scene.terminal.send(text)
    scene.terminal.wait_for(text[-6:])
    scene.typed.append(text)


def _answered(scene: Scene) -> None:
    """Send a reply, and see the manager begin to answer."""
    _type(scene, REPLY)
    while not scene.sent and scene.terminal.code is None:  # while the manager still opens the talk, Enter is refused
        scene.terminal.send("\r")
        scene.sent = scene.terminal.wait_until(lambda: "▌ You" in scene.terminal.text, 0.5)


MOMENTS: dict[str, Callable[[Path, random.Random, str], AbstractContextManager[Scene]]] = {
    "start": _start,
    "cold start": _cold_start,
    "library": _library,
    "typing": _typing,
    "sending": _sending,
    "speaking": _speaking,
    "report": _report,
    "dialog": _dialog,
    "plain": _plain,
    "plain at once": _plain_at_once,
}
