"""The tables: what a session is in a database. What a migration makes, and in which order, stands in `migrations`."""

from sqlalchemy import Column, Integer, MetaData, String, Table, Text

_TABLES = MetaData()
SESSION = Table(
    "session",
    _TABLES,
    *(Column(name, String, primary_key=name == "id") for name in ("id", "created_at", "scenario", "title")),
    *(Column(name, String) for name in ("difficulty", "manager", "judge", "outcome", "parent")),
    *(Column(name, Integer) for name in ("parent_seq", "place")),
    Column("body", Text),
)
NEWEST_FIRST = (SESSION.c.place.desc(), SESSION.c.created_at.desc(), SESSION.c.id)
"""The order of the list. What the clock said is shown and decides nothing: clocks are put back, and forward."""
TURN = Table(
    "turn",
    _TABLES,
    Column("session", String, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("speaker", String),
    Column("body", Text),
)
JUDGEMENT = Table(
    "judgement",
    _TABLES,
    Column("id", String, primary_key=True),
    Column("session", String),
    Column("seq", Integer),
    Column("revision", Integer),
    Column("place", Integer),
    Column("body", Text),
)


def _beside(name: str) -> Table:
    """Declare a table of what stands beside a session, in the order in which it was added."""
    return Table(
        name,
        _TABLES,
        Column("session", String, primary_key=True),
        Column("place", Integer, primary_key=True),
        Column("body", Text),
    )


REWRITING, RECAP, REAL_TALK = _beside("rewriting"), _beside("recap"), _beside("real_talk")
DRAFT = Table("draft", _TABLES, Column("session", String, primary_key=True), Column("body", Text))
IN_PLACE = (JUDGEMENT, REWRITING, RECAP, REAL_TALK)
"""What stands beside a session in the order in which it was added."""
BESIDE = (*IN_PLACE, DRAFT)
"""What goes before the turns do: judgements stand on them."""
