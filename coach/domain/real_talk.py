"""How the real talk went, after the rehearsals."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from coach.domain.transcript import Outcome
from coach.domain.value import Text, Value

RESULTS = tuple(o for o in Outcome if o is not Outcome.LEFT)
"""How a real talk can end; who leaves a rehearsal has not been answered."""


def _result(outcome: Outcome) -> Outcome:
    if outcome not in RESULTS:
        raise ValueError("is no end of a real talk")
    return outcome


def _day(day: str) -> str:
    if date.fromisoformat(day).isoformat() != day:
        raise ValueError("is no date like 2026-05-31")
    return day


class RealTalk(Value):
    """The end of one real talk."""

    result: Annotated[Outcome, AfterValidator(_result)]
    on: Annotated[str, AfterValidator(_day)]
    """The day, ISO 8601."""
    note: Text = ""
