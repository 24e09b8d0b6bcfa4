"""The report of a scene: score and evidence, the strongest moment, what to work on, what was in their mind."""

from collections.abc import Sequence

from coach.domain.dialogue import Commitment, Ledger
from coach.domain.judgement import Finding, JudgedBy, Judgement, Unjudged, Verdict
from coach.domain.rubric import CRITERIA, Criterion, CriterionWords, Rubric
from coach.domain.scenario import Scenario
from coach.domain.scorecard import Scorecard, called_for, score, score_reply
from coach.domain.session import Session
from coach.domain.transcript import Cue, CueKind, Outcome, Speaker, Transcript
from coach.domain.value import Text, Value


class ReplyReport(Value):
    """One reply of the engineer with what the scoring judge found in it."""

    seq: int
    text: str
    called: tuple[Criterion, ...]
    """What the manager's turn before it called for."""
    score: float | None = None
    """0 to 100 over this turn alone."""
    judgement: Judgement | Unjudged | None = None

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings worth showing: everything but rules that were neither called for nor touched."""
        if not isinstance(self.judgement, Judgement):
            return ()
        return tuple(
            f
            for f in self.judgement.findings
            if f.verdict in (Verdict.VIOLATED, Verdict.MET, Verdict.UNJUDGED) or f.rule in self.called
        )


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


class Moment(Value):
    """The words of one turn that did most for, or against, the engineer."""

    seq: int
    criterion: Criterion
    quote: str
    reason: Text


class Advice(Value):
    """Goal → mistake → alternative for one criterion."""

    criterion: Criterion
    goal: Text
    mistake: Text
    alternative: Text
    moment: Moment | None = None


class Missed(Value):
    """A turn that called for a criterion which the reply left untouched."""

    seq: int
    criterion: Criterion


class Revealed(Value):
    """One objection of the manager's ledger, revealed: what was behind it, and what settled it."""

    concern: Text
    status: Text
    quote: Text = ""


class Mind(Value):
    """What was in the manager's mind."""

    objections: tuple[Revealed, ...]
    commitments: tuple[Commitment, ...]
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
    work_on: Advice | None = None
    missed: tuple[Missed, ...] = ()
    mind: Mind | None = None
    next_exercise: Text = ""
    remarks: tuple[Text, ...] = ()
    """What the reader must know to trust the score: unjudged replies, turns that could not be read."""

    @property
    def replies(self) -> tuple[ReplyReport, ...]:
        """The engineer's turns."""
        return tuple(t for t in self.turns if isinstance(t, ReplyReport))


