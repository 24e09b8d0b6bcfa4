"""What the model weighs in a passage: its words, and which word classes of the term stand in it, affirmed or denied."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from coach.domain.vocabulary import Term
from coach.english.words import fold, tokens
from coach.judges.vocabulary.patterns import pattern

POINT, MISUSE = "+", "-"

Classes = Mapping[str, Mapping[str, str]]
"""For each term, and for `any`, the entries of each word class. A term's class is named after the
point (`+derive`) or the misuse (`-product`) that its words speak for."""

_NUMBER = re.compile(
    r"\d[\d.,]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|hundred|thousand|million|half|third)\b"
)
_DENIES = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|hardly|rather than|instead of|less|\w+n't)\b"
)
_CLAUSE_END = re.compile(r"[.;:!?]|, but|, so |, because|, and | but ")
_REACH = 45
"""Characters over which a denial reaches, within its clause."""
_ENDINGS = ("ing", "ed", "es", "s", "ly")


class Mark(NamedTuple):
    """A word of a class found in a passage."""

    name: str
    denied: bool


class Lexicon:
    """The word classes."""

    def __init__(self, classes: Classes) -> None:
        self._classes = classes
        self._of: dict[Term, dict[str, re.Pattern[str]]] = {}

    @cached_property
    def _any(self) -> dict[str, re.Pattern[str]]:
        return {name: pattern(words.split()) for name, words in self._classes["any"].items()}

    def marks(self, term: Term, folded: str) -> list[Mark]:
        """Return every word of the term's classes in a folded passage."""
        if term not in self._of:  # a term's patterns are made when it is first met: all of them take some 50 ms
            self._of[term] = {name: pattern(words.split()) for name, words in self._classes[term].items()}
        found = []
        for name, words in self._of[term].items():
            for hit in words.finditer(folded):
                before = _clause_before(folded, hit.start(), _REACH)
                found.append(Mark(name, bool(_DENIES.search(before))))
        return found

    def features(self, term: Term, passage: str) -> set[str]:
        """Return the features of a passage that uses a term."""
        folded = fold(passage)
        words = [_stem(w) for w in tokens(folded)]
        features = {f"w {w}" for w in words}
        features |= {f"length {min(8, len(words) // 4)}", f"numbers {min(3, len(_NUMBER.findall(folded)))}"}
        marks = self.marks(term, folded)
        for mark in marks:
            kind = mark.name[0]
            features.add(f"{term} {mark.name}")
            features.add(f"denied {kind}" if mark.denied else f"said {kind}")
            if mark.denied:
                features.add(f"{term} denied {mark.name}")
        hits = Counter(mark.name[0] for mark in marks)
        features |= {f"hits + {min(6, hits[POINT])}", f"hits - {min(4, hits[MISUSE])}"}
        kinds = "".join(sorted(hits))
        for name, words_of in self._any.items():
            places = [hit.start() for hit in words_of.finditer(folded)]
            features |= {f"any {name} {n}" for n in range(1, 1 + min(3, len(places)))}
            if places:
                features.add(f"any {name} with {kinds}")
                features |= {f"any {name} {kind} {term}" for kind in kinds}
            if any(_DENIES.search(folded, max(0, at - 30), at) for at in places):
                features.add(f"any denied {name}")
        return features


def _clause_before(folded: str, at: int, reach: int) -> str:
    before = folded[max(0, at - reach) : at]
    ends = [found.end() for found in _CLAUSE_END.finditer(before)]
    return before[ends[-1] :] if ends else before


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
