"""The rules judge: the rubric's rules as a small model learned them, read from the words at once and offline."""

from collections.abc import Iterator
from functools import cache, cached_property
from operator import mul
from typing import Literal, TypedDict

from coach.domain.judgement import Evidence, Finding, JudgedBy, Judgement, Unjudged, Verdict, ordered
from coach.domain.rubric import RULES, Criterion, Rubric, Rule
from coach.domain.transcript import Reply
from coach.domain.value import digest
from coach.english.language import foreign
from coach.english.linear import Linear, logistic, read_package_data
from coach.english.words import BLANK, tokens
from coach.judges.evidence import MIN_MET_WORDS, WORD
from coach.judges.rules.features import SIGNS, Scores, reply_features, sentence_features
from coach.judges.rules.floor import english, junk
from coach.judges.rules.reasons import REASONS
from coach.judges.rules.sheet import Sheet, Stretch

MAX_EVIDENCE = 2
"""Places that a finding shows at most."""

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


class Reading:
    """One reply as the model reads it."""

    def __init__(self, reply: Reply) -> None:
        self.sheet = Sheet(reply)
        self._features = sentence_features(self.sheet)
        self._clauses: dict[int, set[str]] = {}

    @cached_property
    def scores(self) -> list[Scores]:
        """The log-odds of every sign in every sentence."""
        of = len(self.sheet.words)
        return [
            model().sentence.scores(self._features(words, number, of)) for number, words in enumerate(self.sheet.words)
        ]

    @cached_property
    def likely(self) -> dict[str, float]:
        """The probability of every sign in the reply."""
        return model().likely(reply_features(self.sheet, self.scores))

    def shows(self, sign: str) -> bool:
        """Whether the reply shows a sign."""
        return self.likely[sign] >= model().thresholds[sign]

    def places(self, sign: str, least: int) -> Iterator[Evidence]:
        """Yield the words that show a sign, the clearest first: a clause where it says it alone, else its sentence."""
        column = SIGNS.index(sign)
        ranked = sorted(range(len(self.scores)), key=lambda n: self.scores[n][column], reverse=True)
        first = logistic(self.scores[ranked[0]][column]) if ranked else 0.0
        for number in ranked[:MAX_EVIDENCE]:
            if logistic(self.scores[number][column]) >= first / 2:
                yield from self._quoted(number, column, least)

    def _clause(self, number: int, clause: Stretch) -> set[str]:
        """Return the features of a clause of sentence `number`; none where it is too short to say anything alone."""
        if clause.start not in self._clauses:
            words = tokens(clause.text)
            enough = len(words) >= MIN_MET_WORDS
            self._clauses[clause.start] = self._features(words, number, len(self.scores)) if enough else set()
        return self._clauses[clause.start]

    def _quoted(self, number: int, column: int, least: int) -> Iterator[Evidence]:
        sentence = self.sheet.sentences[number]
        whole = logistic(self.scores[number][column])
        best, shown = sentence, whole * _CLAUSE_SHARE
        clauses = sentence.clauses()
        if len(clauses) > 1:
            for clause in clauses:
                features = self._clause(number, clause)
                if features and logistic(score := model().sentence.score(features, column)) >= shown:
                    best, shown = clause, logistic(score)
        for place in (best, sentence, Stretch(0, self.sheet.reply.text)):
            quote = self.sheet.reply.text[place.start : place.end]
            trimmed = quote.strip(" \n\t,:;–—-")
            if len(WORD.findall(trimmed)) >= least:
                start = place.start + quote.index(trimmed)
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
        language = foreign(reading.sheet.own.replace(BLANK, ""))
        # English with words of another language beside it is judged: nobody gets out of a verdict by adding some.
        if language and not any(map(english, reading.sheet.words)):
            return Unjudged(by=self._by, reason=f"The offline judge reads English only, and this is {language}.")
        worthless = junk(reading.sheet)
        return Judgement(by=self._by, findings=ordered(_finding(reading, rule, worthless) for rule in RULES))


def preload() -> None:
    """Read the weights and the lexicon now, so that the first reply does not wait for them."""
    Reading(Reply(setting="", text="Ready.")).likely  # noqa: B018 - read for its effect


def weights_digest() -> str:
    """Return the digest of all that the judge has learned: weights, lexicon and line model."""
    parts = [model().digest]
    parts += [read_package_data("coach.english", name)[1] for name in ("lexicon.json", "lines.json")]
    return digest(" ".join(parts))


def _finding(reading: Reading, rule: Rule, worthless: str) -> Finding:
    if not reading.scores:
        return Finding(rule=rule, verdict=Verdict.ABSENT, reason=worthless)
    criterion = isinstance(rule, Criterion)
    if criterion and reading.shows(f"{rule.value}-"):
        return _shown(reading, rule, Verdict.VIOLATED, f"{rule.value}-", 1)
    if worthless:
        return Finding(rule=rule, verdict=Verdict.ABSENT, reason=worthless)
    sign = f"{rule.value}+" if criterion else rule.value
    if reading.shows(sign):
        return _shown(reading, rule, Verdict.MET, sign, MIN_MET_WORDS if criterion else 1)
    return Finding(rule=rule, verdict=Verdict.ABSENT)


def _shown(reading: Reading, rule: Rule, verdict: Verdict, sign: str, least: int) -> Finding:
    found = dict.fromkeys(reading.places(sign, least))
    evidence = tuple(sorted(found, key=lambda e: e.start))
    if not evidence:
        return Finding(rule=rule, verdict=Verdict.ABSENT)
    return Finding(rule=rule, verdict=verdict, evidence=evidence, reason=REASONS[sign])
