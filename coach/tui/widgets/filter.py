"""A line in which words are typed that others look for; not loaded before somebody asks for it."""

from collections.abc import Callable

from textual.widgets import Input


class FilterLine(Input):
    """Tells `sought` what is typed, at every letter, and `done` that it is to be left for what was found."""

    def __init__(self, sought: Callable[[str], None], done: Callable[[], None]) -> None:
        super().__init__(placeholder="Words in a scene or in a past rehearsal", id="filter", compact=True)
        self._sought = sought
        self._done = done

    def on_input_changed(self) -> None:
        """Tell what is typed."""
        self._sought(self.value)

    def on_input_submitted(self) -> None:
        """Go on to what was found."""
        self._done()

    def key_down(self) -> None:
        """Go on to what was found."""
        self._done()
