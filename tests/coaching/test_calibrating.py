"""Measuring a judge: what is asked, what is kept, and that a run that was cut off asks for the rest alone."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.coaching import Choice, Measurement
from coach.coaching.calibrating import ATTACKED_ROWS
from coach.coaching.judging import GIVE_UP
from coach.domain.agreement import LabelledLine, LabelledReply
from coach.domain.attacks import FAMILIES
from coach.domain.judgement import JudgedBy, Judgement, Unjudged
from coach.domain.junk import JUNK
from coach.domain.rubric import Move
from coach.domain.scenario import Pattern
from coach.domain.transcript import CueKind, Reply
from coach.errors import ModelError
from tests.judging import judgement
from tests.test_coaching import Desk, FakeServer

LLM = Choice(judge="llm", model="m")
FAILED = Unjudged(by=JudgedBy(judge="llm", rubric="test"), reason="no answer")


class Pulled(BaseException):
    """The plug was pulled."""


class Judge:
    """Thanks every reply; stops the world after so many answers, or fails on what it is told to."""

    name = "llm"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.pulled_after: int | None = None
        self.failing = False

    async def judge(self, reply: Reply) -> Judgement | Unjudged:
        if not reply.text:
            return judgement()
        if self.pulled_after is not None and len(self.asked) >= self.pulled_after:
            raise Pulled
        self.asked.append(reply.text)
        return FAILED if self.failing else judgement(met=[Move.THANKS], quote="R")


def rows(count: int) -> tuple[LabelledReply, ...]:
    return tuple(
        LabelledReply.model_validate(
            {
                "id": f"r{n}",
                "scenario": "Two people",
                "reply": f"Reply {n} is what I had to say.",
                "labels": {},
                "moves": {"thanks": n < 2},
            }
        )
        for n in range(count)
    )


@contextmanager
def desk() -> Iterator[tuple[Desk, Judge]]:
    """A desk with a home of its own: hypothesis runs many in one test."""
    with tempfile.TemporaryDirectory() as home:
        made, judge = Desk(Path(home), {"COACH_CONCURRENCY": "1"}, FakeServer("m")), Judge()
        made.engines.llm = judge  # type: ignore[assignment]
        yield made, judge
        asyncio.run(made.coach.close())


@given(st.integers(1, 6), st.integers(1, 3), st.data())
@settings(max_examples=25, deadline=None)
def test_a_run_that_was_cut_off_asks_for_the_rest_alone(count: int, runs: int, data: st.DataObject) -> None:
    total = count * runs
    done = data.draw(st.integers(0, total - 1))
    plan = Measurement(runs=runs)
    with desk() as (made, judge):
        judge.pulled_after = done
        with pytest.raises(Pulled):
            asyncio.run(made.coach.calibrate(rows(count), LLM, None, plan))
        judge.pulled_after, judge.asked = None, []
        told: list[tuple[int, int]] = []
        judged = asyncio.run(made.coach.calibrate(rows(count), LLM, lambda d, n: told.append((d, n)), plan))
        assert len(judge.asked) == total - done
        assert (told[0], told[-1]) == ((done, total), (total, total))
        assert all(j.met(Move.THANKS) for j in judged.judgements if isinstance(j, Judgement))
        judge.asked = []
        assert asyncio.run(made.coach.calibrate(rows(count), LLM, None, plan)) == judged
        assert judge.asked == []
        asyncio.run(made.coach.calibrate(rows(count), LLM, None, plan.model_copy(update={"fresh": True})))
        assert len(judge.asked) == total


def test_another_model_host_or_vote_is_another_judge_and_the_rules_judge_keeps_nothing(home: Path) -> None:
    with desk() as (made, judge):
        folder = made.coach.settings.data_dir / "verdicts"
        asyncio.run(made.coach.calibrate(rows(2), Choice()))
        assert not folder.exists()
        asyncio.run(made.coach.calibrate(rows(2), LLM))
        asyncio.run(made.coach.calibrate(rows(2), LLM.model_copy(update={"votes": 3})))
        made.coach.settings = made.coach.settings.model_copy(update={"openai_base_url": "http://127.0.0.1:7/v1"})
        asyncio.run(made.coach.calibrate(rows(2), LLM))
        assert len(judge.asked) == 6
        assert len(list(folder.iterdir())) == 3


def test_what_could_not_be_judged_is_asked_again_and_a_server_that_is_gone_ends_the_run() -> None:
    with desk() as (made, judge):
        judge.failing = True
        few = asyncio.run(made.coach.calibrate(rows(GIVE_UP), LLM))
        assert few.agreement.unjudged == GIVE_UP
        judge.asked = []
        with pytest.raises(ModelError, match="no answer") as gone:
            asyncio.run(made.coach.calibrate(rows(GIVE_UP + 5), LLM))
        assert len(judge.asked) == GIVE_UP
        assert "goes on" in gone.value.repair
        judge.failing = False
        assert asyncio.run(made.coach.calibrate(rows(GIVE_UP + 5), LLM)).agreement.unjudged == 0


def test_attacks_cost_an_llm_judge_a_few_calls_and_the_rules_judge_gets_all() -> None:
    plan = Measurement(attacks=True)
    with desk() as (made, judge):
        figures = asyncio.run(made.coach.calibrate(rows(5), LLM, None, plan)).figures
        assert figures.attacks
        assert figures.attacks.sampled == ATTACKED_ROWS
        assert [f.pairs for f in figures.attacks.families] == [ATTACKED_ROWS] * len(FAMILIES)
        worded = sum(bool(text.strip()) for text in JUNK.values())
        assert len(judge.asked) == 5 + ATTACKED_ROWS * len(FAMILIES) + worded
        figures = asyncio.run(made.coach.calibrate(rows(5), Choice(), None, plan)).figures
        assert figures.attacks
        assert figures.attacks.sampled is None
        assert figures.attacks.overall.pairs == 5 * len(FAMILIES)
        assert figures.junk
        assert figures.junk.replies == len(JUNK)
        assert figures.quotes.shown == figures.quotes.verbatim > 0


def test_a_managers_lines_are_measured_when_they_are_given() -> None:
    lines = (
        LabelledLine(line="Let me think about it.", does=CueKind.DEFER, pattern=Pattern.THINK_ABOUT_IT),
        LabelledLine(line="Good morning, come in, sit down. What can I do for you?", does=CueKind.OPEN),
    )
    with desk() as (made, _):
        figures = asyncio.run(made.coach.calibrate(rows(1), Choice(), None, Measurement(lines=lines))).figures
        assert figures.lines
        assert figures.lines.does.right == 2
        assert {c.label for c in figures.lines.does.classes} == {"defer", "open"}
