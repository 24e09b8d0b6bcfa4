"""What is kept can be taken away whole, brought back whole, and deleted so that no word of it is left."""

import json
import os
import sqlite3
import stat
import warnings
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from coach import wiring
from coach.coaching import Coach
from coach.domain.brief import Brief, Strength
from coach.domain.opening import Opening
from coach.domain.transcript import Outcome
from coach.errors import CoachError, FileRefused, NotFound, StoreError, UsageError
from coach.settings import read_settings

SECRET = "plum pudding detector"
KEY = "sk-canary-0123456789"


def coach_in(home: Path, **environ: str) -> Coach:
    return wiring.build(read_settings({"COACH_HOME": str(home), **environ}, cwd=home.parent))


async def fill(coach: Coach) -> list[str]:
    """Leave something of every kind: sessions of one family and another, a brief, a scene, begun mails, settings."""
    home = coach.settings.data_dir
    first = await play(coach, Opening(scenario="high-visibility-projects", seed=1))
    branch = await play(coach, Opening(rewound=first, seq=1))
    other = await play(coach, Opening(scenario="high-visibility-projects", seed=2))
    for session in (branch, other):
        coach.preparing.drafts.keep("mail", session, f"About the {SECRET}.")
    await coach.preparing.log_outcome(first, Outcome.DEFERRED, "2024-01-02", f"the {SECRET} waits")
    coach.preparing.keep(Brief(stand_in=False, strengths=(Strength(technique="t", proof=SECRET),)))
    coach.authoring.write(coach.authoring.answers({"id": "mine", "company": SECRET}))
    config = (
        f"# OPENAI_API_KEY = '{KEY}'\nOPENAI_API_KEY = '{KEY}'\nOPENAI_BASE_URL = 'http://h/v1?api_key={KEY}'\n"
        "COACH_MODEL = 'some:model@2024'\nCOACH_HINTS = false\n"
    )
    (home / "config.toml").write_text(f"\ufeff{config}", "utf-8")
    (home / "outline.md").write_text(SECRET, "utf-8")
    (home / "brief.mine.toml").write_text(f"enjoys = '{SECRET}'", "utf-8")
    (home / "brief.toml.new").write_text(SECRET, "utf-8")
    os.utime(home / "outline.md", (0, 0))
    (home / "verdicts").mkdir()
    (home / "verdicts" / "rules.jsonl").write_text("{}\n", "utf-8")
    (home / ".brief.toml.0123abcd.new").write_text(SECRET, "utf-8")
    return [first, branch, other]


async def play(coach: Coach, opening: Opening) -> str:
    rehearsal = await coach.rehearse(opening)
    if not rehearsal.session.turns:
        _ = [event async for event in rehearsal.open()]
    _ = [event async for event in rehearsal.answer(f"Thank you for your time. I built the {SECRET}.")]
    await rehearsal.stop()
    return rehearsal.session.id


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


async def test_a_backup_brings_back_everything_but_keys(home: Path, tmp_path: Path) -> None:
    coach = coach_in(home)
    await fill(coach)
    before = [await coach.session(s.id) for s in (await coach.sessions()).sessions]
    archive = await coach.keeping.back_up(tmp_path / "kept.zip")
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert KEY.encode() not in b"".join(zipfile.ZipFile(archive).read(n) for n in zipfile.ZipFile(archive).namelist())
    again = coach_in(tmp_path / "again")
    assert await again.keeping.restore(archive) == len(before)
    assert [await again.session(s.id) for s in (await again.sessions()).sessions] == before
    kept = {n: c for n, c in files(home).items() if not n.startswith(("coach.db", "config")) and ".new" not in n}
    assert {n: c for n, c in files(tmp_path / "again").items() if not n.startswith(("coach.db", "config"))} == kept
    assert (
        (tmp_path / "again" / "config.toml").read_text("utf-8")
        == """COACH_MODEL = "some:model@2024"
COACH_HINTS = false
"""
    )
    await again.close()
    await coach.close()


async def test_a_backup_overwrites_nothing_and_leaves_nothing_half(home: Path, tmp_path: Path) -> None:
    coach = coach_in(home)
    await fill(coach)
    there = tmp_path / "there.zip"
    there.write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="nothing is overwritten"):
        await coach.keeping.back_up(there)
    assert there.read_text("utf-8") == "mine"
    with pytest.raises(CoachError, match="cannot be written"):
        await coach.keeping.back_up(tmp_path / "no" / "folder.zip")
    assert [name for name in files(home) if name.startswith(".coach.db")] == []
    await coach.close()


