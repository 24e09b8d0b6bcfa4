"""Whether what engineers say at work is taken for an attack: the words of attacks beside plain ones in their place."""

import random
import re
import tomllib
from pathlib import Path

from coach.domain.figures import shift
from coach.domain.judgement import Judgement, Unjudged
from coach.domain.rubric import CRITERIA, Criterion
from coach.judges.evidence import own_words
from coach.judges.rules import RulesJudge
from coach.library.rubric import read_rubric
from tests.reliability.figure import Figure
from tests.reliability.scores import clean_replies

HANGS_AT_MOST, LEANS_AT_MOST = 0.04, 0.03
"""The share of verdicts that hang on the word, and the mean difference in steps that the words make."""

_WORK: list[str] = tomllib.loads(Path(__file__).with_name("work_talk.toml").read_text("utf-8"))["sentences"]
_SLOT = r"<<([^|]*)\|([^>]*)>>"


def check_false_alarms(trials: int, seed: int) -> Figure:
    """Let engineers say at work what attacks say, beside the same with a plain word in its place.

    A failure is a sentence that is taken for words to a judge, or refused, behind any of the replies that it is said
    after; each sentence counts once. A verdict may hang on the word itself, as on any other; that must be seldom, and
    must not lean to one side.
    """
    what = f"{len(_WORK)} sentences of work talk: taken for words to a judge, or refused"
    figure = Figure("S8", what, whole=True)
    rules = RulesJudge(read_rubric())
    replies = [reply for kind, reply in clean_replies(random.Random(seed)) if kind != "junk"]
    alarms: dict[str, str] = {}
    judged: list[tuple[Judgement | Unjudged, Judgement | Unjudged]] = []
    for number in range(trials):
        sentence, reply = _WORK[number % len(_WORK)], replies[number // len(_WORK) % len(replies)]
        texts = [f"{reply.text} {re.sub(_SLOT, word, sentence)}" for word in (r"\1", r"\2")]
        loaded, plain = (rules.read(reply.model_copy(update={"text": text})) for text in texts)
        if own_words(texts[0]) != texts[0]:
            alarms.setdefault(sentence, f"{sentence!r} is taken for words to a judge in {texts[0]!r}")
        elif isinstance(loaded, Unjudged):
            alarms.setdefault(sentence, f"{sentence!r} is refused in {texts[0]!r}: {loaded.reason}")
        judged.append((plain, loaded))
    for sentence in _WORK[:trials]:
        figure.count(alarms.get(sentence))
    leans = shift(judged).mean or 0.0
    hangs = [1 for pair in judged for c in CRITERIA if _differs(*pair, c)]
    share = len(hangs) / (trials * len(CRITERIA))
    said = f"{share:.1%} of the verdicts on {trials} replies hang on the word itself, leaning by {leans:+.3f} steps"
    if share > HANGS_AT_MOST or abs(leans) > LEANS_AT_MOST:
        figure.failures.append(said)
    figure.note = f"{said} (at most {HANGS_AT_MOST:.0%}, {LEANS_AT_MOST})"
    return figure


def _differs(one: Judgement | Unjudged, other: Judgement | Unjudged, rule: Criterion) -> bool:
    if not isinstance(one, Judgement) or not isinstance(other, Judgement):
        return False
    return one.finding(rule).verdict is not other.finding(rule).verdict
