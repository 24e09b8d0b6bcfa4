"""The store keeps what it was given, refuses what it cannot keep, and says so in one sentence."""

import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from coach.domain.dialogue import next_cue
from coach.domain.judgement import JudgedBy, JudgedTurn, Unjudged, Verdict
from coach.domain.ledger import open_ledger
from coach.domain.opening import Difficulty
from coach.domain.real_talk import RealTalk
from coach.domain.recap import Recap
from coach.domain.rewriting import Rewrite, Rewriting, Rise
from coach.domain.rubric import Criterion
from coach.domain.session import Origin, Session
from coach.domain.transcript import Outcome, Speaker, Turn
from coach.errors import NotFound, StoreError
from coach.library.scenes import Library
from coach.stores.migrations import MIGRATIONS
from coach.stores.sql import SqlStore

SCENARIO = Library(None).scenario("high-visibility-projects")


def session(name: str = "abc123", created_at: str = "2026-01-01T00:00:00+00:00") -> Session:
    return Session(
        id=name,
        created_at=created_at,
        scenario=SCENARIO,
        brief=SCENARIO.brief,
        difficulty=Difficulty.STANDARD,
        seed=1,
        manager="scripted",
        judge="rules",
    )


def opening() -> Turn:
    cue = next_cue(SCENARIO, Difficulty.STANDARD, open_ledger(SCENARIO, Difficulty.STANDARD), 1)
    return Turn(seq=0, speaker=Speaker.MANAGER, text="Come in.", cue=cue)


def reply(text: str = "Thanks for your time.", revision: int = 0) -> Turn:
    return Turn(seq=1, revision=revision, speaker=Speaker.ENGINEER, text=text)


def unjudged(name: str, seq: int = 1) -> JudgedTurn:
    return JudgedTurn(id=name, seq=seq, judgement=Unjudged(by=JudgedBy(judge="llm", rubric="r"), reason="no answer"))


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    return SqlStore.in_directory(tmp_path / "data")


def test_what_is_kept_comes_back_whole_after_reopening(tmp_path: Path) -> None:
    first = SqlStore.in_directory(tmp_path / "data")
    first.create(session())
    first.add_turn("abc123", opening())
    first.add_turn("abc123", reply())
    first.add_judgement("abc123", unjudged("j1"))
    first.dispose()

    kept = SqlStore.in_directory(tmp_path / "data").read("abc")

    assert kept == session().model_copy(update={"turns": (opening(), reply()), "judgements": (unjudged("j1"),)})
    assert kept.pending == reply()


def test_adding_a_turn_again_changes_nothing_and_other_words_are_refused(store: SqlStore) -> None:
    store.create(session())
    store.add_turn("abc123", opening())
    store.add_turn("abc123", opening())
    with pytest.raises(StoreError, match="gone on with elsewhere"):
        store.add_turn("abc123", opening().model_copy(update={"text": "Go away."}))
    assert store.read("abc123").turns == (opening(),)


def test_what_two_coaches_say_in_one_session_is_not_mixed(store: SqlStore) -> None:
    store.create(session())
    store.add_turn("abc123", opening())
    store.add_turn("abc123", reply("One."))
    answer = opening().model_copy(update={"seq": 2})
    with pytest.raises(StoreError, match="gone on with elsewhere"):
        store.add_turn("abc123", reply("Another one."))  # where the other coach has answered already
    store.add_turn("abc123", reply("Two.", revision=1))
    with pytest.raises(StoreError, match="gone on with elsewhere"):
        store.add_turn("abc123", answer)  # to the words before
    store.add_turn("abc123", answer, answers=1)
    for late in (reply("Three.", revision=2), reply("Two.", revision=1), reply("Four.").model_copy(update={"seq": 4})):
        with pytest.raises(StoreError, match="gone on with elsewhere"):
            store.add_turn("abc123", late)
    store.close("abc123", Outcome.LEFT)
    with pytest.raises(StoreError, match="gone on with elsewhere"):
        store.close("abc123", Outcome.GRANTED)
    with pytest.raises(StoreError, match="gone on with elsewhere"):
        store.add_turn("abc123", reply("Late.").model_copy(update={"seq": 3}))
    kept = store.read("abc123")
    assert [turn.text for turn in kept.turns] == ["Come in.", "Two.", "Come in."]
    assert kept.outcome is Outcome.LEFT


