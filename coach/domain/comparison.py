"""Two sessions of one scene side by side, from the turn in which they part, as one judge sees both."""

from collections.abc import Sequence
from itertools import zip_longest

from coach.domain.feedback import ReplyReport
from coach.domain.judgement import Change, JudgedBy, Judgement, Unjudged, compare
from coach.domain.opening import Difficulty, JudgeName, ManagerName
from coach.domain.report import Report, Spoke, report_transcript
from coach.domain.rubric import Rubric
from coach.domain.scorecard import Scorecard
from coach.domain.session import Origin, Session
from coach.domain.transcript import Outcome, Speaker
from coach.domain.value import Text, Value, digest
from coach.errors import UsageError

Verdicts = Sequence[tuple[int, Judgement | Unjudged]]
"""One judge's judgements of a session, as (turn, judgement) pairs."""


class Exchange(Value):
    """A reply and what the manager answered; either is missing at an end of the talk."""

    reply: ReplyReport | None = None
    answer: Spoke | None = None


class Pair(Value):
    """The exchanges in the same place of the two talks; one is missing where that talk is over."""

    left: Exchange | None
    right: Exchange | None
    changes: tuple[Change, ...] = ()
    """The rules on which the verdicts on the two replies differ; `was` is the left one's."""


class Side(Value):
    """One of the two sessions, and what it came to."""

    session: Text
    created_at: Text
    parent: Origin | None
    difficulty: Difficulty
    manager: ManagerName
    model: Text
    outcome: Outcome | None
    score: Scorecard


class Comparison(Value):
    """Everything that is said about two sessions of one scene."""

    scenario: Text
    title: Text
    persona: Text
    judge: JudgeName
    """The one judge by whom both are scored."""
    by: JudgedBy | None
    left: Side
    right: Side
    shared: tuple[ReplyReport | Spoke, ...]
    """The turns with which both begin, up to a manager's turn; after it they part."""
    pairs: tuple[Pair, ...]
    remarks: tuple[Text, ...] = ()
    """What the reader must know: another judge than they were played with, another level, another scene's text."""

    @property
    def fork(self) -> Pair | None:
        """The pair in which they answer one turn with other words; `None` where they part otherwise."""
        first = self.pairs[0] if self.shared and self.pairs else None
        replies = [e.reply for e in (first.left, first.right) if e and e.reply] if first else []
        return first if len(replies) == 2 and replies[0].text != replies[1].text else None

    @property
    def gain(self) -> int | None:
        """How many points the right one has more, of totals as they are shown; `None` where either has no score."""
        if self.left.score.total is None or self.right.score.total is None:
            return None
        return round(self.right.score.total) - round(self.left.score.total)


class Scoring(Value):
    """By whom two sessions are compared, and what has to be said about that."""

    judge: JudgeName
    stored: bool
    """Whether both have this judge's verdicts on every reply, all made alike; else it has to judge both anew."""
    remark: Text = ""


def scoring_of(left: Session, right: Session, judge: JudgeName | None = None) -> Scoring:
    """Return by whom two sessions can be compared: the judge that both were played with, else the rules judge.

    `judge` asks for one by name. Raises `UsageError` for one session twice, for two scenes, and where a language model
    is asked for that has not judged both: verdicts that are made differently are never mixed.
    """
    if left.id == right.id:
        raise UsageError(f"Both names mean session {left.id}.", "Name two sessions: coach sessions")
    if left.scenario.id != right.scenario.id:
        raise UsageError(
            f"Session {left.id} plays {left.scenario.id} and {right.id} plays {right.scenario.id}: two scenes cannot "
            "be compared.",
            "Name two sessions of one scene: coach sessions",
        )
    wanted: JudgeName = judge or (left.judge if left.judge == right.judge else "rules")
    remark = ""
    if wanted == "llm" and not _alike(left, right, "llm"):
        missing = [s.id for s in (left, right) if not s.judged_by("llm")]
        if judge:
            raise UsageError(
                "The llm judge has not judged both sessions with one model, rubric and prompt.",
                " and ".join(f"coach judge {name} --judge llm" for name in missing or (left.id, right.id)),
            )
        alike = "both" if missing else "both with one model, rubric and prompt"
        wanted, remark = "rules", f"The llm judge has not judged {alike}, so the rules judge scores both here."
    elif not judge and left.judge != right.judge:
        remark = (
            f"{left.id} was played with the {left.judge} judge and {right.id} with the {right.judge} judge, so the "
            "rules judge scores both here."
        )
    return Scoring(judge=wanted, stored=_alike(left, right, wanted), remark=remark)


