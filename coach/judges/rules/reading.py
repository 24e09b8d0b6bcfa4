"""Looks for signs in a reply: each sign is a table of wordings, found where it is meant and not where it is denied."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from coach.domain.judgement import Verdict
from coach.domain.transcript import CONCESSIONS, PUSHBACK, CueKind, Reply, Speaker
from coach.judges.rules.sheet import Sentence, Sheet, asks
from coach.judges.rules.table import compiled
from coach.transcripts.lines import classify

_DENIAL = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|hardly|rather than|rather (?:\S+ ){1,8}than|instead of|far from"
    r"|nothing to do with"
    r"|less about|dont|doesnt|didnt|wont|isnt|arent|wasnt|cant|stop short of|as opposed to|beyond)\b"
    r"(?! (?:only|just|least|doubt|problem|to mention))|n't\b(?! (?:only|just))"
)
# A denial reaches over commas ("not to be seen, or for a title") until another clause begins.
_NEW_CLAUSE = re.compile(
    r"(?:[,:()\u2013\u2014]|--| - ) *(?:and |so |then )?(?:i|i'd|i'll|i'm|i've|we|you|he|she|it|it's|they|that|that's"
    r"|this|the|my|our|what|so|but|just|because|let|happy|glad|could|can|would|how|if|since|as|put|give)\b"
    r"|\b(?:but|although|though|instead|whereas|except)\b"
)
_CONDITION = re.compile(r"\b(?:if|once|as long as|provided|condition|first|but|until|only|unless)\b")
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
    asked: bool = False
    """Whether only sentences that end as questions are looked at."""


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

    def once(self, name: str, find: Callable[["Reading"], tuple[Hit, ...]]) -> tuple[Hit, ...]:
        """Return what `find` finds, looked for once."""
        if name not in self._found:
            self._found[name] = find(self)
        return self._found[name]

    def starting(self, sign: Sign, places: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Return those places after which the sign begins at once."""
        pattern = compiled(sign.table)
        sentences = self.sheet.sentences
        return tuple(
            h for h in places if pattern.match(sentences[h.sentence].text, h.end - sentences[h.sentence].start)
        )

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
        if self.manager_move is None:
            # A statement after the ask that none of the other moves fits is rarely a welcome.
            return bool(self.sheet.said_before) and bool(self.sheet.answered) and "?" not in self.sheet.answered
        if self.manager_move not in PUSHBACK | {CueKind.YIELD_IN_PART}:
            return False
        return self.manager_move is not CueKind.YIELD_IN_PART or _CONDITION.search(self.sheet.answered) is not None

    @property
    def conceded(self) -> bool:
        """Whether any line of the manager's has granted something."""
        lines = (c.text for c in self.sheet.reply.context if c.speaker is Speaker.MANAGER)
        return any(classify(line) in CONCESSIONS for line in lines)

    def within(self, places: Collection[int], sign: Sign) -> tuple[Hit, ...]:
        """Return where a sign stands in the sentences of those numbers; the others are not looked at."""
        return tuple(hit for s in self.sheet.sentences if s.index in places for hit in _find(sign, s))

    def _hits(self, sign: Sign) -> tuple[Hit, ...]:
        if sign.name not in self._found:
            self._found[sign.name] = tuple(hit for s in self.sheet.sentences for hit in _find(sign, s))
        return self._found[sign.name]


def _find(sign: Sign, sentence: Sentence) -> Iterator[Hit]:
    for start, end in _spans(sign, sentence.text):
        yield Hit(sentence.start + start, sentence.start + end, sentence.index)


@lru_cache(maxsize=8192)  # while somebody types, all sentences but the last stay as they are
def _spans(sign: Sign, text: str) -> tuple[tuple[int, int], ...]:
    if sign.asked and not asks(text):
        return ()
    found = (match.span() for match in compiled(sign.table).finditer(text))
    return tuple((a, b) for a, b in found if b > a and not (sign.affirmed and denied(text, a)))


def denied(text: str, at: int) -> bool:
    """Whether what stands at `at` in a sentence is denied by a word before it in the same clause."""
    before = text[max(0, at - _REACH) : at]
    if not _DENIAL.search(before):
        return False
    clause = 0
    for new in _NEW_CLAUSE.finditer(before + text[at : at + 12]):
        if new.start() <= len(before):
            clause = new.start()
    return _DENIAL.search(before, clause) is not None
