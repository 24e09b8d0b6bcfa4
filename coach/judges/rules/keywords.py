"""The baseline that any judge has to beat: a bag of keywords per rule, blind to grammar and context."""

import re
from typing import Literal

from coach.domain.judgement import Evidence, Finding, JudgedBy, Judgement, Verdict, ordered
from coach.domain.rubric import RULES, Criterion, Move, Rubric, Rule
from coach.domain.transcript import Reply
from coach.domain.value import digest

MET: dict[Rule, str] = {
    Criterion.RESPECT_HIERARCHY: "understand|respect|your call|your decision|priorities|support your",
    Criterion.PROACTIVE_NOT_REACTIVE: "propose|plan|could help|happy to|offer|outline|volunteer",
    Criterion.VALUE_NOT_EGO: "team|company|customers|value|benefit|business",
    Criterion.PATIENT_PERSISTENT: "understand|meanwhile|follow up|in the future|alternative",
    Criterion.DOCUMENT_EVERYTHING: "summary|recap|notes|email|in writing|document",
    Criterion.EXECUTIVE_PERSPECTIVE: "roi|revenue|cost|risk|customers|strategic|okr|kpi",
    Move.THANKS: "thank|thanks|appreciate|grateful",
    Move.QUANTIFIES_PAST: r"\d+ ?%|\d+ percent|reduced|improved|increased",
    Move.NAMES_PROJECT: "project|system|engine|platform|model",
    Move.VALUE_PROPOSITION: "by using|expertise|result in|which would|improve",
    Move.ACKNOWLEDGES_CONSTRAINT: "understand|i see|makes sense|fair",
    Move.OFFERS_ALTERNATIVE: "smaller|part-time|mentor|shadow|flexible|alternative",
    Move.ASKS_TIMED_FOLLOW_UP: "next week|follow up|schedule|in two weeks|next month",
    Move.ASKS_QUESTION: r"what|how|which|why|when|who",
}
VIOLATED: dict[Rule, str] = {
    Criterion.RESPECT_HIERARCHY: "demand|must|stupid|quit|ridiculous|resign",
    Criterion.PROACTIVE_NOT_REACTIVE: "unfair|never|always|overlooked|ignored|tired of",
    Criterion.VALUE_NOT_EGO: "deserve|visibility|recognition|promotion|credit|seen",
    Criterion.PATIENT_PERSISTENT: "forget it|whatever|never mind|right now|fine",
    Criterion.DOCUMENT_EVERYTHING: "off the record|promised|between us",
    Criterion.EXECUTIVE_PERSPECTIVE: "don't care|boring|fun",
}


class KeywordBaseline:
    """Says what the first keyword says; a violation goes before a met."""

    name: Literal["rules", "llm"] = "rules"

    def __init__(self, rubric: Rubric) -> None:
        self._by = JudgedBy(judge="keywords", rubric=digest(rubric), weights=digest(repr((MET, VIOLATED))))

    async def judge(self, reply: Reply) -> Judgement:
        """Judge one reply."""
        return self.read(reply)

    def read(self, reply: Reply) -> Judgement:
        """Judge one reply without waiting."""
        return Judgement(by=self._by, findings=ordered(_finding(rule, reply.text) for rule in RULES))


def _finding(rule: Rule, text: str) -> Finding:
    for verdict, lists in ((Verdict.VIOLATED, VIOLATED), (Verdict.MET, MET)):
        found = re.search(rf"\b(?:{lists[rule]})\b", text, re.IGNORECASE) if rule in lists else None
        if found:
            evidence = Evidence(quote=found.group(), start=found.start(), end=found.end())
            return Finding(rule=rule, verdict=verdict, evidence=(evidence,), reason="A keyword.")
    return Finding(rule=rule, verdict=Verdict.ABSENT)
