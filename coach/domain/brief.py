"""What the engineer brings: strengths, projects with numbers, opportunities, value (the guide, section 1).

What names an entry must be there; the rest may be empty, because a brief of one's own grows over several sittings.
"""

from collections.abc import Iterator
from typing import Self

from pydantic import model_validator

from coach.domain.value import Text, Value, Words


class Strength(Value):
    """A technique that the engineer is good at, and what proves it."""

    technique: Words
    proof: Text = ""


class PastProject(Value):
    """A past project with a measured result."""

    name: Words
    own_part: Text = ""
    metric: Text = ""
    before: Text = ""
    after: Text = ""
    unit: Text = ""
    business_effect: Text = ""


class Opportunity(Value):
    """A project worth joining; each reason why it is visible is said, or left empty."""

    name: Words
    strategic: Text = ""
    in_difficulty: Text = ""
    seen_by_leadership: Text = ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons that are given."""
        return tuple(filter(None, (self.strategic, self.in_difficulty, self.seen_by_leadership)))


class ValueProposition(Value):
    """Technique → project goal → quantifiable result."""

    technique: Words
    project_goal: Text = ""
    result: Text = ""


class Brief(Value):
    """The engineer's preparation for one talk."""

    strengths: tuple[Strength, ...] = ()
    enjoys: Text = ""
    career_goals: Text = ""
    projects: tuple[PastProject, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    value_propositions: tuple[ValueProposition, ...] = ()
    stand_in: bool = True
    """Whether this is the scenario's stand-in rather than the user's own."""

    @property
    def empty(self) -> bool:
        """Whether nothing is written in it yet."""
        return self == Brief(stand_in=self.stand_in)

    @property
    def ready(self) -> "Brief":
        """The brief to rehearse with: without half-written value propositions, on which no sentence can be built."""
        whole = tuple(v for v in self.value_propositions if v.project_goal and v.result)
        return self.model_copy(update={"value_propositions": whole})

    @model_validator(mode="after")
    def _lent_whole(self) -> Self:
        """A stand-in is lent to somebody who cannot know what is missing in it, so nothing may be."""
        if self.stand_in and (unfilled := next(self._unfilled(), None)):
            raise ValueError(f"{unfilled}: must not be empty")
        return self

    def _unfilled(self) -> Iterator[str]:
        for n, strength in enumerate(self.strengths):
            if not strength.proof:
                yield f"strengths.{n}.proof"
        for n, project in enumerate(self.projects):
            if not project.own_part:
                yield f"projects.{n}.own_part"
        for n, value in enumerate(self.value_propositions):
            for key in ("project_goal", "result"):
                if not getattr(value, key):
                    yield f"value_propositions.{n}.{key}"
