"""Foreign text is text: on every screen, in every command, and in files."""

import pytest

from tests.reliability.checks import CHECKS, PARTS


@pytest.mark.parametrize("name", PARTS["text"])
def test_nothing_fails(name: str) -> None:
    check, gate, _ = CHECKS[name]
    assert check(gate, 2).failures == []
