"""Kill -9 of the whole room in its terminal: what the screen had acknowledged is there, and so is the draft."""

import asyncio
import random
import re
import signal
import sqlite3
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from coach import wiring
from coach.coaching import Coach
from coach.domain.session import Session
from coach.settings import read_settings
from coach.tui.room.desk import KEEP_S
from tests.reliability.figure import Figure
from tests.reliability.kills import finish, misfit
from tests.reliability.pseudoterminal import LONG_S, PseudoTerminal

SCENE = "high-visibility-projects"
REPLIES = (
    "Thank you for making time,|I know that|the migration|comes first,|and I don't want|to get in its way",
    "My drift monitor|cut false alarms|by 30 percent,|and I could bring it|to fraud detection|half a day a week",
    "I understand that|it is your call:|could we talk|again|next Thursday?|I'll send a summary today",
)
READY = "What do you say?"
LONGEST_S = 4.0
"""The kill comes at a moment between the start of the coach and this."""
SLACK_S = 0.5
"""What a draft is given beyond its promise, for a machine that is busy elsewhere."""
AT_ONCE = 4


@dataclass
class Typed:
    """What was typed, and what of it the screen had acknowledged."""

    sent: list[str] = field(default_factory=list)
    """The replies that were sent, the last one perhaps in vain."""
    answered: int = 0
    """How many of them the manager was seen to answer."""
    drafting: str = ""
    shown: list[tuple[float, str]] = field(default_factory=list)
    """When the reply being written was first seen to have reached so far."""


def check_room_kills(trials: int, seed: int) -> Figure:
    """Kill a room at random moments while somebody types in it."""
    figure = Figure("R2", "kill -9 of the whole room in its terminal")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(lambda number: _trial(number, seed), range(trials)))
    for problem, _, _ in done:
        figure.count(problem)
    turns, oldest = sum(turns for _, turns, _ in done), max(oldest for _, _, oldest in done)
    figure.note = f"{turns} acknowledged turns; drafts lost at most what was seen {oldest:.2f} s before"
    return figure


def _trial(number: int, seed: int) -> tuple[str | None, int, float]:
    """Return what went wrong, how many turns were acknowledged, and how old the oldest lost words of a draft were."""
    chance = random.Random(f"{seed}/{number}")
    typed = Typed()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        arguments = ["rehearse", SCENE, "--seed", str(chance.randrange(10_000))]
        with PseudoTerminal(arguments, home, cold=chance.random() < 0.2) as room:
            end = _type(room, typed, chance, room.began + chance.uniform(0, LONGEST_S))
            room.pump(end - time.monotonic())
            room.kill(signal.SIGKILL)
            killed = time.monotonic()
            room.wait_for_exit(10)
            _look(room, typed, killed)
            if room.code != -signal.SIGKILL:
                return f"trial {number}: it ended before it was killed: {room.code} {room.last_words[:3]}", 0, 0.0
        problem, oldest = _problem(home, typed, killed)
        if not problem and (home / "coach.db").exists():
            problem = (_go_on_in_a_room if number % 2 else _go_on)(home)
    return (f"trial {number}: {problem}" if problem else None), 2 * typed.answered, oldest


def _type(room: PseudoTerminal, typed: Typed, chance: random.Random, end: float) -> float:
    """Talk to the manager until a moment comes; return that moment, which may be nearer: just after a reply is sent."""
    if not room.wait_for(READY, at_most_s=end - time.monotonic()):
        return end
    pace = chance.choice((0.02, 0.1, 0.3))
    while True:
        number = len(typed.sent)
        typed.drafting, typed.shown = "", []
        for place, part in enumerate(REPLIES[number % len(REPLIES)].split("|")):
            piece = f"{' ' if place else ''}{part} {_mark(number, place)}"
            room.send(piece)
            typed.drafting += piece
            pause = 1.1 if chance.random() < 0.1 else chance.uniform(0, pace)
            until = min(time.monotonic() + pause, end)
            while (now := time.monotonic()) < until:
                room.wait_until(lambda: _look(room, typed, time.monotonic()), until - now)
                room.pump(min(until - time.monotonic(), 0.05))
            if now >= end:
                return end
        room.send("\r")
        typed.sent.append(typed.drafting)
        if chance.random() < 0.1:
            end = min(end, time.monotonic() + chance.uniform(0, 0.1))
        if not room.wait_until(lambda: _has_answers(room, typed), end - now):
            return end


def _has_answers(room: PseudoTerminal, typed: Typed) -> bool:
    """Whether every reply is seen to be answered."""
    _look(room, typed, time.monotonic())
    return typed.answered == len(typed.sent)


def _mark(number: int, place: int) -> str:
    return f"({number}.{place})"


def _look(room: PseudoTerminal, typed: Typed, now: float) -> bool:
    """See how far the draft has come and which replies are answered; return true where something is new."""
    before = len(typed.shown), typed.answered
    lines = room.text.split("\n")
    marks = re.findall(r"\(\d+\.\d+\)", typed.drafting)
    for mark in marks[len(typed.shown) :]:
        if any(mark in line for line in lines):
            typed.shown.append((now, typed.drafting[: typed.drafting.index(mark) + len(mark)]))
    for number in range(typed.answered, len(typed.sent)):
        if _is_answered(lines, _mark(number, 5)):
            typed.answered = number + 1
    return (len(typed.shown), typed.answered) != before


