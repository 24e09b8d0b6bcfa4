"""The scores of rehearsals over time, with a cursor that tells each of them."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coach.domain.progress import Held, Rehearsed, Standing
from coach.domain.real_talk import RealTalk
from coach.rendering.progress import LEGEND, point_words, score_chart, total_words
from coach.tui.pieces import content
from coach.tui.words import plain


class TimeLine(Static, can_focus=True):
    """A chart to walk through: left and right go to the point before and after, Enter opens its report."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Point", key_display="← →", tooltip="Go to the rehearsal before or after"),
        Binding("right", "step(1)", "Later", show=False, tooltip="Go to the rehearsal after this one"),
        Binding("enter", "open", "Report", tooltip="Open the report of the rehearsal under the cursor"),
    ]

    class Opened(Message):
        """A point of the line is to be opened: its session is named."""

        def __init__(self, session: str) -> None:
            super().__init__()
            self.session = session

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._standing: Standing | None = None
        self._columns: tuple[int | None, ...] = ()
        self.at = 0
        """The point under the cursor."""

    def load(self, standing: Standing) -> None:
        """Show what a judge says; the cursor stays at its point, or stands on the newest one."""
        before = _name(self._standing.line[self.at]) if self._standing and self._standing.line else None
        self._standing = standing
        places = [n for n, point in enumerate(standing.line) if _name(point) == before]
        self.at = places[0] if places else max(0, len(standing.line) - 1)
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw it as wide as it is."""
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Go to the point that was clicked, or beside which it was clicked."""
        offset = event.get_content_offset(self)
        near = [(abs(column - offset.x), n) for n, column in enumerate(self._columns) if column is not None and offset]
        if offset and near:
            self.at = min(near)[1]
            self._draw()

    def action_step(self, by: int) -> None:
        """Go to an older (-1) or a newer (+1) point."""
        if self._columns:
            first = next(n for n, column in enumerate(self._columns) if column is not None)
            self.at = max(first, min(len(self._columns) - 1, self.at + by))
            self._draw()

    def action_open(self) -> None:
        """Open the point under the cursor."""
        if self._standing and self._standing.line:
            self.post_message(self.Opened(_name(self._standing.line[self.at])[0]))

    def _draw(self) -> None:
        if self._standing is None or not self._standing.line or not self.content_size.width:
            return
        rows = 5 if self.app.size.height < 30 else 10
        drawn = score_chart(self._standing, self.content_size.width, rows, self.at)
        self._columns = drawn.columns
        words = point_words(self._standing.line[self.at])
        lines = [
            *map(content, drawn.lines),
            Content(""),
            plain(words, "bold"),
            plain(total_words(self._standing)),
            Content.styled(LEGEND, "$text-muted"),
        ]
        self.update(Content("\n").join(lines))


def _name(point: Rehearsed | Held) -> tuple[str, RealTalk | None]:
    """Return what a point is known by: its session, and the talk where it is one."""
    return (point.attempt.session, None) if isinstance(point, Rehearsed) else (point.session, point.talk)
