"""Whatever a terminal may send, to each main screen: no traceback, and a key is taken afterwards."""

import asyncio
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from coach import wiring
from coach.domain.opening import Opening
from coach.rehearsal import MAX_REPLY
from coach.settings import read_settings
from tests.benchmarks.model import PACED, Model
from tests.reliability.figure import Figure
from tests.reliability.kills import finish
from tests.reliability.pseudoterminal import PseudoTerminal

SCENE = "high-visibility-projects"
ALIVE_S = 10.0
"""Seconds within which a key is answered after all of it, on a machine that is busy elsewhere."""
AT_ONCE = 3
HELP = "Escape: back"
SCREENS = {
    "library": (("", "Level"),),
    "rehearsal": (("\r", "What do you say?"),),
    "speaking": (("\r", "What do you say?"), ("Thanks for your time (sent)", "(sent)")),
    "report": (("\t", "Past"), ("\r", "1 In short")),
    "replay": (("\t", "Past"), ("\r", "1 In short"), ("p", "turn 1 of")),
    "brief": (("b", "Your brief"),),
    "settings": (("s", "What is set"),),
    "score": (("o", "Score a real talk"),),
}
"""The way to each screen from the first one: keys, and what is seen then."""
WORDS = "Entschuldigung, das wäre schön für die Prüfung; naïve façade, ¿no? "
TEXT = "Thank you for making time; I know what comes first.\n"
CSI = (
    "99999999999u", "1114112u", "55296u", "97;99999999999u", "97;1;99999999999u", "97;1;55296u", "0;0;0u", "27;5;27u",
    "99999999999~", "1;99999999999A", "9999999999;9999999999R", "?2026;2$y", "?2048;1$y", "?2048;2$y", "?1;2c", "?62;c",
    "48;0;0;0;0t", "48;24;80;0;0t", "48;0;80;9;9t", "48;99999;99999;1;1t", "8;24;80t", "0n", "38;5;1m", "?", "999;", "",
)  # fmt: skip
"""Reports with numbers that are no report's, with none, and cut short."""
MOUSE = (
    "<999999999;99999999;99999999M", "<0;-1;-1M", "<;;M", "<0;5", "<64;10;10M", "<35;40;12M", "<32;1;1m",
    "M\x7f\x7f\x7f", "M\x20", "<0;9999;9999M", "35;40;12M", "<128;1;1M", "<-1;2;3M", "<0;0;0M",
)  # fmt: skip
STRINGS = (
    "]10;rgb:ffff/ffff/ffff\x1b\\",
    "]52;c;aGk=\x07",
    "P>|xterm(390)\x1b\\",
    "]8;;file:///\x07",
    "P",
    "]",
    "_x",
    "\\",
)

Noise = Callable[[PseudoTerminal, random.Random], None]


def check_noise(trials: int, seed: int) -> Figure:
    """Make noise of every kind on every screen, and then by chance."""
    figure = Figure("R8", "odd bytes, reports, pastes and sizes on every screen")
    each = [(screen, kind) for screen in SCREENS for kind in NOISES]
    random.Random(seed).shuffle(each)
    model = Model()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        asyncio.run(_prepare(Path(folder)))

        def trial(number: int) -> tuple[str | None, float]:
            return _trial(number, *each[number % len(each)], seed=seed, home=Path(folder), url=model.url)

        done = list(pool.map(trial, range(trials)))
    model.close()
    for problem, _ in done:
        figure.count(problem)
    figure.note = f"{len(each)} pairs of screen and kind; a key was taken after {max(took for _, took in done):.1f} s"
    return figure


async def _prepare(home: Path) -> None:
    """Keep a talk that has a report."""
    coach = wiring.build(read_settings({"COACH_HOME": str(home)}, cwd=home))
    await finish(await coach.rehearse(Opening(scenario=SCENE, seed=1)))
    await coach.close()


