"""A reply, read once: its sentences with their places, and only those words that are the engineer's own."""

import re
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from coach.domain.transcript import Reply, Speaker
from coach.english.words import BLANK, content, fold, tokens
from coach.judges.evidence import MIN_MET_WORDS, own_words

# Quoted words are somebody else's, and so is what is put in somebody's mouth.
_QUOTED = re.compile(
    r"\"[^\"]{1,400}\"|«[^»]{1,400}»"
    r"|(?<!\w)'(?!cause|em\b|til|bout|n\b)(?=\w)(?:[^'\n]|(?<=\w)'(?=\w)){4,300}'(?!\w)"
)
_HEARSAY = re.compile(
    r"(?<!\w)(?:people|some(?: people| folks)?|others|someone|somebody|everyone|they|he|she|recruiters|linkedin"
    r"|the internet|(?:my|a|an old) (?:\w+ )?(?:wife|husband|partner|friends?|colleagues?|mentor|team-?mates?|dad"
    r"|father|mum|mom|mother|coach|brother|sister|peer|recruiter|cousin|uncle|aunt|flatmate|roommate))"
    r" (?:(?:may|might|would|will|could|often|always|keeps?|kept|also|once|just|even) )?"
    r"(?:say|says|said|think|thinks|thought|tell|tells|told|telling|saying|claim|claims|advises?|advised|argues?)\b"
    r"(?! (?:hi|hello|thanks|yes)\b)[^,;:.!?–—\n]*"
)

# A full stop ends a sentence only before white space, and not after an abbreviation.
_SENTENCE = re.compile(
    r"(?:[^.!?;\u2026\n]|\.(?=[^\s\"')\]])|(?<=\bvs)\.|(?<=\b(?:eg|ie|dr|mr|ms|st|no))\.|(?<=\b(?:e\.g|i\.e|p\.m|a\.m))\.)+"
    r"[.!?;\u2026]*[\"')\]]*"
)
_CLAUSE = re.compile(r"[^,:()\u2013\u2014]+[,:()\u2013\u2014]*")
_POINTERS = frozenset(("the", "that", "this", "your", "our", "on", "for", "in", "into", "with"))
_SAYS = re.compile("[^\\W_]|[\u2600-\u27bf\U0001f000-\U0001faff]")
"""A letter, a digit or an emoji: what holds none of them is no sentence."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence or a clause of the reply, folded and blanked; `start` is its place in the reply."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.start + len(self.text)

    def clauses(self) -> list["Stretch"]:
        """Return its clauses, cut at commas, colons, brackets and dashes."""
        return [Stretch(self.start + found.start(), found[0]) for found in _CLAUSE.finditer(self.text)]


class Named(NamedTuple):
    """What has been named before the reply, as stems: by whom, and which of it may be the project."""

    manager: frozenset[str]
    """In the line that the reply answers."""
    before: frozenset[str]
    """By the engineer."""
    setting: frozenset[str]
    project: frozenset[str]
    """In the last clause of the setting: who somebody is stands before what they could join."""
    pairs: frozenset[tuple[str, str]]
    """Neighbouring words of the setting and of the engineer's that both carry meaning."""


class Sheet:
    """Everything that is weighed: the reply's own sentences, and what was said before it."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.own = fold(own_words(reply.text))
        # What spoke to a judge parts the sentences around it, as if it stood on lines of its own.
        text = self.own.replace(BLANK, "\n")
        for pattern in (_QUOTED, _HEARSAY):
            text = pattern.sub(_blanked, text)
        self.sentences = tuple(
            Stretch(found.start(), found[0]) for found in _SENTENCE.finditer(text) if _SAYS.search(found[0])
        )

    def only(self, kept: Iterable[int]) -> "Sheet":
        """Return the sheet with those of its sentences alone."""
        sheet = copy(self)
        sheet.sentences = tuple(self.sentences[number] for number in kept)
        sheet.own = "\n".join(sentence.text for sentence in sheet.sentences)
        for read in ("words", "clauses"):
            sheet.__dict__.pop(read, None)
        return sheet

    @cached_property
    def words(self) -> list[list[str]]:
        """The tokens of each sentence."""
        return [tokens(sentence.text) for sentence in self.sentences]

    @cached_property
    def clauses(self) -> tuple[tuple[int, Stretch], ...]:
        """The clauses of sentences that have several, with the sentence's number; no clause of a word or two."""
        return tuple(
            (number, clause)
            for number, sentence in enumerate(self.sentences)
            if len(clauses := sentence.clauses()) > 1
            for clause in clauses
            if len(tokens(clause.text)) >= MIN_MET_WORDS
        )

    @cached_property
    def answered(self) -> str:
        """The manager's line that the reply answers, or nothing."""
        return next((c.text for c in reversed(self.reply.context) if c.speaker is Speaker.MANAGER), "")

    @cached_property
    def manager_lines(self) -> tuple[str, ...]:
        """All that the manager has said."""
        return tuple(c.text for c in self.reply.context if c.speaker is Speaker.MANAGER)

    @cached_property
    def said_before(self) -> tuple[str, ...]:
        """All that the engineer has said before."""
        return tuple(c.text for c in self.reply.context if c.speaker is Speaker.ENGINEER)

    @cached_property
    def named(self) -> Named:
        """What has been named before the reply."""
        told = fold(self.reply.setting)
        return Named(
            manager=_stems(self.answered),
            before=frozenset().union(*map(_stems, self.said_before)),
            setting=content(told),
            project=content(told.rpartition(";")[2] or told),
            pairs=frozenset().union(_pairs_of(self.reply.setting), *map(_pairs_of, self.said_before)),
        )


# A talk of a thousand turns is the context of each of its replies: every line of it is read once.
@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return content(fold(text))


@lru_cache(maxsize=4096)
def _pairs_of(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairs(tokens(fold(text))))


def pairs(words: list[str]) -> set[tuple[str, str]]:
    """Return neighbours that both carry meaning: a name of more than one word shows by them."""
    return {(a, b) for a, b in pairwise(words) if content(a) and content(b)}


def points_at(words: list[str], known: frozenset[str]) -> bool:
    """Whether a known thing is pointed at: the rebuild, your map, that engine."""
    return any(a in _POINTERS and content(b) & known for a, b in pairwise(words))


def _blanked(found: re.Match[str]) -> str:
    words = found[0]
    # One or two words in quotation marks are a name or a raised eyebrow, and stay.
    if words[0] in "\"'\u00ab" and len(words.split()) < 3:
        return words
    return BLANK * len(words)
