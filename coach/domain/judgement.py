"""What a judge says of one reply: a verdict for every rule, with the words of the reply that show it."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from coach.domain.rubric import CRITERIA, MOVES, RULES, Criterion, Move, Rule
from coach.domain.value import Text, Value, Verbatim


class Verdict(StrEnum):
    """The verdict on a rule. A move is `met` when the reply makes it, else `absent`; it is never `violated`."""

    VIOLATED = "violated"
    ABSENT = "absent"
    MET = "met"
    UNJUDGED = "unjudged"


class Evidence(Value):
    """Words of the reply, verbatim: `reply.text[start:end] == quote`."""

    quote: Verbatim
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Finding(Value):
    """The verdict on one rule, with evidence for every verdict but `absent` and `unjudged`."""

    rule: Rule
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    reason: Text = ""
    votes: tuple[tuple[Verdict, int], ...] = ()
    """How often a judge that was asked several times gave each verdict, the commonest first; empty for one answer."""
    sure: bool = True
    """False where a judge only leans to a violation: it counts in the score, and the manager lets it pass."""

    @model_validator(mode="after")
    def _sound(self) -> "Finding":
        if isinstance(self.rule, Move) and self.verdict is Verdict.VIOLATED:
            raise ValueError(f"{self.rule}: a move is made or not, it cannot be violated")
        if self.verdict in (Verdict.MET, Verdict.VIOLATED) and not self.evidence:
            raise ValueError(f"{self.rule}: {self.verdict} without evidence")
        return self


class JudgedBy(Value):
    """Which judge spoke, and with what: enough to tell two judgements of one reply apart."""

    judge: Text
    rubric: Text
    """Digest of the rubric."""
    weights: Text | None = None
    """Digest of the rules or weights of an offline judge."""
    prompt: Text | None = None
    """Digest of the prompt of an LLM judge."""
    model: Text | None = None
    asked: Text | None = None
    """The model that was asked for, which its server may call otherwise."""
    fingerprint: Text | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None

    @property
    def make(self) -> tuple[str | None, ...]:
        """What two judgements must have in common to be compared: judge, rubric, rules or prompt, and model asked."""
        return (self.judge, self.rubric, self.weights, self.prompt, self.asked or self.model)


class Judgement(Value):
    """A judge's findings on one reply: every rule exactly once, criteria first, in the rubric's order."""

    kind: Literal["judgement"] = "judgement"
    by: JudgedBy
    findings: tuple[Finding, ...]

    @model_validator(mode="after")
    def _whole(self) -> "Judgement":
        if tuple(f.rule for f in self.findings) != RULES:
            raise ValueError("a judgement holds every criterion and every move exactly once, in order")
        return self

    def finding(self, rule: Rule) -> Finding:
        """Return the finding on `rule`."""
        return self.findings[RULES.index(rule)]

    @property
    def labels(self) -> dict[Criterion, Verdict]:
        """The verdict on each criterion."""
        return {c: self.finding(c).verdict for c in CRITERIA}

    @property
    def moves(self) -> dict[Move, bool | None]:
        """Whether each move is made; `None` where it was not judged."""
        return {
            m: None if self.finding(m).verdict is Verdict.UNJUDGED else self.finding(m).verdict is Verdict.MET
            for m in MOVES
        }

    def met(self, rule: Rule) -> bool:
        """Whether the reply meets a criterion or makes a move."""
        return self.finding(rule).verdict is Verdict.MET

    @property
    def violations(self) -> tuple[Finding, ...]:
        """The findings of violated criteria."""
        return tuple(f for f in self.findings if f.verdict is Verdict.VIOLATED)

    @property
    def offences(self) -> tuple[Finding, ...]:
        """The violations of which the judge is sure: what a manager reacts to."""
        return tuple(f for f in self.violations if f.sure)


class Unjudged(Value):
    """A judge that failed whole, and why; it moves no score and is shown."""

    kind: Literal["unjudged"] = "unjudged"
    by: JudgedBy
    reason: Text


AnyJudgement = Annotated[Judgement | Unjudged, Field(discriminator="kind")]


class JudgedTurn(Value):
    """A judgement beside the turn it judges. Judgements are append-only; several may stand beside one turn."""

    id: Text
    seq: int = Field(ge=0)
    revision: int = Field(default=0, ge=0)
    at: Text = ""
    judgement: AnyJudgement


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the rubric's order; every rule must be there once."""
    by_rule = {f.rule: f for f in findings}
    return tuple(by_rule[rule] for rule in RULES)


class Change(Value):
    """A verdict that a second judge sees otherwise, with the words that each of them quotes."""

    seq: int
    rule: Rule
    was: Verdict | None
    now: Verdict | None
    was_quote: str = ""
    now_quote: str = ""
    was_reason: Text = ""
    reason: Text = ""


def compare(seq: int, was: Judgement | Unjudged | None, now: Judgement | Unjudged) -> list[Change]:
    """Return the rules on which two judgements of turn `seq` differ."""
    changes = []
    for rule in RULES:
        old = was.finding(rule) if isinstance(was, Judgement) else None
        new = now.finding(rule) if isinstance(now, Judgement) else None
        if (old and old.verdict) != (new and new.verdict):
            changes.append(
                Change(
                    seq=seq,
                    rule=rule,
                    was=old and old.verdict,
                    now=new and new.verdict,
                    was_quote=old.evidence[0].quote if old and old.evidence else "",
                    now_quote=new.evidence[0].quote if new and new.evidence else "",
                    was_reason=old.reason if old else "",
                    reason=new.reason if new else "",
                )
            )
    return changes


_GAP = re.compile(r"\s+")
_SAME = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})


def locate(quote: str, text: str) -> Evidence | None:
    """Find `quote` verbatim in `text`, folding white space, quote marks, dashes and composition only.

    Returns the evidence with the span and the words as they stand in `text`, or `None`.
    """
    words = _GAP.split(_fold(quote).strip())
    if words == [""]:
        return None
    folded, origin = _folded_with_origin(text)
    found = re.search(r"\s+".join(map(re.escape, words)), folded)
    if found is None:
        return None
    start, end = origin[found.start()], origin[found.end() - 1] + 1
    return Evidence(quote=text[start:end], start=start, end=end)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_SAME)


def _folded_with_origin(text: str) -> tuple[str, list[int]]:
    """Fold `text` and return, for each folded character, its index in the original."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text.translate(_SAME), list(range(len(text)))
    pieces: list[str] = []
    origin: list[int] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            piece = _fold(text[start:at])
            pieces.append(piece)
            origin += [start] * (len(piece) - 1) + [at - 1] * min(1, len(piece))
            start = at
    return "".join(pieces), origin
