"""A rehearsal keeps every word before it does anything else, waits for nobody, and survives its engines."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.domain.dialogue import replay
from coach.domain.judgement import JudgedBy, JudgedTurn, Judgement, Unjudged
from coach.domain.opening import Difficulty, JudgeName, ManagerName
from coach.domain.real_talk import RealTalk
from coach.domain.recap import Recap
from coach.domain.rewriting import Rewriting
from coach.domain.rubric import RULES, Criterion, Move
from coach.domain.session import Kept, Session
from coach.domain.transcript import Cue, CueKind, Outcome, Reply, Speaker, Turn
from coach.errors import ModelError, StoreError, UsageError
from coach.library.scenes import Library
from coach.ports import OnWait, Spoken
from coach.rehearsal import MAX_REPLY, Event, ManagerSpoke, Rehearsal, ReplyJudged, StoreThread, TurnStored
from tests.judging import judgement

SCENARIO = Library(None).scenario("high-visibility-projects")


class FakeClock:
    """Moves on a second at each look."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 1, tzinfo=UTC)
        self.count = 0

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def new_id(self) -> str:
        self.count += 1
        return f"id{self.count}"

    def new_seed(self) -> int:
        return 0


class FakeManager:
    """Says the cue's kind; can be told to fail, to stop half way or to wait."""

    name: ManagerName = "llm"
    on_wait: OnWait | None = None

    def __init__(self) -> None:
        self.fault: ModelError | None = None
        self.gate: asyncio.Event | None = None
        self.closed = 0
        self.log: list[str] = []

    async def words(self, session: Session, cue: Cue) -> AsyncIterator[Spoken]:
        self.log.append(f"manager {len(session.turns)}")
        if self.fault:
            raise self.fault
        try:
            yield Spoken(text=f"{cue.kind.value}. ")
            if self.gate:
                await self.gate.wait()
            yield Spoken(text="That is all.")
        finally:
            self.closed += 1


class FakeJudge:
    """Gives what it was told to; an `llm` one can wait."""

    def __init__(self, name: JudgeName = "rules", verdict: Judgement | Unjudged | None = None) -> None:
        self.name: JudgeName = name
        self.verdict = verdict or judgement()
        self.gate: asyncio.Event | None = None
        self.log: list[str] = []

    async def judge(self, reply: Reply) -> Judgement | Unjudged:
        self.log.append(reply.text)
        if self.gate:
            await self.gate.wait()
        return self.verdict.model_copy(update={"by": JudgedBy(judge=self.name, rubric="test")})


class FakeStore:
    """Keeps everything in memory, and can be told to refuse."""

    def __init__(self) -> None:
        self.created: list[Session] = []
        self.draft = ""
        self.turns: list[Turn] = []
        self.judgements: list[JudgedTurn] = []
        self.outcome: Outcome | None = None
        self.refuse = False

    def create(self, session: Session) -> None:
        if self.refuse:
            raise StoreError("The disk is full.")
        self.created.append(session)

    def keep_draft(self, session_id: str, text: str) -> None:
        self.draft = text

    def discard(self, session_id: str) -> bool:
        self.created.clear()
        return True

    def add_turn(self, session_id: str, turn: Turn, outcome: Outcome | None = None, *, answers: int = 0) -> None:
        if self.refuse:
            raise StoreError("The disk is full.")
        self.turns.append(turn)
        self.outcome = outcome or self.outcome

    def add_judgement(self, session_id: str, judged: JudgedTurn) -> None:
        self.judgements.append(judged)

    def add_rewriting(self, session_id: str, rewriting: Rewriting) -> None:
        raise NotImplementedError

    def add_recap(self, session_id: str, recap: Recap) -> None:
        raise NotImplementedError

    def add_real_talk(self, session_id: str, talk: RealTalk) -> None:
        raise NotImplementedError

    def close(self, session_id: str, outcome: Outcome) -> None:
        self.outcome = outcome

    def read(self, reference: str) -> Session:
        raise NotImplementedError

    def summaries(self) -> Kept:
        raise NotImplementedError

    def copy(self, path: Path) -> None:
        raise NotImplementedError

    def forget(self, session_id: str) -> tuple[str, ...]:
        raise NotImplementedError

    def leave_no_trace(self) -> None:
        raise NotImplementedError

    def forget_everything(self) -> None:
        raise NotImplementedError

    def dispose(self) -> None: ...


