"""The report of a scene: score and evidence, the strongest moment, what to work on, what was in their mind."""

from collections.abc import Mapping, Sequence

from coach.domain.brief import Brief
from coach.domain.card import Trust
from coach.domain.discrepancy import discrepancies
from coach.domain.exercise import Exercise, next_exercise
from coach.domain.feedback import Advice, Moment, ReplyReport, advise, strongest
from coach.domain.judgement import JudgedBy, Judgement, Unjudged, Verdict
from coach.domain.ledger import CARRIED, Commitment, Ledger, ObjectionState
from coach.domain.real_talk import RealTalk
from coach.domain.rewriting import Rewrite, Rewriting
from coach.domain.rubric import CRITERIA, Criterion, Rubric
from coach.domain.scenario import Condition
from coach.domain.scorecard import Scorecard, called_for, score, score_reply
from coach.domain.session import Session
from coach.domain.transcript import Cue, CueKind, Outcome, Speaker, Transcript
from coach.domain.value import Text, Value
from coach.domain.vocabulary import SpokenUse


class Spoke(Value):
    """One turn of anyone but the engineer, as it stands in a report."""

    seq: int
    speaker: Speaker
    name: Text = ""
    text: str
    cue: Cue | None = None
    read_as: CueKind | None = None
    """A manager's turn in a real talk: what its words show that they do."""
    note: Text = ""


class Revealed(Value):
    """One objection of the manager's ledger, revealed: what was behind it, and what settled it or would have."""

    concern: Text
    status: Text
    """`settled`, `still open` or `never raised`."""
    raised_at: int | None = None
    """The manager's turn that raised it; `None` also where an earlier meeting did."""
    said: Text = ""
    """The words of that turn."""
    quote: Text = ""
    """The engineer's words that settled it."""
    settled_at: int | None = None
    """The turn that they were said in; `None` also where it was in an earlier meeting."""
    settled_by: tuple[Condition, ...] = ()
    """What settles it: any one of these."""


class Mind(Value):
    """What was in the manager's mind."""

    objections: tuple[Revealed, ...]
    commitments: tuple[Commitment, ...]
    patience: int
    """Violations that the manager would take at this level."""
    patience_left: int


class Report(Value):
    """Everything that is said about a scene when it is over."""

    session: Text = ""
    """Id of the session; empty for the transcript of a real talk."""
    scenario: Text = ""
    title: Text
    difficulty: Text = ""
    manager: Text = ""
    judge: Text
    model: Text = ""
    by: JudgedBy | None = None
    outcome: Outcome | None = None
    score: Scorecard
    turns: tuple[ReplyReport | Spoke, ...]
    strongest: Moment | None = None
    feedback: tuple[Advice, ...] = ()
    """One for each kind of error, the one thing to work on first."""
    rewrites: tuple[Rewrite, ...] = ()
    """Of different replies, the worst first."""
    vocabulary: tuple[SpokenUse, ...] = ()
    """How the engineer used technical terms, in order; it moves no score."""
    mind: Mind | None = None
    real_talks: tuple[RealTalk, ...] = ()
    """How the talks went that a rehearsal was for."""
    exercise: Exercise | None = None
    """What to do next; nothing after the transcript of a real talk."""
    trust: Trust | None = None
    """How far the judge that scored it agrees with labelled replies; `None` where that was not measured."""
    remarks: tuple[Text, ...] = ()
    """What the reader must know to trust the score: unjudged replies, turns that could not be read."""

    @property
    def replies(self) -> tuple[ReplyReport, ...]:
        """The engineer's turns."""
        return tuple(t for t in self.turns if isinstance(t, ReplyReport))

    def rewritten(self, rewriting: Rewriting) -> "Report":
        """Return the report with what rewriting its replies came to."""
        update = {"rewrites": rewriting.rewrites, "remarks": (*self.remarks, *rewriting.remarks)}
        return self.model_copy(update=update)


def report_session(session: Session, judge: str, rubric: Rubric, ledger: Ledger) -> Report:
    """Build the report of a rehearsal as the judge of that name scored it."""
    judged = [(j.seq, j.judgement) for j in session.judged_by(judge)]
    base = report_transcript(session.transcript, judged, judge, rubric)
    named = {"name": session.scenario.persona.name}
    turns = tuple(
        beside_brief(t, session.brief) if isinstance(t, ReplyReport) else t.model_copy(update=named) for t in base.turns
    )
    return base.model_copy(
        update={
            "session": session.id,
            "scenario": session.scenario.id,
            "title": session.scenario.title,
            "difficulty": session.difficulty.value,
            "manager": session.manager,
            "model": session.model or "",
            "outcome": session.outcome,
            "turns": turns,
            "real_talks": session.real_talks,
            "mind": _mind(session, ledger),
            "exercise": next_exercise(session, base.score, base.feedback),
        }
    )


