"""A database behind a URL: opened safely, its errors in plain words, and what SQLite alone can do with its file."""

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError

from coach.errors import Damaged, StoreError
from coach.stores.migrations import migrate
from coach.text import clean, one_line

_PRAGMAS = ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
"""FULL costs 0.2 ms a commit here (measured) and survives a power cut, which WAL with NORMAL does not. What is deleted
is overwritten with zeros: SQLite would leave the words of an old draft in the file."""


class Database:
    """An open database with its schema up to date."""

    def __init__(self, url: str) -> None:
        """Open the database at a SQLAlchemy URL; raises `StoreError`."""
        with _plain_errors():
            self._engine = _engine(url)
            self._is_file = self._engine.dialect.name == "sqlite"
            with self._engine.begin() as connection:
                if self._is_file:
                    _refuse_what_acts(connection)
                migrate(connection)
        name = self._engine.url.database if self._is_file else None
        self._file = Path(name) if name else None
        self._identity = _identity(self._file)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction that holds the write lock from its start, so that it never fails half way for being late."""
        # Whoever has the file open can write on when it is gone: into a file that nobody will find again.
        if _identity(self._file) != self._identity:
            raise StoreError(
                f"The database {self._file} was moved, deleted or replaced while the coach was running.",
                "Put it back, or copy what you have written and start the coach again.",
            )
        with _plain_errors(), self._engine.begin() as connection:
            yield connection

    def copy(self, path: Path) -> None:
        """Write a whole, checked copy into a new SQLite file that only its owner can read.

        It is one state, whoever writes meanwhile. Raises `StoreError`, also where this is another database.
        """
        if not self._is_file:
            raise StoreError("Only a SQLite database can be copied here.", "Use the database's own tools (pg_dump).")
        private_file(path)
        with self._alone() as source, closing(sqlite3.connect(path)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            if (state := target.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                raise Damaged(f"The database is damaged: {one_line(str(state))}.", "Export what can still be read.")

    def claim(self) -> None:
        """Make sure that nobody else has the file open; raises `StoreError` where somebody has. Servers are let be."""
        if self._is_file:
            with self._alone() as connection:
                connection.execute("PRAGMA journal_mode=DELETE")  # SQLite leaves its log only when it is alone

    def leave_no_trace(self) -> None:
        """Take what was deleted out of free pages and out of the log; other databases see to that themselves."""
        if not self._is_file:
            return
        with self._alone() as connection:
            connection.execute("VACUUM")
            if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise StoreError(
                    "It is deleted, but its words may still lie in the database's log: another coach is reading it.",
                    "Close the other one, and start this one once more.",
                )

    def dispose(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _alone(self) -> Iterator[sqlite3.Connection]:
        """Lend the driver's own connection, for what SQLite does outside of a transaction."""
        with _plain_errors(), closing(self._engine.raw_connection()) as pooled:
            connection = pooled.driver_connection
            assert isinstance(connection, sqlite3.Connection)
            yield connection


def _refuse_what_acts(connection: Connection) -> None:
    """Raise `Damaged` for a database that does something by itself: one out of somebody's backup may."""
    acting = "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view') LIMIT 1"
    if found := connection.exec_driver_sql(acting).first():
        what = one_line(f"{found[0]} {found[1]}", limit=80)
        raise Damaged(f"The database holds what no coach has put there ({what}), and is not used.", "Move it away.")


def private_file(path: Path) -> None:
    """Make sure that a database's file is one that only its owner can read, in a folder that nobody else can look into.

    SQLite would make the file readable by everybody; its log takes over this file's mode. Raises `StoreError`.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError(errno.EINVAL, "it is no file")
            if os.name == "posix":
                os.fchmod(handle, 0o600)
        finally:
            os.close(handle)
    except OSError as error:
        reason = clean(error.strerror or "no reason given")
        raise StoreError(f"The database {path} cannot be opened: {reason}.", "Set COACH_HOME elsewhere.") from None


def _identity(path: Path | None) -> tuple[int, int] | None:
    """Return what tells a file from any other, or `None` where there is none."""
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    # Bound parameters are the transcript: they stay out of every error text.
    engine = create_engine(parsed, hide_parameters=True)
    if parsed.get_backend_name() == "sqlite":

        @event.listens_for(engine, "connect")
        def _set_up(connection: sqlite3.Connection, _: object) -> None:
            connection.isolation_level = None  # the driver's own transactions begin too late
            # A garbled byte in one row would otherwise fail every query that comes by it.
            connection.text_factory = lambda stored: stored.decode("utf-8", "replace")
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn the database's errors into one plain sentence each."""
    try:
        yield
    except (ArgumentError, ImportError) as error:
        raise StoreError(
            f"COACH_DATABASE_URL cannot be used: {one_line(str(error))}.", "See .env.example for its form."
        ) from None
    except IntegrityError:
        raise StoreError("The database holds this already, or lacks what it belongs to.") from None
    except (SQLAlchemyError, sqlite3.Error) as error:
        reason = one_line(str(getattr(error, "orig", None) or error or "no reason given"))
        kind = Damaged if any(sign in reason for sign in ("not a database", "malformed")) else StoreError
        raise kind(f"The database refused: {reason}.", _repair(reason)) from None


def _repair(reason: str) -> str:
    repairs = {
        "locked": "Another coach is writing; try again, or close it.",
        "full": "Make room on the disk and send it again.",
        "disk I/O": "Is the disk full, or its device gone? Nothing stored before is touched.",
        "readonly": "Make the data directory writable, or set COACH_HOME elsewhere.",
        "not a database": "Move that file away; the coach makes a new one.",
        "malformed": "Move the database away to keep it for repair; the coach makes a new one.",
    }
    return next((repair for sign, repair in repairs.items() if sign in reason), "Nothing stored before is touched.")
