"""The coach chooses engines as the law says, keeps every judgement, and is the same behind both front ends."""

import inspect
import re
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from coach.coaching import Choice, Coach, Connection
from coach.domain.branches import rewound
from coach.domain.judgement import JudgedBy, Unjudged, Verdict
from coach.domain.opening import JudgeName, ManagerName, Opening
from coach.domain.rubric import Move, Rubric
from coach.domain.transcript import Outcome
from coach.errors import ModelError, NotFound, UsageError
from coach.judges.rules import RulesJudge
from coach.judges.rules.rewriting import OfflineRewriter
from coach.judges.vocabulary import WordsReader
from coach.library.rubric import read_rubric
from coach.library.scenes import Library
from coach.library.vocabulary import read_vocabulary
from coach.managers.examining import ExaminedGate
from coach.managers.scripted import ScriptedManager
from coach.ports import Judge, Manager, Probe, Rewriter, SentenceGate, Server, TermReader
from coach.settings import Settings, read_settings
from coach.stores.journal import FileJournal
from coach.stores.sql import SqlStore
from tests.judging import FakeRewriter, judgement
from tests.test_rehearsal import FakeClock, FakeJudge, FakeManager

ROOT = Path(__file__).parent.parent
RUBRIC = read_rubric()
VOCABULARY = read_vocabulary()


class FakeServer:
    """Has the models that it is given, or does not answer."""

    def __init__(self, *models: str, fault: ModelError | None = None) -> None:
        self._models, self._fault = models, fault

    async def models(self) -> tuple[str, ...]:
        if self._fault:
            raise self._fault
        return self._models

    async def probe(self) -> Probe:
        return Probe(base_url="http://fake", models=await self.models(), structured="json_schema")


class FakeEngines:
    """The scripted manager and rules judge, and fakes in the place of a language model."""

    def __init__(self, server: FakeServer) -> None:
        self.llm = FakeJudge("llm", judgement(met=[Move.THANKS], quote="Thanks"))
        self.llm_rewriter = FakeRewriter()
        self._server = server
        self.asked = 0

    def manager(self, name: ManagerName, model: str | None) -> Manager:
        return ScriptedManager() if name == "scripted" else FakeManager()

    def judge(self, name: JudgeName, model: str | None, rubric: Rubric | None = None, votes: int = 1) -> Judge:
        return RulesJudge(rubric or RUBRIC) if name == "rules" else self.llm

    def rewriter(self, name: JudgeName, model: str | None, rubric: Rubric | None = None) -> Rewriter:
        return OfflineRewriter() if name == "rules" else self.llm_rewriter

    def baseline(self) -> Judge:
        return FakeJudge()

    def gate(self) -> SentenceGate:
        return ExaminedGate()

    def terms(self) -> TermReader:
        return WordsReader(VOCABULARY)

    def server(self, model: str | None, settings: Settings | None = None) -> Server:
        self.asked += 1
        self.settings = settings
        return self._server

    def preload(self) -> None: ...

    async def close(self) -> None: ...


class Desk:
    """A coach on fakes, with a real database."""

    def __init__(self, home: Path, environ: dict[str, str], server: FakeServer) -> None:
        self.engines = FakeEngines(server)
        self.coach = Coach(
            settings=read_settings({"COACH_HOME": str(home), **environ}),
            library=Library(home),
            rubric=RUBRIC,
            engines=self.engines,
            open_store=lambda: SqlStore.in_directory(home),
            open_journal=lambda judge: FileJournal(home / "verdicts", judge),
            clock=FakeClock(),
        )

    async def played(self, *replies: str) -> str:
        rehearsal = await self.coach.rehearse(Opening(scenario="high-visibility-projects", seed=1))
        async for _ in rehearsal.open():
            pass
        for reply in replies:
            async for _ in rehearsal.answer(reply):
                pass
        return (await rehearsal.finish(patience_s=1)).id


@pytest.fixture
async def desk(home: Path) -> AsyncIterator[Desk]:
    made = Desk(home, {}, FakeServer("only"))
    yield made
    await made.coach.close()


