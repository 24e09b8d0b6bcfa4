"""Numbers, names and projects that nobody has said are told from those that somebody has."""

import pytest
from hypothesis import given
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
def test_any_text_is_covered_by_itself(text: str) -> None:
    assert Said(text).invented(text) == ""


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_to_know_more_never_makes_a_fact_invented(one: str, more: str, text: str) -> None:
    if Said(one).invented(text) == "":
        assert Said(one, more).invented(text) == ""
