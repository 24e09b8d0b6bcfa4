"""`vocabulary` and `drill vocabulary` as they are typed, and the uses of terms in a report."""

import json
from pathlib import Path

import pytest

from coach.domain.vocabulary import TERMS
from coach.library.vocabulary import read_vocabulary
from tests.shell import Shell

GOLD = Path(__file__).parent.parent / "gold" / "vocabulary.jsonl"
TALK = """You: Thanks. We compare live inputs with the training data for drift, and retrain when precision falls.
Manager: We are full.
You: I would be the champion of MLOps.
"""


def row(**update: object) -> str:
    return json.dumps({"term": "mlops", "text": "I love MLOps.", "use": "empty", **update})


def test_the_terms_are_told(shell: Shell) -> None:
    done = shell("vocabulary")
    assert done.code == 0
    for term, words in read_vocabulary().terms.items():
        assert f"{words.title} ({term.value})" in done.out
        assert words.strong in done.out
        assert all(misuse in done.out for misuse in words.misuses.values())
    assert tuple(json.loads(shell("vocabulary", "--json").out)["terms"]) == TERMS


def test_the_figures_are_printed_by_class_and_by_term(shell: Shell) -> None:
    done = shell("vocabulary", "--measure", str(GOLD))
    assert done.code == 0
    lines = done.out.splitlines()
    assert any(line.startswith("macro F1") for line in lines)
    for name in ("right", "wrong", "empty", *TERMS):
        assert any(line.startswith(name) for line in lines), name
    figures = json.loads(shell("vocabulary", "--measure", str(GOLD), "--json").out)
    assert figures["uses"]["n"] == 300
    assert figures["uses"]["macro_f1"] >= 0.75
    assert sum(cell["count"] for cell in figures["confusion"]) == 300


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (row(term="blockchain"), "term"),
        (row(use="great"), "use"),
        (row(text=" "), "text"),
        (row(score=1), "score"),
        ("{", "is no JSON object"),
        ("", "holds no row"),
    ],
)
def test_a_broken_row_is_refused_by_line_and_key(shell: Shell, tmp_path: Path, line: str, fault: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(f"{row()}\n{line}\n" if line else "\n", "utf-8")
    done = shell("vocabulary", "--measure", str(file))
    assert done.code == 2
    assert done.out == ""
    assert fault in done.err
    assert "rows.jsonl" in done.err


def test_a_drill_reads_a_line_for_each_term_and_sums_up(shell: Shell) -> None:
    typed = "Drift is a bug in the code.\nI am passionate about MLOps.\n\nhello\n"
    done = shell("drill", "vocabulary", "data_drift", "mlops", "ab_testing", "explainable_ai", typed=typed)
    words = read_vocabulary().terms
    assert done.code == 0
    assert f"✗ wrong: {words[TERMS[8]].misuses['bug']}" in done.out
    assert "· empty: The term is named, but nothing is said with it." in done.out
    assert words[TERMS[9]].strong in done.out
    assert "? Explainable AI is not found in it" in done.out
    assert done.out.endswith("3 of 4 terms practised: 1 wrong, 1 empty, 1 not named.\n")


def test_a_right_sentence_needs_no_model(shell: Shell) -> None:
    strong = read_vocabulary().terms[TERMS[9]].strong
    done = shell("drill", "vocabulary", "mlops", typed=f"{strong}\n")
    assert "✓ right: " in done.out
    assert strong not in done.out


def test_the_end_of_input_ends_a_drill(shell: Shell) -> None:
    done = shell("drill", "vocabulary")
    assert done.code == 0
    assert done.out.endswith("0 of 10 terms practised: nothing said.\n")


def test_a_drill_refuses_a_term_it_does_not_know(shell: Shell) -> None:
    done = shell("drill", "vocabulary", "blockchain")
    assert done.code == 2
    assert "data_drift" in done.err


def test_a_report_shows_the_uses_apart_from_the_score(shell: Shell, tmp_path: Path) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text(TALK, "utf-8")
    told = shell("score", str(talk), "--judge", "rules").out
    assert "## The terms you used" in told
    assert "✓ **Data drift**, turn 1, right: “Thanks. We compare live inputs" in told
    assert "· **MLOps**, turn 3, empty: “I would be the champion of MLOps.”" in told
    report = json.loads(shell("score", str(talk), "--judge", "rules", "--json").out)
    assert [(use["seq"], use["term"], use["use"]) for use in report["vocabulary"]] == [
        (0, "data_drift", "right"),
        (2, "mlops", "empty"),
    ]
    assert all(use["quote"] in TALK and use["why"] for use in report["vocabulary"])


def test_uses_move_no_score(shell: Shell, tmp_path: Path) -> None:
    scores = []
    for name, last in (("a", "I would be the champion of MLOps."), ("b", "I would be the champion of baking.")):
        talk = tmp_path / f"{name}.txt"
        talk.write_text(f"Manager: Go ahead.\nYou: {last}\n", "utf-8")
        scores.append(json.loads(shell("score", str(talk), "--judge", "rules", "--json").out)["score"]["total"])
    assert scores[0] == scores[1]
