"""What the words of a reply show while they are typed, and once they are said: hints, and the stretches they are about.

Pure: whoever has judged the words, and when, makes no difference.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import takewhile

from pydantic import Field

from coach.domain.judgement import Evidence, Judgement, Unjudged, Verdict, locate
from coach.domain.rubric import Rule
from coach.domain.transcript import Contradiction
from coach.domain.value import Text, Value


class HintKind(StrEnum):
    """What a stretch of words does, the gravest first."""

    AGAINST = "against"
    """It goes against a rule, and the judge is sure of it."""
    NUMBER = "number"
    """It tells another number than the brief."""
    MAYBE = "maybe"
    """It may go against a rule."""
    MADE = "made"
    """It makes a move or meets a rule."""


class Hint(Value):
    """One thing that the words show."""

    kind: HintKind
    rule: Rule | None = None
    """`None` with a number."""
    evidence: tuple[Evidence, ...] = ()
    """Offsets are in the text that was read."""
    earlier: Text = ""
    """With a number: what the brief says."""


class Mark(Value):
    """A stretch of a text, from `start` to before `end`, in characters."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    kind: HintKind


_EDGE = " \t\n,;:–—"
"""What no stretch begins or ends with."""


class Hints(Value):
    """All that was read from one text."""

    text: str = ""
    hints: tuple[Hint, ...] = ()
    """The gravest first."""
    unread: Text = ""
    """Why the judge could not read it."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The stretches to mark, in order and apart: where two overlap, the graver one has the words."""
        marks: list[Mark] = []
        for kind in HintKind:
            shown = sorted((e.start, e.end) for h in self.hints if h.kind is kind for e in h.evidence)
            for start, end in shown:
                for first, last in list(_left(start, end, marks)):
                    words = self.text[first:last]
                    first += len(words) - len(words.lstrip(_EDGE))
                    if bare := words.strip(_EDGE):
                        marks.append(Mark(start=first, end=first + len(bare), kind=kind))
        return tuple(sorted(marks, key=lambda mark: mark.start))


def read_hints(
    text: str, judgement: Judgement | Unjudged | None, numbers: Iterable[Contradiction] = (), offset: int = 0
) -> Hints:
    """Return what a judgement, and the numbers that are not the brief's, show in a text.

    Of violations only those are `AGAINST` of which the judge is sure. What was judged begins at `offset` of the text.
    """
    hints = [
        Hint(kind=HintKind.NUMBER, evidence=(place,), earlier=found.earlier)
        for found in numbers
        if (place := locate(found.now, text))
    ]
    if isinstance(judgement, Judgement):
        kinds = {True: HintKind.AGAINST, False: HintKind.MAYBE}
        for f in judgement.findings:
            if f.verdict in (Verdict.MET, Verdict.VIOLATED):
                kind = HintKind.MADE if f.verdict is Verdict.MET else kinds[f.sure]
                shown = tuple(Evidence(quote=e.quote, start=e.start + offset, end=e.end + offset) for e in f.evidence)
                hints.append(Hint(kind=kind, rule=f.rule, evidence=shown))
    gravity = list(HintKind)
    unread = judgement.reason if isinstance(judgement, Unjudged) else ""
    return Hints(text=text, hints=tuple(sorted(hints, key=lambda h: gravity.index(h.kind))), unread=unread)


def moved(marks: Sequence[Mark], before: str, after: str) -> tuple[Mark, ...]:
    """Return marks on `before` where their words stand in `after`, one edit later.

    What lies around the edit stays with its words; a mark in which something was typed stretches over it.
    """
    first = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    most = min(len(before), len(after)) - first
    backwards = zip(reversed(before), reversed(after), strict=False)
    last = min(most, sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], backwards)))
    end, grown = len(before) - last, len(after) - len(before)
    kept = []
    for mark in marks:
        if mark.end <= first:
            kept.append(mark)
        elif mark.start >= end:
            kept.append(mark.model_copy(update={"start": mark.start + grown, "end": mark.end + grown}))
        elif mark.start <= first and mark.end >= end:
            kept.append(mark.model_copy(update={"end": mark.end + grown}))
    return tuple(mark for mark in kept if mark.start < mark.end)


def _left(start: int, end: int, taken: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """Yield what no other mark has of a stretch."""
    for mark in sorted(taken, key=lambda mark: mark.start):
        if mark.end <= start or mark.start >= end:
            continue
        if mark.start > start:
            yield start, mark.start
        start = max(start, mark.end)
    if start < end:
        yield start, end
