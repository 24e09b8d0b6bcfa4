"""`python -m tests.benchmarks [--runs N]`: prints each figure of the coach beside its floor, taken in turn.

Every run starts fresh processes with a home of their own; figures are min / median / max, and the ratio is that of the
medians. The loopback model answers at once, so what is measured is the coach.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.model import Model
from tests.benchmarks.terminal import Terminal

FLOOR_CLICK = [sys.executable, "-m", "tests.benchmarks.floor_click", "--help"]
FLOOR_CHAT = [sys.executable, "-m", "tests.benchmarks.floor_chat"]
COACH = [sys.executable, "-m", "coach"]
SCENE = [*COACH, "rehearse", "high-visibility-projects", "--seed", "1"]
FLOOR_PAINTED = r"(?s)Floor.*Type a reply.*Quit"
COACH_PAINTED = r"(?s)Ask for .*Immediate .*Visibility .*standard.*Quit"
REPLIES = (
    "Thanks for making time. I would like to help with the fraud detection system.",
    "My drift monitor cut false alarms by 30 percent, and it could do so here.",
    "Could we talk about it again next Thursday?",
)
Figures = dict[str, list[float]]


@contextmanager
def environment(model_url: str | None) -> Iterator[dict[str, str]]:
    """A clean environment with an empty home; with a model server if one is given."""
    with tempfile.TemporaryDirectory() as home:
        environ = {"PATH": os.environ["PATH"], "HOME": home, "COACH_HOME": f"{home}/coach", "LANG": "C.UTF-8"}
        if model_url:
            environ |= {"OPENAI_BASE_URL": model_url, "COACH_MODEL": "bench"}
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


def show(name: str, coach: list[float], floor: list[float], goal: str) -> None:
    """Print one figure."""
    ratio = statistics.median(coach) / statistics.median(floor)
    print(f"{name:34}{_three(coach):>24}{_three(floor):>24}{ratio:>8.2f}  {goal}")  # noqa: T201


def _three(values: list[float]) -> str:
    return f"{min(values):.0f} / {statistics.median(values):.0f} / {max(values):.0f}"


def main() -> None:
    """Take all figures in turn and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    runs = parser.parse_args().runs
    os.chdir(Path(__file__).parent.parent.parent)
    model = Model()
    names = (
        "--help, ms",
        "full paint, ms",
        "engines named, ms",
        "last change, ms",
        "memory idle, MiB",
        "Enter to words, first turn, ms",
        "Enter to words, later turns, ms",
        "memory after a reply, MiB",
    )
    coach: Figures = {name: [] for name in names}
    floor: Figures = {name: [] for name in names}
    for _ in range(runs):
        floor["--help, ms"].append(1000 * time_help(FLOOR_CLICK))
        coach["--help, ms"].append(1000 * time_help([*COACH, "--help"]))
        time_start(FLOOR_CHAT, FLOOR_PAINTED, FLOOR_PAINTED, floor)
        time_start(COACH, COACH_PAINTED, "Manager: ", coach)
        time_turns(FLOOR_CHAT, model, "Floor", floor)
        time_turns(SCENE, model, "hold on there", coach)
    model.close()
    goals = ("≤ 1.5", "≤ 1.3", "", "", "≤ 2", "≤ 1.3", "≤ 1.3", "≤ 170 MiB")
    print(f"{'':34}{'coach':>24}{'floor':>24}{'ratio':>8}  goal")  # noqa: T201
    for name, goal in zip(names, goals, strict=True):
        show(name, coach[name], floor[name], goal)


if __name__ == "__main__":
    main()