def test_a_resent_reply_is_a_revision_and_the_newest_counts(store: SqlStore) -> None:
    store.create(session())
    store.add_turn("abc123", opening())
    store.add_turn("abc123", reply("First try."))
    store.add_turn("abc123", reply("Second try.", revision=1))
    assert [t.text for t in store.read("abc123").turns] == ["Come in.", "Second try."]


def test_the_last_turn_and_the_end_are_one_transaction(store: SqlStore) -> None:
    store.create(session())
    store.add_turn("abc123", opening(), Outcome.DEFERRED)
    assert store.read("abc123").outcome is Outcome.DEFERRED
    with pytest.raises(StoreError):
        store.add_turn("abc123", opening().model_copy(update={"text": "Other."}), Outcome.GRANTED)
    assert store.read("abc123").outcome is Outcome.DEFERRED


def test_a_judgement_without_its_turn_is_refused(store: SqlStore) -> None:
    store.create(session())
    with pytest.raises(StoreError, match="lacks what it belongs to"):
        store.add_judgement("abc123", unjudged("j1"))


def test_judgements_keep_their_order_and_none_is_overwritten(store: SqlStore) -> None:
    store.create(session())
    store.add_turn("abc123", opening())
    store.add_turn("abc123", reply())
    for name in ("z", "a", "m"):
        store.add_judgement("abc123", unjudged(name))
    with pytest.raises(StoreError):
        store.add_judgement("abc123", unjudged("a"))
    assert [j.id for j in store.read("abc123").judgements] == ["z", "a", "m"]


def test_references_may_be_shortened_and_latest_is_the_newest(store: SqlStore) -> None:
    with pytest.raises(NotFound, match="no session yet"):
        store.read("latest")
    store.create(session("abc123"))
    store.create(session("abd456", created_at="2026-02-01T00:00:00+00:00"))
    assert store.read("latest").id == "abd456"
    assert store.read("abc").id == "abc123"
    with pytest.raises(NotFound, match="several"):
        store.read("ab")
    for nothing in ("x", "", "%", "a_c"):
        with pytest.raises(NotFound):
            store.read(nothing)


def test_summaries_are_newest_first_and_say_what_is_pending(store: SqlStore) -> None:
    store.create(session("abc123"))
    store.add_turn("abc123", opening())
    store.add_turn("abc123", reply("One."))
    store.add_turn("abc123", reply("Two.", revision=1))
    store.create(session("abd456", created_at="2026-02-01T00:00:00+00:00"))
    store.close("abd456", Outcome.LEFT)
    newest, oldest = store.summaries().sessions
    assert (newest.id, newest.outcome, newest.replies, newest.pending) == ("abd456", Outcome.LEFT, 0, False)
    assert (oldest.id, oldest.outcome, oldest.replies, oldest.pending) == ("abc123", None, 1, True)


def test_only_the_owner_can_read_the_data(tmp_path: Path) -> None:
    SqlStore.in_directory(tmp_path / "data").create(session())
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    files = list((tmp_path / "data").iterdir())
    assert files
    assert {stat.S_IMODE(f.stat().st_mode) for f in files} == {0o600}


def test_a_commit_survives_the_power_going(store: SqlStore) -> None:
    with store._database._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_database_of_a_newer_coach_is_left_alone(tmp_path: Path) -> None:
    SqlStore.in_directory(tmp_path / "data").dispose()
    with sqlite3.connect(tmp_path / "data" / "coach.db") as database:
        database.execute("INSERT INTO migration VALUES ('m999_later', 'then')")
    with pytest.raises(StoreError, match="newer coach"):
        SqlStore.in_directory(tmp_path / "data")


def test_the_migrations_are_applied_once_and_named(tmp_path: Path) -> None:
    for _ in range(2):
        SqlStore.in_directory(tmp_path / "data").dispose()
    with sqlite3.connect(tmp_path / "data" / "coach.db") as database:
        names = [name for (name,) in database.execute("SELECT name FROM migration ORDER BY name")]
    assert names == [step.__name__ for step in MIGRATIONS]


def test_what_is_no_database_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "coach.db").write_text("This is a shopping list, and a long one at that. " * 50)
    with pytest.raises(StoreError, match="not a database") as refusal:
        SqlStore.in_directory(tmp_path)
    assert "Move that file away" in refusal.value.repair


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be opened"):
        SqlStore.in_directory(tmp_path / "file" / "data")


