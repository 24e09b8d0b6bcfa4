"""Numbers, names and projects that nobody has said are told from those that somebody has."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coach.domain.facts import Said

TALK = Said(
    "On the ranking refresh Priya and I brought click-through from 21.4% to 24.1%, 12,000 more orders in three weeks.",
    "The fraud detection system launches in March; we also have Project Kestrel.",
)


@pytest.mark.parametrize(
    "text",
    [
        "Click-through rose to 24.10 %.",
        "That was 12000 orders in 3 weeks.",
        "Could I help Priya on the fraud detection system after March?",
        "Kestrel's launch and the new fraud system are your call.",
        "Could we talk on Thursday, or next week?",
        "I'd send a recap to you, and that is one thing less for HR.",
        "This project and the whole team come first.",
        "We could have a 1:1.",
        "You said “Fine” to the boring project.",
    ],
)
def test_what_was_said_may_be_said_again(text: str) -> None:
    assert TALK.invented(text) == ""


@pytest.mark.parametrize(
    ("text", "invented"),
    [
        ("That saved 15 hours.", "15"),
        ("That saved forty hours.", "40"),
        ("I was twice as fast.", "twice"),
        ("That left zero false alarms.", "0"),
        ("Could I help on it with Marco?", "Marco"),
        ("We could do that in April.", "April"),
        ("I know PyTorch well.", "PyTorch"),
        ("GDPR matters here.", "GDPR"),
        ("Could I join the churn model?", "the churn model"),
        ("I'd like to work on our pricing engine.", "our pricing engine"),
    ],
)
def test_what_nobody_said_is_found(text: str, invented: str) -> None:
    assert TALK.invented(text) == invented


@given(st.text(max_size=80))
@example("a'¹A")
def test_any_text_is_covered_by_itself(text: str) -> None:
    assert Said(text).invented(text) == ""


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_to_know_more_never_makes_a_fact_invented(one: str, more: str, text: str) -> None:
    if Said(one).invented(text) == "":
        assert Said(one, more).invented(text) == ""


def test_a_spelled_number_is_known_by_its_digits_and_one_claims_nothing() -> None:
    known = Said("One seat, and a dozen tickets.")
    assert known.invented("It was 1 seat and 12 tickets, and no 2nd one.") == "2"
    assert Said("No number here.").invented("Nobody can do it in one go.") == ""


def test_both_texts_are_known_together() -> None:
    both = Said("Priya had 12 tickets.") | Said("Marco had none.")
    assert both.invented("So Priya and Marco had 12.") == ""
    assert both.invented("So Priya and Anna had 12.") == "Anna"
