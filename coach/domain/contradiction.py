"""Two statements of one person that cannot both be true: the same thing measured, with other numbers."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from coach.domain.facts import words
from coach.domain.measures import Change, Measure, changes
from coach.domain.transcript import Contradiction

_PLAIN_WORDS = """
    into some than last year month week took taken taking brought bringing went going cut cutting reduced raised lifted
    grew fell dropped moved improved increased down per before model project team work percent points remember
"""
_PLAIN = words(_PLAIN_WORDS)
"""What may stand beside any number and does not say what was measured."""
_NEAR = 60
"""Characters on each side of a number in which the words stand that say what was measured."""


class _Claim(NamedTuple):
    change: Change
    numbers: tuple[Measure, ...]
    about: frozenset[str]


def contradicted(text: str, earlier: Sequence[str]) -> Contradiction | None:
    """Return the first claim in `text` that contradicts one in the `earlier` texts, or `None`.

    Compared are changes (“from 21 to 24 %”, “by 30 %”) in the same unit about the same thing: they share two telling
    words, or one and a number. A rounded number contradicts nothing, and what is hoped for nothing that was. English
    only: in another language nothing is found.
    """
    now = _claims(text)
    if not now:  # as a rule: then nothing that was said before needs to be read again
        return None
    for before in (claim for said in earlier for claim in _claims(said)):
        for claim in now:
            if _differ(claim, before):
                return Contradiction(earlier=before.change.text, now=claim.change.text)
    return None


def _differ(one: _Claim, other: _Claim) -> bool:
    if len(one.numbers) != len(other.numbers) or one.change.ahead != other.change.ahead:
        return False
    rough = one.change.vague or other.change.vague
    same = [_same(a, b, rough=rough) for a, b in zip(one.numbers, other.numbers, strict=True)]
    if None in same or all(same):
        return False
    return len(one.about & other.about) >= (1 if any(same) else 2)


def _same(one: Measure, other: Measure, *, rough: bool) -> bool | None:
    """Whether two numbers are one; `None` where they measure two things."""
    if (turned := other.in_unit(one.unit)) is not None:
        return one.equals(turned, rough=rough)
    turned = one.in_unit(other.unit)
    return None if turned is None else turned.equals(other, rough=rough)


def _claims(text: str) -> list[_Claim]:
    found = []
    for change in changes(text):
        numbers = (change.by,) if change.by else (change.first, change.last)
        whole = tuple(number for number in numbers if number)
        if len(whole) == len(numbers):
            found.append(_Claim(change, whole, _about(change)))
    return found


def _about(change: Change) -> frozenset[str]:
    """Return what the words beside a change say that was measured."""
    before = change.sentence[max(0, change.start - _NEAR) : change.start]
    after = re.split(r"[,;]", change.sentence[change.end : change.end + _NEAR], maxsplit=1)[0]
    return frozenset(word for word in words(f"{before} {after}") if word.isalpha()) - _PLAIN
