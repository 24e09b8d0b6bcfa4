"""Kept sessions to open: one of many turns, and one whose report is about 600 tokens long."""

import asyncio
from pathlib import Path

from coach import wiring
from coach.coaching import Choice
from coach.domain.opening import Opening
from coach.domain.transcript import Cue, CueKind, Speaker, Turn
from coach.rendering import markdown
from coach.settings import read_settings
from coach.stores.sql import SqlStore

LINES = (
    "I hear you, and the quarter is what it is. What would you take off your plate, if I said yes to that?",
    "I would hand over the weekly dashboard, which runs by itself by now, and that frees half a day a week for this.",
)


def keep_long_talk(home: Path, turns: int) -> str:
    """Keep an open session of so many turns and return the words with which it ends."""
    asyncio.run(_keep_long_talk(home, turns))
    return f"Turn {turns}."


async def _keep_long_talk(home: Path, turns: int) -> None:
    coach = wiring.build(read_settings({"COACH_HOME": str(home)}))
    rehearsal = await coach.start(coach.scenario("high-visibility-projects"), choice=Choice(), seed=1)
    _ = [event async for event in rehearsal.open()]
    _ = [event async for event in rehearsal.answer("Thank you for making time today.")]
    await rehearsal.stop()
    store, begun = SqlStore.in_directory(home), rehearsal.session
    for seq in range(len(begun.turns), turns):
        mine = seq % 2 == 1
        store.add_turn(
            begun.id,
            Turn(
                seq=seq,
                speaker=Speaker.ENGINEER if mine else Speaker.MANAGER,
                text=f"{LINES[mine]} Turn {seq + 1}.",
                cue=None if mine else Cue(kind=CueKind.PROBE),
            ),
        )
    store.dispose()
    await coach.close()


def keep_finished_talk(home: Path, replies: tuple[str, ...]) -> str:
    """Keep a session that is over and return its report as Markdown."""
    return asyncio.run(_keep_finished_talk(home, replies))


async def _keep_finished_talk(home: Path, replies: tuple[str, ...]) -> str:
    coach = wiring.build(read_settings({"COACH_HOME": str(home)}))
    rehearsal = await coach.rehearse(Opening(scenario="high-visibility-projects", seed=1))
    _ = [event async for event in rehearsal.open()]
    for reply in replies:
        _ = [event async for event in rehearsal.answer(reply)]
    session = await rehearsal.finish(patience_s=1)
    text = markdown(await coach.report(session.id), coach.rubric)
    await coach.close()
    return text
