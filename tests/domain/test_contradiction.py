"""What one person says twice with other numbers is noticed, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.contradiction import contradicted

BEFORE = "On the search refresh I took click-through on the first page from 21.4 to 24.1 %."


@pytest.mark.parametrize(
    "now",
    [
        "As I said, click-through on the first page went from 21.4 to 27 %.",
        "Remember the click-through on that page: up from 19 to 24.1 %.",
    ],
)
def test_another_number_for_the_same_thing_is_a_contradiction(now: str) -> None:
    found = contradicted(now, [BEFORE])
    assert found is not None
    assert "21.4 to 24.1 %" in found.earlier
    assert found.earlier != found.now


@pytest.mark.parametrize(
    "now",
    [
        BEFORE,
        "Click-through on the first page rose from 21.4 % to 24.1 %.",
        "The duplicates that reach buyers fell from 6.2 to 1.8 %.",
        "The false alarms could fall from 21 to 15 %, as on the first page.",
        "It took from nine weeks to ten.",
        "There were 7 of us and 12 experiments.",
        "",
    ],
)
def test_the_same_number_or_another_thing_is_none(now: str) -> None:
    assert contradicted(now, [BEFORE]) is None


def test_by_how_much_is_compared_too() -> None:
    found = contradicted("We cut the latency of the checkout by 45 %.", ["I cut the checkout latency by 30 %."])
    assert found is not None
    assert contradicted("We cut the cost of the checkout by 45 %.", ["I cut the search latency by 30 %."]) is None


def test_nothing_said_before_contradicts_nothing() -> None:
    assert contradicted(BEFORE, []) is None


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("I cut the checkout latency by 30 %.", "I cut the checkout latency by 30.0 percent."),
        ("I took the hosting bill from 1200 to 900 euros.", "The hosting bill went from €1,200 to €900."),
        ("I took the hosting bill from 1200 to 900.", "The hosting bill went from 1,200 to 900 euros a month."),
        ("I brought the nightly run time from 6 to 1.5 hours.", "The nightly run time went from 360 to 90 minutes."),
        ("I brought the nightly run time from 6 to 1.5 hours.", "The nightly run time went to 1.5 hours from 6."),
        ("The ranking clicks rose from 21.4 to 24.1 %.", "The ranking clicks rose from about 21 to 24 percent."),
        ("I cut the checkout latency by 30 %.", "I could cut the checkout latency by 45 %."),
        ("I lifted the ranking clicks by 3 points.", "I lifted the ranking clicks by 13 %."),
    ],
)
def test_one_number_in_another_dress_is_no_contradiction(before: str, now: str) -> None:
    assert contradicted(now, [before]) is None
    assert contradicted(before, [now]) is None


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("I cut the checkout latency by 30 percent.", "We cut the checkout latency by 25 %."),
        ("I brought the nightly run time from 6 to 1.5 hours.", "The nightly run time went from 360 to 30 minutes."),
        ("I took the hosting bill from 1200 to 900 euros.", "The hosting bill went from €1,200 to €500."),
    ],
)
def test_another_number_in_another_unit_is_one(before: str, now: str) -> None:
    assert contradicted(now, [before]) is not None


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_it(one: str, other: str) -> None:
    contradicted(one, [other])
    contradicted(f"The bill went from {one} to {other}", [f"The bill went from {other} to {one}"])


NUMBERS = st.integers(1, 99_999)


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["{:,} euros", "€{}", "{}.0 euro", "{}"]))
def test_whole_numbers_contradict_exactly_where_they_differ(before: int, after: int, now: int, dress: str) -> None:
    said = f"I took the hosting bill from {before} to {after} euros."
    again = f"The hosting bill went from {dress.format(before)} to {dress.format(now)}."
    assert (contradicted(again, [said]) is None) == (now == after)
