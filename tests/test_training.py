"""What the offline judge learned from: rows of our own, settled between readers, far from the validation rows."""

import hashlib
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz, process

from coach.domain.agreement import LabelledReply
from coach.english.words import fold, tokens
from coach.judges.rules.features import SIGNS

ROOT = Path(__file__).parent.parent
TRAINING = ROOT / ".training"
GOLD = ROOT / "tests" / "gold"
RUN = 8
"""Words in a row that two texts may not share."""


def jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


ROWS = jsonl(TRAINING / "rows.jsonl")
VALIDATION = jsonl(GOLD / "dev.jsonl")


def runs(text: str) -> set[tuple[str, ...]]:
    words = [w for w in tokens(fold(text)) if w[0].isalnum() or w[0] == "#"]
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def spoken(row: dict[str, Any]) -> list[str]:
    return [row["reply"], *(line["text"] for line in row["context"])]


def test_the_rows_are_many_and_by_many() -> None:
    authors = Counter(row["author"] for row in ROWS)
    assert len(ROWS) >= 1200
    assert len(authors) >= 6
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        LabelledReply.model_validate({k: v for k, v in row.items() if k not in ("author", "marks")})
        assert all(0 <= start < end <= len(row["reply"]) and sign in SIGNS for start, end, sign in row["marks"])


def test_every_label_was_settled_by_at_least_two_of_three() -> None:
    for row in ROWS:
        for name, label in (*row["labels"].items(), *row["moves"].items()):
            assert label is None or row["agreement"][name] >= 2, (row["id"], name)


def test_no_row_shares_eight_words_in_a_row_with_the_validation_rows() -> None:
    forbidden = set().union(*(runs(text) for row in VALIDATION for text in (*spoken(row), row["scenario"])))
    shared = [row["id"] for row in ROWS for text in (*spoken(row), row["scenario"]) if runs(text) & forbidden]
    assert shared == []


def test_no_row_is_nearly_a_validation_row() -> None:
    # Five words or fewer ("Okay, thanks.") may well be said by two people.
    kept = [fold(row["reply"]) for row in VALIDATION if len(row["reply"].split()) > 5]
    for row in ROWS:
        if len(row["reply"].split()) > 5:
            near = process.extractOne(fold(row["reply"]), kept, scorer=fuzz.token_sort_ratio, score_cutoff=85)
            assert near is None, (row["id"], near)


def test_the_held_out_lines_were_not_learned_from() -> None:
    held, learned = jsonl(GOLD / "lines.jsonl"), jsonl(TRAINING / "lines.jsonl")
    assert len(held) >= 200
    assert not {row["author"] for row in held} & {row["author"] for row in learned}
    assert not {fold(row["line"]) for row in held} & {fold(row["line"]) for row in learned}


def test_the_gate_s_held_out_sentences_were_not_learned_from() -> None:
    held, learned = jsonl(GOLD / "manager_sentences.jsonl"), jsonl(TRAINING / "sentences.jsonl")
    forbidden = set().union(*(runs(row["text"]) for row in held))
    assert [row["text"] for row in learned if runs(row["text"]) & forbidden] == []
    kept = [fold(row["text"]) for row in held if len(row["text"].split()) > 5]
    for row in learned:
        if len(row["text"].split()) > 5:
            near = process.extractOne(fold(row["text"]), kept, scorer=fuzz.token_sort_ratio, score_cutoff=85)
            assert near is None, (row["text"], near)


@pytest.mark.parametrize("name", ["sentences.jsonl", "lines.jsonl", "rows.jsonl"])
def test_the_gate_s_weights_were_made_from_these_rows(name: str) -> None:
    weights = json.loads((ROOT / "coach" / "english" / "yes.json").read_text("utf-8"))
    assert weights["made_from"][name] == hashlib.sha256((TRAINING / name).read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["rows.jsonl", "lines.jsonl"])
def test_the_weights_were_made_from_these_rows(name: str) -> None:
    weights = json.loads((ROOT / "coach" / "judges" / "rules" / "weights.json").read_text("utf-8"))
    assert weights["made_from"][name] == hashlib.sha256((TRAINING / name).read_bytes()).hexdigest()


def test_minimal_pairs_are_kept_apart_by_their_labels() -> None:
    # The same words in the same context are one row: nothing is counted twice.
    seen = sorted((row["reply"], json.dumps(row["context"]), row["id"]) for row in ROWS)
    assert not [(a[2], b[2]) for a, b in pairwise(seen) if a[:2] == b[:2]]
