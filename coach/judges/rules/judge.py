"""The rules judge: every rule read from the words of the reply, at once and without a model."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from types import ModuleType
from typing import Literal

from coach.domain.judgement import Evidence, Finding, JudgedBy, Judgement, Verdict, ordered
from coach.domain.rubric import RULES, Criterion, Move, Rubric, Rule
from coach.domain.transcript import Reply
from coach.domain.value import digest
from coach.judges.evidence import MIN_MET_WORDS
from coach.judges.rules import (
    authority,
    benefit,
    business,
    concern,
    courtesy,
    grievance,
    naming,
    offence,
    past,
    patience,
    proposition,
    record,
    routes,
    sheet,
    steps,
)
from coach.judges.rules.floor import junk
from coach.judges.rules.reading import Hit, Reading, Seen, Sign
from coach.judges.rules.table import compiled, source
from coach.transcripts import lines

_REST_OF_PHRASE = re.compile(r"[\w'’%-]*(?: [\w'’%$€£/-]+(?:[.,]\d+)?){0,10}")
"""The words from a sign to the next stop, ten at most: a quote is read by somebody who did not write the table."""

_REST_OF_WORD = re.compile(r"[\w'’%-]*")

DECIDE: dict[Rule, Callable[[Reading], Seen]] = {
    Criterion.RESPECT_HIERARCHY: authority.respect_hierarchy,
    Criterion.PROACTIVE_NOT_REACTIVE: steps.proactive_not_reactive,
    Criterion.VALUE_NOT_EGO: benefit.value_not_ego,
    Criterion.PATIENT_PERSISTENT: patience.patient_persistent,
    Criterion.DOCUMENT_EVERYTHING: record.document_everything,
    Criterion.EXECUTIVE_PERSPECTIVE: business.executive_perspective,
    Move.THANKS: courtesy.thanks,
    Move.QUANTIFIES_PAST: past.quantifies_past,
    Move.NAMES_PROJECT: naming.names_project,
    Move.VALUE_PROPOSITION: proposition.value_proposition,
    Move.ACKNOWLEDGES_CONSTRAINT: concern.acknowledges_constraint,
    Move.OFFERS_ALTERNATIVE: routes.offers_alternative,
    Move.ASKS_TIMED_FOLLOW_UP: record.asks_timed_follow_up,
    Move.ASKS_QUESTION: courtesy.asks_question,
}
"""Who decides each rule."""

THEMES: tuple[ModuleType, ...] = (
    authority, benefit, business, concern, courtesy, grievance, naming, offence, past, patience, record, routes, steps,
)  # fmt: skip

MAX_EVIDENCE = 3
"""Places that a finding shows at most."""


class RulesJudge:
    """Judges a reply by what its words say: offline, in about two milliseconds, and the same every time."""

    name: Literal["rules", "llm"] = "rules"

    def __init__(self, rubric: Rubric) -> None:
        self._by = JudgedBy(judge="rules", rubric=digest(rubric), weights=_digest_of_rules())

    async def judge(self, reply: Reply) -> Judgement:
        """Judge one reply."""
        return self.read(reply)

    def read(self, reply: Reply) -> Judgement:
        """Judge one reply without waiting, as for a draft at each key press."""
        reading = Reading(reply)
        worthless = junk(reading.sheet)
        return Judgement(by=self._by, findings=ordered(_finding(reading, rule, worthless) for rule in RULES))


def compile_patterns() -> None:
    """Compile every table now (a fifth of a second), so that the first reply does not wait for it."""
    for sign in _signs():
        compiled(sign.table)
    for table in sheet.TABLES:
        compiled(table)
    lines.compile_patterns()


def _finding(reading: Reading, rule: Rule, worthless: bool) -> Finding:
    seen = DECIDE[rule](reading)
    met = seen.verdict is Verdict.MET
    if seen.verdict is Verdict.ABSENT or (met and worthless):
        return Finding(rule=rule, verdict=Verdict.ABSENT)
    least = MIN_MET_WORDS if met and isinstance(rule, Criterion) else 1
    shown = {
        quote
        for hit in seen.hits[:MAX_EVIDENCE]
        if (quote := _quoted(reading, hit, least, phrase=rule is not Move.NAMES_PROJECT))
    }
    if not shown:
        return Finding(rule=rule, verdict=Verdict.ABSENT)
    whole = [e for e in shown if not any(o != e and o.start <= e.start and e.end <= o.end for o in shown)]
    evidence = tuple(sorted(whole, key=lambda e: e.start))
    return Finding(rule=rule, verdict=seen.verdict, evidence=evidence, reason=seen.reason)


def _quoted(reading: Reading, hit: Hit, least: int, *, phrase: bool) -> Evidence | None:
    """Quote a place to the end of its phrase; what is too short grows to its sentence, then to the whole reply."""
    text = reading.sheet.reply.text
    sentence = reading.sheet.sentences[hit.sentence]
    whole = (sentence.start, sentence.start + len(sentence.text))
    rest = (_REST_OF_PHRASE if phrase else _REST_OF_WORD).match(text, hit.end, whole[1])
    for start, end in ((hit.start, rest.end() if rest else hit.end), whole, (0, len(text))):
        quote = text[start:end].strip()
        if len(quote.split()) >= least:
            start += len(text[start:end]) - len(text[start:end].lstrip())
            return Evidence(quote=quote, start=start, end=start + len(quote))
    return None


def _signs() -> Iterator[Sign]:
    for theme in THEMES:
        for value in vars(theme).values():
            if isinstance(value, Sign):
                yield value


@cache
def _digest_of_rules() -> str:
    """Return the digest of all tables with their lists filled in."""
    tables = {sign.name: source(sign.table) for sign in _signs()}
    return digest("\n".join(f"{name}: {tables[name]}" for name in sorted(tables)))