@pytest.mark.parametrize("url", ["nonsense", "oracle2://x", "postgresql+nodriver://x/y"])
def test_an_address_that_is_no_database_is_a_plain_refusal(url: str) -> None:
    with pytest.raises(StoreError, match="COACH_DATABASE_URL"):
        SqlStore(url)


def test_a_damaged_session_is_named_and_the_words_stay_secret(store: SqlStore, tmp_path: Path) -> None:
    store.create(session())
    store.add_turn("abc123", opening())
    with sqlite3.connect(tmp_path / "data" / "coach.db") as database:
        database.execute("""UPDATE turn SET body = '{"seq": "canary words"}'""")
    with pytest.raises(StoreError, match="abc123") as refusal:
        store.read("abc123")
    assert "canary" not in refusal.value.sentence


@pytest.mark.parametrize("step", [step.__name__ for step in MIGRATIONS])
def test_a_database_of_every_released_schema_is_read(tmp_path: Path, step: str) -> None:
    released = Path(__file__).parent / "released" / f"{step}.db"
    (tmp_path / "data").mkdir()
    shutil.copy(released, tmp_path / "data" / "coach.db")
    store = SqlStore.in_directory(tmp_path / "data")
    kept = store.read("latest")
    assert kept.outcome is Outcome.FOLLOW_UP_AGREED
    assert len(kept.transcript.replies) == store.summaries().sessions[0].replies == len(kept.judged_by("rules"))


def test_what_a_model_made_of_the_replies_comes_back_in_order(tmp_path: Path) -> None:
    by = JudgedBy(judge="llm", rubric="r", model="m")
    first = Rewriting(by=by, remarks=("Turn 2 could not be rewritten: no answer",))
    rewrite = Rewrite(
        seq=1,
        criterion=Criterion.VALUE_NOT_EGO,
        verdict=Verdict.ABSENT,
        said="Thanks for your time.",
        instead="Thanks. It would save the team a day.",
        rose=(Rise(rule=Criterion.VALUE_NOT_EGO, was=Verdict.ABSENT, now=Verdict.MET),),
        was=33.3,
        now=50.0,
    )
    store = SqlStore.in_directory(tmp_path / "data")
    store.create(session().model_copy(update={"turns": (opening(), reply()), "judgements": (unjudged("j1"),)}))
    store.create(session("copied").model_copy(update={"rewritings": (first,)}))
    store.add_rewriting("abc123", first)
    store.add_rewriting("abc123", second := Rewriting(by=by, rewrites=(rewrite,)))
    with pytest.raises(NotFound, match="was deleted meanwhile"):
        store.add_rewriting("nobody", first)
    assert store.read("abc123").rewritings == (first, second)
    assert store.read("copied").rewritings == (first,)
    assert store.read("abc123").rewritten_after("llm") is None  # the verdicts are of another model's


