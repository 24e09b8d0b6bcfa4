"""`Coach`: what both front ends call, whoever plays and judges."""

from collections.abc import AsyncIterator, Callable, Sequence

from coach.coaching.authoring import Authoring
from coach.coaching.branching import Branching
from coach.coaching.calibrating import Calibrating, JudgedRows, Measurement
from coach.coaching.choice import Choice
from coach.coaching.diagnosis import Diagnosis, diagnose
from coach.coaching.exporting import Exporting
from coach.coaching.hinting import Hinting
from coach.coaching.judging import Progress, Rejudged, SessionJudged, SessionJudging, judge_replies, signature
from coach.coaching.keeping import Keeping
from coach.coaching.meetings import Meetings, Sent, require_over
from coach.coaching.playing import play_scene
from coach.coaching.preparing import Preparing
from coach.coaching.progress import read_history
from coach.coaching.rewriting import SessionRewriting, rewrite_worst
from coach.coaching.setup import Setup
from coach.coaching.vocabulary import Speech
from coach.domain.agreement import LabelledReply
from coach.domain.brief import Brief
from coach.domain.card import JudgeCard
from coach.domain.dialogue import ledger_of
from coach.domain.hint import Hints
from coach.domain.judgement import JudgedBy
from coach.domain.ledger import Earlier
from coach.domain.minutes import FollowUp, RecapReview, follow_up
from coach.domain.opening import Difficulty, JudgeName, ManagerName, Opening
from coach.domain.play import ScenePlay
from coach.domain.progress import History
from coach.domain.report import Report, report_session, report_transcript
from coach.domain.rewriting import Rewrite
from coach.domain.rubric import Rubric
from coach.domain.scenario import Scenario
from coach.domain.sentences import GateFigures, LabelledSentence, gate_figures
from coach.domain.session import Kept, Origin, Session
from coach.domain.transcript import Transcript
from coach.english.language import foreign
from coach.errors import CoachError, UsageError
from coach.library.card import read_card, write_card
from coach.library.engineers import read_engineers
from coach.library.scenes import Library, Shelf
from coach.ports import Clock, Engines, Journal, Store
from coach.rehearsal import Rehearsal, StoreThread
from coach.rendering import outcome_words
from coach.settings import Settings


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
        open_journal: Callable[[str], Journal],
        clock: Clock,
    ) -> None:
        self.settings = settings
        self.rubric = rubric
        self.speech = Speech(engines)
        self.exporting = Exporting(lambda: self.rubric)
        self.setup = Setup(lambda: self.settings, self._take, engines)
        self._library = library
        self._engines = engines
        self._store = StoreThread(open_store)
        self._clock = clock
        self._sessions = SessionJudging(engines, self._store, clock, lambda: self.settings.concurrency)
        self._rewriting = SessionRewriting(engines, self._store, lambda: self.settings.concurrency)
        self.preparing = Preparing(lambda: self.settings.data_dir, self.session, self._store, clock)
        self.keeping = Keeping(lambda: self.settings, self._store, clock, lambda: self.rubric, self.report_of)
        self.authoring = Authoring(library, self.preparing.own)
        self.branches = Branching(engines, rubric, self._store, clock)
        self._hinting = Hinting(lambda: engines.judge("rules", None))
        self._meetings = Meetings(lambda: engines.judge("rules", None), self._store, clock)
        self._calibrating = Calibrating(
            engines, open_journal, lambda: self.settings.concurrency, lambda: self.settings.host
        )

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

    async def play(self, scenario: Scenario, progress: Progress | None = None) -> ScenePlay:
        """Play a scene with the scripted engineers at every level, offline, for whoever writes scenes."""
        judge, manager = self._engines.judge("rules", None), self._engines.manager("scripted", None)
        return await play_scene(scenario, read_engineers(), judge, manager, progress)

    async def choose(
        self, manager: ManagerName | None, judge: JudgeName | None, model: str | None = None, votes: int = 1
    ) -> Choice:
        """Complete a choice of engines: what is not named is the default, and `llm` finds its model.

        Raises `UsageError` where an LLM is asked for and no single model can be meant, or votes without an LLM judge.
        """
        # A model that is named is meant to be used, for whatever is left open.
        default = Choice(manager="llm", judge="llm") if model else self.default
        choice = Choice(manager=manager or default.manager, judge=judge or default.judge, votes=votes)
        if votes > 1 and choice.judge != "llm":
            raise UsageError(
                f"--votes {votes} asks an LLM judge several times; the {choice.judge} judge always says the same.",
                "Add --judge llm, or leave --votes out.",
            )
        if "llm" not in (choice.manager, choice.judge):
            return choice
        return choice.model_copy(update={"model": model or self.settings.coach_model or await self._only_model()})

    def preload(self) -> None:
        """Import what the next steps need; called in a thread once the first screen stands."""
        self._engines.preload()

    async def rehearse(self, opening: Opening) -> Rehearsal:
        """Begin or go on with what is named; raises `UsageError` where that is not one thing."""
        named = [opening.scenario, opening.again, opening.continued, opening.rewound, opening.resume]
        if named.count(None) != len(named) - 1 or (opening.rewound is None) != (opening.seq is None):
            raise UsageError(
                "Name one thing to rehearse: a scene, a session to play again, one to come back to, a turn of one to "
                "say anew, or one to resume."
            )
        rehearsal = await self._opened(opening)
        if opening.exam and not rehearsal.session.exam:
            await rehearsal.examine(on=True)
        return rehearsal

    async def _opened(self, opening: Opening) -> Rehearsal:
        if opening.resume:
            return await self.resume(opening.resume)
        if opening.again:
            return await self.again(opening.again, opening.manager, opening.judge, opening.model)
        if opening.continued:
            return await self.next_meeting(opening.continued, opening.manager, opening.judge, opening.model)
        if opening.rewound and opening.seq is not None:
            engines = opening.manager, opening.judge, opening.model
            return await self.rewind(opening.rewound, opening.seq, *engines, exam=opening.exam)
        return await self.start(
            self.scenario(opening.scenario or ""),
            difficulty=opening.difficulty or Difficulty.STANDARD,
            choice=await self.choose(opening.manager, opening.judge, opening.model),
            seed=opening.seed,
            stand_in=opening.stand_in,
        )

    async def start(
        self,
        scenario: Scenario,
        *,
        difficulty: Difficulty = Difficulty.STANDARD,
        choice: Choice,
        seed: int | None = None,
        stand_in: bool = False,
    ) -> Rehearsal:
        """Begin a new session of a scene; it is kept from the first words of the engineer's on.

        The user's own brief is used where there is one; with `stand_in` the scene's, all the same.
        """
        seed = self._clock.new_seed() if seed is None else seed
        return await self._begin(
            scenario, self.preparing.brief_for(scenario, stand_in=stand_in), difficulty, seed, choice
        )

    async def again(
        self,
        reference: str,
        manager: ManagerName | None = None,
        judge: JudgeName | None = None,
        model: str | None = None,
    ) -> Rehearsal:
        """Begin the scene of a kept session anew, at its level and seed, even when the scene's file is gone.

        A later meeting is played as one again, with the same memory of the meeting before.
        Its manager, judge and model play again where no other is named; a model only while one is chosen.
        """
        kept = await self.session(reference)
        choice = await self._same_choice(kept, manager, judge, model)
        return await self._begin(kept.scenario, kept.brief, kept.difficulty, kept.seed, choice, kept.earlier)

    async def next_meeting(
        self,
        reference: str,
        manager: ManagerName | None = None,
        judge: JudgeName | None = None,
        model: str | None = None,
    ) -> Rehearsal:
        """Begin the meeting after one that ended without a full yes: the manager remembers it, and so does the ledger.

        What they remember, and whether they kept their word, depends on what was written down (the guide, section 4).
        """
        kept = await self.session(reference)
        earlier = await self._meetings.earlier(kept)
        choice = await self._same_choice(kept, manager, judge, model)
        return await self._begin(kept.scenario, kept.brief, kept.difficulty, kept.seed, choice, earlier)

    async def rewind(
        self,
        reference: str,
        seq: int,
        manager: ManagerName | None = None,
        judge: JudgeName | None = None,
        model: str | None = None,
        *,
        exam: bool = False,
    ) -> Rehearsal:
        """Go back to turn `seq` of a kept session and go on from there in a new one; the kept one stays as it is.

        A reply is said anew; a manager's turn is answered anew. Raises `UsageError` where that turn is not there.
        """
        kept = await self.session(reference)
        choice = await self._same_choice(kept, manager, judge, model)
        branch = await self.branches.begin(kept, seq, choice, exam=exam)
        by = await signature(self._engines.judge("llm", choice.model)) if choice.judge == "llm" else None
        return self._rehearsal(branch, by)

    async def recap(self, reference: str, text: str) -> RecapReview:
        """Keep the recap mail of a meeting, and hold it against what was said and agreed there; the last one counts."""
        return await self._meetings.recap(await self.session(reference), text)

    async def follow_up(self, reference: str) -> FollowUp:
        """Return the user's own last recap mail after a meeting, or the bare bones of one that is still to be written.

        Raises `UsageError` for a meeting that is still open.
        """
        session = await self.session(reference)
        require_over(session)
        return follow_up(session, ledger_of(session))

    async def recaps(self, reference: str) -> tuple[Sent, ...]:
        """Return the recap mails that were sent after a meeting, the last one first, with what each was worth."""
        return await self._meetings.sent(await self.session(reference))

    async def resume(self, reference: str) -> Rehearsal:
        """Go on with a kept session where it stopped. Raises `UsageError` where its model is not to be used now."""
        session = await self.session(reference)
        if session.outcome is not None:
            raise UsageError(
                f"Session {session.id} is over ({outcome_words(session.outcome)}).",
                f"Play it anew: coach rehearse --again {session.id}",
            )
        if "llm" in (session.manager, session.judge) and not self.settings.coach_model:
            raise UsageError(
                f"Session {session.id} was begun with a language model, and none is chosen now: nothing is sent.",
                "Choose one (m on the first screen, or COACH_MODEL), or play it anew offline: "
                f"coach rehearse --again {session.id}",
            )
        return self._rehearsal(session)

    async def sessions(self) -> Kept:
        """Return all kept sessions, newest first, and which of them cannot be read."""
        return await self._store.call(lambda store: store.summaries())

    async def session(self, reference: str) -> Session:
        """Return a kept session by its id, a unique beginning of it, or `latest`."""
        return await self._store.call(lambda store: store.read(reference))

    async def report(self, reference: str, judge: JudgeName | None = None) -> Report:
        """Return the report of a kept session as one judge scored it; by default the judge it was played with."""
        return await self.report_of(await self.session(reference), judge)

    async def report_of(self, session: Session, judge: JudgeName | None = None) -> Report:
        """Return the report of a session at hand, with rewrites.

        It calls no language model: after the offline judge's verdicts the rewrites are made anew, which costs
        milliseconds and comes out the same every time; after a model's they are those that `rewrite` has kept.
        """
        judge = judge or session.judge
        ledger = ledger_of(session)
        report = self._told(report_session(session, judge, self.rubric, ledger))
        offline = judge == "rules"
        rewriting = await self._rewriting.offline(report, session) if offline else session.rewritten_after(judge)
        return report.rewritten(rewriting) if rewriting else report

    async def rewrite(self, session: Session) -> Session:
        """Let the language model that judged a rehearsal rewrite its worst replies, once, and keep what comes of it.

        This and judging again are what the user asks the model for, so here its rewrites are made: two calls for each
        of at most three replies. Nothing is called where the offline judge scored or where rewrites are kept already.
        """
        if session.judge != "llm" or session.rewritten_after("llm") or not session.transcript.replies:
            return session
        return await self._rewriting.by_model(session, Choice(judge="llm", model=session.model), self.rubric)

    async def rewrite_live(self, session: Session) -> Rewrite | None:
        """Return a better way to say the last reply, as the offline judge reads it, where it found a fault in it.

        Offline, and done in the midst of the talk: it gives way to everything else on the event loop.
        """
        return await self._rewriting.live(session)

    async def hint(self, session: Session, draft: str) -> Hints:
        """Return what a draft already shows to the offline judge, which steers the talk, and which of its numbers are
        not the brief's: what that judge will say once it is sent. Nothing in an exam.
        """
        return await self._hinting.hint(session, draft)

    async def judge_again(
        self, reference: str, choice: Choice, progress: Progress | None = None, rubric: Rubric | None = None
    ) -> Rejudged:
        """Judge a kept session once more, keep the judgements beside the old ones, and say what changed.

        A reply that could not be judged is kept and reported as such.
        """
        session = await self.session(reference)
        again = await self._sessions.again(session, choice, rubric or self.rubric, progress)
        again = again.model_copy(update={"report": self._told(again.report)})
        if choice.judge == "llm":
            kept = await self._rewriting.by_model(again.session, choice, rubric or self.rubric)
            rewriting = kept.rewritten_after("llm")
            update = {"session": kept, "report": again.report.rewritten(rewriting) if rewriting else again.report}
            again = again.model_copy(update=update)
        return again

    def judge_all(
        self,
        choice: Choice,
        progress: Progress | None = None,
        rubric: Rubric | None = None,
        only: str | None = None,
    ) -> AsyncIterator[SessionJudged]:
        """Judge what this judge has not judged yet of every kept session, or of one, and yield what became of each.

        Cut off, it goes on from there when it is called again. Raises `ModelError` when the model is gone.
        """
        return self._sessions.every(choice, rubric or self.rubric, progress, only)

    async def history(self, progress: Progress | None = None) -> History:
        """Return all kept sessions as they count in the engineer's progress, by every judge that judged them."""
        return await read_history(self._store, progress)

    async def score(self, transcript: Transcript, choice: Choice, progress: Progress | None = None) -> Report:
        """Judge the engineer's turns of any conversation and return its report; nothing is kept."""
        if not transcript.replies:
            raise UsageError("Nothing in this transcript is said by the engineer.", "Mark those lines with `You:`.")
        language = foreign("\n".join(turn.text for turn in transcript.replies)) if choice.judge == "rules" else ""
        if language:
            raise CoachError(
                f"What the engineer says is in {language}; the offline judge reads English only, so nothing is scored.",
                "A language model can judge it: --judge llm, or m on the first screen.",
            )
        judge = self._engines.judge(choice.judge, choice.model, None, choice.votes)
        seqs = [turn.seq for turn in transcript.replies]
        replies = [transcript.reply(seq) for seq in seqs]
        judged = await judge_replies(judge, replies, self.settings.concurrency, progress=progress)
        verdicts = [(seq, timed.verdict) for seq, timed in zip(seqs, judged, strict=True)]
        report = self._told(report_transcript(transcript, verdicts, choice.judge, self.rubric))
        rewriter = self._engines.rewriter(choice.judge, choice.model)
        slots = self.settings.concurrency
        rewriting = await rewrite_worst(report.replies, transcript.reply, Brief(), judge, rewriter, slots)
        return report.rewritten(rewriting) if rewriting else report

    async def calibrate(
        self,
        rows: Sequence[LabelledReply],
        choice: Choice,
        progress: Progress | None = None,
        plan: Measurement | None = None,
    ) -> JudgedRows:
        """Measure a judge against labelled rows: agreement, beside a keyword list's, and whatever else is planned."""
        return await self._calibrating.measure(rows, choice, plan or Measurement(), progress)

    def measure_gate(self, rows: Sequence[LabelledSentence]) -> tuple[GateFigures, ...]:
        """Measure the sentence gate on labelled sentences: by author, and at the end over all."""
        gate = self._engines.gate()
        scenes = {name: self.scenario(name) for name in dict.fromkeys(row.scene for row in rows)}
        return gate_figures([(row, gate.faults(row, scenes[row.scene])) for row in rows])

    async def judge_card(self) -> tuple[JudgeCard, JudgedBy]:
        """Return the card of the offline judge as it was shipped, and the digests of the judge that is installed."""
        return read_card(), await signature(self._engines.judge("rules", None))

    def write_card(self, card: JudgeCard) -> None:
        """Put another card in the place of the shipped one; for whoever builds the package."""
        write_card(card)

    async def diagnose(self) -> Diagnosis:
        """Check settings, files, database and server, with the repair for each fault."""
        return await diagnose(self.settings, self.default, self.scenarios(), self.sessions, self._engines)

    async def close(self) -> None:
        """Close connections and the store."""
        await self._engines.close()
        self._store.close()

    def _take(self, settings: Settings) -> None:
        self.settings = settings

    def _told(self, report: Report) -> Report:
        """Return a report with what goes beside its score: the terms used, and how far its judge is to be trusted."""
        try:
            trust = read_card().trust(report.by) if report.by else None
        except CoachError:  # a damaged card is told by `judge-card`; the report stands without it
            trust = None
        return self.speech.noted(report).model_copy(update={"trust": trust})

    async def _only_model(self) -> str:
        models = await self.setup.models()
        if len(models) == 1:
            return models[0]
        listed = ", ".join(models) or "none"
        raise UsageError(
            f"No model is chosen, and {self.settings.host} has {len(models)}: {listed}.",
            "Set COACH_MODEL to one of them.",
        )

    async def _same_choice(
        self, kept: Session, manager: ManagerName | None, judge: JudgeName | None, model: str | None
    ) -> Choice:
        """Return who plays and judges what follows on a kept session: the same, where no other is named.

        Offline where no model is chosen or named: a model that once played is no yes to sending more.
        """
        if not (model or self.settings.coach_model):
            return await self.choose(manager or "scripted", judge or "rules", kept.model)
        return await self.choose(manager or kept.manager, judge or kept.judge, model or kept.model)

    async def _begin(
        self,
        scenario: Scenario,
        brief: Brief,
        difficulty: Difficulty,
        seed: int,
        choice: Choice,
        earlier: Earlier | None = None,
    ) -> Rehearsal:
        session = Session(
            id=self._clock.new_id(),
            created_at=self._clock.now().isoformat(timespec="microseconds"),
            scenario=scenario,
            brief=brief,
            difficulty=difficulty,
            seed=seed,
            manager=choice.manager,
            judge=choice.judge,
            model=choice.model,
            parent=Origin(session=earlier.session) if earlier else None,
            earlier=earlier,
        )
        rehearsal = self._rehearsal(session, kept=False)
        await self._store.call(lambda _: None)  # what keeps the store from opening is told before anything is typed
        return rehearsal

    def _rehearsal(self, session: Session, scored_by: JudgedBy | None = None, *, kept: bool = True) -> Rehearsal:
        return Rehearsal(
            session,
            manager=self._engines.manager(session.manager, session.model),
            steering=self._engines.judge("rules", None),
            scoring=self._engines.judge(session.judge, session.model),
            store=self._store,
            clock=self._clock,
            slots=self.settings.concurrency,
            scored_by=scored_by,
            kept=kept,
        )
