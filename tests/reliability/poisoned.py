"""A home in which every foreign text is hostile: database, scenes, brief, drafts, settings, files and their names."""

import asyncio
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import tomlkit

from coach import wiring
from coach.coaching import Coach
from coach.domain.brief import Brief
from coach.domain.judgement import Finding, JudgedBy, JudgedTurn, Judgement, Unjudged, Verdict
from coach.domain.opening import Opening
from coach.domain.rewriting import Rewrite, Rewriting, Rise
from coach.domain.rubric import CRITERIA, MOVES, Criterion
from coach.domain.transcript import Outcome
from coach.library.scenes import Library
from coach.rehearsal import Rehearsal
from coach.settings import read_settings
from coach.stores.sql import SqlStore
from tests.reliability.grammar import BEYOND_TEXT
from tests.reliability.kills import REPLIES

SCENE = "high-visibility-projects"
FIELDS = frozenset(
    [
        "title",
        "author",
        "summary",
        "setting",
        "name",
        "role",
        "manner",
        "priorities",
        "knows",
        "about",
        "why_visible",
        "technique",
        "proof",
        "enjoys",
        "career_goals",
        "own_part",
        "metric",
        "unit",
        "business_effect",
        "strategic",
        "in_difficulty",
        "seen_by_leadership",
        "project_goal",
        "result",
        "concern",
        "lines",
        "tough_lines",
        "press",
        "settled",
        "answered",
        "opening",
        "probe",
        "acknowledge",
        "condition",
        "yield_in_part",
        "grant",
        "text",
        "note",
        "reason",
        "quote",
        "instead",
        "said",
        "remarks",
        "model",
        "asked",
        "fingerprint",
        "what",
        "due",
        "why",
    ]
)
"""The keys of a kept form behind which somebody's free text stands."""
_IDS = frozenset({"settled", "answered"})
"""What is a line of a scene where there are several, and the id of something where there is one."""
_CLOSED = re.compile(r"[a-z_]+")
"""What has this form is one of a closed set, and no free text: an outcome."""


def mark(field: str) -> str:
    """Return what stands before the hostile text in a field, so that it is known again wherever it is shown."""
    return f"\u2983{field}\u2984"


def poisoned(value: Any, text: str, key: str = "") -> Any:
    """Return a kept form with a hostile text behind every free text in it."""
    if isinstance(value, dict):
        return {k: poisoned(v, text, "" if k in _IDS and isinstance(v, str) else k) for k, v in value.items()}
    if isinstance(value, list):
        # Of several wordings of one thing the first: a scene's file has to stay within its size.
        return [poisoned(v, text, key) if n == 0 or not isinstance(v, str) else v for n, v in enumerate(value)]
    free = isinstance(value, str) and key in FIELDS and "{" not in value  # with a slot, a line has to stay as it is
    if not free or (key == "result" and _CLOSED.fullmatch(value)):
        return value
    return f"{value} {mark(key)}{text}"


