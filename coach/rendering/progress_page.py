"""The whole progress as a page of plain text, with plots or in words alone, and as the object that `--json` prints."""

from collections.abc import Sequence
from textwrap import fill
from typing import Any

from coach.domain.judgement import Verdict
from coach.domain.practice import Practice
from coach.domain.progress import Held, History, Rehearsed, Standing
from coach.domain.rubric import MOVES, Rubric
from coach.domain.scorecard import Band
from coach.rendering.progress import (
    CELLS_LEGEND,
    LEGEND,
    SIGNS_LEGEND,
    TITLE,
    WON_LEGEND,
    Line,
    advised,
    criterion_lines,
    left_out_words,
    make_words,
    move_lines,
    point_words,
    score_chart,
    span_words,
    total_words,
    tried_lines,
    tried_words,
)
from coach.rendering.words import counted, score_words


def progress_text(
    standing: Standing, practices: Sequence[Practice], history: History, rubric: Rubric, *, width: int, plots: bool
) -> str:
    """Return the whole progress as plain text of at most `width` columns where it has `plots`; without, words alone."""
    cells = max(6, min(40, width - TITLE - 28))
    head = [f"Progress: {span_words(standing)}", f"Judged by {make_words(standing.by, history.judges)}."]
    blocks = [head, _practice_text(practices, rubric)]
    if plots:
        drawn = [*map(_text, score_chart(standing, width, 10).lines), LEGEND, total_words(standing)]
        criteria = [*map(_text, criterion_lines(standing, rubric, cells)), CELLS_LEGEND]
        moves = [*map(_text, move_lines(standing, rubric, cells)), SIGNS_LEGEND]
    else:
        drawn = [*map(point_words, standing.line), total_words(standing)]
        criteria = [_criterion_words(standing, n, rubric) for n in range(len(standing.criteria))]
        moves = [
            f"{rubric.words(m.move).title}: in {sum(m.recent)} of the last {counted(len(m.recent), 'rehearsal')}"
            for m in standing.moves
        ]
    if standing.rehearsed:
        blocks += [["Score by rehearsal", *drawn], ["Criteria", *criteria], ["Moves", *moves]]
    if standing.tried and plots:
        blocks.append(["Scenes and levels", *map(_text, tried_lines(standing)), WON_LEGEND])
    elif standing.tried:
        blocks.append(
            ["Scenes and levels", *(f"{t.title}, {t.difficulty.value}: {tried_words(t)}" for t in standing.tried)]
        )
    blocks += [[words] for words in left_out_words(standing, history)]
    parts = ["\n".join(_wrapped(line, width) if plots else line for line in block) for block in blocks if block]
    return "\n\n".join(parts) + "\n"


def progress_object(standing: Standing, practices: Sequence[Practice], history: History) -> dict[str, Any]:
    """Return the object that `--json` prints: scores 0 to 100, `null` where nothing called for a criterion."""
    return {
        "judge": standing.by.model_dump(mode="json", exclude_none=True) if standing.by else None,
        "judges": [by.model_dump(mode="json", exclude_none=True) for by in history.judges],
        "line": [_point_object(point) for point in standing.line],
        "criteria": {
            row.criterion.value: {
                "latest": _percent(row.latest),
                "best": _percent(row.best),
                "recent": [verdict.value for verdict in row.recent],
            }
            for row in standing.criteria
        },
        "moves": {row.move.value: {"made": sum(row.recent), "of": len(row.recent)} for row in standing.moves},
        "scenes": [tried.model_dump(mode="json") for tried in standing.tried],
        "practise": [practice.model_dump(mode="json", exclude_none=True) for practice in practices],
        "left_out": [attempt.session for attempt in standing.left_out],
        "unread": list(history.unread),
    }


def _practice_text(practices: Sequence[Practice], rubric: Rubric) -> list[str]:
    lines: list[str] = []
    for practice in practices:
        words = advised(practice, rubric)
        lines += [f"{'Then' if lines else 'Practise next'}: {words.head}", f"  {words.why}"]
        lines += [f"  {words.instead}"] if words.instead else []
        lines.append(f"  coach rehearse {practice.scenario} --difficulty {practice.difficulty.value}")
    return lines


def _criterion_words(standing: Standing, n: int, rubric: Rubric) -> str:
    row = standing.criteria[n]
    title = rubric.words(row.criterion).title
    if row.latest is None or row.best is None:
        return f"{title}: no turn has called for it yet"
    words = {Verdict.MET: "met", Verdict.VIOLATED: "violated", Verdict.ABSENT: "missed"}
    recent = ", ".join(words[v] for v in row.recent)
    latest, best = (score_words(100 * s, Band.of(100 * s)) for s in (row.latest, row.best))
    return f"{title}: latest {latest}, best {best}; last turns: {recent}"


def _point_object(point: Rehearsed | Held) -> dict[str, Any]:
    if isinstance(point, Held):
        return {"kind": "real_talk", "session": point.session, **point.talk.model_dump(mode="json")}
    attempt, scored = point.attempt, point.scored
    own = attempt.model_dump(mode="json", include={"session", "at", "scenario", "difficulty", "outcome", "replies"})
    return {
        "kind": "branch" if attempt.branch else "rehearsal",
        **own,
        "judged": scored.judged,
        "total": scored.total,
        "band": None if scored.total is None else Band.of(scored.total).value,
        "criteria": {row.criterion.value: _percent(row.score) for row in scored.criteria},
        "moves": {move.value: made for move, made in zip(MOVES, scored.made, strict=True)},
    }


def _percent(score: float | None) -> float | None:
    return None if score is None else round(100 * score, 1)


def _wrapped(line: str, width: int) -> str:
    """Return a line, a sentence that is too long on several; no plot is."""
    line = line.rstrip()
    indent = " " * (len(line) - len(line.lstrip()))
    return line if len(line) <= width else fill(line.strip(), width, initial_indent=indent, subsequent_indent=indent)


def _text(line: Line) -> str:
    return "".join(piece.text for piece in line)
