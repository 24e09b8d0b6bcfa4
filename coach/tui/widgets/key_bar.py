"""The keys at the foot of a screen."""

from collections.abc import Iterable

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from coach.tui.shape import ACROSS

_STAY = frozenset({"escape", "f1", "ctrl+q"})
"""The keys that stand there however narrow it is: the way back, the help with all the others, and the way out."""
_GAP = 2
"""Columns between two keys, as in coach.tcss."""
_WIDE = next(least for least, name in ACROSS if name == "-wide")
"""From these columns on the palette has its key at the right."""


class KeyBar(Footer):
    """Textual's footer, there from the first paint on, with as many keys as fit in whole words.

    Textual 8.2 leaves it empty at first, lays it out three times before a screen is complete, 10 ms each, and cuts it
    off where it is too long.
    """

    def __init__(self) -> None:
        super().__init__(compact=True)
        self._laid_out: list[object] = []

    def compose(self) -> ComposeResult:
        """Lay out the keys at once."""
        self._laid_out = self._keys()
        self.bindings_changed(self.screen)  # says that they are known
        keys = list(super().compose())
        _fit([key for key in keys if isinstance(key, FooterKey)], self.app.size.width)
        yield from keys

    async def recompose(self) -> None:
        """Lay out the keys anew, unless they stand there."""
        if self.is_attached and self._keys() != self._laid_out:
            await super().recompose()

    def on_resize(self, event: events.Resize) -> None:
        """Show what fits now."""
        _fit(self.query(FooterKey), event.size.width)

    def _keys(self) -> list[object]:
        return [(a.binding, a.enabled, a.tooltip) for a in self.screen.active_bindings.values() if a.binding.show]


def _fit(keys: Iterable[FooterKey], width: int) -> None:
    """Hide what does not fit into so many columns: the screen's last keys first."""
    sizes = {key: cell_len(f"{key.key_display} {key.description}") + _GAP for key in keys}
    stay = {key for key in sizes if key.key in _STAY or (key.has_class("-command-palette") and width >= _WIDE)}
    left = width - sum(sizes[key] for key in stay)
    for key in sizes:
        if key not in stay and not key.has_class("-command-palette"):
            left -= sizes[key]
            key.display = left >= 0
