"""Numbers that a reply claims for a past project and that are not those of the brief."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from coach.domain.brief import Brief, PastProject
from coach.domain.facts import digits, share
from coach.domain.transcript import Contradiction

_UNITS = {"%": "%", "percent": "%", "per cent": "%", "percentage point": "point", "point": "point"}
_SECONDS = {
    "ms": 0.001, "millisecond": 0.001, "second": 1, "minute": 60, "min": 60, "hour": 3600, "day": 86400, "week": 604800
}  # fmt: skip
_SCALES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "billion": 9}

_UNIT = rf"(?:{'|'.join(u for u in (*_UNITS, *_SECONDS) if u not in '%')})s?\b|%"
_MEASURE = rf"[€$£]?(?:\d[\d.,]*\d|\d)(?: ?(?:k|m|thousand|million|billion)\b)?(?:[ -]?(?:{_UNIT}))?"
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
"""A sentence that speaks of what is to come claims nothing of the past."""

_GOES_ON = frozenset(
    [
        "per",
        "a",
        "an",
        "in",
        "within",
        "on",
        "last",
        "this",
        "by",
        "and",
        "which",
        "so",
        "with",
        "after",
        "for",
        "over",
        "each",
    ]
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_CLOSE = 0.1
"""Share by which a number that is called a rough one may be off, and a percentage that is worked out from two."""


class _Measure(NamedTuple):
    amount: float
    places: int
    """Decimal places as written, negative for thousands: as exact as it claims to be."""
    unit: str


class _Claim(NamedTuple):
    text: str
    sentence: str
    vague: bool
    first: _Measure | None = None
    last: _Measure | None = None
    by: _Measure | None = None


def discrepancies(text: str, brief: Brief) -> tuple[Contradiction, ...]:
    """Return every claim in `text` about a past project of the brief that has other numbers there.

    A rounded number agrees. Compared is only what is measured in the same unit and surely meant: the metric by its
    words, or the project by its name and one of its numbers. English only: in another language nothing is found.
    """
    return tuple(found for claim in _claims(text) if (found := _against(claim, text, brief)))


def change_words(project: PastProject) -> str:
    """Return what was measured, before and after, as far as the brief says it."""
    numbers = " → ".join(filter(None, (project.before, project.after)))
    return " ".join(filter(None, (project.metric, numbers, numbers and project.unit)))


def _against(claim: _Claim, text: str, brief: Brief) -> Contradiction | None:
    meant: list[tuple[int, PastProject, bool]] = []
    for project in brief.projects:
        before, after = _measure(project.before, project.unit), _measure(project.after, project.unit)
        if before is None or after is None:
            continue
        agrees = _agrees(claim, before, after)
        if agrees is not None and (weight := _weight(claim, text, project, (before, after))):
            meant.append((weight, project, agrees))
    most = max((weight for weight, _, _ in meant), default=0)
    best = [(project, agrees) for weight, project, agrees in meant if weight == most]
    if not best or any(agrees for _, agrees in best):
        return None
    project = best[0][0]
    return Contradiction(earlier=f"{project.name}: {change_words(project)}", now=claim.text)


def _weight(claim: _Claim, text: str, project: PastProject, known: tuple[_Measure, _Measure]) -> int:
    """Return how surely a claim is about a project, 0 where it may be about anything."""
    metric, named = share(project.metric, claim.sentence), share(project.name, text)
    whole = min(2, share(project.metric, project.metric))
    shared = {m.amount for m in (claim.first, claim.last) if m} & {m.amount for m in known}
    sure = (whole and metric >= whole) or (named and (metric or shared))
    return metric + named if sure else 0


def _agrees(claim: _Claim, before: _Measure, after: _Measure) -> bool | None:
    """Whether a claim fits the two numbers; `None` where they cannot be compared."""
    if claim.by:
        truths = [truth for truth in (_difference(claim.by, before, after), _ratio(claim.by, before, after)) if truth]
        return any(_equal(claim.by, truth, rough=True) for truth in truths) if truths else None
    pairs = [(claimed, truth) for claimed, truth in ((claim.first, before), (claim.last, after)) if claimed]
    same = [(claimed, in_unit) for claimed, truth in pairs if (in_unit := _in_unit(truth, claimed.unit))]
    if len(same) < len(pairs):
        return None
    return all(_equal(claimed, truth, rough=claim.vague) for claimed, truth in same)


def _equal(claimed: _Measure, truth: _Measure, *, rough: bool) -> bool:
    """Whether two numbers are the same at the coarser one's exactness, or nearly where that is enough."""
    off = abs(claimed.amount - truth.amount)
    exact = 0.5 * 10.0 ** -min(claimed.places, truth.places)
    return off <= exact + 1e-9 or (rough and off <= _CLOSE * abs(truth.amount) + 1e-9)


