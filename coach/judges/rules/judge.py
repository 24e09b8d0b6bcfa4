"""The rules judge: the rubric's rules as a small model learned them, read from the words at once and offline."""

from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from operator import mul
from typing import Literal, TypedDict

from coach.domain.judgement import Evidence, Finding, JudgedBy, Judgement, Unjudged, Verdict, ordered
from coach.domain.rubric import RULES, Criterion, Move, Rubric, Rule
from coach.domain.transcript import Line, Reply, Speaker
from coach.domain.value import digest
from coach.english.language import foreign
from coach.english.linear import Linear, Part, logistic, package_digest, read_package_data
from coach.english.words import BLANK, tokens, wording
from coach.judges.evidence import ADDRESSED, GUARD, MIN_MET_WORDS, WORD
from coach.judges.rules.features import MET, SIGNS, VIOLATED, Scores, place_features, reply_features
from coach.judges.rules.floor import empty, english, hollow, junk, thin
from coach.judges.rules.reasons import REASONS
from coach.judges.rules.sheet import Sheet, Stretch

READING = "2"
"""The version of the code that reads: of this module, `sheet`, `features`, `floor` and `coach.english`. Raise it when a
change of them changes a verdict, so that the judgements before and after can be told apart."""

MAX_EVIDENCE = 2
"""Places that a finding shows at most."""

SURE = 0.75
"""From this probability on a violation is sure: in dev.jsonl 85 % of such ones are so labelled, 44 % of the others."""

LEAST = 0.15
"""A sentence in which no sign is this likely adds nothing to what is met.

It and the floor's two densities were chosen on attacks of other wordings than those of `calibrate`."""

_NAMED = tuple(
    SIGNS.index(f"{criterion.value}+")
    for criterion in (Criterion.VALUE_NOT_EGO, Criterion.EXECUTIVE_PERSPECTIVE, Criterion.PROACTIVE_NOT_REACTIVE)
)
"""A benefit, a business term or a step has to be named: what a sentence that hardly means anything cannot show."""

_NEVER = -6.0
"""The log-odds of what a sentence cannot show."""

_CLAUSE_SHARE = 0.8
"""The share of its sentence's probability that a clause must keep to be quoted alone."""


class ReplyData(TypedDict):
    """The second level as it is written: features are scaled, weighed for each sign, and cut at a threshold."""

    mean: list[float]
    scale: list[float]
    weights: dict[str, list[float]]
    bias: dict[str, float]
    thresholds: dict[str, float]


class Model:
    """The learned weights: sentences to signs, and the reply's sentences to verdicts."""

    def __init__(self) -> None:
        data, self.digest = read_package_data("coach.judges.rules", "weights.json")
        self.sentence = Linear(data["sentence"])
        self._reply: ReplyData = data["reply"]
        self.thresholds: dict[str, float] = self._reply["thresholds"]

    def likely(self, features: list[float]) -> dict[str, float]:
        """Return the probability of each sign for a reply's features."""
        reply = self._reply
        scaled = [(f - m) / s for f, m, s in zip(features, reply["mean"], reply["scale"], strict=True)]
        return {sign: logistic(reply["bias"][sign] + sum(map(mul, reply["weights"][sign], scaled))) for sign in SIGNS}


@cache
def model() -> Model:
    """Return the weights, read at their first use (some 60 ms)."""
    return Model()


@lru_cache(maxsize=128)  # the sentences of one reply and their clauses: they are read again in its bare reading
def _said(words: tuple[str, ...]) -> Part:
    """Return what the words alone come to."""
    return model().sentence.part(wording(list(words)))


