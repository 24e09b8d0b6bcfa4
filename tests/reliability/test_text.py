"""Foreign text is text: on every screen, in every command, and in files."""

import pytest

from tests.reliability.checks import CHECKS, PARTS


@pytest.mark.parametrize("name", PARTS["text"])
def test_nothing_fails(name: str) -> None:
    check, gate, _ = CHECKS[name]
    # A quarter of what the command tries: these and all other tests have ten minutes.
    assert check(max(1, gate // 4), 2).failures == []
