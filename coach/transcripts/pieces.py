"""What every reader of a format returns: who said which words, in order; and how marked lines become that."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from coach.domain.transcript import CueKind
from coach.transcripts.names import Name

LINE_HEAD = 240
"""Characters of a line in which a speaker is looked for, however long the line is."""


# What the programs write between the words, and nobody says.
_NOTICE = re.compile(
    r"<?(?:media|image|video|audio|sticker|gif|document|contact card) omitted>?|<attached: [^>]*>|"
    r"this message was deleted|new messages?|edited|\d{1,3} repl(?:y|ies)|"
    r"(?::[a-z0-9_+-]{1,40}:\s{0,3}\d{0,4}\s{0,3})+|"
    r"transcribed by https?://otter\.ai|(?:transcription|recording) (?:started|ended|stopped)(?: after [\d:]{1,9})?|"
    r"[^.,:!?]{1,60} (?:started|stopped) (?:transcription|recording)|"
    r"this (?:editable )?transcript was (?:computer|automatically) generated.*",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """A line that is not blank: its number from 1, whether it follows a blank one, and its words."""

    number: int
    apart: bool
    text: str


class Piece(NamedTuple):
    """Words of one speaker as they stand together in the file; `move` where the file itself says what they do."""

    name: Name
    text: str
    line: int
    move: CueKind | None = None


class Reading(NamedTuple):
    """A file read as one format; no pieces where it is of another."""

    form: str
    """The format in words."""
    pieces: tuple[Piece, ...]
    glue: str = "\n"
    """What joins two pieces of one speaker: a line end, or a space where captions cut sentences."""
    unnamed: tuple[int, ...] = ()
    """Numbers of the lines before the first speaker, which are nobody's."""

    @property
    def weight(self) -> tuple[int, int]:
        """How much speaks for the format: pieces of speakers that come again, and all pieces."""
        turns = Counter(piece.name.key for piece in self.pieces)
        return sum(n for n in turns.values() if n > 1), len(self.pieces)


class Start(NamedTuple):
    """A line, counted within the lines that are not blank, from which on somebody speaks, or nobody (`None`)."""

    at: int
    name: Name | None
    text: str
    length: int = 1
    """Lines that the start takes up."""
    quoted: bool = False
    """Whether it stands behind `>`, which then stands before the lines that follow, too."""


Follows = Callable[[Line, bool], str]
"""Gets a line that no speaker begins, and whether anything is said above it already; returns its words."""


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text that are not blank."""
    lines: list[Line] = []
    apart = True
    for number, line in enumerate(text.split("\n"), start=1):
        if line and not line.isspace():
            lines.append(Line(number, apart, line))
            apart = False
        else:
            apart = True
    return lines


def known(names: Iterable[Name | None]) -> frozenset[str]:
    """Return the keys of the names that count: those that look like one, and those that come twice or more."""
    counted = Counter(name.key for name in names if name)
    return frozenset(name.key for name in names if name and (name.sure or counted[name.key] > 1))


def gather(form: str, lines: Sequence[Line], starts: Sequence[Start], follows: Follows) -> Reading:
    """Return the pieces that begin at `starts`; the lines between go on with the one before.

    `follows` returns the words of such a line, or nothing where nobody says it.
    """
    names = known([start.name for start in starts])
    starts = [start for start in starts if start.name is None or start.name.key in names]
    first = next((n for n, start in enumerate(starts) if start.name), None)
    if first is None:
        return Reading(form, ())
    pieces: list[Piece] = []
    for start, end in zip(starts[first:], [*(s.at for s in starts[first + 1 :]), len(lines)], strict=True):
        if start.name is None:
            continue
        said = [] if _is_notice(start.text) else [start.text]
        for line in lines[start.at + start.length : end]:
            words = follows(line, bool(said)).strip()
            words = words.removeprefix(">").strip() if start.quoted else words
            if words and not _is_notice(words):
                said.append(words)
        pieces.append(Piece(start.name, "\n".join(said).strip(), lines[start.at].number))
    return Reading(form, tuple(pieces), unnamed=tuple(line.number for line in lines[: starts[first].at]))


def _is_notice(text: str) -> bool:
    return not text or (len(text) <= LINE_HEAD and bool(_NOTICE.fullmatch(text)))


def merged(pieces: Iterable[Piece], glue: str) -> tuple[Piece, ...]:
    """Return the pieces with each speaker's consecutive ones joined and those without words left out."""
    joined: list[tuple[Piece, list[str]]] = []
    for piece in pieces:
        if not piece.text.strip():
            continue
        if joined and joined[-1][0].name.key == piece.name.key:
            joined[-1][1].append(piece.text)
        else:
            joined.append((piece, [piece.text]))
    return tuple(first._replace(text=glue.join(texts)) for first, texts in joined)
