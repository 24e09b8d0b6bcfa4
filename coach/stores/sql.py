"""Keeps sessions in a SQL database: SQLite in the data directory, or whatever the database URL names."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table, and_, delete, exists, func, insert, select, update

from coach.domain.judgement import JudgedTurn
from coach.domain.real_talk import RealTalk
from coach.domain.recap import Recap
from coach.domain.rewriting import Rewriting
from coach.domain.session import Kept, Session
from coach.domain.transcript import Outcome, Speaker, Turn
from coach.domain.value import Value
from coach.errors import NotFound, StoreError
from coach.stores.database import Database, private_file
from coach.stores.reading import read_list, read_session
from coach.stores.tables import (
    BESIDE,
    DRAFT,
    IN_PLACE,
    JUDGEMENT,
    NEWEST_FIRST,
    REAL_TALK,
    RECAP,
    REWRITING,
    SESSION,
    TURN,
)
from coach.text import clean, one_line


class SqlStore:
    """The `Store` over SQLAlchemy Core. Synchronous; used from one thread."""

    def __init__(self, url: str) -> None:
        """Open the database at a SQLAlchemy URL and bring its schema up to date; raises `StoreError`."""
        self._database = Database(url)

    @classmethod
    def in_directory(cls, directory: Path) -> "SqlStore":
        """Open `coach.db` in `directory`; both are made if needed, readable by their owner alone."""
        path = directory / "coach.db"
        private_file(path)
        return cls(f"sqlite:///{path}")

    def create(self, session: Session) -> None:
        """Keep a new session with everything that stands beside it."""
        beside = {"turns": (), "judgements": (), "rewritings": (), "recaps": (), "real_talks": (), "draft": ""}
        head = session.model_copy(update={**beside, "outcome": None})
        with self._database.transaction() as connection:
            connection.execute(
                insert(SESSION).values(
                    id=session.id,
                    created_at=session.created_at,
                    scenario=session.scenario.id,
                    title=session.scenario.title,
                    difficulty=session.difficulty.value,
                    manager=session.manager,
                    judge=session.judge,
                    outcome=session.outcome,
                    parent=session.parent and session.parent.session,
                    parent_seq=session.parent and session.parent.seq,
                    place=connection.scalar(select(func.coalesce(func.max(SESSION.c.place), -1) + 1)),
                    body=head.model_dump_json(),
                )
            )
            for turn in session.turns:
                _insert_turn(connection, session.id, turn)
            for judged in session.judgements:
                _insert_judgement(connection, session.id, judged)
            for rewriting in session.rewritings:
                _append(connection, REWRITING, session.id, rewriting)
            for recap in session.recaps:
                _append(connection, RECAP, session.id, recap)
            for talk in session.real_talks:
                _append(connection, REAL_TALK, session.id, talk)

    def add_turn(self, session_id: str, turn: Turn, outcome: Outcome | None = None, *, answers: int = 0) -> None:
        """Keep a turn and, with it, the end of the scene; see the door for what is refused."""
        newest = TURN.c.seq.desc(), TURN.c.revision.desc()
        turns = select(TURN.c.seq, TURN.c.revision, TURN.c.body).where(TURN.c.session == session_id)
        outcomes = select(SESSION.c.outcome).where(SESSION.c.id == session_id)
        with self._kept(session_id) as connection:
            open_ = connection.scalar(outcomes.with_for_update()) is None  # SQLite holds its one lock already
            last = connection.execute(turns.order_by(*newest).limit(1)).first()
            at = (last.seq, last.revision) if last else (-1, answers)
            follows = (turn.seq, turn.revision, answers) == (at[0] + 1, 0, at[1])
            if last and at == (turn.seq, turn.revision):
                if Turn.model_validate_json(last.body).text != turn.text:
                    raise _gone_on()
            elif open_ and (follows or (turn.seq, turn.revision) == (at[0], at[1] + 1)):
                _insert_turn(connection, session_id, turn)
            else:
                raise _gone_on()
            if turn.speaker is Speaker.ENGINEER:
                connection.execute(delete(DRAFT).where(DRAFT.c.session == session_id))
            if outcome:
                _set_outcome(connection, session_id, outcome)

    def keep_draft(self, session_id: str, text: str) -> None:
        """Keep what is being written in the place of what was; an empty text is kept as none."""
        with self._kept(session_id) as connection:
            connection.execute(delete(DRAFT).where(DRAFT.c.session == session_id))
            if text:
                connection.execute(insert(DRAFT).values(session=session_id, body=text))

    def discard(self, session_id: str) -> bool:
        """Remove what is being written and, if nothing was said or stands beside it, the session: then return true."""
        beside = (table.c.session == session_id for table in (JUDGEMENT, REWRITING, RECAP, REAL_TALK))
        said = and_(TURN.c.session == session_id, TURN.c.speaker == Speaker.ENGINEER.value)
        with self._database.transaction() as connection:
            connection.execute(delete(DRAFT).where(DRAFT.c.session == session_id))
            for held in (said, SESSION.c.parent == session_id, *beside):
                if connection.scalar(select(exists().where(held))):
                    return False
            for table, column in ((TURN, TURN.c.session), (SESSION, SESSION.c.id)):
                connection.execute(delete(table).where(column == session_id))
            return True

    def add_judgement(self, session_id: str, judged: JudgedTurn) -> None:
        """Keep a judgement beside its turn; nothing is overwritten."""
        with self._kept(session_id) as connection:
            _insert_judgement(connection, session_id, judged)

    def add_rewriting(self, session_id: str, rewriting: Rewriting) -> None:
        """Keep what rewriting a session's replies came to; nothing is overwritten."""
        with self._kept(session_id) as connection:
            _append(connection, REWRITING, session_id, rewriting)

    def add_recap(self, session_id: str, recap: Recap) -> None:
        """Keep a recap mail beside its session; nothing is overwritten."""
        with self._kept(session_id) as connection:
            _append(connection, RECAP, session_id, recap)

    def add_real_talk(self, session_id: str, talk: RealTalk) -> None:
        """Keep how a real talk went; nothing is overwritten."""
        with self._kept(session_id) as connection:
            _append(connection, REAL_TALK, session_id, talk)

    def close(self, session_id: str, outcome: Outcome) -> None:
        """Record how the scene ended."""
        with self._kept(session_id) as connection:
            _set_outcome(connection, session_id, outcome)

    def read(self, reference: str) -> Session:
        """Return the session whose id is or uniquely starts with `reference`, or the `latest` one."""
        with self._database.transaction() as connection:
            id_ = _resolve(connection, reference)
            row = connection.execute(select(SESSION.c.body, SESSION.c.outcome).where(SESSION.c.id == id_)).one()
            orders = [(TURN, (TURN.c.seq, TURN.c.revision)), *((t, (t.c.place,)) for t in IN_PLACE)]
            bodies = [(t.name, select(t.c.body).where(t.c.session == id_).order_by(*order)) for t, order in orders]
            beside = {name: connection.scalars(query).all() for name, query in bodies}
            draft = connection.scalar(select(DRAFT.c.body).where(DRAFT.c.session == id_))
        return read_session(id_, row.body, row.outcome, beside, draft or "")

    def summaries(self) -> Kept:
        """Return all sessions, newest first, and which of them cannot be read."""
        of_session = TURN.c.session == SESSION.c.id
        replies = (
            select(func.count(func.distinct(TURN.c.seq)))
            .where(of_session, TURN.c.speaker == Speaker.ENGINEER.value)
            .scalar_subquery()
        )
        last = select(TURN.c.speaker).where(of_session).order_by(TURN.c.seq.desc()).limit(1).scalar_subquery()
        query = select(
            SESSION.c.id,
            SESSION.c.created_at,
            SESSION.c.scenario,
            SESSION.c.title,
            SESSION.c.difficulty,
            SESSION.c.manager,
            SESSION.c.judge,
            SESSION.c.outcome,
            SESSION.c.parent,
            SESSION.c.parent_seq,
            replies.label("replies"),
            last.label("last"),
        ).order_by(*NEWEST_FIRST)
        with self._database.transaction() as connection:
            rows = [row._asdict() for row in connection.execute(query)]
            talks = connection.execute(select(REAL_TALK.c.session, REAL_TALK.c.body).order_by(REAL_TALK.c.place)).all()
        return read_list(rows, [(talk.session, talk.body) for talk in talks])

    def copy(self, path: Path) -> None:
        """Write a whole, checked copy into a new SQLite file; raises `StoreError` where this is no SQLite database."""
        self._database.copy(path)

    def forget(self, session_id: str) -> tuple[str, ...]:
        """Delete a session and all that was begun from it, and return their ids."""
        with self._database.transaction() as connection:
            gone = [_resolve(connection, session_id)]
            for parent in gone:  # it grows as it goes: children's children have the words too
                children = connection.scalars(select(SESSION.c.id).where(SESSION.c.parent == parent)).all()
                gone += [child for child in children if child not in gone]
            for table in (*BESIDE, TURN):
                connection.execute(delete(table).where(table.c.session.in_(gone)))
            connection.execute(delete(SESSION).where(SESSION.c.id.in_(gone)))
        return tuple(gone)

    def leave_no_trace(self) -> None:
        """Take what was deleted out of free pages and out of the log; raises `StoreError` while another coach reads."""
        self._database.leave_no_trace()

    def forget_everything(self) -> None:
        """Delete every session; refused, with nothing deleted, while another coach has the database open."""
        self._database.claim()
        with self._database.transaction() as connection:
            for table in (*BESIDE, TURN, SESSION):
                connection.execute(delete(table))
        self._database.leave_no_trace()

    def dispose(self) -> None:
        """Close the database."""
        self._database.dispose()

    @contextmanager
    def _kept(self, session_id: str) -> Iterator[Connection]:
        """Write to a session; raises `NotFound` where it was deleted, by another coach it may be."""
        with self._database.transaction() as connection:
            if not connection.scalar(select(exists().where(SESSION.c.id == session_id))):
                told = f"Session {one_line(session_id)!r} was deleted meanwhile, so nothing more is kept in it."
                raise NotFound(told, "Copy what you have written.")
            yield connection


