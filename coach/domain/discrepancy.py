"""Numbers that a reply claims for a past project and that are not those of the brief."""

from coach.domain.brief import Brief, PastProject
from coach.domain.facts import share
from coach.domain.measures import Change, Measure, changes, measure
from coach.domain.transcript import Contradiction


def discrepancies(text: str, brief: Brief) -> tuple[Contradiction, ...]:
    """Return every claim in `text` about a past project of the brief that has other numbers there.

    A rounded number agrees. Compared is only what is measured in the same unit and surely meant: the metric by its
    words, or the project by its name and one of its numbers. English only: in another language nothing is found.
    """
    return tuple(found for claim in changes(text) if (found := _against(claim, text, brief)))


def change_words(project: PastProject) -> str:
    """Return what was measured, before and after, as far as the brief says it."""
    numbers = " → ".join(filter(None, (project.before, project.after)))
    return " ".join(filter(None, (project.metric, numbers, numbers and project.unit)))


def _against(claim: Change, text: str, brief: Brief) -> Contradiction | None:
    if claim.ahead:
        return None
    meant: list[tuple[int, PastProject, bool]] = []
    for project in brief.projects:
        before, after = measure(project.before, project.unit), measure(project.after, project.unit)
        if before is None or after is None:
            continue
        agrees = _agrees(claim, before, after)
        if agrees is not None and (weight := _weight(claim, text, project, (before, after))):
            meant.append((weight, project, agrees))
    most = max((weight for weight, _, _ in meant), default=0)
    best = [(project, agrees) for weight, project, agrees in meant if weight == most]
    if not best or any(agrees for _, agrees in best):
        return None
    project = best[0][0]
    return Contradiction(earlier=f"{project.name}: {change_words(project)}", now=claim.text)


def _weight(claim: Change, text: str, project: PastProject, known: tuple[Measure, Measure]) -> int:
    """Return how surely a claim is about a project, 0 where it may be about anything."""
    metric, named = share(project.metric, claim.sentence), share(project.name, text)
    whole = min(2, share(project.metric, project.metric))
    shared = {m.amount for m in (claim.first, claim.last) if m} & {m.amount for m in known}
    sure = (whole and metric >= whole) or (named and (metric or shared))
    return metric + named if sure else 0


def _agrees(claim: Change, before: Measure, after: Measure) -> bool | None:
    """Whether a claim fits the two numbers; `None` where they cannot be compared."""
    if claim.by:
        truths = [truth for truth in (_difference(claim.by, before, after), _ratio(claim.by, before, after)) if truth]
        return any(claim.by.equals(truth, rough=True) for truth in truths) if truths else None
    pairs = [(claimed, truth) for claimed, truth in ((claim.first, before), (claim.last, after)) if claimed]
    same = [(claimed, in_unit) for claimed, truth in pairs if (in_unit := truth.in_unit(claimed.unit))]
    if len(same) < len(pairs):
        return None
    return all(claimed.equals(truth, rough=claim.vague) for claimed, truth in same)


def _difference(by: Measure, before: Measure, after: Measure) -> Measure | None:
    unit = "%" if by.unit == "point" else by.unit
    first, last = before.in_unit(unit), after.in_unit(unit)
    if first is None or last is None:
        return None
    return Measure(abs(last.amount - first.amount), min(first.places, last.places), by.unit)


def _ratio(by: Measure, before: Measure, after: Measure) -> Measure | None:
    if by.unit != "%" or before.amount == 0 or before.unit != after.unit:
        return None
    return Measure(100 * abs(after.amount - before.amount) / abs(before.amount), by.places, "%")
