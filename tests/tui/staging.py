"""A coach on the real library and store, with a manager and judges that do what a test says, and ways to watch it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from coach.coaching import Coach
from coach.domain.judgement import Evidence, Finding, JudgedBy, Judgement, Unjudged, Verdict
from coach.domain.opening import JudgeName, ManagerName, Opening
from coach.domain.rewriting import Occasion
from coach.domain.rubric import RULES, Rubric
from coach.domain.scenario import Scenario
from coach.domain.session import Session
from coach.domain.transcript import Cue, Reply
from coach.errors import CoachError
from coach.judges.vocabulary import WordsReader
from coach.library.rubric import read_rubric
from coach.library.scenes import Library, Shelf
from coach.library.vocabulary import read_vocabulary
from coach.managers.examining import ExaminedGate
from coach.managers.scripted import ScriptedManager
from coach.ports import Judge, Manager, OnWait, Probe, Rewriter, SentenceGate, Server, Spoken, Store, TermReader
from coach.settings import Settings
from coach.stores.journal import FileJournal
from coach.stores.sql import SqlStore
from coach.tui.app import CoachApp
from coach.tui.house import CoachHouse
from coach.tui.navigation import Visit
from coach.tui.room.screen import RehearsalScreen
from coach.tui.widgets.conversation import Conversation
from coach.tui.widgets.reply import ReplyInput

SIGNS = {"+": Verdict.MET, "!": Verdict.VIOLATED, "?": Verdict.UNJUDGED}


class Stage:
    """What a test can arrange, and what it can look at."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.coach: Coach
        self.shelf = Library(None).shelf()
        self.fault: CoachError | None = None
        """Raised instead of the manager's words."""
        self.gate: asyncio.Event | None = None
        """The manager waits for it before speaking."""
        self.judge_gate: asyncio.Event | None = None
        """The LLM judge waits for it."""
        self.judge_sees = ""
        """What the LLM judge reads behind each reply's own signs."""
        self.drafts: tuple[str, ...] = ()
        """What a rewriter offers for any reply."""
        self.rewrite_gate: asyncio.Event | None = None
        """The LLM judge's rewriter waits for it."""
        self.rewritten: list[JudgeName] = []
        """Which rewriter was asked, each time."""
        self.line = ""
        """Said instead of the scene's own line."""
        self.patience: tuple[float, str] | None = None
        """The seconds for which the manager's server asks before it answers, and why."""
        self.models: tuple[str, ...] = ("tiny-1", "tiny-2")
        self.server_fault: CoachError | None = None
        self.server_gate: asyncio.Event | None = None
        """The server waits for it."""
        self.asked_with: Settings | None = None
        """The settings with which a server was asked for last, where they were not those of the coach."""
        self.preloads = 0

    def app(self, settings: Settings | None = None, **opening: str) -> CoachApp:
        """Return an app over a new coach on the same database."""
        self.coach = self.build(settings)
        app = CoachApp(
            lambda: CoachHouse(self.coach), TypeAdapter(Opening).validate_python(opening) if opening else None
        )
        app.house = app.house or CoachHouse(self.coach)  # furnished from the start; what is not has tests of its own
        return app

    def build(self, settings: Settings | None = None) -> Coach:
        """Return a coach on the database in `home`."""
        return Coach(
            settings=settings or Settings(coach_home=self.home),
            library=StagedLibrary(self),
            rubric=read_rubric(),
            engines=StagedEngines(self),
            open_store=self.open_store,
            open_journal=lambda judge: FileJournal(self.home / "verdicts", judge),
            clock=StagedClock(),
        )

    def open_store(self) -> Store:
        """Open the database."""
        return SqlStore.in_directory(self.home)


class StagedLibrary(Library):
    """The shelf that the stage holds."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(None)
        self._stage = stage

    def shelf(self) -> Shelf:
        """Return the stage's shelf."""
        return self._stage.shelf

    def scenario(self, reference: str) -> Scenario:
        """Return a scene of the stage's shelf."""
        found = [s for s in self._stage.shelf.scenarios if s.id == reference]
        return found[0] if found else super().scenario(reference)


class StagedManager:
    """Speaks the scene's lines, unless the stage says otherwise."""

    def __init__(self, stage: Stage, name: ManagerName) -> None:
        self._stage = stage
        self.name: ManagerName = name
        self.on_wait: OnWait | None = None

    async def words(self, session: Session, cue: Cue) -> AsyncIterator[Spoken]:
        """Ask for patience, wait for the gate, fail or speak."""
        if self._stage.patience and self.on_wait:
            self.on_wait(*self._stage.patience)
        if self._stage.gate:
            await self._stage.gate.wait()
        if self._stage.fault:
            raise self._stage.fault
        if self._stage.line:
            yield Spoken(text=self._stage.line)
            return
        async for spoken in ScriptedManager().words(session, cue):
            yield spoken


