"""A hint says what the offline judge will say: once the draft is sent, its verdict is the same."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach import wiring
from coach.coaching import Coach
from coach.domain.hint import HintKind
from coach.domain.judgement import Judgement, Verdict
from coach.domain.opening import Opening
from coach.rehearsal import Rehearsal
from coach.settings import read_settings

SCENE = "high-visibility-projects"
SAID = (
    "Thank you for making time for me today.",
    "On the duplicate listing detector I brought duplicates from 6.2 down to 1.8 percent.",
    "I would like to bring that to the fraud detection system, so that fewer sellers leave.",
    "I deserve this, and everybody else gets the credit.",
    "Either I get it by Friday or I go to your director.",
    "Fair enough, the migration comes first.",
    "Could we look at it again next Tuesday?",
    "Fine, forget that I asked.",
    "What would you need to see?",
    "Let's keep this between us and write nothing down.",
)
DRAFTS = st.lists(st.sampled_from(SAID), min_size=1, max_size=3).map(" ".join)


@pytest.fixture
async def coach(home: Path) -> AsyncIterator[Coach]:
    built = wiring.build(read_settings({"COACH_HOME": str(home)}))
    yield built
    await built.close()


async def begun(coach: Coach, *replies: str, exam: bool = False) -> Rehearsal:
    rehearsal = await coach.rehearse(Opening(scenario=SCENE, seed=1, exam=exam))
    _ = [e async for e in rehearsal.open()]
    for reply in replies:
        _ = [e async for e in rehearsal.answer(reply)]
    return rehearsal


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DRAFTS, max_size=2), DRAFTS, st.sampled_from(["", "  ", "\n "]))
def test_a_hint_and_the_verdict_after_it_agree(home: Path, before: list[str], draft: str, air: str) -> None:
    async def play() -> None:
        coach = wiring.build(read_settings({"COACH_HOME": str(home)}))
        rehearsal = await begun(coach, *before)
        if not rehearsal.over:
            hints = await coach.hint(rehearsal.session, air + draft + air)
            _ = [e async for e in rehearsal.answer(air + draft + air)]
            reply = rehearsal.session.transcript.replies[-1]
            verdict = next(j.judgement for j in rehearsal.session.judged_by("rules") if j.seq == reply.seq)
            assert isinstance(verdict, Judgement)
            said = {
                HintKind.MADE: {f.rule for f in verdict.findings if f.verdict is Verdict.MET},
                HintKind.AGAINST: {f.rule for f in verdict.offences},
                HintKind.MAYBE: {f.rule for f in verdict.violations if not f.sure},
            }
            for kind, rules in said.items():
                assert {h.rule for h in hints.hints if h.kind is kind} == rules
            for hint in hints.hints:
                assert all(hints.text[e.start : e.end] == e.quote for e in hint.evidence)
        await coach.close()

    asyncio.run(play())


async def test_a_reply_that_waits_is_no_part_of_what_was_said_before(coach: Coach) -> None:
    rehearsal = await begun(coach, SAID[0])
    session = rehearsal.session
    pending = session.model_copy(update={"turns": session.turns[:-1]})
    assert pending.pending
    fresh = session.model_copy(update={"turns": session.turns[:-2]})
    for draft in SAID:
        assert await coach.hint(pending, draft) == await coach.hint(fresh, draft)


async def test_a_number_that_is_not_the_briefs_is_hinted_at(coach: Coach) -> None:
    rehearsal = await begun(coach)
    wrong = "On the duplicate listing detector I brought duplicates that reach buyers from 6.2 down to 0.3 percent."
    hints = await coach.hint(rehearsal.session, wrong)
    (number,) = [h for h in hints.hints if h.kind is HintKind.NUMBER]
    assert "1.8" in number.earlier
    assert "0.3 percent" in number.evidence[0].quote


async def test_another_language_is_said_to_be_unread(coach: Coach) -> None:
    rehearsal = await begun(coach)
    hints = await coach.hint(rehearsal.session, "Ich möchte gerne an dem neuen Projekt mitarbeiten, wenn das geht.")
    assert "English" in hints.unread
    assert not hints.hints


async def test_an_exam_has_no_hints(coach: Coach) -> None:
    rehearsal = await begun(coach, exam=True)
    assert not (await coach.hint(rehearsal.session, SAID[3])).hints
