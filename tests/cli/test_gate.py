"""`coach gate` as it is typed."""

import json
from pathlib import Path

from tests.shell import Shell

GOLD = Path(__file__).parent.parent / "gold" / "manager_sentences.jsonl"


def some(path: Path, *numbers: int, **change: object) -> Path:
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    path.write_text("\n".join(json.dumps({**rows[n], **change}) for n in numbers), "utf-8")
    return path


def test_every_check_is_told_by_author_and_over_all(shell: Shell) -> None:
    done = shell("gate", str(GOLD))
    assert done.code == 0
    assert done.out.count("concession") == 3
    assert [line.split(",")[0] for line in done.out.splitlines() if "labelled " in line and "sentences" in line] == [
        "m1",
        "m2",
        "all authors",
    ]
    figures = json.loads(shell("gate", str(GOLD), "--json").out)
    assert [f["author"] for f in figures] == ["m1", "m2", ""]
    concession = figures[-1]["checks"][0]
    assert f"{concession['precision']:.2f}" in done.out.splitlines()[-6]


def test_one_author_is_told_once_and_a_check_without_sentences_has_no_figures(shell: Shell, tmp_path: Path) -> None:
    done = shell("gate", str(some(tmp_path / "rows.jsonl", 0, 1)))
    assert "all authors" not in done.out
    assert next(line for line in done.out.splitlines() if line.startswith("leak")).split()[-3:] == ["–"] * 3


def test_what_cannot_be_measured_is_refused_with_its_place(shell: Shell, tmp_path: Path) -> None:
    done = shell("gate", str(some(tmp_path / "rows.jsonl", 0, fault="rude")))
    assert done.code == 2
    assert "rows.jsonl:1" in done.err
    assert "“rude”" in done.err
    unknown = shell("gate", str(some(tmp_path / "rows.jsonl", 0, 1, scene="no-such-scene")))
    assert unknown.code == 2
    assert "rows.jsonl:1: scene: there is no scenario “no-such-scene”" in unknown.err
