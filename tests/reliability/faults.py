"""A model server that fails in every way that has a name: no exception, no half reply kept as whole, an end in time."""

import asyncio
import random
import re
import ssl
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from unittest import mock

from httpx2._transports import default
from langchain_core.runnables import Runnable

from coach import wiring
from coach.chat import Chat, line
from coach.coaching import Coach
from coach.domain.judgement import Judgement, Unjudged
from coach.domain.opening import JudgeName, Opening
from coach.domain.rubric import CRITERIA, MOVES
from coach.domain.session import Session
from coach.domain.transcript import Reply, Speaker
from coach.errors import ModelError
from coach.judges.llm import scoring_chain
from coach.rehearsal import Rehearsal
from coach.settings import read_settings
from tests.benchmarks.model import verdicts
from tests.faulty_answers import CONTENTS, FAULTS
from tests.faulty_server import WORDS, Answer, Call, FaultyServer, Request, faulty_server
from tests.reliability.figure import Figure, run
from tests.reliability.own_time import own_time

DEADLINE_S, STALL_S, GRACE_S = 0.4, 0.2, 2.0
AT_ONCE = 8
NOWHERE = "http://127.0.0.1:1/v1"
GUIDE = "high-visibility-projects"
ROLES = ("manager", "judge", "judge by tool", "judges in a batch", "list")
"""A turn and a verdict are streamed, in each form that a verdict is asked for in; the list of models comes whole."""
HARMLESS = frozenset({"good", "prose round it", "fenced", "hostile words", "fails-twice", "drops-once"})
"""With these a verdict may come of it."""
_TRIAL = re.compile(r"trial-(\d+)")


@dataclass
class Room:
    """A coach whose model server does what it is told, in this very loop."""

    server: FaultyServer
    coach: Coach
    engines: wiring.RealEngines

    async def rehearse(self, seed: int, judge: JudgeName = "rules") -> Rehearsal:
        """Begin a talk with the model, which has opened it."""
        opening = Opening(scenario=GUIDE, manager="llm", judge=judge, model="planned", seed=seed)
        rehearsal = await self.coach.rehearse(opening)
        while not rehearsal.session.turns:
            with suppress(ModelError):  # on a machine that is busy elsewhere a good answer may be late, too
                _ = [event async for event in rehearsal.open()]
        return rehearsal


@asynccontextmanager
async def faulty_room(url: str = "", *, patient: bool = False) -> AsyncIterator[Room]:
    """Build a coach on a faulty server, or on an address; its pauses between two attempts take no time.

    A `patient` one does wait, and has a deadline that no trial reaches.
    """
    pause = asyncio.sleep if patient else _at_once
    with tempfile.TemporaryDirectory() as home, mock.patch.object(line, "wait", pause), certificates_once():
        async with faulty_server() as server:
            server.words = right
            environ = {"COACH_HOME": home, "OPENAI_BASE_URL": url or server.url, "COACH_MODEL": "planned"}
            deadline_s, stall_s = (60, 60) if patient else (DEADLINE_S, STALL_S)
            environ |= {"COACH_DEADLINE_S": str(deadline_s), "COACH_STALL_S": str(stall_s), "COACH_CONCURRENCY": "64"}
            coach = wiring.build(read_settings(environ, cwd=Path(home)))
            engines = wiring.RealEngines(lambda: coach.settings, coach.rubric)
            await asyncio.to_thread(coach.preload)  # a second of imports that no trial should be charged with
            try:
                yield Room(server, coach, engines)
            finally:
                await engines.close()
                await coach.close()


def certificates_once() -> AbstractContextManager[object]:
    """Read the machine's certificates once, not for each of hundreds of clients, which need none on loopback."""
    return mock.patch.object(default, "create_ssl_context", return_value=ssl.create_default_context())


async def _at_once(seconds: float) -> None:
    await asyncio.sleep(0)


