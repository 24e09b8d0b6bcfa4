"""The keys at the foot of a screen."""

from textual.app import ComposeResult
from textual.widgets import Footer


class KeyBar(Footer):
    """Textual's footer, there from the first paint on, and laid out anew only when a key has changed.

    Textual 8.2 leaves it empty at first, and lays it out three times before a screen is complete, 10 ms each.
    """

    def __init__(self) -> None:
        super().__init__(compact=True)
        self._laid_out: list[object] = []

    def compose(self) -> ComposeResult:
        """Lay out the keys at once."""
        self._laid_out = self._keys()
        self.bindings_changed(self.screen)  # says that they are known
        yield from super().compose()

    async def recompose(self) -> None:
        """Lay out the keys anew, unless they stand there."""
        if self.is_attached and self._keys() != self._laid_out:
            await super().recompose()

    def _keys(self) -> list[object]:
        return [(a.binding, a.enabled, a.tooltip) for a in self.screen.active_bindings.values() if a.binding.show]
