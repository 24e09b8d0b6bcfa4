"""What to practise next, and why: read off a standing, the most telling first."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from coach.domain.judgement import Verdict
from coach.domain.opening import Difficulty
from coach.domain.progress import CriterionLine, Standing, Tried
from coach.domain.rubric import CRITERIA, Criterion, Move
from coach.domain.scorecard import WORTH
from coach.domain.value import Text, Value

ENOUGH = 2
"""Turns that called for a criterion, before anything is said of how somebody does on it."""

STEADY = 2
"""Tries won in a row, after which a level holds no surprise."""

SEVERAL = 3
"""Rehearsals without a move, or tries without a win, that make it worth a word."""


class Practice(Value):
    """One thing to practise: a weak criterion, a harder or an easier level, or a move that is not made."""

    kind: Literal["criterion", "harder", "easier", "move"]
    scenario: Text
    title: Text
    difficulty: Difficulty
    """The scene and the level at which to practise it."""
    session: Text
    """A session of that scene, from which it can be played again where its file is gone."""
    criterion: Criterion | None = None
    move: Move | None = None
    violated: int = 0
    missed: int = 0
    of: int = 0
    """A criterion: `violated` and `missed` in the last `of` turns that called for it. A move: not made in the last `of`
    rehearsals. A level: the last `of` tries were all won, or none was."""
    here: int = 0
    """A criterion: how many of those that violated or missed it stood in this scene at this level."""


def practise(standing: Standing) -> tuple[Practice, ...]:
    """Return what to practise, the first thing first; nothing where nothing was rehearsed."""
    return (*_criterion(standing), *_level(standing), *_move(standing))


def _criterion(standing: Standing) -> Iterator[Practice]:
    """Yield the criterion that went worst of late, and the scene and level in which it went wrong most."""
    weak = [line for line in standing.criteria if len(line.recent) >= ENOUGH and _worth(line) < 1]
    if not weak:
        return
    worst = min(weak, key=lambda line: (_worth(line), -line.recent.count(Verdict.VIOLATED), -len(line.recent)))
    newest_first = [
        (point.attempt, verdict)
        for point in reversed(standing.rehearsed)
        for verdict in reversed(point.scored.verdicts[CRITERIA.index(worst.criterion)])
    ]
    failed = [attempt for attempt, verdict in newest_first[: len(worst.recent)] if verdict is not Verdict.MET]
    stood = Counter((attempt.scenario, attempt.difficulty) for attempt in failed)
    where, here = stood.most_common(1)[0]  # of equals, the last rehearsed
    attempt = next(a for a in failed if (a.scenario, a.difficulty) == where)
    yield Practice(
        kind="criterion",
        scenario=attempt.scenario,
        title=attempt.title,
        difficulty=attempt.difficulty,
        session=attempt.session,
        criterion=worst.criterion,
        violated=worst.recent.count(Verdict.VIOLATED),
        missed=worst.recent.count(Verdict.ABSENT),
        of=len(worst.recent),
        here=here,
    )


def _level(standing: Standing) -> Iterator[Practice]:
    """Yield a harder level for what is won steadily, or an easier one for what is never won; the last tried first."""
    won = {(t.scenario, t.difficulty) for t in standing.tried if t.won}
    for tried in standing.tried:
        harder, easier = tried.difficulty.harder, tried.difficulty.easier
        if tried.in_a_row >= STEADY and harder and (tried.scenario, harder) not in won:
            yield _step(tried, "harder", harder, tried.in_a_row)
            return
        if tried.tried >= SEVERAL and not tried.won and easier and (tried.scenario, easier) not in won:
            yield _step(tried, "easier", easier, tried.tried)
            return


def _step(tried: Tried, kind: Literal["harder", "easier"], level: Difficulty, of: int) -> Practice:
    return Practice(kind=kind, scenario=tried.scenario, title=tried.title, difficulty=level, session=tried.last, of=of)


def _move(standing: Standing) -> Iterator[Practice]:
    """Yield the move that has been missing longest, in the scene that was rehearsed last."""
    if not standing.rehearsed:
        return
    missing = {
        line.move: next((n for n, made in enumerate(reversed(line.recent)) if made), len(line.recent))
        for line in standing.moves
    }
    move = max(missing, key=lambda m: missing[m])
    if missing[move] >= SEVERAL:
        last = standing.rehearsed[-1].attempt
        yield Practice(
            kind="move",
            scenario=last.scenario,
            title=last.title,
            difficulty=last.difficulty,
            session=last.session,
            move=move,
            of=missing[move],
        )


def _worth(line: CriterionLine) -> float:
    """Return the mean of the recent verdicts; rounded, since thirds that are the same differ in their last digit."""
    return round(sum(WORTH[v] for v in line.recent) / len(line.recent), 6)
