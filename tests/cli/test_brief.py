"""The brief is asked for, kept, checked and used: in a rehearsal, for the outline and for the message."""

import json
import stat
from pathlib import Path

import pytest

from coach.stores.sql import SqlStore
from tests.shell import Shell

SCENE = "high-visibility-projects"
ANSWERS = """\
feature engineering
Built the ranking features that are still used.

Finding out why a model is wrong.
To lead a launch.
basket forecast
rebuilt the features
mean error
14
9
percent
waste fell by a tenth

fraud detection system
One of three company goals.

The finance director follows it.

feature engineering on devices
fewer honest buyers blocked by the fraud detection system
a tenth fewer false alarms

"""
CLAIM = "Thank you. On the basket forecast I took the mean error from 14 to 4 percent.\n"


@pytest.fixture
def interviewed(shell: Shell) -> Shell:
    assert shell("brief", "interview", typed=ANSWERS).code == 0
    return shell


def test_without_a_brief_it_says_what_stands_in(shell: Shell) -> None:
    done = shell("brief")
    assert (done.code, done.out) == (0, "")
    assert "stand-in" in done.err
    assert json.loads(shell("brief", "show", "--json").out) is None
    for command in (["check"], ["outline"], ["invite"]):
        refused = shell("brief", *command)
        assert refused.code == 2
        assert "coach brief interview" in refused.err


def test_a_piped_interview_makes_a_sound_brief(interviewed: Shell, home: Path) -> None:
    path = home / "brief.toml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    done = interviewed("brief", "check")
    assert (done.code, done.out) == (0, f"{path}: your brief is sound.\n")
    shown = json.loads(interviewed("brief", "show", "--json").out)
    assert shown["projects"][0]["after"] == "9"
    assert shown["opportunities"][0]["in_difficulty"] == ""
    assert "basket forecast: rebuilt the features; mean error 14 → 9 percent" in interviewed("brief").out


@pytest.mark.parametrize("lines", range(1, 21))
def test_an_interview_that_is_cut_off_keeps_every_answer(shell: Shell, home: Path, lines: int) -> None:
    answers = ANSWERS.splitlines()[:lines]
    assert shell("brief", "interview", typed="\n".join(answers) + "\n").code == 0
    text = (home / "brief.toml").read_text("utf-8")
    for answer in filter(None, answers):
        assert answer in text


def test_an_interview_goes_on_with_what_is_there(shell: Shell) -> None:
    shell("brief", "interview", typed="MLOps\n\n\n")
    again = shell("brief", "interview", typed="Runs for two years now.\nA/B testing\nEleven of them.\n\nhard ones\n")
    assert "1. MLOps" in again.err
    shown = json.loads(shell("brief", "show", "--json").out)
    assert [s["proof"] for s in shown["strengths"]] == ["Runs for two years now.", "Eleven of them."]
    assert shown["enjoys"] == "hard ones"
    third = shell("brief", "interview", typed="")
    assert "1. MLOps: complete" in third.err
    assert json.loads(shell("brief", "show", "--json").out) == shown


def test_a_sitting_without_an_answer_leaves_no_file(shell: Shell, home: Path) -> None:
    done = shell("brief", "interview", typed="\n" * 20)
    assert done.code == 0
    assert "nothing is kept" in done.err
    assert not (home / "brief.toml").exists()


def test_an_answer_that_is_too_long_is_asked_for_again(shell: Shell) -> None:
    done = shell("brief", "interview", typed=f"{'x' * 3000}\nMLOps\n")
    assert "That has 3000 characters; say it in " in done.err
    assert json.loads(shell("brief", "show", "--json").out)["strengths"][0]["technique"] == "MLOps"


def test_check_names_line_key_and_repair(interviewed: Shell, home: Path) -> None:
    path = home / "brief.toml"
    text = path.read_text("utf-8").replace("a tenth fewer false alarms", "implement them")
    path.write_text(text.replace('seen_by_leadership = "The finance director follows it."\n', ""), "utf-8")
    path.write_text(path.read_text("utf-8").replace('strategic = "One of three company goals."\n', ""), "utf-8")
    done = interviewed("brief", "check")
    assert done.code == 1
    task, reason = sorted(done.out.splitlines(), key=lambda line: "opportunities" in line)
    line = next(n for n, t in enumerate(path.read_text("utf-8").splitlines(), start=1) if "implement them" in t)
    assert task.startswith(f"{path}:{line}: value_propositions.0.result: ")
    assert "opportunities.0: fraud detection system: no reason why it is visible" in reason
    found = json.loads(interviewed("brief", "check", "--json").out)
    assert {mend["key"] for mend in found} == {"value_propositions.0.result", "opportunities.0"}


def editor(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o700)
    return str(path)


def test_edit_begins_with_a_commented_template(
    shell: Shell, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path / "seen", f'cp "$1" {tmp_path / "template"}'))
    done = shell("brief", "edit")
    assert done.code == 0
    assert "Nothing is filled in yet" in done.err
    assert "# [[strengths]]" in (tmp_path / "template").read_text("utf-8")
    assert shell("brief").out == ""
    monkeypatch.setenv("VISUAL", editor(tmp_path / "fills", 'printf \'enjoys = "x"\\n\' >> "$1"; chmod 644 "$1"'))
    assert "coach brief check" in shell("brief", "edit").err
    assert "x" in shell("brief").out
    assert stat.S_IMODE((home / "brief.toml").stat().st_mode) == 0o600


