"""What the coach reads in the replies of a talk: the last one's findings, and the marks in each of them."""

from typing import NamedTuple

from coach.domain.discrepancy import discrepancies
from coach.domain.feedback import ReplyReport
from coach.domain.hint import Mark, read_hints
from coach.domain.judgement import Judgement, Unjudged
from coach.domain.report import beside_brief, reply_report
from coach.domain.session import Session
from coach.domain.transcript import Turn
from coach.tui.words import judge_words


class Reading(NamedTuple):
    """A reply as the scoring judge reads it, or the rules judge until then."""

    reply: ReplyReport
    judge: str
    """Who judged, in words."""
    remark: str
    """Why it is not the scoring judge."""
    marks: tuple[Mark, ...]


def read_last(session: Session) -> Reading | None:
    """Return the last reply with what was found in it; nothing where none was made."""
    if not session.transcript.replies:
        return None
    judged = [_last_as(session, judge) for judge in (session.judge, "rules")]
    judgement = judged[0].judgement
    scored = isinstance(judgement, Judgement)
    reply = judged[0] if scored else judged[1]
    scorer = judge_words(session.judge, session.model)
    remark = "" if scored else f"The {scorer} judge is still reading."
    if isinstance(judgement, Unjudged):
        # "Send it again" would be wrong here: the reply is answered, and only the judge has failed.
        remark = f"? The {scorer} judge could not read this reply: {judgement.reason}"
    judge = scorer if scored else judge_words("rules", None)
    marks = read_hints(reply.text, reply.judgement, reply.discrepancies).marks
    return Reading(reply, judge, remark, marks)


def marks_of(session: Session) -> dict[int, tuple[Mark, ...]]:
    """Return the marks in every reply, by turn, by the scoring judge where it has judged it; none in an exam."""
    if session.exam and session.outcome is None:
        return {}
    found = {j.seq: j.judgement for name in ("rules", session.judge) for j in session.judged_by(name)}
    return {turn.seq: _marks(session, turn, found.get(turn.seq)) for turn in session.transcript.replies}


def _marks(session: Session, turn: Turn, judgement: Judgement | Unjudged | None) -> tuple[Mark, ...]:
    return read_hints(turn.text, judgement, discrepancies(turn.text, session.brief)).marks


def _last_as(session: Session, judge: str) -> ReplyReport:
    """Return the last reply as the judge of that name reads it, if it has."""
    talk = session.transcript
    seq = talk.replies[-1].seq
    found = next((j.judgement for j in session.judged_by(judge) if j.seq == seq), None)
    return beside_brief(reply_report(talk, seq, found), session.brief)
