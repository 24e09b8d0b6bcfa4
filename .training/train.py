"""Trains the offline judge and the line model from the rows beside this file, and writes what the package reads.

    python .training/train.py [--validate ROWS]

Deterministic. Needs the extra `train` (scikit-learn). Every figure is on authors that were left out: a model that is
asked about an author's rows has seen none of that author's rows or lines.
"""

import argparse
import hashlib
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, f1_score
from sklearn.preprocessing import normalize

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from coach.domain.rubric import CRITERIA, MOVES  # noqa: E402
from coach.domain.scenario import Pattern  # noqa: E402
from coach.domain.transcript import Reply  # noqa: E402
from coach.english import lines, words  # noqa: E402
from coach.english.linear import Linear  # noqa: E402
from coach.judges.rules import features  # noqa: E402
from coach.judges.rules.features import MADE, SIGNS  # noqa: E402
from coach.judges.rules.sheet import Sheet  # noqa: E402

Array = Any
Row = dict[str, Any]

SEEN_AT_LEAST = 3
"""Times that a feature has to occur in training to be weighed."""
SENTENCE_C, REPLY_C, LINE_C = 30.0, 0.05, 30.0
"""Inverse strengths of the regularisation, chosen on the authors left out."""
PART_WEIGHT = 0.2
"""What a part of a reply counts beside a whole one, at the second level; the first level sees whole replies alone."""
NEGLIGIBLE = 0.2
"""Weights below this are not written."""


# --- what is learned from ---------------------------------------------------------------------------------------------


