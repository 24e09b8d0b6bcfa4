"""Progress in words and small plots, the same on the screen and in a shell."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from coach.domain.judgement import JudgedBy
from coach.domain.opening import Difficulty
from coach.domain.practice import Practice
from coach.domain.progress import RECENT, Held, History, Rehearsed, Standing, Tried
from coach.domain.rubric import Criterion, CriterionWords, Rubric
from coach.domain.scorecard import Band
from coach.rendering.pieces import Look, Piece
from coach.rendering.plots import BRANCH_DOT, DIAMOND, DOT, Chart, Mark, chart, strip, ticks
from coach.rendering.words import counted, outcome_words, real_talk_words, score_words

TITLE = 32
"""Columns of the longest title of a rule, with air behind it."""

LEVEL = 12
"""Columns of a level's name."""

LEGEND = f"{DOT} a rehearsal   {BRANCH_DOT} a branch of one   {DIAMOND} a real talk"
CELLS_LEGEND = "Newest last: ▁ violated to █ met; a gap where no turn called for it."
WON_LEGEND = "Newest last: + won, · not won."
SIGNS_LEGEND = "Newest last: + made, · not made, ? not judged."

_CALLS = {
    Criterion.PATIENT_PERSISTENT: "pushbacks",
    Criterion.DOCUMENT_EVERYTHING: "moments to put it in writing",
}

Line = tuple[Piece, ...]


class Advised(NamedTuple):
    """One thing to practise: what, why, and how to do it otherwise."""

    head: str
    why: str
    instead: str


def day_words(at: str) -> str:
    """Return the day of an ISO 8601 moment or day, like `8 Jan`; as it stands where it is none."""
    try:
        day = date.fromisoformat(at[:10])
    except ValueError:
        return at
    return f"{day.day} {day:%b}"


def make_words(by: JudgedBy | None, judges: Sequence[JudgedBy] = ()) -> str:
    """Return a judge's name; with the digest that tells it from others of the same name among `judges`."""
    if by is None:
        return "no judge"
    model = by.asked or by.model
    name = f"{by.judge} ({model})" if model else "rules (offline)" if by.judge == "rules" else by.judge
    twins = [j for j in judges if (j.judge, j.asked or j.model) == (by.judge, model) and j.make != by.make]
    for kind in ("weights", "prompt", "rubric"):
        mine = getattr(by, kind)
        if mine and any(getattr(twin, kind) != mine for twin in twins):
            return f"{name}, {kind} {mine[:6]}"
    return name


def span_words(standing: Standing) -> str:
    """Return how many rehearsals and real talks there are, and from when to when."""
    days = [day_words(point.attempt.at if isinstance(point, Rehearsed) else point.talk.on) for point in standing.line]
    whole = sum(not r.attempt.branch for r in standing.rehearsed)
    branches = len(standing.rehearsed) - whole
    talks = len(standing.line) - len(standing.rehearsed)
    things = [(whole, "rehearsal"), (branches, "branch"), (talks, "real talk")]
    words = ", ".join(counted(n, name) for n, name in things if n or name == "rehearsal")
    return f"{words}, {days[0]} to {days[-1]}" if len(set(days)) > 1 else words


def advised(practice: Practice, rubric: Rubric) -> Advised:
    """Return one thing to practise in words."""
    place = f"{practice.title}, {practice.difficulty.value}"
    if practice.criterion:
        words = rubric.words(practice.criterion)
        assert isinstance(words, CriterionWords)
        calls = _CALLS.get(practice.criterion, "turns that called for it")
        violated, missed, of = practice.violated, practice.missed, practice.of
        counts = [
            f"{kind} in {'all' if n == of else n}" for n, kind in ((violated, "violated"), (missed, "missed")) if n
        ]
        failed = violated + missed
        stood = "It was" if failed == 1 else f"{practice.here} of these were" if practice.here < failed else "All were"
        why = f"{' and '.join(counts).capitalize()} of your last {of} {calls}. {stood} in: {place}."
        return Advised(words.title, why, words.advice)
    if practice.move:
        move = rubric.words(practice.move)
        why = f"In none of your last {practice.of} rehearsals. Try it in: {place}."
        return Advised(move.title, why, move.advice)
    if practice.kind == "harder":
        return Advised(place, f"You won the level below it {practice.of} times in a row.", "")
    return Advised(place, f"Of {practice.of} tries one level up none was won yet.", "")


def score_chart(standing: Standing, width: int, rows: int, at: int | None = None) -> Chart:
    """Draw the totals of the time line, with a line through the point numbered `at`."""
    return chart([_mark(point) for point in standing.line], width, rows, at)


def point_words(point: Rehearsed | Held) -> str:
    """Return a point of the time line in one line."""
    if isinstance(point, Held):
        return f"Real talk, {real_talk_words(point.talk)} · rehearsed as: {point.title}"
    attempt, scored = point.attempt, point.scored
    total = score_words(scored.total, None if scored.total is None else Band.of(scored.total))
    partly = f", {scored.judged} of {attempt.replies} replies judged" if scored.judged < attempt.replies else ""
    title = f"branch of {attempt.title}" if attempt.branch else attempt.title
    ended = outcome_words(attempt.outcome)
    return f"{day_words(attempt.at)}, {title} · {attempt.difficulty.value} · {total}{partly} · {ended}"


