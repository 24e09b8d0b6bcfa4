"""Reads the uses of terms in a text, and says why each is right, wrong or empty."""

from collections import Counter
from functools import cache

from coach.domain.vocabulary import Term, TermWords, Use, Vocabulary, VocabularyUse
from coach.english.language import foreign
from coach.english.linear import Linear, read_package_data
from coach.english.words import fold
from coach.judges.vocabulary.features import MISUSE, POINT, Lexicon, Mark
from coach.judges.vocabulary.passages import Passage, Terms

EMPTY = "The term is named, but nothing is said with it."
TRUE = "Something true and concrete is said with the term."
FALSE = "What is said with the term does not hold."


class Model:
    """The learned weights and the word classes."""

    def __init__(self) -> None:
        data, self.digest = read_package_data("coach.judges.vocabulary", "weights.json")
        self.lexicon = Lexicon(data["lexicon"])
        self._uses = Linear(data["uses"])

    def use(self, passage: Passage, text: str) -> Use:
        """Return the likeliest use of a term in its passage."""
        scores = self._uses.scores(self.lexicon.features(passage.term, text[passage.start : passage.end]))
        return Use(self._uses.outputs[scores.index(max(scores))])


@cache
def model() -> Model:
    """Return the weights, read at their first use."""
    return Model()


class WordsReader:
    """Reads uses of the terms of one vocabulary. English only: in another language no use is read."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._terms = Terms(vocabulary)

    def uses(self, text: str) -> tuple[VocabularyUse, ...]:
        """Return the uses in a text, in order: one for each term and run of sentences about it."""
        passages = self._terms.passages(text)
        if not passages or foreign(text):
            return ()
        return tuple(self._read(passage, text) for passage in passages)

    def _read(self, passage: Passage, text: str) -> VocabularyUse:
        quote = text[passage.start : passage.end]
        use = model().use(passage, text)
        marks = model().lexicon.marks(passage.term, fold(quote))
        why = _why(use, self.vocabulary.terms[passage.term], marks)
        return VocabularyUse(term=passage.term, quote=quote, use=use, why=why)


def preload() -> None:
    """Read the weights and make every pattern now (some 100 ms), so that the first report does not wait for them."""
    for term in Term:
        model().use(Passage(term, 0, 0), "")


def weights_digest() -> str:
    """Return the digest of the weights and word classes (12 hexadecimal digits)."""
    return model().digest


def _why(use: Use, words: TermWords, marks: list[Mark]) -> str:
    """Return what speaks for the use: the point or the misuse that most words stand for, affirmed ones first."""
    if use is Use.EMPTY:
        return EMPTY
    kind, said, otherwise = (POINT, words.points, TRUE) if use is Use.RIGHT else (MISUSE, words.misuses, FALSE)
    weight = Counter[str]()
    for mark in marks:
        if mark.name[0] == kind:
            weight[mark.name[1:]] += 1 if mark.denied else 2
    best = max(said, key=weight.__getitem__)
    return said[best] if weight[best] else otherwise
