"""Judging kept sessions again: what changed and why, what is passed over, and what a fault stops."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import update

from coach.coaching import Choice, SessionJudged
from coach.coaching.judging import GIVE_UP, judge_replies
from coach.domain.judgement import JudgedBy, Judgement, Unjudged, Verdict
from coach.domain.opening import JudgeName
from coach.domain.rubric import Move
from coach.domain.transcript import Reply
from coach.domain.value import digest
from coach.errors import ModelError, NotFound, StoreError
from coach.stores.sql import SqlStore
from coach.stores.tables import SESSION
from tests.judging import judgement
from tests.test_coaching import RUBRIC, Desk, FakeServer

LLM = Choice(judge="llm", model="m")
FAILED = Unjudged(by=JudgedBy(judge="llm", rubric="x"), reason="no answer")


@pytest.fixture
async def desk(home: Path) -> AsyncIterator[Desk]:
    made = Desk(home, {}, FakeServer("m"))
    yield made
    await made.coach.close()


async def every(desk: Desk, choice: Choice = LLM, only: str | None = None) -> list[SessionJudged]:
    return [result async for result in desk.coach.judge_all(choice, only=only)]


async def test_every_session_is_judged_once_and_never_again(desk: Desk) -> None:
    first, second = await desk.played("Thanks."), await desk.played("Thanks for that.", "I could help.")
    told: list[tuple[int, int]] = []
    results = [r async for r in desk.coach.judge_all(LLM, lambda d, n: told.append((d, n)))]
    assert {(r.session, r.judged, r.held) for r in results} == {(first, 1, 0), (second, 2, 0)}
    assert told[-1] == (3, 3)
    assert all(r.changes for r in results)
    desk.engines.llm.log.clear()
    assert {(r.session, r.judged, r.held) for r in await every(desk)} == {(first, 0, 1), (second, 0, 2)}
    assert not any(desk.engines.llm.log)


async def test_the_first_fault_stops_the_others_and_is_raised_itself() -> None:
    stopped: list[str] = []

    class Waiting:
        name: JudgeName = "llm"

        async def judge(self, reply: Reply) -> Judgement | Unjudged:
            if reply.text == "broken":
                raise StoreError("The disk is full.", "")
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                stopped.append(reply.text)
                raise
            raise AssertionError

    replies = [Reply(setting="x", text=text) for text in ("one", "broken", "two")]
    with pytest.raises(StoreError, match="disk"):
        await judge_replies(Waiting(), replies, 3)
    assert sorted(stopped) == ["one", "two"]
    assert len(asyncio.all_tasks()) == 1


async def test_one_session_can_be_named(desk: Desk) -> None:
    first, _ = await desk.played("Thanks."), await desk.played("Thanks for that.")
    assert [r.session for r in await every(desk, only=first)] == [first]
    with pytest.raises(NotFound):
        await every(desk, only="nothing")


async def test_what_could_not_be_judged_is_tried_again(desk: Desk) -> None:
    await desk.played("Thanks.")
    desk.engines.llm.verdict = FAILED
    assert [len(r.unjudged) for r in await every(desk)] == [1]
    desk.engines.llm.verdict = judgement(met=[Move.THANKS])
    assert [(r.judged, r.held) for r in await every(desk)] == [(1, 0)]


async def test_a_session_that_cannot_be_read_does_not_stop_the_others(desk: Desk, home: Path) -> None:
    broken, whole = await desk.played("Thanks."), await desk.played("Thanks for that.")
    store = SqlStore.in_directory(home)
    with store._database.transaction() as connection:
        connection.execute(update(SESSION).where(SESSION.c.id == broken).values(body="{}"))
    store.dispose()
    results = {r.session: r for r in await every(desk)}
    assert "cannot be read" in results[broken].error
    assert results[whole].judged == 1


async def test_a_server_that_is_gone_ends_it_over_many_short_sessions(desk: Desk) -> None:
    for _ in range(GIVE_UP + 3):
        await desk.played("Thanks.")
    desk.engines.llm.verdict = FAILED
    results = desk.coach.judge_all(LLM)
    for _ in range(GIVE_UP):
        assert (await anext(results)).unjudged
    with pytest.raises(ModelError, match="no answer"):
        await anext(results)


async def test_the_rules_judge_has_judged_what_was_played_with_it(desk: Desk) -> None:
    await desk.played("Thanks.")
    assert [(r.judged, r.held) for r in await every(desk, Choice())] == [(0, 1)]


async def test_a_model_that_its_server_calls_otherwise_is_known_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = JudgedBy(judge="llm", rubric="x", model="m-2026-01", asked="m")

    async def judge(reply: object) -> object:
        return judgement().model_copy(update={"by": served})

    monkeypatch.setattr(desk.engines.llm, "judge", judge)
    await desk.played("Thanks.")
    assert [r.judged for r in await every(desk)] == [1]
    assert [(r.judged, r.held) for r in await every(desk)] == [(0, 1)]


async def test_another_rubric_is_recorded_and_compared_with_the_same_judge(desk: Desk) -> None:
    session = await desk.played("Thanks for your time.")
    other = RUBRIC.model_copy(update={"version": 2})
    again = await desk.coach.judge_again(session, Choice(), None, other)
    assert again.now_by
    assert again.was_by
    assert (again.was_by.rubric, again.now_by.rubric) == (digest(RUBRIC), digest(other))
    assert again.changes == ()
    assert again.report.by == again.now_by
    assert len(again.session.judgements) == 2


async def test_the_report_is_of_the_new_verdicts_alone(desk: Desk) -> None:
    session = await desk.played("Thanks for your time.", "Thanks, I could help.")
    assert (await desk.coach.judge_again(session, LLM)).report.score.judged == 2
    desk.engines.llm.verdict = FAILED
    again = await desk.coach.judge_again(session, LLM)
    assert again.report.score.judged == 0
    assert {c.now for c in again.changes} <= {None}
    assert {c.was for c in again.changes} & {Verdict.MET}
    assert (await desk.coach.report_of(again.session, "llm")).score.judged == 2
