"""Numbers in digits and in words: whoever reads them builds on one table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.deadline import due_in
from coach.domain.facts import Said
from coach.domain.numbers import NUMERALS, digits, plain
from coach.domain.preparation import has_number


@given(st.integers(0, 10**9))
def test_commas_of_thousands_and_noughts_behind_the_point_change_no_number(value: int) -> None:
    assert digits(f"about {value:,}.00 in all") == digits(f"about {value}") == [str(value)]
    assert plain(plain(f"{value:,}.50")) == f"{value}.5"


@pytest.mark.parametrize("word", [word for word in NUMERALS if word not in ("one", "zero")])
def test_every_numeral_is_a_number_a_time_and_a_fact(word: str) -> None:
    assert has_number(f"{word} fewer alarms")
    assert due_in(f"I'll have it within {word} days.") == f"within {word} days"
    assert Said("Nothing.").new_number(f"It saves {word} hours.") == str(NUMERALS[word])
    assert Said(f"It saves {NUMERALS[word]} hours.").new_number(f"It saves {word} hours.") == ""
