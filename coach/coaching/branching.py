"""What if: rewinds a kept session and says something else there, and lays two of its branches side by side."""

import asyncio
from collections.abc import Sequence

from coach.coaching.choice import Choice
from coach.coaching.judging import signature
from coach.domain.branches import Leaf, family, fork_of, rewound
from coach.domain.comparison import Comparison, Verdicts, scoring_of, side_by_side
from coach.domain.feedback import ReplyReport
from coach.domain.judgement import JudgedBy, JudgedTurn
from coach.domain.opening import JudgeName
from coach.domain.report import Spoke, report_transcript
from coach.domain.rubric import Rubric
from coach.domain.scorecard import Scorecard
from coach.domain.session import Origin, Session
from coach.domain.transcript import Turn
from coach.domain.value import Value
from coach.errors import UsageError
from coach.ports import Clock, Engines
from coach.rehearsal import StoreThread


class Told(Value):
    """A kept session turn by turn, as the judge scored it with which it was played."""

    session: Session
    by: JudgedBy | None
    score: Scorecard
    turns: tuple[ReplyReport | Spoke, ...]


class Branching:
    """The ways from one session to its branches."""

    def __init__(self, engines: Engines, rubric: Rubric, store: StoreThread, clock: Clock) -> None:
        self._engines = engines
        self._rubric = rubric
        self._store = store
        self._clock = clock

    async def family(self, reference: str) -> tuple[Leaf, ...]:
        """Return the tree that a session belongs to: the first one, its branches and its later meetings."""
        session = await self._read(reference)
        kept = await self._store.call(lambda store: store.summaries())
        return family(kept.sessions, session.id)

    async def told(self, reference: str) -> Told:
        """Return a session with what was found in each of its replies."""
        session = await self._read(reference)
        judged = [(j.seq, j.judgement) for j in session.judged_by(session.judge)]
        # 35 ms for 500 turns, measured: in a thread, so that a screen goes on meanwhile.
        report = await asyncio.to_thread(report_transcript, session.transcript, judged, session.judge, self._rubric)
        return Told(session=session, by=report.by, score=report.score, turns=report.turns)

    async def compare(self, one: str, other: str = "", judge: JudgeName | None = None) -> Comparison:
        """Lay two sessions of one scene side by side, by one judge; without `other`, a branch beside where it began.

        Nothing is kept and no language model is asked: where the rules judge has not judged every reply of both by the
        same rules, it does so now, for this comparison alone.
        """
        right = await self._read(other or one)
        left = await self._read(one if other else _parent_of(right))
        scoring = scoring_of(left, right, judge)
        verdicts: list[Verdicts] = []
        for session in (left, right):
            stored = scoring.stored
            judged = (
                session.judged_by(scoring.judge)
                if stored
                else await self._by_rules(session, session.transcript.replies)
            )
            verdicts.append([(j.seq, j.judgement) for j in judged])
        return await asyncio.to_thread(side_by_side, left, right, self._rubric, scoring, (verdicts[0], verdicts[1]))

    async def begin(self, session: Session, seq: int, choice: Choice, *, exam: bool = False) -> Session:
        """Keep a branch of a session in which turn `seq` is said, or answered, anew; raises `UsageError`.

        One that was begun like this before and in which nothing has been said since is taken up again: whoever only
        looks leaves one behind, not many.
        """
        fork = fork_of(session, seq)
        if untouched := await self._untouched(Origin(session=session.id, seq=fork), choice, exam=exam):
            return untouched
        branch = rewound(
            session,
            fork,
            name=self._clock.new_id(),
            created_at=self._clock.now().isoformat(timespec="microseconds"),
            new_id=self._clock.new_id,
            manager=choice.manager,
            judge=choice.judge,
            model=choice.model,
        ).model_copy(update={"exam": exam})
        if choice.judge == "rules":
            # The rules may have changed since; a score is made of verdicts that are made alike.
            by = await signature(self._engines.judge("rules", None))
            held = {j.seq for j in branch.judgements if j.judgement.by.make == by.make}
            fresh = await self._by_rules(branch, [t for t in branch.transcript.replies if t.seq not in held])
            branch = branch.model_copy(update={"judgements": (*branch.judgements, *fresh)})
        await self._store.call(lambda store: store.create(branch))
        return branch

    async def _untouched(self, origin: Origin, choice: Choice, *, exam: bool) -> Session | None:
        for summary in (await self._store.call(lambda store: store.summaries())).sessions:
            alike = (summary.manager, summary.judge) == (choice.manager, choice.judge)
            if summary.parent == origin and summary.outcome is None and not summary.pending and alike:
                kept = await self._read(summary.id)
                if len(kept.turns) == origin.seq and (kept.model, kept.exam) == (choice.model, exam):
                    return kept
        return None

    async def _by_rules(self, session: Session, turns: Sequence[Turn]) -> tuple[JudgedTurn, ...]:
        """Judge replies by the rules, 2 ms each; a screen is not held up by many."""
        judge = self._engines.judge("rules", None)
        judged: list[JudgedTurn] = []
        for turn in turns:
            judged.append(
                JudgedTurn(
                    id=self._clock.new_id(),
                    seq=turn.seq,
                    revision=turn.revision,
                    at=self._clock.now().isoformat(timespec="milliseconds"),
                    judgement=await judge.judge(session.reply(turn.seq)),
                )
            )
            await asyncio.sleep(0)
        return tuple(judged)

    async def _read(self, reference: str) -> Session:
        return await self._store.call(lambda store: store.read(reference))


def _parent_of(session: Session) -> str:
    if session.parent is None or session.parent.seq is None:
        raise UsageError(
            f"Session {session.id} branched off no other one, so it needs another to be compared with.",
            f"Name it: coach compare {session.id} SESSION. Make one: coach rewind {session.id} TURN",
        )
    return session.parent.session
