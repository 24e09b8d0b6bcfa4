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

ALARMS_AT_MOST, HANGS_AT_MOST, LEANS_AT_MOST = 0.01, 0.04, 0.03
"""The share of replies that are flagged or refused, and the mean difference in steps that the words make."""

_WORK: list[str] = tomllib.loads(Path(__file__).with_name("work_talk.toml").read_text("utf-8"))["sentences"]
_SLOT = r"<<([^|]*)\|([^>]*)>>"


def check_false_alarms(trials: int, seed: int) -> Figure:
    """Let engineers say at work what attacks say, beside the same with a plain word in its place.

    An alarm is words that are taken for words to a judge, or a reply that is refused. A verdict may hang on the word
    itself, as on any other; that must be seldom, and must not lean to one side.
    """
    figure = Figure("S8", f"{len(_WORK)} sentences of work talk that only sound like an attack")
    rules = RulesJudge(read_rubric())
    replies = [reply for kind, reply in clean_replies(random.Random(seed)) if kind != "junk"]
    alarms: list[str] = []
    judged: list[tuple[Judgement | Unjudged, Judgement | Unjudged]] = []
    for number in range(trials):
        sentence, reply = _WORK[number % len(_WORK)], replies[number // len(_WORK) % len(replies)]
        texts = [f"{reply.text} {re.sub(_SLOT, word, sentence)}" for word in (r"\1", r"\2")]
        loaded, plain = (rules.read(reply.model_copy(update={"text": text})) for text in texts)
        if own_words(texts[0]) != texts[0]:
            alarms.append(f"{sentence!r} is taken for words to a judge")
        elif isinstance(loaded, Unjudged):
            alarms.append(f"{sentence!r} is refused: {loaded.reason}")
        judged.append((plain, loaded))
        figure.count(None)
    leans = shift(judged).mean or 0.0
    hangs = [1 for pair in judged for c in CRITERIA if _differs(*pair, c)]
    if len(alarms) > ALARMS_AT_MOST * trials:
        figure.failures += alarms
    if len(hangs) > HANGS_AT_MOST * trials * len(CRITERIA) or abs(leans) > LEANS_AT_MOST:
        figure.failures.append(f"{len(hangs)} verdicts hang on the word, and lean by {leans:+.3f} steps")
    share = len(hangs) / (trials * len(CRITERIA))
    figure.note = (
        f"{len(alarms)} alarms; {share:.1%} of verdicts hang on the word itself, leaning by {leans:+.3f} steps"
    )
    return figure


def _differs(one: Judgement | Unjudged, other: Judgement | Unjudged, rule: Criterion) -> bool:
    if not isinstance(one, Judgement) or not isinstance(other, Judgement):
        return False
    return one.finding(rule).verdict is not other.finding(rule).verdict
