"""Turns, changes, rows and agreement as lines of plain text."""

from collections.abc import Iterable

from coach.domain.agreement import Calibration, Kappa, LabelledReply
from coach.domain.judgement import Change, Judgement, Unjudged, Verdict
from coach.domain.report import ReplyReport, Spoke
from coach.domain.rubric import Rubric
from coach.domain.scorecard import Band
from coach.domain.transcript import Speaker
from coach.rendering.words import finding_line, folded, score_words


def turn_lines(turn: ReplyReport | Spoke, rubric: Rubric) -> list[str]:
    """Return one turn, and below the engineer's what was found in it."""
    if isinstance(turn, Spoke):
        name = turn.name or ("Manager" if turn.speaker is Speaker.MANAGER else "Other")
        cue = f" ({turn.cue.kind.value.replace('_', ' ')})" if turn.cue else ""
        return [f"{turn.seq + 1}. {name}{cue}: {turn.text}", *([f"   ({turn.note})"] if turn.note else [])]
    if turn.judgement is None:
        found, said = ["not judged yet"], ""
    elif isinstance(turn.judgement, Unjudged):
        found, said = [f"? not judged: {turn.judgement.reason}"], ""
    else:
        found = [folded(finding_line(f, rubric)) for f in turn.shown]
        said = f" ({score_words(turn.score, None if turn.score is None else Band.of(turn.score))})"
    return [f"{turn.seq + 1}. You{said}: {turn.text}", *(f"   {line}" for line in found)]


def change_lines(changes: Iterable[Change], rubric: Rubric) -> list[str]:
    """Return what a second judge sees otherwise, each verdict with the words that it quotes."""
    return [
        f"   ~ {rubric.words(c.rule).title}: {_side(c.was, c.was_quote)} → {_side(c.now, c.now_quote)}" for c in changes
    ]


def row_lines(row: LabelledReply, judgement: Judgement | Unjudged, rubric: Rubric) -> list[str]:
    """Return one labelled row's reply and what was found in it."""
    if isinstance(judgement, Unjudged):
        return [f"{row.id}: {folded(row.text)}", f"   ? not judged: {judgement.reason}"]
    found = [folded(finding_line(f, rubric)) for f in judgement.findings if f.verdict is not Verdict.ABSENT]
    return [f"{row.id}: {folded(row.text)}", *(f"   {line}" for line in found or ["· nothing found"])]


def agreement_lines(judge: Calibration, keywords: Calibration, name: str) -> list[str]:
    """Return agreement as a table, a keyword list beside the judge; the majority label's kappa is 0 throughout."""
    lines = [
        f"Agreement of the {name} judge with the labels of {judge.rows} replies: kappa with its 95 % interval, the",
        "share of violated / absent / met among the labels, and a keyword list (the majority label has kappa 0).",
        "",
        f"{'criterion':24}{'kappa':>7}{'95 %':>14}{'share':>18}{'unjudged':>10}{'keywords':>10}",
    ]
    for row, base in zip(judge.criteria, keywords.criteria, strict=True):
        share = " / ".join(f"{rate:.2f}"[1:] for rate in row.base_rates.values())
        lines.append(
            f"{row.criterion.value:24}{_number(row.kappa.value):>7}{_interval(row.kappa):>14}{share:>18}"
            f"{row.unjudged:>10}{_number(base.kappa.value):>10}"
        )
    lines.append(
        f"{'pooled':24}{_number(judge.pooled.value):>7}{_interval(judge.pooled):>14}{'':>18}{judge.unjudged:>10}"
        f"{_number(keywords.pooled.value):>10}"
    )
    lines += ["", f"{'move':24}{'kappa':>7}{'F1':>7}{'share true':>12}{'keywords F1':>13}"]
    for move, base_move in zip(judge.moves, keywords.moves, strict=True):
        lines.append(
            f"{move.move.value:24}{_number(move.kappa.value):>7}{_number(move.f1):>7}{move.base_rate:>12.2f}"
            f"{_number(base_move.f1):>13}"
        )
    lines.append(f"{'macro F1':24}{'':>7}{_number(judge.macro_f1):>7}{'':>12}{_number(keywords.macro_f1):>13}")
    return lines


def _side(verdict: Verdict | None, quote: str) -> str:
    words = verdict.value if verdict else "not judged"
    return f"{words} “{folded(quote)}”" if quote else words


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _interval(kappa: Kappa) -> str:
    return "" if kappa.low is None or kappa.high is None else f"{kappa.low:.2f}–{kappa.high:.2f}"