class Reading:
    """One reply as the model reads it."""

    def __init__(self, reply: Reply, sheet: Sheet | None = None) -> None:
        self.sheet = sheet or Sheet(reply)
        self._placed = place_features(self.sheet)

    @cached_property
    def scores(self) -> list[Scores]:
        """The log-odds of every sign in every sentence."""
        of = len(self.sheet.words)
        return [
            model().sentence.scores(self._placed(words, number, of), _said(tuple(words)))
            for number, words in enumerate(self.sheet.words)
        ]

    @cached_property
    def clause_scores(self) -> list[Scores]:
        """The log-odds of every sign in every clause of the sentences that have several."""
        of = len(self.sheet.words)
        return [
            model().sentence.scores(self._placed(words, number, of), _said(tuple(words)))
            for number, words in ((number, tokens(clause.text)) for number, clause in self.sheet.clauses)
        ]

    @cached_property
    def bare(self) -> "Reading":
        """The same reply without the sentences that add nothing: many words are no more than their few that say it.

        A sentence of few words with meaning counts for what such a one can show.
        """
        sheet = self.sheet
        kept = [
            number
            for number, (sentence, words) in enumerate(zip(sheet.sentences, sheet.words, strict=True))
            if logistic(max(self.scores[number])) >= LEAST and not empty(sentence.text, words)
        ]
        names_nothing = {place for place, number in enumerate(kept) if thin(sheet.words[number])}
        if len(kept) == len(sheet.sentences) and not names_nothing:
            return self
        bare = Reading(sheet.reply, sheet.only(kept))
        bare.bare = bare
        if names_nothing:
            clauses = zip(bare.sheet.clauses, bare.clause_scores, strict=True)
            bare.clause_scores = [_thinned(row) if place in names_nothing else row for (place, _), row in clauses]
            bare.scores = [_thinned(row) if place in names_nothing else row for place, row in enumerate(bare.scores)]
        return bare

    @cached_property
    def likely(self) -> dict[str, float]:
        """The probability of every sign in the reply.

        What is met has to be met in its bare reading, too, and what goes against a rule does so in either: words that
        add nothing neither earn a verdict nor thin one out.
        """
        whole = self._likely()
        if self.bare is self:
            return whole
        bare = self.bare._likely() if self.bare.scores else dict.fromkeys(SIGNS, 0.0)
        return (
            whole
            | {sign: min(whole[sign], bare[sign]) for sign in MET}
            | {sign: max(whole[sign], bare[sign]) for sign in VIOLATED}
        )

    def _likely(self) -> dict[str, float]:
        return model().likely(reply_features(self.sheet, self.scores, self.clause_scores))

    @property
    def silenced(self) -> str:
        """Why some of the reply was not weighed, or an empty text."""
        return ADDRESSED if self.sheet.own.count(BLANK) > self.sheet.reply.text.count(BLANK) else ""

    def shows(self, sign: str) -> bool:
        """Whether the reply shows a sign."""
        return self.likely[sign] >= model().thresholds[sign]

    def shown_in(self, quote: Evidence, sign: str) -> float:
        """Return how likely the sentences that a quote stands in show a sign, or one of their clauses does."""
        column = SIGNS.index(sign)
        stands = {
            number
            for number, sentence in enumerate(self.sheet.sentences)
            if sentence.start < quote.end and quote.start < sentence.end
        }
        rows = [self.scores[number] for number in stands]
        rows += [
            row for (number, _), row in zip(self.sheet.clauses, self.clause_scores, strict=True) if number in stands
        ]
        return max((logistic(row[column]) for row in rows), default=0.0)

    def places(self, sign: str, least: int) -> Iterator[Evidence]:
        """Yield the words that show a sign, the clearest first: a clause where it says it alone, else its sentence."""
        if sign in MET and self.bare is not self:
            yield from self.bare.places(sign, least)
            return
        column = SIGNS.index(sign)
        shown = [logistic(row[column]) for row in self.scores]
        best = {number: (p, self.sheet.sentences[number]) for number, p in enumerate(shown)}
        for (number, clause), row in zip(self.sheet.clauses, self.clause_scores, strict=True):
            p = logistic(row[column])
            if p >= max(best[number][0], shown[number] * _CLAUSE_SHARE):
                best[number] = (p, clause)
        ranked = sorted(best.items(), key=lambda entry: entry[1][0], reverse=True)
        for number, (p, place) in ranked[:MAX_EVIDENCE]:
            if p >= ranked[0][1][0] / 2:
                yield from self._quoted(place, self.sheet.sentences[number], least)

    def _quoted(self, place: Stretch, sentence: Stretch, least: int) -> Iterator[Evidence]:
        """Yield a place as a quote; what is too short grows to its sentence, then to the whole reply."""
        text = self.sheet.reply.text
        for stretch in (place, sentence, Stretch(0, text)):
            quote = text[stretch.start : stretch.end]
            trimmed = quote.strip(" \n\t,:;–—-")
            if len(WORD.findall(trimmed)) >= least:
                start = stretch.start + quote.index(trimmed)
                yield Evidence(quote=trimmed, start=start, end=start + len(trimmed))
                return


