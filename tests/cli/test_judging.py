"""`calibrate`, `judge-card`, `judge` and `replay --rubric` as they are typed, with a model server on loopback."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.cli import records
from coach.cli.output import ProgressBar
from coach.domain.judgement import JudgedBy
from coach.domain.rubric import CRITERIA, MOVES
from coach.library import card
from coach.stores.sql import SqlStore
from tests.faulty_server import BEHAVIOURS, Call, FaultyServer, chunk, faulty_server
from tests.shell import Shell

ROOT = Path(__file__).parent.parent.parent
TALK = "Thanks for making time.\nI would like to join the fraud detection system.\n"
ROWS = 10


def sheet() -> str:
    """Return a model's answer that finds nothing."""
    nothing = {"reason": "None.", "quotes": []}
    return json.dumps(
        {
            "criteria": [{"rule": c, "verdict": "absent", **nothing} for c in CRITERIA],
            "moves": [{"rule": m, "made": False, **nothing} for m in MOVES],
        }
    )


class Model:
    """The model `judge`: answers, and after `answers` replies hangs for ever or breaks."""

    def __init__(self) -> None:
        self.answers = 10**6
        self.breaks = False
        self.hangs = threading.Event()
        self.calls = 0

    async def __call__(self, call: Call) -> None:
        """Answer one call."""
        self.calls += 1
        if self.calls > self.answers:
            if self.breaks:
                await call.error(400, "no more")
                return
            self.hangs.set()
            await asyncio.Event().wait()
        await call.begin()
        await call.send(chunk(sheet()) + chunk("", "stop", usage={"prompt_tokens": 90, "completion_tokens": 9}))


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    """Serve the model from a thread of its own, and point the settings at it."""
    made, ready, stop = Model(), threading.Event(), asyncio.Event()
    monkeypatch.setitem(BEHAVIOURS, "judge", made)
    state: list[FaultyServer] = []
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        async with faulty_server() as server:
            state.append(server)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    ready.wait()
    monkeypatch.setenv("OPENAI_BASE_URL", state[0].url)
    yield made
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """Return a file of rows."""
    path = tmp_path / "rows.jsonl"
    row = {"scenario": "Two people", "labels": dict.fromkeys(CRITERIA, "absent"), "moves": dict.fromkeys(MOVES, False)}
    lines = [json.dumps({**row, "id": f"r{n}", "reply": f"I could take the checks of week {n}."}) for n in range(ROWS)]
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_calibrating_a_model_goes_on_after_a_kill(model: Model, rows: Path, shell: Shell) -> None:
    command = ["calibrate", str(rows), "--judge", "llm", "--model", "judge", "--runs", "1", "--no-attacks"]
    model.answers = 4
    process = subprocess.Popen(
        [sys.executable, "-m", "coach", *command], cwd=ROOT, env=os.environ, stdout=subprocess.DEVNULL
    )
    assert model.hangs.wait(60)
    process.send_signal(signal.SIGKILL)
    process.wait()
    model.answers, model.calls = 10**6, 0
    done = shell(*command, "--json")
    assert done.code == 0
    assert "4 of 10 verdicts are kept" in done.err
    assert model.calls == ROWS - 4
    figures = json.loads(done.out)
    assert figures["agreement"]["unjudged"] == 0
    assert figures["cost"]["input_tokens"] == 90
    assert figures["flips"] is None
    assert figures["attacks"] is None
    assert [row["id"] for row in figures["rows"]] == [f"r{n}" for n in range(ROWS)]
    assert figures["by"]["asked"] == "judge"
    model.calls = 0
    assert shell(*command, "--fresh").code == 0
    assert model.calls == ROWS


def test_a_model_that_breaks_is_exit_3_and_the_same_command_goes_on(model: Model, rows: Path, shell: Shell) -> None:
    command = ["calibrate", str(rows), "--judge", "llm", "--model", "judge", "--no-attacks"]
    model.answers, model.breaks = 5, True
    stopped = shell(*command)
    assert stopped.code == 3
    assert "goes on from there" in stopped.err
    model.answers, model.calls = 10**6, 0
    assert shell(*command).code == 0
    assert model.calls == 2 * ROWS - 5


