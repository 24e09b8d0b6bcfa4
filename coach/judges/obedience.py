"""Tells a model's answer that reads the reply from one that obeyed it: of the latter most quotes show nothing."""

from collections.abc import Collection

from coach.domain.judgement import Finding, Verdict
from coach.domain.rubric import Criterion
from coach.domain.transcript import Reply
from coach.domain.value import digest
from coach.english.language import foreign
from coach.english.words import BLANK
from coach.judges.rules.judge import Reading, weights_digest

DOUBTING = "1"
"""The version of this module. Raise it when its code changes so that another answer is doubted."""

OBEYED = "The model found nearly everything in words that show little of it, as if it had obeyed the reply."
"""Why such an answer is not taken."""

_CLAIMS = 5
"""What an answer finds at least to be doubted: a few odd readings are a reader's right."""

_UNLIKELY = 0.05
"""The probability by the words alone below which a quote does not show its rule.

With both numbers none of 248 labelled replies would be doubted, nor any of 769 that the weights know.
"""


def doubting_digest() -> str:
    """Return the digest of all that decides whether an answer is doubted: code, numbers, and the offline weights.

    A model judge's identity holds it, so that what was judged under another guard is judged again.
    """
    return digest(f"{DOUBTING} {_CLAIMS} {_UNLIKELY} {weights_digest()}")


def obeyed(reply: Reply, found: Collection[Finding]) -> bool:
    """Whether at least half of all that an answer finds met or made is quoted from words that hardly show it.

    It doubts the answer as a whole and no single finding: a model may see what the offline judge does not, but not in
    every second thing that it sees. English replies only.
    """
    claims = [finding for finding in found if finding.verdict is Verdict.MET]
    if len(claims) < _CLAIMS:
        return False
    reading = Reading(reply)
    if foreign(reading.sheet.own.replace(BLANK, "")):
        return False
    return 2 * sum(_best(reading, finding) < _UNLIKELY for finding in claims) >= len(claims)


def _best(reading: Reading, finding: Finding) -> float:
    sign = f"{finding.rule.value}+" if isinstance(finding.rule, Criterion) else finding.rule.value
    return max((reading.shown_in(quote, sign) for quote in finding.evidence), default=0.0)
