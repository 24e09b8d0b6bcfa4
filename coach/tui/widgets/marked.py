"""Words with what they show: the stretches that count stand out in style, and each begins with its sign."""

from collections.abc import Sequence

from textual.content import Content

from coach.domain.hint import HintKind, Mark
from coach.rendering import HINT_MARKS
from coach.tui.words import plain

LOOKS = {
    HintKind.AGAINST: "bold $text-error underline",
    HintKind.NUMBER: "italic $text-warning underline",
    HintKind.MAYBE: "italic $text-warning underline",
    HintKind.MADE: "$text-success underline",
}
_SIGNS = {kind: f"bold reverse {look.split()[-2]}" for kind, look in LOOKS.items()}


def marked(text: str, marks: Sequence[Mark]) -> Content:
    """Return a text with its marks; they stand apart and in order."""
    parts: list[Content] = []
    at = 0
    for mark in marks:
        sign = Content.styled(HINT_MARKS[mark.kind], _SIGNS[mark.kind])
        parts += [plain(text[at : mark.start]), sign, plain(text[mark.start : mark.end], LOOKS[mark.kind])]
        at = mark.end
    return Content.assemble(*parts, plain(text[at:]))
