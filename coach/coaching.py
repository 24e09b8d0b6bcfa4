"""The coach: what both front ends call to rehearse, resume, report, judge again, score and calibrate."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence

from coach.domain.agreement import Calibration, LabelledReply, calibrate
from coach.domain.dialogue import replay
from coach.domain.judgement import Change, JudgedTurn, Judgement, Unjudged, compare
from coach.domain.opening import Difficulty, JudgeName, ManagerName, Opening
from coach.domain.report import Report, report_session, report_transcript
from coach.domain.rubric import Rubric
from coach.domain.scenario import Scenario
from coach.domain.session import Session, SessionSummary
from coach.domain.transcript import Reply, Transcript
from coach.domain.value import Text, Value
from coach.errors import CoachError, ModelError, UsageError
from coach.library.scenes import Library, Shelf
from coach.ports import Clock, Engines, Judge, Store
from coach.rehearsal import Rehearsal, StoreThread
from coach.settings import NAMES, Settings, remember_model

Progress = Callable[[int, int], None]
"""Told how many of how many are done."""


class Choice(Value):
    """Who plays the manager, who judges, and with which language model."""

    manager: ManagerName = "scripted"
    judge: JudgeName = "rules"
    model: Text | None = None


class Rejudged(Value):
    """A session after another judge has gone over it."""

    session: Session
    before: JudgeName
    judge: JudgeName
    unjudged: tuple[Unjudged, ...]
    changes: tuple[Change, ...]


class JudgedRows(Value):
    """Labelled rows as a judge reads them, how far it agrees, and how far a keyword list would."""

    judge: JudgeName
    rows: tuple[LabelledReply, ...]
    judgements: tuple[Judgement | Unjudged, ...]
    agreement: Calibration
    baseline: Calibration


class Check(Value):
    """One line of the doctor's: `ok` is `None` where there is nothing to be right or wrong about."""

    name: Text
    ok: bool | None
    detail: Text
    repair: Text = ""


class Diagnosis(Value):
    """What the doctor found; `exit_code` is that of the gravest fault."""

    choice: Choice
    checks: tuple[Check, ...]
    exit_code: int = 0


