"""Rewrites through the coach: anew offline, asked once of a language model and kept, never a call by a report."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from coach.coaching import Choice
from coach.coaching.rewriting import rewrite_reply, rewrite_worst
from coach.domain.brief import Brief
from coach.domain.feedback import ReplyReport
from coach.domain.judgement import Judgement, Unjudged
from coach.domain.opening import JudgeName
from coach.domain.rewriting import MOST, Occasion
from coach.domain.rubric import CRITERIA, Criterion, Move, Rule
from coach.domain.session import Session
from coach.domain.transcript import CueKind, Reply, Speaker, Transcript, Turn
from coach.errors import ModelError
from tests.judging import BY, FakeRewriter, judgement
from tests.test_coaching import Desk, FakeServer

EGO, RESPECT = Criterion.VALUE_NOT_EGO, Criterion.RESPECT_HIERARCHY
DEMAND = "I want to be on the fraud project by Friday or I'll start looking elsewhere."


class Reading:
    """Reads verdicts off the words: `+rule` is met, `!rule` violated; counts what it reads."""

    name: JudgeName = "llm"

    def __init__(self) -> None:
        self.read: list[str] = []

    async def judge(self, reply: Reply) -> Judgement | Unjudged:
        self.read.append(reply.text)
        if "strange" in reply.text:
            return Unjudged(by=BY, reason="too strange")
        rules: tuple[Rule, ...] = (*CRITERIA, Move.THANKS)
        met = [r for r in rules if f"+{r.value}" in reply.text]
        return judgement(met, [r for r in rules if f"!{r.value}" in reply.text])


@pytest.fixture
async def desk(home: Path) -> AsyncIterator[Desk]:
    made = Desk(home, {}, FakeServer("only"))
    yield made
    await made.coach.close()


def occasion(text: str) -> Occasion:
    verdict = judgement(violated=[EGO])
    reply = Reply(setting="x", text=text)
    return Occasion(seq=1, reply=reply, judgement=verdict, called=(EGO, RESPECT), criterion=EGO, brief=Brief())


async def test_the_best_draft_wins_and_of_equals_the_one_nearest_to_what_was_said() -> None:
    said = "please let me help the team now !value_not_ego"
    both = "+value_not_ego +respect_hierarchy"
    drafts = (
        "+value_not_ego please let me help the team now",
        f"{both} something else",
        f"{both} please help the team",
    )
    best = await rewrite_reply(occasion(said), Reading(), FakeRewriter(*drafts))
    assert best is not None
    assert best.instead == drafts[2]
    assert await rewrite_reply(occasion(said), Reading(), FakeRewriter("no better !value_not_ego")) is None


def replies(*texts: str) -> tuple[list[ReplyReport], Transcript]:
    turns = tuple(Turn(seq=n, speaker=Speaker.ENGINEER, text=text) for n, text in enumerate(texts))
    made = []
    for turn in turns:
        verdict = asyncio.run(Reading().judge(Reply(setting="x", text=turn.text)))
        made.append(ReplyReport(seq=turn.seq, text=turn.text, called=CRITERIA, score=0.0, judgement=verdict))
    return made, Transcript(setting="x", turns=turns)


def worst(texts: list[str], rewriter: FakeRewriter, judge: Reading) -> tuple[list[int], tuple[str, ...]]:
    reports, transcript = replies(*texts)
    made = asyncio.run(rewrite_worst(reports, transcript.reply, Brief(), judge, rewriter, 2))
    assert made is not None
    return [r.seq for r in made.rewrites], made.remarks


def test_a_model_is_asked_about_three_replies_at_most_and_each_once() -> None:
    judge, rewriter = Reading(), FakeRewriter("+value_not_ego +respect_hierarchy help")
    texts = [
        "help !value_not_ego !respect_hierarchy",
        "help !value_not_ego",
        "fine",
        "help !document_everything",
        "help !patient_persistent",
    ]
    seqs, remarks = worst(texts, rewriter, judge)
    assert len(rewriter.asked) == len(judge.read) == MOST
    assert len({o.seq for o in rewriter.asked}) == MOST
    assert seqs == [0, 3, 4]
    assert remarks == ()


def test_failures_are_no_rewrites_and_are_said() -> None:
    fault = ModelError("unreachable", "The server did not answer.", "Is it running?")
    assert worst(["!value_not_ego"], FakeRewriter(fault=fault), Reading()) == (
        [],
        ("Turn 1 could not be rewritten: The server did not answer.",),
    )
    assert worst(["!value_not_ego"], FakeRewriter("so strange"), Reading()) == (
        [],
        ("Turn 1 could not be rewritten: too strange",),
    )


def test_nothing_judged_is_nothing_to_rewrite() -> None:
    reports, transcript = replies("strange", "strange too")
    assert asyncio.run(rewrite_worst(reports, transcript.reply, Brief(), Reading(), FakeRewriter("x"))) is None


async def test_the_offline_report_brings_the_same_rewrites_each_time_and_keeps_none(desk: Desk) -> None:
    session = await desk.played(DEMAND)
    first = await desk.coach.report(session)
    assert first == await desk.coach.report(session)
    assert first.rewrites
    rewrite = first.rewrites[0]
    assert "elsewhere" not in rewrite.instead
    assert rewrite.now > rewrite.was
    assert (await desk.coach.session(session)).rewritings == ()
    assert await desk.coach.rewrite(await desk.coach.session(session)) == await desk.coach.session(session)


async def test_verdicts_of_another_offline_judge_are_not_compared_with_this_ones(desk: Desk) -> None:
    session = await desk.coach.session(await desk.played(DEMAND))
    older = tuple(
        j.model_copy(
            update={"judgement": j.judgement.model_copy(update={"by": BY.model_copy(update={"weights": "old"})})}
        )
        for j in session.judgements
    )
    report = await desk.coach.report_of(session.model_copy(update={"judgements": older}))
    assert report.rewrites == ()
    assert any("Another offline judge" in remark for remark in report.remarks)


async def by_the_model(desk: Desk, text: str) -> Session:
    rehearsal = await desk.coach.start(
        desk.coach.scenario("high-visibility-projects"), choice=Choice(judge="llm", model="m"), seed=1
    )
    async for _ in rehearsal.open():
        pass
    async for _ in rehearsal.answer(text):
        pass
    return await rehearsal.finish(patience_s=5)


async def test_a_models_rewrites_are_made_once_when_the_talk_is_over_and_kept(desk: Desk) -> None:
    desk.engines.llm.verdict = judgement(violated=[EGO], quote="I want")
    session = await by_the_model(desk, "I want the fraud detection system.")
    before = (await desk.coach.report(session.id)).rewrites
    assert before == ()
    assert desk.engines.llm_rewriter.asked == []  # a report asks for nothing

    desk.engines.llm_rewriter.given = ("I could help on the fraud detection system.",)
    desk.engines.llm.verdict = judgement(met=[EGO])
    for _ in range(2):
        session = await desk.coach.rewrite(session)
        session = await desk.coach.rewrite(await desk.coach.session(session.id))
    assert len(desk.engines.llm_rewriter.asked) == 1
    report = await desk.coach.report(session.id)
    assert [r.instead for r in report.rewrites] == list(desk.engines.llm_rewriter.given)
    assert len(desk.engines.llm_rewriter.asked) == 1
    assert (await desk.coach.report(session.id, "rules")).rewrites != report.rewrites


async def test_judging_again_by_a_model_asks_it_for_rewrites_and_says_what_failed(desk: Desk) -> None:
    session = await desk.played("Thanks for your time.")
    desk.engines.llm_rewriter.fault = ModelError("unreachable", "No server.", "")
    again = await desk.coach.judge_again(session, Choice(judge="llm", model="m"))
    assert any("could not be rewritten: No server." in remark for remark in again.report.remarks)
    desk.engines.llm_rewriter.fault = None
    again = await desk.coach.judge_again(session, Choice(judge="llm", model="m"))
    assert not any("could not be rewritten" in remark for remark in again.report.remarks)
    assert len((await desk.coach.session(session)).rewritings) == 2


@pytest.mark.parametrize("text", ["ok", "Okay, thanks.", "I understand.", "Fine, whatever you say."])
async def test_where_nothing_of_the_reply_would_be_left_there_is_no_rewrite(desk: Desk, text: str) -> None:
    rehearsal = await desk.coach.start(desk.coach.scenario("high-visibility-projects"), choice=Choice(), seed=1)
    async for _ in rehearsal.open():
        pass
    async for _ in rehearsal.answer("I'd like to talk about the fraud detection system."):
        pass
    async for _ in rehearsal.answer(text):
        pass
    assert await desk.coach.rewrite_live(rehearsal.session) is None
    session = await rehearsal.finish(patience_s=5)
    assert text not in [r.said for r in (await desk.coach.report_of(session)).rewrites]


async def test_live_there_is_one_for_the_last_reply_where_it_had_a_fault(desk: Desk) -> None:
    rehearsal = await desk.coach.start(desk.coach.scenario("high-visibility-projects"), choice=Choice(), seed=1)
    async for _ in rehearsal.open():
        pass
    async for _ in rehearsal.answer(DEMAND):
        pass
    rewrite = await desk.coach.rewrite_live(rehearsal.session)
    assert rewrite is not None
    assert rewrite.said == DEMAND
    assert rewrite.now > rewrite.was
    spoken = rehearsal.session.turns[1].model_copy(update={"revision": 1, "text": "Not judged yet."})
    pending = rehearsal.session.model_copy(update={"turns": (rehearsal.session.turns[0], spoken)})
    assert await desk.coach.rewrite_live(pending) is None
    await rehearsal.stop()


async def test_a_real_talk_is_rewritten_with_what_was_said_in_it(desk: Desk) -> None:
    turns = (
        Turn(seq=0, speaker=Speaker.MANAGER, text="The churn team is full before the audit.", called=CueKind.OBJECT),
        Turn(seq=1, speaker=Speaker.ENGINEER, text="I insist on joining the churn project, or I'm out of here."),
    )
    report = await desk.coach.score(Transcript(setting="A talk.", turns=turns), Choice())
    assert all("churn project" in r.instead and "out of here" not in r.instead for r in report.rewrites)
