"""How far a judge is to be trusted is told in words that its figures bear out."""

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.card import Trust, trust
from coach.library.card import read_card
from coach.rendering import trust_words
from coach.rendering.trust import kappa_words, share_words


def test_the_shipped_judge_is_told_with_whom_it_agrees_and_what_it_misses() -> None:
    figures = trust(read_card().sets[0])
    assert figures
    told = trust_words(figures, "rules")
    assert "agrees well with a panel of model readers" in told
    assert "misses about a third of the violations" in told


def test_an_unmeasured_judge_is_told_as_such() -> None:
    assert "coach calibrate" in trust_words(None, "llm")
    assert "not been measured" in trust_words(None, "rules")


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_more_agreement_never_reads_as_less(one: float, other: float) -> None:
    order = [kappa_words(k) for k in (0.0, 0.3, 0.5, 0.7, 0.9)]
    low, high = sorted((one, other))
    assert order.index(kappa_words(low)) <= order.index(kappa_words(high))


def test_shares_read_as_what_they_are() -> None:
    shares = {"about a tenth": 0.1, "about a fifth": 0.2, "about a quarter": 0.25, "about a third": 1 / 3}
    shares |= {"about half": 0.5, "about two thirds": 2 / 3, "most": 0.9, "almost none": 0.0}
    assert {share_words(share): share for share in shares.values()} == shares


def test_what_nothing_tells_is_not_told() -> None:
    told = trust_words(Trust(rows=3, readers="", kappa=0.5, missed=None, wrong=None), "rules")
    assert "misses" not in told
    assert "with the labels" in told
