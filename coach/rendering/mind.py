"""What was in the manager's mind, as blocks: patience, objections with what was behind them, what is to be done."""

from collections.abc import Iterator

from coach.domain.ledger import CARRIED, Commitment
from coach.domain.report import Mind, Revealed
from coach.domain.rubric import Rubric
from coach.domain.scenario import Condition
from coach.domain.transcript import Speaker
from coach.rendering.pieces import Block, Look, Piece, head, item, quote, text
from coach.rendering.words import folded, shortened

_SIGNS = {"settled": ("+", Look.MET), "still open": ("!", Look.VIOLATED), "never raised": ("·", Look.ABSENT)}


def mind_blocks(mind: Mind, rubric: Rubric) -> Iterator[Block]:
    """Yield the manager's ledger, revealed."""
    yield text(patience_words(mind.patience_left, mind.patience))
    for objection in mind.objections:
        yield from _objection_blocks(objection, rubric)
    if mind.commitments:
        yield head("Said to be done")
        said: dict[tuple[str, ...], tuple[Commitment, ...]] = {}
        for commitment in mind.commitments:
            key = (commitment.by, folded(commitment.what), commitment.due)
            said[key] = (*said.get(key, ()), commitment)
        yield from map(_commitment_block, said.values())


def patience_words(left: int, whole: int) -> str:
    """Return how patient the manager was at the end: `left` of as many violations as they take at this level."""
    if left <= 0:
        return "Their patience had run out."
    if left >= whole:
        return "Their patience was whole to the end."
    if left == 1:
        return "Their patience hung by a thread: one more violation would have ended the talk."
    return "Their patience was worn, and not yet in danger."


def _objection_blocks(objection: Revealed, rubric: Rubric) -> Iterator[Block]:
    sign, look = _SIGNS[objection.status]
    yield item(sign, look, Piece(f"{objection.concern} ", Look.STRONG), Piece(objection.status, look))
    if objection.said and objection.raised_at is not None:
        lead = f"They said, turn {objection.raised_at + 1}:"
        yield quote(shortened(objection.said), turn=objection.raised_at, lead=lead, mine=False)
    if objection.quote:
        where = "in an earlier meeting" if objection.settled_at is None else f"turn {objection.settled_at + 1}"
        yield quote(objection.quote, turn=objection.settled_at, lead=f"You settled it, {where}:")
    elif objection.status != "settled" and objection.settled_by:
        yield item(
            "→", Look.MUTED, Piece(f"What settles it: {_conditions_words(objection.settled_by, rubric)}.", Look.MUTED)
        )


def _conditions_words(conditions: tuple[Condition, ...], rubric: Rubric) -> str:
    """Return the ways to settle an objection, by the rubric's titles."""
    ways = [" and ".join(f"“{rubric.words(rule).title}”" for rule in c.rules) for c in conditions]
    return "; or ".join(dict.fromkeys(ways))


def _commitment_block(same: tuple[Commitment, ...]) -> Block:
    """Return what one side said it would do, once, with every turn in which it was said."""
    first = same[0]
    who = {Speaker.MANAGER: "They", Speaker.ENGINEER: "You"}[first.by]
    seqs = [c.seq for c in same if c.seq != CARRIED]
    turns = f"turn{'s' if len(seqs) > 1 else ''} {', '.join(str(seq + 1) for seq in seqs)}"
    where = turns if seqs else "in an earlier meeting"
    due = f" ({first.due})" if first.due and first.due not in first.what else ""
    said = f", {where}: {folded(first.what)}{due}"
    return item("·", Look.MUTED, Piece(who, Look.STRONG), said, turn=seqs[0] if seqs else None)
