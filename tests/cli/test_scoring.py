"""`coach score` on talks as people have them: who is who, what is said on stderr, and what is not scored."""

import json
from pathlib import Path

import pytest

from coach.cli import scoring
from tests.shell import Shell

SAMPLES = Path(__file__).parent.parent / "transcripts" / "samples"
TALK = (
    "Maya: Those projects are already quite full.\n"
    "Tom: I understand. Could I take on some of the less critical tasks,\n"
    "for example the label checks?\n"
    "Maya: Let me think about it.\n"
    "Tom: Of course. Could we talk again next Thursday? I'll send you a summary of today.\n"
)
THREE = TALK + "Priya: Can I say something?\n"
GERMAN = (
    "Manager: Was gibt es?\n"
    "You: Danke für deine Zeit. Ich würde gerne an der Prognose arbeiten, weil sie uns viel Ausschuss erspart.\n"
    "Manager: Das Team ist leider schon voll.\n"
    "You: Das verstehe ich. Kann ich dann die kleineren Aufgaben übernehmen, die nicht so wichtig sind?\n"
)


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.txt"
    path.write_text(TALK, "utf-8")
    return path


def test_a_talk_is_scored_like_a_rehearsal(shell: Shell, talk: Path) -> None:
    done = shell("score", str(talk), "--engineer", "tom", "--json")
    assert done.code == 0
    report = json.loads(done.out)
    assert report["session"] is None
    assert report["score"]["judged"] == 2
    assert [turn["speaker"] for turn in report["turns"]] == ["manager", "engineer", "manager", "engineer"]
    assert report["turns"][0]["name"] == "Maya"
    assert report["turns"][0]["read_as"] == "object"
    assert report["turns"][1]["text"].endswith("for example the label checks?")
    assert report["turns"][3]["moves"]["asks_timed_follow_up"] is True
    assert "Tom (2 turns) as the engineer" in done.err
    text = shell("score", str(talk), "--engineer", "tom").out
    assert text.startswith("# talk.txt: A talk between Tom, an engineer, and Maya, their manager")
    assert "**1. Maya** · read as: object" in text
    page = shell("score", str(talk), "--engineer", "tom", "--format", "html").out
    assert page.startswith("<!doctype html>")


def test_in_a_script_an_unclear_cast_is_exit_2_and_names_speakers_and_flag(shell: Shell, talk: Path) -> None:
    done = shell("score", str(talk))
    assert done.code == 2
    assert done.out == ""
    assert "Maya (2 turns), Tom (2 turns)" in done.err
    assert "--engineer NAME" in done.err
    wrong = shell("score", str(talk), "--engineer", "bob")
    assert wrong.code == 2
    assert "Maya (2 turns), Tom (2 turns)" in wrong.err
    talk.write_text(THREE, "utf-8")
    three = shell("score", str(talk), "--engineer", "tom")
    assert three.code == 2
    assert "--manager NAME" in three.err
    assert "Priya (1 turn)" in three.err
    assert "(and --manager NAME)" in shell("score", str(talk)).err


def test_at_a_terminal_it_asks(shell: Shell, talk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "at_a_terminal", lambda: True)
    talk.write_text(THREE, "utf-8")
    done = shell("score", str(talk), "--json", typed="9\n2\n1\n")
    assert done.code == 0
    report = json.loads(done.out)
    assert [turn["speaker"] for turn in report["turns"]] == ["manager", "engineer", "manager", "engineer", "other"]
    assert "Who is the engineer?" in done.err
    assert "2. Tom (2 turns): I understand. Could I take on" in done.err
    assert "Who is the manager?" in done.err
    assert shell("score", str(talk), typed="").code == 130


