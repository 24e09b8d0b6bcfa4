"""`python -m tests.benchmarks [--runs N] [--only NAME]`: prints each figure of the coach beside its floor, in turn.

Every run starts fresh processes with a home of their own; figures are min / median / max, and the ratio is that of the
medians. The loopback model answers at once, so what is measured is the coach; where it streams, it sends plain text at
200 tokens a second, and while it does a key is pressed about every 100 ms, each one once the last one's glyph stands.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from tests.benchmarks.model import PACED, Model
from tests.benchmarks.talks import keep_finished_talk, keep_long_talk
from tests.benchmarks.terminal import Terminal

FLOOR_CLICK = [sys.executable, "-m", "tests.benchmarks.floor_click", "--help"]
FLOOR_CHAT = [sys.executable, "-m", "tests.benchmarks.floor_chat"]
FLOOR_REPORT = [sys.executable, "-m", "tests.benchmarks.floor_report"]
LONG_TURNS = [sys.executable, "-m", "tests.benchmarks.long_turns"]
COACH = [sys.executable, "-m", "coach"]
SCENE = [*COACH, "rehearse", "high-visibility-projects", "--seed", "1"]
FLOOR_PAINTED = r"(?s)Floor.*Type a reply.*Quit"
COACH_PAINTED = r"(?s)Ask for .*Immediate .*Visibility .*standard.*Quit"
REPLIES = (
    "Thanks for making time. I would like to help with the fraud detection system.",
    "My drift monitor cut false alarms by 30 percent. I could bring it to fraud detection, so that fewer honest buyers "
    "are blocked and the team gets its mornings back.",
    "Could we talk about it again next Thursday?",
)
DRAFT = "My drift monitor cut false alarms by 30 percent, and I deserve this. "
TURN = 57
"""Tokens of a whole turn: the gate ends one at 60 words."""
KEYS = "".join(f"{a}{b}7 " for a in "QZXJVKW" for b in "QZXJVKW" if a != b)
"""Words of which no two letters stand anywhere else on the screen, so that a glyph is seen when it comes."""
PAGE_UP, PAGE_DOWN = "\x1b[5~", "\x1b[6~"
Figures = dict[str, list[float]]


@contextmanager
def environment(model_url: str | None, model: str = "bench") -> Iterator[dict[str, str]]:
    """A clean environment with an empty home; with a model server if one is given."""
    with tempfile.TemporaryDirectory() as home:
        environ = {"PATH": os.environ["PATH"], "HOME": home, "COACH_HOME": f"{home}/coach", "LANG": "C.UTF-8"}
        if model_url:
            environ |= {"OPENAI_BASE_URL": model_url, "COACH_MODEL": model}
        yield environ


def time_help(command: list[str]) -> float:
    """Return the seconds from spawn to exit."""
    with environment(None) as environ:
        start = time.monotonic()
        subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, check=True)
        return time.monotonic() - start


def time_start(command: list[str], painted: str, furnished: str, figures: Figures) -> None:
    """Add the time until `painted`, and `furnished`, stand on the screen, and its last change; and the memory at rest.

    The coach's first paint is its scenes, levels and keys, all usable. Which engines play, and past sessions, come in
    at their reserved places once the settings are read and the database library is loaded; nothing moves.
    """
    with environment(None) as environ:
        terminal = Terminal(command, environ)
        try:
            figures["full paint, ms"].append(1000 * (terminal.wait_for(painted) - terminal.started_at))
            figures["engines named, ms"].append(1000 * (terminal.wait_for(furnished) - terminal.started_at))
            figures["last change, ms"].append(1000 * (terminal.wait_for_rest() - terminal.started_at))
            time.sleep(2)
            figures["memory idle, MiB"].append(terminal.memory())
        finally:
            terminal.close()


def time_turns(command: list[str], model: Model, opening: str, figures: Figures) -> None:
    """Add the seconds from Enter to the first words of the manager, first turn and later, and the memory after."""
    with environment(model.url) as environ:
        terminal = Terminal(command, environ)
        try:
            terminal.wait_for(opening)
            terminal.wait_for_rest()
            for number, reply in enumerate(REPLIES):
                before = terminal.text.count("hold on there")
                terminal.send(reply)
                terminal.wait_for(reply[-12:])
                terminal.wait_for_rest()
                pressed = terminal.send("\r")
                painted = terminal.wait_for(rf"(?s)(hold on there.*){{{before + 1}}}")
                name = "Enter to words, later turns, ms" if number else "Enter to words, first turn, ms"
                figures[name].append(1000 * (painted - pressed))
                terminal.wait_for_rest()
            figures["memory after a reply, MiB"].append(terminal.memory())
        finally:
            terminal.close()


def time_stream(command: list[str], tokens: int, model: Model, opening: str, figures: Figures) -> None:
    """Add what typing and the last token wait for while the model speaks, and the share of a core that this takes."""
    with environment(model.url, f"{PACED}{tokens}") as environ:
        terminal = Terminal(command, environ)
        try:
            terminal.wait_for(opening, timeout_s=60)
            terminal.wait_for_rest()
            for reply in REPLIES[
                :2
            ]:  # the first turn also loads what the first turn needs, and has a figure of its own
                terminal.send(reply)
                terminal.wait_for(reply[-12:])
                terminal.wait_for_rest()
                model.first_at = model.last_at = 0.0
                terminal.send("\r")
                while not model.first_at:
                    time.sleep(0.001)
                if reply == REPLIES[0]:
                    while not model.last_at:
                        time.sleep(0.01)
                    terminal.wait_for_rest()
            began, used = time.monotonic(), terminal.cpu()
            terminal.send(DRAFT)  # so that the hints have something to read
            word = ""
            for number in count():
                time.sleep(0.09)
                letter = KEYS[number % len(KEYS)]
                pressed = terminal.send(letter)
                word = "" if letter == " " else word + letter
                if len(word) > 1:  # one letter alone may stand anywhere
                    figures["key to glyph, ms"].append(1000 * (terminal.wait_for(word) - pressed))
                if model.last_at:
                    break
            painted = terminal.wait_for(model.last.replace(".", "[.]"))
            figures["last token sent to painted, ms"].append(1000 * (painted - model.last_at))
            figures["of one core, %"].append(100 * (terminal.cpu() - used) / (time.monotonic() - began))
        finally:
            terminal.close()


def time_report(command: list[str], environ: dict[str, str], keys: str, ready: str, figures: Figures) -> None:
    """Add the time until a report stands after the last of `keys`, and until each page of it does."""
    terminal = Terminal(command, environ)
    try:
        terminal.wait_for(ready)
        terminal.wait_for_rest()
        for key in keys[:-1]:
            terminal.send(key)
            time.sleep(0.5)
        pressed = terminal.send(keys[-1])
        terminal.wait_for("Strongest moment")
        terminal.wait_for_rest()  # what is below may still come in
        figures["report: Enter to painted, ms"].append(1000 * (terminal.changed_at - pressed))
        for _ in range(4):
            pressed = terminal.send(PAGE_DOWN)
            if terminal.wait_for_change(pressed):
                figures["report: page, ms"].append(1000 * (terminal.changed_at - pressed))
    finally:
        terminal.close()


def time_long_talk(home: Path, last: str, figures: Figures) -> None:
    """Add the time until a talk of 500 turns stands, and until a page of it does, from the list of past rehearsals."""
    terminal = Terminal(COACH, {"PATH": os.environ["PATH"], "HOME": str(home), "COACH_HOME": str(home)})
    try:
        terminal.wait_for("(?s)Past rehearsals.*still open")
        terminal.wait_for_rest()
        terminal.send("\t")
        time.sleep(0.5)
        pressed = terminal.send("\r")
        figures["500 turns: Enter to painted, ms"].append(1000 * (terminal.wait_for(last) - pressed))
        terminal.wait_for_rest()
        for _ in range(10):
            pressed = terminal.send(PAGE_UP)
            if terminal.wait_for_change(pressed):
                figures["500 turns: page, ms"].append(1000 * (terminal.changed_at - pressed))
    finally:
        terminal.close()


def line(name: str, coach: list[float], floor: list[float], goal: str) -> str:
    """Return one figure as a line: min / median / max of both, and the ratio of the medians."""
    ratio = f"{statistics.median(coach) / statistics.median(floor):>8.2f}" if floor else f"{'':>8}"
    return f"{name:36}{_three(coach):>24}{_three(floor) if floor else '':>24}{ratio}  {goal}".rstrip()


def _both(name: str, coach: Figures, floor: Figures) -> tuple[list[float], list[float]]:
    return coach[name], floor[name]


def _three(values: list[float]) -> str:
    return f"{min(values):.0f} / {statistics.median(values):.0f} / {max(values):.0f}"


def measure_start(runs: int, model: Model) -> Iterator[str]:
    """Yield start, memory and the time to the manager's first words."""
    names = (
        ("--help, ms", "≤ 1.5"),
        ("full paint, ms", "≤ 1.3"),
        ("engines named, ms", ""),
        ("last change, ms", ""),
        ("memory idle, MiB", "≤ 2"),
        ("Enter to words, first turn, ms", "≤ 1.3"),
        ("Enter to words, later turns, ms", "≤ 1.3"),
        ("memory after a reply, MiB", "≤ 170 MiB"),
    )
    coach, floor = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
    for _ in range(runs):
        floor["--help, ms"].append(1000 * time_help(FLOOR_CLICK))
        coach["--help, ms"].append(1000 * time_help([*COACH, "--help"]))
        time_start(FLOOR_CHAT, FLOOR_PAINTED, FLOOR_PAINTED, floor)
        time_start(COACH, COACH_PAINTED, "Manager: ", coach)
        time_turns(FLOOR_CHAT, model, "Floor", floor)
        time_turns(SCENE, model, "hold on there", coach)
    yield from (line(name, coach[name], floor[name], goal) for name, goal in names)


