"""A model server may fail in any way: nothing is raised, nothing half is kept, and it ends in time."""

import pytest

from tests.reliability.checks import CHECKS, PARTS


@pytest.mark.parametrize("name", PARTS["model"])
def test_nothing_fails(name: str) -> None:
    check, gate, _ = CHECKS[name]
    assert check(gate, 2).failures == []
