"""However the room ends, and whatever is typed, the terminal is whole and the turn kept."""

import pytest

from tests.reliability.checks import CHECKS, PARTS


@pytest.mark.parametrize("name", PARTS["terminal"])
def test_nothing_fails(name: str) -> None:
    check, gate, _ = CHECKS[name]
    assert check(gate, 2).failures == []
