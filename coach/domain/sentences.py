"""Labelled sentences of a manager's, and how well the sentence gate's checks agree with them."""

from collections.abc import Sequence
from typing import Literal

from pydantic import model_validator

from coach.domain.agreement import Scores, scores
from coach.domain.value import Identifier, Text, Value, Words

SentenceFault = Literal["coaching", "leak", "invented", "breaks_role"]
"""What a sentence in which nobody grants anything can do that a manager would not."""

FAULTS: tuple[SentenceFault, ...] = ("coaching", "leak", "invented", "breaks_role")

Found = Literal["concession", SentenceFault]


class LabelledSentence(Value):
    """What a model might say for the manager, in a turn that says yes to nothing."""

    author: Text = ""
    scene: Identifier
    engineer: tuple[Words, ...] = ()
    """What the engineer has said before."""
    text: Words
    concedes: bool
    """Whether the engineer would take it home as a yes, whole or in part."""
    in_role: bool
    fault: SentenceFault | None = None
    """What is wrong with it where it is out of the part."""

    @model_validator(mode="after")
    def _consistent(self) -> "LabelledSentence":
        if self.in_role != (self.fault is None):
            raise ValueError("a sentence is out of the part if, and only if, `fault` says why")
        return self


class CheckScores(Scores):
    """How well one check agrees with the labels."""

    check: Literal[Found, "out_of_role"]
    """`out_of_role` is any check but the concession's."""
    labelled: int
    """How many sentences have it by their labels."""
    stopped: int
    """How many the check stops."""


class GateFigures(Value):
    """How well the checks agree with the labels of one author, or of all (without a name)."""

    author: Text = ""
    sentences: int
    checks: tuple[CheckScores, ...]

    def of(self, check: str) -> CheckScores:
        """Return the scores of one check."""
        return next(c for c in self.checks if c.check == check)


Told = Sequence[tuple[LabelledSentence, frozenset[str]]]
"""Each sentence with the kinds of fault that the gate finds in it."""


def gate_figures(told: Told) -> tuple[GateFigures, ...]:
    """Return the figures of each author in the order of their first sentence, and at the end those of all."""
    authors = dict.fromkeys(row.author for row, _ in told)
    by_author = [_figures(a, [t for t in told if t[0].author == a]) for a in authors] if len(authors) > 1 else []
    return (*by_author, _figures("" if len(authors) > 1 else next(iter(authors), ""), told))


def _figures(author: str, told: Told) -> GateFigures:
    checks = [_scores("concession", [(row.concedes, "concession" in found) for row, found in told])]
    checks += [_scores(fault, [(row.fault == fault, fault in found) for row, found in told]) for fault in FAULTS]
    checks.append(_scores("out_of_role", [(not row.in_role, bool(found & set(FAULTS))) for row, found in told]))
    return GateFigures(author=author, sentences=len(told), checks=tuple(checks))


def _scores(check: Literal[Found, "out_of_role"], pairs: Sequence[tuple[bool, bool]]) -> CheckScores:
    labelled, stopped = sum(truth for truth, _ in pairs), sum(said for _, said in pairs)
    return CheckScores(check=check, labelled=labelled, stopped=stopped, **scores(pairs, True).model_dump())