def read_jsonl(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def write_lexicon() -> int:
    """Write every class with its entries as the tokens they are read as; return the number of entries."""
    listed: dict[str, str] = {}
    for path in sorted((HERE / "lexicon").glob("*.toml")):
        for name, table in tomllib.loads(path.read_text("utf-8")).items():
            entries = ("_".join(words.tokens(words.fold(e.replace("_", " ")))) for e in table["words"].split())
            listed[name] = " ".join(dict.fromkeys(e for e in entries if e))
    write(ROOT / "coach/english/lexicon.json", dict(sorted(listed.items())))
    words._lexicon.cache_clear()
    return sum(len(entries.split()) for entries in listed.values())


def write(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


class Example:
    """A labelled reply: its sheet, the features of its sentences, which sentences show which sign."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.author: str = row.get("author", "")
        self.sheet = Sheet(
            Reply.model_validate({"setting": row["scenario"], "context": row["context"], "text": row["reply"]})
        )
        make = features.sentence_features(self.sheet)
        of = len(self.sheet.words)
        self.bags = [make(w, n, of) for n, w in enumerate(self.sheet.words)]
        self.bags += [make(words.tokens(clause.text), n, of) for n, clause in self.sheet.clauses]
        self.sentences = of
        stretches = [*self.sheet.sentences, *(clause for _, clause in self.sheet.clauses)]
        self.shown = np.zeros((len(stretches), len(SIGNS)), int)
        # A sign that the settled label has and no mark shows: the sentences say nothing sure about it.
        told = {sign for *_, sign in row.get("marks", ())}
        known = [(sign, self.label(sign)) for sign in SIGNS]
        self.unsure = np.tile(
            [label == -1 or (label == 1 and sign not in told) for sign, label in known], (len(stretches), 1)
        )
        for start, end, sign in row.get("marks", ()):
            for n, stretch in enumerate(stretches):
                shared = min(end, stretch.end) - max(start, stretch.start)
                if shared >= min(8, max(1, (end - start) // 2)):
                    # A mark over several clauses says only that one of them shows the sign.
                    alone = n < of or end - start <= 1.6 * len(stretch.text)
                    self.shown[n, SIGNS.index(sign)] |= alone
                    self.unsure[n, SIGNS.index(sign)] |= not alone

    def label(self, sign: str) -> int:
        """1 where the row has the sign, 0 where not, -1 where its readers did not settle it."""
        if sign in MADE:
            made = self.row["moves"].get(sign)
            return -1 if made is None else int(made)
        verdict = self.row["labels"].get(sign[:-1])
        return -1 if verdict is None else int(verdict == ("met" if sign[-1] == "+" else "violated"))


def parts_of(row: Row) -> list[Row]:
    """Return shorter replies cut out of a row, labelled by its marks, so that short replies are learned, too.

    Cut out are: up to three sentences with marks and one without, each alone, and the first half. A label that no mark
    shows stays unsettled in every part.
    """
    text, marks = row["reply"], row["marks"]
    spans = [(s.start, s.end) for s in Sheet(Reply(setting="", text=text)).sentences]
    if len(spans) < 2:
        return []
    shown = [
        {sign for a, b, sign in marks if min(b, end) - max(a, start) >= min(8, (b - a) // 2)} for start, end in spans
    ]
    by_signs = sorted(range(len(spans)), key=lambda n: (-len(shown[n]), n))
    chosen = [[n] for n in by_signs[:3] if shown[n]] + [[n] for n in range(len(spans)) if not shown[n]][:1]
    chosen.append(list(range((len(spans) + 1) // 2)))
    told = {sign for *_, sign in marks}
    parts = []
    for numbers in chosen:
        begin, end = spans[numbers[0]][0], spans[numbers[-1]][1]
        signs = set().union(*(shown[n] for n in numbers))
        labels = {}
        for criterion, verdict in row["labels"].items():
            sign = f"{criterion}{'-' if verdict == 'violated' else '+'}"
            if verdict is None or (verdict != "absent" and sign not in told):
                labels[criterion] = None
            elif verdict == "absent" or sign in signs:
                labels[criterion] = verdict
            else:  # a violation that was cut off leaves open whether the rest would have met it
                labels[criterion] = "absent" if f"{criterion}+" not in signs else None
        moves = {
            m: None if made and m not in told else bool(made and m in signs)
            for m, made in row["moves"].items()
            if made is not None
        }
        kept = [
            [max(a, begin) - begin, min(b, end) - begin, sign] for a, b, sign in marks if min(b, end) > max(a, begin)
        ]
        parts.append(
            {**row, "reply": text[begin:end], "marks": kept, "labels": labels, "moves": {m: moves.get(m) for m in MADE}}
        )
    return parts


# --- linear models ----------------------------------------------------------------------------------------------------


def vectors(
    bags: Iterable[set[str]], known: DictVectorizer | None = None, least: int = SEEN_AT_LEAST
) -> tuple[DictVectorizer, Array]:
    """Return feature vectors of length one; without `known`, of the features seen in `least` of the bags."""
    bags = list(bags)
    if known is None:
        counts = Counter(f for bag in bags for f in bag)
        known = DictVectorizer(dtype=np.float64)
        known.fit([{f: 1.0 for f in sorted(counts) if counts[f] >= least}])
    matrix = known.transform([dict.fromkeys(bag, 1.0) for bag in bags]).tocsr()
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    return known, normalize(matrix)


def as_linear(
    known: DictVectorizer, outputs: Sequence[str], bias: Array, weights: Array, least: float = NEGLIGIBLE
) -> dict[str, Any]:
    """Return a model in the form that the package reads, without weights below `least`."""
    return {
        "outputs": list(outputs),
        "bias": [round(float(b), 4) for b in bias],
        "features": {
            name: [
                x
                for o in np.flatnonzero(np.abs(weights[:, at]) >= least)
                for x in (int(o), round(float(weights[o, at]), 2))
            ]
            for name, at in sorted(known.vocabulary_.items())
        },
    }


def train_lines(heard: Sequence[Row], answered: Sequence[Row]) -> dict[str, Any]:
    """Return the line model: kinds and patterns from labelled lines, pushback from the lines that replies answer."""
    bags = [lines.features_of(row["line"]) for row in heard]
    replies = [(lines.features_of(r["context"][-1]["text"]), answers_pushback(r)) for r in answered]
    known, matrix = vectors(bags, least=1)
    kinds = LogisticRegression(C=LINE_C, max_iter=3000, tol=1e-3).fit(matrix, [row["does"] for row in heard])
    resisting = [n for n, row in enumerate(heard) if row["pattern"]]
    patterns = LogisticRegression(C=LINE_C, max_iter=3000, tol=1e-3).fit(
        matrix[resisting], [heard[n]["pattern"] for n in resisting]
    )
    _, matrix = vectors((bag for bag, _ in replies), known)
    pushback = LogisticRegression(C=3.0, max_iter=3000).fit(matrix, [y for _, y in replies])
    order = [list(kinds.classes_).index(k.value) for k in lines.KINDS]
    others = [list(patterns.classes_).index(p.value) for p in Pattern]
    return as_linear(
        known,
        [*(k.value for k in lines.KINDS), *(p.value for p in Pattern), "answered"],
        np.concatenate([kinds.intercept_[order], patterns.intercept_[others], pushback.intercept_]),
        np.vstack([kinds.coef_[order], patterns.coef_[others], pushback.coef_]),
        least=0.02,
    )


def answers_pushback(row: Row) -> int:
    """Whether the labels say that the reply answers pushback: only then can patience be met or a concern taken up."""
    return int(row["labels"].get("patient_persistent") == "met" or row["moves"].get("acknowledges_constraint") is True)


def use_lines(model: dict[str, Any]) -> None:
    linear = Linear(model)
    lines.model = lambda: linear  # type: ignore[assignment]
    lines.hear.cache_clear()


def train_sentences(examples: Sequence[Example]) -> dict[str, Any]:
    known, matrix = vectors(bag for e in examples for bag in e.bags)
    shown = np.vstack([e.shown for e in examples])
    unsure = np.vstack([e.unsure for e in examples])
    bias, weights = [], []
    for sign in range(len(SIGNS)):
        sure = ~unsure[:, sign]
        fit = LogisticRegression(C=SENTENCE_C, solver="liblinear", max_iter=500).fit(matrix[sure], shown[sure, sign])
        bias.append(fit.intercept_[0])
        weights.append(fit.coef_[0])
    return as_linear(known, SIGNS, bias, np.vstack(weights))


def reply_table(model: dict[str, Any], examples: Sequence[Example]) -> list[list[float]]:
    """Return the features of each reply, its sentences and clauses scored by the model."""
    linear = Linear(model)
    table = []
    for e in examples:
        scores = [linear.scores(bag) for bag in e.bags]
        table.append(features.reply_features(e.sheet, scores[: e.sentences], scores[e.sentences :]))
    return table


class ReplyModel:
    """The second level: from what the sentences come to over a reply, to the signs of the reply."""

    def __init__(self, matrix: Array, labels: Array, weight: Array) -> None:
        self.mean, self.scale = np.average(matrix, 0, weight), matrix.std(0) + 1e-6
        scaled = (matrix - self.mean) / self.scale
        self.fits = []
        for sign in range(len(SIGNS)):
            sure = labels[:, sign] >= 0
            fit = LogisticRegression(C=REPLY_C, solver="newton-cholesky")  # 50 times as fast here as the default
            self.fits.append(fit.fit(scaled[sure], labels[sure, sign], sample_weight=weight[sure]))

    def likely(self, matrix: Array) -> Array:
        scaled = (matrix - self.mean) / self.scale
        return np.column_stack([fit.predict_proba(scaled)[:, 1] for fit in self.fits])

    def written(self, thresholds: dict[str, float]) -> dict[str, Any]:
        return {
            "mean": [round(float(x), 5) for x in self.mean],
            "scale": [round(float(x), 5) for x in self.scale],
            "weights": {s: [round(float(x), 4) for x in fit.coef_[0]] for s, fit in zip(SIGNS, self.fits, strict=True)},
            "bias": {s: round(float(fit.intercept_[0]), 4) for s, fit in zip(SIGNS, self.fits, strict=True)},
            "thresholds": thresholds,
        }


# --- verdicts and figures ---------------------------------------------------------------------------------------------


def verdicts(likely: Array, thresholds: dict[str, float], criterion: str) -> list[str]:
    met, violated = SIGNS.index(f"{criterion}+"), SIGNS.index(f"{criterion}-")
    return [
        "violated"
        if row[violated] >= thresholds[f"{criterion}-"]
        else "met"
        if row[met] >= thresholds[f"{criterion}+"]
        else "absent"
        for row in likely
    ]


_ACCUSED = 0.65


def choose_thresholds(rows: Sequence[Row], likely: Array) -> dict[str, float]:
    """Return the thresholds that agree best on authors left out, drawn a little towards one half.

    That of a violation is drawn higher: a false accusation costs an engineer more than one that is missed.
    """
    chosen: dict[str, float] = {}
    steps = [round(0.25 + 0.05 * n, 2) for n in range(9)]
    for criterion in (c.value for c in CRITERIA):
        truth = [r["labels"][criterion] for r in rows]
        sure = [n for n, t in enumerate(truth) if t is not None]
        best = (-1.0, 0.5, 0.5)
        for violated in (*steps, 0.7, 0.75):
            for met in steps:
                said = verdicts(likely, {f"{criterion}-": violated, f"{criterion}+": met}, criterion)
                kappa = cohen_kappa_score([truth[n] for n in sure], [said[n] for n in sure])
                best = max(best, (kappa - 0.03 * abs(violated - _ACCUSED) - 0.02 * abs(met - 0.5), violated, met))
        _, chosen[f"{criterion}-"], chosen[f"{criterion}+"] = best
    for move in MADE:
        sure = [n for n, r in enumerate(rows) if r["moves"][move] is not None]
        truth, column = [rows[n]["moves"][move] for n in sure], likely[sure, SIGNS.index(move)]
        chosen[move] = max(steps, key=lambda s: f1_score(truth, column >= s) - 0.02 * abs(s - 0.5))
    return chosen


def figures(rows: Sequence[Row], likely: Array, thresholds: dict[str, float]) -> str:
    truths, saids, kappas, scores = [], [], [], []
    for criterion in (c.value for c in CRITERIA):
        said = verdicts(likely, thresholds, criterion)
        sure = [n for n, r in enumerate(rows) if r["labels"][criterion] is not None]
        truth, kept = [rows[n]["labels"][criterion] for n in sure], [said[n] for n in sure]
        kappas.append(f"{criterion} {cohen_kappa_score(truth, kept):.2f}")
        truths += truth
        saids += kept
    for move in (m.value for m in MOVES):
        sure = [n for n, r in enumerate(rows) if r["moves"][move] is not None]
        scores.append(
            f1_score([rows[n]["moves"][move] for n in sure], likely[sure, SIGNS.index(move)] >= thresholds[move])
        )
    each = " ".join(f"{m.value} {s:.2f}" for m, s in zip(MOVES, scores, strict=True))
    pooled, f1 = cohen_kappa_score(truths, saids), np.mean(scores)
    return f"pooled kappa {pooled:.3f} ({', '.join(kappas)}); macro F1 {f1:.3f} ({each})"


def line_figures(heard: Sequence[Row], by_author: dict[str, dict[str, Any]]) -> str:
    kinds, patterns = [], []
    for row in heard:
        use_lines(by_author[row["author"]])
        read = lines.hear(row["line"])
        kinds.append((row["does"], str(read.kind)))
        if row["pattern"]:
            patterns.append((row["pattern"], str(read.pattern)))
    labels = sorted({p for p, _ in patterns})
    truth, said = zip(*patterns, strict=True)
    f1 = f1_score(truth, said, labels=labels, average="macro")
    right = sum(t == s for t, s in kinds) / len(kinds)
    return f"{len(kinds)} lines: kind right {right:.2f}; macro F1 of the {len(labels)} patterns {f1:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--validate", type=Path, help="rows to print the figures for; nothing is learned from them")
    validate = parser.parse_args().validate

    print(f"lexicon: {write_lexicon()} entries")
    rows, heard = read_jsonl(HERE / "rows.jsonl"), read_jsonl(HERE / "lines.jsonl")
    authors = sorted({r["author"] for r in rows} | {r["author"] for r in heard})
    print(f"{len(rows)} rows by {len(authors)} authors, {len(heard)} lines")

    without = {
        a: train_lines([r for r in heard if r["author"] != a], [r for r in rows if r["author"] != a]) for a in authors
    }
    print(line_figures(heard, without))
    examples: list[Example] = []
    parts: list[Example] = []
    for author in authors:
        use_lines(without[author])
        mine = [r for r in rows if r["author"] == author]
        examples += [Example(r) for r in mine]
        parts += [Example(part) for r in mine for part in parts_of(r)]
    every = examples + parts
    by = np.array([e.author for e in every])
    whole = np.arange(len(every)) < len(examples)
    weight = np.where(whole, 1.0, PART_WEIGHT)
    labels = np.array([[e.label(s) for s in SIGNS] for e in every])

    # What the second level learns from was scored by a first level that had not seen its author.
    scored: dict[int, list[float]] = {}
    for author in authors:
        use_lines(without[author])
        model = train_sentences([e for e in examples if e.author != author])
        mine = np.flatnonzero(by == author)
        scored.update(zip(map(int, mine), reply_table(model, [every[n] for n in mine]), strict=True))
    table = np.array([scored[n] for n in range(len(every))])
    likely = np.zeros((len(every), len(SIGNS)))
    for author in dict.fromkeys(by):
        other = by != author
        likely[~other] = ReplyModel(table[other], labels[other], weight[other]).likely(table[~other])
    ordered = [e.row for e in examples]
    thresholds = choose_thresholds(ordered, likely[whole])
    print("authors left out:", figures(ordered, likely[whole], thresholds))
    for author in dict.fromkeys(by):
        mine = [n for n, e in enumerate(examples) if e.author == author]
        told = figures([examples[n].row for n in mine], likely[mine], thresholds)
        print(f"  {author}, {len(mine)} rows:", re.sub(r" \(.*?\)", "", told))
    print(f"{len(parts)} parts of replies:", figures([e.row for e in parts], likely[~whole], thresholds))

    final_lines = train_lines(heard, rows)
    write(ROOT / "coach/english/lines.json", final_lines)
    sentence = train_sentences(examples)
    reply = ReplyModel(table, labels, weight)
    made_from = {name: hashlib.sha256((HERE / name).read_bytes()).hexdigest() for name in ("rows.jsonl", "lines.jsonl")}
    data = {"made_from": made_from, "sentence": sentence, "reply": reply.written(thresholds)}
    write(ROOT / "coach/judges/rules/weights.json", data)

    if validate:
        use_lines(final_lines)
        unseen = [Example(r) for r in read_jsonl(validate)]
        table = np.array(reply_table(sentence, unseen))
        print(f"{validate.name}:", figures([e.row for e in unseen], reply.likely(table), thresholds))


if __name__ == "__main__":
    main()
