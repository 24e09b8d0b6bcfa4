"""One turn of a report as blocks, with the words that a judge quotes marked in the reply itself."""

from collections.abc import Iterator

from coach.domain.feedback import ReplyReport
from coach.domain.judgement import Judgement, Unjudged, Verdict
from coach.domain.report import Spoke
from coach.domain.rubric import Criterion, Rubric
from coach.domain.scorecard import Band
from coach.domain.transcript import Speaker
from coach.rendering.pieces import LOOKS, Block, Kind, Look, Piece, item, text
from coach.rendering.words import discrepancy_line, finding_line, folded, move_words, score_words


def turn_blocks(turn: ReplyReport | Spoke, rubric: Rubric) -> Iterator[Block]:
    """Yield a turn's head and words, and below the engineer's what was found in it."""
    if isinstance(turn, Spoke):
        name = turn.name or ("Manager" if turn.speaker is Speaker.MANAGER else "Other")
        move = f" · {words}" if (words := move_words(turn)) else ""
        yield Block(
            Kind.TURN, (Piece(f"{turn.seq + 1}. {name}", Look.STRONG), Piece(move, Look.MUTED)), turn.seq, False
        )
        yield Block(Kind.SAID, (Piece(turn.text),), mine=False)
        if turn.note:
            yield text(Piece(turn.note, Look.MUTED))
        return
    judged = isinstance(turn.judgement, Judgement)
    score = f" · {score_words(turn.score, None if turn.score is None else Band.of(turn.score))}" if judged else ""
    yield Block(Kind.TURN, (Piece(f"{turn.seq + 1}. You", Look.STRONG), Piece(score, Look.MUTED)), turn.seq)
    yield Block(Kind.SAID, tuple(_marked(turn)))
    if isinstance(turn.judgement, Unjudged):
        yield item("?", Look.UNSURE, f"not judged: {turn.judgement.reason}")
    elif turn.judgement is None:
        yield item("?", Look.UNSURE, "not judged yet")
    for finding in turn.shown:
        sign, _, words = folded(finding_line(finding, rubric)).partition(" ")
        yield item(sign, LOOKS[finding.verdict], words)
    for found in turn.discrepancies:
        sign, _, words = discrepancy_line(found).partition(" ")
        yield item(sign, Look.UNSURE, words)


def _marked(reply: ReplyReport) -> Iterator[Piece]:
    """Yield a reply in pieces, with the words that a judge quotes for or against it marked as such."""
    at = 0
    for start, end, look in _spans(reply):
        if start >= at:
            yield Piece(reply.text[at:start])
            yield Piece(reply.text[start:end], look)
            at = end
    yield Piece(reply.text[at:])


def _spans(reply: ReplyReport) -> list[tuple[int, int, Look]]:
    """Return the quoted spans in order; where two overlap, what went against a rule and what began first wins."""
    if not isinstance(reply.judgement, Judgement):
        return []
    found = [
        (e.start, e.end, LOOKS[f.verdict])
        for f in reply.judgement.findings
        if isinstance(f.rule, Criterion) and f.verdict in (Verdict.MET, Verdict.VIOLATED)
        for e in f.evidence[:1]
        if reply.text[e.start : e.end] == e.quote
    ]
    wrong = [s for s in found if s[2] is Look.VIOLATED]
    free = [s for s in found if s not in wrong and all(s[1] <= w[0] or s[0] >= w[1] for w in wrong)]
    return sorted([*wrong, *free], key=lambda span: (span[0], -span[1]))
