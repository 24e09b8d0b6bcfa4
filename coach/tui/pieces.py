"""Pieces of text as the screens show them: each look has a style, and none of them is the only sign of anything."""

from collections.abc import Iterable

from textual.content import Content

from coach.rendering.pieces import Look, Piece
from coach.tui.words import plain

STYLES = {
    Look.PLAIN: "",
    Look.STRONG: "bold",
    Look.MUTED: "$text-muted",
    Look.QUOTE: "italic",
    Look.MET: "$text-success",
    Look.VIOLATED: "$text-error",
    Look.ABSENT: "$text-muted",
    Look.UNSURE: "$text-warning",
}


def content(pieces: Iterable[Piece]) -> Content:
    """Return pieces as content that is shown verbatim."""
    return Content("").join([plain(piece.text, STYLES[piece.look]) for piece in pieces])
