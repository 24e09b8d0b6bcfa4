"""Databases that are damaged, old, or taken away: other sessions are not touched, and no step is left half done."""

import asyncio
import os
import random
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from unittest import mock

from sqlalchemy import Connection, text

from coach import wiring
from coach.coaching import Coach
from coach.coaching.choice import Choice
from coach.domain.opening import Opening
from coach.domain.transcript import Outcome
from coach.errors import CoachError, StoreError
from coach.settings import read_settings
from coach.stores import migrations
from coach.stores.sql import SqlStore
from tests.reliability.child import forked
from tests.reliability.kills import REPLIES

RELEASED = Path(__file__).parent.parent / "stores" / "released"
SCENE = "high-visibility-projects"
_GARBAGE: tuple[object, ...] = (
    *("", "{", "null", "[]", "7", '{"seq": 0}', "\x00", "\ud83d".encode("utf-8", "replace").decode(), "x" * 100_000),
    *(b"\xff\xfe", b"\xc3\x28", b"", 7, -1, 1e308, 2**62, "../../etc/passwd", "\x1b[2J", "2026-13-45", "[/]"),
)
"""What is put into a cell: no JSON, JSON of another form, bytes that are no text, numbers, what acts."""


def damaged_cell(home: Path, chance: random.Random) -> str | None:
    """Put garbage into a cell, or take a row away: the other session is read as before, and nothing raises."""
    return _damaged(home, lambda database, session: _damage(database, session, chance))


def damaged_line(home: Path, chance: random.Random) -> str | None:
    """Put into a cell that the list of sessions reads what it cannot take: the other session is listed."""

    def damage(database: sqlite3.Connection, session: str) -> str:
        column = chance.choice(("difficulty", "manager", "judge", "outcome", "title", "created_at", "scenario"))
        garbage = chance.choice((b"\xff\xfe", b"\xc3\x28"))
        database.execute(f"UPDATE session SET {column} = ? WHERE id = ?", (garbage, session))
        database.commit()
        return f"{column} set to {garbage!r}"

    return _damaged(home, damage)


def _damaged(home: Path, damage: Callable[[sqlite3.Connection, str], str]) -> str | None:
    ids = asyncio.run(_two_talks(home))
    with closing(sqlite3.connect(home / "coach.db")) as database:
        before = _rows(database, ids[1])
        what = damage(database, ids[0])
        if _rows(database, ids[1]) != before:
            return f"{what}: the check itself has touched the other session"
    try:
        told = asyncio.run(_look(home, ids))
    except Exception as error:
        told = f"{type(error).__name__} {error}"
    return told and f"{what}: {told}"


def _damage(database: sqlite3.Connection, session: str, chance: random.Random) -> str:
    """Damage what stands of one session, and say how."""
    database.execute("PRAGMA foreign_keys=OFF")
    tables = ("session", "turn", "judgement", "recap", "real_talk", "draft", "rewriting")
    own = {table: "id" if table == "session" else "session" for table in tables}
    held = [t for t in tables if database.execute(f"SELECT 1 FROM {t} WHERE {own[t]} = ?", (session,)).fetchone()]
    table = chance.choice(held)
    rows = database.execute(f"SELECT rowid FROM {table} WHERE {own[table]} = ?", (session,)).fetchall()
    (row,) = chance.choice(rows)
    if chance.random() < 0.15 and table != "session":
        database.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
        what = f"row {row} of {table} deleted"
    else:
        columns = [name for _, name, *_ in database.execute(f"PRAGMA table_info({table})") if name != own[table]]
        column = chance.choice(columns)
        garbage = chance.choice(_GARBAGE)
        if chance.random() < 0.4:
            garbage = _shaken(database.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (row,)), chance)
        with suppress(sqlite3.IntegrityError):  # some columns do not take everything
            database.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (garbage, row))
        what = f"{table}.{column} of row {row} set to {garbage!r:.60}"
    database.commit()
    return what


def _shaken(cell: sqlite3.Cursor, chance: random.Random) -> object:
    """Return a cell with a byte flipped, a part cut out, or a part doubled."""
    data = bytearray(str(cell.fetchone()[0]).encode())
    if not data:
        return "\x07"
    at, to = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    match chance.randrange(3):
        case 0:
            data[at] ^= 1 << chance.randrange(8)
        case 1:
            del data[at:to]
        case _:
            data[at:at] = data[at:to]
    return data.decode("utf-8", "replace")


async def _two_talks(home: Path) -> tuple[str, str]:
    coach = _coach(home)
    ids = []
    for seed in (1, 2):
        rehearsal = await coach.rehearse(Opening(scenario=SCENE, seed=seed))
        _ = [event async for event in rehearsal.open()]
        for reply in REPLIES[: 3 - seed]:
            _ = [event async for event in rehearsal.answer(reply)]
        await rehearsal.keep_draft("What I was going to say next")
        ids.append(rehearsal.session.id)
        if seed == 1:
            await rehearsal.end()
            await coach.recap(rehearsal.session.id, "Thank you for your time. We agreed that I send the figures.")
            await coach.preparing.log_outcome(rehearsal.session.id, Outcome.DEFERRED)
    await coach.close()
    return ids[0], ids[1]


async def _look(home: Path, ids: tuple[str, str]) -> str | None:
    """Ask for everything that goes over all sessions, and for each one; only errors of the coach's own are taken."""
    coach = _coach(home)
    try:
        kept = await coach.sessions()
        if ids[1] not in [one.id for one in kept.sessions]:
            return "the other session is hidden"
        history = await coach.history()
        results = [result async for result in coach.judge_all(Choice())]
        if ids[1] not in [one.session for one in results]:
            return "the other session is not judged"
        doctor = await coach.diagnose()
        await coach.preparing.logged()
        whole = await coach.session(ids[1])
        if [turn.text for turn in whole.transcript.replies] != [*REPLIES[:1]]:
            return "the other session has changed"
        try:
            await _use(coach, ids[0])
        except CoachError as error:
            told = any(ids[0] in line for line in (*history.unread, *(r.error for r in results), error.sentence))
            return None if told else f"nobody names it: {error.sentence}"
        return None if doctor.checks else "the doctor says nothing"
    finally:
        await coach.close()


