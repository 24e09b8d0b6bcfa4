"""Makes the tests of one part of what is promised: each check of it, at the gate's size."""

from collections.abc import Callable

import pytest

from tests.reliability.checks import CHECKS, PARTS


def holds(part: str) -> Callable[[str], None]:
    """Return a test for every check of a part. Each part is a file of its own, so that several can run at once."""

    @pytest.mark.parametrize("name", PARTS[part])
    def nothing_fails(name: str) -> None:
        check, gate, _ = CHECKS[name]
        assert check(gate, 2).failures == []

    return nothing_fails
