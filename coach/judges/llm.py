"""The scoring chain: render | structured call | check. The only way in which a language model judges."""

import json
import re
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import langsmith
from langchain_core.runnables import Runnable, RunnableLambda

from coach.chat import Answer, Chat, Message, form_of
from coach.domain.judgement import Evidence, Finding, JudgedBy, Judgement, Unjudged, Verdict, locate, ordered
from coach.domain.rubric import RULES, Criterion, Move, Rubric, Rule
from coach.domain.transcript import Line, Reply
from coach.domain.value import Value, digest
from coach.english.words import BLANK
from coach.errors import ModelError
from coach.judges.evidence import ADDRESSED, GUARD, MIN_MET_WORDS, WORD, own_words, worthless
from coach.judges.obedience import OBEYED, doubting_digest, obeyed
from coach.library.prompt import read_prompt
from coach.text import one_line

# A rehearsal is private. The chain is traced from its first step on, long before the gateway is loaded.
langsmith.configure(enabled=False)


class CriterionMark(Value):
    """What the model says of one criterion; the reason stands before the verdict so that it is thought first."""

    rule: Criterion
    reason: str
    verdict: Literal["violated", "absent", "met"]
    quotes: tuple[str, ...]


class MoveMark(Value):
    """What the model says of one move."""

    rule: Move
    reason: str
    made: bool
    quotes: tuple[str, ...]


class Sheet(Value):
    """The model's whole answer: lists of small objects, because strict servers take no free-form maps."""

    criteria: tuple[CriterionMark, ...]
    moves: tuple[MoveMark, ...]


class _Asked(NamedTuple):
    """A reply on its way through the chain: what is asked, and then what came back."""

    reply: Reply
    messages: tuple[Message, ...]
    nothing: str = ""
    """Why there is nothing in it to ask about, or an empty text."""
    came: Answer[Sheet] | ModelError | None = None


class LlmJudge:
    """The judge behind the door: `votes` runs of the scoring chain per reply, and what most of them say."""

    name: Literal["rules", "llm"] = "llm"

    def __init__(self, rubric: Rubric, chat: Chat, votes: int = 1) -> None:
        self._chain = scoring_chain(rubric, chat)
        self._votes = votes

    async def judge(self, reply: Reply) -> Judgement | Unjudged:
        """Judge one reply; a failed call is an `Unjudged`."""
        # One after another: how many calls run at once is the caller's to bound, by replies.
        return elected([await self._chain.ainvoke(reply) for _ in range(self._votes)])


def elected(answers: Sequence[Judgement | Unjudged]) -> Judgement | Unjudged:
    """Return what most of the answers on one reply say, rule by rule, with the spread of the votes.

    A verdict needs more than half of the answers that judged the reply; where none has it the rule is `unjudged`. Its
    words and reason are those of the first answer that gave it. Failed calls have no vote; if all failed, so has this.
    """
    judged = [a for a in answers if isinstance(a, Judgement)]
    if len(answers) == 1 or not judged:
        return answers[0]
    by = judged[0].by.model_copy(
        update={
            "input_tokens": _total(j.by.input_tokens for j in judged),
            "output_tokens": _total(j.by.output_tokens for j in judged),
        }
    )
    return Judgement(by=by, findings=tuple(_elected([j.finding(rule) for j in judged]) for rule in RULES))


def _elected(findings: Sequence[Finding]) -> Finding:
    votes = tuple(Counter(f.verdict for f in findings).most_common())
    verdict, count = votes[0]
    if count * 2 > len(findings):
        return next(f for f in findings if f.verdict is verdict).model_copy(update={"votes": votes})
    spread = ", ".join(f"{n} × {v.value}" for v, n in votes)
    return Finding(rule=findings[0].rule, verdict=Verdict.UNJUDGED, reason=f"No majority: {spread}.", votes=votes)


def scoring_chain(rubric: Rubric, chat: Chat) -> Runnable[Reply, Judgement | Unjudged]:
    """Return the chain that judges a reply by `rubric` with the model behind `chat`.

    Asynchronous (`ainvoke`, `abatch`, `abatch_as_completed`). Failures are values: an `Unjudged` where the call failed,
    a finding `unjudged` where a verdict came twice without words of the reply to show for it.
    """
    judge, question = read_prompt("judge"), read_prompt("reply")
    # Byte for byte the same in every call, so that a server's prompt cache holds; all that varies comes after it.
    system = judge.render(rubric=rubric, schema=json.dumps(form_of(Sheet)))
    prompt = digest(judge.digest + question.digest + GUARD + doubting_digest())
    by = JudgedBy(judge="llm", rubric=digest(rubric), prompt=prompt, model=chat.model, asked=chat.model)

    def render(reply: Reply) -> _Asked:
        if nothing := worthless(own := own_words(reply.text)):
            return _Asked(reply, (), nothing)
        fence = f"data-{secrets.token_hex(6)}"
        # What speaks to a judge is no evidence, so that it has no business before one either.
        setting, context = _marked(own_words(reply.setting)), _lines(reply.context)
        asked = question.render(fence=fence, setting=setting, context=context, text=_marked(own))
        return _Asked(reply, (("system", system), ("human", asked)))

    async def call(asked: _Asked) -> _Asked:
        if asked.nothing:
            return asked
        try:
            return asked._replace(came=await chat.complete(asked.messages, Sheet))
        except ModelError as error:
            return asked._replace(came=error)

    async def check(asked: _Asked) -> Judgement | Unjudged:
        if asked.came is None:
            return Judgement(by=by, findings=tuple(_absent(rule, asked.nothing) for rule in RULES))
        if isinstance(asked.came, ModelError):
            return Unjudged(by=by, reason=asked.came.sentence)
        answer = asked.came
        found, faults = _read(answer.value, asked.reply)
        if faults:
            repair: tuple[Message, ...] = (("ai", answer.text), ("human", _repair(faults)))
            try:
                again = await chat.complete((*asked.messages, *repair), Sheet)
            except ModelError as error:
                faults = {rule: f"{fault} Asking again failed: {error}" for rule, fault in faults.items()}
            else:
                answer = _both(answer, again)
                # Only what was sent back is read again: the rest has been judged.
                second, still = _read(again.value, asked.reply)
                found |= {rule: second[rule] for rule in faults if rule in second}
                faults = {rule: still[rule] for rule in faults if rule in still}
        if obeyed(asked.reply, found.values()):
            return Unjudged(by=_spent(by, answer), reason=OBEYED)
        found |= {rule: Finding(rule=rule, verdict=Verdict.UNJUDGED, reason=fault) for rule, fault in faults.items()}
        return Judgement(by=_spent(by, answer), findings=ordered(found.values()))

    steps = RunnableLambda(render) | RunnableLambda(call) | RunnableLambda(check)
    return steps.with_config(run_name="scoring_chain")


