"""A reply, read once: its sentences with their places, and only those words that are the engineer's own."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from coach.domain.transcript import Reply, Speaker
from coach.judges.evidence import BLANK, own_words
from coach.judges.rules.table import compiled

MASK = BLANK
"""Stands where words do not count, too: quoted, or put in somebody's mouth."""

QUOTED = r"""
"[^"]{1,400}"
«[^»]{1,400}»
(?<!\w)'(?!cause|em\b|til|bout|n\b)(?=\w)(?:[^'\n]|(?<=\w)'(?=\w)){4,300}'(?!\w)
"""

IN_ANOTHERS_MOUTH = r"""
(?:people|some(?: people| folks)?|others|someone|somebody|everyone|they|he|she|recruiters|linkedin|the internet
(?:my|a|an old) (?:\w+ )?(?:wife|husband|partner|friends?|colleagues?|mentor|team-?mates?|dad|father|mum|mom|mother
coach|brother|sister|peer|recruiter)) \
(?:(?:may|might|would|will|could|often|always|keeps?|kept|also|once|just|even) )?\
(?:say|says|said|think|thinks|thought|tell|tells|told|telling|saying|claim|claims|advises?|advised|argues?)\b\
(?! (?:hi|hello|thanks|yes)\b)[^,;:.!?–—]*
"""

TABLES = (QUOTED, IN_ANOTHERS_MOUTH)

_PLAIN = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"'}) | {
    ord(c): " " for c in "\t\r\x0b\x0c\u00a0\u2009\u202f\u3000"
}
_WRAP = re.compile(r"(?<!\n)\n(?![\n*\u2022-])")
# A full stop ends a sentence only before white space, and not after an abbreviation.
_SENTENCE = re.compile(
    r"(?:[^.!?;\u2026\n]|\.(?=[^\s\"')\]])|(?<=\bvs)\.|(?<=\b(?:eg|ie|dr|mr|ms|st|no))\.|(?<=\b(?:e\.g|i\.e|p\.m|a\.m))\.)+"
    r"[.!?;\u2026]*[\"')\]]*"
)
_NOTHING = f"{MASK} .!?\n"
_WORD = re.compile(r"[\w'%$€£-]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence to the manager, folded and masked; `start` is its place in the reply."""

    index: int
    start: int
    text: str

    @property
    def asks(self) -> bool:
        """Whether it ends as a question."""
        return asks(self.text)


def asks(sentence: str) -> bool:
    """Whether a sentence ends as a question."""
    return sentence.rstrip(" \"')]").endswith("?")


class Sheet:
    """Everything that the signs read: the reply's own words, and what was said before it."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.folded = fold(reply.text)
        text = own_words(self.folded)
        for table in (QUOTED, IN_ANOTHERS_MOUTH):
            text = compiled(table).sub(_blank, text)
        spans = [found.span() for found in _SENTENCE.finditer(text) if found.group().strip(_NOTHING)]
        self.sentences = tuple(Sentence(i, start, text[start:end]) for i, (start, end) in enumerate(spans))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the engineer's own text, folded."""
        return tuple(w for s in self.sentences for w in _WORD.findall(s.text))

    @cached_property
    def answered(self) -> str:
        """The manager's line that the reply answers, folded, or nothing."""
        return next((fold(c.text) for c in reversed(self.reply.context) if c.speaker is Speaker.MANAGER), "")

    @cached_property
    def said_before(self) -> tuple[str, ...]:
        """What the engineer said before, folded."""
        return tuple(fold(c.text) for c in self.reply.context if c.speaker is Speaker.ENGINEER)


def listed(text: str) -> frozenset[str]:
    """Return the words of a list that is written as running text."""
    return frozenset(text.split())


def fold(text: str) -> str:
    """Return `text` in lower case with plain quote marks, spaces and unwrapped lines, character for character."""
    plain = _WRAP.sub(" ", text.translate(_PLAIN))
    lower = plain.lower()
    return lower if len(lower) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def _blank(found: re.Match[str]) -> str:
    words = found.group()
    # One or two words in quotation marks are a name or a raised eyebrow, and stay.
    if words[0] in "\"'\u00ab" and len(words.split()) < 3:
        return words
    return MASK * len(words)


_LONG = re.compile(r"[a-z][a-z'-]{2,}|\d+")
_COMMON = listed(
    """
    about after all also and answer any anything are back because been before bit but can can't case could did
    does doing don't done even everyone fair for from get give given glad going good got had happy has have her
    here him his honest honestly how i'd i'm i've idea into it's its just know let let's like look lot make
    makes may mind moment more much must need needs new not now off okay one only our out over own people per
    please point project projects question really right said say see sense shall she should some something still
    sure take taken talk talked team teams than thank thanks that that's the their them then there these they
    they're thing things think this those time too until use very want was way we're well what when where which
    while who why will with work would yes yet you you're your
    """
)


@lru_cache(maxsize=1024)
def content(text: str) -> frozenset[str]:
    """Return the stems of the words that carry the meaning of a folded text."""
    return frozenset(_stem(w) for w in _LONG.findall(text) if w not in _COMMON)


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    for ending in ("'s", "ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
