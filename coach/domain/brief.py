"""What the engineer brings: strengths, projects with numbers, opportunities, value (the guide, section 1)."""

from coach.domain.value import Text, Value, Words


class Strength(Value):
    """A technique that the engineer is good at, and what proves it."""

    technique: Words
    proof: Words


class PastProject(Value):
    """A past project with a measured result."""

    name: Words
    own_part: Words
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


class ValueProposition(Value):
    """Technique → project goal → quantifiable result."""

    technique: Words
    project_goal: Words
    result: Words


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
