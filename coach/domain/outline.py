"""What a brief gives for the real talk: one page to have at hand, and the message that asks for the time."""

import re
from collections.abc import Iterator, Sequence

from coach.domain.brief import Brief, Opportunity, PastProject, ValueProposition
from coach.domain.facts import share
from coach.domain.preparation import has_number, is_task
from coach.domain.value import Text, Value

LEAST_MINUTES, MOST_MINUTES = 5, 240
"""How long a talk may be that one asks for."""


def fitting_minutes(text: str) -> int | None:
    """Return a number of minutes that a talk can take, `None` where a text is none."""
    minutes = int(text) if text.isdecimal() and len(text) < 5 else 0
    return minutes if LEAST_MINUTES <= minutes <= MOST_MINUTES else None


class Answer(Value):
    """An objection that is likely, and what the brief has to answer it."""

    objection: Text
    answer: Text


class Outline(Value):
    """One page for the real talk."""

    ask: Text
    reasons: tuple[Text, ...]
    """Why that project: what makes it visible."""
    facts: tuple[Text, ...]
    """The three that are strongest, the strongest first."""
    value: Text
    answers: tuple[Answer, ...]
    closing: tuple[Text, ...]
    """What to ask before the talk ends."""
    missing: tuple[Text, ...] = ()
    """What the brief does not have and the talk will need."""


def outline(brief: Brief) -> Outline:
    """Return a page for the real talk. It holds no fact and no number that the brief does not.

    Needs an opportunity; the one with most reasons and a value proposition of its own is asked for.
    """
    aim = _aim(brief)
    value = _value_for(brief, aim)
    other = next((o for o in brief.opportunities if o is not aim), None)
    facts = _facts(brief)
    whole = f"I would like to work on {_the(aim.name)}"
    return Outline(
        ask=f"{whole}, in whatever part helps you most.",
        reasons=aim.reasons,
        facts=facts[:3],
        value=_value_words(value) if value else "",
        answers=tuple(_answers(brief, aim, other, value, facts)),
        closing=(
            "What would you need to see before you could say yes?",
            "Who else has a say in it, and what matters to them?",
            "When can we talk about it again? (Leave with a date.)",
            "May I send you a short summary of what we said, so that we both have it in writing?",
        ),
        missing=tuple(_missing(aim, value, facts)),
    )


def _missing(aim: Opportunity, value: ValueProposition | None, facts: Sequence[str]) -> Iterator[str]:
    if not aim.reasons:
        yield f"Why {_the(aim.name)} matters to the company."
    if not facts:
        yield "A fact about what you have done, with its number."
    if value is None:
        yield f"What you would bring to {_the(aim.name)}, and what would come of it."


def invitation(brief: Brief, *, to: str = "", minutes: int = 30, when: str = "") -> str:
    """Return a short message that asks the manager for the talk: purpose, time, and what one brings.

    It asks and demands nothing, complains of nothing, and leaves the time to them. Needs an opportunity.
    """
    aim = _aim(brief)
    value = _value_for(brief, aim)
    best = next((_change(p) for p in sorted(brief.projects, key=_rank, reverse=True) if _change(p)), "")
    purpose = f"I would like to talk with you about how I can contribute more, and about {_the(aim.name)} in particular"
    helps = f"I think I could help there with {_inner(value.technique)}" if value else "I think I could help there"
    goal = f", towards {_inner(value.project_goal)}" if value else ""
    result = f" What I would hope for: {_inner(value.result)}." if value else ""
    brings = "a one-page outline: what I have done so far"
    brings += f" (for one, {best})" if best else ""
    lines = [
        f"Subject: {minutes} minutes about where I can help most",
        "",
        f"Hello {to}," if to else "Hello,",
        "",
        f"{purpose}. {helps}{goal}.{result}",
        "",
        f"Could you spare {minutes} minutes {when or 'in the next two weeks'}? I know that your current priorities "
        "come first, so whatever time suits you suits me.",
        "",
        f"I will bring {brings}, where I could start small, and how my present work would stay covered. If you would "
        "like anything else prepared, tell me and I will have it ready.",
        "",
        "Thank you",
    ]
    return "\n".join(lines) + "\n"


