"""What is said beside a talk while it goes on: hints on a draft, the manager's manner, the objections so far."""

from collections.abc import Sequence

from coach.domain.hint import Hint, HintKind, Hints
from coach.domain.manner import Manner
from coach.domain.objections import Raised
from coach.domain.rubric import Criterion, Move, Rubric, Rule
from coach.rendering.words import folded, shortened

HINT_MARKS = {HintKind.AGAINST: "!", HintKind.NUMBER: "?", HintKind.MAYBE: "?", HintKind.MADE: "+"}
"""A sign for each kind of hint, so that no meaning hangs on colour."""

_MADE = {
    Move.THANKS: "thanks them",
    Move.QUANTIFIES_PAST: "quantifies your past",
    Move.NAMES_PROJECT: "names the project",
    Move.VALUE_PROPOSITION: "says what it brings",
    Move.ACKNOWLEDGES_CONSTRAINT: "takes up their concern",
    Move.OFFERS_ALTERNATIVE: "offers another way",
    Move.ASKS_TIMED_FOLLOW_UP: "asks for a date",
    Move.ASKS_QUESTION: "asks a question",
    Criterion.RESPECT_HIERARCHY: "respects whose call it is",
    Criterion.PROACTIVE_NOT_REACTIVE: "offers a step",
    Criterion.VALUE_NOT_EGO: "says who gains",
    Criterion.PATIENT_PERSISTENT: "stays patient",
    Criterion.DOCUMENT_EVERYTHING: "leaves a record",
    Criterion.EXECUTIVE_PERSPECTIVE: "speaks to the business",
}
"""A rule that is met, as what the words do: short, because several stand on one line."""

_MANNERS = {
    Manner.AT_EASE: "leans back and listens",
    Manner.WAITING: "listens, and waits for the point",
    Manner.RESTLESS: "glances at the clock",
    Manner.CLOSED: "sits with folded arms",
    Manner.DONE: "gathers up the papers",
}


def hint_parts(hints: Hints, rubric: Rubric) -> tuple[tuple[HintKind, str], ...]:
    """Return the hints as short phrases with their signs, the gravest first, what is done gathered into one."""
    if hints.unread:
        return ((HintKind.MAYBE, f"? {folded(hints.unread)}"),)
    graver = [(h.kind, f"{HINT_MARKS[h.kind]} {_words(h, rubric)}") for h in hints.hints if h.kind is not HintKind.MADE]
    done = [h.rule for h in hints.hints if h.kind is HintKind.MADE and h.rule]
    made = ", ".join(_MADE[rule] for rule in sorted(done, key=lambda rule: isinstance(rule, Criterion)))
    return (*graver, *(((HintKind.MADE, f"+ {made}"),) if made else ()))


def manner_words(name: str, manner: Manner) -> str:
    """Return one line on how the manager sits there."""
    return f"{name} {_MANNERS[manner]}."


def raised_lines(raised: Sequence[Raised], *, exam: bool = False) -> list[tuple[str, str]]:
    """Return each objection so far as a pair: its sign and the manager's words, and what became of it.

    In an exam nothing is said of what became of it.
    """
    lines = []
    for one in raised:
        sign = "·" if exam or not one.answered else "+"
        state = "" if exam else "not answered yet"
        if one.answered and not exam:
            state = f"answered: “{shortened(one.quote, 120)}”" if one.quote else "answered"
        lines.append((f"{sign} “{folded(one.words)}”", state))
    return lines


def _words(hint: Hint, rubric: Rubric) -> str:
    quote = f"“{shortened(hint.evidence[0].quote, 60)}”" if hint.evidence else ""
    if hint.kind is HintKind.NUMBER:
        return f"not the brief's number: {quote}; it says {folded(hint.earlier)}"
    about = "about to go against" if hint.kind is HintKind.AGAINST else "maybe against"
    return f"{about} “{_title(hint.rule, rubric)}”: {quote}"


def _title(rule: Rule | None, rubric: Rubric) -> str:
    return rubric.words(rule).title if rule else ""
