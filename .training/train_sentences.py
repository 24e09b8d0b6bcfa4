"""Trains what the sentence gate reads in a manager's words, from `sentences.jsonl`, and writes what the package reads.

    python .training/train_sentences.py [--validate ROWS]

Deterministic. Needs the extra `train` (scikit-learn). Every figure is on batches that were left out; `--validate`
prints the figures for rows of other authors, and nothing is learned from those.
"""

import argparse
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from train import HERE, ROOT, Array, Row, as_linear, read_jsonl, vectors, write

from coach.domain.facts import words
from coach.english.concession import features_of, masked
from coach.english.linear import Linear, LinearData, logistic
from coach.english.lines import hear

C = 20.0
OTHER_WEIGHT = 0.3
"""What a line that was not written for the gate counts beside a sentence that was."""
LEAST = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
UNLIKELY = 0.3
"""The line model's probability from which such a sentence may concede, so that it is left out."""
PERSONA = "Maya Lindqvist"


def bag(row: Row) -> set[str]:
    return features_of(masked(row["text"], words(" ".join(row.get("projects", ()))), row.get("persona", PERSONA)))


def learned_from() -> list[Row]:
    """Return the sentences, the lines of other scenes, and what managers say all day in the talks of the rows.

    A closing line says either, so it is left out.
    """
    heard = [
        {"batch": "lines", "text": r["line"], "concedes": r["does"] in ("grant", "yield_in_part")}
        for r in read_jsonl(HERE / "lines.jsonl")
        if r["does"] != "close"
    ]
    talks = dict.fromkeys(
        sentence.strip()
        for row in read_jsonl(HERE / "rows.jsonl")
        for line in row["context"]
        if line["speaker"] == "manager"
        for sentence in re.findall(r"\S.*?(?:[.!?…]+[”\"')]*(?=\s|$)|$)", line["text"])
    )
    ordinary = [{"batch": "talks", "text": t, "concedes": False} for t in talks if hear(t).conceded < UNLIKELY]
    return [*read_jsonl(HERE / "sentences.jsonl"), *heard, *ordinary]


def labels_of(rows: Sequence[Row]) -> Array:
    return np.array([r["concedes"] for r in rows])


def train(bags: Sequence[set[str]], labels: Array, weight: Array) -> LinearData:
    known, matrix = vectors(bags, least=2)
    fit = LogisticRegression(C=C, solver="liblinear", max_iter=2000, random_state=0)
    fit.fit(matrix, labels, sample_weight=weight)
    return cast(LinearData, as_linear(known, ["concedes"], fit.intercept_, fit.coef_))


def likely(model: LinearData, bags: Sequence[set[str]]) -> Array:
    linear = Linear(model)
    return np.array([logistic(linear.scores(b)[0]) for b in bags])


def figures(truth: Array, said: Array) -> str:
    lines = [f"  average precision {average_precision_score(truth, said):.3f}"]
    for least in LEAST:
        stopped = said >= least
        right = (stopped & truth).sum()
        lines.append(
            f"  from {least:.2f}: precision {right / max(1, stopped.sum()):.2f}, recall {right / truth.sum():.2f}"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--validate", type=Path, help="rows to print the figures for; nothing is learned from them")
    validate = parser.parse_args().validate

    rows = learned_from()
    bags, labels = [bag(r) for r in rows], labels_of(rows)
    batch = np.array([r["batch"] for r in rows])
    weight = np.where(np.isin(batch, list("abcdefg")), 1.0, OTHER_WEIGHT)
    print(f"{len(rows)} rows, {labels.sum()} of them concede")

    said = np.zeros(len(rows))
    for left_out in sorted({*batch} - {"lines", "talks"}):
        out, kept = np.flatnonzero(batch == left_out), np.flatnonzero(batch != left_out)
        said[out] = likely(train([bags[n] for n in kept], labels[kept], weight[kept]), [bags[n] for n in out])
    own = np.isin(batch, list("abcdefg"))
    print("batches left out:\n" + figures(labels[own], said[own]))
    other = np.char.startswith(batch, "scene") & ~labels
    told = ", ".join(f"from {least:.2f}: {(said[other] >= least).mean():.1%}" for least in LEAST)
    print(f"lines of scenes left out that say no yes, and are stopped all the same: {told}")

    model = train(bags, labels, weight)
    made_from = {
        n: hashlib.sha256((HERE / n).read_bytes()).hexdigest() for n in ("sentences.jsonl", "lines.jsonl", "rows.jsonl")
    }
    write(ROOT / "coach/english/yes.json", {"made_from": made_from, **model})
    if validate:
        unseen = [{"projects": ["fraud detection recommendation"], **r} for r in read_jsonl(validate)]
        print(f"{validate.name}:\n" + figures(labels_of(unseen), likely(model, [bag(r) for r in unseen])))


if __name__ == "__main__":
    main()
