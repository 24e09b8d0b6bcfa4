"""What a brief still lacks for the real talk: what is empty, what has no number, and what is a task and no outcome."""

import re
from collections.abc import Iterator

from coach.domain.brief import Brief, PastProject
from coach.domain.numbers import NUMERALS, SCALES
from coach.domain.value import Text, Value

UNNAMED = "unnamed"
"""The name of an entry that has none yet, so that what is written in it can be kept."""

_COUNT = "|".join(word for word in (*NUMERALS, *SCALES) if word != "one")  # “one” is a pronoun more often
_COUNT += "|once|twice|half|halves|halved|double|doubled|triple|tripled|third|quarter|fifth|sixth|tenth|none|no|every"
_NUMBER = re.compile(
    rf"\d|\b(?:{_COUNT})s?\b|\b(?:an?|one)\s+(?:second|minute|hour|day|night|week|month|quarter|year)\b", re.I
)
_OUTCOME = re.compile(
    r"\b(?:fewer|less|lower|more|higher|faster|sooner|earlier|cheaper|shorter|smaller|better|safer|instead|without"
    r"|no longer|at once|cuts?|reduc\w+|lower(?:s|ed|ing)|sav(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|grow\w*|grew"
    r"|fall\w*|fell|drop\w*|ris(?:e|es|ing)|rose|gain\w*|halv\w+|doubl\w+|stop(?:s|ped)?|avoid\w*|prevent\w*|within"
    r"|worth|caught|found|kept|protects?|protected|wins?|won|increas\w+|decreas\w+|shrinks?|speeds? up|pays?)\b",
    re.I,
)
_BEGINS = (
    r"(?:(?:i|we)(?:\s+(?:will|would|could|can|want to|plan to)|['’]ll|['’]d)?\s+|to\s+|by\s+)?"
    r"(?:help(?:ing)?\s+(?!desk)(?:to\s+)?)?"
)
_TASKS = (
    r"build|implement|develop|design|deploy|train|write|work(?!\s+per\b)|creat|set(?:ting)? up|maintain|support"
    r"|contribut|research|explor|investigat|analy[sz]|us|apply|migrat|refactor|document|collaborat|join|lead|own|manag"
    r"|run(?!\s+times?\b)|introduc|add|mak|do|help|evaluat|experiment|prototyp|collect|clean|label|integrat|tun|improv"
    r"|optimi[sz]|assist|attend|mentor"
)
_ACTIVITY = re.compile(rf"^{_BEGINS}(?:{_TASKS})(?:e|es|ing|s|ting|ning|ying|ies)?\b", re.I)
_WORK_NOUN = re.compile(
    r"\b(?:implementation|development|deployment|migration|refactoring|documentation|prototype|proof of concept"
    r"|dashboard|pipeline|framework|notebook|model|tool|service|report|system)s?[.!]?$",
    re.I,
)


class Gap(Value):
    """Something that a brief lacks: the dotted key at which it is to be mended, and what is wrong there."""

    key: Text
    said: Text


def gaps(brief: Brief) -> tuple[Gap, ...]:
    """Return what a brief lacks for the real talk, section by section; nothing where it is sound.

    Whether a result is an outcome is read from English words; in another language it is only asked for a number.
    """
    return tuple(Gap(key=key, said=said) for key, said in _gaps(brief))


def has_number(text: str) -> bool:
    """Whether a text holds a number, in digits or in words; “a week” counts as one."""
    return bool(_NUMBER.search(text))


def is_task(result: str) -> bool:
    """Whether what is called a result says what would be done, and not what would be better then."""
    return not _OUTCOME.search(result) and bool(_ACTIVITY.search(result) or _WORK_NOUN.search(result))


def _gaps(brief: Brief) -> Iterator[tuple[str, str]]:
    if not brief.strengths:
        yield "strengths", "none yet: name a technique that you are good at, and what proves it"
    for n, strength in enumerate(brief.strengths):
        yield from _name_gap(f"strengths.{n}.technique", strength.technique)
        if not strength.proof:
            yield f"strengths.{n}.proof", f"{strength.technique}: nothing proves it yet; name one thing that came of it"
    if not brief.enjoys:
        yield "enjoys", "is empty: say which kind of problem you like to solve"
    if not brief.career_goals:
        yield "career_goals", "is empty: say where you want to be in two years"
    if not brief.projects:
        yield "projects", "none yet: list what you have done, with a number for each"
    for n, project in enumerate(brief.projects):
        yield from _name_gap(f"projects.{n}.name", project.name)
        yield from ((f"projects.{n}{key}", f"{project.name}: {said}") for key, said in _project_gaps(project))
    if not brief.opportunities:
        yield "opportunities", "none yet: name a project that you want to work on"
    for n, opportunity in enumerate(brief.opportunities):
        yield from _name_gap(f"opportunities.{n}.name", opportunity.name)
        if not opportunity.reasons:
            reasons = "is it a priority of the company, is it in difficulty, will the leadership see it?"
            yield f"opportunities.{n}", f"{opportunity.name}: no reason why it is visible; {reasons}"
    if not brief.value_propositions:
        yield "value_propositions", "none yet: say what your skill would do for a project, and what would come of it"
    for n, value in enumerate(brief.value_propositions):
        yield from _name_gap(f"value_propositions.{n}.technique", value.technique)
        if not value.project_goal:
            yield f"value_propositions.{n}.project_goal", f"{value.technique}: serves no goal of a project yet"
        if fault := _result_fault(value.result):
            yield f"value_propositions.{n}.result", f"{value.technique}: {fault}"


def _name_gap(key: str, name: str) -> Iterator[tuple[str, str]]:
    if name == UNNAMED:
        yield key, "has no name yet"


def _project_gaps(project: PastProject) -> Iterator[tuple[str, str]]:
    if not project.own_part:
        yield ".own_part", "does not say what you did yourself"
    if not any(map(has_number, (project.before, project.after, project.business_effect))):
        yield "", "has no number: what was measured, before you and after you?"
    else:
        measured = {"metric": project.metric, "before": project.before, "after": project.after}
        missing = [key for key, text in measured.items() if not text]
        if missing and len(missing) < len(measured):
            yield f".{missing[0]}", f"lacks its {' and '.join(missing)}; a number says most beside what it was before"
    if not project.business_effect:
        yield ".business_effect", "is a task and no outcome yet: what did the business have of it?"


def _result_fault(result: str) -> str:
    if not result:
        return "has no result: what would be better, and by how much?"
    if is_task(result):
        return "the result is a task and no outcome: say what would be better once it is done"
    return "" if has_number(result) else "the result has no number: how much, how many, or by when?"
