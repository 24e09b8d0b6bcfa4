"""Faults in a row within one talk, and cancelling at any moment: what is kept is whole, and the next answer works."""

import asyncio
import random
from collections.abc import Callable, Sequence
from contextlib import suppress

from coach.domain.judgement import Unjudged
from coach.domain.session import Session
from coach.domain.transcript import Speaker
from coach.errors import ModelError
from coach.rehearsal import Rehearsal, TurnStored
from tests.faulty_answers import CONTENTS, FAULTS
from tests.faulty_server import Answer, Call, good, until_gone
from tests.reliability.faults import Room, faulty_room, half_kept, misfit
from tests.reliability.figure import Figure, run

BROKEN = tuple(name for name in FAULTS if name not in CONTENTS)
"""What is no answer at all: of the others some are, and may be said."""
TALKS_AT_ONCE = 8
REPLIES = 5
"""Replies in one stormy talk."""
MOMENTS = ("at once", "kept", "asked", "first words", "between two attempts", "mid-answer")
SLOWEST_S = 2.0
"""What was cancelled is over, and its line closed, within this time."""


def check_storms(trials: int, seed: int) -> Figure:
    """Play talks in which every call may fail, the manager's and the judge's, each attempt in its own way."""
    return run(_storms(trials, seed))


async def _storms(trials: int, seed: int) -> Figure:
    figure = Figure("R5s", "replies in talks in which every attempt fails in its own way")
    seats = asyncio.Semaphore(TALKS_AT_ONCE)
    async with faulty_room() as room:
        storm = _Storm(seed)
        room.server.behave = storm.answer

        async def talk(number: int, replies: int) -> None:
            async with seats:
                try:
                    async with asyncio.timeout(120):
                        told = await _stormy(room, storm, number, replies, random.Random(f"{seed}-{number}"))
                except Exception as error:
                    told = [f"{type(error).__name__} {error}"]
                for turn in range(replies):
                    figure.count(f"talk {number}, seed {seed}: {told[0]}" if told and turn == 0 else None)

        await asyncio.gather(*(talk(n, min(REPLIES, trials - n)) for n in range(0, trials, REPLIES)))
    figure.note = f"{storm.given} faults given, {storm.resent} times sent again"
    return figure


