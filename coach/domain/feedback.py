"""What is said to the engineer: strength first, then goal → mistake → alternative, once for each kind of error."""

from collections.abc import Sequence

from coach.domain.judgement import Finding, Judgement, Unjudged, Verdict
from coach.domain.rubric import CRITERIA, Criterion, CriterionWords, Rubric
from coach.domain.scorecard import CriterionScore
from coach.domain.transcript import Contradiction
from coach.domain.value import Text, Value

MAX_WORDS = 40
"""Words of anything that is said as feedback; about 30 are meant."""

_NAMED = 3
"""Turns that are named with their first words; of the others there is only the number."""


class ReplyReport(Value):
    """One reply of the engineer with what the scoring judge found in it."""

    seq: int
    text: str
    called: tuple[Criterion, ...]
    """What the manager's turn before it called for."""
    score: float | None = None
    """0 to 100 over this turn alone."""
    judgement: Judgement | Unjudged | None = None
    discrepancies: tuple[Contradiction, ...] = ()
    """Numbers in it that are not those of the brief; they move no score."""

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

    def kinds(self, verdict: Verdict) -> tuple[Criterion, ...]:
        """Return the criteria that are violated, or met, or `absent` where they were called for."""
        if not isinstance(self.judgement, Judgement):
            return ()
        labels = self.judgement.labels
        return tuple(
            c for c in CRITERIA if labels[c] is verdict and (verdict is not Verdict.ABSENT or c in self.called)
        )


class Moment(Value):
    """The words of one turn that did most for, or against, the engineer."""

    seq: int
    criterion: Criterion
    quote: str
    reason: Text


class Place(Value):
    """A turn, told by its first words."""

    seq: int
    words: Text


class Advice(Value):
    """Goal → mistake → alternative for one kind of error: a criterion that was violated, or called for and missed."""

    criterion: Criterion
    verdict: Verdict
    goal: Text
    mistake: Text
    alternative: Text
    moment: Moment | None = None
    """The one example of a violation."""
    places: tuple[Place, ...]
    """Every turn in which it happened."""


def strongest(replies: Sequence[ReplyReport]) -> Moment | None:
    """Return the longest-quoted met criterion of the best reply that violates nothing."""
    clean = [r for r in replies if r.kinds(Verdict.MET) and not r.kinds(Verdict.VIOLATED)]
    if not clean:
        return None
    return strength(max(clean, key=lambda r: (len(r.kinds(Verdict.MET)), r.score or 0.0)))


def strength(reply: ReplyReport) -> Moment | None:
    """Return the met criterion of a reply that is shown by most of its words."""
    return max(_moments(reply, Verdict.MET), key=lambda m: len(m.quote), default=None)


def advise(replies: Sequence[ReplyReport], rubric: Rubric, rows: Sequence[CriterionScore] = ()) -> tuple[Advice, ...]:
    """Return one advice for each kind of error, the one to work on first, then violations, then what was missed.

    `rows` are the scores by criterion: with them, the criterion that cost most stands first. Missed is a criterion that
    was called for and that no reply met; the one to work on may have been met elsewhere.
    """
    violated = {c: [r for r in replies if c in r.kinds(Verdict.VIOLATED)] for c in CRITERIA}
    missed = {c: [r for r in replies if c in r.kinds(Verdict.ABSENT)] for c in CRITERIA}
    met = {c for r in replies for c in r.kinds(Verdict.MET)}
    kinds = [(c, Verdict.VIOLATED) for c in CRITERIA if violated[c]]
    kinds += [(c, Verdict.ABSENT) for c in CRITERIA if missed[c] and c not in met]
    if weak := [row for row in rows if row.score is not None and row.score < 1]:
        # Means of thirds that are the same differ in their last digit; unrounded, that would decide.
        worst = min(weak, key=lambda row: (row.violated == 0, round(row.score or 0.0, 6), -row.counted)).criterion
        first = (worst, Verdict.VIOLATED if violated[worst] else Verdict.ABSENT)
        kinds = [first, *(kind for kind in kinds if kind != first)]
    advice = []
    for criterion, verdict in kinds:
        words = rubric.words(criterion)
        assert isinstance(words, CriterionWords)
        where = violated[criterion] if verdict is Verdict.VIOLATED else missed[criterion]
        places = tuple(Place(seq=r.seq, words=first_words(r.text)) for r in where)
        example = [m for r in where for m in _moments(r, verdict) if m.criterion is criterion]
        advice.append(
            Advice(
                criterion=criterion,
                verdict=verdict,
                goal=words.goal,
                mistake=_mistake(words, verdict, places, met=criterion in met),
                alternative=words.advice,
                moment=example[0] if example else None,
                places=places,
            )
        )
    return tuple(advice)


def first_words(text: str, most: int = 5) -> str:
    """Return the words with which a text begins, on one line."""
    words = text.split()
    return " ".join(word[:24] for word in words[:most]) + ("…" if len(words) > most else "")


def _mistake(words: CriterionWords, verdict: Verdict, places: Sequence[Place], *, met: bool) -> str:
    """Return what went wrong; of what another reply `met` it is not said that it was never done."""
    if verdict is Verdict.ABSENT:
        return _where("could have done this", places)
    # The rubric's words on a record are about the talk as a whole, because one record of a talk is enough.
    if words.id is Criterion.DOCUMENT_EVERYTHING and met:
        return f"You did leave a record, but {_where('went against it', places, first=False)}"
    return words.mistake


def _where(what: str, places: Sequence[Place], *, first: bool = True) -> str:
    named = ", ".join(f"turn {p.seq + 1} “{p.words}”" for p in places[:_NAMED])
    more = len(places) - _NAMED
    count = ("One" if first else "one") if len(places) == 1 else str(len(places))
    return f"{count} of your replies {what}: {named}{f' and {more} more' if more > 0 else ''}."


def _moments(reply: ReplyReport, verdict: Verdict) -> list[Moment]:
    if not isinstance(reply.judgement, Judgement):
        return []
    return [
        Moment(seq=reply.seq, criterion=Criterion(f.rule), quote=f.evidence[0].quote, reason=f.reason)
        for f in reply.judgement.findings
        if isinstance(f.rule, Criterion) and f.verdict is verdict and f.evidence
    ]
