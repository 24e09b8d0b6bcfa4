"""What the rules judge weighs: in each sentence its words and classes, in the reply what its sentences come to."""

import math
import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from coach.domain.rubric import CRITERIA, MOVES, Criterion
from coach.english.linear import logistic
from coach.english.lines import hear
from coach.english.words import fold, tokens, wording
from coach.judges.rules.sheet import Sheet

MET = tuple(f"{criterion.value}+" for criterion in CRITERIA)
VIOLATED = tuple(f"{criterion.value}-" for criterion in CRITERIA)
MADE = tuple(move.value for move in MOVES)
SIGNS = (*MET, *VIOLATED, *MADE)
"""What a sentence can show: a criterion met (+) or violated (-), or a move."""

Scores = list[float]
"""Log-odds, one for each of `SIGNS`."""

_POINTERS = frozenset(("the", "that", "this", "your", "our", "on", "for", "in", "into", "with"))
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


def sentence_features(sheet: Sheet) -> Callable[[list[str], int, int], set[str]]:
    """Return what makes the features of a stretch of words in this reply, given its tokens, number and how many."""
    heard = hear(sheet.answered)
    answered, setting = content(fold(sheet.answered)), content(fold(sheet.reply.setting))
    before = frozenset().union(*(content(fold(text)) for text in sheet.said_before))
    told = fold(sheet.reply.setting)
    project = content(told.rpartition(";")[2] or told)  # who somebody is stands before what they could join
    pairs = _pairs(tokens(told)) | _pairs(tokens(" . ".join(map(fold, sheet.said_before))))
    known = setting | answered | before
    around = {f"manager {heard.kind}", f"pushback {heard.answered >= 0.5}", f"opening {not sheet.said_before}"}

    def features(words: list[str], number: int, of: int) -> set[str]:
        own = content(" ".join(words))
        place = "only" if of == 1 else "first" if number == 0 else "last" if number == of - 1 else "middle"
        return (
            wording(words)
            | around
            | {
                f"place {place}",
                f"length {min(6, len(words) // 4)}",
                f"of the manager's words {min(3, len(own & answered))}",
                f"of the setting's words {min(3, len(own & setting))}",
                f"of the words before {min(3, len(own & before))}",
                f"of the project's words {min(3, len(own & project))}",
                f"of the project's words, said before {min(2, len(own & project & (before | answered)))}",
                f"pairs of the setting {min(2, len(_pairs(words) & pairs))}",
                f"points at what is known {_points_at(words, known)}",
                f"points at the project {_points_at(words, project)}",
                f"asks {words[-1:] == ['?']}",
            }
        )

    return features


def reply_features(sheet: Sheet, by_sentence: list[Scores]) -> list[float]:
    """Return what the sentences' scores come to over the reply, with what the reply answers.

    In order, per sign: the highest score; the log-odds that any sentence shows it; that in the last sentence; the
    highest probability, and the same times the probability of pushback and of none; the second highest; the logarithm
    of their sum. Then the manager's line (probability of pushback and of each kind), concessions so far, length.
    """
    scores = by_sentence or [[-6.0] * len(SIGNS)]
    shown = [[logistic(score) for score in row] for row in scores]
    heard = hear(sheet.answered)
    pushed = heard.answered
    conceded = max((hear(line).conceded for line in sheet.manager_lines), default=0.0)
    features: list[float] = []
    for sign in range(len(SIGNS)):
        column = sorted((row[sign] for row in shown), reverse=True)
        none = 1.0
        for p in column:
            none *= 1 - p
        any_of_them = min(max(1 - none, 1e-6), 1 - 1e-6)
        features += (
            max(row[sign] for row in scores),
            _log_odds(any_of_them),
            shown[-1][sign],
            column[0],
            column[0] * pushed,
            column[0] * (1 - pushed),
            column[1] if len(column) > 1 else 0.0,
            math.log(0.1 + sum(column)),
        )
    claims = SIGNS.index(f"{Criterion.DOCUMENT_EVERYTHING.value}-")
    restates = SIGNS.index(f"{Criterion.DOCUMENT_EVERYTHING.value}+")
    words = sum(len(w) for w in sheet.words)
    features += (
        _log_odds(min(max(pushed, 1e-4), 1 - 1e-4)),
        *heard.likely,
        conceded,
        conceded * max(row[claims] for row in shown),
        conceded * max(row[restates] for row in shown),
        float(bool(sheet.said_before)),
        min(words, 100) / 50,
        min(len(scores), 10) / 5,
    )
    return features


def _pairs(words: list[str]) -> set[tuple[str, str]]:
    """Return neighbours that both carry meaning: a name of more than one word shows by them."""
    return {(a, b) for a, b in pairwise(words) if content(a) and content(b)}


def _points_at(words: list[str], known: frozenset[str]) -> bool:
    """Whether a known thing is pointed at: the rebuild, your map, that engine."""
    return any(a in _POINTERS and content(b) & known for a, b in pairwise(words))


def _log_odds(p: float) -> float:
    return math.log(p / (1 - p))


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
