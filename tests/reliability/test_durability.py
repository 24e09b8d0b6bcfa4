"""Nothing typed is lost: kills, torn logs, failing storage, two coaches, clocks."""

import pytest

from tests.reliability.checks import CHECKS, PARTS


@pytest.mark.parametrize("name", PARTS["durability"])
def test_nothing_fails(name: str) -> None:
    check, gate, _ = CHECKS[name]
    assert check(gate, 2).failures == []
