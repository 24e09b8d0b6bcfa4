"""How a real talk went is logged beside the rehearsal that was for it, and shown wherever that one is."""

import json

import pytest

from coach.domain.real_talk import MAX_NOTE, rehearse_next
from coach.domain.transcript import Outcome
from tests.shell import Shell


@pytest.fixture
def rehearsed(shell: Shell) -> Shell:
    assert shell("rehearse", "high-visibility-projects", "--json", typed="Thanks for your time.\n").code == 0
    return shell


def test_with_options_nothing_is_asked(rehearsed: Shell) -> None:
    done = rehearsed(
        "outcome", "latest", "--result", "granted_in_part", "--on", "2024-05-31", "--note", "two days a week"
    )
    assert done.code == 0
    assert "granted in part on 2024-05-31: two days a week" in done.out
    assert rehearse_next(Outcome.GRANTED_IN_PART) in done.err
    assert "real talk: granted in part" in rehearsed("sessions").out
    assert "granted in part on 2024-05-31: two days a week" in rehearsed("report", "latest").out
    report = json.loads(rehearsed("report", "latest", "--format", "json").out)
    assert report["real_talks"] == [{"result": "granted_in_part", "on": "2024-05-31", "note": "two days a week"}]
    assert "two days a week" in rehearsed("outcome").out


def test_without_a_result_it_asks(rehearsed: Shell) -> None:
    done = rehearsed("outcome", "latest", "--json", typed="3\n2024-01-02\nafter the release\n")
    assert done.code == 0
    logged = json.loads(done.out)
    assert (logged["result"], logged["on"], logged["note"]) == ("follow_up_agreed", "2024-01-02", "after the release")
    assert rehearsed("outcome", "latest", typed="granted in part\n\n\n").code == 0


def test_a_note_has_an_end(rehearsed: Shell) -> None:
    given = ("outcome", "latest", "--result", "deferred", "--note")
    refused = rehearsed(*given, "x" * (MAX_NOTE + 1))
    assert refused.code == 2
    assert "A note has at most 2000 characters, and this one has 2001." in refused.err
    assert rehearsed(*given, "x" * MAX_NOTE).code == 0
    assert [len(talk["note"]) for talk in json.loads(rehearsed("outcome", "--json").out)] == [MAX_NOTE]


def test_several_talks_follow_one_rehearsal(rehearsed: Shell) -> None:
    rehearsed("outcome", "latest", "--result", "deferred", "--on", "2024-01-02")
    rehearsed("outcome", "latest", "--result", "granted", "--on", "2024-02-03")
    listed = json.loads(rehearsed("outcome", "--json").out)
    assert [entry["result"] for entry in listed] == ["granted", "deferred"]
    assert "real talk: granted" in rehearsed("sessions").out
    kept = json.loads(rehearsed("sessions", "--json").out)[0]
    assert [talk["result"] for talk in kept["real_talks"]] == ["deferred", "granted"]


@pytest.mark.parametrize(
    ("arguments", "typed", "words"),
    [
        (["latest", "--result", "left"], "", "left"),
        (["latest", "--result", "granted", "--on", "tomorrow"], "", "2026-05-31"),
        (["latest", "--result", "granted", "--on", "2024-13-41"], "", "2026-05-31"),
        (["latest", "--result", "granted", "--on", "9999-01-01"], "", "still to come"),
        (["latest"], "9\n", "--result"),
        (["latest"], "", "--result"),
        (["nobody", "--result", "granted"], "", "no session"),
        (["--result", "granted"], "", "Name the rehearsal"),
    ],
)
def test_what_cannot_be_logged_is_refused_and_leaves_nothing(
    rehearsed: Shell, arguments: list[str], typed: str, words: str
) -> None:
    done = rehearsed("outcome", *arguments, typed=typed)
    assert done.code == 2
    assert words in done.err
    assert json.loads(rehearsed("outcome", "--json").out) == []


def test_before_any_is_logged_it_says_how(shell: Shell) -> None:
    done = shell("outcome")
    assert (done.code, done.out) == (0, "")
    assert "coach outcome SESSION" in done.err
