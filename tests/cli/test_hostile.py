"""Arguments, file names and rows of a database that try to act: they are told in plain words, and nothing happens."""

from pathlib import Path

import pytest

from coach.domain.judgement import Evidence
from coach.errors import ModelError
from tests.reliability.grammar import text_leaks
from tests.shell import Shell

HOSTILE = "x\x1b]52;c;aGk=\x07 \x9b2J \u202etxt"


@pytest.mark.parametrize(
    "arguments",
    [
        (HOSTILE,),
        (f"--{HOSTILE}",),
        ("--env-file", HOSTILE, "doctor"),
        ("--env-file", "x" * 5_000, "doctor"),
        ("report", HOSTILE),
        ("report", "latest", "--format", HOSTILE),
        ("scenarios", "check", f"./{HOSTILE}.toml"),
        ("settings", HOSTILE),
        ("score", HOSTILE),
        ("sessions", HOSTILE),
    ],
)
def test_a_hostile_argument_is_refused_in_plain_text(shell: Shell, arguments: tuple[str, ...]) -> None:
    done = shell(*arguments)
    assert done.code == 2
    assert "Error: " in done.err
    assert list(text_leaks(done.out + done.err)) == []


@pytest.mark.parametrize("command", ["report", "replay", "compare", "recap", "outcome"])
def test_a_byte_that_is_no_text_is_no_session(shell: Shell, command: str) -> None:
    done = shell(command, "a\udcffb")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: There is no session 'a\ufffdb'.")


def test_a_hostile_folder_is_told_in_plain_text(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / HOSTILE))
    for command in ("doctor", "settings", "sessions", "brief"):
        done = shell(command)
        assert list(text_leaks(done.out + done.err)) == []


def test_errors_and_quotes_are_clean_where_they_are_made() -> None:
    error = ModelError("server", HOSTILE, HOSTILE)
    assert error.sentence == "x\ufffd]52;c;aGk=\ufffd \ufffd2J txt x\ufffd]52;c;aGk=\ufffd \ufffd2J txt"
    assert Evidence(quote=f" {HOSTILE} ", start=0, end=9).quote == " x\ufffd]52;c;aGk=\ufffd \ufffd2J txt "
