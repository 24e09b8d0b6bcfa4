"""Storage that fails: a torn log, a full disk, another coach, a database that is none or comes from the future."""

import asyncio
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from coach import wiring
from coach.domain.opening import Opening
from coach.errors import CoachError, StoreError
from coach.settings import read_settings
from coach.stores.sql import SqlStore
from tests.reliability.figure import Figure
from tests.reliability.kills import REPLIES

SCENE = "high-visibility-projects"


def check_torn_log(trials: int, seed: int) -> Figure:
    """Cut or garble the write-ahead log at a random byte, open the database, and look at what remains."""
    figure = Figure("R3", "a write-ahead log cut or garbled at a random byte")
    chance = random.Random(seed)
    shorter = 0
    with tempfile.TemporaryDirectory() as folder:
        whole, torn = Path(folder, "whole"), Path(folder, "torn")
        asyncio.run(_leave_a_log(whole))
        log = (whole / "coach.db-wal").read_bytes()
        shutil.copytree(whole, torn)
        turns = _texts(torn)
        for _ in range(trials):
            shutil.rmtree(torn)
            shutil.copytree(whole, torn)
            at = chance.randrange(len(log))
            garbled = b"" if chance.random() < 0.5 else chance.randbytes(min(64, len(log) - at))
            (torn / "coach.db-wal").write_bytes(log[:at] + garbled)
            (torn / "coach.db-shm").unlink(missing_ok=True)
            try:
                left = _texts(torn)
            except CoachError as error:
                figure.count(f"cut at {at}: {error}")
                continue
            shorter += len(left) < len(turns)
            figure.count(None if left == turns[: len(left)] else f"cut at {at}: no beginning of the talk: {left}")
    figure.note = f"{shorter} lost their end, none a turn between"
    return figure


async def _leave_a_log(home: Path) -> None:
    """Leave a database as it lies on the disk while a coach is playing: most of it in the log."""
    playing = home.with_name("playing")
    coach = wiring.build(read_settings({"COACH_HOME": str(playing)}, cwd=home.parent))
    rehearsal = await coach.rehearse(Opening(scenario=SCENE, seed=1))
    _ = [event async for event in rehearsal.open()]
    for reply in REPLIES:
        _ = [event async for event in rehearsal.answer(reply)]
    shutil.copytree(playing, home)
    await coach.close()


def _texts(home: Path) -> list[str]:
    """Return the texts of the only session, nothing where it is gone as well; raises `StoreError`."""
    store = SqlStore.in_directory(home)
    try:
        with closing(sqlite3.connect(home / "coach.db")) as database:
            if (state := database.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                raise StoreError(f"integrity: {state}")
        return [turn.text for turn in store.read("latest").turns] if store.summaries().sessions else []
    finally:
        store.dispose()


def check_refusals(trials: int, seed: int) -> Figure:
    """Let the storage refuse in every way: one plain sentence and exit code 1, and what was kept stays."""
    figure = Figure("R4", "disk full, locked, no database, a newer one, no folder")
    chance = random.Random(seed)
    for number in range(trials):
        fault = _FAULTS[number % len(_FAULTS)]
        with tempfile.TemporaryDirectory() as folder:
            told = fault(Path(folder), chance)
        figure.count(told and f"{fault.__name__.strip('_')}: {told}")
    return figure


def _disk_full(home: Path, chance: random.Random) -> str | None:
    # The limit on a file's size stands for the disk's end: writing beyond it fails in the same place.
    first = _coach(home, "rehearse", SCENE, "--plain", "--seed", "1", said=f"{REPLIES[0]}\n")
    if first.returncode:
        return f"could not begin: {first.stderr}"
    room = max(path.stat().st_size for path in home.iterdir()) + chance.randrange(4_096, 40_960)
    kept = _kept(home)
    said = "".join(f"{reply} {'I could bring my part to that project. ' * 40}\n" for reply in REPLIES * 2)
    done = _coach(home, "rehearse", SCENE, "--plain", "--seed", "2", said=said, room=room)
    return _refused(done) or (None if _kept(home)[: len(kept)] == kept else "what was kept is gone")


def _locked(home: Path, chance: random.Random) -> str | None:
    _coach(home, "sessions")
    with closing(sqlite3.connect(home / "coach.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        return _refused(_coach(home, "sessions"))


def _no_database(home: Path, chance: random.Random) -> str | None:
    (home / "coach.db").write_bytes(chance.randbytes(20_000))
    return _refused(_coach(home, "sessions"))


def _newer(home: Path, chance: random.Random) -> str | None:
    _coach(home, "sessions")
    with closing(sqlite3.connect(home / "coach.db")) as database, database:
        database.execute("INSERT INTO migration (name) VALUES ('m999_of_the_future')")
    return _refused(_coach(home, "sessions"))


def _no_folder(home: Path, chance: random.Random) -> str | None:
    (home / "file").write_text("no folder", "utf-8")
    return _refused(_coach(home / "file", "sessions"))


_FAULTS: tuple[Callable[[Path, random.Random], str | None], ...] = (
    _disk_full,
    _locked,
    _no_database,
    _newer,
    _no_folder,
)


def _coach(home: Path, *arguments: str, said: str = "", room: int | None = None) -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        if room:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    environ = {"PATH": "/usr/bin:/bin", "HOME": str(home), "COACH_HOME": str(home), "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "coach", *arguments]
    return subprocess.run(
        command, env=environ, input=said, capture_output=True, text=True, preexec_fn=limit, timeout=120, check=False
    )


def _refused(done: subprocess.CompletedProcess[str]) -> str | None:
    """Return what is wrong with a refusal, if anything."""
    if done.returncode == 0:
        return "exit code 0"
    told = done.stderr.strip().splitlines()
    if "Traceback" in done.stderr or not told or not told[-1].startswith("Error: "):
        return f"exit code {done.returncode}: {done.stderr[-300:]}"
    return None


def _kept(home: Path) -> list[str]:
    with _store(home) as store:
        return [turn.text for summary in reversed(store.summaries().sessions) for turn in store.read(summary.id).turns]


@contextmanager
def _store(home: Path) -> Iterator[SqlStore]:
    store = SqlStore.in_directory(home)
    try:
        yield store
    finally:
        store.dispose()
