"""Judgements made by hand, for tests that need no judge."""

from collections.abc import Iterable
from typing import Literal

from coach.domain.judgement import Evidence, Finding, JudgedBy, Judgement, Verdict, ordered
from coach.domain.rewriting import Occasion
from coach.domain.rubric import RULES, Rule
from coach.errors import ModelError

BY = JudgedBy(judge="rules", rubric="test")


def judgement(
    met: Iterable[Rule] = (),
    violated: Iterable[Rule] = (),
    unjudged: Iterable[Rule] = (),
    quote: str = "the quoted words",
) -> Judgement:
    """Return a judgement with these verdicts and `absent` for all other rules; every quote is `quote`."""
    verdicts = {
        **dict.fromkeys(RULES, Verdict.ABSENT),
        **dict.fromkeys(met, Verdict.MET),
        **dict.fromkeys(violated, Verdict.VIOLATED),
        **dict.fromkeys(unjudged, Verdict.UNJUDGED),
    }
    evidence = (Evidence(quote=quote, start=0, end=len(quote)),)
    found = {Verdict.MET, Verdict.VIOLATED}
    return Judgement(
        by=BY,
        findings=ordered(
            Finding(rule=rule, verdict=verdict, evidence=evidence if verdict in found else ())
            for rule, verdict in verdicts.items()
        ),
    )


class FakeRewriter:
    """A model's rewriter that gives the drafts it is told to, or fails, and counts how often it is asked."""

    name: Literal["rules", "llm"] = "llm"

    def __init__(self, *drafts: str, fault: ModelError | None = None) -> None:
        self.given = drafts
        self.fault = fault
        self.asked: list[Occasion] = []

    async def drafts(self, occasion: Occasion) -> tuple[str, ...]:
        self.asked.append(occasion)
        if self.fault:
            raise self.fault
        return self.given