def test_the_text_is_the_same_every_time_and_time_stands_on_stderr(rows: Path, shell: Shell) -> None:
    one, other = shell("calibrate", str(rows)), shell("calibrate", str(rows))
    assert one.code == 0
    assert one.out == other.out
    assert "Judged 2 times: 0 of 140 labels differ" in one.out
    assert "Junk: 0 of " in one.out
    assert "Attacked beside their clean twins: all rows" in one.out
    assert "(100.0%)" in one.out or "Quotes: 0 of 0" in one.out
    assert "ms a reply (p50)" in one.err
    assert " ms" not in one.out
    short = shell("calibrate", str(rows), "--runs", "1", "--no-attacks")
    assert "Judged once" in short.out
    assert "Junk" not in short.out


def test_a_managers_lines_are_measured_and_refused_by_line(rows: Path, shell: Shell, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"line": "Let me think about it.", "does": "defer", "pattern": "think_about_it"}\n')
    done = shell("calibrate", str(rows), "--runs", "1", "--no-attacks", "--lines", str(lines))
    assert done.code == 0
    assert "1 of 1 as labelled" in done.out
    lines.write_text('\n{"line": "Let me think.", "does": "ponder"}\n')
    refused = shell("calibrate", str(rows), "--lines", str(lines))
    assert refused.code == 2
    assert "lines.jsonl:2: does: “ponder” is none of open, probe," in refused.err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"labels": {"value_not_ego": "good"}}, "labels.value_not_ego: “good” is none of violated, absent, met."),
        ({"labels": {"ego": "met"}}, "labels: “ego” is none of respect_hierarchy,"),
        ({"moves": {"thanks": "often"}}, "moves.thanks: has to be true or false, and is “often”."),
        ({"moves": []}, "moves: has to be an object in braces, and is []."),
        ({"reply": 3}, "reply: has to be text, and is 3."),
        ({"reply": ""}, "reply: must not be empty."),
        ({"score": 3}, "score is no key that the coach knows."),
        ({"agreement": {"ego": 2}}, "agreement: “ego” is none of respect_hierarchy,"),
    ],
)
def test_a_bad_row_is_told_by_line_key_and_what_would_be_right(
    shell: Shell, tmp_path: Path, change: dict[str, object], words: str
) -> None:
    path = tmp_path / "rows.jsonl"
    row = {"id": "a", "scenario": "Two people", "reply": "Hello.", "labels": {}, "moves": {}}
    path.write_text(json.dumps({**row, **change}), "utf-8")
    refused = shell("calibrate", str(path))
    assert refused.code == 2
    assert f"rows.jsonl:1: {words}" in refused.err
    assert "Mend this line" in refused.err


