"""Two coaches on one database at once: in sessions of their own, and both in the same one, in every order."""

import asyncio
import os
import random
import tempfile
from contextlib import suppress
from pathlib import Path

from coach import wiring
from coach.coaching import Coach
from coach.domain.opening import Opening
from coach.domain.session import Session
from coach.domain.transcript import Speaker
from coach.errors import CoachError, NotFound, StoreError
from coach.rehearsal import Event, Rehearsal
from coach.settings import read_settings
from tests.reliability.child import forked
from tests.reliability.faults import misfit
from tests.reliability.figure import Figure, run
from tests.reliability.kills import REPLIES

SCENE = "high-visibility-projects"
STEPS = 30
"""Steps of one trial: each is one event of one coach's answer, or what it does next."""


def check_two_coaches(trials: int, seed: int) -> Figure:
    """Let two coaches go on with one session in a random order of events; two processes play sessions of their own."""
    figure = run(_check(trials, seed))
    for number in range(max(1, trials // 20)):
        figure.count(_two_processes(number, seed))
    return figure


async def _check(trials: int, seed: int) -> Figure:
    figure = Figure("R4b", "two coaches in one session, in a random order of events")
    refused = 0
    with tempfile.TemporaryDirectory() as home:
        coaches = [wiring.build(read_settings({"COACH_HOME": home}, cwd=Path(home))) for _ in range(2)]
        for number in range(trials - max(1, trials // 20)):
            table = _Table(coaches, random.Random(f"{seed}-{number}"))
            try:
                told = await table.play(number)
            except Exception as error:
                told = f"{type(error).__name__} {error}"
            refused += table.refused
            figure.count(told and f"trial {number}, seed {seed}: {told}")
        for coach in coaches:
            await coach.close()
    figure.note = f"{refused} times one was told that the other had gone on"
    return figure


class _Table:
    """One session, and two who both go on with it."""

    def __init__(self, coaches: list[Coach], chance: random.Random) -> None:
        self._coaches = coaches
        self._chance = chance
        self._sides: list[Rehearsal] = []
        self._under_way: list[_Answer | None] = [None, None]
        self.refused = 0
        self.acknowledged: dict[tuple[int, int], str] = {}
        """By place and revision, what a coach said is on disk."""

    async def play(self, number: int) -> str | None:
        """Play it, and look at what is kept."""
        first = await self._coaches[0].rehearse(Opening(scenario=SCENE, seed=number % 50))
        _ = [event async for event in first.open()]
        _ = [event async for event in first.answer(REPLIES[0])]
        name = first.session.id
        self._sides = [await coach.resume(name) for coach in self._coaches]
        for _ in range(STEPS):
            side = self._chance.randrange(2)
            await self._step(side, name)
            kept = await self._coaches[0].session(name)
            if told := _mixed(kept) or self._lost(kept):
                return told
        await self._finish(name)
        kept = await self._coaches[0].session(name)
        return _mixed(kept) or self._lost(kept) or (None if kept.outcome else "it could not be gone on with")

    async def _step(self, side: int, name: str) -> None:
        rehearsal, under_way = self._sides[side], self._under_way[side]
        try:
            if under_way:
                if not await under_way.next():
                    self._under_way[side] = None
                    self._note(rehearsal.session)
            elif rehearsal.over or self._chance.random() < 0.1:
                self._sides[side] = await self._coaches[side].resume(name)
            elif self._chance.random() < 0.05:
                await rehearsal.end()
            elif self._chance.random() < 0.2:
                await rehearsal.keep_draft(f"Draft {self._chance.randrange(100)}")
            else:
                pending = rehearsal.session.pending
                text = pending.text if pending and self._chance.random() < 0.5 else self._words()
                self._under_way[side] = _Answer(rehearsal, text)
        except StoreError as error:
            if "gone on with elsewhere" not in error.sentence:
                raise
            self.refused += 1
            self._under_way[side] = None
            self._sides[side] = await self._resumed(side, name)
        except CoachError:  # the other one has ended it
            self._under_way[side] = None

    def _words(self) -> str:
        return f"{self._chance.choice(REPLIES)} ({self._chance.randrange(10_000)})"

    async def _resumed(self, side: int, name: str) -> Rehearsal:
        with suppress(CoachError):
            return await self._coaches[side].resume(name)
        return self._sides[side]

    def _note(self, session: Session) -> None:
        for turn in session.turns:
            if turn.speaker is Speaker.ENGINEER:
                self.acknowledged[turn.seq, turn.revision] = turn.text

    def _lost(self, kept: Session) -> str | None:
        """Return the first turn that was answered, and so was final, and is another one now."""
        for turn in kept.turns[:-1]:
            said = self.acknowledged.get((turn.seq, turn.revision))
            if said is not None and said != turn.text:
                return f"turn {turn.seq} was {said!r} and is {turn.text!r}"
        return None

    async def _finish(self, name: str) -> None:
        """Whoever comes last can go on with what is there, and end it."""
        for answer in self._under_way:
            if answer:
                await answer.close()
        with suppress(CoachError):
            rehearsal = await self._coaches[0].resume(name)
            if pending := rehearsal.session.pending:
                _ = [event async for event in rehearsal.answer(pending.text)]
            await rehearsal.end()


class _Answer:
    """An answer under way, event by event."""

    def __init__(self, rehearsal: Rehearsal, text: str) -> None:
        self._events = rehearsal.answer(text)

    async def next(self) -> Event | None:
        """Return the next event, `None` at the end."""
        return await anext(self._events, None)

    async def close(self) -> None:
        """Leave it where it is."""
        close = getattr(self._events, "aclose", None)
        if close:
            await close()


def _mixed(kept: Session) -> str | None:
    """Return what of two coaches has got mixed: a doubled turn, or an answer to words that are not there."""
    if told := misfit(kept, kept):
        return told
    revisions = {turn.seq: turn.revision for turn in kept.turns}
    judged = {j.id: j for j in kept.judgements}
    for turn in kept.turns:
        for heard in turn.heard:
            if (it := judged[heard]).seq < turn.seq and revisions[it.seq] != it.revision:
                return f"turn {turn.seq} answers revision {it.revision} of turn {it.seq}, which is another one now"
    return None


def _two_processes(number: int, seed: int) -> str | None:
    """Play in two processes at once, each a session of its own, and look at both."""
    with tempfile.TemporaryDirectory() as home:

        def play() -> int:
            return asyncio.run(_play_alone(Path(home), number))

        def both() -> int:
            child = os.fork()
            code = play()
            if child == 0:
                os._exit(code)
            _, status = os.waitpid(child, 0)
            return code or os.waitstatus_to_exitcode(status)

        done = forked(both)
        if done.code:
            return f"two processes, seed {seed}: exit code {done.code}: {done.err[-300:]}"
        return asyncio.run(_look(Path(home)))


async def _play_alone(home: Path, seed: int) -> int:
    coach = wiring.build(read_settings({"COACH_HOME": str(home)}, cwd=home))
    rehearsal = await coach.rehearse(Opening(scenario=SCENE, seed=seed))
    _ = [event async for event in rehearsal.open()]
    for reply in REPLIES:
        _ = [event async for event in rehearsal.answer(reply)]
        await rehearsal.keep_draft("And I would say")
    await coach.close()
    return 0


async def _look(home: Path) -> str | None:
    coach = wiring.build(read_settings({"COACH_HOME": str(home)}, cwd=home))
    try:
        kept = [await coach.session(one.id) for one in (await coach.sessions()).sessions]
    except NotFound as error:
        return str(error)
    finally:
        await coach.close()
    if len(kept) != 2:
        return f"{len(kept)} sessions of two"
    for session in kept:
        if [turn.text for turn in session.transcript.replies] != [*REPLIES] or _mixed(session):
            return f"session {session.id}: {_mixed(session) or 'a reply is lost'}"
    return None
