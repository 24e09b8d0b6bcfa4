"""What to rehearse and how: the names that a command line or a first screen needs before anything else is loaded.

Standard library only, so that the first paint need not wait for pydantic.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

ManagerName = Literal["scripted", "llm"]
JudgeName = Literal["rules", "llm"]


class Difficulty(StrEnum):
    """The three levels, easiest first."""

    SUPPORTIVE = "supportive"
    STANDARD = "standard"
    TOUGH = "tough"

    @property
    def harder(self) -> "Difficulty | None":
        """The next level up, `None` above the hardest."""
        return self._beside(1)

    @property
    def easier(self) -> "Difficulty | None":
        """The next level down, `None` below the easiest."""
        return self._beside(-1)

    def _beside(self, by: int) -> "Difficulty | None":
        levels = list(Difficulty)
        at = levels.index(self) + by
        return levels[at] if 0 <= at < len(levels) else None


@dataclass(frozen=True, kw_only=True)
class Opening:
    """What to rehearse, one thing: a scene, a past session's scene again, its next meeting, one of its turns, or on."""

    scenario: str | None = None
    """Id of a scene, or a path to one."""
    again: str | None = None
    continued: str | None = None
    """A meeting that is over, whose next one is to be held."""
    rewound: str | None = None
    """A past session in which something else is to be said at turn `seq`."""
    seq: int | None = None
    """Counted from 0: a reply that is said anew, or a manager's turn that is answered anew."""
    resume: str | None = None
    difficulty: Difficulty | None = None
    seed: int | None = None
    manager: ManagerName | None = None
    judge: JudgeName | None = None
    model: str | None = None
    exam: bool = False
    """Whether the coach keeps silent until the report."""
    stand_in: bool = False
    """Whether to borrow the scene's brief although there is one of one's own."""
