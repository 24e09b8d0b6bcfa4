"""What a report is made of before it has a form: sections, blocks and pieces of text that know how they look."""

from enum import Enum, auto
from typing import NamedTuple

from coach.domain.judgement import Verdict
from coach.rendering.words import folded


class Look(Enum):
    """How a piece of text looks; a sign or a word always says the same."""

    PLAIN = auto()
    STRONG = auto()
    MUTED = auto()
    QUOTE = auto()
    MET = auto()
    VIOLATED = auto()
    ABSENT = auto()
    UNSURE = auto()


LOOKS = {
    Verdict.MET: Look.MET,
    Verdict.VIOLATED: Look.VIOLATED,
    Verdict.ABSENT: Look.ABSENT,
    Verdict.UNJUDGED: Look.UNSURE,
}


class Kind(Enum):
    """What a block is."""

    BAND = auto()
    """The score in words and how the talk ended."""
    HEAD = auto()
    TEXT = auto()
    ITEM = auto()
    """One of a list; its first piece is its sign."""
    QUOTE = auto()
    CRITERION = auto()
    """Four pieces: sign, title, score in words, counts. The evidence follows as items."""
    TURN = auto()
    """The head of a turn: who spoke, and what that was; `turn` is this turn itself."""
    SAID = auto()
    """The words of the turn whose head goes before."""


class Piece(NamedTuple):
    """A run of text, foreign or not, that looks one way."""

    text: str
    look: Look = Look.PLAIN


class Block(NamedTuple):
    """One paragraph, item or head; `turn` is where what it says was said, or will be found."""

    kind: Kind
    pieces: tuple[Piece, ...]
    turn: int | None = None
    mine: bool = True
    """Whether the words are the engineer's, or meant for them; else they are somebody else's."""

    @property
    def plain(self) -> str:
        """The text alone."""
        return "".join(piece.text for piece in self.pieces)


class Section(NamedTuple):
    """A part of a report with a name of one or two words and the title that stands over it."""

    name: str
    title: str
    blocks: tuple[Block, ...]


def head(title: str) -> Block:
    """Return a title within a section."""
    return Block(Kind.HEAD, (Piece(title, Look.STRONG),))


def text(*pieces: Piece | str, turn: int | None = None) -> Block:
    """Return a paragraph."""
    return Block(Kind.TEXT, tuple(Piece(p) if isinstance(p, str) else p for p in pieces), turn)


def item(sign: str, look: Look, *pieces: Piece | str, turn: int | None = None) -> Block:
    """Return one of a list, with its sign."""
    return Block(Kind.ITEM, (Piece(sign, look), *(Piece(p) if isinstance(p, str) else p for p in pieces)), turn)


def quote(words: str, *, turn: int | None = None, lead: str = "", after: str = "", mine: bool = True) -> Block:
    """Return words that were said, or could be, with what leads to them and what follows."""
    said = Piece(f"“{folded(words)}”", Look.QUOTE)
    pieces = (Piece(f"{lead} ", Look.MUTED) if lead else None, said, Piece(f" {after}") if after else None)
    return Block(Kind.QUOTE, tuple(p for p in pieces if p), turn, mine)
