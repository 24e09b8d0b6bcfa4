"""A linear model over named features, as the training writes it: no library is needed to read it or to use it."""

import hashlib
import json
import math
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, TypedDict


class LinearData(TypedDict):
    """A linear model as it is written."""

    outputs: list[str]
    bias: list[float]
    """One for each output."""
    features: dict[str, list[float]]
    """Name → output number and weight in turns; an empty list counts for the length alone."""


class Linear:
    """Scores of several outputs for a set of features of length one (each counts 1 over the root of their number)."""

    def __init__(self, data: LinearData) -> None:
        self.outputs = tuple(data["outputs"])
        self._bias = data["bias"]
        # Rounded weights repeat; one object for each keeps a model of a hundred thousand weights in a few MB.
        same: dict[float, float] = {}
        self._features = {
            name: (bytes(map(int, flat[::2])), tuple(same.setdefault(w, w) for w in flat[1::2]))
            for name, flat in data["features"].items()
        }

    def scores(self, features: Iterable[str]) -> list[float]:
        """Return the log-odds of each output."""
        sums = [0.0] * len(self._bias)
        known = 0
        for name in features:
            if entry := self._features.get(name):
                known += 1
                for output, weight in zip(*entry, strict=True):
                    sums[output] += weight
        length = math.sqrt(known) or 1.0
        return [bias + total / length for bias, total in zip(self._bias, sums, strict=True)]


def logistic(score: float) -> float:
    """Return the probability of a log-odds."""
    return 1 / (1 + math.exp(-score)) if score > -40 else 0.0


def read_package_data(package: str, name: str) -> tuple[Any, str]:
    """Return a JSON file of a package, and the digest of its bytes (12 hexadecimal digits)."""
    data = files(package).joinpath(name).read_bytes()
    return json.loads(data), hashlib.sha256(data).hexdigest()[:12]
