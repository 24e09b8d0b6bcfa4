"""Verdicts, outcomes and scores in words and signs, the same everywhere."""

from coach.domain.judgement import Finding, Verdict
from coach.domain.real_talk import RealTalk
from coach.domain.report import Spoke
from coach.domain.rewriting import Rewrite
from coach.domain.rubric import Criterion, Move, Rubric
from coach.domain.scorecard import Band
from coach.domain.transcript import Contradiction, Outcome, Speaker

MARKS = {Verdict.MET: "+", Verdict.VIOLATED: "!", Verdict.ABSENT: "·", Verdict.UNJUDGED: "?"}
"""A sign for each verdict, so that no meaning hangs on colour."""


def figure(value: float | None) -> str:
    """Return a measured figure with two decimals, or a dash where there is none."""
    return "–" if value is None else f"{value:.2f}"


def counted(n: int, name: str) -> str:
    """Return a number of things with their name."""
    many = {"reply": "replies", "branch": "branches", "try": "tries"}.get(name, f"{name}s")
    return f"{n} {name if n == 1 else many}"


def outcome_words(outcome: Outcome | None) -> str:
    """Return an outcome in words."""
    words = {
        Outcome.GRANTED: "granted",
        Outcome.GRANTED_IN_PART: "granted in part",
        Outcome.FOLLOW_UP_AGREED: "follow-up agreed",
        Outcome.DEFERRED: "deferred",
        Outcome.REFUSED: "refused",
        Outcome.LEFT: "you ended it",
    }
    return words[outcome] if outcome else "still open"


def move_words(turn: Spoke) -> str:
    """Return what the manager does in a turn: by the cue it words, or as the text of a real talk was read."""
    if turn.speaker is not Speaker.MANAGER:
        return ""
    if turn.cue:
        return turn.cue.kind.value.replace("_", " ")
    return f"read as: {turn.read_as.value.replace('_', ' ')}" if turn.read_as else "read as: unclear"


def score_words(total: float | None, band: Band | None) -> str:
    """Return a score with its band first, or that there is none."""
    if total is None or band is None:
        return "no score"
    # 59.7 is not yet solid: rounded up, the number would say what the band denies.
    whole = round(total) if Band.of(round(total)) is band else int(total)
    return f"{band.value} ({whole} of 100)"


def finding_line(finding: Finding, rubric: Rubric, *, reason: bool = True) -> str:
    """Return one finding as a line of plain text: sign, rule, verdict, quote, reason."""
    title = rubric.words(finding.rule).title
    verdict = finding.verdict.value
    if isinstance(finding.rule, Move):
        verdict = "done" if finding.verdict is Verdict.MET else verdict
    quote = f" “{finding.evidence[0].quote}”" if finding.evidence else ""
    why = f" ({finding.reason})" if reason and finding.reason else ""
    return f"{MARKS[finding.verdict]} {title}: {verdict}{quote}{why}"


def folded(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def shortened(text: str, most: int = 300) -> str:
    """Return a text on one line, cut at a word where it is longer than `most` characters."""
    line = folded(text)
    return line if len(line) <= most else line[:most].rpartition(" ")[0] + " …"


def rise_words(rewrite: Rewrite, rubric: Rubric) -> str:
    """Return what the judge finds better in a rewrite, criterion by criterion.

    Without the score: the rewrite was picked by it, so it is nearly always full marks, and says nothing.
    """
    rises = [
        f"{rubric.words(r.rule).title}: {r.now.value} (was {r.was.value})"
        for r in rewrite.rose
        if isinstance(r.rule, Criterion)
    ]
    return f"Judged again. {'; '.join(rises)}."


def discrepancy_line(found: Contradiction) -> str:
    """Return one line on a number that is not the brief's."""
    return f"? Not the brief's number: “{folded(found.now)}”; it says {folded(found.earlier)}."


def real_talk_words(talk: RealTalk) -> str:
    """Return how a real talk went, in one line."""
    return f"{outcome_words(talk.result)} on {talk.on}{f': {folded(talk.note)}' if talk.note else ''}"
