"""A report as one page that stands alone: no scripts, no links, nothing from elsewhere; made to be read and printed."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from coach.domain.report import Report
from coach.domain.rubric import Rubric
from coach.domain.scorecard import Band
from coach.rendering.pieces import Block, Kind, Look, Piece, Section
from coach.rendering.sections import facts, sections
from coach.rendering.words import outcome_words

_CLASSES = {
    Look.STRONG: "strong", Look.MUTED: "muted", Look.QUOTE: "quote", Look.MET: "met", Look.VIOLATED: "violated",
    Look.ABSENT: "absent", Look.UNSURE: "unsure",
}  # fmt: skip


def page(title: str, text: str) -> str:
    """Return Markdown of our own making as one self-contained page without scripts or links."""
    from markdown_it import MarkdownIt  # 40 ms that only this export needs

    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return _PAGE.format(title=escape(title), style=_STYLE, body=body)


def html(report: Report, rubric: Rubric) -> str:
    """Return a whole report as one self-contained page without scripts or links."""
    short, *rest = sections(report, rubric)
    body = [_header(report), *_blocks(short.blocks[2:]), *(_section(section) for section in rest)]
    if report.session:
        body.append(f'<footer class="muted">Session {escape(report.session)}</footer>')
    return _PAGE.format(title=escape(report.title), style=_STYLE, body="\n".join(body))


def _header(report: Report) -> str:
    """Return title, and the band on its scale: the words first, the number beside them."""
    card = report.score
    bands = "".join(f"<li{' class=here' if band is card.band else ''}>{escape(band.value)}</li>" for band in Band)
    number = "" if card.total is None else f'<p class="number">{card.total:.0f}<small> of 100</small></p>'
    ended = f'<p class="ended">{escape(outcome_words(report.outcome))}</p>' if report.session else ""
    word = card.band.value if card.band else "no score"
    return (
        f"<header><h1>{escape(report.title)}</h1><p class=muted>{escape(facts(report))}</p>"
        f'<div class="score"><div><p class="band">{escape(word)}</p>{ended}</div>'
        f"{number}</div><ol class=scale>{bands}</ol></header>"
    )


def _section(section: Section) -> str:
    body = "\n".join(_blocks(section.blocks))
    kind = " class=talk" if any(b.kind is Kind.TURN for b in section.blocks) else ""
    return f"<section{kind}><h2>{escape(section.title)}</h2>\n{body}</section>"


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield blocks; what belongs together comes in one element: a list, a criterion, a turn."""
    for group in _groups(blocks):
        first = group[0]
        if first.kind is Kind.TURN:
            yield _turn(group)
        elif first.kind is Kind.CRITERION:
            sign, title, words, counts = map(_piece, first.pieces)
            yield (
                f"<div class=criterion><p class=row>{sign}<span class=name>{title}</span><span>{words}</span>"
                f"<span class=counts>{counts}</span></p>{''.join(_plain_blocks(group[1:]))}</div>"
            )
        else:
            yield from _plain_blocks(group)


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield each turn or criterion with what follows it, up to the next head; other blocks alone."""
    group: list[Block] = []
    for block in blocks:
        if group and (block.kind in (Kind.TURN, Kind.CRITERION, Kind.HEAD)):
            yield group
            group = []
        if group or block.kind in (Kind.TURN, Kind.CRITERION):
            group.append(block)
        else:
            yield [block]
    if group:
        yield group


def _turn(blocks: list[Block]) -> str:
    head, *rest = blocks
    name, *more = head.pieces
    said = "".join(_plain_blocks(rest))
    who = "you" if head.mine else "them"
    return f"<article class={who}><p class=who>{_piece(name)}{_inline(more)}</p>{said}</article>"


def _plain_blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for listed, group in groupby(blocks, key=lambda b: b.kind is Kind.ITEM):
        if listed:
            yield f"<ul>{''.join(_item(block) for block in group)}</ul>"
        else:
            yield from map(_block, group)


def _item(block: Block) -> str:
    sign, *rest = block.pieces
    return f"<li>{_piece(sign)}<span>{_inline(rest)}</span></li>"


def _block(block: Block) -> str:
    words = _inline(block.pieces)
    match block.kind:
        case Kind.HEAD:
            return f"<h3>{escape(block.plain)}</h3>"
        case Kind.QUOTE:
            return f"<blockquote{'' if block.mine else ' class=them'}>{words}</blockquote>"
        case Kind.SAID:
            return f"<p class=said>{words}</p>"
        case _:
            return f"<p>{words}</p>"


def _inline(pieces: Sequence[Piece]) -> str:
    return "".join(map(_piece, pieces))


def _piece(piece: Piece) -> str:
    name = _CLASSES.get(piece.look)
    words = escape(piece.text)
    return f"<span class={name}>{words}</span>" if name and words else words


_STYLE = """
:root { color-scheme: light dark; --ink: #1d252d; --paper: #fdfdfb; --soft: #5d6a75; --line: #d9dee2; --tint: #f2f5f6;
  --you: #a86f14; --them: #2f7791; --met: #2d7a3e; --violated: #b23a31; --unsure: #94600a; }
@media (prefers-color-scheme: dark) { :root { --ink: #dde3e9; --paper: #14181d; --soft: #93a0ac; --line: #333d47;
  --tint: #1b2128; --you: #e0b36a; --them: #7fb4c9; --met: #8cc08a; --violated: #e58a82; --unsure: #e0b36a; } }
* { box-sizing: border-box; }
body { font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", sans-serif; max-width: 46rem; margin: 3.5rem auto;
  padding: 0 1.25rem; color: var(--ink); background: var(--paper); overflow-wrap: break-word; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .35rem; letter-spacing: -.01em; text-wrap: balance; }
h2 { font-size: 1.3rem; line-height: 1.25; margin: 3.2rem 0 1rem; padding-top: 1.1rem;
  border-top: 1px solid var(--line); }
h3 { font-size: 1rem; line-height: 1.35; margin: 2rem 0 .5rem; }
p { margin: .5rem 0; }
.muted, .counts { color: var(--soft); font-weight: 400; }
.strong { font-weight: 600; }
.met { color: var(--met); } .violated { color: var(--violated); } .unsure { color: var(--unsure); }
.absent { color: var(--soft); } .quote { font-style: italic; }
header .muted { margin: 0; font-size: .9rem; }
.score { display: flex; justify-content: space-between; align-items: flex-end; gap: 1rem; margin: 1.8rem 0 .7rem; }
.score p { margin: 0; } .band { font-size: 2.6rem; font-weight: 650; line-height: 1.1; letter-spacing: -.02em; }
.band::first-letter { text-transform: uppercase; }
.ended { color: var(--soft); font-size: 1.05rem; } .number { font-size: 1.5rem; font-variant-numeric: tabular-nums; }
small { font-size: .85rem; color: var(--soft); }
.scale { display: grid; grid-template-columns: 2fr 1fr 1fr 1fr; gap: 3px; list-style: none; margin: 0; padding: 0;
  font-size: .8rem; color: var(--soft); }
.scale li { border-top: 5px solid var(--line); padding-top: .3rem; }
.scale .here { border-color: var(--them); color: var(--ink); font-weight: 600; }
blockquote { margin: .7rem 0; padding: .55rem 1rem; background: var(--tint); border-left: 3px solid var(--you); }
blockquote .muted { display: block; font-size: .85rem; }
blockquote.them { border-color: var(--them); }
ul { list-style: none; margin: .4rem 0; padding: 0; } section > p + ul, blockquote + ul { margin-top: 1.2rem; }
li { break-inside: avoid; } ul > li { display: flex; gap: .6rem; margin: .3rem 0; }
li > span:first-child { flex: none; width: .8rem; text-align: center; font-weight: 700; }
.criterion { border-top: 1px solid var(--line); padding: .65rem 0; } .criterion:first-of-type { border-top: 0; }
.criterion ul { padding-left: 1.4rem; font-size: .94rem; }
.row { display: grid; grid-template-columns: .8rem 16rem 1fr auto; gap: .6rem; margin: 0; align-items: baseline; }
.row > span:first-child { font-weight: 700; text-align: center; } .counts { font-size: .85rem; }
article { margin: 1.4rem 0; padding-left: 1rem; border-left: 3px solid var(--them); }
article.you { border-color: var(--you); margin-left: 2.5rem; } article.them { margin-right: 2.5rem; }
.who { margin: 0; font-size: .9rem; } .said { margin: .15rem 0 .5rem; white-space: pre-wrap; }
.said .met { text-decoration: underline; text-decoration-thickness: 1.5px; text-underline-offset: 3px; color: inherit;
  text-decoration-color: var(--met); }
.said .violated { text-decoration: underline wavy; text-underline-offset: 3px; color: inherit;
  text-decoration-color: var(--violated); }
article ul { font-size: .9rem; }
footer { margin-top: 3rem; font-size: .8rem; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .35rem .6rem; text-align: left; border-bottom: 1px solid var(--line); }
@media (max-width: 34rem) { body { margin: 1.5rem auto; } .row { grid-template-columns: .8rem 1fr; }
  .row > :nth-child(n+3) { grid-column: 2; } article.you { margin-left: 0; } article.them { margin-right: 0; } }
@media print { :root { --ink: #000; --paper: #fff; --soft: #555; --line: #ccc; --tint: #f4f4f4; --you: #8a5a0c;
  --them: #245f75; --met: #1f6a30; --violated: #9c2a22; --unsure: #7a4e06; }
  @page { margin: 18mm 17mm; } body { font-size: 10.5pt; margin: 0; padding: 0; max-width: none; }
  h2, h3, .row, .who { break-after: avoid; } blockquote, header, .row { break-inside: avoid; }
  p { orphans: 3; widows: 3; } }
"""

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title><style>{style}</style></head>
<body>
{body}</body></html>
"""
