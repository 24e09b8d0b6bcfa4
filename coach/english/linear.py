"""A linear model over named features, as the training writes it: no library is needed to read it or to use it."""

import hashlib
import json
import math
from collections.abc import Iterable
from importlib.resources import files


class Linear:
    """Scores of several outputs for a set of features of length one (each counts 1 over the root of their number).

    In the file: `outputs`, `bias` (one per output), `features` (name → flat list of output number and weight, which may
    be empty: such a feature counts for the length alone).
    """

    def __init__(self, data: dict[str, object]) -> None:
        self.outputs: tuple[str, ...] = tuple(data["outputs"])  # type: ignore[arg-type]
        self._bias: list[float] = list(data["bias"])  # type: ignore[call-overload]
        self._features: dict[str, list[float]] = data["features"]  # type: ignore[assignment]

    def scores(self, features: Iterable[str]) -> list[float]:
        """Return the log-odds of each output."""
        sums = [0.0] * len(self._bias)
        known = 0
        for name in features:
            weights = self._features.get(name)
            if weights is None:
                continue
            known += 1
            for at in range(0, len(weights), 2):
                sums[int(weights[at])] += weights[at + 1]
        length = math.sqrt(known) or 1.0
        return [bias + total / length for bias, total in zip(self._bias, sums, strict=True)]


def logistic(score: float) -> float:
    """Return the probability of a log-odds."""
    return 1 / (1 + math.exp(-score)) if score > -40 else 0.0


def read_package_data(package: str, name: str) -> tuple[dict[str, object], str]:
    """Return a JSON file of a package, and the digest of its bytes (12 hexadecimal digits)."""
    data = files(package).joinpath(name).read_bytes()
    return json.loads(data), hashlib.sha256(data).hexdigest()[:12]
