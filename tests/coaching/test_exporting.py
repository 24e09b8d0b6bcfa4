"""Reports go into files of the user's choice, under safe names, and the mail after a meeting is theirs to write."""

import json
from pathlib import Path
from stat import S_IMODE

import pytest

from coach.coaching import Choice, Coach
from coach.coaching.exporting import Form
from coach.domain.opening import Difficulty, Opening
from coach.errors import CoachError, UsageError
from coach.library.scenes import Library
from tests.shell import Shell
from tests.test_coaching import Desk, FakeServer

SCENE = "high-visibility-projects"


@pytest.fixture
async def coach(home: Path) -> Coach:
    return Desk(home, {}, FakeServer()).coach


async def played(coach: Coach, *replies: str) -> str:
    rehearsal = await coach.rehearse(Opening(scenario=SCENE, seed=1))
    _ = [event async for event in rehearsal.open()]
    for reply in replies:
        _ = [event async for event in rehearsal.answer(reply)]
    return (await rehearsal.finish(patience_s=1)).id


@pytest.mark.parametrize("form", ["md", "html", "json"])
async def test_a_report_goes_into_a_folder_under_the_name_of_its_session(
    coach: Coach, tmp_path: Path, form: Form
) -> None:
    report = await coach.report(await played(coach, "Thanks for your time."))
    hostile = report.model_copy(update={"session": "../../a b;rm\u202e-1", "title": "../../etc"})
    folder = tmp_path / "out"
    folder.mkdir()
    written = coach.exporting.write(hostile, form, folder)
    assert written == folder / f"rehearsal-abrm-1.{form}"
    assert coach.exporting.write(hostile, form, folder) == folder / f"rehearsal-abrm-1-2.{form}"
    assert S_IMODE(written.stat().st_mode) == 0o600
    if form == "json":
        assert json.loads(written.read_text("utf-8"))["exercise"]["step"] == "again"
    await coach.close()


async def test_what_cannot_be_written_is_said(coach: Coach, tmp_path: Path) -> None:
    report = await coach.report(await played(coach, "Thanks."))
    with pytest.raises(CoachError, match="cannot be written"):
        coach.exporting.write(report, "md", tmp_path / "nowhere" / "a.md")
    with pytest.raises(CoachError, match="cannot be written"):
        coach.exporting.write(report, "md", Path("a\0b"))
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "target.md")
    with pytest.raises(UsageError, match="there already"):
        coach.exporting.write(report, "md", link)
    assert not (tmp_path / "target.md").exists()
    await coach.close()


async def test_bare_bones_have_the_record_and_leave_the_rest_to_the_engineer(coach: Coach) -> None:
    session = await played(coach, "Thank you. I'd like to help with the fraud detection system: I'll draft the checks.")
    mail = await coach.follow_up(session)
    assert not mail.own
    assert mail.text.startswith("Subject: Our talk: fraud detection system")
    assert "I said: “I'll draft the checks.” [by when?]" in mail.text or "[" in mail.text
    review = await coach.recap(
        session, "Hi Maya, I asked for the fraud detection system. I draft the checks by Friday."
    )
    assert review.items
    own = await coach.follow_up(session)
    assert own.own
    assert own.text.startswith("Hi Maya")
    await coach.close()


async def test_there_is_no_mail_after_a_talk_that_is_still_open(coach: Coach) -> None:
    rehearsal = await coach.start(
        Library(None).scenario(SCENE), difficulty=Difficulty.STANDARD, choice=Choice(), seed=0
    )
    _ = [event async for event in rehearsal.open()]
    _ = [event async for event in rehearsal.answer("Thanks.")]
    await rehearsal.stop()
    with pytest.raises(UsageError, match="still open"):
        await coach.follow_up(rehearsal.session.id)
    await coach.close()


def test_the_shell_writes_reports_and_drafts(shell: Shell, tmp_path: Path) -> None:
    shell("rehearse", SCENE, "--plain", "--seed", "1", typed="Thanks for your time.\n")
    path = tmp_path / "report.html"
    done = shell("report", "latest", "--format", "html", "--output", str(path))
    assert (done.code, done.out) == (0, "")
    assert str(path) in done.err
    assert path.read_text("utf-8") == shell("report", "latest", "--format", "html").out
    again = shell("report", "latest", "--format", "html", "--output", str(path))
    assert again.code == 2
    assert "nothing is overwritten" in again.err
    draft = shell("recap", "latest", "--draft")
    assert draft.code == 0
    assert draft.out.startswith("Subject: ")
    assert "No finished mail" in draft.err


async def test_a_working_folder_that_is_gone_is_no_fault(
    coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = await coach.report(await played(coach, "Thanks."))
    (gone := tmp_path / "gone").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert coach.exporting.propose(report, "md").parent == tmp_path
    with pytest.raises(CoachError, match="cannot be written"):
        coach.exporting.write(report, "md", Path("here.md"))
    await coach.close()
