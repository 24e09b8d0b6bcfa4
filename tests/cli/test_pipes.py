"""What happens where the reader of the output leaves early: that is no fault, and nothing said is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COACH = [sys.executable, "-m", "coach"]
REPLY = b"Thanks for your time. I'd like to work on the fraud detection system.\n"


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "COACH_HOME": str(home), "PYTHONUNBUFFERED": "1"}


@pytest.mark.parametrize("arguments", [["scenarios"], ["--help"], ["scenarios", "show", "high-visibility-projects"]])
@pytest.mark.parametrize("buffered", ["", "1"])
def test_a_closed_pipe_is_no_fault(arguments: list[str], buffered: str, tmp_path: Path) -> None:
    out, into = os.pipe()
    os.close(out)
    given = {**environment(tmp_path), "PYTHONUNBUFFERED": buffered}
    with os.fdopen(into, "wb") as closed:
        done = subprocess.run([*COACH, *arguments], stdout=closed, stderr=subprocess.PIPE, env=given, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_rehearsal_whose_reader_has_left_keeps_what_was_said(tmp_path: Path) -> None:
    command = [*COACH, "rehearse", "high-visibility-projects", "--plain", "--seed", "0"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(tmp_path)
    ) as talk:
        assert talk.stdin is not None
        assert talk.stdout is not None
        assert talk.stdout.readline().startswith(b"Maya Lindqvist: ")
        talk.stdout.close()
        talk.stdin.write(REPLY)
        talk.stdin.close()
        assert talk.wait(timeout=60) == 0
    listed = subprocess.run([*COACH, "sessions", "--json"], capture_output=True, env=environment(tmp_path), timeout=60)
    (kept,) = json.loads(listed.stdout)
    assert kept["replies"] == 1
