"""Neither the manager's part nor a score can be talked away."""

import pytest

from tests.reliability.checks import CHECKS, PARTS


@pytest.mark.parametrize("name", PARTS["attack"])
def test_nothing_fails(name: str) -> None:
    check, gate, _ = CHECKS[name]
    assert check(gate, 2).failures == []
