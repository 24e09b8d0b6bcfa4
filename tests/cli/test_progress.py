"""`coach progress` prints plots, words or an object, and says how to begin."""

import json

from tests.shell import Shell

REPLIES = "Thank you for making time.\nI deserve it. I need an answer now.\n/end\n"


def rehearse(shell: Shell) -> None:
    assert shell("rehearse", "high-visibility-projects", "--plain", "--seed", "1", typed=REPLIES).code == 0


def test_on_the_first_day_it_says_what_will_stand_there_and_how_to_begin(shell: Shell) -> None:
    done = shell("progress")
    assert (done.code, done.out) == (0, "")
    assert "coach rehearse high-visibility-projects" in done.err
    assert json.loads(shell("progress", "--json").out)["line"] == []


def test_plots_and_words_say_the_same(shell: Shell) -> None:
    rehearse(shell)
    assert shell("outcome", "latest", "--result", "deferred").code == 0
    plots, words = shell("progress").out, shell("progress", "--plain").out
    for told in ("1 rehearsal, 1 real talk", "Practise next: ", "Be patient and persistent", "won 0 of 1 try"):
        assert told in plots
        assert told in words
    assert "●" in plots
    assert "◆" in plots
    assert not set("●◆█▁┤") & set(words)
    assert max(map(len, plots.splitlines())) <= 80


def test_the_object_has_every_point_and_what_to_practise(shell: Shell) -> None:
    rehearse(shell)
    told = json.loads(shell("progress", "--json").out)
    (point,) = told["line"]
    assert (point["kind"], point["replies"], point["judged"]) == ("rehearsal", 2, 2)
    assert point["criteria"]["document_everything"] is None
    assert told["practise"][0]["scenario"] == "high-visibility-projects"
    assert told["left_out"] == []


def test_a_judge_that_has_judged_nothing_is_refused_with_the_way_to_let_it(shell: Shell) -> None:
    rehearse(shell)
    done = shell("progress", "--judge", "llm")
    assert done.code == 2
    assert "coach judge --all --judge llm" in done.err