def storable(text: str) -> str:
    """Return a text with a sign for what neither a file nor a database can hold: half a character."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def file_name(text: str) -> str:
    """Return a text as the name of a file, as far as a file system takes it."""
    name = storable(text).replace("/", "\u2215").replace("\x00", "")
    return name.encode()[:180].decode("utf-8", "ignore")


def make_base(home: Path) -> None:
    """Play rehearsals whose texts are harmless: ended, branched, met again, judged twice, one still open."""
    asyncio.run(_play(home))


def poison_home(base: Path, home: Path, text: str) -> None:
    """Copy a base and put a hostile text into everything in it."""
    shutil.copytree(base, home)
    _poison_database(home / "coach.db", storable(text))
    scene = Library(None).scenario(SCENE)
    body = scene.model_dump(mode="json", exclude_none=True)
    (home / "scenarios").mkdir()
    _write_toml(home / "scenarios" / "hostile.toml", {**poisoned(body, storable(text)), "id": "hostile"})
    _write_toml(home / "scenarios" / "broken.toml", {**body, "id": "broken", storable(text): storable(text)})
    (home / "scenarios" / f"{file_name(text)}.toml").write_text(f"[{storable(text)}\n", "utf-8")
    brief = scene.brief.model_dump(mode="json", exclude_none=True, exclude={"stand_in"})
    _write_toml(home / "brief.toml", poisoned(brief, storable(text)))
    (home / "talk.vtt").write_text(talk(storable(text)), "utf-8")
    (home / f"{file_name(text)}.vtt").write_text(talk(storable(text)), "utf-8")
    (home / "rows.jsonl").write_text(_row(text), "utf-8")
    for session in _sessions(home / "coach.db"):
        for kind in ("mail", "note"):
            (home / "drafts").mkdir(exist_ok=True)
            (home / "drafts" / f"{kind}-{session}.txt").write_text(f"{mark('begun')}{storable(text)}", "utf-8")


def talk(text: str) -> str:
    """Return the captions of a talk in which names and words are hostile."""
    name = re.sub("[<>&\n\r\u2028\u2029\x85]", "", text)[:40]
    line = re.sub("\n+", " ", text)  # an empty line would end the words
    said = (("Boss", "What is it?"), ("Pat", "Thank you for your time."), ("Boss", "Let me think about it."))
    times = (f"00:00:0{n}.000 --> 00:00:0{n + 1}.000" for n in range(6))
    cues = [
        f"{at}\n<v {who} {mark('speaker')}{name}>{words} {mark('talk')}{line}\n"
        for at, (who, words) in zip(times, said * 2, strict=True)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _row(text: str) -> str:
    said = [{"speaker": "manager", "text": f"What is it? {text}"}]
    labels = {"labels": dict.fromkeys(CRITERIA), "moves": dict.fromkeys(MOVES)}
    row = {"id": "r1", "scenario": text, "context": said, "reply": f"Thank you for your time. {text}"}
    return json.dumps({**row, **labels}) + "\n"


async def _play(home: Path) -> None:
    coach = wiring.build(read_settings({"COACH_HOME": str(home)}, cwd=home.parent))
    try:
        first = await _talk(coach, Opening(scenario=SCENE, seed=1), [*REPLIES, "I am the best, and you are wrong."])
        await coach.recap(first, "Thank you. You said that you would ask. I will send a summary on Friday.")
        await coach.preparing.log_outcome(first, Outcome.DEFERRED, "2026-03-02", "They want numbers.")
        await _talk(coach, Opening(rewound=first, seq=1), REPLIES[1:])
        await _talk(coach, Opening(continued=first), REPLIES)
        is_open = await coach.rehearse(Opening(scenario=SCENE, seed=2))
        _ = [event async for event in is_open.open()]
        _ = [event async for event in is_open.answer(REPLIES[0])]
        await is_open.keep_draft("I was about to say")
        await is_open.stop()
        _judge_otherwise(home, await coach.session(first))
    finally:
        await coach.close()


async def _talk(coach: Coach, opening: Opening, replies: tuple[str, ...] | list[str]) -> str:
    rehearsal: Rehearsal = await coach.rehearse(opening)
    _ = [event async for event in rehearsal.open()]
    for reply in [*replies, *REPLIES * 4]:
        if not rehearsal.over:
            _ = [event async for event in rehearsal.answer(reply)]
    return (await rehearsal.finish(patience_s=1)).id


def _judge_otherwise(home: Path, session: Any) -> None:
    """Keep what a language model would have said of a talk, one reply of it unjudged, and its rewrites."""
    store = SqlStore.in_directory(home)
    by = JudgedBy(judge="llm", rubric="r", prompt="p", model="model", asked="model", fingerprint="print")
    kept = session.judged_by("rules")
    for number, judged in enumerate(kept):
        findings = tuple(_otherwise(f) for f in judged.judgement.findings)
        told = Unjudged(by=by, reason="It could not") if number == 1 else Judgement(by=by, findings=findings)
        update = {"id": f"other{number}", "judgement": told}
        store.add_judgement(session.id, JudgedTurn.model_validate({**judged.model_dump(), **update}))
    rose = (Rise(rule=Criterion.VALUE_NOT_EGO, was=Verdict.ABSENT, now=Verdict.MET),)
    seq, was = kept[0].seq, {"verdict": Verdict.ABSENT, "was": 10.0, "now": 90.0, "rose": rose}
    rewrite = Rewrite(seq=seq, criterion=Criterion.VALUE_NOT_EGO, said="I said", instead="I would say", **was)
    store.add_rewriting(session.id, Rewriting(by=by, rewrites=(rewrite,), remarks=("One was left",)))
    store.dispose()


def _otherwise(finding: Finding) -> Finding:
    verdict = Verdict.MET if finding.verdict is Verdict.MET else Verdict.UNJUDGED
    return finding.model_copy(update={"verdict": verdict, "reason": "As the model saw it"})


def _sessions(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM session ORDER BY rowid")]


def _poison_database(path: Path, text: str) -> None:
    """Rewrite every row as somebody who can write the file might: what the coach itself would never have stored."""
    with closing(sqlite3.connect(path)) as connection, connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for row in connection.execute(f"SELECT rowid, * FROM {table}").fetchall():
                for column, value in zip(columns, row[1:], strict=True):
                    if (told := _cell(table, column, value, text)) != value:
                        connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (told, row[0]))
        # One of them was played and judged by a model whose name is hostile, too.
        for table, id_, body in list(_bodies(connection)):
            told = {**json.loads(body), "manager": "llm", "judge": "llm", "model": f"{mark('model')}{text}"}
            connection.execute(f"UPDATE {table} SET body = ? WHERE id = ?", (json.dumps(told), id_))
            connection.execute("UPDATE session SET manager = 'llm', judge = 'llm' WHERE id = ?", (id_,))


def _bodies(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    first = connection.execute("SELECT id, body FROM session WHERE outcome IS NOT NULL ORDER BY rowid LIMIT 1")
    yield from (("session", id_, body) for id_, body in first.fetchall())


def _cell(table: str, column: str, value: Any, text: str) -> Any:
    if table == "draft" and column == "body":
        return f"{value} {mark('draft')}{text}"
    if column == "body":
        return json.dumps(poisoned(json.loads(value), text))
    return f"{value} {mark(column)}{text}" if column in ("title", "created_at") else value


def _write_toml(path: Path, value: dict[str, Any]) -> None:
    """Write TOML in which whatever is cleaned is an escape: so it comes past the cleaning of the file itself."""
    path.write_text(BEYOND_TEXT.sub(_escaped, tomlkit.dumps(value)), "utf-8")


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04X}" if ord(found[0]) < 0x10000 else f"\\U{ord(found[0]):08X}"


def own_brief(text: str) -> Brief:
    """Return a brief of one's own that is hostile."""
    body = Library(None).scenario(SCENE).brief.model_dump(mode="json", exclude={"stand_in"})
    return Brief.model_validate({**poisoned(body, storable(text)), "stand_in": False})
