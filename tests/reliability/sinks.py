"""Hostile text through every sink of the product: the screens, the command line, and what is exported."""

import fcntl
import json
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from itertools import count
from pathlib import Path

from markdown_it import MarkdownIt

from tests.reliability.figure import Figure
from tests.reliability.grammar import leaks, text_leaks
from tests.reliability.hostile import GIANTS, STRINGS, Hostile, groups, joined, telling
from tests.reliability.hostile_commands import SIGN
from tests.reliability.poisoned import make_base, poison_home

ROWS, COLUMNS = 44, 130
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
        "pasted",
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

    def walked(group: Group, home: Path, text: Path) -> tuple[int, list[str]]:
        told = home.with_suffix(".told")
        output = _in_terminal("tests.reliability.hostile_walk", home, told, text)
        if not told.exists():
            return 0, [f"the walk died: {output[-300:]!r}"]
        found = json.loads(told.read_text("utf-8"))
        shown.update({screen: len(fields) for screen, fields in found["seen"].items()})
        whole = {f for fields in found["seen"].values() for f, is_whole in fields.items() if is_whole}
        missed = WHOLE - whole if group[0] not in GIANTS else ()
        wrong = found["faults"] + [f"{field} is nowhere shown whole" for field in sorted(missed)]
        wrong += leaks(output, copied=found["copied"], rows=ROWS, columns=COLUMNS)
        return sum(len(fields) for fields in found["seen"].values()), wrong

    _over_groups(figure, trials, walked)
    figure.note += f", {len(shown)} views of all screens, output read by a strict grammar"
    return figure


def check_commands(trials: int, seed: int) -> Figure:
    """Run every command on hostile data and with hostile arguments, into a terminal and into pipes."""
    figure = Figure("S2", "hostile strings × commands, exports and errors, tty and pipe")
    made: Counter[str] = Counter()

    def run(group: Group, home: Path, text: Path) -> tuple[int, list[str]]:
        wrong: list[str] = []
        trials = 0
        again = shutil.copytree(home, home.with_suffix(".tty"))
        command = [sys.executable, "-m", "tests.reliability.hostile_commands", str(home), str(text)]
        done = subprocess.run(command, capture_output=True, timeout=LONG_S, check=False, env=_environment(), cwd=_ROOT)
        outputs = (done.stdout, done.stderr, _in_terminal("tests.reliability.hostile_commands", again, text))
        for output, where in zip(outputs, ("stdout", "stderr", "tty"), strict=True):
            parts = list(_parts(output))
            if len(parts) < 60:
                wrong.append(f"{where}: {len(parts)} commands only: {output[-300:]!r}")
            for form, name, body in parts:
                trials += 1
                made[form] += 1
                told = [*text_leaks(body), *(["a traceback"] if "Traceback (most" in body else [])]
                if where == "stdout" and body.strip():
                    told += _active(form, body)
                wrong += [f"{where}, {name[:80]}: {line}" for line in told]
        for file in sorted((home / "exported").rglob("*.md")):
            trials += 1
            wrong += [f"{file.name}: {line}" for line in _active("md", file.read_text("utf-8"))]
        return trials, wrong

    _over_groups(figure, trials, run)
    figure.note += f"; {made['json']} JSON, {made['html']} HTML, {made['md']} Markdown parsed"
    return figure


_ROOT = Path(__file__).parents[2]


def _over_groups(figure: Figure, most: int, work: Callable[[Group, Path, Path], tuple[int, list[str]]]) -> None:
    """Do the work for the strings, in groups as large as a field takes; beyond their number each alone, giants too."""
    every = [*groups(STRINGS[:most])] if most <= len(STRINGS) else [(s,) for s in (*STRINGS, *GIANTS)][:most]
    pairs = 0
    with tempfile.TemporaryDirectory(prefix="sinks-") as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        base = Path(folder, "base")
        make_base(base)
        numbers = count()

        def one(group: Group) -> tuple[Group, int, list[str]]:
            home = Path(folder, f"home{next(numbers)}")
            poison_home(base, home, telling(group))
            text = home.with_suffix(".json")
            text.write_text(json.dumps(joined(group)), "utf-8")
            return (group, *work(group, home, text))

        for group, sinks, wrong in pool.map(one, every):
            figure.trials += len(group)
            pairs += len(group) * sinks
            named = f"{group[0].name} … {group[-1].name}" if len(group) > 1 else group[0].name
            figure.failures += [f"{named}: {line}" for line in dict.fromkeys(wrong)]
    figure.whole = True
    figure.note = f"{pairs} pairs of string and place"


def _environment() -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor",
        "HOME": "/nonexistent", "PYTHONPATH": str(_ROOT),
    }  # fmt: skip


def _in_terminal(module: str, *arguments: Path) -> bytes:
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


def _active(form: str, text: str) -> Iterator[str]:
    """Yield what in an export is more than text."""
    if form == "json":
        try:
            json.loads(text)
        except ValueError as error:
            yield f"no JSON: {error}"
    elif form == "html":
        page = _Page()
        page.feed(text)
        page.close()
        yield from page.wrong
    elif form == "md":
        yield from _active_markdown(text)


class _Page(HTMLParser):
    """Reads a page; whatever our own page would not have is wrong."""

    TAGS = frozenset(
        [
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "header",
            "h1",
            "h2",
            "h3",
            "p",
            "div",
            "span",
            "small",
            "ol",
            "ul",
            "li",
            "section",
            "article",
            "blockquote",
            "footer",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "strong",
            "em",
        ]
    )
    ATTRIBUTES = frozenset({"lang", "class", "charset", "name", "content", "http-equiv"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self._metas = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        self._metas += tag == "meta"
        odd = [name for name, _ in attrs if name not in self.ATTRIBUTES]
        if tag not in self.TAGS or odd or self._metas > _METAS:
            self.wrong.append(f"an element of the text's own: {self.get_starttag_text()!r}")
        if tag == "meta" and ("http-equiv", "refresh") in attrs:
            self.wrong.append("a refresh")

    def handle_comment(self, data: str) -> None:
        """A comment is none of ours."""
        self.wrong.append(f"a comment: {data[:60]!r}")

    def handle_pi(self, data: str) -> None:
        """Nor is this."""
        self.wrong.append(f"an instruction: {data[:60]!r}")

    def unknown_decl(self, data: str) -> None:
        """Nor this."""
        self.wrong.append(f"a declaration: {data[:60]!r}")


_METAS = 3
_TOKENS = frozenset(
    [
        "heading_open",
        "heading_close",
        "paragraph_open",
        "paragraph_close",
        "inline",
        "bullet_list_open",
        "bullet_list_close",
        "list_item_open",
        "list_item_close",
        "blockquote_open",
        "blockquote_close",
        "text",
        "strong_open",
        "strong_close",
        "softbreak",
    ]
)
"""What Markdown of ours has."""
_WORLD = re.compile(r"(?i)\b(https?|ftp|mailto):|\bwww\.")


def _active_markdown(text: str) -> Iterator[str]:
    """Yield what is not our own, as a reader with all extensions sees it."""
    for token in MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text):
        for inner in (token, *(token.children or ())):
            if inner.type not in _TOKENS:
                yield f"{inner.type}: {inner.content[:60]!r}"
    # Some readers make a link of a bare address wherever they see one.
    yield from (f"an address that is none of ours to follow: {text[a.start() :][:40]!r}" for a in _WORLD.finditer(text))
