"""Finds the passages of a text that name a term, each with the sentences that go on about it."""

import re
from typing import NamedTuple

from coach.domain.vocabulary import Term, Vocabulary
from coach.english.words import fold
from coach.judges.vocabulary.patterns import pattern

MAX_WORDS = 45
"""Words up to which neighbouring sentences are taken in."""

_SENTENCE = re.compile(r"(?:[^.!?…\n]|\.(?=[^\s\"')\]]))+[.!?…]*[\"')\]]*")


class Passage(NamedTuple):
    """A stretch of a text that uses a term."""

    term: Term
    start: int
    end: int


class Terms:
    """How the terms of a vocabulary are named."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._forms = {term: pattern(words.forms) for term, words in vocabulary.terms.items()}

    def passages(self, text: str) -> list[Passage]:
        """Return the passages of a text in order, one for each term and run of sentences about it.

        A passage begins with a sentence that names the term and takes in those after it, or before it if there is room,
        as long as they name no other term and belong to none before.
        """
        folded = fold(text)
        spans = [found.span() for found in _SENTENCE.finditer(folded) if re.search(r"\w", found[0])]
        named = [{t for t, form in self._forms.items() if form.search(folded, a, b)} for a, b in spans]
        lengths = [len(folded[a:b].split()) for a, b in spans]
        found = []
        free = dict.fromkeys(self._forms, 0)
        taken = 0
        for first, terms in enumerate(named):
            furthest = taken
            for term in terms:
                if first < free[term]:
                    continue
                begin, end = first, first + 1
                room = MAX_WORDS - lengths[first]
                while end < len(spans) and lengths[end] <= room and (not named[end] or term in named[end]):
                    room -= lengths[end]
                    end += 1
                while begin > taken and lengths[begin - 1] <= room and not named[begin - 1]:
                    begin -= 1
                    room -= lengths[begin]
                found.append(_trimmed(text, term, spans[begin][0], spans[end - 1][1]))
                free[term] = end
                furthest = max(furthest, end)
            taken = furthest
        return sorted(found, key=lambda p: (p.start, p.term))


def _trimmed(text: str, term: Term, start: int, end: int) -> Passage:
    quote = text[start:end]
    start += len(quote) - len(quote.lstrip())
    return Passage(term, start, start + len(quote.strip()))