def _in_unit(truth: _Measure, unit: str) -> _Measure | None:
    """Return a number of the brief in the unit of a claim; `None` where the two measure different things."""
    if unit in (truth.unit, ""):
        return truth
    if unit in _SECONDS and truth.unit in _SECONDS:
        factor = _SECONDS[truth.unit] / _SECONDS[unit]
        return _Measure(truth.amount * factor, truth.places, unit)
    return None


def _difference(by: _Measure, before: _Measure, after: _Measure) -> _Measure | None:
    unit = "%" if by.unit == "point" else by.unit
    first, last = _in_unit(before, unit), _in_unit(after, unit)
    if first is None or last is None:
        return None
    return _Measure(abs(last.amount - first.amount), min(first.places, last.places), by.unit)


def _ratio(by: _Measure, before: _Measure, after: _Measure) -> _Measure | None:
    if by.unit != "%" or before.amount == 0 or before.unit != after.unit:
        return None
    return _Measure(100 * abs(after.amount - before.amount) / abs(before.amount), by.places, "%")


def _claims(text: str) -> Iterator[_Claim]:
    for sentence in _SENTENCE.split(text):
        taken: list[range] = []
        for found in chain.from_iterable(p.finditer(sentence) for p in (_CHANGE, _BACK, _ARROW, _TO, _BY)):
            inside = any(found.start() in span or found.end() - 1 in span for span in taken)
            if inside or _NOT_YET.search(sentence[: found.start()]) or not _told(found, sentence):
                continue
            taken.append(range(found.start(), found.end()))
            groups = found.groupdict()
            first, last, by = (_measure(groups.get(name) or "") for name in ("first", "last", "by"))
            if first and last and not first.unit:
                first = first._replace(unit=last.unit)  # “from 9 to 2 hours”
            if last or by:
                shown = " ".join((*sentence[: found.start()].split()[-3:], found[0])).strip(" ,:")
                yield _Claim(shown, sentence, bool(groups["vague"]), first, last, by)


def _told(found: re.Match[str], sentence: str) -> bool:
    """Whether a pattern of one number tells a change, and not a date or a number of something else."""
    if found.re not in (_TO, _BY):
        return True
    if not _CHANGED.search(sentence[: found.start()]):
        return False
    number = _measure(found.groupdict().get("last") or found.groupdict().get("by") or "")
    if found.re is _BY or (number and number.unit):
        return bool(number and number.unit)
    following = re.match(r"\s*([A-Za-z]\w*)", sentence[found.end() :])
    return following is None or following[1].lower() in _GOES_ON


def _measure(text: str, unit: str = "") -> _Measure | None:
    """Read the one number of a text; `None` where there is none, or more than one."""
    numbers = digits(text)
    if len(numbers) != 1 or numbers[0].count(".") > 1:
        return None
    found = re.search(rf"\d ?({'|'.join(_SCALES)})\b", text, re.I)
    scale = _SCALES[found[1].lower()] if found else 0
    written = re.search(r"\d[.,](\d{1,2})\b(?![.,]\d)", text)
    places = len(written[1]) if written else len(numbers[0].partition(".")[2])
    named = re.search(_UNIT, unit or text, re.I)
    name = named[0].lower() if named else ""
    name = name if name in ("ms", "") else name.removesuffix("s")
    return _Measure(float(numbers[0]) * 10**scale, places - scale, _UNITS.get(name, name))