class RulesJudge:
    """Judges a reply by what its words say: offline, in a millisecond or two, and the same every time."""

    name: Literal["rules", "llm"] = "rules"

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = digest(rubric)

    @cached_property
    def _by(self) -> JudgedBy:
        return JudgedBy(judge="rules", rubric=self._rubric, weights=weights_digest())

    async def judge(self, reply: Reply) -> Judgement | Unjudged:
        """Judge one reply; one that is not English is `Unjudged`."""
        return self.read(reply)

    def read(self, reply: Reply) -> Judgement | Unjudged:
        """Judge one reply without waiting, as for a draft at each key press."""
        reading = Reading(reply)
        # English with words of another language beside it is judged: nobody gets out of a verdict by adding some.
        if not any(map(english, reading.sheet.words)) and (language := foreign(reading.sheet.own.replace(BLANK, ""))):
            return Unjudged(by=self._by, reason=f"The offline judge reads English only, and this is {language}.")
        bare = reading.bare.sheet
        worthless = junk(reading.sheet) or (junk(bare) if bare.sentences else "")
        nothing_but_thanks = hollow(reading.sheet) or hollow(bare)
        findings = (_finding(reading, rule, worthless, nothing_but_thanks) for rule in RULES)
        return Judgement(by=self._by, findings=ordered(findings))


def _thinned(row: Scores) -> Scores:
    return [min(score, _NEVER) if place in _NAMED else score for place, score in enumerate(row)]


def preload() -> None:
    """Read the weights, the lexicon and the line model now, so that the first reply does not wait for them."""
    asked = Line(speaker=Speaker.MANAGER, text="Are you ready?")
    Reading(Reply(setting="", context=(asked,), text="Ready.")).likely  # noqa: B018 - read for its effect


def weights_digest() -> str:
    """Return the digest of all that makes a verdict: weights, lexicon and line model, and the versions of the code."""
    parts = [model().digest, READING, GUARD]
    parts += [package_digest("coach.english", name) for name in ("lexicon.json", "lines.json")]
    return digest(" ".join(parts))


def _finding(reading: Reading, rule: Rule, worthless: str, hollow: str) -> Finding:
    criterion = isinstance(rule, Criterion)
    if criterion and reading.scores and reading.shows(f"{rule.value}-"):
        sign = f"{rule.value}-"
        found = _shown(reading, rule, Verdict.VIOLATED, sign, 1)
        return found.model_copy(update={"sure": reading.likely[sign] >= SURE})
    if nothing := worthless or (hollow if rule is not Move.THANKS else ""):
        return Finding(rule=rule, verdict=Verdict.ABSENT, reason=nothing)
    sign = f"{rule.value}+" if criterion else rule.value
    if reading.scores and reading.shows(sign):
        return _shown(reading, rule, Verdict.MET, sign, MIN_MET_WORDS if criterion else 1)
    return Finding(rule=rule, verdict=Verdict.ABSENT, reason=reading.silenced)


def _shown(reading: Reading, rule: Rule, verdict: Verdict, sign: str, least: int) -> Finding:
    found = dict.fromkeys(reading.places(sign, least))
    evidence = tuple(sorted(found, key=lambda e: e.start))
    if not evidence:
        return Finding(rule=rule, verdict=Verdict.ABSENT, reason=reading.silenced)
    return Finding(rule=rule, verdict=verdict, evidence=evidence, reason=REASONS[sign])
