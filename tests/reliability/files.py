"""Files that were tampered with: each is taken or refused in one sentence, and nothing outside the folders is read."""

import random
import re
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from coach.errors import CoachError
from coach.library.brief import BriefFile
from coach.library.files import data_dir
from coach.library.rubric import read_rubric
from coach.library.scenes import Library, read_scenario
from coach.library.vocabulary import read_vocabulary
from coach.settings import read_settings
from coach.transcripts.files import read_any
from coach.transcripts.rows import read_rows
from coach.transcripts.talk import read_talk
from tests.reliability.figure import Figure

GOLD = Path(__file__).parent.parent / "gold"
SAMPLES = Path(__file__).parent.parent / "transcripts" / "samples"
MOST_MIB = 100
LIMIT_S = 2.0
"""No file takes longer; most take milliseconds, and on a busy machine a check must not cry wolf."""

HOSTILE = (
    b"\x00", b"\xff\xfe", b"\x1b]52;c;aGk=\x07", "\u202e".encode(), b"\r\n\r", b"[" * 3_000, b"{" * 3_000,
    b"a." * 2_000, b"9" * 5_000, b"1e400", b"-0x1", b"nan", b"inf", b'"' * 3, b"'" * 3, b"\\u", b"\\UFFFFFFFF",
    b"= = =", b"[[x]]\n" * 500, b"id = 1\n", b"x = 9999-99-99T99:99:99\n", b"<<<<<<< HEAD\n", b"\xed\xa0\x80",
    "e\u0301".encode() * 500, b"../../../etc/passwd", b"{{ 7*7 }}", b"%(x)s{0.__class__}",
    b'"\\' * 3_000,
)  # fmt: skip
"""What is spliced in: controls, depth, size, broken escapes, odd dates, paths, templates."""

BRIEF = b"""
enjoys = ["feature engineering"]
career_goals = ["a project that leadership looks at"]

[[strengths]]
technique = "feature engineering"
proof = "cut false alarms"

[[projects]]
name = "drift monitor"
metric = "false alarms"
before = "100"
after = "70"
unit = "a week"
"""

Read = Callable[[Path], object]


def check_files(trials: int, seed: int) -> Figure:
    """Mutate every kind of file that the coach reads, and read it."""
    figure = Figure("S3", "scenes, briefs, rubrics, settings, transcripts, rows, mutated")
    chance = random.Random(seed)
    sources = _sources()
    taken = 0
    slowest = 0.0
    began_with = _peak_mib()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(trials):
            name, whole, read = sources[number % len(sources)]
            target = Path(folder, name)
            target.write_bytes(mutate(whole, chance))
            began = time.monotonic()
            told: str | None = None
            try:
                read(target)
                taken += 1
            except CoachError as error:
                hostile = "\x1b" in error.sentence or "\u202e" in error.sentence
                placed = re.search(rf"{re.escape(name)}(:\d+|, line \d+)", error.sentence)
                if hostile or name not in error.sentence or (target.suffix in (".toml", ".env") and not placed):
                    told = f"refused with {error.sentence[:160]!r}"
            except Exception as error:  # the check is for just these
                told = f"{type(error).__name__} {str(error)[:120]}"
            took = time.monotonic() - began
            slowest = max(slowest, took)
            if not told and took > LIMIT_S:
                told = f"took {took:.1f} s"
            figure.count(told and f"{name}, trial {number}: {told}")
    grown = _peak_mib() - began_with
    if grown > MOST_MIB:
        figure.failures.append(f"memory grew by {grown:.0f} MiB")
    figure.note = f"{taken} taken, slowest {1000 * slowest:.0f} ms, memory grew by {grown:.0f} MiB"
    return figure


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return data with one to four cuts, doublings, shuffles, flips or hostile splices."""
    for _ in range(chance.randrange(1, 5)):
        at, to = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        match chance.randrange(6):
            case 0:
                data = data[:at] + data[to:]
            case 1:
                data = data[:to] + data[at:to] + data[to:]
            case 2:
                data = data[:at] + chance.choice(HOSTILE) + data[at:]
            case 3:
                data = data[:at] + chance.randbytes(1) + data[at + 1 :]
            case 4:
                data = data[:at]
            case _:
                lines = data.split(b"\n")
                chance.shuffle(lines)
                data = b"\n".join(lines)
    return data


def _sources() -> list[tuple[str, bytes, Read]]:
    """Return a name, the whole content and a reader for every kind of file."""
    prompts = data_dir("prompts")
    return [
        *((path.name, path.read_bytes(), read_scenario) for path in sorted(data_dir("scenarios").glob("*.toml"))),
        ("rubric.toml", (prompts / "rubric.toml").read_bytes(), read_rubric),
        ("vocabulary.toml", (prompts / "vocabulary.toml").read_bytes(), read_vocabulary),
        ("brief.toml", BRIEF, lambda path: BriefFile(path).read()),
        ("config.toml", b"COACH_MODEL = 'x'\nCOACH_DEADLINE_S = 30\n", _settings),
        ("my.env", b"COACH_MODEL=x\nOPENAI_BASE_URL=http://127.0.0.1:1/v1\n", _env_file),
        ("rows.jsonl", b"\n".join((GOLD / "dev.jsonl").read_bytes().split(b"\n")[:5]), _rows),
        *((path.name, path.read_bytes(), _talk) for path in sorted(SAMPLES.iterdir()) if path.is_file()),
    ]


def _settings(path: Path) -> object:
    return read_settings({"COACH_HOME": str(path.parent)}, cwd=path.parent / "nowhere")


def _env_file(path: Path) -> object:
    return read_settings({}, env_file=path, cwd=path.parent / "nowhere")


def _rows(path: Path) -> object:
    return read_rows(read_any(path).text, path.name)


def _talk(path: Path) -> object:
    return read_talk(read_any(path).text, path.name)


def check_paths(trials: int, seed: int) -> Figure:
    """Ask for scenes by names that lead out of their folders: nothing outside is read or listed."""
    figure = Figure("S3p", "names and links that lead out of the scenes' folders")
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        home, outside = Path(folder, "home"), Path(folder, "outside")
        (home / "scenarios").mkdir(parents=True)
        outside.mkdir()
        scene = (data_dir("scenarios") / "high-visibility-projects.toml").read_text("utf-8")
        (outside / "secret.toml").write_text(scene.replace("high-visibility-projects", "secret"), "utf-8")
        (home / "scenarios" / "linked.toml").symlink_to(outside / "secret.toml")
        (home / "scenarios" / "folder").symlink_to(outside, target_is_directory=True)
        library = Library(home)
        listed = {found.id for found in library.shelf().scenarios}
        figure.count("a link out of the folder was followed" if listed & {"secret", "linked"} else None)
        names = ("secret", "linked", "../outside/secret", "folder/secret", "./linked", "\x00", "a\nb", "..", "~")
        for _ in range(trials - 1):
            name = chance.choice(names) + chance.choice(("", " ", "/", "/."))
            try:
                library.scenario(name)
                figure.count(f"{name!r} was read")
            except CoachError:
                figure.count(None)
    return figure
