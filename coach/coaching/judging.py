"""Judges replies, as many at a time as the server takes: those of kept sessions again, and those of any talk."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Sequence
from time import perf_counter
from typing import TypeVar

from coach.coaching.choice import Choice
from coach.domain.dialogue import replay
from coach.domain.figures import Timed
from coach.domain.judgement import Change, JudgedBy, JudgedTurn, Judgement, Unjudged, compare
from coach.domain.opening import JudgeName
from coach.domain.report import Report, report_session
from coach.domain.rubric import Rubric
from coach.domain.session import Kept, Session
from coach.domain.transcript import Reply, Turn
from coach.domain.value import Text, Value
from coach.errors import ModelError, StoreError
from coach.ports import Clock, Engines, Judge
from coach.rehearsal import StoreThread

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Told how many of how many are done."""

GIVE_UP = 8
"""Replies in a row that could not be judged, after which a long piece of work stops: the server is gone."""


class Rejudged(Value):
    """A session after a judge has gone over it once more."""

    session: Session
    before: JudgeName
    """The judge whose verdicts are compared with."""
    was_by: JudgedBy | None
    judge: JudgeName
    now_by: JudgedBy | None
    unjudged: tuple[Unjudged, ...]
    changes: tuple[Change, ...]
    report: Report
    """The report by the new verdicts alone."""


class SessionJudged(Value):
    """What became of one of many sessions; `error` says why it could not be read, and then nothing else counts."""

    session: Text
    title: Text
    judged: int = 0
    held: int = 0
    """Replies that this judge had judged already."""
    unjudged: tuple[Unjudged, ...] = ()
    changes: tuple[Change, ...] = ()
    """Against the judge that the session was played with."""
    error: Text = ""


async def together(pieces: Iterable[Coroutine[None, None, T]]) -> list[T]:
    """Run pieces of work side by side and return what they return, in their order.

    Where one fails the others are stopped, and its own error is raised: callers know errors and no groups of them.
    """
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(piece) for piece in pieces]
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None
    return [task.result() for task in tasks]


async def judge_replies(
    judge: Judge,
    replies: Sequence[Reply],
    slots: int,
    *,
    progress: Progress | None = None,
    keep: Callable[[int, Timed], Awaitable[None]] | None = None,
    give_up: bool = False,
) -> list[Timed]:
    """Judge replies, `slots` at a time, and return the verdicts in their order; `keep` is given each as it comes.

    With `give_up` raises `ModelError` where `GIVE_UP` in a row could not be judged and others still wait.
    """
    room = asyncio.Semaphore(slots)
    done = failed = 0
    reason = ""

    async def one(place: int, reply: Reply) -> Timed | None:
        nonlocal done, failed, reason
        async with room:
            if give_up and failed >= GIVE_UP:
                return None
            began = perf_counter()
            verdict = await judge.judge(reply)
            timed = Timed(verdict=verdict, ms=1000 * (perf_counter() - began))
            if isinstance(verdict, Unjudged):
                failed, reason = failed + 1, verdict.reason
            else:
                failed = 0
            if keep:
                await keep(place, timed)
        done += 1
        if progress:
            progress(done, len(replies))
        return timed

    if progress:
        progress(0, len(replies))
    judged = await together(one(place, reply) for place, reply in enumerate(replies))
    whole = [timed for timed in judged if timed]
    if len(whole) < len(judged):
        raise _gone(failed, reason, len(judged) - len(whole))
    return whole


async def signature(judge: Judge) -> JudgedBy:
    """Return by what the judge's verdicts will be made: an empty reply is judged in code, and costs no call."""
    return (await judge.judge(Reply(setting="", text=""))).by


