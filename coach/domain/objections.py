"""The objections that a manager has raised so far: in their words, and whether they are answered."""

from coach.domain.ledger import CARRIED, Ledger
from coach.domain.session import Session
from coach.domain.transcript import Speaker
from coach.domain.value import Text, Value


class Raised(Value):
    """An objection that has been raised."""

    words: Text
    """The manager's turn that raised it, or what they had said of it in an earlier meeting."""
    seq: int
    """That turn; `CARRIED` where it was settled in an earlier meeting."""
    answered: bool
    quote: Text = ""
    """The engineer's words that answered it."""


def raised_so_far(session: Session, ledger: Ledger) -> tuple[Raised, ...]:
    """Return the objections that were raised, in their order; never one that is still to come or was spared."""
    said = {t.seq: t.text for t in session.turns if t.speaker is Speaker.MANAGER}
    found = []
    for state in ledger.objections:
        carried = state.raised_at == CARRIED
        if state.raised_at is None or not (carried or state.raised_at in said):
            continue  # a good answer to a question has spared it, and it was never spoken
        words = session.scenario.objection(state.id).lines[0] if carried else said[state.raised_at]
        found.append(Raised(words=words, seq=state.raised_at, answered=state.status == "settled", quote=state.quote))
    return tuple(sorted(found, key=lambda raised: raised.seq))
