"""Every scene that comes with the coach is played with the scripted engineers, and the README says what came of it."""

import re
from pathlib import Path

from tests.shell import Shell

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def test_the_readme_prints_what_the_command_prints(shell: Shell) -> None:
    done = shell("scenarios", "check", "--play")
    assert done.code == 0, done.out
    last = done.out.strip().splitlines()[-1]
    printed = re.search(r"<!-- the play -->\n```text\n(.*?)\n```", README, re.S)
    assert printed is not None
    assert last == printed[1]
    rates = re.findall(r"\((\d+\.\d)%; by the engine (\d+)", last)
    (false, engine_false), (stuck, engine_stuck) = rates
    assert float(false) <= 2
    assert float(stuck) <= 10
    assert engine_false == engine_stuck == "0"
