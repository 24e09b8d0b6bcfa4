"""What a manager's line does and which objection it makes, read from its words alone; unsure stays unsure."""

import math
from functools import cache, lru_cache
from typing import NamedTuple

from coach.domain.scenario import Pattern
from coach.domain.transcript import CueKind
from coach.english.linear import Linear, logistic, read_package_data
from coach.english.words import fold, tokens, wording

KINDS = (
    CueKind.OPEN, CueKind.PROBE, CueKind.OBJECT, CueKind.DEFER, CueKind.ACKNOWLEDGE, CueKind.YIELD_IN_PART,
    CueKind.GRANT, CueKind.CLOSE,
)  # fmt: skip
"""What a line can be told to do; `press` reads as an objection, `react` as whatever it says."""

PATTERNS = tuple(Pattern)

_SURE = 0.4
"""The least probability of the likeliest kind; below it the line stays unread. (Chosen on the training lines.)"""


class Heard(NamedTuple):
    """A manager's line as it was read: what it does, and how likely it resists or concedes (0 to 1)."""

    kind: CueKind | None
    pattern: Pattern | None
    answered: float
    """How likely a reply to it answers pushback, learned from labelled replies."""
    likely: tuple[float, ...]
    """The probability of each of `KINDS`."""

    @property
    def conceded(self) -> float:
        """How likely the line grants something, in part or whole."""
        return self.likely[KINDS.index(CueKind.YIELD_IN_PART)] + self.likely[KINDS.index(CueKind.GRANT)]


def features_of(text: str) -> set[str]:
    """Return what the line model weighs in a line."""
    folded = fold(text).strip()
    words = tokens(folded)
    return wording(words) | {
        f"end {folded[-1:]}",
        f"questions {min(2, folded.count('?'))}",
        f"length {min(6, len(words) // 5)}",
    }


@lru_cache(maxsize=4096)  # a long talk is the context of each of its replies
def hear(text: str) -> Heard:
    """Read a manager's line. English only; an empty line does nothing."""
    if not text.strip():
        return Heard(None, None, 0.0, (0.0,) * len(KINDS))
    scores = model().scores(features_of(text))
    kinds, patterns, answered = scores[: len(KINDS)], scores[len(KINDS) : -1], scores[-1]
    likely = _softmax(kinds)
    best = max(range(len(KINDS)), key=likely.__getitem__)
    kind = KINDS[best] if likely[best] >= _SURE else None
    resists = kind in (CueKind.OBJECT, CueKind.DEFER)
    pattern = PATTERNS[max(range(len(PATTERNS)), key=patterns.__getitem__)] if resists else None
    return Heard(kind, pattern, logistic(answered), likely)


def classify(text: str) -> CueKind | None:
    """Return what a manager's line does, or `None` where its words do not show it."""
    return hear(text).kind


def pattern_of(text: str) -> Pattern | None:
    """Return which objection a manager's line makes, or `None` where it neither objects nor defers."""
    return hear(text).pattern


@cache
def model() -> Linear:
    """Return the line model; its outputs are the kinds, the patterns, and whether a reply answers pushback."""
    data, _ = read_package_data("coach.english", "lines.json")
    return Linear(data)


def _softmax(scores: list[float]) -> tuple[float, ...]:
    highest = max(scores)
    weights = [math.exp(s - highest) for s in scores]
    return tuple(w / sum(weights) for w in weights)
