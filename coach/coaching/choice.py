"""Who plays the manager, who judges, and with which language model."""

from pydantic import Field

from coach.domain.opening import JudgeName, ManagerName
from coach.domain.value import Text, Value


class Choice(Value):
    """A choice of engines; an `llm` one needs the model."""

    manager: ManagerName = "scripted"
    judge: JudgeName = "rules"
    model: Text | None = None
    votes: int = Field(default=1, ge=1)
    """How often an LLM judge is asked about each reply; most of the answers decide."""
