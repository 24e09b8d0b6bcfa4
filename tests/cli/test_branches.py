"""From the shell: go back to a turn, say something else, and lay the two side by side."""

import json
import re

import pytest

from tests.shell import Shell

PLAIN = "Thank you for making time. I would like to join the fraud detection system."
OFFENCE = "You always give those projects to others, and it is unfair."
OFFER = "The migration comes first, and that stays your call. After the 18th I could take a task off the fraud team."


def ids(shell: Shell) -> list[str]:
    return [line.split()[0] for line in shell("sessions").out.splitlines()]


@pytest.fixture
def kept(shell: Shell) -> str:
    """A talk of two replies, the second of them an offence."""
    done = shell("rehearse", "high-visibility-projects", "--plain", "--seed", "1", typed=f"{PLAIN}\n{OFFENCE}\n")
    assert done.code == 0, done
    return ids(shell)[0]


def test_rewinding_prints_what_was_said_and_goes_on_with_other_words(shell: Shell, kept: str) -> None:
    done = shell("rewind", kept, "4", "--plain", typed=f"{OFFER}\n")
    assert done.code == 0, done
    assert f"You: {PLAIN}" in done.out
    assert OFFENCE not in done.out
    assert OFFER in done.out  # in the report
    assert "coach compare latest" in done.err
    first, branch = shell("sessions").out.splitlines()
    assert first.startswith(kept)
    assert "└─ " in branch


def test_a_rewound_talk_is_one_object_too(shell: Shell, kept: str) -> None:
    done = shell("rewind", "latest", "3", "--json", typed=f"{OFFER}\n")
    told = json.loads(done.out)
    assert [turn["text"] for turn in told["turns"]][1::2] == [PLAIN, OFFER]
    assert told["session"] != kept


def test_two_branches_stand_side_by_side(shell: Shell, kept: str) -> None:
    shell("rewind", kept, "4", "--plain", typed=f"{OFFER}\n")
    branch = ids(shell)[1]
    done = shell("compare", kept, branch)
    assert done.code == 0, done
    assert "Turns 1 to 3 are the same" in done.out
    assert "Judge of both: **rules (offline)**" in done.out
    assert "- A \\! Be proactive, not reactive: violated" in done.out
    assert "- B \\+ Respect hierarchy: met" in done.out
    assert done.out.count("Maya Lindqvist** · ") == 2  # the manager's two answers, each with its move
    assert re.search(r"^\*\*At turn 4: not yet .* → .*\*\*$", done.out, re.MULTILINE)
    assert "Over the whole talk B scores" in done.out
    assert shell("compare", "latest").out == done.out  # a branch finds what it branched off

    told = json.loads(shell("compare", kept, branch, "--json").out)
    assert (told["judge"], told["same_turns"], told["a"]["session"], told["b"]["session"]) == ("rules", 3, kept, branch)
    assert told["b"]["parent"] == {"session": kept, "seq": 3}
    (turn,) = told["turns"]
    assert (turn["a"]["reply"]["text"], turn["b"]["reply"]["text"]) == (OFFENCE, OFFER)
    assert turn["a"]["answer"]["cue"] != turn["b"]["answer"]["cue"]
    assert {"rule": "respect_hierarchy", "a": "violated", "b": "met"}.items() <= turn["differs"][0].items()
    assert told["gain"] > 0


def test_the_tree_of_a_session_is_shown_with_scores(shell: Shell, kept: str) -> None:
    shell("rewind", kept, "4", "--plain", typed=f"{OFFER}\n")
    branch = ids(shell)[1]
    shell("rewind", branch, "2", "--plain", typed=f"{OFFER}\n")
    first, second, third = shell("branches", branch).out.splitlines()
    assert first.startswith(kept)
    assert f"{branch}  └─ " in second
    assert "turn 4 anew" in second
    assert second.endswith("←")
    assert "   └─ " in third
    assert " of 100)" in first
    told = json.loads(shell("branches", kept, "--json").out)
    assert [(t["depth"], t["kin"]) for t in told] == [(0, "first"), (1, "branch"), (2, "branch")]


def test_what_cannot_be_done_is_said(shell: Shell, kept: str) -> None:
    for arguments, said in (
        (("rewind", kept, "99", "--plain"), "has 5 turns, and no turn 99"),
        (("rewind", kept, "0", "--plain"), "0 is not in the range"),
        (("rewind", "nobody", "2", "--plain"), "There is no session 'nobody'"),
        (("compare", kept, kept), "Both names mean session"),
        (("compare", kept), "branched off no other one"),
        (("compare", kept, "latest", "--judge", "llm"), "Both names mean session"),
        (("branches", "nobody"), "There is no session 'nobody'"),
    ):
        done = shell(*arguments)
        assert (done.code, done.out) == (2, ""), done
        assert said in done.err


def test_two_scenes_cannot_be_compared(shell: Shell, kept: str) -> None:
    shell("rehearse", "risk-averse-manager", "--plain", typed=f"{PLAIN}\n")
    done = shell("compare", kept, "latest")
    assert done.code == 2
    assert "two scenes cannot be compared" in done.err


def test_two_talks_with_nothing_in_common_are_compared_and_it_is_said(shell: Shell, kept: str) -> None:
    shell("rehearse", "high-visibility-projects", "--plain", "--seed", "2", typed=f"{OFFER}\n")
    done = shell("compare", kept, "latest")
    assert done.code == 0
    assert "They have no turn in common" in done.out