def test_rows_without_any_label_are_refused(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    row = {"scenario": "Two people", "reply": "Hello.", "labels": {"value_not_ego": None}, "moves": {}}
    path.write_text("\n".join(json.dumps({**row, "id": f"r{n}"}) for n in range(2)), "utf-8")
    for command in (["calibrate", str(path)], ["judge-card", "--measure", str(path), "--made-by", "Nobody."]):
        refused = shell(*command)
        assert refused.code == 2
        assert refused.out == ""
        assert "no row has a label" in refused.err
        assert "coach score" in refused.err
    assert shell("score", str(path)).code == 0


def test_the_card_is_shown_and_says_so_when_another_judge_was_measured(
    shell: Shell, rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "card.json"
    path.write_text('{"sets": []}')
    monkeypatch.setattr(card, "CARD", path)
    assert "Nothing has been measured" in shell("judge-card").out
    nameless = shell("judge-card", "--measure", str(rows))
    assert nameless.code == 2
    assert "--made-by" in nameless.err
    assert shell("judge-card", "--name", "x").code == 2
    measured = shell("judge-card", "--measure", str(rows), "--name", "ten rows", "--made-by", "Made by this test.")
    assert measured.code == 0
    shown = shell("judge-card")
    assert shown.out == measured.out
    assert shown.err == ""
    assert "## ten rows\n\nMade by this test." in shown.out
    one = json.loads(shell("judge-card", "--json").out)
    assert one["outdated"] == []
    assert one["sets"][0]["by"].items() >= one["installed"].items()
    path.write_text(path.read_text("utf-8").replace(one["installed"]["weights"], "0" * 16))
    old = shell("judge-card")
    assert old.code == 0
    assert "**These figures are not those of the installed judge.**" in old.out
    assert "ten rows" in old.err
    path.write_text('{"sets": [{}]}')
    broken = shell("judge-card")
    assert broken.code == 2
    assert "sets.0.name" in broken.err


def test_judging_all_sessions_goes_on_where_a_broken_model_stopped(model: Model, shell: Shell, home: Path) -> None:
    assert shell("judge", "--all").code == 0
    for _ in range(2):
        shell("rehearse", "high-visibility-projects", "--plain", "--seed", "1", typed=TALK)
    command = ["judge", "--all", "--judge", "llm", "--model", "judge"]
    model.answers, model.breaks = 0, True
    assert shell(*command).code == 3
    model.answers, model.calls = 3, 0
    partly = shell(*command)
    assert partly.code == 1
    assert "1 not judged" in partly.out
    model.answers, model.calls = 10**6, 0
    whole = shell(*command)
    assert whole.code == 0
    assert model.calls == 1
    assert "1 judged before" in whole.out
    assert "2 judged before" in whole.out
    again = json.loads(shell(*command, "--json").out)
    assert [r["held"] for r in again] == [2, 2]
    assert len(SqlStore.in_directory(home).read("latest").judged_by("llm")) == 2
    assert shell("judge").code == shell("judge", "latest", "--all").code == 2
    assert shell("judge", "latest", "--judge", "rules").out.count("2 judged before") == 1


def test_replay_by_another_judge_shows_quotes_side_by_side(model: Model, shell: Shell) -> None:
    shell("rehearse", "high-visibility-projects", "--plain", "--seed", "1", typed=TALK)
    done = shell("replay", "latest", "--judge", "llm", "--model", "judge")
    assert done.code == 0
    lines = [line.strip() for line in done.out.splitlines()]
    at = lines.index("~ Give thanks: met → absent")
    assert lines[at + 1].startswith("was: “Thanks")
    assert lines[at + 2] == "now: (None.)"
    assert "Judged by the llm judge (served)" in lines[0] or "Judged by the llm judge (judge)" in lines[0]


@pytest.mark.parametrize(
    ("was", "now", "names"),
    [
        ({}, {}, ("the rules judge by rubric r", "the rules judge by rubric r")),
        ({"weights": "a" * 16}, {"weights": "b" * 16}, ("by rubric r and weights aaaaaaaa", "and weights bbbbbbbb")),
        (
            {"model": "m", "prompt": "a" * 16},
            {"model": "m", "prompt": "b" * 16},
            ("(m) by rubric r and prompt aa", "bb"),
        ),
        ({"weights": "a" * 16}, {"weights": "b" * 16, "rubric": "s"}, ("by rubric r", "by rubric s")),
    ],
)
def test_two_judges_are_named_so_that_they_can_be_told_apart(
    was: dict[str, str], now: dict[str, str], names: tuple[str, str]
) -> None:
    one, other = (JudgedBy.model_validate({"judge": "rules", "rubric": "r", **by}) for by in (was, now))
    first, second = records.named("rules", one, other), records.named("rules", other, one)
    assert names[0] in first
    assert names[1] in second
    assert (first == second) == (one == other)


def test_replay_by_another_rubric_asks_the_model_by_it(model: Model, shell: Shell, tmp_path: Path) -> None:
    shell("rehearse", "high-visibility-projects", "--plain", "--seed", "1", typed=TALK)
    mine = tmp_path / "mine.toml"
    text = (ROOT / "prompts" / "rubric.toml").read_text("utf-8")
    mine.write_text(text.replace('title = "Give thanks"', 'title = "Say thanks"'), "utf-8")
    by_rules = shell("replay", "latest", "--judge", "rules", "--rubric", str(mine))
    assert by_rules.code == 0
    assert "no verdict" in by_rules.err
    assert "0 verdicts changed" in by_rules.out
    assert "Say thanks" in by_rules.out
    done = shell("replay", "latest", "--judge", "llm", "--model", "judge", "--rubric", str(mine), "--json")
    assert done.code == 0
    assert done.err == ""
    assert json.loads(done.out)["changes"]
    mine.write_text(text.replace("[[moves]]", "[[move]]", 1), "utf-8")
    refused = shell("replay", "latest", "--rubric", str(mine))
    assert refused.code == 2
    assert "mine.toml:" in refused.err
    assert "move" in refused.err


class Terminal:
    """A standard error that is a terminal."""

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None: ...


def test_the_bar_tells_count_and_time_left_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seconds = iter(range(0, 1000, 10))
    monkeypatch.setattr("coach.cli.output.monotonic", lambda: float(next(seconds)) + 1)
    quiet = ProgressBar()
    for done in range(5):
        quiet(done, 4)
    assert capsys.readouterr().err == ""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    bar = ProgressBar()
    for done in range(1, 5):
        bar(done, 4)
    assert "1 of 4 verdicts are kept" in terminal.text
    assert "2 of 4 judged, 20 s left" in terminal.text
    assert terminal.text.endswith("4 of 4 judged\x1b[K\n")
