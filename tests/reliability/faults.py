"""A model server that fails in every way that has a name: no exception, no half reply kept as whole, an end in time."""

import asyncio
import random
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from unittest import mock

from coach import wiring
from coach.chat import line
from coach.coaching import Coach
from coach.domain.judgement import Judgement, Unjudged
from coach.domain.opening import Opening
from coach.domain.rubric import CRITERIA, MOVES
from coach.domain.transcript import Reply, Speaker
from coach.errors import CoachError, ModelError
from coach.settings import read_settings
from tests.benchmarks.model import verdicts
from tests.faulty_answers import CONTENTS, FAULTS
from tests.faulty_server import WORDS, Answer, Call, Request, faulty_server
from tests.reliability.figure import Figure, run

DEADLINE_S, STALL_S, GRACE_S = 0.4, 0.2, 2.0
AT_ONCE = 16
_TRIAL = re.compile(r"trial-(\d+)")


def check_faults(trials: int, seed: int) -> Figure:
    """Let a manager's turn, or a judgement, meet every fault in turn and then faults by chance."""
    return run(_check(trials, seed))


async def _check(trials: int, seed: int) -> Figure:
    chance = random.Random(seed)
    names = list(FAULTS)
    each = [(name, role) for name in names for role in ("manager", "judge")]
    plan = list(islice(each, trials))
    plan += [(chance.choice(names), chance.choice(("manager", "judge"))) for _ in range(trials - len(plan))]
    figure = Figure("R5", f"{len(names)} faults of a model server, for manager and judge")
    longest = 0.0
    with tempfile.TemporaryDirectory() as home, mock.patch.object(line, "BACKOFF_S", 0.0):
        async with faulty_server() as server:
            server.behave = _planned([name for name, _ in plan])
            server.words = _right
            environ = {"COACH_HOME": home, "OPENAI_BASE_URL": server.url, "COACH_MODEL": "planned"}
            limits = {"COACH_DEADLINE_S": str(DEADLINE_S), "COACH_STALL_S": str(STALL_S), "COACH_CONCURRENCY": "64"}
            coach = wiring.build(read_settings(environ | limits, cwd=Path(home)))
            engines = wiring.RealEngines(lambda: coach.settings, coach.rubric)
            judge = engines.judge("llm", "planned")
            room = asyncio.Semaphore(AT_ONCE)

            async def trial(number: int, name: str, role: str) -> None:
                nonlocal longest
                async with room:
                    began = time.monotonic()
                    try:
                        # What takes longer than this is a failure itself; without a limit the storm would hang on it.
                        async with asyncio.timeout(30):
                            if role == "manager":
                                told = await _manager_turn(coach, number, name)
                            else:
                                reply = Reply(setting="A talk.", text=f"Thanks for your time, trial-{number}.")
                                told = _verdict(await judge.judge(reply), name)
                    except Exception as error:
                        told = f"{type(error).__name__} {error}"
                    took = time.monotonic() - began
                    longest = max(longest, took)
                    if not told and took > _most_s(role) + GRACE_S:
                        told = f"took {took:.1f} s"
                    figure.count(told and f"{name} × {role}: {told}")

            await asyncio.gather(*(trial(n, *what) for n, what in enumerate(plan)))
            await engines.close()
            await coach.close()
    figure.note = f"longest {longest:.1f} s at a deadline of {DEADLINE_S} s"
    return figure


def _most_s(role: str) -> float:
    # A turn may be asked for once more where the gate sends it back, a verdict where its form or quotes are wrong.
    return 2 * (DEADLINE_S + STALL_S) * (1 if role == "manager" else 2)


def _planned(names: Sequence[str]) -> Callable[[Call], Answer | None]:
    def behave(call: Call) -> Answer | None:
        # The last mention: a reply is quoted in what is asked again.
        found = _TRIAL.findall(str(call.request.body.get("messages")))
        call.number = 1 if not found else _attempt(found[-1])
        return FAULTS[names[int(found[-1])]] if found else None

    attempts: dict[str, int] = {}

    def _attempt(trial: str) -> int:
        attempts[trial] = attempts.get(trial, 0) + 1
        return attempts[trial]

    return behave


def _right(request: Request) -> Sequence[str]:
    """Return the parts of a right answer: verdicts where the judge asks, a turn where the manager is asked."""
    asks_verdicts = str(MOVES[0].value) in str(request.body.get("messages")) and CRITERIA
    if not asks_verdicts:
        return WORDS
    text = verdicts()
    return [text[: len(text) // 2], text[len(text) // 2 :]]


async def _manager_turn(coach: Coach, number: int, name: str) -> str | None:
    """Answer a manager who then fails, and look at what is kept."""
    opening = Opening(scenario="high-visibility-projects", manager="llm", judge="rules", model="planned", seed=number)
    rehearsal = await coach.rehearse(opening)
    while not rehearsal.session.turns:
        with suppress(ModelError):  # on a machine that is busy elsewhere a good answer may be late, too
            _ = [event async for event in rehearsal.open()]
    failed: CoachError | None = None
    try:
        _ = [event async for event in rehearsal.answer(f"Thanks for making time, trial-{number}.")]
    except ModelError as error:
        failed = error
    await rehearsal.stop()
    kept = await coach.session(rehearsal.session.id)
    if [t.seq for t in kept.turns] != list(range(len(kept.turns))):
        return f"turns {[t.seq for t in kept.turns]}"
    if kept.turns != rehearsal.session.turns:
        return "memory and disk differ"
    last = kept.turns[-1]
    if failed:
        return None if kept.pending and kept.pending.text.endswith(f"trial-{number}.") else "the reply is not pending"
    if last.speaker is not Speaker.MANAGER or len(kept.turns) != 3:
        return "neither an answer nor a fault"
    whole = "".join(WORDS).strip()
    if name not in CONTENTS and whole not in last.text and not last.note:
        return f"kept as whole: {last.text[:60]!r}"
    return None


def _verdict(verdict: Judgement | Unjudged, name: str) -> str | None:
    if isinstance(verdict, Unjudged):
        return None if verdict.reason else "unjudged without a reason"
    harmless = {"good", "prose round it", "fenced", "hostile words", "fails-twice", "drops-once"}
    return None if name in harmless else f"a verdict out of {name!r}"