async def desk_with(home: Path, environ: dict[str, str], *models: str) -> Coach:
    return Desk(home, environ, FakeServer(*models)).coach


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, Choice()),
        ({"OPENAI_API_KEY": "sk-x"}, Choice()),
        ({"OPENAI_BASE_URL": "http://localhost:1/v1"}, Choice()),
        ({"COACH_MODEL": "m"}, Choice(manager="llm", judge="llm", model="m")),
    ],
)
async def test_a_key_or_an_address_alone_sends_nothing(home: Path, environ: dict[str, str], expected: Choice) -> None:
    desk = Desk(home, environ, FakeServer("only"))
    assert desk.coach.default == expected
    assert await desk.coach.choose(None, None) == expected
    await desk.coach.rehearse(Opening(scenario="high-visibility-projects"))
    assert desk.engines.asked == 0
    await desk.coach.close()


async def test_scripted_and_rules_are_there_whatever_is_set(home: Path) -> None:
    coach = await desk_with(home, {"COACH_MODEL": "m"})
    assert await coach.choose("scripted", "rules") == Choice()


async def test_an_llm_without_a_model_takes_the_only_one(home: Path) -> None:
    coach = await desk_with(home, {"OPENAI_BASE_URL": "http://localhost:1/v1"}, "only")
    assert (await coach.choose("llm", None)).model == "only"
    assert (await coach.choose(None, "llm", "named")).model == "named"


@pytest.mark.parametrize("models", [(), ("one", "two")])
async def test_an_llm_that_cannot_be_told_is_a_usage_error_with_the_list(home: Path, models: tuple[str, ...]) -> None:
    coach = await desk_with(home, {"OPENAI_BASE_URL": "http://localhost:1/v1"}, *models)
    with pytest.raises(UsageError, match=", ".join(models) or "none"):
        await coach.choose("llm", None)


async def test_an_llm_without_a_server_is_a_usage_error(desk: Desk) -> None:
    with pytest.raises(UsageError, match="No language model server"):
        await desk.coach.choose("llm", None)
    assert desk.engines.asked == 0


async def test_a_chosen_model_is_the_default_now_and_at_the_next_start(desk: Desk, home: Path) -> None:
    here = Connection(address="http://localhost:1/v1", model="only")
    desk.coach.setup.connect(here, keep_key=False)
    assert desk.coach.default == Choice(manager="llm", judge="llm", model="only")
    assert (await desk_with(home, {})).default.model == "only"


async def test_judging_again_adds_and_says_what_changed(desk: Desk) -> None:
    session = await desk.played("Thank you for making time for me today.", "Thank you for the straight answer.")
    before = len((await desk.coach.session(session)).judgements)
    told: list[tuple[int, int]] = []
    again = await desk.coach.judge_again(session, Choice(judge="llm", model="m"), lambda d, n: told.append((d, n)))
    assert len(again.session.judgements) == before + 2
    assert told[-1] == (2, 2)
    assert {c.was for c in again.changes} <= {Verdict.MET}
    report = await desk.coach.report_of(again.session, "llm")
    assert report.judge == "llm"
    assert report.score.judged == 2
    assert (await desk.coach.report(session)).judge == "rules"


async def test_votes_are_for_an_llm_judge(desk: Desk) -> None:
    assert (await desk.coach.choose("scripted", "llm", "m", votes=3)).votes == 3
    with pytest.raises(UsageError, match="--votes 3") as refusal:
        await desk.coach.choose("scripted", "rules", votes=3)
    assert "--judge llm" in refusal.value.repair


async def test_a_judge_that_fails_is_kept_as_such(desk: Desk) -> None:
    session = await desk.played("Thanks for your time.")
    desk.engines.llm.verdict = Unjudged(by=JudgedBy(judge="llm", rubric="x"), reason="no answer")
    again = await desk.coach.judge_again(session, Choice(judge="llm", model="m"))
    assert [u.reason for u in again.unjudged] == ["no answer"]
    assert (await desk.coach.report_of(again.session, "llm")).score.total is None


async def test_what_is_over_cannot_be_resumed_and_what_is_unknown_not_found(desk: Desk) -> None:
    session = await desk.played("Thanks.")
    with pytest.raises(UsageError) as refusal:
        await desk.coach.resume(session)
    assert "--again" in refusal.value.repair
    with pytest.raises(NotFound):
        await desk.coach.session("nothing")
    with pytest.raises(UsageError):
        await desk.coach.rehearse(Opening())
    with pytest.raises(UsageError):
        await desk.coach.rehearse(Opening(scenario="a", again="b"))