def total_words(standing: Standing) -> str:
    """Return the latest and the best total, of whole rehearsals."""
    if not standing.whole:
        return "No rehearsal has a score yet."
    latest = standing.whole[-1]
    best = max(reversed(standing.whole), key=lambda r: r.scored.total or 0.0)
    return f"Latest {_total(latest)}. Best {_total(best)}, on {day_words(best.attempt.at)}."


def criterion_lines(standing: Standing, rubric: Rubric, cells: int, *, heads: bool = True) -> list[Line]:
    """Return a line for each criterion: a cell for each rehearsal, the latest score and the best one."""
    cells = max(6, min(cells, len(standing.rehearsed)))
    lines: list[Line] = []
    if heads:
        lines.append((Piece(f"{'':<{TITLE + cells}}  {'latest':<14}best", Look.MUTED),))
    for row in standing.criteria:
        title = Piece(f"{rubric.words(row.criterion).title:<{TITLE}}")
        drawn = strip(row.scores, cells)
        if row.latest is None:
            lines.append((title, Piece("no turn has called for it yet", Look.MUTED)))
            continue
        pad = Piece(" " * (cells - min(cells, len(row.scores)) + 2))
        lines.append((title, *drawn, pad, Piece(f"{_short(row.latest):<14}"), Piece(_short(row.best), Look.MUTED)))
    return lines


def move_lines(standing: Standing, rubric: Rubric, cells: int) -> list[Line]:
    """Return a line for each move: a sign for each rehearsal, and in how many of the last ones it was made."""
    cells = max(6, min(cells, len(standing.rehearsed)))
    lines: list[Line] = []
    for row in standing.moves:
        pad = Piece(" " * (cells - min(cells, len(row.made)) + 2))
        words = f"in {sum(row.recent)} of the last {len(row.recent)}" if row.recent else "not judged"
        title = Piece(f"{rubric.words(row.move).title:<{TITLE}}")
        lines.append((title, *ticks(row.made, cells), pad, Piece(words, Look.MUTED)))
    return lines


def tried_lines(standing: Standing) -> list[Line]:
    """Return for each scene, the last tried first, its title and a line for each level that was tried."""
    scenes: dict[str, list[Tried]] = {}
    for tried in standing.tried:
        scenes.setdefault(tried.scenario, []).append(tried)
    lines: list[Line] = []
    for levels in scenes.values():
        lines.append((Piece(levels[0].title),))
        lines += [_tried_line(t) for t in sorted(levels, key=lambda t: list(Difficulty).index(t.difficulty))]
    return lines


def left_out_words(standing: Standing, history: History) -> tuple[str, ...]:
    """Return what does not stand in the plots, and why."""
    if not standing.left_out:
        return history.unread
    sessions, replies = len(standing.left_out), sum(a.replies for a in standing.left_out)
    judge = make_words(standing.by, history.judges)
    others = dict.fromkeys(make_words(s.by, history.judges) for a in standing.left_out for s in a.scored)
    by = f" Of these, some are judged by {' and '.join(others)}: verdicts of two judges make no line." if others else ""
    left_out = f"{counted(sessions, 'rehearsal')} with {counted(replies, 'reply')}"
    return (f"Left out: {left_out}, which {judge} has not judged.{by}", *history.unread)


def _tried_line(tried: Tried) -> Line:
    level = Piece(f"  {tried.difficulty.value:<{LEVEL}}", Look.MUTED)
    signs = ticks(tried.recent, RECENT)
    pad = Piece(" " * (RECENT - len(tried.recent) + 2))
    return (level, *signs, pad, Piece(tried_words(tried), Look.MUTED))


def tried_words(tried: Tried) -> str:
    """Return how often a scene was tried and won at one level, and its best score."""
    words = []
    if tried.tried:
        words.append(f"won {tried.won} of {counted(tried.tried, 'try')}")
        words += [f"{tried.in_a_row} in a row"] if tried.in_a_row > 1 else []
    else:
        words.append("not finished yet")
    words += [f"best {_short(tried.best / 100)}"] if tried.best is not None else []
    words += [counted(tried.branches, "branch")] if tried.branches else []
    return " · ".join(words)


def _mark(point: Rehearsed | Held) -> Mark:
    if isinstance(point, Held):
        return Mark(None, DIAMOND, day_words(point.talk.on))
    sign = BRANCH_DOT if point.attempt.branch else DOT
    return Mark(point.scored.total, sign, day_words(point.attempt.at))


def _total(rehearsed: Rehearsed) -> str:
    total = rehearsed.scored.total or 0.0
    return score_words(total, Band.of(total))


def _short(score: float | None) -> str:
    return "" if score is None else f"{Band.of(100 * score).value} ({100 * score:.0f})"