def _trial(number: int, screen: str, kind: str, *, seed: int, home: Path, url: str) -> tuple[str | None, float]:
    chance = random.Random(f"{seed}/{number}")
    kinds = [kind, *chance.choices(LIGHT, k=chance.randint(0, 3))]
    told = f"trial {number}, {screen}: {', '.join(kinds)}"
    speaks = {"COACH_MODEL": f"{PACED}150"} if screen == "speaking" else {}
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(home, folder, dirs_exist_ok=True)
        with PseudoTerminal([], Path(folder), environ={"OPENAI_BASE_URL": url, **speaks}) as terminal:
            if not _go_to(terminal, screen):
                return f"{told}: the screen did not come:\n{terminal.text}", 0.0
            for name in kinds:
                if not NOISES[name](terminal, chance) and terminal.code is None:
                    return f"{told}: {name} was not taken in", 0.0
            if (screen, kind) == ("rehearsal", "bracketed megabyte") and not terminal.wait_for(str(MAX_REPLY)):
                return f"{told}: it is not said that the paste was cut:\n{terminal.text}", 0.0
            if "never-ending paste" in kinds:
                # All that follows belongs to such a paste: what a signal does is all that is left.
                problem, took = _ended(terminal, lambda: terminal.kill(signal.SIGTERM), 143)
            else:
                problem, took = _answered(terminal)
            return (f"{told}: {problem}" if problem else None), took


def _go_to(terminal: PseudoTerminal, screen: str) -> bool:
    """Go to a screen from the first one."""
    if not terminal.wait_for("Level", "of 100"):  # the past rehearsal has been weighed
        return False
    for keys, seen in SCREENS[screen]:
        terminal.send(keys)
        if not terminal.wait_for(seen):
            return False
        terminal.pump(0.1)
    if screen != "speaking":
        return True
    for _ in range(20):  # while the manager opens the talk, Enter is refused
        terminal.send("\r")
        if terminal.wait_until(lambda: "▌ You" in terminal.text, 0.5):
            return True
    return False


def _answered(terminal: PseudoTerminal) -> tuple[str | None, float]:
    """Return what is wrong unless it shows its help, and ends when asked to; and after how long the help came."""
    terminal.pump(0.15)  # so long a sequence that was begun may still go on
    if terminal.size != (80, 24):
        terminal.resize(81, 24)
        terminal.settle()  # what was meant for the other size is not worth drawing
        terminal.resize(80, 24)
    began = time.monotonic()
    for _ in range(5):
        terminal.send("\x1bOP")
        if terminal.wait_for(HELP, at_most_s=0.5) or terminal.code is not None:
            break
        terminal.settle()  # it may have other things to do
        if HELP in terminal.text:
            break
        terminal.send("\x1b")  # a dialog lets no help over itself
        terminal.settle()
    took = time.monotonic() - began
    if terminal.code is None and HELP not in terminal.text:
        return f"F1 shows no help:\n{terminal.text}", took
    problem, _ = _ended(terminal, lambda: terminal.send("\x11"), 0)
    return problem, took


def _ended(terminal: PseudoTerminal, end: Callable[[], object], code: int) -> tuple[str | None, float]:
    terminal.pump(0)
    if terminal.code is None:
        end()
    took = terminal.wait_for_exit(ALIVE_S)
    if took is None:
        return f"it does not end:\n{terminal.text}", ALIVE_S
    if terminal.code != code or b"Traceback" in terminal.output or terminal.broken:
        said = terminal.last_words
        lines = "\n".join(said[-12:]) if max(map(len, said), default=0) > 1 else "".join(said)  # a window of one column
        return f"exit code {terminal.code}, {terminal.broken or 'terminal whole'}: {lines}", took
    return None, took


def _high_bytes(terminal: PseudoTerminal, chance: random.Random) -> bool:
    return terminal.send(bytes(chance.randrange(0x80, 0x100) for _ in range(chance.randint(1, 300))))


