"""A scene to rehearse: persona, projects, objections with what settles them, the manager's lines, difficulty."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from coach.domain.brief import Brief
from coach.domain.opening import Difficulty
from coach.domain.rubric import Criterion, Move, Rule
from coach.domain.transcript import Outcome
from coach.domain.value import Identifier, Text, Value, Words

Lines = Annotated[tuple[Words, ...], Field(min_length=1, max_length=12)]
"""Alternative wordings of one thing; which one is spoken follows from the seed."""


class Pattern(StrEnum):
    """The kinds of objection; the first three are the guide's own."""

    IMMEDIATE_PRIORITIES = "immediate_priorities"
    PROJECTS_FULL = "projects_full"
    THINK_ABOUT_IT = "think_about_it"
    RISK_OF_VISIBILITY = "risk_of_visibility"
    WHO_COVERS_CURRENT_WORK = "who_covers_current_work"
    WHY_YOU = "why_you"
    NOT_ENOUGH_EXPERIENCE = "not_enough_experience"
    BUDGET = "budget"
    FAIRNESS_TO_OTHERS = "fairness_to_others"
    TIMING = "timing"
    WHAT_WOULD_YOU_DROP = "what_would_you_drop"
    SEND_IN_WRITING = "send_in_writing"


class Persona(Value):
    """The manager: who they are and what they know. They never invent a fact beyond `knows`."""

    name: Words
    role: Words
    manner: Words
    priorities: Annotated[tuple[Words, ...], Field(min_length=1)]
    knows: tuple[Words, ...] = ()


class Project(Value):
    """A project that the engineer could join."""

    name: Words
    about: Words
    why_visible: Text = ""


class Condition(Value):
    """One way to settle an objection: all its moves made and all its criteria met, over the replies to it."""

    moves: tuple[Move, ...] = ()
    criteria: tuple[Criterion, ...] = ()

    @model_validator(mode="after")
    def _asks_something(self) -> "Condition":
        if not self.moves and not self.criteria:
            raise ValueError("a condition needs at least one move or criterion")
        return self

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Everything it asks, moves first."""
        return (*self.moves, *self.criteria)


class Objection(Value):
    """A reason not to say yes, what lies behind it, and the alternatives that settle it, by level if they differ."""

    id: Identifier
    pattern: Pattern
    concern: Words
    """What really worries the manager; revealed in the report."""
    lines: Lines
    tough_lines: tuple[Words, ...] = ()
    press: Lines
    """Said when a reply has not settled it: asks for what is missing."""
    settled: Lines
    """Said when it is settled: takes the answer in, concedes nothing yet."""
    settled_by: Annotated[tuple[Condition, ...], Field(min_length=1)]
    tough_settled_by: tuple[Condition, ...] = ()

    def lines_at(self, level: Difficulty) -> tuple[str, ...]:
        """Return the wordings at `level`."""
        return self.tough_lines if level is Difficulty.TOUGH and self.tough_lines else self.lines

    def settled_by_at(self, level: Difficulty) -> tuple[Condition, ...]:
        """Return the alternatives that settle it at `level`."""
        return self.tough_settled_by if level is Difficulty.TOUGH and self.tough_settled_by else self.settled_by


class Reactions(Value):
    """What the manager says to a violation, by criterion."""

    respect_hierarchy: Lines
    proactive_not_reactive: Lines
    value_not_ego: Lines
    patient_persistent: Lines
    document_everything: Lines
    executive_perspective: Lines

    def to(self, criterion: Criterion) -> tuple[str, ...]:
        """Return the lines said to a violation of `criterion`."""
        lines: tuple[str, ...] = getattr(self, criterion.value)
        return lines


class Closings(Value):
    """The last line, by outcome; `left` needs none."""

    granted: Lines
    granted_in_part: Lines
    follow_up_agreed: Lines
    deferred: Lines
    refused: Lines

    def at(self, outcome: Outcome) -> tuple[str, ...]:
        """Return the closing lines for `outcome`."""
        lines: tuple[str, ...] = getattr(self, outcome.value)
        return lines


class ManagerLines(Value):
    """Everything the manager says that belongs to no single objection."""

    opening: Lines
    probe: Lines
    """Asked while the engineer has not yet said what they are after."""
    acknowledge: Lines
    condition: Lines
    """Said when a yes was spoken and something turns out to be still missing."""
    reactions: Reactions
    yield_in_part: Lines
    grant: Lines
    closings: Closings


class Level(Value):
    """What one difficulty changes in the manager's behaviour; never only the wording."""

    objections: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """Which objections are raised, in order."""
    patience: int = Field(ge=1, le=9)
    """How many violations the manager takes before ending the talk."""
    presses: int = Field(ge=0, le=3)
    """How often an unsettled objection is pressed before the manager goes on."""
    gives: Outcome
    """The most this manager grants today when every objection is settled."""

    @model_validator(mode="after")
    def _gives_something(self) -> "Level":
        if not self.gives.won:
            raise ValueError("gives: the scene must be winnable (granted, granted_in_part or follow_up_agreed)")
        return self


class Levels(Value):
    """The difficulty table."""

    supportive: Level
    standard: Level
    tough: Level

    def at(self, difficulty: Difficulty) -> Level:
        """Return the row for `difficulty`."""
        level: Level = getattr(self, difficulty.value)
        return level


class Scenario(Value):
    """One scene, complete: everything the manager may know, do and say."""

    id: Identifier
    title: Words
    author: Words = "Rehearsal Coach"
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] = "en"
    summary: Words
    setting: Words
    """One line on who is who and which projects there are: what a judge sees."""
    persona: Persona
    projects: Annotated[tuple[Project, ...], Field(min_length=1)]
    brief: Brief
    objections: Annotated[tuple[Objection, ...], Field(min_length=1)]
    manager: ManagerLines
    difficulty: Levels

    @model_validator(mode="after")
    def _joined(self) -> "Scenario":
        known = [o.id for o in self.objections]
        if len(set(known)) != len(known):
            raise ValueError("objections: two of them share an id")
        used: set[str] = set()
        for difficulty in Difficulty:
            ids = self.difficulty.at(difficulty).objections
            used.update(ids)
            if unknown := [i for i in ids if i not in known]:
                raise ValueError(f"difficulty.{difficulty}.objections: no objection named {', '.join(unknown)}")
            if len(set(ids)) != len(ids):
                raise ValueError(f"difficulty.{difficulty}.objections: one is named twice")
            if self.difficulty.at(difficulty).gives is Outcome.FOLLOW_UP_AGREED and not self._asks_for_a_date(
                difficulty
            ):
                raise ValueError(f"difficulty.{difficulty}.gives: no objection is settled by asks_timed_follow_up")
        if idle := [i for i in known if i not in used]:
            raise ValueError(f"objections: no difficulty raises {', '.join(idle)}")
        return self

    def _asks_for_a_date(self, difficulty: Difficulty) -> bool:
        raised = [self.objection(name) for name in self.difficulty.at(difficulty).objections]
        conditions = [c for o in raised for c in o.settled_by_at(difficulty)]
        return any(Move.ASKS_TIMED_FOLLOW_UP in c.moves for c in conditions)

    def objection(self, id: str) -> Objection:  # noqa: A002 - the field's own name
        """Return the objection named `id`."""
        return next(o for o in self.objections if o.id == id)
