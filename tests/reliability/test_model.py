"""A model server may fail in any way: nothing is raised, nothing half is kept, and it ends in time."""

import pytest

from tests.reliability.checks import CHECKS, PARTS


@pytest.mark.parametrize("name", PARTS["model"])
def test_nothing_fails(name: str) -> None:
    check, gate, _ = CHECKS[name]
    # A quarter of what the command tries: these and all other tests have ten minutes.
    assert check(max(1, gate // 4), 2).failures == []
