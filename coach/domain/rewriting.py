"""A reply said another way: which replies are worth it, and the gate that a rewrite has to pass."""

from collections.abc import Sequence

from coach.domain.brief import Brief
from coach.domain.facts import Said, words
from coach.domain.feedback import ReplyReport
from coach.domain.judgement import JudgedBy, Judgement, Verdict
from coach.domain.rubric import Criterion, Rule
from coach.domain.scorecard import score_reply
from coach.domain.transcript import Reply
from coach.domain.value import Text, Value, Verbatim

MOST = 3
"""Rewrites of a report at most."""

_RANK = {Verdict.VIOLATED: 0, Verdict.ABSENT: 1, Verdict.MET: 2}


class Occasion(Value):
    """A reply that could be said better, and all that a rewrite of it may draw on."""

    seq: int
    reply: Reply
    judgement: Judgement
    called: tuple[Criterion, ...]
    criterion: Criterion
    """The rule for which it is rewritten: violated, or called for and missed."""
    brief: Brief

    @property
    def verdict(self) -> Verdict:
        """What the judge said of that rule."""
        return self.judgement.finding(self.criterion).verdict

    @property
    def said(self) -> Said:
        """The facts that a rewrite may use: those of the reply, of the talk so far and of the brief."""
        talk = (line.text for line in self.reply.context)
        return Said(self.reply.text, *talk, *_texts(self.brief.model_dump()))


class Rise(Value):
    """A rule on which the rewrite stands better than the reply."""

    rule: Rule
    was: Verdict
    now: Verdict


class Rewrite(Value):
    """A reply, said so that the judge who scored it finds it better; its facts are the engineer's own."""

    seq: int
    criterion: Criterion
    verdict: Verdict
    said: Verbatim
    """The reply as it was."""
    instead: Text
    rose: tuple[Rise, ...]
    """What stands better, the rule for which it was rewritten first."""
    was: float
    now: float
    """The scores of the turn, 0 to 100."""


class Rewriting(Value):
    """What rewriting the replies of a session came to, after one judge's verdicts."""

    by: JudgedBy
    rewrites: tuple[Rewrite, ...] = ()
    remarks: tuple[Text, ...] = ()
    """Why a reply that was worth it could not be rewritten."""


def worst_moments(replies: Sequence[ReplyReport]) -> tuple[tuple[ReplyReport, Criterion], ...]:
    """Return what is worth rewriting, worst first: violations, then what was missed; one moment for each kind.

    A criterion that no reply met goes before one that another reply met.
    """
    met = {c for r in replies for c in r.kinds(Verdict.MET)}
    moments: dict[tuple[Criterion, Verdict], tuple[ReplyReport, Criterion]] = {}
    for verdict in (Verdict.VIOLATED, Verdict.ABSENT):
        found = [(r, c) for r in replies for c in r.kinds(verdict)]
        for reply, criterion in sorted(found, key=lambda m: (m[1] in met, m[0].score or 0.0, m[0].seq)):
            moments.setdefault((criterion, verdict), (reply, criterion))
    return tuple(moments.values())


def accept(occasion: Occasion, text: str, judgement: Judgement) -> Rewrite | None:
    """Return the rewrite if it may be shown: `judgement` is of `text` in the reply's place.

    The reply's score has to rise and no verdict to fall, every fact has to be known, and of the words that violated
    the rule none may be left. Something of the engineer's own has to be left, or it is no rewrite but a new reply.
    """
    old, called = occasion.judgement, frozenset(occasion.called)
    was, now = score_reply(old, called), score_reply(judgement, called)
    if was is None or now is None or now <= was or occasion.said.invented(text):
        return None
    if not words(occasion.reply.text) & words(text):
        return None
    verdicts = [(f.rule, f.verdict, judgement.finding(f.rule).verdict) for f in old.findings]
    if any(_RANK.get(after, -1) < _RANK.get(before, -1) for _, before, after in verdicts):
        return None
    finding = old.finding(occasion.criterion)
    if finding.verdict is Verdict.VIOLATED:
        folded = _folded(text)
        if any(_folded(e.quote) in folded for e in finding.evidence):
            return None
    rose = [Rise(rule=r, was=b, now=a) for r, b, a in verdicts if b in _RANK and _RANK[a] > _RANK[b]]
    if occasion.criterion not in (rise.rule for rise in rose):
        return None
    return Rewrite(
        seq=occasion.seq,
        criterion=occasion.criterion,
        verdict=finding.verdict,
        said=occasion.reply.text,
        instead=text,
        rose=tuple(sorted(rose, key=lambda rise: rise.rule is not occasion.criterion)),
        was=was,
        now=now,
    )


def _folded(text: str) -> str:
    return " ".join(text.lower().split()).strip(" .,;:!?")


def _texts(value: object) -> list[str]:
    """Return every text in a dumped value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    return [text for item in value for text in _texts(item)] if isinstance(value, (list, tuple)) else []
