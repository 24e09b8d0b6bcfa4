"""One rehearsal: the manager opens, the engineer answers, judgements arrive, the scene closes."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from typing import Any, TypeVar

from coach.domain.dialogue import leave, next_cue, replay, speak
from coach.domain.hearing import advance, correct
from coach.domain.judgement import JudgedBy, JudgedTurn, Judgement, Unjudged
from coach.domain.ledger import Ledger
from coach.domain.session import Session
from coach.domain.transcript import Cue, Outcome, Speaker, Turn
from coach.domain.value import Value
from coach.errors import UsageError
from coach.ports import Clock, Judge, Manager, OnWait, Spoken, Store
from coach.text import clean

MAX_REPLY = 8_000
"""Characters of a reply; more than anybody says in one breath, and a paste by mistake is noticed."""

T = TypeVar("T")


class StoreThread:
    """The store on its one worker thread: calls run in order, and a cancelled caller never cancels a commit.

    It is opened on that thread at the first call, so that nobody waits for the database library before they must.
    """

    def __init__(self, open_store: Callable[[], Store]) -> None:
        self._open = open_store
        self._store: Store | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    async def call(self, use: Callable[[Store], T]) -> T:
        """Run `use` with the store on its thread and return its result."""
        work = asyncio.get_running_loop().run_in_executor(self._thread, self._run, use)
        return await asyncio.shield(work)

    async def release(self) -> None:
        """Close the store; the next call opens it anew."""

        def dispose() -> None:
            store, self._store = self._store, None
            if store is not None:
                store.dispose()

        await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._thread, dispose))

    def close(self) -> None:
        """Finish what is under way, close the store and let the thread go."""
        if self._store is not None:
            self._thread.submit(self._store.dispose)
        self._thread.shutdown(wait=True)

    def _run(self, use: Callable[[Store], T]) -> T:
        if self._store is None:
            self._store = self._open()
        return use(self._store)


class TurnStored(Value):
    """The engineer's turn is on disk; nothing has been sent anywhere yet."""

    turn: Turn


class ReplyJudged(Value):
    """A judgement of a reply has been recorded."""

    judged: JudgedTurn


class ManagerSpoke(Value):
    """The manager's turn is complete and on disk."""

    turn: Turn


Event = TurnStored | ReplyJudged | Spoken | ManagerSpoke
"""What `answer` yields, in this order: the turn is stored, judged, words as they are released, the whole turn."""


