"""However the room ends, and whatever is typed, the terminal is whole and the turn kept."""

import pytest

from tests.reliability.checks import CHECKS, PARTS


@pytest.mark.parametrize("name", PARTS["terminal"])
def test_nothing_fails(name: str) -> None:
    check, gate, _ = CHECKS[name]
    # A quarter of what the command tries: these and all other tests have ten minutes.
    assert check(max(1, gate // 4), 2).failures == []
