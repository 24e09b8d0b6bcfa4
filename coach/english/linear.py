"""A linear model over named features, as the training writes it: no library is needed to read it or to use it."""

import hashlib
import json
import math
from collections.abc import Iterable
from importlib.resources import files
from operator import add
from typing import Any, TypedDict


class LinearData(TypedDict):
    """A linear model as it is written."""

    outputs: list[str]
    bias: list[float]
    """One for each output."""
    features: dict[str, list[float]]
    """Name → output number and weight in turns; an empty list counts for the length alone."""


Part = tuple[tuple[float, ...], int]


class Linear:
    """Scores of several outputs for a set of features of length one (each counts 1 over the root of their number)."""

    def __init__(self, data: LinearData) -> None:
        self.outputs = tuple(data["outputs"])
        self._bias = data["bias"]
        # Rounded weights repeat; one object for each keeps a model of a hundred thousand weights in a few MB.
        same: dict[float, float] = {}
        nothing = [0.0] * len(self.outputs)
        self._features: dict[str, tuple[float, ...]] = {}
        for name, flat in data["features"].items():
            row = nothing.copy()
            pairs = iter(flat)
            for output, weight in zip(pairs, pairs, strict=True):
                row[int(output)] = same.setdefault(weight, weight)
            self._features[name] = tuple(row)

    def scores(self, features: Iterable[str], beside: "Part | None" = None) -> list[float]:
        """Return the log-odds of each output, for features and a part of them that is summed already."""
        sums, count = self.part(features)
        if beside:
            sums, count = tuple(map(add, sums, beside[0])), count + beside[1]
        if not count:
            return list(self._bias)
        length = math.sqrt(count)
        return [bias + total / length for bias, total in zip(self._bias, sums, strict=True)]

    def part(self, features: Iterable[str]) -> "Part":
        """Return the sum of what is known of some features, for each output, and how many those are."""
        # Whole rows are summed by column: a loop over single weights in Python took most of a judgement's time.
        known = [row for name in features if (row := self._features.get(name))]
        return tuple(map(sum, zip(*known, strict=True))) or (0.0,) * len(self.outputs), len(known)


def logistic(score: float) -> float:
    """Return the probability of a log-odds."""
    return 1 / (1 + math.exp(-score)) if score > -40 else 0.0


def read_package_data(package: str, name: str) -> tuple[Any, str]:
    """Return a JSON file of a package, and the digest of its bytes (see `package_digest`)."""
    data = files(package).joinpath(name).read_bytes()
    # Weights are rounded, so they repeat: one object for each, already while the file is read (10 MiB less, measured).
    same: dict[str, float] = {}

    def number(text: str) -> float:
        return same[text] if text in same else same.setdefault(text, float(text))

    return json.loads(data, parse_float=number), _digest(data)


def package_digest(package: str, name: str) -> str:
    """Return the digest of a file's bytes (12 hexadecimal digits), without reading what it says: that takes 40 ms."""
    return _digest(files(package).joinpath(name).read_bytes())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