def _is_answered(lines: list[str], mark: str) -> bool:
    """Whether the manager's words stand below the reply that ends with a mark."""
    at = next((n for n, line in enumerate(lines) if mark in line and line.lstrip().startswith("▌")), None)
    after = [line for line in lines[at:] if line.startswith("▌ ")] if at is not None else []
    return len(after) > 1 and "is thinking" not in after[1]


def _problem(home: Path, typed: Typed, killed: float) -> tuple[str | None, float]:
    """Return what is wrong with what was kept, and how old the oldest lost words of the draft were, in seconds."""
    if not (home / "coach.db").exists():
        early = [text for at, text in typed.shown if at < killed - KEEP_S - SLACK_S]
        return ("nothing was kept" if typed.answered or early else None), 0.0
    with closing(sqlite3.connect(home / "coach.db")) as database:
        if (state := database.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            return f"integrity: {state}", 0.0
    sessions = asyncio.run(_sessions(home))
    if len(sessions) > 1:
        return f"{len(sessions)} sessions", 0.0
    session = sessions[0] if sessions else None
    if session and (told := misfit(session)):
        return told, 0.0
    replies = [turn.text for turn in session.transcript.replies] if session else []
    if replies != typed.sent[: len(replies)] or len(replies) < typed.answered:
        return f"replies {replies}; acknowledged {typed.sent[: typed.answered]}", 0.0
    # Whoever can send a reply has seen the manager's turn before it: that one was acknowledged, too.
    answers = len(session.turns) - len(replies) if session else 0
    if answers < min(len(typed.sent), typed.answered):
        return f"{answers} turns of the manager; {typed.answered} acknowledged", 0.0
    kept = session.draft if session else ""
    if any(_mark(number, 0) in kept for number in range(len(replies))):
        return f"a reply is kept as a turn and as a draft: {kept!r}", 0.0
    if len(replies) == len(typed.sent) and typed.sent and typed.drafting == typed.sent[-1]:
        return None, 0.0  # it is a turn now, and no draft any more
    lost = [killed - at for at, text in typed.shown if not kept.startswith(text)]
    if lost and max(lost) > KEEP_S + SLACK_S:
        return f"words of the draft that were seen {max(lost):.2f} s before are lost; kept {kept!r}", 0.0
    return None, max(lost, default=0.0)


async def _sessions(home: Path) -> list[Session]:
    coach = _coach(home)
    try:
        return [await coach.session(summary.id) for summary in (await coach.sessions()).sessions]
    finally:
        await coach.close()


def _coach(home: Path) -> Coach:
    return wiring.build(read_settings({"COACH_HOME": str(home)}, cwd=home))


def _go_on(home: Path) -> str | None:
    """Go on through the coach to the end of the talk."""
    return asyncio.run(_go_on_with(_coach(home)))


async def _go_on_with(coach: Coach) -> str | None:
    try:
        for summary in (await coach.sessions()).sessions:
            if summary.outcome is None:
                await finish(await coach.resume(summary.id))
                session = await coach.session(summary.id)
                return misfit(session) or (None if session.outcome else "the talk could not be ended")
        return None
    finally:
        await coach.close()


def _go_on_in_a_room(home: Path) -> str | None:
    """Go on in a new room: the draft is there and can be sent, and the talk can be ended and its report read."""
    sessions = asyncio.run(_sessions(home))
    if not sessions or sessions[0].outcome:
        return None
    (before,) = sessions
    with PseudoTerminal(["rehearse", "--resume", "latest"], home) as room:
        waiting = before.draft or (before.pending.text if before.pending else "")
        marks = re.findall(r"\(\d+\.\d+\)", waiting)
        if not room.wait_for("Your reply", *(marks[-1:] or [READY])):
            return f"what was being written is not in the new room:\n{room.text}"
        mark = marks[-1] if marks else "(9.9)"
        if not marks:
            room.send(f"I see. I will come back to it. {mark}")
            room.wait_for(mark)
        room.send("\r")
        if not room.wait_until(lambda: "The talk is over" in room.text or _is_answered(room.text.split("\n"), mark)):
            return f"no answer in the new room:\n{room.text}"
        if "The talk is over" not in room.text:
            # The words are seen before they are kept, and an Escape between the two stops nothing and opens nothing.
            if not any(room.send("\x1b") and room.wait_for("Leave this talk?", at_most_s=LONG_S / 2) for _ in range(2)):
                return f"the new room cannot be left:\n{room.text}"
            room.send("\x1b[B")
        room.send("\r")
        if not room.wait_for("1 In short"):
            return f"no report in the new room:\n{room.text}"
        room.send("\x11")
        if room.wait_for_exit(10) is None or room.code != 0 or room.broken:
            return f"the new room did not end in order: {room.code} {room.broken}"
    (after,) = asyncio.run(_sessions(home))
    said = before.turns[:-1] if before.pending else before.turns
    return misfit(after) or _changed(said, after.turns) or (None if after.outcome else "the talk was not ended")


def _changed(before: Iterable[object], after: Iterable[object]) -> str | None:
    return next((f"{one} has become {other}" for one, other in zip(before, after, strict=False) if one != other), None)