def measure_stream(runs: int, model: Model) -> Iterator[str]:
    """Yield typing and painting while the model speaks: turns as they are, and 600 tokens of plain text."""
    for title, tokens, command in (
        ("a turn as long as they get", TURN, SCENE),
        ("600 tokens of plain text", 600, LONG_TURNS),
    ):
        coach, floor = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
        for _ in range(runs):
            time_stream(FLOOR_CHAT, tokens, model, "Floor", floor)
            time_stream(command, tokens, model, "last-[a-z]-of-all" if tokens == TURN else "hold on there", coach)
        yield f"{title}, hints on (the floor has none), {len(coach['key to glyph, ms'])} keys:"
        yield line("  key to glyph, ms", coach["key to glyph, ms"], floor["key to glyph, ms"], "")
        late = [[statistics.quantiles(f["key to glyph, ms"], n=20)[-1]] for f in (coach, floor)]
        yield line("  of all keys, p95, ms", late[0], late[1], "≤ 100 ms")
        yield line(
            "  last token sent to painted, ms", *_both("last token sent to painted, ms", coach, floor), "≤ 150 ms"
        )
        yield line("  of one core, %", *_both("of one core, %", coach, floor), "< 50 %")


def measure_pages(runs: int, _: Model) -> Iterator[str]:
    """Yield how a report opens and scrolls beside the same Markdown in a bare app, and how a long talk does."""
    coach, floor = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
    for _run in range(runs):
        with environment(None) as environ:
            home = Path(environ["COACH_HOME"])
            report = keep_finished_talk(home, REPLIES)
            (page := home / "report.md").write_text(report, "utf-8")
            time_report([*FLOOR_REPORT, str(page)], environ, "\r", "Show", floor)
            time_report(COACH, environ, "\t\r", "(?s)Past rehearsals.*you ended it", coach)
        with environment(None) as environ:
            home = Path(environ["COACH_HOME"])
            time_long_talk(home, keep_long_talk(home, 500), coach)
    yield f"a report of {len(report.split())} words:"
    for name in ("report: Enter to painted, ms", "report: page, ms"):
        yield line(f"  {name}", *_both(name, coach, floor), "")
    for name, goal in (("500 turns: Enter to painted, ms", "≤ 500 ms"), ("500 turns: page, ms", "")):
        yield line(f"  {name}", coach[name], [], goal)


MEASURES = {"start": measure_start, "stream": measure_stream, "pages": measure_pages}


def main() -> None:
    """Take the figures in turn and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--only", choices=list(MEASURES), help="measure this alone")
    given = parser.parse_args()
    os.chdir(Path(__file__).parent.parent.parent)
    model = Model()
    print(f"{'':36}{'coach':>24}{'floor':>24}{'ratio':>8}  goal")  # noqa: T201
    for name, measure in MEASURES.items():
        if given.only in (None, name):
            for told in measure(given.runs, model):
                print(told, flush=True)  # noqa: T201
    model.close()


if __name__ == "__main__":
    main()
