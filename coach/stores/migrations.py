"""The schema's history: a list of steps, each applied once and in order, with a table of the applied names."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select, text

from coach.errors import StoreError

MIGRATIONS: list[Callable[[Connection], None]] = []
"""Every step from the first release on. Append only: a released step never changes."""

APPLIED = Table("migration", MetaData(), Column("name", String, primary_key=True), Column("applied_at", String))


def migration(step: Callable[[Connection], None]) -> Callable[[Connection], None]:
    """Add a step to the history, under its own name."""
    MIGRATIONS.append(step)
    return step


def migrate(connection: Connection) -> None:
    """Bring the schema up to date inside the caller's transaction.

    Raises `StoreError` for a database that a newer coach has written: nothing is touched then.
    """
    known = [step.__name__ for step in MIGRATIONS]
    if not inspect(connection).has_table(APPLIED.name):
        APPLIED.create(connection)
    applied = set(connection.scalars(select(APPLIED.c.name)))
    if newer := sorted(applied - set(known)):
        raise StoreError(f"The database was written by a newer coach ({newer[-1]}).", "Update the coach to read it.")
    for step in MIGRATIONS:
        if step.__name__ not in applied:
            step(connection)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            connection.execute(APPLIED.insert().values(name=step.__name__, applied_at=now))


@migration
def m001_sessions(connection: Connection) -> None:
    """Sessions, their turns in every revision, and judgements beside them."""
    connection.execute(
        text(
            "CREATE TABLE session ("
            "id VARCHAR NOT NULL PRIMARY KEY, created_at VARCHAR NOT NULL, scenario VARCHAR NOT NULL, "
            "title VARCHAR NOT NULL, difficulty VARCHAR NOT NULL, manager VARCHAR NOT NULL, judge VARCHAR NOT NULL, "
            "outcome VARCHAR, body TEXT NOT NULL)"
        )
    )
    connection.execute(
        text(
            "CREATE TABLE turn ("
            "session VARCHAR NOT NULL REFERENCES session (id), seq INTEGER NOT NULL, revision INTEGER NOT NULL, "
            "speaker VARCHAR NOT NULL, body TEXT NOT NULL, PRIMARY KEY (session, seq, revision))"
        )
    )
    connection.execute(
        text(
            "CREATE TABLE judgement ("
            "id VARCHAR NOT NULL PRIMARY KEY, session VARCHAR NOT NULL REFERENCES session (id), "
            "seq INTEGER NOT NULL, revision INTEGER NOT NULL, place INTEGER NOT NULL, body TEXT NOT NULL, "
            "UNIQUE (session, place), FOREIGN KEY (session, seq, revision) REFERENCES turn (session, seq, revision))"
        )
    )


@migration
def m002_rewritings(connection: Connection) -> None:
    """What a language model made of a session's replies, so that no report asks for it a second time."""
    connection.execute(
        text(
            "CREATE TABLE rewriting ("
            "session VARCHAR NOT NULL REFERENCES session (id), place INTEGER NOT NULL, body TEXT NOT NULL, "
            "PRIMARY KEY (session, place))"
        )
    )


@migration
def m003_recaps(connection: Connection) -> None:
    """The mails that an engineer wrote after a meeting."""
    connection.execute(
        text(
            "CREATE TABLE recap ("
            "session VARCHAR NOT NULL REFERENCES session (id), place INTEGER NOT NULL, body TEXT NOT NULL, "
            "PRIMARY KEY (session, place))"
        )
    )


@migration
def m004_real_talks(connection: Connection) -> None:
    """How the real talks went, beside the rehearsals that were for them."""
    connection.execute(
        text(
            "CREATE TABLE real_talk ("
            "session VARCHAR NOT NULL REFERENCES session (id), place INTEGER NOT NULL, body TEXT NOT NULL, "
            "PRIMARY KEY (session, place))"
        )
    )


@migration
def m005_branches(connection: Connection) -> None:
    """Where a session came from, beside its body: the list of sessions is a tree, and reads no body."""
    connection.execute(text("ALTER TABLE session ADD COLUMN parent VARCHAR"))
    connection.execute(text("ALTER TABLE session ADD COLUMN parent_seq INTEGER"))
    kept = connection.execute(text("SELECT id, body FROM session WHERE body LIKE '%\"parent\":{%'")).all()
    for id_, body in kept:
        try:
            parent = json.loads(body)["parent"]
            where = {"id": id_, "parent": parent["session"], "seq": parent["seq"]}
        except (KeyError, TypeError, ValueError):
            continue  # a damaged body is told of when that session is read, and keeps no other one from opening
        connection.execute(text("UPDATE session SET parent = :parent, parent_seq = :seq WHERE id = :id"), where)


@migration
def m006_drafts(connection: Connection) -> None:
    """What was being written when a rehearsal was left or cut off."""
    connection.execute(
        text("CREATE TABLE draft (session VARCHAR NOT NULL PRIMARY KEY REFERENCES session (id), body TEXT NOT NULL)")
    )


@migration
def m007_places(connection: Connection) -> None:
    """The order in which sessions were begun: a clock that was put back or forward must not change what came last."""
    connection.execute(text("ALTER TABLE session ADD COLUMN place INTEGER"))
    ids = connection.scalars(text("SELECT id FROM session ORDER BY created_at, id DESC")).all()
    for place, id_ in enumerate(ids):
        connection.execute(text("UPDATE session SET place = :place WHERE id = :id"), {"place": place, "id": id_})
