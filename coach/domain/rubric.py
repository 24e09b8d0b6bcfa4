"""The rubric: six criteria of culture and executive nuance, and eight moves (the guide, sections 1, 3 and 4)."""

from enum import StrEnum

from pydantic import model_validator

from coach.domain.value import Identifier, Value, Words


class Criterion(StrEnum):
    """A rule of the guide's section 4, judged `violated`, `absent` or `met`."""

    RESPECT_HIERARCHY = "respect_hierarchy"
    PROACTIVE_NOT_REACTIVE = "proactive_not_reactive"
    VALUE_NOT_EGO = "value_not_ego"
    PATIENT_PERSISTENT = "patient_persistent"
    DOCUMENT_EVERYTHING = "document_everything"
    EXECUTIVE_PERSPECTIVE = "executive_perspective"


class Move(StrEnum):
    """Something that a reply does or doesn't do (the guide's sections 1 and 3)."""

    THANKS = "thanks"
    QUANTIFIES_PAST = "quantifies_past"
    NAMES_PROJECT = "names_project"
    VALUE_PROPOSITION = "value_proposition"
    ACKNOWLEDGES_CONSTRAINT = "acknowledges_constraint"
    OFFERS_ALTERNATIVE = "offers_alternative"
    ASKS_TIMED_FOLLOW_UP = "asks_timed_follow_up"
    ASKS_QUESTION = "asks_question"


Rule = Criterion | Move
CRITERIA: tuple[Criterion, ...] = tuple(Criterion)
MOVES: tuple[Move, ...] = tuple(Move)
RULES: tuple[Rule, ...] = (*CRITERIA, *MOVES)


class CriterionWords(Value):
    """The rubric's words on one criterion."""

    id: Criterion
    title: Words
    goal: Words
    """What the engineer is after, in one sentence: the first part of goal → mistake → alternative."""
    met: Words
    violated: Words
    borderline: Words
    mistake: Words
    """What went wrong when it is violated, said to the engineer in a few words."""
    advice: Words
    """What to do instead, or next time when it is absent."""
    strong: Words
    weak: Words


class MoveWords(Value):
    """The rubric's words on one move."""

    id: Move
    title: Words
    made: Words
    borderline: Words
    advice: Words


class Rubric(Value):
    """The whole rubric, read from `prompts/rubric.toml`: every criterion and every move exactly once."""

    id: Identifier
    version: int
    criteria: tuple[CriterionWords, ...]
    moves: tuple[MoveWords, ...]

    @model_validator(mode="after")
    def _whole(self) -> "Rubric":
        if tuple(c.id for c in self.criteria) != CRITERIA:
            raise ValueError(f"criteria must be, in this order: {', '.join(CRITERIA)}")
        if tuple(m.id for m in self.moves) != MOVES:
            raise ValueError(f"moves must be, in this order: {', '.join(MOVES)}")
        return self

    def words(self, rule: Rule) -> CriterionWords | MoveWords:
        """Return the words on `rule`."""
        entries: tuple[CriterionWords | MoveWords, ...] = (*self.criteria, *self.moves)
        return next(entry for entry in entries if entry.id == rule)
