"""The blocks of a report as they are drawn: styles for looks, and indents that show what belongs to what."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from coach.rendering import Block, Kind, Look, Section
from coach.tui.after.sheet import Entry
from coach.tui.words import plain

_STYLES = {
    Look.PLAIN: "",
    Look.STRONG: "bold",
    Look.MUTED: "$text-muted",
    Look.QUOTE: "$text-accent",
    Look.MET: "$text-success",
    Look.VIOLATED: "$text-error",
    Look.ABSENT: "$text-muted",
    Look.UNSURE: "$text-warning",
}
_TITLE = 32
"""Columns for the name of a criterion."""


def entries(sections: Sequence[Section], first: int = 0) -> list[Entry]:
    """Return sections of a report, counted from `first`, as entries of a sheet."""
    return [entry for number, section in enumerate(sections, first) for entry in _section(number, section)]


def turn_entries(blocks: Sequence[Block]) -> list[Entry]:
    """Return turns alone, to be shown beside a report: nothing in them leads anywhere."""
    return [entry._replace(turn=None, is_turn=False) for entry in _spaced(blocks)]


def _section(number: int, section: Section) -> Iterator[Entry]:
    first, *rest = section.blocks or (None,)
    if first and first.kind is Kind.BAND:
        yield Entry(_content(first, "$text-accent"), opens=number)
    else:
        yield Entry(Content.styled(section.title, "bold $text-primary"), gap=2, opens=number)
        rest = list(section.blocks)
    yield from _spaced(rest)


def _spaced(blocks: Sequence[Block]) -> Iterator[Entry]:
    before: Block | None = None
    for block in blocks:
        entry = _entry(block)
        # Items that follow one another are one list; what is first under a title stands close to it.
        listed = (
            block.kind is Kind.ITEM and before is not None and before.kind in (Kind.ITEM, Kind.CRITERION, Kind.SAID)
        )
        close = before is not None and (before.kind is Kind.HEAD or block.pieces[0].text == "→")
        yield entry._replace(gap=0) if listed or close else entry
        before = block


def _entry(block: Block) -> Entry:
    match block.kind:
        case Kind.HEAD:
            return Entry(_content(block), gap=1)
        case Kind.ITEM:
            sign, *_ = block.pieces
            lead = Content("  ").append(plain(f"{sign.text} ", f"bold {_STYLES[sign.look]}"))
            return Entry(_content(block, skip=1), lead, Content("    "), gap=1, turn=block.turn)
        case Kind.QUOTE:
            bar = Content("  ").append(_bar(block))
            return Entry(_content(block), bar, bar, turn=block.turn)
        case Kind.CRITERION:
            sign, title, words, counts = block.pieces
            body = Content.assemble(
                plain(title.text.ljust(_TITLE), "bold"),
                plain(words.text.ljust(22), _STYLES[words.look]),
                plain(counts.text, "$text-muted"),
            )
            return Entry(body, plain(f"{sign.text} ", f"bold {_STYLES[sign.look]}"), Content("  "), gap=1)
        case Kind.TURN:
            return Entry(_content(block), _bar(block), _bar(block), gap=1, turn=block.turn, is_turn=True)
        case Kind.SAID:
            return Entry(_content(block, underline=True), _bar(block), _bar(block))
        case _:
            return Entry(_content(block), turn=block.turn)


def _bar(block: Block) -> Content:
    return Content.styled("▌ ", "$accent" if block.mine else "$primary")


def _content(block: Block, style: str = "", *, skip: int = 0, underline: bool = False) -> Content:
    parts = []
    for words, look in block.pieces[skip:]:
        own = _STYLES[look]
        if look is Look.QUOTE and not block.mine:
            own = "$text-primary"
        if underline and look is not Look.PLAIN:
            own = f"underline {own}"
        parts.append(plain(words, f"{style} {own}".strip()))
    return Content.assemble(*parts)
