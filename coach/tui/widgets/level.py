"""The level at which the manager plays: three words, one of them chosen."""

from textual.content import Content
from textual.widgets import Static

from coach.domain.opening import Difficulty

_ABOUT = {
    Difficulty.SUPPORTIVE: "fewer objections, more patience",
    Difficulty.STANDARD: "the talk as it usually goes",
    Difficulty.TOUGH: "more objections, a higher bar, less patience",
}


class LevelPicker(Static):
    """Shows the levels; a click chooses one, and the screen's keys step through them."""

    def __init__(self) -> None:
        self.level = Difficulty.STANDARD
        super().__init__(self._words(), id="level")

    def choose(self, level: Difficulty) -> None:
        """Choose a level."""
        self.level = level
        self.update(self._words())

    def step(self, by: int) -> None:
        """Go to an easier (-1) or harder (+1) level."""
        levels = list(Difficulty)
        self.choose(levels[max(0, min(len(levels) - 1, levels.index(self.level) + by))])

    def action_pick(self, level: str) -> None:
        """Choose the level that was clicked."""
        self.choose(Difficulty(level))

    def _words(self) -> Content:
        # Only our own three words stand in this markup.
        picked = Content.from_markup("  ".join(f"[@click=pick('{d.value}')]{self._word(d)}[/]" for d in Difficulty))
        about = (f"   {_ABOUT[self.level]}", "$text-muted")
        return Content.assemble(("Level  ", "$text-muted"), picked, about)

    def _word(self, level: Difficulty) -> str:
        return f"[b $accent]› {level.value} ‹[/]" if level is self.level else f"  {level.value}  "