def _resolve(connection: Connection, reference: str) -> str:
    """Return the id that `reference` means; raises `NotFound`."""
    reference = clean(reference)  # half a character, as an argument may have it, cannot be looked for
    if reference == "latest":
        newest = select(SESSION.c.id).order_by(*NEWEST_FIRST).limit(1)
        if (found := connection.scalar(newest)) is None:
            raise NotFound("There is no session yet.", "Start one: coach rehearse high-visibility-projects")
        return str(found)
    ids = connection.scalars(
        select(SESSION.c.id).where(SESSION.c.id.startswith(reference, autoescape=True)).limit(9)
    ).all()
    if reference in ids or (reference and len(ids) == 1):
        return reference if reference in ids else str(ids[0])
    shown = one_line(reference, limit=60)
    if ids and reference:
        raise NotFound(f"{shown!r} fits several sessions: {', '.join(ids)}.", "Give one more letter.")
    raise NotFound(f"There is no session {shown!r}.", "List them: coach sessions")


def _insert_turn(connection: Connection, session_id: str, turn: Turn) -> None:
    connection.execute(
        insert(TURN).values(
            session=session_id,
            seq=turn.seq,
            revision=turn.revision,
            speaker=turn.speaker.value,
            body=turn.model_dump_json(),
        )
    )


