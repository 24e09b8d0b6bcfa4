"""One damaged session keeps no command from the others, and each says which one could not be read."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.shell import Shell

DAMAGES = ("UPDATE session SET difficulty = 'brutal'", "DELETE FROM turn WHERE seq = 0", "UPDATE turn SET body = '{'")
"""One that the list trips over, and two that show when the session is read."""


@pytest.fixture(params=DAMAGES)
def damaged(request: pytest.FixtureRequest, shell: Shell, home: Path) -> str:
    """Play two rehearsals, damage the first one and return its id."""
    replies = "Thank you for making time.\n/end\n"
    shell("rehearse", "high-visibility-projects", "--plain", "--seed", "1", typed=replies)
    (one,) = json.loads(shell("sessions", "--json").out)
    with sqlite3.connect(home / "coach.db") as database:
        database.execute(str(request.param))
    shell("rehearse", "high-visibility-projects", "--plain", "--seed", "2", typed=replies)
    return str(one["id"])


def test_the_commands_go_on_past_it_and_name_it(shell: Shell, damaged: str) -> None:
    said = f"Session {damaged} cannot be read"
    done = shell("sessions")
    assert done.code == 0
    assert "1 replies" in done.out
    assert (said in done.err) is not (damaged in done.out)  # where the list can show it, the others tell
    progress = shell("progress")
    assert progress.code == 0
    assert said in progress.out + progress.err
    judged = shell("judge", "--all", "--judge", "rules")
    assert judged.code == 1
    assert said in judged.out + judged.err
    assert "1 judged before" in judged.out + judged.err
    assert shell("report", "latest").code == 0