def report_transcript(
    transcript: Transcript, judged: Sequence[tuple[int, Judgement | Unjudged]], judge: str, rubric: Rubric
) -> Report:
    """Build the report of any conversation from one judge's judgements, given as (turn, judgement) pairs."""
    called = called_for(transcript)
    by_turn = dict(judged)
    turns: list[ReplyReport | Spoke] = []
    for turn in transcript.turns:
        if turn.speaker is Speaker.ENGINEER:
            turns.append(reply_report(transcript, turn.seq, by_turn.get(turn.seq), called))
        else:
            turns.append(
                Spoke(
                    seq=turn.seq,
                    speaker=turn.speaker,
                    name=turn.name,
                    text=turn.text,
                    cue=turn.cue,
                    read_as=turn.called,
                    note=turn.note,
                )
            )
    replies = tuple(t for t in turns if isinstance(t, ReplyReport))
    card = score(transcript, judged)
    return Report(
        title=transcript.setting,
        judge=judge,
        by=next((j.by for _, j in judged), None),
        score=card,
        turns=tuple(turns),
        strongest=strongest(replies),
        feedback=advise(replies, rubric, card.criteria),
        remarks=_remarks(transcript, replies),
    )


def reply_report(
    transcript: Transcript,
    seq: int,
    judgement: Judgement | Unjudged | None,
    called: Mapping[int, frozenset[Criterion]] | None = None,
) -> ReplyReport:
    """Return one reply with what a judge found in it; `called` is `called_for(transcript)` where that is at hand."""
    criteria = (called or called_for(transcript))[seq]
    return ReplyReport(
        seq=seq,
        text=next(t.text for t in transcript.turns if t.seq == seq),
        called=tuple(c for c in CRITERIA if c in criteria),
        score=score_reply(judgement, criteria) if isinstance(judgement, Judgement) else None,
        judgement=judgement,
    )


def beside_brief(reply: ReplyReport, brief: Brief) -> ReplyReport:
    """Return a reply with the numbers in it that are not those of the brief."""
    found = discrepancies(reply.text, brief)
    return reply.model_copy(update={"discrepancies": found}) if found else reply


def _remarks(transcript: Transcript, replies: Sequence[ReplyReport]) -> tuple[str, ...]:
    remarks: list[str] = []
    waiting = [r for r in replies if r.judgement is None]
    failed = [r for r in replies if isinstance(r.judgement, Unjudged)]
    if waiting:
        counted = f"{len(waiting)} of {len(replies)} {_plural(len(replies), 'reply', 'replies')}"
        is_not = _plural(len(waiting), "is not judged yet and moves", "are not judged yet and move")
        remarks.append(f"{counted} {is_not} no score.")
    for reply in failed:
        assert isinstance(reply.judgement, Unjudged)
        remarks.append(f"Turn {reply.seq + 1} could not be judged ({reply.judgement.reason}); it moves no score.")
    partly = sum(f.verdict is Verdict.UNJUDGED for r in replies for f in r.shown)
    if partly:
        were = _plural(partly, "verdict was", "verdicts were")
        remarks.append(f"{partly} {were} withheld because the judge could not quote the reply for what it said.")
    others = dict.fromkeys(t.name for t in transcript.turns if t.speaker is Speaker.OTHER)
    if others:
        remarks.append(f"Taken as said by others, and not judged: {', '.join(others)}.")
    answered = dict.fromkeys(t.seq for r in transcript.replies if (t := transcript.before(r.seq)) and t.move is None)
    if answered:
        turns = f"{_plural(len(answered), 'turn', 'turns')} {', '.join(str(seq + 1) for seq in answered)}"
        remarks.append(f"What the manager did in {turns} is unclear from the text, so it calls for nothing.")
    return tuple(remarks)


def _plural(count: int, one: str, more: str) -> str:
    return one if count == 1 else more


def _mind(session: Session, ledger: Ledger) -> Mind:
    return Mind(
        objections=tuple(_revealed(session, o) for o in ledger.objections),
        commitments=ledger.commitments,
        patience=max(session.scenario.difficulty.at(session.difficulty).patience, ledger.patience),
        patience_left=max(0, ledger.patience),
    )


def _revealed(session: Session, state: ObjectionState) -> Revealed:
    said = {"waiting": "never raised", "open": "still open", "settled": "settled"}
    here = {turn.seq: turn.text for turn in session.turns if turn.speaker is Speaker.MANAGER}
    # What an earlier meeting raised, and what a good answer has spared, was not spoken in this one.
    raised = state.raised_at if state.raised_at in here else None
    return Revealed(
        concern=session.scenario.objection(state.id).concern,
        status=said[state.status],
        raised_at=raised,
        said="" if raised is None else here[raised],
        quote=state.quote,
        settled_at=state.settled_at if state.settled_at != CARRIED else None,
        settled_by=state.settled_by,
    )
