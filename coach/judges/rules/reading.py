"""Looks for signs in a reply: each sign is a table of wordings, found where it is meant and not where it is denied."""

import re
from dataclasses import dataclass

from coach.domain.judgement import Verdict
from coach.domain.transcript import CONCESSIONS, PUSHBACK, CueKind, Reply, Speaker
from coach.judges.rules.sheet import Sentence, Sheet
from coach.judges.rules.table import compiled
from coach.transcripts.lines import classify

_DENIAL = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|hardly|rather than|instead of|far from|nothing to do with|less about"
    r"|dont|doesnt|didnt|wont|isnt|arent|wasnt|cant|stop short of|as opposed to|beyond)\b(?! (?:only|just|least|doubt|problem|to mention))"
    r"|n't\b(?! (?:only|just))"
)
# A denial reaches over commas ("not to be seen, or for a title") until another clause begins.
_NEW_CLAUSE = re.compile(
    r"(?:[,:()\u2013\u2014]|--| - ) *(?:and |so |then )?(?:i|i'd|i'll|i'm|i've|we|you|he|she|it|it's|they|that|that's|this|the|my|our"
    r"|what|so|but|just|because|let|happy|glad|could|can|would|how|if|since|as|put|give)\b"
    r"|\b(?:but|although|though|instead|whereas|except)\b"
)
_REACH = 60
"""Characters over which a denial holds."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a sign was found: a span of the reply, and the sentence in which it stands."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True)
class Sign:
    """One thing that a reply can do, as a table of wordings; `affirmed` ones do not count where they are denied."""

    name: str
    table: str
    affirmed: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule came to: the verdict, the places that show it, the reason in words for the engineer."""

    verdict: Verdict
    hits: tuple[Hit, ...] = ()
    reason: str = ""


ABSENT = Seen(Verdict.ABSENT)


class Reading:
    """A reply with the signs found in it. Signs are looked for when they are asked for, and once."""

    def __init__(self, reply: Reply) -> None:
        self.sheet = Sheet(reply)
        self._found: dict[str, tuple[Hit, ...]] = {}
        self._move: CueKind | None = None
        self._classified = False

    def hits(self, *signs: Sign) -> tuple[Hit, ...]:
        """Return where the signs stand, in the order of the signs."""
        return tuple(hit for sign in signs for hit in self._hits(sign))

    def near(self, one: tuple[Hit, ...], other: tuple[Hit, ...], *, within: int = 1) -> tuple[Hit, Hit] | None:
        """Return the closest two places, one of each kind, that are at most `within` sentences apart."""
        pairs = [(abs(a.sentence - b.sentence), i, a, b) for i, a in enumerate(one) for b in other]
        close = [p for p in pairs if p[0] <= within]
        if not close:
            return None
        _, _, a, b = min(close, key=lambda p: p[:2])
        return a, b

    @property
    def manager_move(self) -> CueKind | None:
        """What the manager's line that the reply answers does."""
        if not self._classified:
            self._move = classify(self.sheet.answered)
            self._classified = True
        return self._move

    @property
    def pushback(self) -> bool:
        """Whether the reply answers pushback: an objection, doubt, deferral or half-yes since the ask."""
        if self.manager_move not in PUSHBACK | {CueKind.YIELD_IN_PART}:
            return False
        return bool(self.sheet.said_before) or "you asked" in self.sheet.answered or "your " in self.sheet.answered

    @property
    def conceded(self) -> bool:
        """Whether any line of the manager's has granted something."""
        lines = (c.text for c in self.sheet.reply.context if c.speaker is Speaker.MANAGER)
        return any(classify(line) in CONCESSIONS for line in lines)

    def _hits(self, sign: Sign) -> tuple[Hit, ...]:
        if sign.name not in self._found:
            found: list[Hit] = []
            for sentence in self.sheet.sentences:
                for match in compiled(sign.table).finditer(sentence.text):
                    if match.end() > match.start() and not (sign.affirmed and denied(sentence, match.start())):
                        start, end = sentence.start + match.start(), sentence.start + match.end()
                        found.append(Hit(start, end, sentence.index))
            self._found[sign.name] = tuple(found)
        return self._found[sign.name]


def denied(sentence: Sentence, at: int) -> bool:
    """Whether what stands at `at` in a sentence is denied by a word before it in the same clause."""
    before = sentence.text[max(0, at - _REACH) : at]
    if not _DENIAL.search(before):
        return False
    clause = 0
    for new in _NEW_CLAUSE.finditer(before + sentence.text[at : at + 12]):
        if new.start() <= len(before):
            clause = new.start()
    return _DENIAL.search(before, clause) is not None
