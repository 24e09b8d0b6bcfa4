"""Plots made of characters: points over time between the bands, and strips with a cell for each rehearsal.

Points are drawn and not joined: what lies between two rehearsals nobody knows. What was not measured is a gap.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from coach.domain.scorecard import Band
from coach.rendering.pieces import Look, Piece

DOT, BRANCH_DOT, DIAMOND = "●", "○", "◆"
BLOCKS = "▁▂▃▄▅▆▇█"
LABELS = 13
"""Columns before the points: a band, the score at which it begins, and the axis."""

_FLOORS = {80: Band.STRONG, 60: Band.SOLID, 40: Band.UNEVEN, 0: Band.NOT_YET}
_WIDEST = 6
"""Columns between two points, at most: few points stand together and not at the ends of a wide screen."""


class Mark(NamedTuple):
    """A point of a chart: a total of 0 to 100 and its sign, or `None` for something that stands on the axis."""

    total: float | None
    sign: str
    day: str


class Chart(NamedTuple):
    """A chart as lines, all of one width, and the column of each mark; `None` for those that had no room."""

    lines: tuple[tuple[Piece, ...], ...]
    columns: tuple[int | None, ...]


def chart(marks: Sequence[Mark], width: int, rows: int, at: int | None = None) -> Chart:
    """Draw marks, oldest first, on `rows` rows (5 or 10) and the axis with its days; the newest ones where not all fit.

    A line stands through the mark numbered `at`.
    """
    room = max(1, width - LABELS)
    step = max(1, min(_WIDEST, room // max(1, len(marks))))
    hidden = max(0, len(marks) - room // step)
    columns = [None if n < hidden else (n - hidden) * step + step // 2 for n in range(len(marks))]
    shown = [(column, mark) for column, mark in zip(columns, marks, strict=True) if column is not None]
    inner = max((column for column, _ in shown), default=0) + step - step // 2
    line = columns[at] if at is not None else None
    drawn = [_row(shown, row, rows, inner, line) for row in range(rows)]
    drawn += [_axis(shown, inner), _days(shown, inner)]
    return Chart(tuple(drawn), tuple(None if c is None else c + LABELS for c in columns))


def strip(scores: Sequence[float | None], cells: int) -> tuple[Piece, ...]:
    """Return a block for each of the last scores of 0 to 1, low for little and high for much, and a gap for none."""
    return _run((" ", Look.PLAIN) if s is None else (BLOCKS[round(7 * s)], _look(100 * s)) for s in scores[-cells:])


def ticks(made: Sequence[bool | None], cells: int) -> tuple[Piece, ...]:
    """Return a sign for each of the last rehearsals: `+` made, `·` not made, `?` not judged."""
    signs = {True: ("+", Look.MET), False: ("·", Look.ABSENT), None: ("?", Look.UNSURE)}
    return _run(signs[m] for m in made[-cells:])


def _row(shown: Sequence[tuple[int, Mark]], row: int, rows: int, inner: int, line: int | None) -> tuple[Piece, ...]:
    height = 100 / rows
    floor = round(100 - height * (row + 1))
    label = f"{_FLOORS[floor].value:<7} {floor:>3} ┤" if floor in _FLOORS else f"{'':11} │"
    cells = [(" ", Look.PLAIN)] * inner
    if line is not None:
        cells[line] = ("┊", Look.STRONG)
    for column, mark in shown:
        if mark.total is not None and row == _row_of(mark.total, rows):
            cells[column] = (mark.sign, _look(mark.total))
    return (Piece(label, Look.MUTED), *_run(cells))


def _row_of(total: float, rows: int) -> int:
    return min(rows - 1, max(0, rows - 1 - int(total * rows // 100))) if total < 100 else 0


def _axis(shown: Sequence[tuple[int, Mark]], inner: int) -> tuple[Piece, ...]:
    cells = [("─", Look.MUTED)] * inner
    for column, mark in shown:
        if mark.total is None:
            cells[column] = (mark.sign, Look.STRONG)
    return (Piece(f"{'':12}└", Look.MUTED), *_run(cells))


def _days(shown: Sequence[tuple[int, Mark]], inner: int) -> tuple[Piece, ...]:
    """Return the days below their points, each once, as many as have room."""
    text = ""
    last = ""
    for column, mark in shown:
        if mark.day != last and column >= len(text) + (2 if text else 0) and column + len(mark.day) <= inner + 6:
            text = text.ljust(column) + mark.day
            last = mark.day
    return (Piece(" " * LABELS + text.ljust(inner), Look.MUTED),)


def _look(total: float) -> Look:
    return {Band.NOT_YET: Look.VIOLATED, Band.UNEVEN: Look.UNSURE}.get(Band.of(total), Look.MET)


def _run(cells: Iterable[tuple[str, Look]]) -> tuple[Piece, ...]:
    """Join cells that look the same."""
    return tuple(
        Piece("".join(text for text, _ in run), look) for look, run in groupby(cells, key=lambda cell: cell[1])
    )
