"""Turns, changes and rows as lines of plain text."""

from collections.abc import Iterable

from coach.domain.agreement import LabelledReply
from coach.domain.feedback import ReplyReport
from coach.domain.judgement import Change, Judgement, Unjudged, Verdict
from coach.domain.report import Spoke
from coach.domain.rubric import Rubric
from coach.domain.scorecard import Band
from coach.domain.transcript import Speaker
from coach.rendering.words import discrepancy_line, finding_line, folded, move_words, score_words


def turn_lines(turn: ReplyReport | Spoke, rubric: Rubric) -> list[str]:
    """Return one turn, and below the engineer's what was found in it."""
    if isinstance(turn, Spoke):
        name = turn.name or ("Manager" if turn.speaker is Speaker.MANAGER else "Other")
        move = f" ({words})" if (words := move_words(turn)) else ""
        return [f"{turn.seq + 1}. {name}{move}: {turn.text}", *([f"   ({turn.note})"] if turn.note else [])]
    if turn.judgement is None:
        found, said = ["not judged yet"], ""
    elif isinstance(turn.judgement, Unjudged):
        found, said = [f"? not judged: {turn.judgement.reason}"], ""
    else:
        found = [folded(finding_line(f, rubric)) for f in turn.shown]
        said = f" ({score_words(turn.score, None if turn.score is None else Band.of(turn.score))})"
    found += map(discrepancy_line, turn.discrepancies)
    return [f"{turn.seq + 1}. You{said}: {turn.text}", *(f"   {line}" for line in found)]


def change_lines(changes: Iterable[Change], rubric: Rubric) -> list[str]:
    """Return what a second judgement sees otherwise: the two verdicts side by side, each with its words and reason."""
    lines = []
    for c in changes:
        lines.append(f"   ~ {rubric.words(c.rule).title}: {_words(c.was)} → {_words(c.now)}")
        for when, quote, reason in (("was", c.was_quote, c.was_reason), ("now", c.now_quote, c.reason)):
            said = " ".join(([f"“{folded(quote)}”"] if quote else []) + ([f"({folded(reason)})"] if reason else []))
            lines.append(f"       {when}: {said or 'no words quoted'}")
    return lines


def row_lines(row: LabelledReply, judgement: Judgement | Unjudged, rubric: Rubric) -> list[str]:
    """Return one labelled row's reply and what was found in it."""
    if isinstance(judgement, Unjudged):
        return [f"{row.id}: {folded(row.text)}", f"   ? not judged: {judgement.reason}"]
    found = [folded(finding_line(f, rubric)) for f in judgement.findings if f.verdict is not Verdict.ABSENT]
    return [f"{row.id}: {folded(row.text)}", *(f"   {line}" for line in found or ["· nothing found"])]


def _words(verdict: Verdict | None) -> str:
    return verdict.value if verdict else "not judged"