def right(request: Request) -> Sequence[str]:
    """Return the parts of a right answer: verdicts where the judge asks, a turn where the manager is asked."""
    asks_verdicts = str(MOVES[0].value) in str(request.body.get("messages")) and CRITERIA
    if not asks_verdicts:
        return WORDS
    text = verdicts()
    return [text[: len(text) // 2], text[len(text) // 2 :]]


def check_faults(trials: int, seed: int) -> Figure:
    """Let each role meet every fault in turn, and then faults by chance."""
    return run(_check(trials, seed))


async def _check(trials: int, seed: int) -> Figure:
    chance = random.Random(seed)
    names = [*FAULTS, "nothing listens"]
    plan = list(islice(((name, role) for name in names for role in ROLES), trials))
    plan += [(chance.choice(names), chance.choice(ROLES)) for _ in range(trials - len(plan))]
    figure = Figure("R5", f"{len(names)} faults of a model server × {len(ROLES)} ways to ask it")
    async with faulty_room() as room, faulty_room(NOWHERE) as nowhere:
        room.server.behave = _planned([name for name, _ in plan])
        hall = _Hall(room, figure)
        dead = _Hall(nowhere, figure)
        batches = [n for n, (name, role) in enumerate(plan) if role == "judges in a batch" and name in FAULTS]
        work = [hall.batch([(n, plan[n][0]) for n in batches[at : at + 5]]) for at in range(0, len(batches), 5)]
        work += [
            (hall if name in FAULTS else dead).one(number, name, role)
            for number, (name, role) in enumerate(plan)
            if number not in batches
        ]
        await asyncio.gather(*work)
        longest = max(hall.longest, dead.longest)
    figure.note = f"longest {longest:.1f} s at a deadline of {DEADLINE_S} s"
    return figure


class _Hall:
    """Makes trials in one room, so many at once, and counts each."""

    def __init__(self, room: Room, figure: Figure) -> None:
        self._room = room
        self._figure = figure
        self._seats = asyncio.Semaphore(AT_ONCE)
        self._judge = room.engines.judge("llm", "planned")
        self._chain = self._chained("planned")
        self._by_tool = self._chained("tool-only")
        self.longest = 0.0

    async def one(self, number: int, name: str, role: str) -> None:
        """Ask once, and look at what comes."""
        async with self._seats:
            took = 0.0
            try:
                rehearsal = await self._opened(number, name) if role == "manager" else None
                began = own_time()
                # What takes longer than this is a failure itself; without a limit the check would hang on it.
                async with asyncio.timeout(60):
                    if rehearsal:
                        failed = await _answered(rehearsal, number)
                        took = own_time() - began
                        told = await _kept_wrongly(self._room.coach, rehearsal, name, failed=failed)
                    else:
                        told = await self._ask(number, name, role)
                        took = own_time() - began
            except Exception as error:
                told = f"{type(error).__name__} {error}"
            self._count(name, role, told, took)

    async def batch(self, trials: Sequence[tuple[int, str]]) -> None:
        """Judge several replies in one batch of the chain; each is a trial."""
        async with self._seats:
            began = own_time()
            try:
                async with asyncio.timeout(60):
                    replies = [_reply(number) for number, _ in trials]
                    came = await self._chain.abatch(replies, {"max_concurrency": len(trials)})
                told = [verdict_fault(verdict, name) for verdict, (_, name) in zip(came, trials, strict=True)]
            except Exception as error:
                told = [f"{type(error).__name__} {error}"] * len(trials)
            for (_, name), one in zip(trials, told, strict=True):
                self._count(name, "judges in a batch", one, own_time() - began)

    def _chained(self, model: str) -> Runnable[Reply, Judgement | Unjudged]:
        settings = self._room.coach.settings
        chat = Chat(model=model, base_url=settings.openai_base_url, deadline_s=DEADLINE_S, stall_s=STALL_S)
        return scoring_chain(self._room.coach.rubric, chat)

    def _count(self, name: str, role: str, told: str | None, took: float) -> None:
        # A turn may be asked for once more where the gate sends it back, a verdict where its form or quotes are wrong.
        most = 2 * (DEADLINE_S + STALL_S) * (1 if role in ("manager", "list") else 2)
        self.longest = max(self.longest, took)
        if not told and took > most + GRACE_S:
            told = f"took {took:.1f} s"
        self._figure.count(told and f"{name} × {role}: {told}")

    async def _opened(self, number: int, name: str) -> Rehearsal:
        """Return a talk that the manager has opened; one who is not there at all comes into a talk of another's."""
        if name in FAULTS:
            return await self._room.rehearse(number)
        coach = self._room.coach
        offline = await coach.rehearse(Opening(scenario=GUIDE, manager="scripted", judge="rules", seed=number))
        _ = [event async for event in offline.open()]
        _ = [event async for event in offline.answer("Hello, and good morning to you.")]
        return await coach.rehearse(Opening(rewound=offline.session.id, seq=1, manager="llm", model="planned"))

    async def _ask(self, number: int, name: str, role: str) -> str | None:
        if role == "list":
            return await _listed(self._room, number, name)
        if role == "judge":
            return verdict_fault(await self._judge.judge(_reply(number)), name)
        chain = self._by_tool if role == "judge by tool" else self._chain
        return verdict_fault(await chain.ainvoke(_reply(number)), name)


def _reply(number: int) -> Reply:
    return Reply(setting="A talk.", text=f"Thanks for your time, trial-{number}.")


def _planned(names: Sequence[str]) -> Callable[[Call], Answer | None]:
    def behave(call: Call) -> Answer | None:
        if call.request.body.get("model") == "tool-only" and "response_format" in call.request.body:
            return FAULTS["bad request"]
        # The last mention: a reply is quoted in what is asked again.
        found = _TRIAL.findall(str(call.request.body.get("messages", call.request.path)))
        call.number = 1 if not found else _attempt(found[-1])
        return FAULTS[names[int(found[-1])]] if found else None

    attempts: dict[str, int] = {}

    def _attempt(trial: str) -> int:
        attempts[trial] = attempts.get(trial, 0) + 1
        return attempts[trial]

    return behave


async def _answered(rehearsal: Rehearsal, number: int) -> bool:
    """Send the manager a reply; return whether that failed."""
    try:
        _ = [event async for event in rehearsal.answer(f"Thanks for making time, trial-{number}.")]
    except ModelError:
        return True
    return False


async def _kept_wrongly(coach: Coach, rehearsal: Rehearsal, name: str, *, failed: bool) -> str | None:
    """Return what is wrong with what is kept of an answer, if anything."""
    await rehearsal.stop()
    kept = await coach.session(rehearsal.session.id)
    if told := misfit(kept, rehearsal.session):
        return told
    last = kept.turns[-1]
    if failed:
        return None if kept.pending and "trial-" in kept.pending.text else "the reply is not pending"
    if last.speaker is not Speaker.MANAGER or len(kept.turns) != 3:
        return "neither an answer nor a fault"
    return None if name in CONTENTS else half_kept(kept)


def misfit(kept: Session, played: Session) -> str | None:
    """Return what is wrong with the turns on disk, if anything."""
    if [t.seq for t in kept.turns] != list(range(len(kept.turns))):
        return f"turns {[t.seq for t in kept.turns]}"
    if any((t.speaker is Speaker.MANAGER) != (t.seq % 2 == 0) for t in kept.turns):
        return "a turn is doubled"
    return None if kept.turns == played.turns else "memory and disk differ"


def half_kept(kept: Session) -> str | None:
    """Return the manager's words that were kept as whole and are not."""
    whole = "".join(WORDS).strip()
    spoken = [t for t in kept.turns if t.speaker is Speaker.MANAGER and whole not in t.text and not t.note]
    return f"kept as whole: {spoken[0].text[:60]!r}" if spoken else None


async def _listed(room: Room, number: int, name: str) -> str | None:
    base = room.coach.settings.openai_base_url
    chat = Chat(model="planned", base_url=f"{base}/trial-{number}", deadline_s=DEADLINE_S, stall_s=STALL_S)
    try:
        names = await chat.models()
    except ModelError:
        return None
    finally:
        await chat.aclose()
    return None if name in HARMLESS and "good" in names else f"a list of {len(names)} models"


def verdict_fault(verdict: Judgement | Unjudged, name: str) -> str | None:
    """Return what is wrong with a verdict that came out of a fault."""
    if isinstance(verdict, Unjudged):
        return None if verdict.reason else "unjudged without a reason"
    return None if name in HARMLESS else f"a verdict out of {name!r}"
