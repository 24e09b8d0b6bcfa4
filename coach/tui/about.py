"""Words about a scene and about a past session, as the first screen shows them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual.content import Content

from coach.domain.branches import Kin, Leaf
from coach.domain.scenario import Pattern, Scenario
from coach.domain.scorecard import Band
from coach.domain.session import SessionSummary
from coach.rendering import outcome_words, score_words
from coach.tui.words import plain, when

_TOPICS = {
    Pattern.IMMEDIATE_PRIORITIES: "what is urgent now",
    Pattern.PROJECTS_FULL: "whether there is room",
    Pattern.THINK_ABOUT_IT: "time to decide",
    Pattern.RISK_OF_VISIBILITY: "what happens if it fails",
    Pattern.WHO_COVERS_CURRENT_WORK: "your present work",
    Pattern.WHY_YOU: "why it should be you",
    Pattern.NOT_ENOUGH_EXPERIENCE: "your experience",
    Pattern.BUDGET: "money",
    Pattern.FAIRNESS_TO_OTHERS: "the others in the team",
    Pattern.TIMING: "the right moment",
    Pattern.WHAT_WOULD_YOU_DROP: "what you would give up",
    Pattern.SEND_IN_WRITING: "having it in writing",
}
"""What an objection is about, no more: which ones are raised, and what settles them, stays a surprise."""


class Result(NamedTuple):
    """How a past session was scored by the judge it was played with."""

    total: float
    branch: bool

    @property
    def words(self) -> str:
        """Return the band alone: one number of one talk says less than it seems to."""
        return Band.of(self.total).value


def scene_words(scene: Scenario, played: Sequence[SessionSummary], results: Mapping[str, Result]) -> Content:
    """Return who the manager is, where it plays, what they will want to talk about, and what came of it so far."""
    persona = scene.persona
    topics = ", ".join(dict.fromkeys(_TOPICS[objection.pattern] for objection in scene.objections))
    parts = [
        _so_far(played, results),
        Content.assemble(
            plain(persona.name, "bold $text-primary"), plain(f", {persona.role}"), "\n", plain(persona.manner)
        ),
        _headed("They will want to talk about", topics),
        _headed("Where", scene.setting),
    ]
    return Content("\n\n").join(parts)


def session_words(leaf: Leaf, rail: str, results: Mapping[str, Result]) -> Content:
    """Return a past session in three short lines, so that the rail of the tree beside them is never broken."""
    session = leaf.summary
    seq = session.parent.seq if session.parent else None
    # Below the talk that it came from its title would say nothing new.
    title = {Kin.FIRST: session.title, Kin.BRANCH: f"Turn {(seq or 0) + 1} anew", Kin.MEETING: "The next meeting"}
    result = results.get(session.id)
    came = [outcome_words(session.outcome), *([result.words] if result else [])]
    came += ["reply not answered yet"] if session.pending else []
    came += [f"real talk: {outcome_words(talk.result)}" for talk in session.real_talks[-1:]]
    below = rail.replace("├─ ", "│  ").replace("└─ ", "   ")
    return Content.assemble(
        (rail, "$text-muted"),
        plain(title[leaf.kin]),
        plain(f"\n{below}{when(session.created_at)} · {session.difficulty.value}", "$text-muted"),
        plain(f"\n{below}{' · '.join(came)}", "$text-muted"),
    )


def _so_far(played: Sequence[SessionSummary], results: Mapping[str, Result]) -> Content:
    whole = [s for s in played if s.outcome and (s.parent is None or s.parent.seq is None)]
    if not whole:
        if any(s.outcome is None for s in played):
            return Content.assemble(("Begun, and still open: ", "bold"), "Tab, then Enter, goes on with it.")
        return Content.styled("Not rehearsed yet.", "$text-muted")
    times = "once" if len(whole) == 1 else f"{len(whole)} times"
    scored = [(results[s.id].total, s) for s in whole if s.id in results]
    if not scored:
        return Content.styled(f"Rehearsed {times}.", "$text-muted")
    total, best = max(scored, key=lambda pair: pair[0])
    return Content.assemble(
        ("Best so far: ", "$text-muted"),
        plain(score_words(total, Band.of(total)), "bold $text-accent"),
        plain(f"\n{best.difficulty.value} · {outcome_words(best.outcome)} · rehearsed {times}", "$text-muted"),
    )


def _headed(head: str, text: str) -> Content:
    return Content.assemble((f"{head}  ", "$text-muted"), plain(" ".join(text.split())))
