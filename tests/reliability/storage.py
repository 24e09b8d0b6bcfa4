"""Storage that fails: a torn log, a full disk, another coach, a database that is none or comes from the future."""

import asyncio
import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from coach import wiring
from coach.domain.opening import Opening
from coach.errors import CoachError, StoreError
from coach.settings import read_settings
from coach.stores.sql import SqlStore
from tests.reliability.child import Done, command, forked, limit_files
from tests.reliability.damage import BROKEN, opened
from tests.reliability.figure import Figure
from tests.reliability.kills import REPLIES

SCENE = "high-visibility-projects"
Fault = Callable[[Path, random.Random], str | None]
"""Takes a new home and chance; returns what was wrong, if anything."""


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
    """Let the storage fail in every way: one plain sentence, exit code 1, and what was kept stays."""
    figure = Figure("R4", "a disk, a database, a schema, a row that fails", whole=True)
    chance = random.Random(seed)
    for number in range(trials):
        fault = FAULTS[number % len(FAULTS)]
        with tempfile.TemporaryDirectory() as folder:
            try:
                told = fault(Path(folder), chance)
            except Exception as error:
                told = f"{type(error).__name__} {error}"
        figure.count(told and f"{fault.__name__.strip('_')}, trial {number}, seed {seed}: {told}")
    figure.note = f"{len(FAULTS)} faults"
    return figure


def _disk_full(home: Path, chance: random.Random) -> str | None:
    # The limit on a file's size stands for the disk's end: writing beyond it fails in the same place.
    return _run_out(home, lambda said: command(home, *PLAY, said=said, room=_biggest(home) + _little(chance)))


