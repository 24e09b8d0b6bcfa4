"""Rewrites by a language model: one structured call for a reply, with the facts that may be used and no others."""

import json
import secrets
from typing import Literal

from coach.chat import Chat, Message, form_of
from coach.domain.brief import Brief
from coach.domain.judgement import Evidence, Verdict
from coach.domain.rewriting import Occasion
from coach.domain.rubric import CriterionWords, Rubric
from coach.domain.value import Value
from coach.library.prompt import read_prompt
from coach.text import clean, one_line

MOST_CHARACTERS = 1_200
"""Of a rewrite; what is longer is no reply that anybody would say."""


class Said(Value):
    """The model's whole answer."""

    rewrite: str


class LlmRewriter:
    """Asks the model that judged to say the reply better; its answer is a draft like any other."""

    name: Literal["rules", "llm"] = "llm"

    def __init__(self, rubric: Rubric, chat: Chat) -> None:
        self._rubric = rubric
        self._chat = chat
        self._prompt = read_prompt("rewrite")

    async def drafts(self, occasion: Occasion) -> tuple[str, ...]:
        """Return the model's rewrite, or none where it gave none; raises `ModelError`."""
        answer = await self._chat.complete((self._asked(occasion),), Said)
        text = clean(answer.value.rewrite).strip().strip('"“”').strip()
        return (text,) if 0 < len(text) <= MOST_CHARACTERS else ()

    def _asked(self, occasion: Occasion) -> Message:
        words = self._rubric.words(occasion.criterion)
        assert isinstance(words, CriterionWords)
        violated = occasion.verdict is Verdict.VIOLATED
        finding = occasion.judgement.finding(occasion.criterion)
        context = [
            line.model_copy(update={"text": one_line(line.text, limit=4_000)}) for line in occasion.reply.context
        ]
        text = self._prompt.render(
            fence=f"data-{secrets.token_hex(6)}",
            title=words.title,
            goal=words.goal,
            mistake=words.mistake if violated else "The reply had the occasion and did nothing of the kind.",
            met=words.met,
            quotes=_quotes(finding.evidence) if violated else [],
            kept=[f.rule.value for f in occasion.judgement.findings if f.verdict is Verdict.MET],
            facts=_facts(occasion.brief),
            context=context,
            text=occasion.reply.text,
            schema=json.dumps(form_of(Said)),
        )
        return ("human", text)


def _quotes(evidence: tuple[Evidence, ...]) -> list[str]:
    return [one_line(e.quote) for e in evidence]


def _facts(brief: Brief) -> list[str]:
    """Return what the engineer has prepared, line by line."""
    facts = [f"{s.technique}: {s.proof}" for s in brief.strengths]
    for p in brief.projects:
        change = f"; {p.metric}: {p.before} → {p.after} {p.unit}".rstrip() if p.metric else ""
        facts.append(f"{p.name} ({p.own_part}){change}{f'; {p.business_effect}' if p.business_effect else ''}")
    facts += [
        ": ".join(t for t in (o.name, o.strategic, o.in_difficulty, o.seen_by_leadership) if t)
        for o in brief.opportunities
    ]
    facts += [f"{v.technique} → {v.project_goal} → {v.result}" for v in brief.value_propositions]
    return [one_line(fact, limit=600) for fact in facts]