def test_the_released_rewritings_are_read(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(Path(__file__).parent / "released" / "m002_rewritings.db", tmp_path / "data" / "coach.db")
    (kept,) = SqlStore.in_directory(tmp_path / "data").read("latest").rewritings
    assert kept.rewrites[0].instead.startswith(kept.rewrites[0].said)
    assert kept.remarks


def test_how_real_talks_went_comes_back_in_order(store: SqlStore) -> None:
    first, second = (RealTalk(result=r, on="2026-01-02") for r in (Outcome.DEFERRED, Outcome.GRANTED))
    store.create(session())
    store.create(session("copied").model_copy(update={"real_talks": (first,)}))
    store.add_real_talk("abc123", first)
    store.add_real_talk("abc123", second)
    with pytest.raises(NotFound, match="was deleted meanwhile"):
        store.add_real_talk("nobody", first)
    assert store.read("abc123").real_talks == (first, second)
    assert {s.id: s.real_talks for s in store.summaries().sessions} == {"abc123": (first, second), "copied": (first,)}


def test_the_released_real_talks_are_read(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(Path(__file__).parent / "released" / "m004_real_talks.db", tmp_path / "data" / "coach.db")
    (kept,) = SqlStore.in_directory(tmp_path / "data").read("latest").real_talks
    assert kept == RealTalk(result=Outcome.GRANTED_IN_PART, on="2026-01-16", note="Two days a week, until the launch.")


def test_a_recap_comes_back_in_order_and_so_does_a_released_one(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    shutil.copy(Path(__file__).parent / "released" / "m003_recaps.db", tmp_path / "old" / "coach.db")
    (kept,) = SqlStore.in_directory(tmp_path / "old").read("latest").recaps
    assert kept.text.startswith("Hello, we talked")
    store = SqlStore.in_directory(tmp_path / "data")
    store.create(session())
    first, second = Recap(text="One."), Recap(text="Two.", at="2026-01-01T00:00:00+00:00")
    store.add_recap("abc123", first)
    store.add_recap("abc123", second)
    assert store.read("abc123").recaps == (first, second)
    with pytest.raises(NotFound, match="was deleted meanwhile"):
        store.add_recap("nobody", first)


def test_the_list_tells_where_a_session_came_from(store: SqlStore) -> None:
    store.create(session("root"))
    store.create(session("branch").model_copy(update={"parent": Origin(session="root", seq=3)}))
    store.create(session("later").model_copy(update={"parent": Origin(session="root")}))
    assert {s.id: s.parent for s in store.summaries().sessions} == {
        "root": None,
        "branch": Origin(session="root", seq=3),
        "later": Origin(session="root"),
    }


def test_the_released_branches_are_read(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(Path(__file__).parent / "released" / "m005_branches.db", tmp_path / "data" / "coach.db")
    store = SqlStore.in_directory(tmp_path / "data")
    branch, root = store.summaries().sessions
    assert branch.parent == store.read(branch.id).parent == Origin(session=root.id, seq=3)
    assert root.parent is None


def test_where_older_sessions_came_from_is_read_off_them_once(tmp_path: Path) -> None:
    """Later meetings were kept before the list had a place for that; a damaged session keeps none from opening."""
    (tmp_path / "data").mkdir()
    shutil.copy(Path(__file__).parent / "released" / "m004_real_talks.db", tmp_path / "data" / "coach.db")
    with sqlite3.connect(tmp_path / "data" / "coach.db") as database:
        ((id_, body),) = database.execute("SELECT id, body FROM session")
        later = body.replace('"parent":null', '"parent":{"session":"before","seq":null}')
        assert later != body
        database.execute("UPDATE session SET body = ?", (later,))
        columns = "created_at, scenario, title, difficulty, manager, judge, outcome"
        damaged = 'Not JSON: "parent":{'
        database.execute(
            f"INSERT INTO session (id, {columns}, body) SELECT 'damaged', {columns}, ? FROM session",
            (damaged,),
        )
    parents = {s.id: s.parent for s in SqlStore.in_directory(tmp_path / "data").summaries().sessions}
    assert parents == {id_: Origin(session="before"), "damaged": None}


def test_a_draft_is_there_until_it_is_sent_and_a_released_one_is_read(store: SqlStore, tmp_path: Path) -> None:
    store.create(session())
    store.keep_draft("abc123", "Thanks for\n")
    store.keep_draft("abc123", "Thanks for your time, ")
    assert store.read("abc123").draft == "Thanks for your time, "
    store.add_turn("abc123", opening())
    assert store.read("abc123").draft
    store.add_turn("abc123", reply())
    assert store.read("abc123").draft == ""
    with pytest.raises(NotFound, match="was deleted meanwhile"):
        store.keep_draft("nobody", "Thanks")
    (tmp_path / "old").mkdir()
    shutil.copy(Path(__file__).parent / "released" / "m006_drafts.db", tmp_path / "old" / "coach.db")
    assert SqlStore.in_directory(tmp_path / "old").read("d4af").draft == "Thanks for making time.\nI would like"


def test_a_session_in_which_nothing_was_said_can_be_discarded_and_no_other(store: SqlStore) -> None:
    for name in ("said", "unsaid"):
        store.create(session(name))
        store.add_turn(name, opening())
        store.keep_draft(name, "Thanks")
    store.add_turn("said", reply())
    for name in ("said", "unsaid", "nobody"):
        store.discard(name)
    assert [s.id for s in store.summaries().sessions] == ["said"]
    assert store.read("said").turns == (opening(), reply())


def test_a_session_beside_which_something_stands_is_not_discarded(store: SqlStore) -> None:
    for name in ("recapped", "told", "parent"):
        store.create(session(name))
        store.keep_draft(name, "Thanks")
    store.add_recap("recapped", Recap(text="One."))
    store.add_real_talk("told", RealTalk(result=Outcome.GRANTED, on="2026-01-02"))
    store.create(session("child").model_copy(update={"parent": Origin(session="parent", seq=0)}))
    assert [store.discard(name) for name in ("recapped", "told", "parent", "child")] == [False, False, False, True]
    assert {s.id for s in store.summaries().sessions} == {"recapped", "told", "parent"}
    assert not [name for name in ("recapped", "told", "parent") if store.read(name).draft]


def test_what_was_begun_last_is_the_latest_whatever_the_clock_said(store: SqlStore, tmp_path: Path) -> None:
    store.create(session("abc123", created_at="2031-01-01T00:00:00+00:00"))  # the clock was years ahead
    store.create(session("abd456", created_at="2026-01-01T01:00:00+00:00"))
    store.create(session("abe789", created_at="2026-01-01T00:00:00+00:00"))  # and was put back an hour
    assert store.read("latest").id == "abe789"
    assert [s.id for s in store.summaries().sessions] == ["abe789", "abd456", "abc123"]
    (tmp_path / "old").mkdir()
    shutil.copy(Path(__file__).parent / "released" / "m007_places.db", tmp_path / "old" / "coach.db")
    assert [s.id for s in SqlStore.in_directory(tmp_path / "old").summaries().sessions] == [
        "id5",
        "id4",
        "id1",
        "d4af7ed",
    ]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE session SET difficulty = 'brutal'",
        "UPDATE session SET created_at = x'ff00'",
        "UPDATE session SET title = CAST(x'c328' AS TEXT), judge = 'nobody'",
        """INSERT INTO real_talk (session, place, body) VALUES ('abc123', 0, '{"result": "won"')""",
    ],
)
def test_a_damaged_row_hides_no_other_session(store: SqlStore, tmp_path: Path, damage: str) -> None:
    store.create(session())
    with sqlite3.connect(tmp_path / "data" / "coach.db") as database:
        database.execute(damage)
    store.create(session("abd456"))
    kept = store.summaries()
    assert [s.id for s in kept.sessions] == ["abd456"]
    assert [damaged.id for damaged in kept.unread] == ["abc123"]
    assert "abc123 cannot be read" in kept.unread[0].why
    assert store.read("latest").id == "abd456"


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM turn WHERE seq = 0",
        "UPDATE turn SET body = replace(body, '\"seq\":0', '\"seq\":7') WHERE seq = 0",
        "UPDATE judgement SET body = replace(body, '\"seq\":1', '\"seq\":9')",
        "UPDATE session SET body = replace(body, 'abc123', 'abd456')",
        "UPDATE session SET outcome = 'perfect'",
        "UPDATE turn SET body = x'ff'",
    ],
)
def test_a_session_with_a_hole_in_it_is_refused_and_not_half_read(store: SqlStore, tmp_path: Path, damage: str) -> None:
    store.create(session().model_copy(update={"turns": (opening(), reply()), "judgements": (unjudged("j1"),)}))
    with sqlite3.connect(tmp_path / "data" / "coach.db") as database:
        database.execute(damage)
    with pytest.raises(StoreError, match="abc123 cannot be read"):
        store.read("abc123")


def test_nothing_is_written_into_a_file_that_nobody_will_find_again(store: SqlStore, tmp_path: Path) -> None:
    store.create(session())
    database, elsewhere = tmp_path / "data" / "coach.db", tmp_path / "moved.db"
    database.rename(elsewhere)
    with pytest.raises(StoreError, match="moved, deleted or replaced while the coach was running"):
        store.add_turn("abc123", opening())
    shutil.copy(elsewhere, database)
    with pytest.raises(StoreError, match="moved, deleted or replaced"):
        store.add_turn("abc123", opening())
    elsewhere.rename(database)
    store.add_turn("abc123", opening())
    assert len(store.read("abc123").turns) == 1


def test_what_is_no_file_is_neither_opened_nor_changed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    os.mkfifo(tmp_path / "data" / "coach.db", 0o644)
    with pytest.raises(StoreError, match="it is no file"):
        SqlStore.in_directory(tmp_path / "data")
    assert stat.S_IMODE((tmp_path / "data" / "coach.db").stat().st_mode) == 0o644