class Room:
    """A rehearsal on fakes."""

    def __init__(self, *, scoring: FakeJudge | None = None, slots: int = 1) -> None:
        self.store, self.manager, self.steering = FakeStore(), FakeManager(), FakeJudge()
        self.scoring = scoring or self.steering
        self.clock = FakeClock()
        self.slots = slots
        self.thread = StoreThread(lambda: self.store)
        self.rehearsal = self.opened(
            Session(
                id="s1",
                created_at="2026-01-01",
                scenario=SCENARIO,
                brief=SCENARIO.brief,
                difficulty=Difficulty.STANDARD,
                seed=0,
                manager="llm",
                judge=self.scoring.name,
            )
        )

    def opened(self, session: Session, *, kept: bool = True) -> Rehearsal:
        return Rehearsal(
            session,
            manager=self.manager,
            steering=self.steering,
            scoring=self.scoring,
            store=self.thread,
            clock=self.clock,
            slots=self.slots,
            kept=kept,
        )

    async def say(self, text: str) -> list[Event]:
        return [event async for event in self.rehearsal.answer(text)]


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    made = Room()
    async for _ in made.rehearsal.open():
        pass
    yield made
    await made.rehearsal.stop()
    made.thread.close()


async def until(true: Callable[[], bool]) -> None:
    """Let the loop run until a condition holds."""
    for _ in range(1000):
        if true():
            return
        await asyncio.sleep(0)
        await asyncio.get_running_loop().run_in_executor(None, lambda: None)
    raise AssertionError("it never came")


async def test_stored_then_judged_then_spoken_then_whole(room: Room) -> None:
    events = await room.say("Thanks.")
    assert [type(e) for e in events] == [TurnStored, ReplyJudged, Spoken, Spoken, ManagerSpoke]
    assert [t.speaker for t in room.store.turns] == [Speaker.MANAGER, Speaker.ENGINEER, Speaker.MANAGER]
    assert room.store.turns[-1].text == "".join(e.text for e in events if isinstance(e, Spoken))
    assert room.store.turns[-1].heard == (room.store.judgements[0].id,)


async def test_the_reply_is_on_disk_before_anybody_else_hears_it(room: Room) -> None:
    room.store.refuse = True
    with pytest.raises(StoreError):
        await room.say("Thanks.")
    assert room.manager.log == ["manager 0"]
    assert room.steering.log == []


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (MAX_REPLY + 1)])
async def test_an_empty_or_endless_reply_is_refused_and_nothing_is_stored(room: Room, text: str) -> None:
    with pytest.raises(UsageError):
        await room.say(text)
    assert len(room.store.turns) == 1


async def test_after_a_fault_the_reply_is_pending_and_sending_it_again_adds_no_turn(room: Room) -> None:
    room.manager.fault = ModelError("unreachable", "Nobody answers.")
    with pytest.raises(ModelError):
        await room.say("Thanks.")
    assert room.rehearsal.session.pending is not None
    room.manager.fault = None
    await room.say("Thanks.")
    assert room.steering.log == ["Thanks."]
    assert [(t.seq, t.revision) for t in room.rehearsal.session.turns] == [(0, 0), (1, 0), (2, 0)]


async def test_a_changed_reply_after_a_fault_is_a_revision_and_is_judged_anew(room: Room) -> None:
    room.manager.fault = ModelError("unreachable", "Nobody answers.")
    with pytest.raises(ModelError):
        await room.say("Thanks.")
    room.manager.fault = None
    await room.say("Thank you.")
    assert [(t.seq, t.revision, t.text) for t in room.rehearsal.session.transcript.replies] == [(1, 1, "Thank you.")]
    assert room.steering.log == ["Thanks.", "Thank you."]
    assert room.rehearsal.session.turns[-1].heard == (room.store.judgements[1].id,)