def _no_pages_left(home: Path, chance: random.Random) -> str | None:
    more = chance.randrange(1, 9)
    return _run_out(home, lambda said: command(home, *PLAY, said=said, pages=_biggest(home) // 4_096 + more))


def _run_out(home: Path, play: Callable[[str], Done]) -> str | None:
    first = command(home, *PLAY, said=f"{REPLIES[0]}\n")
    if first.code:
        return f"could not begin: {first.err}"
    kept = _kept(home)
    said = "".join(f"{reply} {LONG * 40}\n" for reply in REPLIES * 2)
    done = play(said)
    return done.refusal or (None if _kept(home)[: len(kept)] == kept else "what was kept is gone")


def _full_for_an_export(home: Path, chance: random.Random) -> str | None:
    command(home, *PLAY, said="".join(f"{reply} {LONG * 40}\n" for reply in REPLIES * 2))
    target, folder = home / "half.html", home / "all"
    done = command(home, "report", "latest", "--format", "html", "--output", str(target), room=LOG_INDEX)
    if target.exists():
        return f"half an export is left: {target.stat().st_size} bytes"
    if told := done.refusal:
        return told
    done = command(home, "export", str(folder), room=LOG_INDEX)
    return done.refusal or _whole_files(folder)


def _whole_files(folder: Path) -> str | None:
    for path in folder.rglob("*.json"):
        try:
            json.loads(path.read_text("utf-8"))
        except ValueError:
            return f"half an export is left: {path.name}"
    return None


def _full_for_settings(home: Path, chance: random.Random) -> str | None:
    def change() -> int:
        settings = read_settings({"COACH_HOME": str(home)}, cwd=home)
        try:
            wiring.build(settings).setup.change("COACH_THEME", "dracula" * 20)
        except CoachError as error:
            limit_files(None)  # what it says goes into a file, too
            print(f"Error: {error.sentence}", file=sys.stderr)  # noqa: T201
            return error.exit_code
        return 0

    config = home / "config.toml"
    config.write_text('# my own words\nCOACH_HINTS = "on"\n', "utf-8")
    before = config.read_bytes()
    done = forked(change, room=chance.randrange(1, 60))
    if config.read_bytes() != before:
        return "the settings are cut"
    return done.refusal or (f"left behind {left}" if (left := os.listdir(home)) != ["config.toml"] else None)


def _locked(home: Path, chance: random.Random) -> str | None:
    command(home, "sessions")
    with closing(sqlite3.connect(home / "coach.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        told = command(home, "sessions").refusal
        took = time.monotonic() - began
    return told or (None if 4 < took < 15 else f"waited {took:.0f} s")


def _no_database(home: Path, chance: random.Random) -> str | None:
    (home / "coach.db").write_bytes(chance.randbytes(20_000))
    return _untouched(home, command(home, "sessions"))


def _a_text(home: Path, chance: random.Random) -> str | None:
    (home / "coach.db").write_text("Dear diary, " * chance.randrange(1, 3_000), "utf-8")
    return _untouched(home, command(home, "sessions"))


def _a_cut_database(home: Path, chance: random.Random) -> str | None:
    command(home, *PLAY, said=f"{REPLIES[0]}\n")
    whole = (home / "coach.db").read_bytes()
    (home / "coach.db").write_bytes(whole[: chance.randrange(100, len(whole) // 4_096 * 4_096 // 2)])
    return command(home, "sessions").refusal


def _newer(home: Path, chance: random.Random) -> str | None:
    command(home, "sessions")
    with closing(sqlite3.connect(home / "coach.db")) as database, database:
        database.execute("INSERT INTO migration (name) VALUES ('m999_of_the_future')")
    return command(home, "sessions").refusal


def _no_folder(home: Path, chance: random.Random) -> str | None:
    (home / "file").write_text("no folder", "utf-8")
    return command(home / "file", "sessions").refusal


def _a_folder_in_its_place(home: Path, chance: random.Random) -> str | None:
    (home / "coach.db").mkdir()
    return command(home, "sessions").refusal


def _a_pipe_in_its_place(home: Path, chance: random.Random) -> str | None:
    os.mkfifo(home / "coach.db", 0o644)
    done = command(home, "sessions")
    return done.refusal or (None if (home / "coach.db").stat().st_mode & 0o777 == 0o644 else "its mode was changed")


def _a_link(home: Path, chance: random.Random) -> str | None:
    """A database that lies elsewhere is taken, and is readable by its owner alone there."""
    elsewhere = home / "elsewhere.db"
    (home / "coach").mkdir()
    (home / "coach" / "coach.db").symlink_to(elsewhere)
    done = command(home / "coach", *PLAY, said=f"{REPLIES[0]}\n")
    if done.code or elsewhere.stat().st_mode & 0o077:
        return f"exit code {done.code}: {done.err[-200:]}"
    return None if _kept(home / "coach") else "nothing is kept there"


def _read_only(home: Path, chance: random.Random) -> str | None:
    place = home / "data"
    command(place, *PLAY, said=f"{REPLIES[0]}\n")
    kept = _kept(place)
    (place / "coach.db").chmod(chance.choice((0o400, 0o600)))
    place.chmod(0o500)
    done = command(place, *PLAY, said=f"{REPLIES[1]}\n", bound=True)
    place.chmod(0o700)
    return done.refusal or (None if _kept(place) == kept else "something was written")


def _untouched(home: Path, done: Done) -> str | None:
    """Look at a refusal of what is no database: it must be there as before, for its owner to look at."""
    return done.refusal or (None if sorted(os.listdir(home)) == ["coach.db"] else f"made {sorted(os.listdir(home))}")


LONG = "I could bring my part to that project. "
LOG_INDEX = 33_000
"""Bytes of the index that SQLite keeps beside its log, and a few more: the least room in which anything goes."""
PLAY = ("rehearse", SCENE, "--plain", "--seed", "1")
FAULTS: tuple[Fault, ...] = (
    *(_disk_full, _no_pages_left, _full_for_an_export, _full_for_settings, _no_database, _a_text, _a_cut_database),
    *(_newer, _no_folder, _a_folder_in_its_place, _a_pipe_in_its_place, _a_link, _read_only, *BROKEN, _locked),
)


def _biggest(home: Path) -> int:
    return max(path.stat().st_size for path in home.iterdir())


def _little(chance: random.Random) -> int:
    return chance.randrange(4_096, 40_960)


def _kept(home: Path) -> list[str]:
    with opened(home) as store:
        return [turn.text for summary in reversed(store.summaries().sessions) for turn in store.read(summary.id).turns]