async def _use(coach: Coach, name: str) -> None:
    """Do with a session what the screens and commands do with one."""
    session = await coach.session(name)
    await coach.report_of(session)
    await coach.branches.family(name)
    await coach.branches.told(name)
    await coach.recaps(name)
    if session.outcome is None:
        rehearsal = await coach.resume(name)
        text = session.pending.text if session.pending else "Let me say that in another way."
        _ = [event async for event in rehearsal.answer(text)]
        await rehearsal.end()
    else:
        await coach.again(name)


def old_schema(home: Path, chance: random.Random) -> str | None:
    """Open a database of every earlier release: every row of it is there afterwards."""
    for released in sorted(RELEASED.glob("*.db")):
        place = home / released.stem
        place.mkdir()
        shutil.copy(released, place / "coach.db")
        with closing(sqlite3.connect(place / "coach.db")) as database:
            before = _contents(database)
        with opened(place) as store:
            kept = store.summaries()
            for summary in kept.sessions:
                store.read(summary.id)
        with closing(sqlite3.connect(place / "coach.db")) as database:
            after = _contents(database)
        if kept.unread or len(kept.sessions) != len(before["session"]):
            return f"{released.stem}: {len(kept.sessions)} of {len(before['session'])} sessions"
        for table, rows in before.items():
            if table != "migration" and [row[: len(rows[0])] for row in after[table]] != rows:
                return f"{released.stem}: {table} has changed"
    return None


def migration_that_fails(home: Path, chance: random.Random) -> str | None:
    """Let a step of the schema's history fail half way, or be killed there: the old state stands."""
    released = chance.choice(sorted(RELEASED.glob("*.db"))[:-1])
    shutil.copy(released, home / "coach.db")
    with closing(sqlite3.connect(home / "coach.db")) as database:
        before = _contents(database)
    killed = chance.random() < 0.5

    def m900_fails(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE session ADD COLUMN half VARCHAR"))
        connection.execute(text("UPDATE session SET half = 'done', title = 'changed'"))
        connection.execute(text("DELETE FROM turn WHERE seq > 0"))
        if killed:
            os.kill(os.getpid(), signal.SIGKILL)
        raise StoreError("This step fails half way.")

    def open_it() -> int:
        steps = [*migrations.MIGRATIONS]
        at = chance.randrange(int(released.stem[1:4]), len(steps) + 1)
        with mock.patch.object(migrations, "MIGRATIONS", [*steps[:at], m900_fails, *steps[at:]]):
            SqlStore.in_directory(home)
        return 0

    done = forked(open_it)
    if done.code == 0:
        return "the step did not fail"
    with closing(sqlite3.connect(home / "coach.db")) as database:
        if _contents(database) != before:
            return f"{released.stem}: half of a step is left"
    with opened(home) as store:
        return None if len(store.summaries().sessions) == len(before["session"]) else "sessions are lost"


def taken_away(home: Path, chance: random.Random) -> str | None:
    """Move, delete or replace the database in the midst of a talk: the next reply is refused and not lost silently."""
    return asyncio.run(_taken_away(home, chance.choice(("delete", "move", "replace", "a folder"))))


async def _taken_away(home: Path, how: str) -> str | None:
    coach = _coach(home)
    database = home / "coach.db"
    try:
        rehearsal = await coach.rehearse(Opening(scenario=SCENE, seed=1))
        _ = [event async for event in rehearsal.open()]
        _ = [event async for event in rehearsal.answer(REPLIES[0])]
        aside = home / "aside.db"
        shutil.copy(database, aside)
        if how == "move":
            database.rename(home / "moved.db")
        else:
            database.unlink()
        if how == "replace":
            aside.rename(database)
        elif how == "a folder":
            database.mkdir()
        before = rehearsal.session
        try:
            _ = [event async for event in rehearsal.answer(REPLIES[1])]
        except StoreError as error:
            sentence = error.sentence
        else:
            return f"{how}: the reply went into a file that nobody will find again"
        if rehearsal.session.turns != before.turns:
            return f"{how}: memory has a turn that the disk has not"
        if how == "move":
            (home / "moved.db").rename(database)
            _ = [event async for event in rehearsal.answer(REPLIES[1])]
            if len((await coach.session(rehearsal.session.id)).turns) != 5:
                return "put back, and the reply is not kept"
        return None if "moved, deleted or replaced" in sentence else f"{how}: {sentence}"
    finally:
        await coach.close()


BROKEN: tuple[Callable[[Path, random.Random], str | None], ...] = (
    *(damaged_cell, old_schema, migration_that_fails, taken_away, damaged_line, migration_that_fails, damaged_cell),
)


def _coach(home: Path) -> Coach:
    return wiring.build(read_settings({"COACH_HOME": str(home)}, cwd=home))


def _rows(database: sqlite3.Connection, session: str) -> list[object]:
    return [
        *database.execute("SELECT * FROM session WHERE id = ?", (session,)),
        *database.execute("SELECT * FROM turn WHERE session = ?", (session,)),
    ]


def _contents(database: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {table: database.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in tables}


@contextmanager
def opened(home: Path) -> Iterator[SqlStore]:
    """Open the store in a directory, and close it in the end."""
    store = SqlStore.in_directory(home)
    try:
        yield store
    finally:
        store.dispose()
