"""What a text claims to have been measured: numbers with their units, and how they changed. English only."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from coach.domain.numbers import DIGITS, SCALES, SHORT_SCALES, digits

_SHARES = {"%": "%", "percent": "%", "per cent": "%", "percentage point": "point", "point": "point"}
_SECONDS = {
    "ms": 0.001, "millisecond": 0.001, "second": 1, "minute": 60, "min": 60, "hour": 3600, "day": 86400,
    "week": 604800, "month": 2_629_800,
}  # fmt: skip
_MONEY = {"€": "euro", "euro": "euro", "$": "dollar", "dollar": "dollar", "£": "pound", "pound": "pound"}
_NAMES = _SHARES | _MONEY

_SIGNS = "€$£"
_WORDS = [name for name in (*_SHARES, *_SECONDS, *_MONEY) if name.isascii() and name[0].isalpha()]
_UNIT = rf"(?:{'|'.join(_WORDS)})s?\b|[%{_SIGNS}]"
_SCALE = "|".join((*SHORT_SCALES, *(name for name in SCALES if name not in ("hundred", "dozen"))))
_MEASURE = rf"[{_SIGNS}]?(?:{DIGITS})(?: ?(?:{_SCALE})\b)?(?:[ -]?(?:{_UNIT}))?"
_VAGUE = r"(?P<vague>about |some |around |roughly |nearly |almost |over |more than |just under |just over )?"
_CHANGE = re.compile(
    rf"\bfrom {_VAGUE}(?P<first>{_MEASURE}) (?:down |up )?to (?:\w+ ){{0,2}}?(?P<last>{_MEASURE})", re.I
)
_BACK = re.compile(rf"\bto {_VAGUE}(?P<last>{_MEASURE}) (?:down |up )?from (?:\w+ ){{0,2}}?(?P<first>{_MEASURE})", re.I)
_ARROW = re.compile(rf"(?P<vague>~)?(?P<first>{_MEASURE}) ?(?:→|->|=>) ?(?P<last>{_MEASURE})", re.I)
_TO = re.compile(rf"\bto {_VAGUE}(?P<last>{_MEASURE})", re.I)
_BY = re.compile(rf"\bby {_VAGUE}(?P<by>{_MEASURE})", re.I)

_CHANGED = re.compile(
    r"\b(?:cut|brought|took|got|went|reduced?|lower(?:ed)?|raised?|lifted|increased?|improved?|moved?|dropped|fell|grew"
    r"|rose|shrank|shrunk|pushed|halved|doubled|down|up)\b",
    re.I,
)
_NOT_YET = re.compile(
    r"\b(?:could|would|can|will|might|may|should|want|hope|aim|expect|plan|target|goal|try|propose|if)\b|['’]ll\b", re.I
)
_GOES_ON_WORDS = "per a an in within on last this by and which so with after for over each"
_GOES_ON = frozenset(_GOES_ON_WORDS.split())
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_CLOSE = 0.1
"""Share by which a number that is called a rough one may be off, and a percentage that is worked out from two."""


class Measure(NamedTuple):
    """A number and its unit."""

    amount: float
    places: int
    """Decimal places as written, negative for thousands: as exact as it claims to be."""
    unit: str
    """One name for each unit; empty where the text names none."""

    def in_unit(self, unit: str) -> "Measure | None":
        """Return the number in the unit of another one, which may name none; `None` where they measure two things."""
        if unit in (self.unit, "") or (not self.unit and unit in _MONEY.values()):
            return self
        if unit in _SECONDS and self.unit in _SECONDS:
            return Measure(self.amount * _SECONDS[self.unit] / _SECONDS[unit], self.places, unit)
        return None

    def equals(self, other: "Measure", *, rough: bool = False) -> bool:
        """Whether two numbers are the same at the coarser one's exactness, or nearly where that is enough."""
        off = abs(self.amount - other.amount)
        exact = 0.5 * 10.0 ** -min(self.places, other.places)
        return off <= exact + 1e-9 or (rough and off <= _CLOSE * abs(other.amount) + 1e-9)


class Change(NamedTuple):
    """A change that a text tells: from a first number to a last one, or by how much."""

    text: str
    """Its words, with the few before them."""
    sentence: str
    start: int
    end: int
    """Where it stands in the sentence."""
    vague: bool
    ahead: bool
    """Whether it is hoped for or proposed; then it claims nothing of the past."""
    first: Measure | None
    last: Measure | None
    by: Measure | None


def changes(text: str) -> Iterator[Change]:
    """Yield every change that a text tells, sentence by sentence."""
    for sentence in _SENTENCE.split(text):
        taken: list[range] = []
        for found in chain.from_iterable(p.finditer(sentence) for p in (_CHANGE, _BACK, _ARROW, _TO, _BY)):
            inside = any(found.start() in span or found.end() - 1 in span for span in taken)
            if inside or not _told(found, sentence):
                continue
            taken.append(range(found.start(), found.end()))
            groups = found.groupdict()
            first, last, by = (measure(groups.get(name) or "") for name in ("first", "last", "by"))
            if first and last and not first.unit:
                first = first._replace(unit=last.unit)  # “from 9 to 2 hours”
            if last or by:
                before = sentence[: found.start()]
                shown = " ".join((*before.split()[-3:], found[0])).strip(" ,:")
                ahead = bool(_NOT_YET.search(before))
                span = (found.start(), found.end())
                yield Change(shown, sentence, *span, bool(groups["vague"]), ahead, first, last, by)


def measure(text: str, unit: str = "") -> Measure | None:
    """Read the one number of a text; `None` where there is none, or more than one."""
    numbers = digits(text)
    if len(numbers) != 1 or numbers[0].count(".") > 1:
        return None
    found = re.search(rf"\d ?({_SCALE})\b", text, re.I)
    scale = (SCALES | SHORT_SCALES)[found[1].lower()] if found else 1
    zeros = len(str(scale)) - 1
    written = re.search(r"\d[.,](\d{1,2})\b(?![.,]\d)", text)
    places = len(written[1]) if written else len(numbers[0].partition(".")[2])
    named = re.search(_UNIT, unit or text, re.I)
    name = named[0].lower() if named else ""
    name = name if name in ("ms", "") else name.removesuffix("s")
    return Measure(float(numbers[0]) * scale, places - zeros, _NAMES.get(name, name))


def _told(found: re.Match[str], sentence: str) -> bool:
    """Whether a pattern of one number tells a change, and not a date or a number of something else."""
    if found.re not in (_TO, _BY):
        return True
    if not _CHANGED.search(sentence[: found.start()]):
        return False
    number = measure(found.groupdict().get("last") or found.groupdict().get("by") or "")
    if found.re is _BY or (number and number.unit):
        return bool(number and number.unit)
    following = re.match(r"\s*([A-Za-z]\w*)", sentence[found.end() :])
    return following is None or following[1].lower() in _GOES_ON
