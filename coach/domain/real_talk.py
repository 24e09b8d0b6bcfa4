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


_NEXT = {
    Outcome.GRANTED: "Write it down today, in a short mail that says what was agreed. This scene has done its work: "
    "rehearse another one.",
    Outcome.GRANTED_IN_PART: "Rehearse the next meeting: bring what your part has come to, and ask for the rest.",
    Outcome.FOLLOW_UP_AGREED: "Rehearse the next meeting before its day comes, beginning with what stayed open.",
    Outcome.DEFERRED: "Rehearse how this talk ended: ask what they need in order to decide, and leave with a date.",
    Outcome.REFUSED: "Rehearse it again with a smaller part or another project, and ask what a yes would take.",
}


def rehearse_next(result: Outcome) -> str:
    """Return what to rehearse after a real talk that ended so."""
    return _NEXT[result]


MAX_NOTE = 2_000
"""Characters of a note on a real talk."""


class RealTalk(Value):
    """The end of one real talk."""

    result: Annotated[Outcome, AfterValidator(_result)]
    on: Annotated[str, AfterValidator(_day)]
    """The day, ISO 8601."""
    note: Text = ""
