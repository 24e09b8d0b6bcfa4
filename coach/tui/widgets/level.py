"""The level at which the manager plays: three words, one of them chosen."""

from coach.domain.opening import Difficulty
from coach.tui.widgets.choices import Choices

_ABOUT = {
    Difficulty.SUPPORTIVE: "fewer objections, more patience",
    Difficulty.STANDARD: "the talk as it usually goes",
    Difficulty.TOUGH: "more objections, a higher bar, less patience",
}


class LevelPicker(Choices, can_focus=False):
    """Shows the levels; a click chooses one, and the screen's keys step through them."""

    def __init__(self) -> None:
        super().__init__([level.value for level in Difficulty], Difficulty.STANDARD.value, id="level")

    @property
    def level(self) -> Difficulty:
        """The level that is chosen."""
        return Difficulty(self.value)

    def about(self) -> str:
        """Return what the chosen level means."""
        return _ABOUT[self.level]
