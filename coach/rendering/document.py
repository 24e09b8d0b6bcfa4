"""A report as Markdown: every foreign text is shown verbatim, without links or structure of its own."""

import re
from collections.abc import Iterator

from coach.domain.report import Report
from coach.domain.rubric import Rubric
from coach.rendering.pieces import Block, Kind, Look, Piece, Section
from coach.rendering.sections import sections
from coach.rendering.words import folded

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~!&]")
_STARTS = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)
_URL = re.compile(r"(?i)\b(?:https?|ftp|mailto)(?=:)|\bwww(?=\.)")


def escape(text: str) -> str:
    """Return foreign text as Markdown that shows it verbatim, with no links and no structure."""
    return _STARTS.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", _escape_within(text))


def _escape_within(text: str) -> str:
    """Return foreign text as it may stand in the middle of a line."""
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    # Linkifiers run on bare addresses too; an entity in the scheme shows the same and is no address.
    return _URL.sub(lambda m: f"&#{ord(m[0][0])};{m[0][1:]}", escaped)


def markdown(report: Report, rubric: Rubric) -> str:
    """Return a whole report as Markdown."""
    parts = [f"# {escape(folded(report.title))}"]
    for section in sections(report, rubric):
        parts += _section_parts(section)
    if report.session:
        parts.append(f"Session {escape(report.session)}")
    return "\n\n".join(parts) + "\n"


def _section_parts(section: Section) -> Iterator[str]:
    """Yield paragraphs; items that follow one another are one list."""
    if section.blocks and section.blocks[0].kind is not Kind.BAND:
        yield f"## {section.title}"
    items: list[str] = []
    for block in section.blocks:
        if block.kind is Kind.ITEM:
            items.append(f"- {_inline(block.pieces)}")
            continue
        if items:
            yield "\n".join(items)
            items = []
        yield _paragraph(block)
    if items:
        yield "\n".join(items)


def _paragraph(block: Block) -> str:
    match block.kind:
        case Kind.BAND:
            return f"## {escape(block.plain)}"
        case Kind.HEAD:
            return f"### {escape(block.plain)}"
        case Kind.QUOTE:
            return f"> {_inline(block.pieces)}"
        case Kind.SAID:
            return "\n".join(f"> {line}" if line.strip() else ">" for line in escape(block.plain).split("\n"))
        case Kind.CRITERION:
            sign, title, words, counts = (escape(piece.text) for piece in block.pieces)
            return f"{sign} **{title}**: {words}{f' · {counts}' if counts else ''}"
        case _:
            return _inline(block.pieces)


def _inline(pieces: tuple[Piece, ...]) -> str:
    """Return pieces on one line; a sign leads it, and what is strong is bold."""
    told = []
    for place, (words, look) in enumerate(pieces):
        text = (_escape_within if place or look is Look.STRONG else escape)(folded(words))
        before, after = words[:1].isspace() * " ", words[-1:].isspace() * " "
        marked = f"**{text}**" if look is Look.STRONG and text else text
        told.append(f"{before}{marked}{after}")
        if place == 0 and len(words) == 1 and len(pieces) > 1:  # the sign of an item
            told.append(" ")
    return "".join(told).strip()
