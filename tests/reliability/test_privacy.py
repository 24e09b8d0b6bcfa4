"""Words and keys go nowhere but where they were meant to."""

import pytest

from tests.reliability.checks import CHECKS, PARTS


@pytest.mark.parametrize("name", PARTS["privacy"])
def test_nothing_fails(name: str) -> None:
    check, gate, _ = CHECKS[name]
    # A quarter of what the command tries: these and all other tests have ten minutes.
    assert check(max(1, gate // 4), 2).failures == []


def test_every_check_is_in_a_part() -> None:
    assert sorted(name for part in PARTS.values() for name in part) == sorted(CHECKS)