def test_a_faulty_file_is_kept_and_told_with_its_line(
    shell: Shell, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path / "breaks", "printf '\\n\\nenjoys = x\\n' > \"$1\""))
    done = shell("brief", "edit")
    assert done.code == 2
    assert "brief.toml:3:" in done.err
    assert (home / "brief.toml").read_text("utf-8") == "\n\nenjoys = x\n"
    refused = shell("rehearse", SCENE, "--plain", typed="Thanks.\n")
    assert refused.code == 2
    assert "brief.toml:3:" in refused.err
    assert "--stand-in" in refused.err
    assert shell("rehearse", SCENE, "--plain", "--stand-in", typed="Thanks.\n").code == 0
    assert shell("brief", "interview", typed="MLOps\n").code == 2
    assert (home / "brief.toml").read_text("utf-8") == "\n\nenjoys = x\n"


def test_an_editor_that_fails_is_said(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for command, words in (("false", "code 1"), ("no-such-editor", "does not start"), ("'", "no command")):
        monkeypatch.setenv("EDITOR", command)
        done = shell("brief", "edit")
        assert done.code == 2
        assert words in done.err


def test_ones_own_brief_wins_and_the_session_keeps_it(interviewed: Shell, home: Path) -> None:
    played = interviewed("rehearse", SCENE, "--plain", "--seed", "1", typed=CLAIM)
    assert "Brief: your own." in played.err
    session = SqlStore.in_directory(home).read("latest")
    assert not session.brief.stand_in
    assert session.brief.projects[0].name == "basket forecast"
    assert "Brief: your own." in interviewed("scenarios", "show", SCENE).out
    (home / "brief.toml").unlink()
    again = interviewed("rehearse", "--again", session.id, "--plain", typed=CLAIM)
    assert "Brief: your own." in again.err
    assert SqlStore.in_directory(home).read("latest").brief == session.brief
    assert "stand-in" in interviewed("scenarios", "show", SCENE).out


def test_the_stand_in_is_named_and_can_be_asked_for(interviewed: Shell, home: Path) -> None:
    played = interviewed("rehearse", SCENE, "--plain", "--stand-in", typed=CLAIM)
    assert "Brief: the scene's stand-in" in played.err
    assert SqlStore.in_directory(home).read("latest").brief.stand_in
    refused = interviewed("rehearse", "--again", "latest", "--plain", "--stand-in", typed="")
    assert refused.code == 2
    assert "--stand-in" in refused.err


def test_a_half_written_value_is_left_out_of_a_rehearsal_only(shell: Shell, home: Path) -> None:
    (home).mkdir()
    (home / "brief.toml").write_text('enjoys = "x"\n[[value_propositions]]\ntechnique = "graphs"\n', "utf-8")
    shell("rehearse", SCENE, "--json", typed="Thanks.\n")
    assert SqlStore.in_directory(home).read("latest").brief.value_propositions == ()
    assert "graphs" in shell("brief").out


def test_a_number_against_the_brief_is_told_at_once_and_in_the_report_and_moves_no_score(interviewed: Shell) -> None:
    played = interviewed("rehearse", SCENE, "--plain", "--seed", "1", typed=CLAIM)
    told = [line for line in played.out.splitlines() if line.startswith("  [brief] ")]
    assert len(told) == 1
    assert "basket forecast: mean error 14 → 9 percent" in told[0]
    report = json.loads(interviewed("report", "latest", "--format", "json").out)
    turn = next(t for t in report["turns"] if t["speaker"] == "engineer")
    assert turn["discrepancies"][0]["now"] in CLAIM
    assert "Not the brief's number" in interviewed("report", "latest").out
    assert "Not the brief's number" in interviewed("replay", "latest").out
    interviewed("rehearse", SCENE, "--plain", "--stand-in", "--seed", "1", typed=CLAIM)
    unflagged = json.loads(interviewed("report", "latest", "--format", "json").out)
    assert unflagged["score"] == report["score"]
    assert "discrepancies" not in str(unflagged["turns"])


def test_the_outline_and_the_message_stand_on_the_brief(interviewed: Shell) -> None:
    page = interviewed("brief", "outline").out
    for words in ("fraud detection system", "basket forecast", "a tenth fewer false alarms", "Let me think about it"):
        assert words in page
    html = interviewed("brief", "outline", "--format", "html").out
    assert html.startswith("<!doctype html>")
    kept = Path(interviewed("brief", "outline", "--format", "html", "--keep").out.strip())
    assert kept.read_text("utf-8") == html
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    message = interviewed("brief", "invite", "--to", "Maya", "--minutes", "20", "--when", "next Tuesday").out
    assert message.startswith("Subject: 20 minutes")
    for words in ("Hello Maya,", "20 minutes next Tuesday", "fraud detection system", "from 14 to 9 percent"):
        assert words in message


def test_nothing_in_a_brief_becomes_structure_on_the_page(shell: Shell, home: Path) -> None:
    home.mkdir()
    (home / "brief.toml").write_text('[[opportunities]]\nname = "<script>x</script> [a](b) # *c*"\n', "utf-8")
    html = shell("brief", "outline", "--format", "html").out
    assert "<script" not in html
    assert "href" not in html
    assert "<em>" not in html