async def test_a_cancelled_answer_closes_the_stream_and_leaves_the_reply_pending(room: Room) -> None:
    room.manager.gate = asyncio.Event()
    task = asyncio.create_task(room.say("Thanks."))
    await until(lambda: len(room.manager.log) == 2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert room.manager.closed == 2
    assert room.rehearsal.session.pending is not None
    room.manager.gate = None
    await room.say("Thanks.")
    assert len(room.rehearsal.session.turns) == 3


async def test_a_resumed_session_has_the_same_ledger(room: Room) -> None:
    room.steering.verdict = judgement(met=[Move.NAMES_PROJECT, Move.VALUE_PROPOSITION])
    await room.say("I could bring the detector's errors down.")
    room.steering.verdict = judgement(violated=[Criterion.RESPECT_HIERARCHY])
    await room.say("Do it now.")
    ledger, known = replay(room.rehearsal.session)
    assert ledger == room.rehearsal.ledger
    assert len(known) == 2
    assert room.opened(room.rehearsal.session).ledger == ledger


async def test_nothing_more_is_taken_when_the_scene_is_over(room: Room) -> None:
    room.steering.verdict = judgement(violated=[Criterion.RESPECT_HIERARCHY])
    while not room.rehearsal.over:
        await room.say("Do it now.")
    assert room.store.outcome is Outcome.REFUSED
    assert room.rehearsal.session.turns[-1].cue is not None
    assert room.rehearsal.session.turns[-1].cue.kind is CueKind.CLOSE
    with pytest.raises(UsageError, match="over"):
        await room.say("Wait.")


async def test_leaving_early_ends_with_what_was_said(room: Room) -> None:
    await room.say("Thanks.")
    session = await room.rehearsal.finish(patience_s=1)
    assert (session.outcome, room.store.outcome) == (Outcome.LEFT, Outcome.LEFT)


async def test_on_one_slot_the_manager_goes_before_the_judge() -> None:
    scoring = FakeJudge("llm")
    room = Room(scoring=scoring, slots=1)
    async for _ in room.rehearsal.open():
        pass
    order: list[str] = []
    async for event in room.rehearsal.answer("Thanks."):
        order.append(type(event).__name__)
        if isinstance(event, Spoken):
            assert scoring.log == []
    await until(lambda: scoring.log == ["Thanks."])
    await room.rehearsal.finish(patience_s=5)
    assert [j.judgement.by.judge for j in room.store.judgements] == ["rules", "llm"]
    room.thread.close()


async def test_a_judge_under_way_is_put_back_when_the_engineer_answers_first() -> None:
    scoring = FakeJudge("llm")
    scoring.gate = asyncio.Event()
    room = Room(scoring=scoring, slots=1)
    async for _ in room.rehearsal.open():
        pass
    await room.say("First.")
    await until(lambda: scoring.log == ["First."])
    await room.say("Second.")
    scoring.gate.set()
    await room.rehearsal.finish(patience_s=5)
    assert scoring.log == ["First.", "First.", "Second."]
    assert sorted((j.seq, j.judgement.by.judge) for j in room.store.judgements) == [
        (1, "llm"),
        (1, "rules"),
        (3, "llm"),
        (3, "rules"),
    ]
    room.thread.close()


async def test_with_more_slots_judge_and_manager_work_at_once() -> None:
    scoring = FakeJudge("llm")
    room = Room(scoring=scoring, slots=4)
    async for _ in room.rehearsal.open():
        pass
    room.manager.gate = asyncio.Event()
    task = asyncio.create_task(room.say("Thanks."))
    await until(lambda: len(room.store.judgements) == 2)
    assert not task.done()
    room.manager.gate.set()
    await task
    await room.rehearsal.stop()
    room.thread.close()


async def test_a_late_violation_reaches_the_manager_and_a_spoken_yes_stays() -> None:
    scoring = FakeJudge("llm", judgement(violated=[Criterion.VALUE_NOT_EGO]))
    room = Room(scoring=scoring, slots=1)
    told: list[JudgedTurn] = []
    room.rehearsal.on_judged = told.append
    async for _ in room.rehearsal.open():
        pass
    room.steering.verdict = judgement(met=RULES)
    await room.say("All of it.")
    await until(lambda: len(told) == 1)
    assert room.rehearsal.session.turns[-1].cue is not None
    await room.say("And more.")
    cue = room.rehearsal.session.turns[-1].cue
    assert cue is not None
    assert (cue.kind, cue.criterion) == (CueKind.REACT, Criterion.VALUE_NOT_EGO)
    await room.rehearsal.stop()
    room.thread.close()


async def test_a_judge_that_fails_leaves_the_reply_unjudged_and_the_talk_goes_on() -> None:
    failed = Unjudged(by=JudgedBy(judge="llm", rubric="test"), reason="no answer")
    room = Room(scoring=FakeJudge("llm", failed), slots=1)
    async for _ in room.rehearsal.open():
        pass
    await room.say("Thanks.")
    session = await room.rehearsal.finish(patience_s=5)
    assert isinstance(session.judged_by("llm")[0].judgement, Unjudged)
    assert room.rehearsal.unscored == 0
    room.thread.close()


async def test_a_judge_that_never_answers_does_not_hold_the_end() -> None:
    scoring = FakeJudge("llm")
    scoring.gate = asyncio.Event()
    room = Room(scoring=scoring, slots=1)
    async for _ in room.rehearsal.open():
        pass
    await room.say("Thanks.")
    await room.rehearsal.finish(patience_s=0.01)
    assert room.rehearsal.unscored == 1
    room.thread.close()


async def test_a_rehearsal_is_kept_from_the_first_words_of_the_engineer_on() -> None:
    room = Room()
    session = room.rehearsal.session
    room.rehearsal = room.opened(session, kept=False)
    _ = [e async for e in room.rehearsal.open()]
    assert not room.rehearsal.begun
    assert not room.store.created
    await room.rehearsal.examine(on=True)
    await room.rehearsal.keep_draft("Thanks")
    (kept,) = room.store.created
    assert [t.speaker for t in kept.turns] == [Speaker.MANAGER]
    assert kept.exam
    with pytest.raises(UsageError, match="before the first word"):
        await room.rehearsal.examine(on=False)
    await room.rehearsal.keep_draft("")
    assert not room.store.created
    await room.say("Thanks.")
    assert [t.seq for t in room.store.created[0].turns] == [0]
    assert [t.seq for t in room.store.turns] == [1, 2]
    room.thread.close()


async def test_what_cannot_be_kept_at_first_can_be_sent_again() -> None:
    room = Room()
    room.rehearsal = room.opened(room.rehearsal.session, kept=False)
    _ = [e async for e in room.rehearsal.open()]
    room.store.refuse = True
    with pytest.raises(StoreError):
        await room.say("Thanks.")
    room.store.refuse = False
    await room.say("Thanks.")
    assert len(room.store.created) == 1
    assert [t.text for t in room.store.turns][:1] == ["Thanks."]
    room.thread.close()


async def test_a_draft_goes_with_the_reply_that_it_became() -> None:
    room = Room()
    _ = [e async for e in room.rehearsal.open()]
    await room.rehearsal.keep_draft("Thanks")
    assert room.store.draft == room.rehearsal.session.draft == "Thanks"
    await room.say("Thanks.")
    assert room.rehearsal.session.draft == ""
    await room.rehearsal.end()
    await room.rehearsal.keep_draft("too late")
    assert room.store.draft == "Thanks"  # the store lets it go with the turn, in one transaction
    room.thread.close()


async def test_an_exam_is_what_the_first_words_were_kept_as() -> None:
    room = Room()
    room.rehearsal = room.opened(room.rehearsal.session, kept=False)
    _ = [e async for e in room.rehearsal.open()]
    keeping = asyncio.create_task(room.rehearsal.keep_draft("Thanks"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)  # now it is on its way
    with pytest.raises(UsageError, match="before the first word"):
        await room.rehearsal.examine(on=True)
    await keeping
    assert [kept.exam for kept in room.store.created] == [room.rehearsal.session.exam] == [False]
    room.thread.close()


async def test_a_talk_in_which_nothing_was_said_is_over_and_not_kept_as_one() -> None:
    room = Room()
    room.rehearsal = room.opened(room.rehearsal.session, kept=False)
    _ = [e async for e in room.rehearsal.open()]
    session = await room.rehearsal.finish(patience_s=1)
    assert session.outcome is Outcome.LEFT
    assert not room.store.created
    assert room.store.outcome is None
    room.thread.close()


async def test_waiting_for_the_managers_server_is_told() -> None:
    room = Room()
    told: list[tuple[float, str]] = []
    room.rehearsal.on_wait = lambda seconds, why: told.append((seconds, why))
    assert room.manager.on_wait
    room.manager.on_wait(3.0, "busy")
    assert told == [(3.0, "busy")]
    room.thread.close()
