"""The terms, and how far the reading of their uses is to be trusted, as lines of plain text."""

from coach.domain.agreement import ClassesAgreement
from coach.domain.vocabulary import TERMS, Tally, TermWords, Use, Vocabulary, VocabularyAgreement, VocabularyUse
from coach.rendering.words import figure

_SAID = (*Use, "none")


def term_lines(words: TermWords) -> list[str]:
    """Return what is said on one term: title, meaning, a strong and a weak sentence."""
    return [words.title, f"  {words.meaning}", f"  Strong: “{words.strong}”", f"  Weak: “{words.weak}”"]


def vocabulary_lines(vocabulary: Vocabulary) -> list[str]:
    """Return what is said on every term, with its name for commands and what it is wrongly taken for."""
    lines: list[str] = []
    for term, words in vocabulary.terms.items():
        title, *rest = term_lines(words)
        lines += [f"{title} ({term.value})", *rest, *(f"  Misuse: {misuse}" for misuse in words.misuses.values()), ""]
    return lines[:-1]


def use_lines(use: VocabularyUse | None, words: TermWords) -> list[str]:
    """Return the feedback on one practised sentence; a right one needs no model."""
    if use is None:
        return [f"? {words.title} is not found in it: name the term, in English."]
    told = [f"{USE_MARKS[use.use]} {use.use.value}: {use.why}"]
    return told if use.use is Use.RIGHT else [*told, f"  Such as: “{words.strong}”"]


USE_MARKS = {Use.RIGHT: "✓", Use.WRONG: "✗", Use.EMPTY: "·"}


def tally_words(tally: Tally, of: int = len(TERMS)) -> str:
    """Return how a sitting of the drill has gone, given how many terms it was to have."""
    names = {use: use.value for use in Use} | {None: "not named"}
    said = list(tally.tried.values())
    counts = ", ".join(f"{said.count(use)} {name}" for use, name in names.items() if use in said)
    return f"{len(said)} of {of} terms practised: {counts or 'nothing said'}."


def vocabulary_agreement_lines(measured: VocabularyAgreement) -> list[str]:
    """Return F1 by class and by term, and how often what the rows hold is read as what."""
    uses = measured.uses
    lines = [
        f"Uses of terms, read offline: {uses.right} of {uses.n} as labelled; the term not found in {measured.missed}.",
        f"{'use':24}{'rows':>6}{'F1':>7}{'precision':>11}{'recall':>8}",
    ]
    lines += [
        f"{c.label:24}{c.count:>6}{figure(c.f1):>7}{figure(c.precision):>11}{figure(c.recall):>8}"
        for c in uses.classes
        if c.count
    ]
    lines += [f"{'macro F1':24}{'':>6}{figure(uses.macro_f1):>7}", ""]
    lines.append(f"{'F1 by term':24}{'rows':>6}{''.join(f'{use.value:>8}' for use in Use)}{'macro':>8}")
    lines += [
        f"{of.term.value:24}{of.uses.n:>6}{''.join(f'{_f1(of.uses, use):>8}' for use in Use)}"
        f"{figure(of.uses.macro_f1):>8}"
        for of in measured.terms
    ]
    lines += ["", f"{'labelled, read as':24}{''.join(f'{said:>8}' for said in _SAID)}"]
    counts = {(c.truth, c.said): c.count for c in measured.confusion}
    lines += [
        f"{truth.value:24}{''.join(f'{counts.get((truth.value, str(said)), 0):>8}' for said in _SAID)}" for truth in Use
    ]
    return lines


def _f1(uses: ClassesAgreement, use: Use) -> str:
    return figure(next((c.f1 for c in uses.classes if c.label == use.value and c.count), None))