def _aim(brief: Brief) -> Opportunity:
    def worth(opportunity: Opportunity) -> int:
        own = any(share(opportunity.name, f"{v.project_goal} {v.technique}") for v in brief.value_propositions)
        return len(opportunity.reasons) + own

    return max(brief.opportunities, key=worth)


def _value_for(brief: Brief, aim: Opportunity) -> ValueProposition | None:
    """Return what speaks of the project, or the first that names none; only what has an outcome."""
    whole = [v for v in brief.ready.value_propositions if not is_task(v.result)]
    telling = [(max((share(o.name, _value_words(v)) for o in brief.opportunities), default=0), v) for v in whole]
    own = [v for v in whole if share(aim.name, _value_words(v))]
    return next(iter(own), next((v for named, v in telling if not named), None))


def _facts(brief: Brief) -> tuple[str, ...]:
    """Return what has been achieved as sentences: first what was measured and paid off."""
    told = [(_rank(p), _fact(p)) for p in brief.projects]
    told += [(has_number(s.proof), f"{s.technique}: {s.proof}") for s in brief.strengths if s.proof]
    return tuple(fact for _, fact in sorted(told, key=lambda t: -t[0]))


def _rank(project: PastProject) -> int:
    measured = bool(project.metric and project.before and project.after)
    return 2 * measured + 2 * has_number(project.business_effect) + bool(project.business_effect)


def _fact(project: PastProject) -> str:
    parts = [project.own_part, _change(project), project.business_effect]
    return f"{project.name}: {'; '.join(p.rstrip(' .;') for p in parts if p)}".rstrip(": ")


def _change(project: PastProject) -> str:
    if not (project.metric and project.after):
        return ""
    unit = f" {project.unit}" if project.unit else ""
    past = f"from {project.before} to {project.after}" if project.before else f"at {project.after}"
    return f"{project.metric} {past}{unit}"


def _answers(
    brief: Brief,
    aim: Opportunity,
    other: Opportunity | None,
    value: ValueProposition | None,
    facts: Sequence[str],
) -> Iterator[Answer]:
    with_ = f" with {_inner(value.technique)}" if value else ""
    instead = f" Or {_the(other.name)}, if that has more room." if other else ""
    yield Answer(
        objection="That project is full.",
        answer=f"I could start small{with_}, or take less critical work off the people who are on it.{instead}",
    )
    yield Answer(
        objection="Our immediate priorities come first.",
        answer="Agreed. What I am committed to now gets finished first; how many hours a week beside it would be fair?"
        + (f" What you would get for them: {_inner(value.result)}." if value else ""),
    )
    if facts:
        yield Answer(objection="Why you?", answer=f"Because of this: {facts[0]}.")
    if aim.in_difficulty:
        yield Answer(
            objection="If it fails, everybody sees it.",
            answer=f"It is in difficulty now: {_inner(aim.in_difficulty)}. "
            "I would propose a first step that can be stopped, with a date on which we look at it together.",
        )
    yield Answer(
        objection="Let me think about it.",
        answer="Of course. When may I come back to you, and what can I send you until then?",
    )


def _value_words(value: ValueProposition) -> str:
    return f"{_upper(value.technique.strip(' .'))} → {_inner(value.project_goal)} → {_inner(value.result)}"


def _the(name: str) -> str:
    """Return a project's name with its article, unless it has one or is a proper name."""
    return name if re.match(r"(?:the|our|an?)\b", name, re.I) or name[:1].isupper() else f"the {name}"


def _inner(text: str) -> str:
    """Return a text of the brief as it stands within a sentence."""
    text = " ".join(text.split()).strip(" .;,")
    return text[:1].lower() + text[1:] if re.match(r"(?:[A-Z][a-z]+|A|An)\b", text) else text


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
