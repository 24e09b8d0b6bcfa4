"""The line below a playback: a sign for each turn, the present one marked, and the state in words."""

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coach.domain.pacing import Reel, Sign
from coach.tui.words import plain

_SIGNS = {Sign.VIOLATION: "!", Sign.UNJUDGED: "?", Sign.STRENGTH: "+", Sign.NEITHER: "·", Sign.OTHER: "─"}
_STYLES = {
    Sign.VIOLATION: "$text-error",
    Sign.UNJUDGED: "$text-warning",
    Sign.STRENGTH: "$text-success",
    Sign.NEITHER: "$text-muted",
    Sign.OTHER: "$text-muted",
}
_WIDEST_STEP = 6
"""Columns of a turn, at most."""


class Track(Static):
    """Shows how far a talk has been played; a click goes to a turn."""

    class Picked(Message):
        """A turn was clicked; `turn` is its place, from 0."""

        def __init__(self, turn: int) -> None:
            super().__init__()
            self.turn = turn

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._reel = Reel(beats=(), signs=())
        self._at = 0
        self._state = Content("")

    def show(self, reel: Reel, at: int) -> None:
        """Mark the turn of a beat."""
        self._reel, self._at = reel, at
        self._draw()

    def tell(self, state: str) -> None:
        """Say what is going on."""
        self._state = Content.assemble(plain(state, "bold"), ("   + - speed · v next ! · s next +", "$text-muted"))
        self._draw()

    def on_resize(self) -> None:
        """Take the room that there is."""
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Tell which turn was clicked."""
        offset = event.get_content_offset(self)
        if offset and offset.y == 0 and self._reel.signs:
            step, per = self._steps()
            self.post_message(self.Picked(min(len(self._reel.signs) - 1, round(offset.x / step) * per)))

    def _draw(self) -> None:
        self.update(Content("\n").join([self._line(), self._state]))

    def _line(self) -> Content:
        if not self._reel.beats:
            return Content("")
        here = self._reel.beats[self._at].turn
        step, per = self._steps()
        gravity = list(Sign)
        cells: list[Content] = []
        for first in range(0, len(self._reel.signs), per):
            sign = min(self._reel.signs[first : first + per], key=gravity.index)
            now = first <= here < first + per
            style = "bold reverse $accent" if now else _STYLES[sign]
            cells += [Content.styled(_SIGNS[sign], style), Content.styled("─" * (step - 1), "$text-muted")]
        return Content("").join(cells[:-1])

    def _steps(self) -> tuple[int, int]:
        """Return how many columns a sign has, and for how many turns it stands: the gravest of them is shown."""
        turns, width = len(self._reel.signs), max(1, self.content_size.width)
        per = -(-turns // width)
        return max(1, min(_WIDEST_STEP, width // -(-turns // per))), per
