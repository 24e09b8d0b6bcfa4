"""The journal of a measurement: private, whole after a kill, and the latest verdict counts."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.figures import Timed
from coach.errors import StoreError
from coach.stores.journal import FileJournal
from tests.judging import judgement


def timed(ms: float = 1.0) -> Timed:
    return Timed(verdict=judgement(), ms=ms)


def test_what_is_kept_is_there_in_the_next_process(tmp_path: Path) -> None:
    journal = FileJournal(tmp_path / "verdicts", "a")
    assert journal.kept() == {}
    journal.keep("r1", 1, timed())
    journal.keep("r1", 2, timed(2))
    journal.keep("r1", 1, timed(3))
    again = FileJournal(tmp_path / "verdicts", "a")
    assert again.kept() == {("r1", 1): timed(3), ("r1", 2): timed(2)}
    assert FileJournal(tmp_path / "verdicts", "b").kept() == {}
    again.clear()
    again.clear()
    assert journal.kept() == {}


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    FileJournal(home / "verdicts", "a").keep("r", 1, timed())
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (home, home / "verdicts", home / "verdicts" / "a.jsonl")]
    assert modes == [0o700, 0o700, 0o600]


@given(st.integers(0, 600))
def test_a_torn_line_costs_itself_alone(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    folder = tmp_path_factory.mktemp("torn")
    journal = FileJournal(folder, "a")
    journal.keep("r1", 1, timed())
    whole = (folder / "a.jsonl").stat().st_size
    journal.keep("r2", 1, timed())
    path = folder / "a.jsonl"
    path.write_bytes(path.read_bytes()[: whole + cut])
    left = journal.kept()
    assert ("r1", 1) in left
    journal.keep("r3", 1, timed())
    assert set(journal.kept()) == {*left, ("r3", 1)}


def test_a_place_that_cannot_be_written_is_one_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "verdicts").write_text("a file")
    journal = FileJournal(tmp_path / "verdicts", "a")
    with pytest.raises(StoreError, match="cannot be kept"):
        journal.keep("r", 1, timed())
    (tmp_path / "a.jsonl").mkdir()
    with pytest.raises(StoreError, match="cannot be kept"):
        FileJournal(tmp_path, "a").kept()