def _lines(context: Sequence[Line]) -> list[Line]:
    return [line.model_copy(update={"text": one_line(_marked(own_words(line.text)), limit=4_000)}) for line in context]


def _marked(own: str) -> str:
    """Return what is somebody's own of a text, with a mark in place of each stretch that is blanked in it."""
    return _LEFT_OUT.sub(" […] ", own).strip()


_LEFT_OUT = re.compile(rf"\s*{BLANK}(?:[\s.!?]*{BLANK})*[.!?]*\s*")


def _read(sheet: Sheet, reply: Reply) -> tuple[dict[Rule, Finding], dict[Rule, str]]:
    """Return the findings that hold, and what is wrong with the other rules."""
    found: dict[Rule, Finding] = {}
    faults: dict[Rule, str] = {}
    own = own_words(reply.text)
    marks: tuple[CriterionMark | MoveMark, ...] = (*sheet.criteria, *sheet.moves)
    for mark in marks:
        rule: Rule = mark.rule
        if rule in found or rule in faults:
            continue  # the first word on a rule counts
        finding = _finding(mark, reply.text, own)
        if isinstance(finding, str):
            faults[rule] = finding
        else:
            found[rule] = finding
    faults |= {rule: "It has no entry." for rule in RULES if rule not in found and rule not in faults}
    return found, faults


def _finding(mark: CriterionMark | MoveMark, text: str, own: str) -> Finding | str:
    """Return the finding for a mark, or what is wrong with it. `own` is the text without what speaks to a judge."""
    if isinstance(mark, CriterionMark):
        verdict = Verdict(mark.verdict)
        least = MIN_MET_WORDS if verdict is Verdict.MET else 1
    else:
        verdict, least = Verdict.MET if mark.made else Verdict.ABSENT, 1
    reason = one_line(mark.reason, limit=400)
    if verdict is Verdict.ABSENT:
        return Finding(rule=mark.rule, verdict=verdict, reason=reason)
    if len(WORD.findall(text)) < least:
        return _absent(mark.rule, "It is too short to show this.")
    evidence: list[Evidence] = []
    to_the_judge = False
    for quote in mark.quotes:
        if here := locate(quote, own) or locate(quote, text):
            here = Evidence(quote=text[here.start : here.end], start=here.start, end=here.end)
            if not WORD.search(own[here.start : here.end]):
                to_the_judge = True
            elif len(WORD.findall(here.quote)) >= least:
                evidence.append(here)
    if evidence:
        return Finding(rule=mark.rule, verdict=verdict, evidence=tuple(dict.fromkeys(evidence)), reason=reason)
    if to_the_judge:
        return _absent(mark.rule, ADDRESSED)
    if not mark.quotes:
        return f"“{verdict}” without a quote."
    shown = one_line(mark.quotes[0], limit=80)
    return f"“{shown}” does not stand in the reply{f' in at least {least} words' if least > 1 else ''}."


def _absent(rule: Rule, reason: str) -> Finding:
    return Finding(rule=rule, verdict=Verdict.ABSENT, reason=reason)


def _repair(faults: Mapping[Rule, str]) -> str:
    listed = "\n".join(f"- {rule.value}: {fault}" for rule, fault in faults.items())
    return (
        f"These entries cannot stand:\n{listed}\n"
        "Look at them again. Quote the reply's own words, letter by letter, or change the verdict. "
        "Answer with the whole JSON object once more."
    )


def _both(first: Answer[Sheet], second: Answer[Sheet]) -> Answer[Sheet]:
    return second._replace(
        input_tokens=_total((first.input_tokens, second.input_tokens)),
        output_tokens=_total((first.output_tokens, second.output_tokens)),
    )


def _total(counts: Iterable[int | None]) -> int | None:
    """Return the sum of what is known, or `None` where nothing is."""
    known = [n for n in counts if n is not None]
    return sum(known) if known else None


def _spent(by: JudgedBy, answer: Answer[Sheet]) -> JudgedBy:
    return by.model_copy(
        update={
            "model": answer.model or by.model,
            "fingerprint": answer.fingerprint or None,
            "input_tokens": answer.input_tokens,
            "output_tokens": answer.output_tokens,
        }
    )
