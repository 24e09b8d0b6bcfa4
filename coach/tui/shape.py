"""The two shapes of a screen: with room for two things side by side or not, with room for air or not."""

from typing import TypeVar

from textual.geometry import Size
from textual.screen import Screen

ACROSS = [(0, "-narrow"), (100, "-wide")]
DOWN = [(0, "-short"), (30, "-tall")]
"""Classes by the least number of columns and rows, as Textual's breakpoints take them."""

S = TypeVar("S", bound=Screen[None])


def fit(screen: S, size: Size) -> S:
    """Tell a screen its shape before its first layout, so that nothing moves after the first paint."""
    for room, shapes in ((size.width, ACROSS), (size.height, DOWN)):
        screen.add_class(next(name for least, name in reversed(shapes) if room >= least))
    return screen
