"""Words and keys go nowhere but where they were meant to."""

from tests.reliability.checks import CHECKS, PARTS
from tests.reliability.holding import holds

test_nothing_fails = holds("privacy")


def test_every_check_is_in_a_part() -> None:
    assert sorted(name for part in PARTS.values() for name in part) == sorted(CHECKS)
