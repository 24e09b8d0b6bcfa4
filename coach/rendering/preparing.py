"""A brief as lines, and the outline for the real talk as a page."""

from collections.abc import Iterable

from coach.domain.brief import Brief, Opportunity, PastProject
from coach.domain.discrepancy import change_words
from coach.domain.outline import Outline
from coach.rendering.document import escape
from coach.rendering.page import page
from coach.rendering.words import folded


def brief_words(brief: Brief) -> str:
    """Return in one line whose brief it is."""
    if brief.stand_in:
        return "Brief: the scene's stand-in, so borrow its numbers; your own: coach brief interview"
    return "Brief: your own"


def brief_lines(brief: Brief) -> list[str]:
    """Return a brief as lines of plain text; what is empty is left out."""
    groups = [
        ("Strengths", [_joined(s.technique, s.proof) for s in brief.strengths]),
        ("Likes to solve", [brief.enjoys] if brief.enjoys else []),
        ("Career goals", [brief.career_goals] if brief.career_goals else []),
        ("Past projects", list(map(_project, brief.projects))),
        ("Opportunities", list(map(_opportunity, brief.opportunities))),
        (
            "Value",
            [" → ".join(filter(None, (v.technique, v.project_goal, v.result))) for v in brief.value_propositions],
        ),
    ]
    return [line for head, items in groups if items for line in (f"{head}:", *(f"  - {folded(i)}" for i in items))]


def outline_markdown(outline: Outline) -> str:
    """Return the outline for the real talk as Markdown, one page of it."""
    parts = ["# What I want to talk about", f"**The ask.** {_safe(outline.ask)}"]
    if outline.reasons:
        parts += ["**Why it matters**", _list(outline.reasons)]
    if outline.facts:
        parts += ["**What I have done**", _list(outline.facts)]
    if outline.value:
        parts.append(f"**What I would bring.** {_safe(outline.value)}")
    answers = (f"“{a.objection}” {a.answer}" for a in outline.answers)
    parts += ["**If they say**", _list(answers), "**Before I leave**", _list(outline.closing)]
    if outline.missing:
        parts += ["**Still to prepare**", _list(outline.missing)]
    return "\n\n".join(parts) + "\n"


def outline_html(outline: Outline) -> str:
    """Return the outline for the real talk as a page to print, without scripts or links."""
    return page("What I want to talk about", outline_markdown(outline))


def _project(project: PastProject) -> str:
    parts = [project.own_part, change_words(project), project.business_effect]
    return _joined(project.name, "; ".join(p.rstrip(" .;") for p in parts if p))


def _opportunity(opportunity: Opportunity) -> str:
    return _joined(opportunity.name, " ".join(opportunity.reasons))


def _joined(name: str, rest: str) -> str:
    return f"{name}: {rest}" if rest else name


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {_safe(line)}" for line in lines)


def _safe(text: str) -> str:
    return escape(folded(text))