async def test_nothing_is_brought_back_over_what_is_kept(home: Path, tmp_path: Path) -> None:
    coach = coach_in(home)
    await fill(coach)
    archive = await coach.keeping.back_up(tmp_path / "kept.zip")
    was = len((await coach.sessions()).sessions)
    with pytest.raises(UsageError, match="already, and nothing is overwritten"):
        await coach.keeping.restore(archive)
    assert len((await coach.sessions()).sessions) == was
    with_brief = coach_in(tmp_path / "other")
    with_brief.preparing.keep(Brief(stand_in=False, enjoys="tuning"))
    with pytest.raises(UsageError, match="holds something already"):
        await with_brief.keeping.restore(archive)
    await with_brief.close()
    await coach.close()


@pytest.mark.parametrize(
    "names",
    [
        ("coach.db", "../outside"),
        ("coach.db", "/tmp/outside"),
        ("coach.db", "scenarios/../../outside.toml"),
        ("coach.db", ".env"),
        ("coach.db", "scenarios/x.toml", "scenarios/x.toml"),
        ("brief.toml",),
        ("coach.db",),
    ],
)
async def test_an_archive_of_somebody_elses_is_refused_whole(
    home: Path, tmp_path: Path, names: tuple[str, ...]
) -> None:
    archive = tmp_path / "odd.zip"
    with zipfile.ZipFile(archive, "w") as written, warnings.catch_warnings(action="ignore"):  # a name twice
        for name in names:
            written.writestr(zipfile.ZipInfo(name), b"x" if len(names) == 1 else b"SQLite format 3\x00")
    coach = coach_in(home)
    with pytest.raises(FileRefused, match=r"odd\.zip is no backup"):
        await coach.keeping.restore(archive)
    assert list(files(tmp_path)) == ["odd.zip"]
    await coach.close()


async def test_a_backup_with_a_flipped_byte_is_refused_whole(home: Path, tmp_path: Path) -> None:
    coach = coach_in(home)
    await fill(coach)
    whole = (await coach.keeping.back_up(tmp_path / "kept.zip")).read_bytes()
    await coach.close()
    again = coach_in(tmp_path / "again")
    for at in range(40, len(whole) - 400, len(whole) // 12):
        (tmp_path / "bad.zip").write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        with pytest.raises(FileRefused, match=r"bad\.zip"):
            await again.keeping.restore(tmp_path / "bad.zip")
        assert files(tmp_path / "again") == {}
    await again.close()


async def test_an_archive_of_many_names_is_refused_for_that(home: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as written:
        for number in range(6_000):
            written.writestr(f"drafts/mail-{number}.txt", b"")
    coach = coach_in(home)
    with pytest.raises(FileRefused, match="5,000 files"):
        await coach.keeping.restore(tmp_path / "many.zip")
    await coach.close()


@pytest.mark.parametrize(
    "acting",
    [
        "CREATE TRIGGER eat AFTER INSERT ON turn BEGIN DELETE FROM turn; END",
        "CREATE VIEW more AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    ],
)
async def test_a_database_that_acts_by_itself_is_not_taken(home: Path, tmp_path: Path, acting: str) -> None:
    coach = coach_in(home)
    await play(coach, Opening(scenario="high-visibility-projects", seed=1))
    await coach.close()
    with closing(sqlite3.connect(home / "coach.db")) as database, database:
        database.execute(acting)
    with zipfile.ZipFile(tmp_path / "acts.zip", "w") as written:
        written.write(home / "coach.db", "coach.db")
    again = coach_in(tmp_path / "again")
    with pytest.raises(StoreError, match="no coach has put there"):
        await again.keeping.restore(tmp_path / "acts.zip")
    assert files(tmp_path / "again") == {}
    await again.close()


async def test_a_pipe_is_no_backup_and_a_backup_is_none_of_the_coachs_files(home: Path, tmp_path: Path) -> None:
    coach = coach_in(home)
    os.mkfifo(tmp_path / "pipe.zip")
    with pytest.raises(FileRefused, match="is no file"):
        await coach.keeping.restore(tmp_path / "pipe.zip")
    await fill(coach)
    with pytest.raises(UsageError, match="its own files"):
        await coach.keeping.back_up(home / "scenarios" / "kept.toml")
    assert (await coach.keeping.back_up(tmp_path)).parent == tmp_path
    await coach.close()


async def test_what_a_backup_left_half_made_goes_with_the_next_session_that_is_deleted(home: Path) -> None:
    coach = coach_in(home)
    first, *_ = await fill(coach)
    (home / ".coach.db.0123abcd.new").write_text(SECRET, "utf-8")
    await coach.keeping.forget(first)
    assert ".coach.db.0123abcd.new" not in files(home)
    await coach.close()


async def test_what_is_refused_leaves_an_empty_database_as_it_was(home: Path, tmp_path: Path) -> None:
    coach = coach_in(home)
    assert (await coach.sessions()).count == 0
    (tmp_path / "odd.zip").write_bytes(b"no archive")
    with pytest.raises(FileRefused):
        await coach.keeping.restore(tmp_path / "odd.zip")
    assert "coach.db" in files(home)
    await play(coach, Opening(scenario="high-visibility-projects", seed=1))
    await coach.close()


async def test_no_link_leads_out_and_no_name_either(home: Path, tmp_path: Path) -> None:
    coach = coach_in(home)
    session = await play(coach, Opening(scenario="high-visibility-projects", seed=1))
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "theirs.toml").write_text(SECRET, "utf-8")
    (home / "scenarios").symlink_to(outside, target_is_directory=True)
    (home / "drafts").mkdir()
    (home / "drafts" / "mail-x.txt").symlink_to(outside / "theirs.toml")
    with closing(sqlite3.connect(home / "coach.db")) as database, database:
        database.execute("PRAGMA foreign_keys=OFF")
        for table, column in (("session", "id"), ("turn", "session"), ("judgement", "session")):
            database.execute(f"UPDATE {table} SET {column} = '../../../evil' WHERE {column} = ?", (session,))
        database.execute("UPDATE session SET body = replace(body, ?, '../../../evil')", (session,))
    archive = await coach.keeping.back_up(tmp_path / "kept.zip")
    assert zipfile.ZipFile(archive).namelist() == ["coach.db"]
    written = await coach.keeping.export(tmp_path / "deep" / "er" / "out")
    assert written.sessions == 1
    assert {p.relative_to(tmp_path / "deep").as_posix()[:12] for p in (tmp_path / "deep").rglob("*.*")} == {
        "er/out/sessi"
    }
    await coach.keeping.forget_everything()
    assert files(outside) == {"theirs.toml": SECRET.encode()}
    await coach.close()


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"not a zip at all" * 100])
async def test_what_is_no_archive_is_refused(home: Path, tmp_path: Path, content: bytes) -> None:
    archive = tmp_path / "odd.zip"
    archive.write_bytes(content)
    coach = coach_in(home)
    with pytest.raises(FileRefused, match=r"odd\.zip"):
        await coach.keeping.restore(archive)
    with pytest.raises(FileRefused, match="No such file"):
        await coach.keeping.restore(tmp_path / "none.zip")
    assert (await coach.sessions()).sessions == ()
    await coach.close()


