"""The coach's own theme: quiet, with few colours, each of which has one meaning."""

from textual.theme import Theme

COACH = Theme(
    name="coach",
    primary="#7fb4c9",
    secondary="#8f9fbc",
    accent="#e0b36a",
    foreground="#d9dee5",
    background="#14181d",
    surface="#1a2027",
    panel="#222a33",
    success="#8cc08a",
    warning="#e0b36a",
    error="#e58a82",
    dark=True,
)
