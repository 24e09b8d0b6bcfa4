"""How an engineer gets on: what one judge saw in each rehearsal, how scenes ended, and the real talks between them.

Verdicts are compared only where one judge gave them: `History` holds what all of them said, `Standing` one of them.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

from coach.domain.judgement import JudgedBy, JudgedTurn, Judgement, Verdict
from coach.domain.opening import Difficulty
from coach.domain.real_talk import RealTalk
from coach.domain.rubric import CRITERIA, MOVES, Criterion, Move
from coach.domain.scorecard import CriterionScore, called_for, counting, score
from coach.domain.session import Session
from coach.domain.transcript import Outcome
from coach.domain.value import Text, Value

RECENT = 6
"""Turns, of those that called for a criterion, or rehearsals, that say how somebody does now."""

Make = tuple[str | None, ...]


class Scored(Value):
    """A rehearsal as one judge scored it; of a branch, only what was said in it and not in its parent."""

    by: JudgedBy
    total: float | None
    """0 to 100, `None` where no criterion counts."""
    judged: int
    """Replies that it could judge."""
    criteria: tuple[CriterionScore, ...]
    verdicts: tuple[tuple[Verdict, ...], ...]
    """For each criterion, in the rubric's order: the verdicts that count, turn by turn."""
    made: tuple[bool | None, ...]
    """For each move, in the rubric's order: whether any reply made it; `None` where none was judged on it."""


class Attempt(Value):
    """A kept session in which the engineer said something, as it counts in their progress."""

    session: Text
    at: Text
    """When it began, ISO 8601 in UTC."""
    scenario: Text
    title: Text
    difficulty: Difficulty
    outcome: Outcome | None
    branch: bool
    """Whether it goes on from a turn of another session: practice, and no rehearsal of the whole scene."""
    replies: int
    """Of a branch, only its own."""
    scored: tuple[Scored, ...]
    """One for each judge that could judge any of it, in the order in which they came."""
    real_talks: tuple[RealTalk, ...]

    def by(self, make: Make) -> Scored | None:
        """Return what a judge of that make scored."""
        return next((s for s in self.scored if s.by.make == make), None)


class Rehearsed(Value):
    """A point of the time line: a rehearsal, as the judge scored it."""

    attempt: Attempt
    scored: Scored


class Held(Value):
    """A point of the time line: a real talk, and the rehearsal that was for it."""

    session: Text
    title: Text
    talk: RealTalk


class CriterionLine(Value):
    """One criterion over the rehearsals of a time line: 0 to 1 for each, `None` where no turn called for it."""

    criterion: Criterion
    scores: tuple[float | None, ...]
    recent: tuple[Verdict, ...]
    """The last `RECENT` verdicts that count, oldest first."""

    @property
    def latest(self) -> float | None:
        """The score of the last rehearsal that called for it."""
        return next((s for s in reversed(self.scores) if s is not None), None)

    @property
    def best(self) -> float | None:
        """The best score."""
        return max((s for s in self.scores if s is not None), default=None)


class MoveLine(Value):
    """One move over the rehearsals of a time line: whether each made it, `None` where that was not judged."""

    move: Move
    made: tuple[bool | None, ...]

    @property
    def recent(self) -> tuple[bool, ...]:
        """The last `RECENT` rehearsals that were judged on it, oldest first."""
        return tuple(made for made in self.made if made is not None)[-RECENT:]


class Tried(Value):
    """One scene at one level. What is still open is no try, and a branch is none either."""

    scenario: Text
    title: Text
    difficulty: Difficulty
    tried: int
    won: int
    in_a_row: int
    """Tries won since the last one that was not."""
    recent: tuple[bool, ...]
    """Whether each of the last `RECENT` tries was won, oldest first."""
    branches: int
    best: float | None
    """The best total by the judge of this standing."""
    last: Text
    """The session of the last one."""


class Standing(Value):
    """What one judge says, and what no judge decides: how scenes and real talks ended."""

    by: JudgedBy | None
    """The judge; `None` where nothing was judged."""
    line: tuple[Rehearsed | Held, ...]
    """Oldest first."""
    criteria: tuple[CriterionLine, ...]
    moves: tuple[MoveLine, ...]
    tried: tuple[Tried, ...]
    """The last tried first."""
    left_out: tuple[Attempt, ...]
    """What this judge has not judged, newest first."""

    @cached_property
    def rehearsed(self) -> tuple[Rehearsed, ...]:
        """The rehearsals on the time line, and the branches between them."""
        return tuple(point for point in self.line if isinstance(point, Rehearsed))

    @cached_property
    def whole(self) -> tuple[Rehearsed, ...]:
        """Those with a score that are no branches: whose totals are of one kind."""
        return tuple(r for r in self.rehearsed if not r.attempt.branch and r.scored.total is not None)