class StagedJudge:
    """Reads verdicts off the reply: `+thanks` is met, `!value_not_ego` violated, `?thanks` unjudged."""

    def __init__(self, stage: Stage, name: JudgeName) -> None:
        self._stage = stage
        self.name: JudgeName = name

    async def judge(self, reply: Reply) -> Judgement | Unjudged:
        """Judge by the signs alone."""
        if self.name == "llm" and self._stage.judge_gate:
            await self._stage.judge_gate.wait()
        by = JudgedBy(judge=self.name, rubric="staged")
        read = reply.text + (self._stage.judge_sees if self.name == "llm" else "")
        if "unjudgeable" in reply.text and (self.name == "llm" or "by-llm" not in reply.text):
            return Unjudged(by=by, reason="the words were too strange")
        findings = []
        for rule in RULES:
            sign = next((s for s in SIGNS if f"{s}{rule.value}" in read), "")
            at = read.find(f"{sign}{rule.value}")
            quote = read[at : at + len(rule.value) + 1]
            evidence = (Evidence(quote=quote, start=at, end=at + len(quote)),) if sign in ("+", "!") and sign else ()
            reason = f"the {self.name} judge saw {rule.value}" if sign else ""
            findings.append(
                Finding(rule=rule, verdict=SIGNS.get(sign, Verdict.ABSENT), evidence=evidence, reason=reason)
            )
        return Judgement(by=by, findings=tuple(findings))


class StagedRewriter:
    """Offers the stage's drafts."""

    def __init__(self, stage: Stage, name: JudgeName) -> None:
        self._stage = stage
        self.name: JudgeName = name

    async def drafts(self, occasion: Occasion) -> tuple[str, ...]:
        """Wait for the gate of the LLM judge where it is its own, and give the drafts."""
        self._stage.rewritten.append(self.name)
        if self.name == "llm" and self._stage.rewrite_gate:
            await self._stage.rewrite_gate.wait()
        return self._stage.drafts


class StagedServer:
    """A server with the stage's models."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def models(self) -> tuple[str, ...]:
        """Wait for the gate, return the models, or fail."""
        if self._stage.server_gate:
            await self._stage.server_gate.wait()
        if self._stage.server_fault:
            raise self._stage.server_fault
        return self._stage.models

    async def probe(self) -> Probe:
        """Answer."""
        return Probe(base_url="http://127.0.0.1:9/v1", models=await self.models(), structured="json_schema")


class StagedEngines:
    """Managers and judges that follow the stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def manager(self, name: ManagerName, model: str | None) -> Manager:
        """Return a manager of that name."""
        return StagedManager(self._stage, name)

    def judge(self, name: JudgeName, model: str | None, rubric: Rubric | None = None, votes: int = 1) -> Judge:
        """Return a judge of that name."""
        return StagedJudge(self._stage, name)

    def rewriter(self, name: JudgeName, model: str | None, rubric: Rubric | None = None) -> Rewriter:
        """Return one that says what the stage says."""
        return StagedRewriter(self._stage, name)

    def baseline(self) -> Judge:
        """Return any judge."""
        return StagedJudge(self._stage, "rules")

    def gate(self) -> SentenceGate:
        """Return the real gate: it is offline and quick."""
        return ExaminedGate()

    def terms(self) -> TermReader:
        """Return the real reader: it is offline and quick."""
        return WordsReader(read_vocabulary())

    def server(self, model: str | None, settings: Settings | None = None) -> Server:
        """Return the server, and note what it was to be asked with."""
        self._stage.asked_with = settings
        return StagedServer(self._stage)

    def preload(self) -> None:
        """Count."""
        self._stage.preloads += 1

    async def close(self) -> None:
        """Nothing is open."""


class StagedClock:
    """Counts instead of looking at the time."""

    _names = count(1)

    def now(self) -> datetime:
        """Return one moment."""
        return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def new_id(self) -> str:
        """Return a new number."""
        return f"{next(self._names):06d}"

    def new_seed(self) -> int:
        """Return no chance at all."""
        return 0


async def until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    """Let the app work until a condition holds; there is no clock in it."""
    for _ in range(500):
        await pilot.pause()
        if condition():
            return
    raise AssertionError("the condition never came true")


async def opened(pilot: Pilot[None]) -> RehearsalScreen:
    """Wait for a rehearsal to be on the screen and its opening to be spoken."""
    await until(pilot, lambda: isinstance(pilot.app.screen, RehearsalScreen))
    screen = pilot.app.screen
    assert isinstance(screen, RehearsalScreen)
    await until(pilot, lambda: screen.rehearsal and screen.rehearsal.session.turns and not screen.busy)
    return screen


async def say(pilot: Pilot[None], screen: RehearsalScreen, text: str) -> None:
    """Send a reply and wait for the end of the turn, good or bad."""
    before = screen.turn
    screen.query_one(ReplyInput).text = text
    await pilot.press("enter")
    await until(pilot, lambda: screen.turn is not before and not screen.busy)
    await pilot.pause()


def session_of(screen: RehearsalScreen) -> Session:
    """Return the session on the screen."""
    assert screen.rehearsal
    return screen.rehearsal.session


def words(pilot: Pilot[None], selector: str) -> str:
    """Return what a part of the screen says."""
    return str(pilot.app.screen.query_one(selector, Static).render())


def spoken(pilot: Pilot[None]) -> str:
    """Return the whole conversation with its notices."""
    return pilot.app.screen.query_one(Conversation).text


def visits(app: CoachApp) -> list[Visit]:
    """Return the list to which every further visit is added; an empty screen opens for each."""
    visited: list[Visit] = []

    def screen(visit: Visit) -> Screen[None]:
        visited.append(visit)
        return Screen()

    assert app.house
    app.house.screen = screen  # type: ignore[method-assign]
    return visited


def headless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `run` play without a terminal."""
    original = CoachApp.run_async

    async def run_async(app: CoachApp) -> None:
        await original(app, headless=True)

    monkeypatch.setattr(CoachApp, "run_async", run_async)
