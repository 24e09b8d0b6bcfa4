"""The project that the engineer would join, by its name, by a part of it, or by a definite back-reference."""

import re
from functools import lru_cache
from itertools import pairwise

from coach.domain.judgement import Verdict
from coach.domain.transcript import Speaker
from coach.judges.rules.reading import ABSENT, Hit, Reading, Seen, Sign
from coach.judges.rules.sheet import content, fold

NAMED = Sign(
    "names a project",
    r"""
    (?:{definite}) (?:(?!(?:{vague})\b)[\w/&'-]+ ){1,3}(?:{project})
    (?:{definite}) (?:{rework})(?! (?:date|night|first|week|day|comes))
    (?:project|programme|initiative|operation
      codename) (?!(?:that|which|is|was|like|with|and|or|to|of|in|for|on|at|i|we|you|has|needs|team|where|work|goals?
      so|but|because|if|would|could|plan|will|can|manager|lead|one|a)\b)[a-z][\w-]+
    (?:on|onto|into|join|joining|for|to) [a-z][\w-]+(?: \w+)? (?:rebuild|rewrite|migration|rollout|relaunch|redesign
      revamp|overhaul|v\d)|\w+ v\d
    """,
    affirmed=False,
)

_DEFINITE = re.compile(
    r"\b(?:the|that|this|your|our|on|onto|into|join|joining|of|for|with|about)\s+(?:[\w/&'-]+\s+){0,2}$"
)
_GENERIC = content(
    """
    autumn big bigger board budget business capacity company current customer customers data days deadline
    engineer everyone feature features first headcount high hours initiative job junior launch lead leadership
    learning machine manager
    model models month months number numbers part parts people person place places plan point points priorities priority
    problem profile program programme project projects quarter question roadmap role room seat seats senior
    spring staff staffed summer system task tasks team thing things ticket tickets time times
    today tomorrow visibility visible week weeks winter work year
    """
)


def names_project(reading: Reading) -> Seen:
    """Made by naming a specific project: one that the setting or the talk knows, or one with a name of its own."""
    hits = (*_known(reading), *_proper(reading))
    if not reading.sheet.said_before:
        hits = (*hits, *reading.hits(NAMED))
    return Seen(Verdict.MET, hits, "It names the project.") if hits else ABSENT


def _known(reading: Reading) -> tuple[Hit, ...]:
    """Find words by which a project has been spoken of before: two together, or one after an article."""
    spoken = [fold(reading.sheet.reply.setting), *reading.sheet.said_before]
    words = frozenset().union(*(content(text) for text in spoken)) - _GENERIC
    pairs = frozenset().union(*(_pairs(text) for text in spoken))
    hits: list[Hit] = []
    for sentence in reading.sheet.sentences:
        if not content(sentence.text) & words:
            continue
        last = None
        for word in _WORD.finditer(sentence.text):
            stem = _stem_of(word.group())
            if stem in words and _DEFINITE.search(sentence.text, max(0, word.start() - 40), word.start()):
                hits.append(Hit(sentence.start + word.start(), sentence.start + word.end(), sentence.index))
            if last and stem and (last[0], stem) in pairs and word.start() - last[2] <= 1:
                hits.append(Hit(sentence.start + last[1], sentence.start + word.end(), sentence.index))
            last = (stem, word.start(), word.end()) if stem else None
    return tuple(hits)


@lru_cache(maxsize=4096)
def _stem_of(word: str) -> str:
    """Return the stem of a word that carries meaning, or nothing."""
    return min(content(word), default="")


@lru_cache(maxsize=256)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Return the stems of neighbouring words that carry meaning."""
    found = [(_stem_of(w.group()), w.start(), w.end()) for w in _WORD.finditer(text)]
    return frozenset((a[0], b[0]) for a, b in pairwise(found) if a[0] and b[0] and b[1] - a[2] <= 1)


_WORD = re.compile(r"[a-z][\w'-]*")
_PROPER = re.compile(r"(?<=[a-z,:] )(?:[A-Z][a-z]+[A-Z]\w*|[A-Z][a-z]{3,}|[A-Z]{3,}[a-z]?)\b")
_JOINING = re.compile(r"\b(?:on|onto|into|join|joining|project|called|the|for|part of)\s+(?:the\s+)?$", re.IGNORECASE)


def _proper(reading: Reading) -> tuple[Hit, ...]:
    """Find a proper name that the talk uses, or the reply, as that of something one works on."""
    text = reading.sheet.reply.text
    talk = " ".join(c.text for c in reading.sheet.reply.context if c.speaker is not Speaker.OTHER)
    hits = []
    for found in _PROPER.finditer(text):
        if not _JOINING.search(text[: found.start()]) or _CALENDAR.match(found.group()):
            continue
        sentence = next((s for s in reading.sheet.sentences if s.start <= found.start() < s.start + len(s.text)), None)
        known = re.search(rf"\b{re.escape(found.group())}\b", talk + " " + reading.sheet.reply.setting)
        if sentence is not None and known:
            hits.append(Hit(found.start(), found.end(), sentence.index))
    return tuple(hits)


_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October|November|December|Easter|Christmas"
)