class History(Value):
    """All kept sessions in which the engineer said something, oldest first."""

    attempts: tuple[Attempt, ...] = ()
    unread: tuple[Text, ...] = ()
    """A sentence for each session that could not be read."""

    @cached_property
    def judges(self) -> tuple[JudgedBy, ...]:
        """The judges, the one that judged most sessions first; of equals, the one that came last."""
        latest: dict[Make, JudgedBy] = {}
        counts: dict[Make, int] = {}
        for scored in (s for attempt in self.attempts for s in attempt.scored):
            make = scored.by.make
            latest.pop(make, None)
            latest[make] = scored.by
            counts[make] = counts.get(make, 0) + 1
        rising = sorted(latest, key=lambda make: counts[make])
        return tuple(latest[make] for make in reversed(rising))

    def standing(self, by: JudgedBy | None = None) -> Standing:
        """Return what a judge says of all this, by default the first of `judges`."""
        by = by or next(iter(self.judges), None)
        make = by.make if by else ()
        points = [Rehearsed(attempt=a, scored=s) for a in self.attempts if (s := a.by(make))]
        return Standing(
            by=by,
            line=_time_line(points, self.attempts),
            criteria=tuple(_criterion_line(c, points) for c in CRITERIA),
            moves=tuple(MoveLine(move=m, made=tuple(p.scored.made[n] for p in points)) for n, m in enumerate(MOVES)),
            tried=_tried(self.attempts, make),
            left_out=tuple(a for a in reversed(self.attempts) if a.by(make) is None),
        )


def attempt_of(session: Session) -> Attempt | None:
    """Return a session as it counts, or `None` where the engineer has said nothing of their own in it."""
    fork = session.parent.seq if session.parent else None
    own = {t.seq: t.revision for t in session.transcript.replies if t.seq >= (fork or 0)}
    if not own:
        return None
    return Attempt(
        session=session.id,
        at=session.created_at,
        scenario=session.scenario.id,
        title=session.scenario.title,
        difficulty=session.difficulty,
        outcome=session.outcome,
        branch=fork is not None,
        replies=len(own),
        scored=tuple(_scored(session, judged) for judged in _by_judge(session.judgements, own)),
        real_talks=session.real_talks,
    )


def _by_judge(judged: Iterable[JudgedTurn], own: dict[int, int]) -> list[list[tuple[int, Judgement]]]:
    """Return the judgements that count, by judge: of the present words, and of several on one turn the last."""
    by_make: dict[Make, dict[int, Judgement]] = {}
    for j in judged:
        if isinstance(j.judgement, Judgement) and own.get(j.seq) == j.revision:
            by_make.setdefault(j.judgement.by.make, {})[j.seq] = j.judgement
    return [sorted(judgements.items()) for judgements in by_make.values()]


def _scored(session: Session, judged: Sequence[tuple[int, Judgement]]) -> Scored:
    card = score(session.transcript, judged)
    called = called_for(session.transcript)
    return Scored(
        by=judged[-1][1].by,
        total=card.total,
        judged=card.judged,
        criteria=card.criteria,
        verdicts=tuple(counting(c, judged, called) for c in CRITERIA),
        made=tuple(_made(m, judged) for m in MOVES),
    )


def _made(move: Move, judged: Sequence[tuple[int, Judgement]]) -> bool | None:
    told = [made for _, j in judged if (made := j.moves[move]) is not None]
    return any(told) if told else None


def _criterion_line(criterion: Criterion, points: Sequence[Rehearsed]) -> CriterionLine:
    n = CRITERIA.index(criterion)
    verdicts = [v for p in points for v in p.scored.verdicts[n]]
    return CriterionLine(
        criterion=criterion,
        scores=tuple(p.scored.criteria[n].score for p in points),
        recent=tuple(verdicts[-RECENT:]),
    )


def _time_line(points: Sequence[Rehearsed], attempts: Sequence[Attempt]) -> tuple[Rehearsed | Held, ...]:
    """Return rehearsals and real talks in their order; of a talk only the day is known, so it ends that day."""
    talks = [Held(session=a.session, title=a.title, talk=talk) for a in attempts for talk in a.real_talks]
    dated = [(p.attempt.at[:10], 0, p) for p in points] + [(t.talk.on, 1, t) for t in talks]
    return tuple(point for _, _, point in sorted(dated, key=lambda entry: entry[:2]))


def _tried(attempts: Iterable[Attempt], make: Make) -> tuple[Tried, ...]:
    of: dict[tuple[str, Difficulty], list[Attempt]] = {}
    for attempt in attempts:
        key = (attempt.scenario, attempt.difficulty)
        of[key] = [*of.pop(key, []), attempt]  # put back at the end: what was tried last stands last
    return tuple(_one_tried(of[key], make) for key in reversed(of))


def _one_tried(attempts: Sequence[Attempt], make: Make) -> Tried:
    whole = [a for a in attempts if not a.branch]
    won = [a.outcome.won for a in whole if a.outcome]
    totals = [s.total for a in whole if (s := a.by(make)) and s.total is not None]
    return Tried(
        scenario=attempts[-1].scenario,
        title=attempts[-1].title,
        difficulty=attempts[-1].difficulty,
        tried=len(won),
        won=sum(won),
        in_a_row=next((n for n, was_won in enumerate(reversed(won)) if not was_won), len(won)),
        recent=tuple(won[-RECENT:]),
        branches=len(attempts) - len(whole),
        best=max(totals, default=None),
        last=attempts[-1].session,
    )