async def test_again_keeps_scene_level_and_seed_and_takes_other_engines(desk: Desk) -> None:
    first = await desk.coach.session(await desk.played("Thanks."))
    again = (await desk.coach.again(first.id, judge="llm", model="m")).session
    assert (again.scenario, again.difficulty, again.seed) == (first.scenario, first.difficulty, first.seed)
    assert (again.manager, again.judge, again.model) == ("scripted", "llm", "m")
    assert again.id != first.id


@pytest.mark.parametrize("after", ["again", "rewound", "continued"])
async def test_without_a_chosen_model_what_follows_on_a_models_talk_is_offline(desk: Desk, after: str) -> None:
    played = await desk.coach.start(
        desk.coach.scenario("high-visibility-projects"), choice=Choice(manager="llm", judge="llm", model="m"), seed=1
    )
    for reply in (None, "Thanks for your time."):
        async for _ in played.answer(reply) if reply else played.open():
            pass
    whole, names = await played.finish(patience_s=1), count()
    copy = rewound(
        whole,
        len(whole.turns),
        name="put-off",
        created_at=whole.created_at,
        new_id=lambda: f"put-off-{next(names)}",
        manager="llm",
        judge="llm",
        model="m",
    )
    kept = copy.model_copy(update={"outcome": Outcome.DEFERRED})
    await desk.coach._store.call(lambda store: store.create(kept))
    more: dict[str, Any] = {after: kept.id, "seq": 1 if after == "rewound" else None}
    begun = (await desk.coach.rehearse(Opening(**more))).session
    assert (begun.manager, begun.judge, begun.model) == ("scripted", "rules", None)
    named = (await desk.coach.rehearse(Opening(**more, manager="llm"))).session
    assert (named.manager, named.judge, named.model) == ("llm", "rules", "m")
    desk.coach.setup.connect(Connection(address="http://localhost:1/v1", model="n"), keep_key=False)
    chosen = (await desk.coach.rehearse(Opening(**more))).session
    assert (chosen.manager, chosen.judge, chosen.model) == ("llm", "llm", "m")


@pytest.mark.parametrize("engines", [{"manager": "llm"}, {"judge": "llm"}])
async def test_a_models_open_talk_is_not_resumed_once_no_model_is_chosen(desk: Desk, engines: dict[str, Any]) -> None:
    desk.coach.setup.connect(Connection(address="http://localhost:1/v1", model="m"), keep_key=False)
    begun = await desk.coach.start(
        desk.coach.scenario("high-visibility-projects"), choice=Choice(model="m", **engines), seed=1
    )
    for reply in (None, "Thanks."):
        async for _ in begun.answer(reply) if reply else begun.open():
            pass
    await begun.stop()
    assert (await desk.coach.resume(begun.session.id)).session.id == begun.session.id
    desk.coach.setup.disconnect()
    with pytest.raises(UsageError, match="none is chosen") as refusal:
        await desk.coach.rehearse(Opening(resume=begun.session.id))
    assert "--again" in refusal.value.repair


KEY = "OPENAI_API_KEY"
THERE = "http://models.example/v1"


def test_a_key_that_was_refused_goes_nowhere_at_the_next_start_whatever_was_typed(home: Path) -> None:
    setup = (desk := Desk(home, {KEY: "sk-found"}, FakeServer())).coach.setup
    typed = Connection(address=THERE, key=SecretStr("sk-typed"), model="m")
    setup.connect(typed, keep_key=False)
    assert desk.coach.settings.key == SecretStr("sk-typed")
    assert Desk(home, {KEY: "sk-found"}, FakeServer()).coach.settings.key is None
    # The yes to the typed key, when only the model is changed, is none to the found one.
    setup.connect(Connection(address=THERE, send_found_key=True, model="n"), keep_key=False)
    assert desk.coach.settings.key == SecretStr("sk-typed")
    later = Desk(home, {KEY: "sk-found"}, FakeServer()).coach.settings
    assert (later.coach_model, later.key) == ("n", None)


def test_a_typed_key_can_still_be_kept_after_it_served_until_the_end(home: Path) -> None:
    setup = Desk(home, {}, FakeServer()).coach.setup
    typed = Connection(address=THERE, key=SecretStr("sk-typed"), model="m")
    setup.connect(typed, keep_key=False)
    setup.connect(typed, keep_key=True)
    assert Desk(home, {}, FakeServer()).coach.settings.key == SecretStr("sk-typed")


