"""A stage for each test of the screens."""

from pathlib import Path

import pytest

from tests.tui.staging import Stage


@pytest.fixture
def stage(home: Path) -> Stage:
    """A stage on an empty database."""
    home.mkdir()
    return Stage(home)