async def test_a_database_in_a_backup_that_cannot_be_read_leaves_nothing(home: Path, tmp_path: Path) -> None:
    archive = tmp_path / "odd.zip"
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("coach.db", b"SQLite format 3\x00" + b"no database" * 1000)
        written.writestr("brief.toml", b"enjoys = ['x']")
    coach = coach_in(home)
    with pytest.raises(StoreError):
        await coach.keeping.restore(archive)
    assert not files(home)
    assert (await coach.sessions()).sessions == ()
    await coach.close()


async def test_an_export_holds_every_session_and_file_and_no_key(home: Path, tmp_path: Path) -> None:
    coach = coach_in(home)
    ids = await fill(coach)
    written = await coach.keeping.export(tmp_path / "out")
    assert (written.sessions, written.refused) == (3, ())
    out = files(tmp_path / "out")
    for id_ in ids:
        (name,) = (n for n in out if id_ in n and n.endswith(".json"))
        assert json.loads(out[name]) == (await coach.session(id_)).model_dump(mode="json")
        assert SECRET.encode() in out[name.replace(".json", ".md")]
    assert out["brief.toml"] == files(home)["brief.toml"]
    assert {"scenarios/mine.toml", "config.toml", f"drafts/mail-{ids[1]}.txt"} < set(out)
    assert not any(KEY.encode() in content for content in out.values())
    assert {stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "out").rglob("*") if p.is_file()} == {0o600}
    with pytest.raises(UsageError, match="holds something already"):
        await coach.keeping.export(tmp_path / "out")
    await coach.close()


async def test_a_session_that_is_damaged_is_passed_over_in_an_export_and_can_be_deleted(
    home: Path, tmp_path: Path
) -> None:
    coach = coach_in(home)
    first, _, other = await fill(coach)
    with closing(sqlite3.connect(home / "coach.db")) as database, database:
        database.execute("UPDATE session SET body = '{' WHERE id = ?", (other,))
    written = await coach.keeping.export(tmp_path / "out")
    assert written.sessions == 2
    assert other in written.refused[0]
    assert await coach.keeping.forget(other) == (other,)
    assert first in {s.id for s in (await coach.sessions()).sessions}
    await coach.close()


