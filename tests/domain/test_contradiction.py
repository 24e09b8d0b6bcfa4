"""What one person says twice with other numbers is noticed, and nothing else is."""

import pytest

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
