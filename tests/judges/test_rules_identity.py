"""A judge's identity changes whenever its verdicts do: two judgements under one name were read alike."""

import pytest

from coach.judges.rules import judge
from coach.judges.rules.judge import weights_digest
from tests.judges.verdicts import read_now, read_then, unnamed_changes

RENEW = "run `python -m tests.judges.verdicts` and commit tests/judges/verdicts.txt"


def test_no_verdict_changes_under_the_same_name() -> None:
    changed = unnamed_changes()
    assert changed == [], f"Other verdicts than before: undo it, or raise READING or GUARD, then {RENEW}."


def test_what_is_written_down_is_todays() -> None:
    assert read_now().keys() == read_then().keys(), f"Trained anew, or a version was raised: {RENEW}."


@pytest.mark.parametrize("version", ["READING", "GUARD"])
def test_a_raised_version_is_another_identity(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = weights_digest()
    monkeypatch.setattr(judge, version, "another")
    assert weights_digest() != before
