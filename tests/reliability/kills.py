"""Kill -9 in the middle of a rehearsal: what was acknowledged is there, once and in order, and the talk goes on."""

import asyncio
import os
import random
import signal
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

from coach import wiring
from coach.coaching import Coach
from coach.domain.opening import Opening
from coach.domain.session import Session
from coach.domain.transcript import Speaker
from coach.rehearsal import Rehearsal, TurnStored
from coach.settings import read_settings
from tests.reliability.figure import Figure

REPLIES = (
    "Thank you for making time. I know that the migration comes first, and I don't want to get in its way.",
    "My drift monitor cut false alarms by 30 percent. I could bring it to fraud detection, half a day a week.",
    "I understand that it is your call. Could we talk again next Thursday? I'll send a short summary today.",
)
LONGEST_S = 0.25
"""The kill comes at a moment between the start of play and this: some ten turns."""
AT_A_DATABASE = 25
"""Kills on one database, so that what one leaves behind is met by the next."""


def check_kills(trials: int, seed: int) -> Figure:
    """Kill a headless rehearsal at random moments."""
    figure = Figure("R1", "kill -9 of the storage core in the middle of play")
    chance = random.Random(seed)
    acknowledged = 0
    with tempfile.TemporaryDirectory() as home:
        _coach(Path(home)).preload()  # here, so that no child spends its short life on imports
    while figure.trials < trials:
        with tempfile.TemporaryDirectory() as home:
            for _ in range(min(AT_A_DATABASE, trials - figure.trials)):
                told = _play_and_kill(Path(home), chance.uniform(0, LONGEST_S), chance.randrange(10_000))
                acknowledged += len(told)
                figure.count(_problem(Path(home), told))
    figure.note = f"{acknowledged} acknowledged turns"
    return figure


def _coach(home: Path) -> Coach:
    return wiring.build(read_settings({"COACH_HOME": str(home)}, cwd=home))


def _play_and_kill(home: Path, after_s: float, seed: int) -> list[tuple[str, int, str]]:
    """Play in a child, kill it, and return the turns that it had been told are kept."""
    ours, theirs = os.pipe()
    if (child := os.fork()) == 0:
        os.close(ours)
        try:
            asyncio.run(_play(home, theirs, seed))
        finally:
            os._exit(1)  # it plays on until it is killed
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        pipe.readline()  # it plays
        time.sleep(after_s)
        os.kill(child, signal.SIGKILL)
        lines = pipe.read().decode().split("\n")
    os.waitpid(child, 0)
    # What stands before the last line end was written whole.
    return [(id_, int(seq), text) for id_, seq, text in (line.split("\t") for line in lines[:-1])]


async def _play(home: Path, pipe: int, seed: int) -> None:
    coach = _coach(home)
    os.write(pipe, b"playing\n")
    for number in count(seed):
        rehearsal = await coach.rehearse(Opening(scenario="high-visibility-projects", seed=number))
        _ = [event async for event in rehearsal.open()]
        for reply in _replies():
            if rehearsal.over:
                break
            async for event in rehearsal.answer(reply):
                if isinstance(event, TurnStored):
                    os.write(pipe, f"{rehearsal.session.id}\t{event.turn.seq}\t{event.turn.text}\n".encode())
        await rehearsal.end()


def _replies() -> Iterator[str]:
    for number in range(20):
        yield f"{REPLIES[number % len(REPLIES)]} ({number})"


def _problem(home: Path, told: list[tuple[str, int, str]]) -> str | None:
    """Return what is wrong with the database after a kill; then let the talk go on to its end."""
    with closing(sqlite3.connect(home / "coach.db")) as database:
        if (state := database.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            return f"integrity: {state}"
    return asyncio.run(_look(_coach(home), told))


async def _look(coach: Coach, told: list[tuple[str, int, str]]) -> str | None:
    try:
        kept = {s.id: await coach.session(s.id) for s in (await coach.sessions()).sessions}
        for session in kept.values():
            if problem := misfit(session):
                return problem
        for id_, seq, text in told:
            if id_ not in kept or seq >= len(kept[id_].turns) or kept[id_].turns[seq].text != text:
                return f"turn {seq} of {id_} was acknowledged and is lost"
        for session in kept.values():
            if session.outcome is None:
                await finish(await coach.resume(session.id))
        return None
    finally:
        await coach.close()


def misfit(session: Session) -> str | None:
    """Return what is wrong with the order of a session's turns, or with where its judgements stand."""
    seqs = [turn.seq for turn in session.turns]
    if seqs != list(range(len(seqs))):
        return f"turns {seqs}"
    if any((turn.speaker is Speaker.MANAGER) != (turn.seq % 2 == 0) for turn in session.turns):
        return "a turn is doubled"
    if any(judged.seq not in seqs for judged in session.judgements):
        return "a judgement without a turn"
    return None


async def finish(rehearsal: Rehearsal) -> None:
    """Play a rehearsal to its end."""
    if not rehearsal.session.turns:
        _ = [event async for event in rehearsal.open()]
    if pending := rehearsal.session.pending:
        _ = [event async for event in rehearsal.answer(pending.text)]
    for reply in _replies():
        if rehearsal.over:
            return
        _ = [event async for event in rehearsal.answer(reply)]
    await rehearsal.end()
