"""Scripted engineers: what they say to whatever a manager does, with the labels that the lines' authors gave."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from coach.domain.brief import Brief
from coach.domain.judgement import Evidence, Finding, JudgedBy, Judgement, Verdict, ordered
from coach.domain.ledger import Ledger
from coach.domain.rubric import RULES, Criterion, Move, Rule
from coach.domain.scenario import Condition, Pattern, Scenario
from coach.domain.transcript import Cue, CueKind
from coach.domain.value import Text, Value, Words


class Engineer(StrEnum):
    """The scripted engineers; the first is meant to win, and the bland and the stuffing one never get a yes."""

    IDEAL = "ideal"
    DECENT = "decent"
    BLAND = "bland"
    COMPLAINING = "complaining"
    PUSHY = "pushy"
    SILENT = "silent"
    STUFFING = "stuffing"
    INJECTING = "injecting"
    CLUMSY = "clumsy"
    """Offends against each criterion in turn, contradicts themselves, and goes on for too long."""


Situation = Literal["any", "open", "probe", "react", "press", "condition", "yield_in_part", "grant"] | Pattern
"""What a line answers: a move of the manager's, or an objection by its pattern."""


class EngineerLine(Value):
    """One thing that a scripted engineer says, and the labels that its author gave it.

    The text's slots are filled from the brief: `{project}`, `{technique}`, `{goal}`, `{result}`, `{past}`,
    `{own_part}`, `{metric}`, `{before}`, `{after}`, `{unit}`, `{effect}`.
    """

    who: Engineer
    author: Text
    to: Annotated[tuple[Situation, ...], Field(min_length=1)]
    text: Words
    met: tuple[Criterion, ...] = ()
    violated: tuple[Criterion, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def rules(self) -> frozenset[Rule]:
        """What it fulfils; nothing where it violates anything."""
        return frozenset() if self.violated else frozenset((*self.met, *self.moves))


class Engineers(Value):
    """The lines of all scripted engineers."""

    lines: Annotated[tuple[EngineerLine, ...], Field(min_length=1)]

    def authors(self, who: Engineer) -> tuple[str, ...]:
        """Return those who wrote this engineer."""
        return tuple(dict.fromkeys(line.author for line in self.lines if line.who is who))

    def of(self, who: Engineer, author: str) -> tuple[EngineerLine, ...]:
        """Return one author's lines of an engineer."""
        return tuple(line for line in self.lines if line.who is who and line.author == author)


def filled(text: str, scenario: Scenario, brief: Brief) -> str:
    """Return a line with its slots filled from the brief; a slot that the brief does not fill is left out."""
    past = next((p for p in brief.projects if p.before and p.after), None)
    value = brief.value_propositions[0] if brief.value_propositions else None
    project = brief.opportunities[0].name if brief.opportunities else scenario.projects[0].name
    slots = {
        "project": project,
        "technique": value.technique if value else "",
        "goal": value.project_goal if value else "",
    }
    slots |= {"result": value.result if value else ""}
    if past:
        slots |= {"past": past.name, "own_part": past.own_part, "metric": past.metric, "before": past.before}
        slots |= {"after": past.after, "unit": past.unit, "effect": past.business_effect}
    said = re.sub(r"\{(\w+)\}", lambda found: slots.get(found[1], "").strip(" ."), text)
    return re.sub(r"\b(the|our) (?:the|our) ", r"\1 ", re.sub(r" (%)", r" \1", " ".join(said.split())))


def situation(cue: Cue, scenario: Scenario) -> tuple[Situation, ...]:
    """Return what a reply to a cue has to answer, the most telling first."""
    pattern = scenario.objection(cue.objection).pattern if cue.objection else None
    if cue.condition and pattern:
        return ("condition", "press", pattern)
    match cue.kind:
        case CueKind.OPEN:
            return ("open",)
        case CueKind.PROBE:
            return ("probe", "press", "open")
        case CueKind.REACT:
            return ("react",)
        case CueKind.OBJECT | CueKind.DEFER if pattern:
            return (pattern,)
        case CueKind.PRESS | CueKind.ACKNOWLEDGE if pattern:
            return ("press", pattern)
        case CueKind.GRANT:
            return ("grant",)
    return ("yield_in_part", "grant")


def choose(
    lines: Sequence[EngineerLine], cue: Cue, scenario: Scenario, ledger: Ledger, said: Iterable[str], turn: int
) -> EngineerLine:
    """Return what an engineer says to a cue: the ideal one whatever settles it, the others what fits, in their order.

    `ledger` is the one by the author's labels, `said` holds the texts that have been spoken. Who says the same to
    anything goes through their lines in turn, from the one at `turn` on.
    """
    spoken = set(said)
    wanted = situation(cue, scenario)
    fits = [line for place in wanted for line in lines if place in line.to] or list(lines)
    fresh = [line for line in fits if line.text not in spoken] or fits
    if lines[0].who is not Engineer.IDEAL:
        return lines[turn % len(lines)] if "any" in fresh[0].to else fresh[0]
    conditions = _asked(cue, scenario, ledger)
    able = [line for line in (*fresh, *lines) if line.text not in spoken and _answers(line, conditions, ledger)]
    return able[0] if conditions and able else fresh[0]


def _asked(cue: Cue, scenario: Scenario, ledger: Ledger) -> tuple[Condition, ...]:
    if cue.question:
        return scenario.question(cue.question).answered_by
    state = next((o for o in ledger.objections if o.id == cue.objection), None)
    return state.settled_by if state else ()


def _answers(line: EngineerLine, conditions: Sequence[Condition], ledger: Ledger) -> bool:
    return any(c.fulfilled(line.rules, ledger.standing) for c in conditions)


def as_judged(line: EngineerLine, text: str) -> Judgement:
    """Return the author's labels of a line as a judgement of the text spoken."""
    evidence = (Evidence(quote=text, start=0, end=len(text)),)
    shown = dict.fromkeys((*line.met, *line.moves), Verdict.MET) | dict.fromkeys(line.violated, Verdict.VIOLATED)
    findings = (
        Finding(rule=rule, verdict=shown.get(rule, Verdict.ABSENT), evidence=evidence if rule in shown else ())
        for rule in RULES
    )
    return Judgement(by=JudgedBy(judge="rules", rubric=f"author {line.author}"), findings=ordered(findings))
