"""Judgements are whole, evidence is verbatim, and quotes are found as they stand in the reply."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from coach.domain.judgement import Evidence, Finding, Judgement, Verdict, compare, locate
from coach.domain.rubric import Criterion, Move
from coach.text import clean
from tests.judging import BY, judgement

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80).map(clean)  # as replies are


@given(texts, st.data())
def test_every_span_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = locate(text[start:end], text)
    if not text[start:end].strip() or unicodedata.normalize("NFC", text) != text:
        return  # nothing to quote, or a quote that cuts a composed character in two
    assert found is not None
    assert text[found.start : found.end] == found.quote


@given(texts, texts)
def test_what_is_found_is_verbatim(quote: str, text: str) -> None:
    found = locate(quote, text)
    assert found is None or text[found.start : found.end] == found.quote


@pytest.mark.parametrize(
    ("quote", "text", "expected"),
    [
        ("cut it by 38%", "I cut  it\nby 38% last year.", "cut  it\nby 38%"),
        ("I'm “sure” – yes", 'Well, I’m "sure" - yes.', 'I’m "sure" - yes'),
        ("café team", "The cafe\u0301 team said so.", "cafe\u0301 team"),
    ],
)
def test_white_space_quote_marks_and_composition_are_folded(quote: str, text: str, expected: str) -> None:
    found = locate(quote, text)
    assert found is not None
    assert found.quote == expected


@pytest.mark.parametrize("quote", ["", "  ", "38 percent", "CUT IT"])
def test_other_words_are_not_found(quote: str) -> None:
    assert locate(quote, "I cut it by 38% last year.") is None


def test_a_verdict_needs_evidence_and_a_move_cannot_be_violated() -> None:
    with pytest.raises(ValidationError, match="without evidence"):
        Finding(rule=Criterion.VALUE_NOT_EGO, verdict=Verdict.MET)
    with pytest.raises(ValidationError, match="cannot be violated"):
        Finding(rule=Move.THANKS, verdict=Verdict.VIOLATED, evidence=(Evidence(quote="x", start=0, end=1),))


def test_a_judgement_is_whole_and_in_order() -> None:
    whole = judgement()
    with pytest.raises(ValidationError, match="exactly once"):
        Judgement(by=BY, findings=whole.findings[1:])
    with pytest.raises(ValidationError, match="exactly once"):
        Judgement(by=BY, findings=tuple(reversed(whole.findings)))


def test_a_comparison_names_what_changed_and_nothing_else() -> None:
    changes = compare(3, judgement(met=[Move.THANKS]), judgement(violated=[Criterion.VALUE_NOT_EGO]))
    assert [(c.rule, c.was, c.now) for c in changes] == [
        (Criterion.VALUE_NOT_EGO, Verdict.ABSENT, Verdict.VIOLATED),
        (Move.THANKS, Verdict.MET, Verdict.ABSENT),
    ]
    assert not compare(3, judgement(), judgement())
    assert {c.was for c in compare(3, None, judgement())} == {None}