def report_session(session: Session, judge: str, rubric: Rubric, ledger: Ledger) -> Report:
    """Build the report of a rehearsal as the judge of that name scored it."""
    judged = [(j.seq, j.judgement) for j in session.judged_by(judge)]
    base = report_transcript(session.transcript, judged, judge, rubric)
    exercise = _next_exercise(session, base.score)
    return base.model_copy(
        update={
            "session": session.id,
            "scenario": session.scenario.id,
            "title": session.scenario.title,
            "difficulty": session.difficulty.value,
            "manager": session.manager,
            "model": session.model or "",
            "outcome": session.outcome,
            "mind": _mind(session.scenario, ledger),
            "next_exercise": exercise,
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
            judgement = by_turn.get(turn.seq)
            turns.append(
                ReplyReport(
                    seq=turn.seq,
                    text=turn.text,
                    called=tuple(c for c in CRITERIA if c in called[turn.seq]),
                    score=score_reply(judgement, called[turn.seq]) if isinstance(judgement, Judgement) else None,
                    judgement=judgement,
                )
            )
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
        strongest=_strongest(replies),
        work_on=_work_on(card, replies, rubric),
        missed=_missed(replies),
        remarks=_remarks(transcript, replies),
    )


def _strongest(replies: Sequence[ReplyReport]) -> Moment | None:
    """Return the longest-quoted met criterion of the best reply that violates nothing."""
    clean = [r for r in replies if isinstance(r.judgement, Judgement) and not r.judgement.violations]
    scored = [r for r in clean if _moments(r, Verdict.MET)]
    if not scored:
        return None
    best = max(scored, key=lambda r: (len(_moments(r, Verdict.MET)), r.score or 0.0))
    return max(_moments(best, Verdict.MET), key=lambda m: len(m.quote))


def _work_on(card: Scorecard, replies: Sequence[ReplyReport], rubric: Rubric) -> Advice | None:
    """Return advice on the criterion with the lowest score; a violation goes before an absence."""
    weak = [row for row in card.criteria if row.score is not None and row.score < 1]
    if not weak:
        return None
    worst = min(weak, key=lambda row: (row.violated == 0, row.score, -row.counted))
    words = rubric.words(worst.criterion)
    assert isinstance(words, CriterionWords)
    against = [m for r in replies for m in _moments(r, Verdict.VIOLATED) if m.criterion is worst.criterion]
    missed = sum(
        worst.criterion in r.called and r.judgement.finding(worst.criterion).verdict is Verdict.ABSENT
        for r in replies
        if isinstance(r.judgement, Judgement)
    )
    mistake = words.mistake if against else f"{missed} of your replies could have done this and did not."
    return Advice(
        criterion=worst.criterion,
        goal=words.goal,
        mistake=mistake,
        alternative=words.advice,
        moment=against[0] if against else None,
    )


def _moments(reply: ReplyReport, verdict: Verdict) -> list[Moment]:
    if not isinstance(reply.judgement, Judgement):
        return []
    return [
        Moment(seq=reply.seq, criterion=Criterion(f.rule), quote=f.evidence[0].quote, reason=f.reason)
        for f in reply.judgement.findings
        if isinstance(f.rule, Criterion) and f.verdict is verdict
    ]


def _missed(replies: Sequence[ReplyReport]) -> tuple[Missed, ...]:
    """Return the first missed opportunity of each criterion that was never met."""
    missed: dict[Criterion, Missed] = {}
    met = {m.criterion for r in replies for m in _moments(r, Verdict.MET)}
    for reply in replies:
        if not isinstance(reply.judgement, Judgement):
            continue
        for criterion in reply.called:
            absent = reply.judgement.finding(criterion).verdict is Verdict.ABSENT
            if absent and criterion not in met:
                missed.setdefault(criterion, Missed(seq=reply.seq, criterion=criterion))
    return tuple(missed.values())


def _remarks(transcript: Transcript, replies: Sequence[ReplyReport]) -> tuple[str, ...]:
    remarks: list[str] = []
    waiting = [r for r in replies if r.judgement is None]
    failed = [r for r in replies if isinstance(r.judgement, Unjudged)]
    if waiting:
        remarks.append(f"{len(waiting)} of {len(replies)} replies are not judged yet and move no score.")
    for reply in failed:
        assert isinstance(reply.judgement, Unjudged)
        remarks.append(f"Turn {reply.seq + 1} could not be judged ({reply.judgement.reason}); it moves no score.")
    partly = sum(f.verdict is Verdict.UNJUDGED for r in replies for f in r.shown)
    if partly:
        remarks.append(f"{partly} verdicts were withheld because the judge could not quote the reply for them.")
    others = dict.fromkeys(t.name for t in transcript.turns if t.speaker is Speaker.OTHER)
    if others:
        remarks.append(f"Taken as said by others, and not judged: {', '.join(others)}.")
    answered = dict.fromkeys(t.seq for r in transcript.replies if (t := transcript.before(r.seq)) and t.move is None)
    if answered:
        turns = ", ".join(str(seq + 1) for seq in answered)
        remarks.append(f"What the manager did in turn {turns} is unclear from the text, so it calls for nothing.")
    return tuple(remarks)


def _mind(scenario: Scenario, ledger: Ledger) -> Mind:
    said = {"waiting": "never raised", "open": "still open", "settled": "settled"}
    return Mind(
        objections=tuple(
            Revealed(concern=scenario.objection(o.id).concern, status=said[o.status], quote=o.quote)
            for o in ledger.objections
        ),
        commitments=ledger.commitments,
        patience_left=max(0, ledger.patience),
    )


def _next_exercise(session: Session, card: Scorecard) -> str:
    harder = {"supportive": "standard", "standard": "tough"}
    if card.total is None:
        return "Rehearse this scene again and answer the manager at least once."
    if session.outcome and session.outcome.won and card.total >= 60 and session.difficulty.value in harder:
        return f"Play this scene again at {harder[session.difficulty.value]}."
    if session.outcome and session.outcome.won and card.total >= 60:
        return "Take another scene: this one holds no surprise for you any more."
    return f"Play this scene again: coach rehearse --again {session.id}"