class SessionJudging:
    """Judges kept sessions again. Judgements are added beside the old ones; nothing is overwritten."""

    def __init__(self, engines: Engines, store: StoreThread, clock: Clock, slots: Callable[[], int]) -> None:
        self._engines = engines
        self._store = store
        self._clock = clock
        self._slots = slots

    async def again(self, session: Session, choice: Choice, rubric: Rubric, progress: Progress | None) -> Rejudged:
        """Judge every reply of a session by `rubric`, also those that this judge has judged before.

        Compared is with the judge that the session was played with; by another rubric than that judge's, with what
        the same judge said by the old one, if it did.
        """
        judge = self._judge(choice, rubric)
        by = await signature(judge)
        before = session.judge
        if any(j.judgement.by.rubric != by.rubric for j in session.judged_by(choice.judge)):
            before = choice.judge
        was = session.judged_by(before)
        turns = session.transcript.replies
        judged = await self._judge_turns(session, turns, judge, progress)
        ledger, _ = replay(session)
        new = session.model_copy(update={"judgements": tuple(judged)})
        return Rejudged(
            session=await self._read(session.id),
            before=before,
            was_by=was[0].judgement.by if was else None,
            judge=choice.judge,
            now_by=judged[0].judgement.by if judged else None,
            unjudged=_unjudged(judged),
            changes=_changes(session, before, judged),
            report=report_session(new, choice.judge, rubric, ledger),
        )

    async def every(
        self, choice: Choice, rubric: Rubric, progress: Progress | None, only: str | None = None
    ) -> AsyncIterator[SessionJudged]:
        """Judge every kept session, or the one that `only` names, and yield what became of each, newest first.

        A reply that this judge, with this model, prompt and rubric, has judged before is passed over. A session that
        cannot be read does not stop the others. Raises `ModelError` when the model is gone.
        """
        judge = self._judge(choice, rubric)
        by = await signature(judge)
        sessions: list[tuple[Session, list[Turn]]] = []
        kept = Kept() if only else await self._store.call(lambda store: store.summaries())
        for damaged in kept.unread:
            yield SessionJudged(session=damaged.id, title="", error=damaged.why)
        for reference in [only] if only else [s.id for s in kept.sessions]:
            try:
                session = await self._read(reference)
            except StoreError as error:
                yield SessionJudged(session=reference, title="", error=error.sentence)
                continue
            sessions.append((session, [t for t in session.transcript.replies if not _holds(session, t, by)]))
        total, done = sum(len(turns) for _, turns in sessions), 0
        in_a_row = 0

        def told(of_session: int, _: int) -> None:
            if progress:
                progress(done + of_session, total)

        for session, turns in sessions:
            judged = await self._judge_turns(session, turns, judge, told, give_up=True)
            done += len(judged)
            failed = _unjudged(judged)
            in_a_row = in_a_row + len(failed) if len(failed) == len(judged) else 0
            yield SessionJudged(
                session=session.id,
                title=session.scenario.title,
                judged=len(judged) - len(failed),
                held=len(session.transcript.replies) - len(turns),
                unjudged=failed,
                changes=_changes(session, session.judge, judged),
            )
            if in_a_row >= GIVE_UP and done < total:
                raise _gone(in_a_row, failed[0].reason, total - done)

    async def _read(self, reference: str) -> Session:
        return await self._store.call(lambda store: store.read(reference))

    def _judge(self, choice: Choice, rubric: Rubric) -> Judge:
        return self._engines.judge(choice.judge, choice.model, rubric, choice.votes)

    async def _judge_turns(
        self,
        session: Session,
        turns: Sequence[Turn],
        judge: Judge,
        progress: Progress | None,
        *,
        give_up: bool = False,
    ) -> list[JudgedTurn]:
        """Judge turns of a session and store each judgement as it comes."""
        judged: dict[int, JudgedTurn] = {}

        async def keep(place: int, timed: Timed) -> None:
            judged[place] = added = JudgedTurn(
                id=self._clock.new_id(),
                seq=turns[place].seq,
                revision=turns[place].revision,
                at=self._clock.now().isoformat(timespec="milliseconds"),
                judgement=timed.verdict,
            )
            await self._store.call(lambda store: store.add_judgement(session.id, added))

        replies = [session.reply(turn.seq) for turn in turns]
        await judge_replies(judge, replies, self._slots(), progress=progress, keep=keep, give_up=give_up)
        return [judged[place] for place in range(len(turns))]


def _holds(session: Session, turn: Turn, by: JudgedBy) -> bool:
    """Whether a judge of this make has judged the turn in its present revision."""
    return any(
        isinstance(j.judgement, Judgement)
        and (j.seq, j.revision) == (turn.seq, turn.revision)
        and j.judgement.by.make == by.make
        for j in session.judgements
    )


def _gone(failed: int, reason: str, waiting: int) -> ModelError:
    return ModelError(
        "unreachable",
        f"The last {failed} replies could not be judged ({reason}), so the other {waiting} wait.",
        "What was judged is kept: the same command goes on from there.",
    )


def _unjudged(judged: Sequence[JudgedTurn]) -> tuple[Unjudged, ...]:
    return tuple(j.judgement for j in judged if isinstance(j.judgement, Unjudged))


def _changes(session: Session, before: JudgeName, judged: Sequence[JudgedTurn]) -> tuple[Change, ...]:
    was = {j.seq: j.judgement for j in session.judged_by(before)}
    return tuple(change for j in judged for change in compare(j.seq, was.get(j.seq), j.judgement))