class _Storm:
    """Gives every call some fault by chance, by the number of the talk in it; one talk's calm does not help another."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.calm: set[int] = set()
        self.given = self.resent = 0

    def answer(self, call: Call) -> Answer | None:
        """Return what a call gets."""
        text = str(call.request.body.get("messages"))
        talk = int(text.rpartition("storm-")[2].partition(".")[0]) if "storm-" in text else -1
        if talk < 0 or talk in self.calm or self._chance.random() < 0.2:
            return good
        self.given += 1
        return FAULTS[self._chance.choice(BROKEN)]


async def _stormy(room: Room, storm: _Storm, number: int, replies: int, chance: random.Random) -> list[str]:
    rehearsal = await room.rehearse(number, judge="llm")
    sent: list[str] = []
    for turn in range(replies):
        text = f"Thanks for making time, this is reply {turn} of storm-{number}."
        for attempt in range(8):
            if attempt == 7:
                storm.calm.add(number)
            if attempt and chance.random() < 0.5:
                text = f"Once more, attempt {attempt} at reply {turn} of storm-{number}."
            with suppress(ModelError):
                _ = [event async for event in rehearsal.answer(text)]
            if rehearsal.session.pending is None:
                break
            storm.resent += 1
        storm.calm.discard(number)
        sent.append(text)
        if rehearsal.over:
            break
    session = await rehearsal.finish(patience_s=5)
    kept = await room.coach.session(session.id)
    return [
        told for told in (misfit(kept, session), half_kept(kept), _unlike(kept, sent), _judged_wrongly(kept)) if told
    ]


def _unlike(kept: Session, sent: Sequence[str]) -> str | None:
    said = [turn.text for turn in kept.transcript.replies]
    return None if said == list(sent) else f"said {said}, kept of {list(sent)}"


def _judged_wrongly(kept: Session) -> str | None:
    """Return what is wrong with the verdicts: each on a turn that is there, each failure with its reason."""
    revisions = {turn.seq: turn.revision for turn in kept.transcript.replies}
    for judged in kept.judgements:
        if judged.seq not in revisions or judged.revision > revisions[judged.seq]:
            return f"a verdict on turn {judged.seq}, revision {judged.revision}, which is not there"
        if isinstance(judged.judgement, Unjudged) and not judged.judgement.reason:
            return "unjudged without a reason"
    return None


def check_cancelling(trials: int, seed: int) -> Figure:
    """Cancel an answer at a random moment of every phase, on a good server and on one that fails."""
    return run(_cancelling(trials, seed))


async def _cancelling(trials: int, seed: int) -> Figure:
    figure = Figure("R5c", "answers cancelled: waiting, between attempts, in mid-answer")
    chance = random.Random(seed)
    stood = 0
    async with faulty_room(patient=True) as room:
        for number in range(trials):
            moment = MOMENTS[number % len(MOMENTS)]
            rehearsal = await room.rehearse(number, judge="llm")
            try:
                async with asyncio.timeout(30):
                    told = await _cancelled(room, rehearsal, moment, chance)
            except Exception as error:
                told = f"{type(error).__name__} {error}"
            stood += len(rehearsal.session.turns) == 3 and not told
            figure.count(told and f"trial {number}, {moment}: {told}")
            room.server.behave = lambda _: good
            await rehearsal.stop()
    figure.note = f"{len(MOMENTS)} moments; {stood} times the answer had just been kept"
    return figure


async def _cancelled(room: Room, rehearsal: Rehearsal, moment: str, chance: random.Random) -> str | None:
    reached = asyncio.Event()
    if moment == "at once":
        reached.set()
    room.server.behave = _until(moment, reached, chance)
    tasks = asyncio.all_tasks()
    text = f"Thanks for making time, {moment}."

    async def answer() -> None:
        async for event in rehearsal.answer(text):
            if moment == "kept" and isinstance(event, TurnStored):
                reached.set()

    rehearsal.on_wait = lambda seconds, why: reached.set()
    under_way, arrived = asyncio.create_task(answer()), asyncio.create_task(reached.wait())
    await asyncio.wait([under_way, arrived], return_when=asyncio.FIRST_COMPLETED)
    if not reached.is_set():
        return "ended before its moment came"
    await asyncio.sleep(chance.choice((0, 0, 0.001, 0.005, 0.02)))
    under_way.cancel()
    ended, _ = await asyncio.wait([under_way], timeout=SLOWEST_S)
    if not ended:
        return "goes on after it was cancelled"
    await rehearsal.stop()
    room.server.behave = lambda _: good
    try:
        await room.server.gone()
    except TimeoutError:
        return f"{room.server.open} connections stay open"
    left = asyncio.all_tasks() - tasks
    await asyncio.wait(left, timeout=SLOWEST_S) if left else None
    if left := {task for task in left if not task.done()}:
        return f"left behind: {left}"
    return await _kept_whole(room, rehearsal, text)


async def _kept_whole(room: Room, rehearsal: Rehearsal, text: str) -> str | None:
    """Look at what is kept after a cancellation, and send the reply (again)."""
    kept = await room.coach.session(rehearsal.session.id) if rehearsal.begun else rehearsal.session
    if told := misfit(kept, rehearsal.session) or half_kept(kept):
        return told
    if kept.turns[-1].speaker is Speaker.ENGINEER and kept.pending is None:
        return "the reply is not pending"
    again = await room.coach.resume(kept.id) if rehearsal.begun else rehearsal
    if len(kept.turns) < 3:
        while again.session.pending or len(again.session.turns) < 3:
            with suppress(ModelError):  # late on a busy machine; it must come in the end
                _ = [event async for event in again.answer(text)]
    await again.stop()
    kept = await room.coach.session(kept.id)
    if [turn.text for turn in kept.transcript.replies] != [text]:
        return f"kept {[turn.text for turn in kept.transcript.replies]}"
    return half_kept(kept)


def _until(moment: str, reached: asyncio.Event, chance: random.Random) -> Callable[[Call], Answer | None]:
    """Return what the server does up to a moment, and after it."""
    if moment == "between two attempts":
        return lambda _: FAULTS[chance.choice(("slow down, 1 s", "unavailable", "reset"))]

    async def answer(call: Call) -> None:
        if moment == "asked":
            reached.set()
            await until_gone(call, chance.choice((0, 0.005, None)))
        await call.begin()
        for place, word in enumerate(call.words):
            await call.say(word)
            if moment == "first words" or (moment == "mid-answer" and place == 1):
                reached.set()
                await until_gone(call, chance.choice((0, 0.005, None)))
        await call.end()

    return lambda _: answer