def _insert_judgement(connection: Connection, session_id: str, judged: JudgedTurn) -> None:
    places = select(func.coalesce(func.max(JUDGEMENT.c.place), -1) + 1).where(JUDGEMENT.c.session == session_id)
    connection.execute(
        insert(JUDGEMENT).values(
            id=judged.id,
            session=session_id,
            seq=judged.seq,
            revision=judged.revision,
            place=connection.scalar(places),
            body=judged.model_dump_json(),
        )
    )


def _append(connection: Connection, table: Table, session_id: str, value: Value) -> None:
    places = select(func.coalesce(func.max(table.c.place), -1) + 1).where(table.c.session == session_id)
    connection.execute(
        insert(table).values(session=session_id, place=connection.scalar(places), body=value.model_dump_json())
    )


def _set_outcome(connection: Connection, session_id: str, outcome: Outcome) -> None:
    """End a session, or leave it with the end that it has; another end than that is refused."""
    found = connection.execute(select(SESSION.c.outcome).where(SESSION.c.id == session_id)).one()
    if found.outcome not in (None, outcome.value):
        raise _gone_on()
    connection.execute(update(SESSION).where(SESSION.c.id == session_id).values(outcome=outcome.value))


def _gone_on() -> StoreError:
    return StoreError(
        "This session was gone on with elsewhere meanwhile, so this was not written into it.",
        "Resume it to see what was said there and to go on from it.",
    )
