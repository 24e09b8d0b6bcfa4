"""One whole rehearsal, as a user would have it: offline, from the first line to the report."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.shell import Done, Shell

GOOD = """\
Thank you for making time. I would like to talk about how I can contribute more to what the team has to deliver.
Over the past year my transaction features cut false alarms by 31 percent, which saved the review team about 40 hours a week. I'd like to take on work that supports the company's strategic priorities.
I understand that immediate needs come first. On the fraud detection system I could bring feature engineering that lowers false declines, so customers keep paying and we protect revenue. I have drafted a plan for it.
I appreciate that, and it is your call who sits on it. I could start on a smaller scale, take some of the less critical tasks, or mentor the junior engineers so that the core team has more room.
Absolutely, take the time you need. Could we talk again next Thursday? I'll send you a short summary of what we said today so that you have it in writing.
Thank you. I'll send the notes tonight, and I'll bring the numbers on false declines on Thursday.
Thanks again for hearing me out.
"""  # noqa: E501
BAD = """\
I never get the visible work. It is always the others who get it.
I want to be seen by the leadership, I deserve that after three years.
Your priorities are wrong, honestly. Everybody knows it.
Either I am on the fraud detection system by Friday or I am leaving.
Fine, forget it.
I don't care about the numbers, I just want the interesting research.
"""


def play(shell: Shell, replies: str, *options: str) -> Done:
    return shell("rehearse", "high-visibility-projects", "--plain", "--seed", "3", *options, typed=replies)


def told(shell: Shell, reference: str = "latest") -> dict:  # type: ignore[type-arg]
    done = shell("report", reference, "--format", "json")
    assert done.code == 0
    report: dict = json.loads(done.out)  # type: ignore[type-arg]
    return report


def test_good_replies_win_and_every_quote_is_the_engineers(shell: Shell) -> None:
    done = play(shell, GOOD)
    assert done.code == 0
    report = told(shell)
    cues = [turn["cue"] for turn in report["turns"] if turn["speaker"] == "manager"]
    raised = [cue["objection"] for cue in cues if cue["kind"] in ("object", "defer")]
    assert len(set(raised)) >= 3
    assert report["outcome"] in ("granted", "granted_in_part", "follow_up_agreed")
    assert cues[-1]["kind"] == "close"
    assert report["score"]["total"] >= 60
    for turn in report["turns"]:
        for quotes in turn.get("evidence", {}).values():
            assert all(quote in turn["text"] for quote in quotes)
    assert "Strongest moment" in done.out
    assert "What was in their mind" in done.out


def test_bad_replies_end_otherwise_and_score_lower(shell: Shell) -> None:
    play(shell, GOOD)
    good = told(shell)
    done = play(shell, BAD)
    assert done.code == 0
    bad = told(shell)
    assert bad["outcome"] not in ("granted", "granted_in_part", "follow_up_agreed")
    assert bad["score"]["total"] < 40 < good["score"]["total"]
    assert {"react", "close"} & {turn["cue"]["kind"] for turn in bad["turns"] if turn["speaker"] == "manager"}
    assert [t["text"] for t in good["turns"][:1]] == [t["text"] for t in bad["turns"][:1]]
    assert [t["text"] for t in good["turns"][2::2]] != [t["text"] for t in bad["turns"][2::2]]


def test_the_same_words_get_the_same_talk(shell: Shell) -> None:
    first, second = play(shell, GOOD, "--json"), play(shell, GOOD, "--json")
    one, two = json.loads(first.out), json.loads(second.out)
    assert one["session"] != two["session"]
    assert one["turns"] == two["turns"]
    assert one["score"] == two["score"]


def test_a_killed_rehearsal_goes_on_with_every_word(shell: Shell, home: Path) -> None:
    command = [sys.executable, "-m", "coach", "rehearse", "high-visibility-projects", "--plain", "--seed", "3"]
    root = Path(__file__).parent.parent
    lines = GOOD.splitlines()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1,
        cwd=root, env={**os.environ, "COACH_HOME": str(home)},
    ) as coach:  # fmt: skip
        assert coach.stdin
        assert coach.stdout
        name = coach.stdout.readline().partition(":")[0]
        for line in lines[:2]:
            coach.stdin.write(f"{line}\n")
            coach.stdin.flush()
            while not coach.stdout.readline().startswith(f"{name}:"):
                pass
        coach.send_signal(signal.SIGKILL)
        coach.wait()

    done = shell("rehearse", "--resume", "latest", "--plain", typed="\n".join(lines[2:]))

    assert done.code == 0
    resumed = told(shell)
    assert [t["text"] for t in resumed["turns"] if t["speaker"] == "engineer"][:3] == lines[:3]
    whole = json.loads(play(shell, GOOD, "--json").out)
    assert resumed["turns"] == whole["turns"]


def test_a_scene_is_played_again_when_its_file_is_gone(shell: Shell, tmp_path: Path) -> None:
    root = Path(__file__).parent.parent
    scene = tmp_path / "mine.toml"
    scene.write_text((root / "scenarios" / "high-visibility-projects.toml").read_text("utf-8"), "utf-8")
    first = shell("rehearse", str(scene), "--json", "--seed", "5", "--difficulty", "supportive", typed=GOOD)
    scene.unlink()
    session = json.loads(first.out)["session"]
    again = shell("rehearse", "--again", session[:8], "--json", typed=GOOD)
    assert again.code == 0
    assert json.loads(again.out)["turns"] == json.loads(first.out)["turns"]


def test_end_closes_the_scene_and_prints_the_report(shell: Shell) -> None:
    done = play(shell, GOOD.splitlines()[0] + "\n/end\nnot heard any more\n")
    assert done.code == 0
    assert "you ended it" in done.out
    assert told(shell)["outcome"] == "left"