class Rehearsal:
    """A session being played. One turn is under way at a time; cancelling it leaves the reply pending."""

    def __init__(
        self,
        session: Session,
        *,
        manager: Manager,
        steering: Judge,
        scoring: Judge,
        store: StoreThread,
        clock: Clock,
        slots: int,
        scored_by: JudgedBy | None = None,
        on_judged: Callable[[JudgedTurn], None] | None = None,
        kept: bool = True,
    ) -> None:
        """Take a session; one that is not `kept` comes into the store with the first thing that the engineer writes."""
        self.session = session
        self.on_judged = on_judged
        """Called with each late judgement of the scoring judge, on the event loop."""
        self.on_wait: OnWait | None = None
        """Called while the manager's server asks for patience, on the event loop."""
        self._kept = kept
        self._manager = manager
        manager.on_wait = self._wait
        self._steering = steering
        self._scoring = scoring
        self._scored_by = scored_by
        """By what its verdicts are made, where some may be made otherwise: those replies are judged anew."""
        self._store = store
        self._clock = clock
        self._slots = slots
        self._ledger, self._known = replay(session)
        self._room = asyncio.Semaphore(slots)
        self._keeping = asyncio.Lock()
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._talking = False

    @property
    def ledger(self) -> Ledger:
        """The manager's ledger after their last turn."""
        return self._ledger

    @property
    def over(self) -> bool:
        """Whether the scene has ended."""
        return self.session.outcome is not None

    @property
    def begun(self) -> bool:
        """Whether the engineer has written anything that is kept."""
        return self._kept

    @property
    def unscored(self) -> int:
        """How many replies the scoring judge has yet to judge."""
        return len(self._unscored())

    async def open(self) -> AsyncIterator[Event]:
        """Yield the manager's opening words; nothing if the session has begun."""
        if not self.session.turns:
            async for event in self._speak():
                yield event

    async def answer(self, text: str) -> AsyncIterator[Event]:
        """Take the engineer's reply, store it, judge it, and yield the manager's answer as it comes.

        Where a reply is pending, `text` replaces it, or sends it again if it is the same. Raises `UsageError` for an
        empty or oversized reply or a scene that is over, `ModelError` when the manager's model fails before its first
        words (the reply is then stored and pending), `StoreError` when the reply cannot be stored.
        """
        if self.over:
            raise UsageError("This scene is over.", "Start it again, or choose another one.")
        text = clean(text, limit=MAX_REPLY + 1).strip()
        if not text:
            raise UsageError("There is nothing to send yet.", "Type a reply first.")
        if len(text) > MAX_REPLY:
            raise UsageError(f"A reply has at most {MAX_REPLY} characters.", "Shorten it and send it again.")
        self._hold_scoring()
        turn = await _to_the_end(self._keep_reply(text))
        yield TurnStored(turn=turn)
        try:
            if not any(j.seq == turn.seq for j in self.session.judged_by(self._steering.name)):
                verdict = await self._steering.judge(self.session.reply(turn.seq))
                yield ReplyJudged(judged=await self._record(turn, verdict))
            if self._slots > 1:
                self._start_scoring()
            async for event in self._speak():
                yield event
        finally:
            self._talking = False
            self._start_scoring()

    async def examine(self, *, on: bool) -> None:
        """Make it an exam, or none; raises `UsageError` once something is written."""
        async with self._keeping:  # the first words may be on their way to the disk
            if self._kept:
                raise UsageError("Whether this is an exam is settled before the first word.", "Play the scene again.")
            self.session = self.session.model_copy(update={"exam": on})

    async def keep_draft(self, text: str) -> None:
        """Keep what is being written, so that it is there when the session is resumed. Raises `StoreError`.

        Where nothing is left of it and nothing has been said, the session goes as well.
        """
        await _to_the_end(self._keep_draft(clean(text, limit=MAX_REPLY)))

    async def end(self) -> None:
        """Close the scene from the ledger if it is still open; one without a reply is closed here, not in the store."""
        if not self.over:
            await _to_the_end(self._close(leave(self._ledger)))

    async def finish(self, *, patience_s: float) -> Session:
        """Close the scene if it is still open, and wait for judgements at most `patience_s` seconds."""
        await self.end()
        self._talking = False
        self._start_scoring()
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=patience_s)
        await self.stop()
        return self.session

    async def stop(self) -> None:
        """Stop judging in the background; what is not judged yet stays so and can be judged later."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _turn_of(self, text: str) -> Turn:
        pending = self.session.pending
        at = self._clock.now().isoformat(timespec="milliseconds")
        if pending is None:
            return Turn(seq=len(self.session.turns), speaker=Speaker.ENGINEER, text=text, at=at)
        if pending.text == text:
            return pending
        return pending.model_copy(update={"text": text, "revision": pending.revision + 1, "at": at})

    async def _speak(self) -> AsyncIterator[Event]:
        """Choose the cue, yield its words, and store the turn."""
        self._talking = True
        ledger, heard = self._taken_in()
        cue = next_cue(self.session.scenario, self.session.difficulty, ledger, self.session.seed)
        pieces: list[str] = []
        notes: list[str] = []
        async with aclosing(_closing(self._manager.words(self.session, cue))) as words:
            async for spoken in words:
                pieces.append(spoken.text)
                if spoken.note:
                    notes.append(spoken.note)
                yield spoken
        turn = self._manager_turn("".join(pieces).strip(), cue, heard, " ".join(notes))
        await _to_the_end(self._keep_manager_turn(turn, ledger, cue))
        yield ManagerSpoke(turn=turn)

    async def _keep_reply(self, text: str) -> Turn:
        async with self._keeping:
            turn = self._turn_of(text)
            await self._keep(lambda store: store.add_turn(self.session.id, turn))
            kept = tuple(t for t in self.session.turns if t.seq != turn.seq)
            self.session = self.session.model_copy(update={"turns": (*kept, turn), "draft": ""})
            return turn

    async def _keep_draft(self, text: str) -> None:
        async with self._keeping:
            if self.over or text == self.session.draft:
                return
            if text or self.session.transcript.replies:
                await self._keep(lambda store: store.keep_draft(self.session.id, text))
            else:
                gone = await self._store.call(lambda store: store.discard(self.session.id))
                self._kept = self._kept and not gone
            self.session = self.session.model_copy(update={"draft": text})

    async def _keep(self, use: Callable[[Store], None]) -> None:
        """Use the store, where the session comes to stand first if it does not yet."""
        if not self._kept:
            session = self.session
            await self._store.call(lambda store: store.create(session))
            self._kept = True
        await self._store.call(use)

    async def _keep_manager_turn(self, turn: Turn, ledger: Ledger, cue: Cue) -> None:
        async with self._keeping:
            if self._kept:  # an opening that nobody has answered is nobody's rehearsal yet
                answers = self.session.turns[-1].revision if self.session.turns else 0
                await self._store.call(
                    lambda store: store.add_turn(self.session.id, turn, cue.outcome, answers=answers)
                )
            turns = (*self.session.turns, turn)
            self.session = self.session.model_copy(update={"turns": turns, "outcome": cue.outcome})
            self._ledger = speak(ledger, cue, turn.seq)
            self._known = (*self._known, *turn.heard)

    def _manager_turn(self, text: str, cue: Cue, heard: tuple[str, ...], note: str) -> Turn:
        return Turn(
            seq=len(self.session.turns),
            speaker=Speaker.MANAGER,
            text=text,
            at=self._clock.now().isoformat(timespec="milliseconds"),
            cue=cue,
            heard=heard,
            note=note,
        )

    def _taken_in(self) -> tuple[Ledger, tuple[str, ...]]:
        """Return the ledger with every judgement that has come since the manager last spoke, and their ids."""
        ledger, heard = self._ledger, []
        revisions = {t.seq: t.revision for t in self.session.turns}
        steered = {j.seq for j in self.session.judgements if j.id in self._known}
        for judged in self.session.judgements:
            if judged.id in self._known or revisions[judged.seq] != judged.revision:
                continue
            step = correct if judged.seq in steered else advance
            ledger = step(ledger, judged.seq, self.session.reply(judged.seq), judged.judgement)
            steered.add(judged.seq)
            heard.append(judged.id)
        return ledger, tuple(heard)

    async def _record(self, turn: Turn, verdict: Judgement | Unjudged) -> JudgedTurn:
        judged = JudgedTurn(
            id=self._clock.new_id(),
            seq=turn.seq,
            revision=turn.revision,
            at=self._clock.now().isoformat(timespec="milliseconds"),
            judgement=verdict,
        )
        await _to_the_end(self._keep_judgement(judged))
        return judged

    async def _keep_judgement(self, judged: JudgedTurn) -> None:
        async with self._keeping:
            await self._store.call(lambda store: store.add_judgement(self.session.id, judged))
            self.session = self.session.model_copy(update={"judgements": (*self.session.judgements, judged)})

    async def _close(self, outcome: Outcome) -> None:
        async with self._keeping:
            if self.session.transcript.replies:  # where nothing was said, there is nothing to look back on
                await self._keep(lambda store: store.close(self.session.id, outcome))
            self.session = self.session.model_copy(update={"outcome": outcome})

    def _wait(self, seconds: float, reason: str) -> None:
        if self.on_wait:
            self.on_wait(seconds, reason)

    def _unscored(self) -> list[Turn]:
        made = self._scored_by
        done = {
            (j.seq, j.revision)
            for j in self.session.judgements
            if j.judgement.by.judge == self._scoring.name and (made is None or j.judgement.by.make == made.make)
        }
        return [t for t in self.session.transcript.replies if (t.seq, t.revision) not in done]

    def _hold_scoring(self) -> None:
        """On one slot the manager goes first: what is being judged is put back until they have spoken."""
        self._talking = True
        if self._slots == 1:
            for task in self._tasks.values():
                task.cancel()

    def _start_scoring(self) -> None:
        if self._scoring.name == self._steering.name or (self._slots == 1 and self._talking):
            return
        for turn in self._unscored():
            if (task := self._tasks.get(turn.seq)) is None or task.done() or task.cancelling():
                self._tasks[turn.seq] = asyncio.create_task(self._score(turn))

    async def _score(self, turn: Turn) -> None:
        async with self._room:
            verdict = await self._scoring.judge(self.session.reply(turn.seq))
            current = next(t for t in self.session.turns if t.seq == turn.seq)
            if current.revision != turn.revision:
                return  # the reply was changed meanwhile; its new words are judged on their own
            judged = await self._record(turn, verdict)
        if self.on_judged:
            self.on_judged(judged)


async def _to_the_end(keep: Coroutine[Any, Any, T]) -> T:
    """Run `keep` to its end even if the caller is cancelled, so that memory and disk tell the same story.

    The cancellation goes on once `keep` has ended: whoever looks then sees what was kept.
    """
    work = asyncio.ensure_future(keep)
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait([work])
        raise


async def _closing(words: AsyncIterator[Spoken]) -> AsyncGenerator[Spoken, None]:
    """Give any asynchronous iterator a close, so that a cancelled turn closes the model's stream."""
    try:
        async for spoken in words:
            yield spoken
    finally:
        close = getattr(words, "aclose", None)
        if close:
            await close()
