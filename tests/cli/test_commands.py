"""Every command does what it says, on the right output, with the right exit code."""

import json
from pathlib import Path

import pytest

from coach.cli import COMMANDS
from coach.stores.sql import SqlStore
from tests.shell import Shell

ROOT = Path(__file__).parent.parent.parent
TALK = "Thanks for making time.\nI would like to join the fraud detection system.\n"


def test_help_lists_every_command(shell: Shell) -> None:
    done = shell("--help")
    assert done.code == 0
    for name, (_, line) in COMMANDS.items():
        assert name in done.out
        assert line in done.out
        assert shell(name, "--help").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["rehearse"],
        ["rehearse", "a", "--again", "b"],
        ["rehearse", "--resume", "x", "--seed", "1"],
        ["rehearse", "--again", "x", "--difficulty", "tough"],
        ["rehearse", "high-visibility-projects", "--difficulty", "brutal"],
        ["rehearse", "high-visibilty-projects", "--plain"],
        ["report", "latest"],
        ["replay", "abc"],
        ["scenarios", "show", "nothing"],
        ["scenarios", "check", "nothing.toml"],
        ["score", "nothing.txt"],
        ["calibrate", "nothing.jsonl"],
        ["--env-file", "nothing.env", "sessions"],
        ["rehearse", "high-visibility-projects", "--plain", "--manager", "llm"],
    ],
)
def test_a_wrong_request_is_exit_2_on_stderr(shell: Shell, arguments: list[str]) -> None:
    done = shell(*arguments)
    assert done.code == 2, done
    assert done.out == ""
    assert done.err.strip()
    assert "Traceback" not in done.err


def test_a_misspelt_scene_is_guessed(shell: Shell) -> None:
    assert "high-visibility-projects" in shell("scenarios", "show", "high-visibilty-projects").err


def test_without_a_terminal_the_room_says_how_else(shell: Shell) -> None:
    done = shell()
    assert done.code == 2
    assert "--plain" in done.err


def test_without_a_terminal_a_rehearsal_goes_line_by_line_and_says_so(shell: Shell) -> None:
    done = shell("rehearse", "high-visibility-projects", typed=TALK)
    assert done.code == 0
    assert "--plain" in done.err


def test_scenarios_are_listed_shown_and_checked(shell: Shell, tmp_path: Path) -> None:
    listed = shell("scenarios")
    assert listed.out.startswith("high-visibility-projects")
    assert {s["id"] for s in json.loads(shell("scenarios", "--json").out)} >= {"risk-averse-manager"}
    shown = shell("scenarios", "show", "high-visibility-projects").out
    assert "fraud detection" in shown.lower()
    path = ROOT / "scenarios" / "risk-averse-manager.toml"
    assert shell("scenarios", "check", str(path)).code == 0
    broken = tmp_path / "broken.toml"
    broken.write_text(path.read_text("utf-8").replace("[persona]", "[person]", 1), "utf-8")
    refused = shell("scenarios", "check", str(broken))
    assert refused.code == 2
    assert "broken.toml:" in refused.err


def test_a_rehearsal_leaves_a_session_and_a_report_in_three_forms(shell: Shell) -> None:
    played = shell("rehearse", "high-visibility-projects", "--json", "--seed", "1", typed=TALK)
    one = json.loads(played.out)
    assert set(one) >= {"session", "scenario", "manager", "judge", "outcome", "score", "turns"}
    assert one["score"]["judged"] == one["score"]["replies"] == 2
    assert one["session"] in shell("sessions").out
    assert json.loads(shell("sessions", "--json").out)[0]["id"] == one["session"]
    assert shell("report", one["session"][:6]).out.startswith("# ")
    assert json.loads(shell("report", "latest", "--format", "json").out) == one
    assert shell("report", "latest", "--format", "html").out.startswith("<!doctype html>")


def test_replay_goes_turn_by_turn_and_judging_again_adds_a_judgement(shell: Shell, home: Path) -> None:
    shell("rehearse", "high-visibility-projects", "--json", "--seed", "1", typed=TALK)
    replayed = shell("replay", "latest")
    assert replayed.code == 0
    assert "2. You" in replayed.out
    before = len(SqlStore.in_directory(home).read("latest").judgements)
    again = shell("replay", "latest", "--judge", "rules")
    assert again.code == 0
    judgements = SqlStore.in_directory(home).read("latest").judgements
    assert len(judgements) == before + 2
    assert "~ " not in again.out.partition("\n")[2]
    refused = shell("replay", "latest", "--votes", "3")
    assert refused.code == 2
    assert "--judge llm" in refused.err


