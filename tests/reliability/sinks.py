"""Hostile text through every sink of the product: the screens, the command line, and what is exported."""

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import tempfile
import termios
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.reliability.figure import Figure
from tests.reliability.grammar import leaks, text_leaks
from tests.reliability.hostile import GIANTS, STRINGS, Hostile, groups, joined, telling
from tests.reliability.hostile_commands import SIGN
from tests.reliability.hostile_exports import active
from tests.reliability.poisoned import make_base, poison_home

ROWS, COLUMNS = 36, 120
AT_ONCE = 2
LONG_S = 240
"""Seconds that a walk may take on a machine that is busy elsewhere."""
WHOLE = frozenset(
    [
        "title",
        "summary",
        "name",
        "role",
        "manner",
        "setting",
        "remark",
        "model",
        "line",
        "technique",
        "proof",
        "metric",
        "unit",
        "business_effect",
        "project_goal",
        "result",
        "reply",
        "why",
        "unjudged",
        "wait",
        "fault",
        "repair",
        "source",
        "server",
        "strategic",
        "in_difficulty",
        "seen_by_leadership",
        "own_part",
        "talk",
        "text",
        "note",
        "quote",
        "reason",
        "instead",
        "concern",
        "asked",
        "begun",
        "what",
        "due",
        "draft",
    ]
)
"""The fields that stand whole on some screen; others are shortened wherever they are shown."""

Group = Sequence[Hostile]


def check_screens(trials: int, seed: int) -> Figure:
    """Put hostile strings into every text that the screens show, and open every screen in a real terminal."""
    figure = Figure("S1", "hostile strings × every screen, field and input, in a terminal")
    shown: Counter[str] = Counter()

    def walked(group: Group, homes: Sequence[Path], text: Path) -> tuple[int, list[str]]:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            parts = list(pool.map(lambda n: _walk(homes[n], text, n), range(AT_ONCE)))
        whole: set[str] = set()
        sinks, wrong = 0, list[str]()
        for seen, told in parts:
            wrong += told
            sinks += sum(map(len, seen.values()))
            shown.update(seen.keys())
            whole.update(field for fields in seen.values() for field, is_whole in fields.items() if is_whole)
        missed = WHOLE - whole if group[0] not in GIANTS else ()
        return sinks, wrong + [f"{field} is nowhere shown whole" for field in sorted(missed)]

    _over_groups(figure, trials, walked)
    figure.note += f", {len(shown)} views of all screens, output read by a strict grammar"
    return figure


def check_commands(trials: int, seed: int) -> Figure:
    """Run every command on hostile data and with hostile arguments, into a terminal and into pipes."""
    figure = Figure("S2", "hostile strings × commands, exports and errors, tty and pipe")
    made: Counter[str] = Counter()

    def run(group: Group, homes: Sequence[Path], text: Path) -> tuple[int, list[str]]:
        wrong: list[str] = []
        trials = 0
        module = "tests.reliability.hostile_commands"
        with ThreadPoolExecutor(AT_ONCE) as pool:
            at_terminal = pool.submit(_in_terminal, module, homes[1], text)
            command = [sys.executable, "-m", module, str(homes[0]), str(text)]
            done = subprocess.run(
                command, capture_output=True, timeout=LONG_S, check=False, env=_environment(), cwd=_ROOT
            )
        outputs = (done.stdout, done.stderr, at_terminal.result())
        for output, where in zip(outputs, ("stdout", "stderr", "tty"), strict=True):
            parts = list(_parts(output))
            if len(parts) < 60:
                wrong.append(f"{where}: {len(parts)} commands only: {output[-300:]!r}")
            for form, name, body in parts:
                trials += 1
                made[form] += 1
                told = [*text_leaks(body), *(["a traceback"] if "Traceback (most" in body else [])]
                if where == "stdout" and body.strip():
                    told += active(form, body)
                wrong += [f"{where}, {name[:80]}: {line}" for line in told]
        for file in sorted((homes[0] / "exported").rglob("*.md")):
            trials += 1
            wrong += [f"{file.name}: {line}" for line in active("md", file.read_text("utf-8"))]
        return trials, wrong

    _over_groups(figure, trials, run)
    figure.note += f"; {made['json']} JSON, {made['html']} HTML, {made['md']} Markdown parsed"
    return figure


_ROOT = Path(__file__).parents[2]


def _walk(home: Path, text: Path, part: int) -> tuple[dict[str, dict[str, bool]], list[str]]:
    """Go one part of the way in a terminal; return what was seen, by screen and field, and what was wrong."""
    told = home.with_suffix(".told")
    output = _in_terminal("tests.reliability.hostile_walk", home, told, text, part)
    if not told.exists():
        return {}, [f"the walk died: {output[-300:]!r}"]
    found = json.loads(told.read_text("utf-8"))
    return found["seen"], found["faults"] + list(leaks(output, copied=found["copied"], rows=ROWS, columns=COLUMNS))


Work = Callable[[Group, Sequence[Path], Path], tuple[int, list[str]]]
"""Takes strings, two homes full of them and the file that holds them; returns how many places they were put into."""


def _over_groups(figure: Figure, most: int, work: Work) -> None:
    """Do the work for so many strings, all of them in each field; beyond their number each alone, giants too."""
    every = [*groups(STRINGS[:most])] if most <= len(STRINGS) else [(s,) for s in (*STRINGS, *GIANTS)][:most]
    pairs = 0
    with tempfile.TemporaryDirectory(prefix="sinks-") as folder:
        base = Path(folder, "base")
        make_base(base)
        for number, group in enumerate(every):
            homes = [Path(folder, f"home{number}{part}") for part in "ab"]
            for home in homes:
                poison_home(base, home, telling(group))
            text = Path(folder, f"text{number}.json")
            text.write_text(json.dumps(joined(group)), "utf-8")
            places, wrong = work(group, homes, text)
            figure.trials += len(group)
            pairs += len(group) * places
            named = f"{group[0].name} … {group[-1].name}" if len(group) > 1 else group[0].name
            figure.failures += [f"{named}: {line}" for line in dict.fromkeys(wrong)]
    figure.whole = True
    figure.note = f"{pairs} pairs of string and place"


def _environment() -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor",
        "TEXTUAL_FPS": "25",
        "HOME": "/nonexistent", "PYTHONPATH": str(_ROOT),
    }  # fmt: skip


def _in_terminal(module: str, *arguments: Path | int) -> bytes:
    """Run a module in a terminal of its own and return all that it wrote there."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    command = [sys.executable, "-m", module, *map(str, arguments)]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=_environment(), cwd=_ROOT, start_new_session=True
    )
    os.close(theirs)
    output = bytearray()
    while True:
        try:
            data = os.read(ours, 1 << 16)
        except OSError:  # so Linux tells that the other side is closed
            break
        if not data:
            break
        output += data
    os.close(ours)
    process.wait(LONG_S)
    return bytes(output)


def _parts(output: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield the form, the name and the text of each command's output."""
    text = output.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    for part in text.split(f"\n{SIGN} ")[1:]:
        head, _, body = part.partition("\n")
        if head.startswith("code "):
            continue
        _, form, name = head.split(" ", 2)
        yield form, name, body