def _latin(terminal: PseudoTerminal, chance: random.Random) -> bool:
    return terminal.send(_bracket(WORDS.encode("latin-1") * chance.randint(1, 5), chance.random() < 0.5))


def _broken_text(terminal: PseudoTerminal, chance: random.Random) -> bool:
    pieces = [
        b"\xc0\xaf",
        b"\xed\xa0\x80",
        b"\xf5\x80",
        b"\xe2\x82",
        b"\xf0\x9f\x98",
        "é😀".encode()[:-1],
        b"\x00",
        b"\xff",
    ]
    return terminal.send(_bracket(b"".join(chance.choices(pieces, k=chance.randint(1, 20))), chance.random() < 0.5))


def _reports(terminal: PseudoTerminal, chance: random.Random) -> bool:
    return all(terminal.send(f"\x1b[{chance.choice(CSI)}") for _ in range(chance.randint(1, 12)))


def _mouse(terminal: PseudoTerminal, chance: random.Random) -> bool:
    return all(terminal.send(f"\x1b[{chance.choice(MOUSE)}") for _ in range(chance.randint(1, 12)))


def _focus(terminal: PseudoTerminal, chance: random.Random) -> bool:
    return terminal.send("".join(chance.choices(("\x1b[I", "\x1b[O"), k=chance.randint(1, 40))))


def _strings(terminal: PseudoTerminal, chance: random.Random) -> bool:
    return all(terminal.send(f"\x1b{chance.choice(STRINGS)}") for _ in range(chance.randint(1, 5)))


def _mixture(terminal: PseudoTerminal, chance: random.Random) -> bool:
    """Bytes of all kinds in any order, cut anywhere; without the keys that quit, and without a paste's beginning."""
    alphabet = [
        b"\x1b",
        b"[",
        b"<",
        b";",
        b"9",
        b"M",
        b"u",
        b"~",
        b"t",
        b"\xff",
        b"\xc3",
        b"\x7f",
        b"\x00",
        b"a",
        b"O",
        b"P",
    ]
    return terminal.send(b"".join(chance.choices(alphabet, k=chance.randint(10, 400))))


def _sizes(terminal: PseudoTerminal, chance: random.Random) -> bool:
    for _ in range(100):
        terminal.resize(chance.choice((1, 2, 20, 80, 130, 500)), chance.choice((1, 2, 10, 24, 50)))
        terminal.pump(0.01)
    terminal.resize(1, 1)
    return True


def _vast(terminal: PseudoTerminal, _: random.Random) -> bool:
    terminal.resize(500, 2000)
    terminal.settle(1.5)  # it takes seconds, with pauses, to paint a million cells
    return True


def _bracketed_megabyte(terminal: PseudoTerminal, _: random.Random) -> bool:
    return terminal.send(_bracket(TEXT.encode() * (1_000_000 // len(TEXT)), True))


def _raw_megabyte(terminal: PseudoTerminal, _: random.Random) -> bool:
    return terminal.send(TEXT.replace("\n", "\r").encode() * (1_000_000 // len(TEXT)))


def _endless_paste(terminal: PseudoTerminal, _: random.Random) -> bool:
    return terminal.send(b"\x1b[200~" + TEXT.encode())


def _bracket(data: bytes, bracketed: bool) -> bytes:
    return b"\x1b[200~" + data + b"\x1b[201~" if bracketed else data


LIGHT = ("high bytes", "latin-1", "broken text", "reports", "mouse", "focus", "strings", "mixture")
NOISES: dict[str, Callable[[PseudoTerminal, random.Random], bool]] = {
    "high bytes": _high_bytes,
    "latin-1": _latin,
    "broken text": _broken_text,
    "reports": _reports,
    "mouse": _mouse,
    "focus": _focus,
    "strings": _strings,
    "mixture": _mixture,
    "sizes": _sizes,
    "vast": _vast,
    "bracketed megabyte": _bracketed_megabyte,
    "raw megabyte": _raw_megabyte,
    "never-ending paste": _endless_paste,
}
