"""What the reader of terms learned from: sentences of other authors, far from those that it is measured on."""

import hashlib
import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from coach.domain.vocabulary import TERMS, LabelledUse, Use
from coach.english.words import fold, tokens
from coach.library.vocabulary import read_vocabulary

ROOT = Path(__file__).parent.parent
TRAINING = ROOT / ".training"
RUN = 8
"""Words in a row that two texts may not share."""


def jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


ROWS = jsonl(TRAINING / "vocabulary.jsonl")
GOLD = jsonl(ROOT / "tests" / "gold" / "vocabulary.jsonl")
CLASSES = tomllib.loads((TRAINING / "vocabulary.toml").read_text("utf-8"))


def runs(text: str) -> set[tuple[str, ...]]:
    words = [w for w in tokens(fold(text)) if w[0].isalnum() or w[0] == "#"]
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_the_rows_are_many_and_by_several() -> None:
    authors = Counter(row["author"] for row in ROWS)
    assert len(ROWS) >= 1000
    assert len(authors) >= 3
    assert len({row["text"] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        LabelledUse.model_validate(row)


def test_the_gold_rows_hold_enough_of_every_use_of_every_term() -> None:
    counts = Counter((row["term"], row["use"]) for row in GOLD)
    for term in TERMS:
        assert counts[term, Use.RIGHT] >= 10
        assert counts[term, Use.WRONG] >= 10
        assert counts[term, Use.EMPTY] >= 5


def test_no_row_shares_eight_words_in_a_row_with_the_gold_rows() -> None:
    forbidden = set().union(*(runs(row["text"]) for row in GOLD))
    assert [number for number, row in enumerate(ROWS, start=1) if runs(row["text"]) & forbidden] == []


def test_no_row_is_nearly_a_gold_row() -> None:
    kept = [fold(row["text"]) for row in GOLD]
    near = [
        number
        for number, row in enumerate(ROWS, start=1)
        if process.extractOne(fold(row["text"]), kept, scorer=fuzz.token_sort_ratio, score_cutoff=85)
    ]
    assert near == []


def test_the_strong_and_weak_sentences_are_no_gold_rows() -> None:
    forbidden = set().union(*(runs(row["text"]) for row in GOLD))
    for words in read_vocabulary().terms.values():
        assert not (runs(words.strong) | runs(words.weak)) & forbidden


def test_the_word_classes_are_named_after_the_points_and_misuses() -> None:
    for term, words in read_vocabulary().terms.items():
        assert CLASSES[term]["points"].keys() == words.points.keys()
        assert CLASSES[term]["misuses"].keys() == words.misuses.keys()


def test_the_weights_were_made_from_these_rows_and_classes() -> None:
    weights = json.loads((ROOT / "coach" / "judges" / "vocabulary" / "weights.json").read_text("utf-8"))
    for name in ("vocabulary.jsonl", "vocabulary.toml"):
        assert weights["made_from"][name] == hashlib.sha256((TRAINING / name).read_bytes()).hexdigest()
