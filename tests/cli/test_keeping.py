"""Backup, restore, export and forget from the command line: what is asked for, and nothing unasked."""

from pathlib import Path

import pytest

from tests.shell import Shell


@pytest.fixture
def rehearsed(shell: Shell) -> Shell:
    assert shell("rehearse", "high-visibility-projects", "--json", typed="Thanks for your time.\n").code == 0
    return shell


def test_what_was_backed_up_and_deleted_can_be_brought_back(rehearsed: Shell, tmp_path: Path) -> None:
    archive = tmp_path / "kept.zip"
    listed = rehearsed("sessions").out
    done = rehearsed("backup", str(archive))
    assert (done.code, done.out) == (0, f"{archive}\n")
    assert rehearsed("forget", "--everything", "--yes").code == 0
    assert rehearsed("sessions").out == ""
    back = rehearsed("restore", str(archive))
    assert (back.code, back.out) == (0, "")
    assert "1 rehearsal brought back" in back.err
    assert rehearsed("sessions").out == listed


def test_nothing_is_deleted_unasked(rehearsed: Shell) -> None:
    for what in ("latest", "--everything"):
        refused = rehearsed("forget", what)
        assert refused.code == 2
        assert "--yes" in refused.err
    assert rehearsed("sessions").out
    assert rehearsed("forget").code == 2
    assert rehearsed("forget", "latest", "--everything").code == 2
    assert rehearsed("forget", "nothing", "--yes").code == 2


def test_one_rehearsal_is_deleted(rehearsed: Shell) -> None:
    done = rehearsed("forget", "latest", "--yes")
    assert (done.code, done.out) == (0, "")
    assert "1 rehearsal deleted." in done.err
    assert rehearsed("sessions").out == ""


def test_an_export_is_a_folder_of_files(rehearsed: Shell, tmp_path: Path) -> None:
    done = rehearsed("export", str(tmp_path / "out"))
    assert done.code == 0
    assert "1 rehearsal written to" in done.err
    assert sorted(path.suffix for path in (tmp_path / "out" / "sessions").iterdir()) == [".json", ".md"]
    refused = rehearsed("export", str(tmp_path / "out"))
    assert refused.code == 2
    assert "nothing is overwritten" in refused.err
