"""A conversation as a file holds it: which format it is, who speaks, and how it becomes a transcript."""

from typing import NamedTuple

from coach.domain.transcript import CueKind, Speaker, Transcript, Turn
from coach.english.language import foreign
from coach.english.lines import classify
from coach.errors import FileRefused
from coach.text import DISPLAY_LIMIT, one_line
from coach.transcripts.captions import is_captions, read_captions
from coach.transcripts.chats import read_headed, read_stamped
from coach.transcripts.exports import read_export
from coach.transcripts.labels import read_bold, read_headings, read_labelled
from coach.transcripts.names import is_role
from coach.transcripts.pieces import Piece, Reading, lines_of, merged
from coach.transcripts.speakers import Cast, Person

MAX_TURNS = 1_000
"""Turns of one talk, two hours and more; every reply is judged with all that was said before it."""

# From the narrow to the wide: what reads as two formats is the first of them.
_BY_LINES = (read_stamped, read_headed, read_bold, read_headings, read_labelled)


class Talk(NamedTuple):
    """A conversation with each speaker's consecutive words joined."""

    where: str
    """The file, as it is shown."""
    form: str
    """The format in words."""
    pieces: tuple[Piece, ...]
    remarks: tuple[str, ...]
    """What was left out, in sentences."""

    @property
    def people(self) -> tuple[Person, ...]:
        """Who speaks, in the order in which they begin."""
        people: dict[str, Person] = {}
        for piece in self.pieces:
            name = piece.name
            person = people.get(name.key) or Person(name.key, name.shown, name.role, 0, one_line(piece.text, limit=60))
            people[name.key] = person._replace(turns=person.turns + 1, role=person.role or name.role)
        return tuple(people.values())


def read_talk(text: str, where: str) -> Talk:
    """Read a conversation in whichever format it is; the file's ending says nothing.

    Raises `FileRefused` where nothing is said, nobody is named, or only one person speaks.
    """
    if not text.strip():
        raise FileRefused(f"{where}: is empty.", "Give a transcript with two speakers.")
    reading = _reading(text, where)
    pieces = merged(reading.pieces, reading.glue)
    if not pieces:
        line = next(number for number, words in enumerate(text.split("\n"), start=1) if words.strip())
        raise FileRefused(
            f"{where}:{line}: nobody is named as a speaker.",
            "Begin each turn with a name and a colon, as in `Maya: …`, or with `Manager:` and `You:`.",
        )
    if len({piece.name.key for piece in pieces}) < 2:
        raise FileRefused(
            f"{where}:{pieces[0].line}: only {pieces[0].name.shown} speaks.",
            "A talk has two speakers at least; begin each turn with a name and a colon.",
        )
    if len(pieces) > MAX_TURNS:
        raise FileRefused(
            f"{where}:{pieces[MAX_TURNS].line}: holds {len(pieces)} turns; at most {MAX_TURNS} are read.", "Split it."
        )
    return Talk(where, reading.form, pieces, tuple(_remarks(reading, pieces, where)))


def transcript(talk: Talk, cast: Cast) -> Transcript:
    """Return the talk as a transcript in which the engineer, the manager and others speak.

    What a manager's turn does is read from its words and those before it that no reply stands between; of a foreign
    language it stays unknown.
    """
    roles = {cast.engineer.key: Speaker.ENGINEER, cast.manager.key: Speaker.MANAGER}
    turns: list[Turn] = []
    unanswered: list[str] = []
    for seq, piece in enumerate(talk.pieces):
        speaker = roles.get(piece.name.key, Speaker.OTHER)
        called: CueKind | None = None
        if speaker is Speaker.ENGINEER:
            unanswered = []
        elif speaker is Speaker.MANAGER:
            unanswered.append(piece.text)
            words = "\n".join(unanswered)
            called = piece.move or (None if foreign(words) else classify(words))
        turns.append(Turn(seq=seq, speaker=speaker, name=piece.name.shown, text=piece.text, called=called))
    engineer, manager = _part(cast.engineer, "an engineer"), _part(cast.manager, "their manager")
    others = [p.name for p in talk.people if p.key not in roles]
    present = f"; also there: {', '.join(others)}" if others else ""
    return Transcript(
        setting=f"A talk between {engineer}{',' if ',' in engineer else ''} and {manager}{present}", turns=tuple(turns)
    )


def _part(person: Person, part: str) -> str:
    """Return a person with the part they play; whose name is a part has no other."""
    return part if is_role(person.key) else f"{person.name}, {part}"


def _reading(text: str, where: str) -> Reading:
    if text.lstrip().startswith("{"):
        return read_export(text, where)
    raw = text.split("\n")
    if is_captions(raw):
        return read_captions(raw)
    lines = lines_of(text)
    readings = [read(lines) for read in _BY_LINES]
    best = max(reading.weight for reading in readings)
    by_again = int(best[0] == 0)
    for reading in readings:
        # A few lines that happen to look like a narrower format are no reason to take the whole file for it.
        if len({p.name.key for p in reading.pieces}) > 1 and 2 * reading.weight[by_again] >= best[by_again]:
            return reading
    return max(readings, key=lambda reading: reading.weight)


def _remarks(reading: Reading, pieces: tuple[Piece, ...], where: str) -> list[str]:
    remarks = []
    if reading.unnamed:
        first, last = reading.unnamed[0], reading.unnamed[-1]
        lines = f"line {first}" if first == last else f"lines {first} to {last}"
        remarks.append(f"{where}: {lines}, before the first speaker, {'is' if first == last else 'are'} left out.")
    remarks += [
        f"{where}:{piece.line}: the turn is longer than {DISPLAY_LIMIT} characters; the rest of it is left out."
        for piece in pieces
        if len(piece.text) > DISPLAY_LIMIT
    ]
    return remarks