def test_a_third_person_is_context_and_never_pushback(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "three.txt"
    path.write_text(
        "Tom: Thanks for your time.\nPriya: We can't, we're full.\nTom: I see.\nMaya: Go ahead.\n"
        "Tom: I'd like to help.\n",
        "utf-8",
    )
    report = json.loads(shell("score", str(path), "--engineer", "tom", "--manager", "maya", "--json").out)
    assert [turn["speaker"] for turn in report["turns"]] == ["engineer", "other", "engineer", "manager", "engineer"]
    assert report["score"]["replies"] == 3
    assert report["turns"][1]["name"] == "Priya"
    assert "labels" not in report["turns"][1]
    assert report["remarks"] == ["Taken as said by others, and not judged: Priya."]
    assert report["score"]["criteria"]["patient_persistent"] is None


def test_an_unclear_line_of_the_manager_calls_for_nothing_and_is_named(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "unclear.txt"
    # It opens, objects, concedes and defers in one breath.
    unclear = "You wanted to see me, but the team is full, so yes, let's talk next week."
    path.write_text(f"Manager: {unclear}\nYou: I have a plan for the label checks.\nManager: {unclear}\n", "utf-8")
    done = shell("score", str(path), "--json")
    report = json.loads(done.out)
    assert "read_as" not in report["turns"][0]
    assert report["remarks"] == ["What the manager did in turn 1 is unclear from the text, so it calls for nothing."]
    assert "read as: unclear" in shell("score", str(path)).out


def test_votes_need_an_llm_judge(shell: Shell, talk: Path) -> None:
    done = shell("score", str(talk), "--engineer", "tom", "--votes", "3")
    assert done.code == 2
    assert "--judge llm" in done.err
    one = shell("score", str(talk), "--engineer", "tom", "--votes", "1")
    assert one.code == 0
    assert "2 of 2 replies judged" in one.out


def test_one_reply_is_no_replies(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("Manager: What is it?\nYou: I'd like to help.\n", "utf-8")
    assert "1 of 1 reply judged" in shell("score", str(path)).out


@pytest.mark.parametrize("name", ["zoom.vtt", "teams.vtt", "subtitles.srt", "whatsapp-ios.txt", "teams-chat.txt"])
def test_the_ending_says_nothing(shell: Shell, tmp_path: Path, name: str) -> None:
    path = tmp_path / "talk.md"
    path.write_bytes((SAMPLES / name).read_bytes())
    report = json.loads(shell("score", str(path), "--engineer", "tom", "--manager", "maya", "--json").out)
    assert len(report["turns"]) == 7
    assert report["score"]["judged"] == 3


def test_standard_input_is_read_and_nobody_is_asked(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    done = shell("score", "-", "--engineer", "tom", "--json", typed=TALK)
    assert done.code == 0
    assert json.loads(done.out)["score"]["judged"] == 2
    monkeypatch.setattr(scoring, "at_a_terminal", lambda: True)
    unclear = shell("score", "-", typed=TALK)
    assert unclear.code == 2
    assert "--engineer" in unclear.err


def test_another_encoding_is_said(shell: Shell) -> None:
    done = shell("score", str(SAMPLES / "teams-chat.txt"), "--engineer", "tom", "--manager", "maya")
    assert done.code == 0
    assert "read as Windows-1252" in done.err


def test_another_language_is_said_and_not_scored(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(GERMAN, "utf-8")
    done = shell("score", str(path), "--json")
    assert done.code == 1
    assert done.out == ""
    assert "is in German" in done.err
    assert "--judge llm" in done.err


def test_a_report_is_scored_again(shell: Shell, tmp_path: Path) -> None:
    first = shell(
        "rehearse",
        "high-visibility-projects",
        "--json",
        "--seed",
        "1",
        typed="Thanks for your time.\nI'd like to help.\n",
    )
    path = tmp_path / "report.json"
    path.write_text(first.out, "utf-8")
    again = json.loads(shell("score", str(path), "--json").out)
    was = json.loads(first.out)
    assert [(t["speaker"], t["text"]) for t in again["turns"]] == [(t["speaker"], t["text"]) for t in was["turns"]]
    assert [t.get("read_as") for t in again["turns"] if t["speaker"] == "manager"] == [
        t["cue"]["kind"] for t in was["turns"] if t["speaker"] == "manager"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hello there.\n", ":1: nobody is named"),
        ("Manager: Hello.\n", ":1: only Manager speaks"),
        ("Ann: Hello.\nBob: Hi.\n", "Ann (1 turn), Bob (1 turn)"),
        ("", "is empty"),
        ("%PDF-1.4", "is a PDF"),
        ("{}", "no report of the coach"),
    ],
)
def test_a_talk_that_cannot_be_read_is_refused_with_the_reason(
    shell: Shell, tmp_path: Path, text: str, words: str
) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text(text)
    done = shell("score", str(talk))
    assert done.code == 2
    assert words in done.err
    assert "talk.txt" in done.err or "turn)" in done.err


def test_rows_are_told_by_their_content(shell: Shell, tmp_path: Path) -> None:
    rows = (Path(__file__).parent.parent / "judges" / "own_rows.jsonl").read_text("utf-8").splitlines()[:2]
    path = tmp_path / "rows.txt"
    path.write_text("\n".join(rows), "utf-8")
    assert len(json.loads(shell("score", str(path), "--json").out)["rows"]) == 2
    assert shell("score", str(path)).code == 0