class Coach:
    """Everything that the product can do. Asynchronous; one event loop at a time."""

    def __init__(
        self,
        *,
        settings: Settings,
        library: Library,
        rubric: Rubric,
        engines: Engines,
        open_store: Callable[[], Store],
        clock: Clock,
    ) -> None:
        self.settings = settings
        self.rubric = rubric
        self._library = library
        self._engines = engines
        self._store = StoreThread(open_store)
        self._clock = clock

    @property
    def default(self) -> Choice:
        """Who plays and judges when nothing else is asked for.

        The language model is the default once a model is chosen; a key or an address alone sends nothing.
        """
        if self.settings.coach_model:
            return Choice(manager="llm", judge="llm", model=self.settings.coach_model)
        return Choice()

    def scenarios(self) -> Shelf:
        """Return every scene, and a sentence for each file that could not be taken."""
        return self._library.shelf()

    def scenario(self, reference: str) -> Scenario:
        """Return the scene of that id or in that file."""
        return self._library.scenario(reference)

    async def choose(self, manager: ManagerName | None, judge: JudgeName | None, model: str | None = None) -> Choice:
        """Complete a choice of engines: what is not named is the default, and `llm` finds its model.

        Raises `UsageError` where an LLM is asked for and no single model can be meant.
        """
        # A model that is named is meant to be used, for whatever is left open.
        default = Choice(manager="llm", judge="llm") if model else self.default
        choice = Choice(manager=manager or default.manager, judge=judge or default.judge)
        if "llm" not in (choice.manager, choice.judge):
            return choice
        return choice.model_copy(update={"model": model or self.settings.coach_model or await self._only_model()})

    async def models(self) -> tuple[str, ...]:
        """Return the names of the models that the configured server has."""
        if not self.settings.server_known:
            raise UsageError(
                "No language model server is known.",
                "Set OPENAI_BASE_URL (a local server needs no key) or OPENAI_API_KEY; see .env.example.",
            )
        return await self._engines.server(None).models()

    def use_model(self, model: str) -> Choice:
        """Make a language model the default from now on: the user's yes to sending rehearsals to its server."""
        self.settings = remember_model(self.settings, model)
        return self.default

    def preload(self) -> None:
        """Import what the next steps need; called in a thread once the first screen stands."""
        self._engines.preload()

    async def rehearse(self, opening: Opening) -> Rehearsal:
        """Begin or go on with what is named; raises `UsageError` where that is not one thing."""
        if [opening.scenario, opening.again, opening.resume].count(None) != 2:
            raise UsageError("Name one thing to rehearse: a scene, a session to play again, or one to resume.")
        if opening.resume:
            return await self.resume(opening.resume)
        if opening.again:
            return await self.again(opening.again, opening.manager, opening.judge, opening.model)
        return await self.start(
            self.scenario(opening.scenario or ""),
            difficulty=opening.difficulty or Difficulty.STANDARD,
            choice=await self.choose(opening.manager, opening.judge, opening.model),
            seed=opening.seed,
        )

    async def start(
        self,
        scenario: Scenario,
        *,
        difficulty: Difficulty = Difficulty.STANDARD,
        choice: Choice,
        seed: int | None = None,
    ) -> Rehearsal:
        """Begin a new session of a scene and keep it; the manager has not spoken yet."""
        return await self._begin(scenario, difficulty, self._clock.new_seed() if seed is None else seed, choice)

    async def again(
        self,
        reference: str,
        manager: ManagerName | None = None,
        judge: JudgeName | None = None,
        model: str | None = None,
    ) -> Rehearsal:
        """Begin the scene of a kept session anew, at its level and seed, even when the scene's file is gone.

        Its manager, judge and model play again where no other is named.
        """
        kept = await self.session(reference)
        choice = await self.choose(manager or kept.manager, judge or kept.judge, model or kept.model)
        return await self._begin(kept.scenario, kept.difficulty, kept.seed, choice)

    async def resume(self, reference: str) -> Rehearsal:
        """Go on with a kept session where it stopped."""
        session = await self.session(reference)
        if session.outcome is not None:
            raise UsageError(
                f"Session {session.id} is over ({session.outcome.value.replace('_', ' ')}).",
                f"Play it anew: coach rehearse --again {session.id}",
            )
        return self._rehearsal(session)

    async def sessions(self) -> tuple[SessionSummary, ...]:
        """Return all kept sessions, newest first."""
        return await self._store.call(lambda store: store.summaries())

    async def session(self, reference: str) -> Session:
        """Return a kept session by its id, a unique beginning of it, or `latest`."""
        return await self._store.call(lambda store: store.read(reference))

    async def report(self, reference: str, judge: JudgeName | None = None) -> Report:
        """Return the report of a kept session as one judge scored it; by default the judge it was played with."""
        return self.report_of(await self.session(reference), judge)

    def report_of(self, session: Session, judge: JudgeName | None = None) -> Report:
        """Return the report of a session at hand."""
        ledger, _ = replay(session)
        return report_session(session, judge or session.judge, self.rubric, ledger)

    async def judge_again(self, reference: str, choice: Choice, progress: Progress | None = None) -> Rejudged:
        """Judge a kept session once more, keep the judgements beside the old ones, and say what changed.

        Compared is with the judge that the session was played with. A reply that could not be judged is kept and
        reported as such.
        """
        session = await self.session(reference)
        before = {j.seq: j.judgement for j in session.judged_by(session.judge)}
        turns = session.transcript.replies

        async def keep(place: int, verdict: Judgement | Unjudged) -> None:
            judged = JudgedTurn(
                id=self._clock.new_id(),
                seq=turns[place].seq,
                revision=turns[place].revision,
                at=self._clock.now().isoformat(timespec="milliseconds"),
                judgement=verdict,
            )
            await self._store.call(lambda store: store.add_judgement(session.id, judged))

        judge = self._engines.judge(choice.judge, choice.model)
        verdicts = await self._judge_all(judge, [session.reply(t.seq) for t in turns], progress, keep)
        return Rejudged(
            session=await self.session(session.id),
            before=session.judge,
            judge=choice.judge,
            unjudged=tuple(v for v in verdicts if isinstance(v, Unjudged)),
            changes=tuple(
                change
                for turn, verdict in zip(turns, verdicts, strict=True)
                for change in compare(turn.seq, before.get(turn.seq), verdict)
            ),
        )

    async def score(self, transcript: Transcript, choice: Choice, progress: Progress | None = None) -> Report:
        """Judge the engineer's turns of any conversation and return its report; nothing is kept."""
        if not transcript.replies:
            raise UsageError("Nothing in this transcript is said by the engineer.", "Mark those lines with `You:`.")
        judge = self._engines.judge(choice.judge, choice.model)
        seqs = [turn.seq for turn in transcript.replies]
        verdicts = await self._judge_all(judge, [transcript.reply(seq) for seq in seqs], progress)
        return report_transcript(transcript, list(zip(seqs, verdicts, strict=True)), choice.judge, self.rubric)

    async def calibrate(
        self, rows: Sequence[LabelledReply], choice: Choice, progress: Progress | None = None
    ) -> JudgedRows:
        """Measure a judge, and the keyword list beside it, against labelled rows."""
        replies = [row.reply for row in rows]
        verdicts = await self._judge_all(self._engines.judge(choice.judge, choice.model), replies, progress)
        keywords = await self._judge_all(self._engines.baseline(), replies, None)
        return JudgedRows(
            judge=choice.judge,
            rows=tuple(rows),
            judgements=tuple(verdicts),
            agreement=calibrate(rows, verdicts),
            baseline=calibrate(rows, keywords),
        )

    async def diagnose(self) -> Diagnosis:
        """Check settings, files, database and server, with the repair for each fault."""
        checks = [*self._setting_checks(), *self._file_checks()]
        exit_code = 0
        try:
            count = len(await self.sessions())
            checks.append(Check(name="database", ok=True, detail=f"{count} sessions in {self._database_shown()}"))
        except CoachError as error:
            exit_code = error.exit_code
            checks.append(Check(name="database", ok=False, detail=str(error), repair=error.repair))
        server, fault = await self._server_checks()
        checks += server
        return Diagnosis(choice=self.default, checks=tuple(checks), exit_code=fault or exit_code)

    async def close(self) -> None:
        """Close connections and the store."""
        await self._engines.close()
        self._store.close()

    async def _judge_all(
        self,
        judge: Judge,
        replies: Sequence[Reply],
        progress: Progress | None,
        keep: Callable[[int, Judgement | Unjudged], Awaitable[None]] | None = None,
    ) -> list[Judgement | Unjudged]:
        """Judge replies, as many at a time as the settings allow, and return the verdicts in their order."""
        room = asyncio.Semaphore(self.settings.concurrency)
        done = 0

        async def one(place: int, reply: Reply) -> Judgement | Unjudged:
            nonlocal done
            async with room:
                verdict = await judge.judge(reply)
                if keep:
                    await keep(place, verdict)
            done += 1
            if progress:
                progress(done, len(replies))
            return verdict

        return await asyncio.gather(*(one(place, reply) for place, reply in enumerate(replies)))

    async def _only_model(self) -> str:
        models = await self.models()
        if len(models) == 1:
            return models[0]
        listed = ", ".join(models) or "none"
        raise UsageError(
            f"No model is chosen, and {self.settings.host} has {len(models)}: {listed}.",
            "Set COACH_MODEL to one of them.",
        )

    async def _begin(self, scenario: Scenario, difficulty: Difficulty, seed: int, choice: Choice) -> Rehearsal:
        session = Session(
            id=self._clock.new_id(),
            created_at=self._clock.now().isoformat(timespec="microseconds"),
            scenario=scenario,
            brief=scenario.brief,
            difficulty=difficulty,
            seed=seed,
            manager=choice.manager,
            judge=choice.judge,
            model=choice.model,
        )
        rehearsal = self._rehearsal(session)
        await self._store.call(lambda store: store.create(session))
        return rehearsal

    def _rehearsal(self, session: Session) -> Rehearsal:
        return Rehearsal(
            session,
            manager=self._engines.manager(session.manager, session.model),
            steering=self._engines.judge("rules", None),
            scoring=self._engines.judge(session.judge, session.model),
            store=self._store,
            clock=self._clock,
            slots=self.settings.concurrency,
        )

    def _setting_checks(self) -> list[Check]:
        checks = []
        for name in NAMES:
            value = getattr(self.settings, name.lower())
            shown = "set (not shown)" if name in ("OPENAI_API_KEY", "COACH_DATABASE_URL") and value else str(value)
            if name == "OPENAI_BASE_URL" and value:
                shown = re.sub(r"//[^/@]*@", "//", value)  # a password in it is nobody's business
            source = self.settings.sources.get(name, "default")
            checks.append(Check(name=name, ok=None, detail=f"{'not set' if value is None else shown} ({source})"))
        checks += [Check(name="settings", ok=False, detail=remark) for remark in self.settings.remarks]
        return checks

    def _file_checks(self) -> list[Check]:
        shelf = self.scenarios()
        good = Check(name="scenarios", ok=True, detail=f"{len(shelf.scenarios)} scenes")
        return [good, *(Check(name="scenarios", ok=False, detail=refused) for refused in shelf.refused)]

    def _database_shown(self) -> str:
        return "the database at COACH_DATABASE_URL" if self.settings.coach_database_url else str(self.settings.data_dir)

    async def _server_checks(self) -> tuple[list[Check], int]:
        """Return the checks of the server, and the exit code of its fault or 0."""
        if not (self.settings.server_known or self.settings.coach_model):
            detail = "No server is set: the coach runs offline on its embedded manager and judge."
            return [Check(name="server", ok=None, detail=detail)], 0
        if not self.settings.coach_model:
            found = "OPENAI_BASE_URL" if self.settings.openai_base_url else "OPENAI_API_KEY"
            unused = Check(
                name="server",
                ok=None,
                detail=f"{found} was found, and nothing is sent to {self.settings.host} until a model is chosen.",
                repair="To use it: set COACH_MODEL, or press m on the first screen.",
            )
            if not self.settings.openai_base_url:
                return [unused], 0
        else:
            unused = None
        try:
            probe = await self._engines.server(self.settings.coach_model).probe()
        except ModelError as error:
            fault = Check(name="server", ok=False, detail=str(error), repair=error.repair)
            return [*([unused] if unused else []), fault], error.exit_code
        checks = [unused] if unused else []
        checks.append(Check(name="server", ok=True, detail=f"{probe.base_url} answers, {len(probe.models)} models"))
        if probe.structured:
            checks.append(Check(name="structured output", ok=True, detail=probe.structured))
        checks += [Check(name="guard", ok=None, detail=guard) for guard in probe.unguarded]
        return checks, 0
