"""The ten terms of the guide's section 2, and whether one is used right, wrong, or merely dropped in."""

from collections.abc import Sequence
from enum import StrEnum

from pydantic import Field, model_validator

from coach.domain.agreement import ClassesAgreement, Count, classes
from coach.domain.value import Identifier, Text, Value, Words


class Term(StrEnum):
    """A technical term that an engineer should use well before a manager."""

    FEATURE_ENGINEERING = "feature_engineering"
    MODEL_DEPLOYMENT = "model_deployment"
    HYPERPARAMETER_TUNING = "hyperparameter_tuning"
    EXPLAINABLE_AI = "explainable_ai"
    AB_TESTING = "ab_testing"
    TRANSFER_LEARNING = "transfer_learning"
    EDGE_COMPUTING = "edge_computing"
    REINFORCEMENT_LEARNING = "reinforcement_learning"
    DATA_DRIFT = "data_drift"
    MLOPS = "mlops"


TERMS: tuple[Term, ...] = tuple(Term)


class Use(StrEnum):
    """How a term is used."""

    RIGHT = "right"
    WRONG = "wrong"
    EMPTY = "empty"
    """The term is named, and nothing is said with it."""


class TermWords(Value):
    """What the coach says on one term."""

    title: Words
    forms: tuple[Words, ...] = Field(min_length=1)
    """How it is named: `*` ends a stem, `...` stands for up to five words, `-` may be a space."""
    meaning: Words
    points: dict[Identifier, Words]
    """What a right use says, each by name."""
    misuses: dict[Identifier, Words]
    """What a wrong use takes it for, each by name."""
    strong: Words
    weak: Words


class Vocabulary(Value):
    """The words on every term, read from `prompts/vocabulary.toml`."""

    terms: dict[Term, TermWords]

    @model_validator(mode="after")
    def _whole(self) -> "Vocabulary":
        if tuple(self.terms) != TERMS:
            raise ValueError(f"terms must be, in this order: {', '.join(TERMS)}")
        return self


class VocabularyUse(Value):
    """One use of a term; `quote` stands verbatim in the text."""

    term: Term
    quote: str
    use: Use
    why: Text


class SpokenUse(VocabularyUse):
    """A use of a term in the engineer's turn `seq` of a talk."""

    seq: int
    title: Text


class Tally(Value):
    """How one sitting of the drill has gone: each term that was tried, as it was used last; `None`: not named."""

    tried: dict[Term, Use | None] = Field(default_factory=dict)

    def after(self, term: Term, use: Use | None) -> "Tally":
        """Return the tally after one more sentence."""
        return Tally(tried={**self.tried, term: use})

    def in_turn(self, terms: Sequence[Term] = TERMS) -> tuple[Term, ...]:
        """Return terms in the order in which to practise them: the untried first, then the weakest."""
        weakest = (Use.WRONG, None, Use.EMPTY, Use.RIGHT)
        return tuple(sorted(terms, key=lambda t: weakest.index(self.tried[t]) + 1 if t in self.tried else 0))


class LabelledUse(Value):
    """One labelled row: a text that uses a term, and how, as its author meant it."""

    term: Term
    text: Words
    use: Use
    why: Text = ""
    author: Text = ""


class TermAgreement(Value):
    """Agreement on the uses of one term."""

    term: Term
    uses: ClassesAgreement


class VocabularyAgreement(Value):
    """How far a reader of uses agrees with labelled rows; a term that it does not find in a row counts against it."""

    uses: ClassesAgreement
    missed: int
    """Rows in which the reader did not find the term."""
    terms: tuple[TermAgreement, ...]
    confusion: tuple[Count, ...]
    """Said is `none` where the term was not found."""


def agreement(rows: Sequence[LabelledUse], said: Sequence[Use | None]) -> VocabularyAgreement:
    """Compare what was read with the rows, pairwise in order. Raises `ValueError` if their numbers differ."""
    pairs = [(row.use, use) for row, use in zip(rows, said, strict=True)]
    by_term = {t: [pair for row, pair in zip(rows, pairs, strict=True) if row.term is t] for t in TERMS}
    counted = {pair: pairs.count(pair) for pair in pairs}
    return VocabularyAgreement(
        uses=classes(pairs),
        missed=sum(use is None for use in said),
        terms=tuple(TermAgreement(term=t, uses=classes(of)) for t, of in by_term.items() if of),
        confusion=tuple(Count(truth=t, said=s or "none", count=n) for (t, s), n in sorted(counted.items(), key=str)),
    )