async def test_forgetting_a_session_takes_what_was_begun_from_it_and_leaves_no_word(home: Path) -> None:
    coach = coach_in(home)
    first, branch, other = await fill(coach)
    for _ in range(3):  # words that were written over are words, too
        rehearsal = await coach.rehearse(Opening(resume=first))
        await rehearsal.keep_draft(f"A draft on {SECRET} that is replaced.")
        await rehearsal.stop()
    assert set(await coach.keeping.forget(first)) == {first, branch}
    assert [s.id for s in (await coach.sessions()).sessions] == [other]
    assert list((home / "drafts").iterdir()) == [home / "drafts" / f"mail-{other}.txt"]
    await coach.keeping.forget(other)
    left = b"".join(content for name, content in files(home).items() if name.startswith("coach.db"))
    assert SECRET.encode() not in left
    await coach.close()


async def test_forgetting_everything_leaves_only_what_the_coach_did_not_write(home: Path) -> None:
    coach = coach_in(home)
    await fill(coach)
    (home / "my notes.txt").write_text("mine", "utf-8")
    (home / ".env").write_text("COACH_MODEL=x", "utf-8")
    forgotten = await coach.keeping.forget_everything()
    assert forgotten.sessions == 3
    assert set(files(home)) == {"my notes.txt", ".env"}
    assert {Path(path).name for path in forgotten.left} == {"my notes.txt", ".env"}
    assert (await coach.sessions()).sessions == ()
    await coach.close()


async def test_with_nothing_of_ones_own_there_the_folder_goes_too(home: Path) -> None:
    coach = coach_in(home)
    await fill(coach)
    assert (await coach.keeping.forget_everything()).left == ()
    assert home not in set(home.parent.iterdir())
    await coach.close()


async def test_a_damaged_database_is_deleted_with_everything(home: Path) -> None:
    coach = coach_in(home)
    await fill(coach)
    await coach.close()
    (home / "coach.db").write_bytes(b"no database" * 1000)
    again = coach_in(home)
    assert (await again.keeping.forget_everything()).sessions is None
    assert files(home) == {}
    await again.close()


async def test_what_another_coach_has_deleted_is_said_to_be(home: Path) -> None:
    coach, other = coach_in(home), coach_in(home)
    rehearsal = await coach.rehearse(Opening(scenario="high-visibility-projects", seed=1))
    _ = [event async for event in rehearsal.open()]
    _ = [event async for event in rehearsal.answer("Thank you.")]
    await other.keeping.forget(rehearsal.session.id)
    with pytest.raises(NotFound, match="was deleted meanwhile"):
        _ = [event async for event in rehearsal.answer("And I could help.")]
    with pytest.raises(NotFound, match="was deleted meanwhile"):
        await rehearsal.keep_draft("A draft.")
    await other.close()
    await coach.close()


async def test_words_go_with_a_session_also_where_its_traces_cannot(home: Path) -> None:
    coach = coach_in(home)
    first, *_, other = await fill(coach)
    with closing(sqlite3.connect(home / "coach.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM session").fetchall()
        with pytest.raises(StoreError):
            await coach.keeping.forget(other)
    assert not (home / "drafts" / f"mail-{other}.txt").exists()
    assert first in {s.id for s in (await coach.sessions()).sessions}
    await coach.close()


async def test_nothing_is_deleted_under_another_coach(home: Path) -> None:
    coach, other = coach_in(home), coach_in(home)
    await fill(coach)
    await other.sessions()
    was = files(home).keys()
    with pytest.raises(StoreError, match="locked"):
        await coach.keeping.forget_everything()
    assert len((await other.sessions()).sessions) == 3
    assert files(home).keys() >= was - {"coach.db-wal", "coach.db-shm"}
    await other.close()
    assert (await coach.keeping.forget_everything()).sessions == 3
    await coach.close()


async def test_a_backup_is_made_while_another_coach_writes(home: Path, tmp_path: Path) -> None:
    coach, other = coach_in(home), coach_in(home)
    await fill(coach)
    rehearsal = await other.rehearse(Opening(scenario="high-visibility-projects", seed=3))
    _ = [event async for event in rehearsal.open()]
    _ = [event async for event in rehearsal.answer("Thank you.")]
    archive = await coach.keeping.back_up(tmp_path / "kept.zip")
    again = coach_in(tmp_path / "again")
    assert await again.keeping.restore(archive) == 4
    for each in (coach, other, again):
        await each.close()


async def test_a_database_elsewhere_is_left_to_its_own_tools(home: Path, tmp_path: Path) -> None:
    coach = coach_in(home, COACH_DATABASE_URL=f"sqlite:///{tmp_path / 'elsewhere.db'}")
    await play(coach, Opening(scenario="high-visibility-projects", seed=1))
    with pytest.raises(UsageError, match="COACH_DATABASE_URL"):
        await coach.keeping.restore(tmp_path / "kept.zip")
    assert (await coach.keeping.forget_everything()).sessions == 1
    assert SECRET.encode() not in (tmp_path / "elsewhere.db").read_bytes()
    await coach.close()
