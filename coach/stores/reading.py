"""Makes sessions out of the rows that a database gives, and says which cannot be made: a damaged one hides no other."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from coach.domain.judgement import JudgedTurn
from coach.domain.real_talk import RealTalk
from coach.domain.recap import Recap
from coach.domain.rewriting import Rewriting
from coach.domain.session import Kept, Session, SessionSummary, Unread
from coach.domain.transcript import Outcome, Speaker, Turn
from coach.errors import StoreError
from coach.text import clean, one_line


def read_session(id_: str, body: str, outcome: str | None, beside: Mapping[str, Sequence[str]], draft: str) -> Session:
    """Return the session of a head and the bodies beside it, each list in its order, the turns with every revision.

    Raises `StoreError` for one that is damaged: a body that is none, a turn that is missing, a judgement of none.
    """
    try:
        latest = {turn.seq: turn for turn in map(Turn.model_validate_json, beside["turn"])}
        update = {
            "turns": tuple(latest[seq] for seq in sorted(latest)),
            "judgements": tuple(map(JudgedTurn.model_validate_json, beside["judgement"])),
            "rewritings": tuple(map(Rewriting.model_validate_json, beside["rewriting"])),
            "recaps": tuple(map(Recap.model_validate_json, beside["recap"])),
            "real_talks": tuple(map(RealTalk.model_validate_json, beside["real_talk"])),
            "outcome": Outcome(outcome) if outcome else None,
            "draft": clean(draft),
        }
        session = Session.model_validate_json(body).model_copy(update=update)
    except (ValueError, TypeError) as error:
        where = error.errors()[0]["loc"] if isinstance(error, ValidationError) else ()
        raise _damaged(id_, ".".join(map(str, where))) from None
    if session.id != id_:
        raise _damaged(id_, "id")
    if any(turn.seq != place for place, turn in enumerate(session.turns)):
        raise _damaged(id_, "turns")
    heard = {name for turn in session.turns for name in turn.heard}
    if any(j.seq not in latest for j in session.judgements) or heard - {j.id for j in session.judgements}:
        raise _damaged(id_, "judgements")
    return session


def read_list(rows: Iterable[Mapping[str, Any]], talks: Sequence[tuple[str, str]]) -> Kept:
    """Return the list of sessions, in the order of their rows, out of these and the real talks beside them."""
    talks_of: dict[str, list[str]] = {}
    for session, body in talks:
        talks_of.setdefault(session, []).append(body)
    sessions: list[SessionSummary] = []
    unread: list[Unread] = []
    for row in rows:
        try:
            sessions.append(_summary(dict(row), talks_of.get(row["id"], ())))
        except ValidationError:
            error = _damaged(str(row["id"]))
            unread.append(Unread(id=one_line(str(row["id"])), why=str(error)))
    return Kept(sessions=tuple(sessions), unread=tuple(unread))


def _summary(row: dict[str, Any], talks: Sequence[str]) -> SessionSummary:
    pending = row.pop("last") == Speaker.ENGINEER.value and row["outcome"] is None
    parent, seq = row.pop("parent"), row.pop("parent_seq")
    origin = {"session": parent, "seq": seq} if parent else None
    real_talks = tuple(map(RealTalk.model_validate_json, talks))
    return SessionSummary.model_validate({**row, "parent": origin, "pending": pending, "real_talks": real_talks})


def _damaged(id_: str, where: str = "") -> StoreError:
    place = f" ({one_line(where)})" if where else ""
    return StoreError(
        f"Session {one_line(id_)} cannot be read: what is stored of it is damaged or foreign{place}.",
        "Other sessions are not touched by this.",
    )
