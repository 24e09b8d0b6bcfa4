"""Reads a text as tokens and word classes, and turns them into the features that the learned models weigh."""

import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

BLANK = "\ufffc"
"""Stands where words do not count: quoted, put in somebody's mouth, or spoken to whoever judges."""

_PLAIN = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"'}) | {
    ord(c): " " for c in "\t\r\x0b\x0c\u00a0\u2009\u202f\u3000"
}
_WRAP = re.compile(r"(?<!\n)\n(?![\n*\u2022-])")
_TOKEN = re.compile(rf"[a-z]+(?:'[a-z]+)?|\d[\d.,]*|[€$£%?!…]|{BLANK}+|[^\x00-\x7f]")
_DENIES = re.compile(
    r"(?:not|no|never|none|neither|nor|without|cannot|hardly|dont|doesnt|didnt|wont|isnt|cant)$|.+n't$"
)
_NEW_CLAUSE = frozenset(("but", "so", "because", "although", "though"))

_LONG = re.compile(r"[a-z][a-z'-]{2,}|\d+")
_COMMON_WORDS = """
    about after all also and answer any anything are back because been before bit but can can't case could did
    does doing don't done even everyone fair for from get give given glad going good got had happy has have her
    here him his honest honestly how i'd i'm i've idea into it's its just know let let's like look lot make
    makes may mind moment more much must need needs new not now off okay on one only our out over own people per
    please point project projects question really right said say see sense shall she should some something still
    sure take taken talk talked team teams than thank thanks that that's the their them then there these they
    they're thing things think this those time too until use very want was way we we'll we're well what when
    where which while who why will with work would yes yet you you're your
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def fold(text: str) -> str:
    """Return `text` in lower case with plain quote marks, spaces and unwrapped lines, character for character."""
    plain = _WRAP.sub(" ", text.translate(_PLAIN))
    lower = plain.lower()
    return lower if len(lower) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def tokens(folded: str) -> list[str]:
    """Return the tokens of a folded text; a number is told by its digits alone, blanked words are one token."""
    return [_token(found) for found in _TOKEN.findall(folded)]


def _token(found: str) -> str:
    if found[0].isdigit():
        return f"#{min(4, len(found.strip('.,')))}"
    return "<blank>" if found[0] == BLANK else found


class Classed(NamedTuple):
    """An entry of the lexicon found in a text: its class, and the tokens `start` to `end` (exclusive)."""

    name: str
    start: int
    end: int


def classes(words: list[str]) -> tuple[Classed, ...]:
    """Return every entry of the lexicon that stands in a text, in order."""
    return _classes(tuple(words))


@lru_cache(maxsize=64)  # the sentences of one reply are looked up by the floor and by the model
def _classes(words: tuple[str, ...]) -> tuple[Classed, ...]:
    entries, lengths = _lexicon()
    found = []
    for start, first in enumerate(words):
        for length in lengths.get(first, ()):
            for name in entries.get(" ".join(words[start : start + length]), ()):
                found.append(Classed(name, start, start + length))
    return tuple(found)


def wording(words: list[str]) -> set[str]:
    """Return the features of a stretch of words: words, pairs, classes, denied classes, and what stands beside them."""
    features = set()
    last = "<s>"
    for word in words:
        features.add(f"w {word}")
        features.add(f"b {last} {word}")
        last = word
    features.add(f"b {last} </s>")
    found = classes(words)
    begun: list[list[Classed]] = [[] for _ in words]
    for entry in found:
        begun[entry.start].append(entry)
    denied = _denied(words)
    for name, start, end in found:
        features.add(f"k {name}")
        if denied[start]:
            features.add(f"n {name}")
        if start:
            features.add(f"l {words[start - 1]} {name}")
        if end < len(words):
            features.add(f"r {name} {words[end]}")
        for gap in begun[end : end + 3]:
            for later in gap:
                features.add(f"p {name} {later.name}")
    return features


def _denied(words: list[str]) -> list[bool]:
    """Return for each token whether a denial stands before it in the same clause."""
    denied, now = [], False
    for word in words:
        denied.append(now)
        if word in _NEW_CLAUSE:
            now = False
        elif _DENIES.match(word):
            now = True
    return denied


@cache
def _lexicon() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[int, ...]]]:
    """Return the classes of each entry, and for each first word how many words the entries that begin with it have."""
    listed: dict[str, str] = json.loads(files("coach.english").joinpath("lexicon.json").read_text("utf-8"))
    entries: dict[str, tuple[str, ...]] = {}
    lengths: dict[str, set[int]] = {}
    for name, words in listed.items():
        for entry in words.split():
            spaced = entry.replace("_", " ")
            entries[spaced] = (*entries.get(spaced, ()), name)
            first, *rest = spaced.split(" ")
            lengths.setdefault(first, set()).add(1 + len(rest))
    return entries, {first: tuple(sorted(found)) for first, found in lengths.items()}


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
