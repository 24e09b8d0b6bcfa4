"""What the rules judge weighs: in each sentence its words and classes, in the reply what its sentences come to."""

import math
from collections.abc import Callable

from coach.domain.rubric import CRITERIA, MOVES, Criterion
from coach.english.linear import logistic
from coach.english.lines import hear
from coach.english.words import content, wording
from coach.judges.rules.sheet import Sheet, pairs, points_at

MET = tuple(f"{criterion.value}+" for criterion in CRITERIA)
VIOLATED = tuple(f"{criterion.value}-" for criterion in CRITERIA)
MADE = tuple(move.value for move in MOVES)
SIGNS = (*MET, *VIOLATED, *MADE)
"""What a sentence can show: a criterion met (+) or violated (-), or a move."""

Scores = list[float]
"""Log-odds, one for each of `SIGNS`."""


def sentence_features(sheet: Sheet) -> Callable[[list[str], int, int], set[str]]:
    """Return what makes the features of a stretch of words in this reply, given its tokens, number and how many."""
    placed = place_features(sheet)
    return lambda words, number, of: wording(words) | placed(words, number, of)


def place_features(sheet: Sheet) -> Callable[[list[str], int, int], set[str]]:
    """Return what makes those that depend on where the words stand: all but the words themselves."""
    heard, named = hear(sheet.answered), sheet.named
    known = named.setting | named.manager | named.before
    around = {f"manager {heard.kind}", f"pushback {heard.answered >= 0.5}", f"opening {not sheet.said_before}"}

    def features(words: list[str], number: int, of: int) -> set[str]:
        own = content(" ".join(words))
        recalled = own & named.project & (named.before | named.manager)
        place = "only" if of == 1 else "first" if number == 0 else "last" if number == of - 1 else "middle"
        return around | {
            f"place {place}",
            f"length {min(6, len(words) // 4)}",
            f"of the manager's words {min(3, len(own & named.manager))}",
            f"of the setting's words {min(3, len(own & named.setting))}",
            f"of the words before {min(3, len(own & named.before))}",
            f"of the project's words {min(3, len(own & named.project))}",
            f"of the project's words, said before {min(2, len(recalled))}",
            f"pairs of the setting {min(2, len(pairs(words) & named.pairs))}",
            f"points at what is known {points_at(words, known)}",
            f"points at the project {points_at(words, named.project)}",
            f"asks {words[-1:] == ['?']}",
        }

    return features


def reply_features(sheet: Sheet, by_sentence: list[Scores], by_clause: list[Scores]) -> list[float]:
    """Return what the scores of its sentences and clauses come to over the reply, with what the reply answers.

    In order, per sign: the highest score of a sentence; the log-odds that any sentence shows it; the probability in the
    last sentence; the highest probability, and the same times the probability of pushback and of none; the second
    highest; the logarithm of their sum; the highest score and probability of a sentence or clause. Then the manager's
    line (probability of pushback and of each kind), concessions so far, how much of the project's name a sentence
    holds, length.
    """
    scores = by_sentence or [[-6.0] * len(SIGNS)]
    by_sign = list(zip(*scores, strict=True))
    in_clauses = list(zip(*by_clause, strict=True)) if by_clause else [()] * len(SIGNS)
    shown = [[*map(logistic, column)] for column in by_sign]
    heard = hear(sheet.answered)
    pushed = heard.answered
    conceded = max((hear(line).conceded for line in sheet.manager_lines), default=0.0)
    features: list[float] = []
    for sign in range(len(SIGNS)):
        column = sorted(shown[sign], reverse=True)
        none = 1.0
        for p in column:
            none *= 1 - p
        any_of_them = min(max(1 - none, 1e-6), 1 - 1e-6)
        features += (
            best := max(by_sign[sign]),
            _log_odds(any_of_them),
            shown[sign][-1],
            column[0],
            column[0] * pushed,
            column[0] * (1 - pushed),
            column[1] if len(column) > 1 else 0.0,
            math.log(0.1 + sum(column)),
            highest := max((best, *in_clauses[sign])),
            logistic(highest),
        )
    claims = SIGNS.index(f"{Criterion.DOCUMENT_EVERYTHING.value}-")
    restates = SIGNS.index(f"{Criterion.DOCUMENT_EVERYTHING.value}+")
    words = sum(len(w) for w in sheet.words)
    features += (
        _log_odds(min(max(pushed, 1e-4), 1 - 1e-4)),
        *heard.likely,
        conceded,
        conceded * max(shown[claims]),
        conceded * max(shown[restates]),
        *_named_most(sheet),
        float(bool(sheet.said_before)),
        min(words, 100) / 50,
        min(len(scores), 10) / 5,
    )
    return features


def _named_most(sheet: Sheet) -> tuple[float, float, float]:
    """Return the most words and pairs of the project's that one sentence holds, and whether any points at it."""
    named = sheet.named
    each = [
        (len(content(" ".join(w)) & named.project), len(pairs(w) & named.pairs), points_at(w, named.project))
        for w in sheet.words
    ] or [(0, 0, False)]
    return min(3, max(e[0] for e in each)) / 3, min(2, max(e[1] for e in each)) / 2, float(any(e[2] for e in each))


def _log_odds(p: float) -> float:
    return math.log(p / (1 - p))
