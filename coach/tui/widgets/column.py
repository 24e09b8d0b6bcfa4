"""Boxes over one another, in a column that tells how wide it is."""

from textual.containers import Vertical
from textual.message import Message


class Column(Vertical):
    """Tells its width, which what stands in the boxes depends on, each time that it has another one."""

    class Sized(Message):
        """It has another width."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._width = 0

    def on_resize(self) -> None:
        """Tell another width, and not the height that comes of what is put into the boxes."""
        if self.size.width != self._width:
            self._width = self.size.width
            self.post_message(self.Sized())
