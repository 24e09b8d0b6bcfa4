"""Two statements of one person that cannot both be true: the same thing measured, with other numbers."""

import re
from collections.abc import Iterator, Sequence

from coach.domain.transcript import Contradiction
from coach.domain.value import Value

_NUMBER = r"[€$£]?\d[\d.,]*\d|[€$£]?\d"
_UNIT = (
    r"(?: ?(?:%|percent|per cent|points?|ms|milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?"
    r"|k|m|thousand|million|billion|euros?|dollars?|pounds?)(?!\w))?"
)
_CHANGE = re.compile(rf"\bfrom ({_NUMBER}){_UNIT} (?:down |up )?to ({_NUMBER})({_UNIT})", re.I)
_BY = re.compile(rf"\bby (?:about |some |around |roughly |nearly |almost |over )?({_NUMBER})({_UNIT})", re.I)
_WORD = re.compile(r"[a-z][a-z'’-]{2,}")
_PLAIN_WORDS = """
    the and for our that this with from was were have has had when which over into about some than then last year
    month week took take taken brought bring went cut reduced raised lifted grew fell dropped moved improved increased
    down its it's they you your not but all per after before model project team work percent points
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())
_NEAR = 60
"""Characters on each side of a number in which the words stand that say what was measured."""


class Claim(Value):
    """What was measured, and the numbers claimed for it."""

    text: str
    numbers: tuple[str, ...]
    unit: str
    about: frozenset[str]


def contradicted(text: str, earlier: Sequence[str]) -> Contradiction | None:
    """Return the first claim in `text` that contradicts one in the `earlier` texts, or `None`.

    Compared are changes (“from 21 to 24 %”, “by 30 %”) in the same unit about the same thing: they share two telling
    words, or one and a number. English only: in another language nothing is found.
    """
    now = list(_claims(text))
    if not now:  # as a rule: then nothing that was said before needs to be read again
        return None
    for before in (claim for said in earlier for claim in _claims(said)):
        for claim in now:
            if _same(claim, before) and claim.numbers != before.numbers:
                return Contradiction(earlier=before.text, now=claim.text)
    return None


def _same(one: Claim, other: Claim) -> bool:
    shared = len(one.about & other.about)
    alike = len(one.numbers) == len(other.numbers) and one.unit == other.unit
    return alike and (shared >= 2 or (shared == 1 and bool(set(one.numbers) & set(other.numbers))))


def _claims(text: str) -> Iterator[Claim]:
    for found in _CHANGE.finditer(text):
        yield _claim(text, found, (found[1], found[2]), found[3])
    for found in _BY.finditer(text):
        yield _claim(text, found, (found[1],), found[2])


def _claim(text: str, found: re.Match[str], numbers: tuple[str, ...], unit: str) -> Claim:
    start = max((text.rfind(stop, 0, found.start()) for stop in ".!?;\n"), default=-1) + 1
    before = text[max(start, found.start() - _NEAR) : found.start()].lower()
    after = re.split(r"[.!?;,\n]", text[found.end() : found.end() + _NEAR], maxsplit=1)[0].lower()
    about = {w.rstrip("s") for w in _WORD.findall(f"{before} {after}")} - _PLAIN
    lead = text[start : found.start()].split()[-3:]
    shown = " ".join((*lead, found[0].strip())).strip(" ,:")
    values = tuple(n.lstrip("€$£").replace(",", ".").rstrip(".") for n in numbers)
    return Claim(text=shown, numbers=values, unit=unit.strip().lower().rstrip("s"), about=frozenset(about))
