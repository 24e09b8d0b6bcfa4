"""Trains the reader of terms from the rows and word classes beside this file, and writes what the package reads.

    python .training/train_vocabulary.py [--validate ROWS]

Deterministic. Needs the extra `train` (scikit-learn). Prints F1 by class on each author left out, then on ROWS.
"""

import argparse
import hashlib
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sklearn.linear_model import LogisticRegression
from train import HERE, ROOT, Row, as_linear, read_jsonl, vectors, write

from coach.domain.vocabulary import LabelledUse, Term, Use, agreement
from coach.english.linear import Linear
from coach.judges.vocabulary.features import Lexicon
from coach.judges.vocabulary.passages import Terms
from coach.library.vocabulary import read_vocabulary

ROWS = HERE / "vocabulary.jsonl"
LEXICON = HERE / "vocabulary.toml"
WEIGHTS = ROOT / "coach/judges/vocabulary/weights.json"
C = 10.0
"""Inverse strength of the regularisation, chosen on the authors left out."""
SEEN_AT_LEAST = 2


def classes() -> dict[str, dict[str, str]]:
    """Return the word classes as the package reads them."""
    written = tomllib.loads(LEXICON.read_text("utf-8"))
    listed = {"any": written.pop("any")}
    for term, sides in written.items():
        listed[term] = {f"+{n}": w for n, w in sides["points"].items()} | {
            f"-{n}": w for n, w in sides["misuses"].items()
        }
    return {
        of: {n: " ".join(dict.fromkeys(words.split())) for n, words in named.items()} for of, named in listed.items()
    }


class Reader:
    """Rows as the package would cut them: the passage of the row's term, or the whole text where none is found."""

    def __init__(self) -> None:
        self.lexicon = Lexicon(classes())
        self._terms = Terms(read_vocabulary())

    def found(self, row: Row) -> bool:
        return any(p.term == row["term"] for p in self._terms.passages(row["text"]))

    def features(self, row: Row) -> set[str]:
        text = row["text"]
        cut = next((text[p.start : p.end] for p in self._terms.passages(text) if p.term == row["term"]), text)
        return self.lexicon.features(Term(row["term"]), cut)


def train(reader: Reader, rows: Sequence[Row]) -> dict[str, Any]:
    known, matrix = vectors((reader.features(row) for row in rows), least=SEEN_AT_LEAST)
    fit = LogisticRegression(C=C, max_iter=5000).fit(matrix, [row["use"] for row in rows])
    return as_linear(known, list(fit.classes_), fit.intercept_, fit.coef_, least=0.05)


def figures(reader: Reader, model: dict[str, Any], rows: Sequence[Row]) -> str:
    linear = Linear(model)  # type: ignore[arg-type]
    said = []
    for row in rows:
        scores = linear.scores(reader.features(row))
        said.append(Use(linear.outputs[scores.index(max(scores))]) if reader.found(row) else None)
    told = agreement([LabelledUse.model_validate(row) for row in rows], said)
    by_class = ", ".join(f"{c.label} {c.f1 or 0:.2f}" for c in told.uses.classes)
    return f"macro F1 {told.uses.macro_f1 or 0:.3f} ({by_class}); {told.missed} of {len(rows)} not found"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--validate", type=Path, metavar="ROWS")
    arguments = parser.parse_args()
    rows, reader = read_jsonl(ROWS), Reader()
    for author in sorted({row["author"] for row in rows}):
        kept = [row for row in rows if row["author"] != author]
        left_out = [row for row in rows if row["author"] == author]
        print(f"without {author}: {figures(reader, train(reader, kept), left_out)}")
    model = train(reader, rows)
    made_from = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROWS, LEXICON)}
    write(WEIGHTS, {"made_from": made_from, "lexicon": classes(), "uses": model})
    print(f"{len(rows)} rows, {len(model['features'])} features, {WEIGHTS.stat().st_size // 1024} KB")
    if arguments.validate:
        print(f"{arguments.validate.name}: {figures(reader, model, read_jsonl(arguments.validate))}")


if __name__ == "__main__":
    main()
