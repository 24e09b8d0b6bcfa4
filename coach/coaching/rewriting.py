"""Rewrites the worst replies of a talk, and lets the judge who scored them say whether that is any better."""

import asyncio
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz

from coach.coaching.choice import Choice
from coach.coaching.judging import signature, together
from coach.domain.brief import Brief
from coach.domain.dialogue import replay
from coach.domain.feedback import ReplyReport
from coach.domain.judgement import Judgement, Unjudged
from coach.domain.report import Report, reply_report, report_session
from coach.domain.rewriting import MOST, Occasion, Rewrite, Rewriting, accept, worst_moments
from coach.domain.rubric import Rubric
from coach.domain.session import Session
from coach.domain.transcript import Reply
from coach.errors import ModelError
from coach.ports import Engines, Judge, Rewriter
from coach.rehearsal import StoreThread


class SessionRewriting:
    """Rewrites replies of kept sessions: offline whenever that is wanted, by a model once, and then it is kept."""

    def __init__(self, engines: Engines, store: StoreThread, slots: Callable[[], int]) -> None:
        self._engines = engines
        self._store = store
        self._slots = slots

    async def offline(self, report: Report, session: Session) -> Rewriting | None:
        """Return what the offline rewriter makes of a session that the offline judge has scored."""
        judge = self._engines.judge("rules", None)
        by = await signature(judge)
        if report.by and (report.by.weights, report.by.rubric) != (by.weights, by.rubric):
            remark = "Another offline judge gave these verdicts; judge it again to read rewrites beside them."
            return Rewriting(by=report.by, remarks=(remark,))
        rewriter = self._engines.rewriter("rules", None)
        return await rewrite_worst(report.replies, session.reply, session.brief, judge, rewriter)

    async def by_model(self, session: Session, choice: Choice, rubric: Rubric) -> Session:
        """Let the model that judged a session rewrite its worst replies, and return the session with what is kept."""
        judge = self._engines.judge("llm", choice.model, rubric, choice.votes)
        rewriter = self._engines.rewriter("llm", choice.model, rubric)
        ledger, _ = replay(session)
        replies = report_session(session, "llm", rubric, ledger).replies
        rewriting = await rewrite_worst(replies, session.reply, session.brief, judge, rewriter, self._slots())
        if rewriting is None:
            return session
        await self._store.call(lambda store: store.add_rewriting(session.id, rewriting))
        return session.model_copy(update={"rewritings": (*session.rewritings, rewriting)})

    async def live(self, session: Session) -> Rewrite | None:
        """Return a better way to say the last reply, where the offline judge has found a fault in it."""
        last = session.judged_by("rules")[-1:]
        if not last or last[0].seq != session.transcript.replies[-1].seq:
            return None
        reply = reply_report(session.transcript, last[0].seq, last[0].judgement)
        judge, rewriter = self._engines.judge("rules", None), self._engines.rewriter("rules", None)
        rewriting = await rewrite_worst([reply], session.reply, session.brief, judge, rewriter)
        return rewriting.rewrites[0] if rewriting and rewriting.rewrites else None


async def rewrite_reply(occasion: Occasion, judge: Judge, rewriter: Rewriter) -> Rewrite | None:
    """Return the best rewrite of a reply: by its score, then by how near it stays to what was said.

    `None` where no draft passes. Raises `ModelError` where none could be made or judged.
    """
    passed = []
    for draft in await rewriter.drafts(occasion):
        verdict = await judge.judge(occasion.reply.model_copy(update={"text": draft}))
        if isinstance(verdict, Judgement) and (rewrite := accept(occasion, draft, verdict)):
            passed.append(rewrite)
        if isinstance(verdict, Unjudged) and rewriter.name == "llm":
            raise ModelError("malformed", verdict.reason)
        await asyncio.sleep(0)  # the offline judge never waits, and whoever looks at the screen must not either
    return max(passed, key=_worth, default=None)


async def rewrite_worst(
    replies: Sequence[ReplyReport],
    reply_of: Callable[[int], Reply],
    brief: Brief,
    judge: Judge,
    rewriter: Rewriter,
    slots: int = 1,
) -> Rewriting | None:
    """Rewrite the worst moments of a talk, each reply once, `slots` at a time; `None` where nothing was judged.

    The offline rewriter goes on to the next moment where nothing good can be built; a language model is asked about
    the `MOST` worst and about no others, because each costs a call and the judging of the answer.
    """
    by = next((r.judgement.by for r in replies if isinstance(r.judgement, Judgement)), None)
    if by is None:
        return None
    occasions: list[Occasion] = []
    for reply, criterion in worst_moments(replies):
        assert isinstance(reply.judgement, Judgement)
        occasions.append(
            Occasion(
                seq=reply.seq,
                reply=reply_of(reply.seq),
                judgement=reply.judgement,
                called=reply.called,
                criterion=criterion,
                brief=brief,
            )
        )
    made: list[Rewrite | None] = []
    remarks: list[str] = []
    if rewriter.name == "llm":
        first: dict[int, Occasion] = {}
        for occasion in occasions:
            first.setdefault(occasion.seq, occasion)
        room = asyncio.Semaphore(slots)

        async def one(occasion: Occasion) -> Rewrite | None:
            async with room:
                try:
                    return await rewrite_reply(occasion, judge, rewriter)
                except ModelError as error:
                    remarks.append(f"Turn {occasion.seq + 1} could not be rewritten: {error}")
                    return None

        made = await together(map(one, list(first.values())[:MOST]))
    else:
        for occasion in occasions:
            if occasion.seq not in (r.seq for r in made if r):
                made.append(await rewrite_reply(occasion, judge, rewriter))
            if sum(r is not None for r in made) == MOST:
                break
    rewrites = tuple(r for r in made if r)
    return Rewriting(by=by, rewrites=rewrites, remarks=tuple(remarks))


def _worth(rewrite: Rewrite) -> tuple[float, float, int]:
    # By the words that both have, so that what is added costs nothing, and what is dropped does.
    return rewrite.now, fuzz.token_set_ratio(rewrite.said, rewrite.instead), -len(rewrite.instead)