def test_rows_are_judged_and_agreement_is_printed_beside_keywords(shell: Shell, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text("\n".join((ROOT / "tests" / "gold" / "dev.jsonl").read_text("utf-8").splitlines()[:12]), "utf-8")
    scored = json.loads(shell("score", str(rows), "--json").out)
    assert [row["id"] for row in scored["rows"]][:2] == ["dev-001", "dev-002"]
    table = shell("calibrate", str(rows))
    assert table.code == 0
    assert "keywords" in table.out
    figures = json.loads(shell("calibrate", str(rows), "--json").out)
    assert figures["agreement"]["rows"] == 12
    assert len(figures["rows"]) == 12


@pytest.mark.parametrize(
    ("line", "words"),
    [("{", ":1: is no JSON object"), ('{"id": "a"}', ":1: "), ("[" * 5000, ":1: "), ("", "holds no row")],
)
def test_rows_that_cannot_be_read_are_refused_with_their_line(
    shell: Shell, tmp_path: Path, line: str, words: str
) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(line)
    done = shell("calibrate", str(rows))
    assert done.code == 2
    assert words in done.err


def test_doctor_names_each_setting_and_its_source(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    done = shell("doctor")
    assert done.code == 0
    assert "COACH_DEADLINE_S: 120 (default)" in done.out
    assert "offline" in done.out
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    found = shell("doctor")
    assert found.code == 0
    assert "nothing is sent" in found.out
    assert "canary" not in found.out + found.err


def test_doctor_says_that_a_server_does_not_answer(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("COACH_MODEL", "anything")
    done = shell("doctor")
    assert done.code == 3
    assert "FAIL" in done.out
    assert "127.0.0.1:9" in done.out


def test_a_server_that_does_not_answer_loses_no_word(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("COACH_MODEL", "anything")
    done = shell("rehearse", "high-visibility-projects", "--plain", typed=TALK)
    assert done.code == 3
    assert "Nothing is lost; begin again when it answers." in done.err
    assert shell("sessions").out == ""  # nothing has been said, so there is nothing to go on with


def test_bytes_that_are_no_text_do_not_end_the_talk(shell: Shell) -> None:
    done = shell(
        "rehearse", "high-visibility-projects", "--json", typed=b"Thanks \xff\xfe for your time.\n\x1b[31mred\n"
    )
    assert done.code == 0
    texts = [t["text"] for t in json.loads(done.out)["turns"] if t["speaker"] == "engineer"]
    assert texts == ["Thanks \ufffd\ufffd for your time.", "\ufffd[31mred"]


def test_only_a_name_makes_another_speaker(shell: Shell, tmp_path: Path) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text(
        "Manager: Come in, what is it?\nYou: I have a plan.\nMy proposal: I take the checks.\nPriya: Good idea.\n"
    )
    done = shell("score", str(talk), "--json")
    report = json.loads(done.out)
    assert report["turns"][1]["text"] == "I have a plan.\nMy proposal: I take the checks."
    assert report["remarks"] == ["Taken as said by others, and not judged: Priya."]


def test_a_judge_that_reads_nothing_is_exit_3(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    talk = tmp_path / "talk.txt"
    talk.write_text("Manager: Well?\nYou: I have a plan.\n")
    assert shell("score", str(talk), "--judge", "llm", "--model", "m").code == 3
    done = shell(
        "rehearse", "high-visibility-projects", "--plain", "--manager", "scripted", "--judge", "llm", "--model", "m",
        typed=TALK,
    )  # fmt: skip
    assert done.code == 3
    assert "0 of 2 replies judged" in done.out


DEMAND = "I want to be on the fraud project by Friday or I'll start looking elsewhere.\n"


def test_each_reply_is_answered_with_a_strength_goal_mistake_alternative_and_another_way(shell: Shell) -> None:
    done = shell(
        "rehearse", "high-visibility-projects", "--plain", "--seed", "1", typed=f"Thanks for the time. {DEMAND}"
    )
    found = [line.strip() for line in done.out.splitlines() if line.startswith("  [rules]")]
    ways = [line for line in found if line.startswith("[rules] or say: “")]
    assert len(ways) == 1
    assert "elsewhere" not in ways[0]
    assert any(line.startswith("[rules] Judged again. ") and ": met (was " in line for line in found)
    assert any(line.startswith("[rules] instead: ") for line in found)


def test_the_report_shows_what_was_said_and_what_to_say_instead(shell: Shell) -> None:
    shell("rehearse", "high-visibility-projects", "--plain", "--seed", "1", typed=DEMAND)
    told = json.loads(shell("report", "latest", "--format", "json").out)
    (rewrite,) = told["rewrites"]
    assert rewrite["said"] == DEMAND.strip()
    assert rewrite["now"] > rewrite["was"]
    assert told["feedback"][0]["places"]
    text = shell("report", "latest").out
    assert "### Said another way" in text
    assert "You said: “I want to be on the fraud project by Friday" in text
    assert "> Instead: “" in text
    assert "Judged again. " in text
    assert shell("report", "latest").out == text
    assert "<h3>Said another way</h3>" in shell("report", "latest", "--format", "html").out