def test_settings_that_are_changed_at_once_are_all_kept(home: Path) -> None:
    setup = Desk(home, {}, FakeServer()).coach.setup
    changes = [
        lambda: setup.change("COACH_THEME", "coach-light"),
        lambda: setup.change("COACH_HINTS", "off"),
        lambda: setup.change("COACH_MOTION", "reduced"),
        lambda: setup.connect(Connection(address=THERE, model="m"), keep_key=False),
    ]
    for _ in range(5):
        (home / "config.toml").unlink(missing_ok=True)
        with ThreadPoolExecutor(4) as pool:
            for done in [pool.submit(change) for change in changes]:
                done.result()
        kept = read_settings({"COACH_HOME": str(home)})
        assert (kept.coach_theme, kept.coach_hints, kept.coach_motion) == ("coach-light", False, "reduced")
        assert kept.coach_model == "m"


# What one front end can do and the other cannot, by the name of the method, and why.
FOR_WHOEVER_BUILDS = {"calibrate", "measure_gate", "write_card", "speech.measure"}
"""They measure the judges on labelled rows: a shell's work, with figures on stdout."""
FOR_AUTHORS = {
    "play",
    *(f"authoring.{m}" for m in ("suggested", "answers", "check_id", "free_id", "write", "look", "take")),
}
"""A scene is written in an editor, beside a shell."""
NOT_YET_A_SCREEN: set[str] = set()
"""This list may only get shorter."""
NOT_YET_A_COMMAND = {"preload"}
THROUGH_OTHERS = {"start", "again", "next_meeting", "rewind", "branches.begin", "resume", "speech.noted"}
THROUGH_OTHERS |= {"exporting.propose"}
"""Reached through `rehearse`, through every report, and through writing one into a folder."""


def methods_of_the_coach(coach: Coach) -> set[str]:
    """Return the public methods of `Coach` and of its groups, as `method` and `group.method`."""

    def methods(thing: object) -> set[str]:
        return {name for name, _ in inspect.getmembers(type(thing), inspect.isfunction) if not name.startswith("_")}

    groups = {
        name: thing
        for name, thing in vars(coach).items()
        if not name.startswith("_") and type(thing).__module__.startswith("coach.coaching")
    }
    return methods(coach) | {f"{name}.{method}" for name, group in groups.items() for method in methods(group)}


def test_both_front_ends_call_every_method_of_the_coach(desk: Desk) -> None:
    everything = methods_of_the_coach(desk.coach)
    lists = (("cli", NOT_YET_A_COMMAND), ("tui", NOT_YET_A_SCREEN | FOR_WHOEVER_BUILDS | FOR_AUTHORS))
    for folder, missing in lists:
        source = "\n".join(path.read_text("utf-8") for path in (ROOT / "coach" / folder).rglob("*.py"))
        called = {name for name in everything if re.search(rf"coach\.{re.escape(name)}\b", source)}
        through = THROUGH_OTHERS | ({"report", "scenario"} if folder == "tui" else {"session"})
        assert everything - called - through <= missing, folder
        assert not missing & called, f"{folder}: take it off the list"


async def test_a_named_model_is_meant_to_be_used(home: Path) -> None:
    coach = await desk_with(home, {"OPENAI_BASE_URL": "http://localhost:1/v1"})
    assert await coach.choose(None, None, "named") == Choice(manager="llm", judge="llm", model="named")
    assert (await coach.choose("scripted", None, "named")).manager == "scripted"


async def test_a_judge_that_fails_later_takes_no_verdict_away_and_voices_are_not_mixed(desk: Desk) -> None:
    session = await desk.played("Thanks for your time.", "Thanks, I could help.")
    choice = Choice(judge="llm", model="m")
    first = await desk.coach.judge_again(session, choice)
    desk.engines.llm.verdict = Unjudged(by=JudgedBy(judge="llm", rubric="test"), reason="no answer")
    again = await desk.coach.judge_again(session, choice)
    assert len(again.unjudged) == 2
    assert again.session.judged_by("llm") == first.session.judged_by("llm")


async def test_the_doctor_knows_other_providers_and_shows_no_password(home: Path) -> None:
    other = await Desk(home, {"COACH_MODEL": "anthropic:some"}, FakeServer("some")).coach.diagnose()
    assert not any("offline" in check.detail for check in other.checks if check.name == "server")
    secret = await Desk(home, {"OPENAI_BASE_URL": "http://me:canary@localhost:1/v1"}, FakeServer()).coach.diagnose()
    assert "canary" not in secret.model_dump_json()
