"""What calibrating measures beside agreement: shifts in steps, flips, quotes, and the cost of a reply."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.agreement import calibrate
from coach.domain.card import JudgeCard, MeasuredSet
from coach.domain.figures import Figures, Quotes, Timed, cost, flips, quotes, shift
from coach.domain.judgement import Evidence, Finding, JudgedBy, Judgement, Unjudged, Verdict, ordered
from coach.domain.rubric import CRITERIA, RULES, Criterion, Move
from coach.domain.transcript import Reply
from tests.judging import BY, judgement

FAILED = Unjudged(by=BY, reason="no answer")
LABELS = st.sampled_from([Verdict.VIOLATED, Verdict.ABSENT, Verdict.MET])
JUDGED = st.lists(LABELS, min_size=6, max_size=6).map(
    lambda labels: judgement(
        met=[c for c, v in zip(CRITERIA, labels, strict=True) if v is Verdict.MET],
        violated=[c for c, v in zip(CRITERIA, labels, strict=True) if v is Verdict.VIOLATED],
    )
)


def test_a_shift_counts_steps_per_criterion() -> None:
    plain, better = judgement(), judgement(met=[Criterion.VALUE_NOT_EGO])
    worst = judgement(violated=[Criterion.VALUE_NOT_EGO])
    found = shift([(plain, better), (worst, better), (plain, worst), (plain, plain)])
    assert (found.pairs, found.unjudged, found.risen) == (4, 0, 2)
    assert found.mean == pytest.approx((1 + 2 - 1 + 0) / 6 / 4)
    assert found.mean_abs == pytest.approx((1 + 2 + 1 + 0) / 6 / 4)
    assert found.largest == pytest.approx(2 / 6)


def test_what_is_unjudged_on_either_side_moves_nothing() -> None:
    silent = judgement(met=[Criterion.VALUE_NOT_EGO], unjudged=[Criterion.RESPECT_HIERARCHY])
    found = shift([(judgement(), silent), (FAILED, judgement()), (judgement(), FAILED)])
    assert (found.pairs, found.unjudged) == (1, 2)
    assert found.mean == pytest.approx(1 / 5)
    assert shift([(FAILED, FAILED)]).mean is None


@given(st.lists(st.tuples(JUDGED, JUDGED), min_size=1, max_size=12))
def test_a_shift_turns_its_sign_with_its_pairs(pairs: list[tuple[Judgement, Judgement]]) -> None:
    there, back = shift(pairs), shift([(b, a) for a, b in pairs])
    assert there.mean is not None
    assert there.mean_abs is not None
    assert back.mean == pytest.approx(-there.mean)
    assert back.mean_abs == pytest.approx(there.mean_abs)
    assert -2 <= there.mean <= 2
    assert abs(there.mean) <= there.mean_abs + 1e-9


def test_flips_are_counted_over_every_two_runs() -> None:
    one, other = judgement(), judgement(met=[Criterion.VALUE_NOT_EGO, Move.THANKS])
    assert flips([[one, one], [one, one]]).differ == 0
    two = flips([[one, one], [one, other]])
    assert (two.runs, two.labels, two.differ, two.left_out) == (2, 28, 2, 0)
    assert flips([[one], [one], [other]]).differ == 4
    assert flips([[one], [FAILED]]).left_out == len(RULES)


def test_a_quote_counts_only_in_its_place() -> None:
    reply = Reply(setting="", text="Thanks for that.")

    def thanking(quote: str, start: int) -> Judgement:
        plain = {f.rule: f for f in judgement().findings}
        evidence = Evidence(quote=quote, start=start, end=start + len(quote))
        plain[Move.THANKS] = Finding(rule=Move.THANKS, verdict=Verdict.MET, evidence=(evidence,))
        return Judgement(by=BY, findings=ordered(plain.values()))

    judged: list[Judgement | Unjudged] = [thanking("Thanks", 0), thanking("Thanks", 1), thanking("thanks", 0), FAILED]
    assert quotes([(reply, j) for j in judged]) == Quotes(shown=3, verbatim=1)


def test_cost_is_by_nearest_rank_and_tokens_by_those_that_are_known() -> None:
    by = JudgedBy(judge="llm", rubric="x", input_tokens=100, output_tokens=20)
    told = judgement().model_copy(update={"by": by})
    judged = [Timed(verdict=told if ms == 1 else judgement(), ms=ms) for ms in range(1, 101)]
    spent = cost(judged)
    assert spent
    assert (spent.replies, spent.p50_ms, spent.p99_ms) == (100, 50, 99)
    assert (spent.input_tokens, spent.output_tokens) == (100, 20)
    assert cost([]) is None


def test_a_card_knows_what_was_measured_with_another_judge() -> None:
    nothing = calibrate([], [])
    figures = Figures(agreement=nothing, keywords=nothing, majority=nothing, quotes=Quotes(shown=0, verbatim=0))
    old, new = (JudgedBy(judge="rules", rubric="r", weights=w) for w in ("a", "b"))
    first, second = (MeasuredSet(name=n, made_by="Somebody.", by=old, figures=figures) for n in ("one", "two"))
    card = JudgeCard().replacing(first).replacing(second)
    assert card.outdated(old) == ()
    again = card.replacing(first.model_copy(update={"by": new}))
    assert [s.name for s in again.sets] == ["one", "two"]
    assert [s.name for s in again.outdated(new)] == ["two"]
