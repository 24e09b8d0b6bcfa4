"""Line by line: exam, hints on request, the objections so far, the manager's manner, and judgements that come late."""

import asyncio
import io
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from coach.cli.plain import play
from coach.domain.opening import Opening
from coach.domain.session import Session
from coach.domain.transcript import Cue
from coach.ports import Spoken
from coach.rehearsal import Rehearsal
from tests.shell import Shell
from tests.test_coaching import Desk, FakeServer
from tests.test_rehearsal import FakeManager

SCENE = "high-visibility-projects"
THANKS = "Thank you for making time. I would like to help with the fraud detection system."
DEMAND = "I deserve it, and I want to be seen by the executives."


def test_an_exam_says_nothing_of_the_replies_until_the_report(shell: Shell) -> None:
    talk, report = shell(
        "rehearse", SCENE, "--plain", "--seed", "1", "--exam", typed=f"{THANKS}\n/hint x\n{DEMAND}\n"
    ).out.split("The scene ends")
    assert "[rules]" not in talk
    assert "Focus on value" not in talk
    assert "Focus on value" in report
    refused = shell("rehearse", "--resume", "latest", "--exam", "--plain")
    assert refused.code == 2
    assert "--exam" in refused.err


def test_a_draft_is_read_on_request_and_not_sent(shell: Shell) -> None:
    done = shell("rehearse", SCENE, "--plain", "--seed", "1", typed=f"/hint {DEMAND}\n{DEMAND}\n/objections\n")
    told = done.out.splitlines()
    first = next(n for n, line in enumerate(told) if "[hint]" in line)
    assert "! about to go against “Focus on value, not ego”: “" in told[first]
    assert sum("[rules] ! Focus on value" in line for line in told) == 1
    assert "no objection yet" in done.out
    assert "waits for the point" in done.out


async def test_a_late_judgement_stands_between_two_turns_and_never_in_one(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Thanks for the time.\nAnd thanks again.\n"))
    rehearsals: list[Rehearsal] = []

    async def words(_: FakeManager, session: Session, cue: Cue) -> AsyncIterator[Spoken]:
        yield Spoken(text="One. ")
        while rehearsals[0].unscored:  # noqa: ASYNC110 - the judge is heard while the manager speaks
            await asyncio.sleep(0)
        yield Spoken(text="Two.")

    monkeypatch.setattr(FakeManager, "words", words)
    environ = {"OPENAI_BASE_URL": "http://localhost:1/v1", "COACH_MODEL": "m", "COACH_CONCURRENCY": "4"}
    coach = Desk(home, environ, FakeServer("m")).coach
    begin = coach.rehearse

    async def rehearse(opening: Opening) -> Rehearsal:
        rehearsals.append(await begin(opening))
        return rehearsals[0]

    monkeypatch.setattr(coach, "rehearse", rehearse)
    await play(coach, Opening(scenario=SCENE), as_json=False)
    await coach.close()
    told = capsys.readouterr().out.partition("The scene ends")[0]
    assert told.count("One. Two.\n") == 3
    assert told.count("  [llm") >= 2
