"""What measuring the sentence gate came to, as lines of plain text."""

from collections.abc import Sequence

from coach.domain.sentences import GateFigures
from coach.rendering.words import figure


def gate_lines(figures: Sequence[GateFigures]) -> list[str]:
    """Return a table of the checks for each author, and for all of them."""
    lines = [
        "A manager's sentences in a turn that grants nothing: what is labelled, what the checks stop, and how well.",
    ]
    for by in figures:
        title = f"{by.author or 'all authors'}, {by.sentences} sentences"
        lines += [
            "",
            f"{title:28}{'labelled':>9}{'stopped':>9}{'precision':>11}{'recall':>8}{'F1':>7}",
        ]
        lines += [
            f"{check.check.replace('_', ' '):28}{check.labelled:>9}{check.stopped:>9}"
            f"{figure(check.precision):>11}{figure(check.recall):>8}{figure(check.f1):>7}"
            for check in by.checks
        ]
    return lines