def side_by_side(
    left: Session, right: Session, rubric: Rubric, scoring: Scoring, verdicts: tuple[Verdicts, Verdicts]
) -> Comparison:
    """Lay two sessions of one scene side by side, by one judge's verdicts on each."""
    one, other = (
        report_transcript(session.transcript, judged, scoring.judge, rubric)
        for session, judged in zip((left, right), verdicts, strict=True)
    )
    fork = parting(left, right)
    pairs = zip_longest(_exchanges(one.turns[fork:]), _exchanges(other.turns[fork:]))
    return Comparison(
        scenario=left.scenario.id,
        title=left.scenario.title,
        persona=left.scenario.persona.name,
        judge=scoring.judge,
        by=one.by or other.by,
        left=_side(left, one),
        right=_side(right, other),
        shared=one.turns[:fork],
        pairs=tuple(Pair(left=a, right=b, changes=_changes(a, b)) for a, b in pairs),
        remarks=tuple(_remarks(left, right, scoring)),
    )


def parting(left: Session, right: Session) -> int:
    """Return how many turns two sessions have in common before the first reply, or opening, in which they differ.

    By what was said, not by where they came from: whoever says the same again is still on common ground. The same reply
    with two answers belongs to what differs.
    """
    same = 0
    for a, b in zip(left.turns, right.turns, strict=False):
        if (a.speaker, a.text) != (b.speaker, b.text):
            break
        same += 1
    if same and left.turns[same - 1].speaker is Speaker.ENGINEER:
        same -= 1
    return same


def _exchanges(turns: Sequence[ReplyReport | Spoke]) -> list[Exchange]:
    exchanges: list[Exchange] = []
    for turn in turns:
        if isinstance(turn, ReplyReport):
            exchanges.append(Exchange(reply=turn))
        elif exchanges and exchanges[-1].answer is None:
            exchanges[-1] = exchanges[-1].model_copy(update={"answer": turn})
        else:  # two openings that differ
            exchanges.append(Exchange(answer=turn))
    return exchanges


def _changes(left: Exchange | None, right: Exchange | None) -> tuple[Change, ...]:
    if not (left and right and left.reply and right.reply):
        return ()
    was, now = left.reply.judgement, right.reply.judgement
    if not (isinstance(was, Judgement) and isinstance(now, Judgement)):
        return ()
    return tuple(compare(right.reply.seq, was, now))


def _side(session: Session, report: Report) -> Side:
    return Side(
        session=session.id,
        created_at=session.created_at,
        parent=session.parent,
        difficulty=session.difficulty,
        manager=session.manager,
        model=session.model or "",
        outcome=session.outcome,
        score=report.score,
    )


def _alike(left: Session, right: Session, judge: JudgeName) -> bool:
    """Whether a judge has judged both with one model, rubric, prompt and rules; the rules judge every reply of them."""
    makes = set()
    for session in (left, right):
        judged, replies = session.judged_by(judge), len(session.transcript.replies)
        if len(judged) < (replies if judge == "rules" else min(1, replies)):
            return False
        makes |= {j.judgement.by.make for j in judged[:1]}
    return len(makes) <= 1


def _remarks(left: Session, right: Session, scoring: Scoring) -> list[str]:
    remarks = [scoring.remark] if scoring.remark else []
    if left.difficulty is not right.difficulty:
        remarks.append(
            f"{left.id} was played at {left.difficulty.value} and {right.id} at {right.difficulty.value}: another "
            "level asks for other things."
        )
    if digest(left.scenario) != digest(right.scenario):
        remarks.append("The scene's file was changed between the two, so the manager may have wanted other things.")
    if bool(left.earlier) != bool(right.earlier):
        later = right if right.earlier else left
        remarks.append(f"{later.id} is a later meeting: its manager remembers the one before.")
    return remarks
