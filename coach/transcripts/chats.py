"""Reads what has a time in every turn: chat copies and exports, and transcripts with the time behind the name."""

import re
from collections.abc import Sequence

from coach.transcripts.labels import read_speech
from coach.transcripts.names import LONGEST, Name, read_name
from coach.transcripts.pieces import LINE_HEAD, Line, Reading, Start, gather
from coach.transcripts.stamps import ALONE, FIRST, LAST

_LONGEST_HEADER = 120
_MARGIN = re.compile(r"\s*(?:>\s?){0,4}(?:[-*+•]\s{1,3}|#{1,6}\s{1,3})?")
_DASH = re.compile(r"\s{0,3}(?:[-–—|:,]\s{1,3}|\s{0,3})")
_ADDRESSED = re.compile(r"From\s{1,3}(?P<name>.{1,60}?)\s{1,3}to\s{1,3}[^:]{1,60}:\s*", re.IGNORECASE)
_EDITED = re.compile(r"\s(?:\(edited\)|<this message was edited>)$", re.IGNORECASE)


def read_stamped(lines: Sequence[Line]) -> Reading:
    """Read lines that begin with a time: `[12/03/2026, 10:42] Name: text`, `10:42 - Name: text`, `[10:42 AM] Name`.

    A line with a day and no name is the chat's own message and nobody's words.
    """
    starts: list[Start] = []
    for at, line in enumerate(lines):
        head = line.text[:LINE_HEAD]
        if not any(c.isdigit() for c in head[:20]) and ":" not in head:
            continue
        margin = _MARGIN.match(head)
        stamp = FIRST.match(head, margin.end() if margin else 0)
        if not stamp:
            continue
        dash = _DASH.match(head, stamp.end())
        rest = line.text[dash.end() if dash else stamp.end() :]
        if addressed := _ADDRESSED.match(rest[:LINE_HEAD]):
            name = read_name(addressed["name"])
            starts.append(Start(at, name, _words(rest[addressed.end() :])))
        elif speech := read_speech(rest.removeprefix("From ").lstrip()):
            starts.append(Start(at, speech.name, _words(speech.text)))
        elif len(rest) <= LONGEST and (name := read_name(rest.strip())) and name.sure:
            starts.append(Start(at, name, ""))
        elif stamp["day"]:
            starts.append(Start(at, None, ""))
    return gather("a chat with times before the names", lines, starts, _said)


def read_headed(lines: Sequence[Line]) -> Reading:
    """Read turns under a line with name and time: `Name  0:12`, `Name 10:42 AM`, `[Name] 10:42:13`, or on two lines."""
    starts: list[Start] = []
    for at, line in enumerate(lines):
        if len(line.text) > _LONGEST_HEADER or not line.text.rstrip("])*:. \t")[-1:].isalnum():
            continue
        text = line.text.strip()
        if _alone(text):
            before = lines[at - 1].text.strip() if at and not line.apart else ""
            name = read_name(before) if before and not _alone(before) else None
            if name and name.sure and not (starts and starts[-1].at + starts[-1].length > at - 1):
                # Within a message a word above a time may be the message's last one.
                starts.append(Start(at - 1, name._replace(sure=lines[at - 1].apart), "", length=2))
            continue
        if name := _header(text):
            starts.append(Start(at, name, ""))
    return gather("a talk with names and times above the turns", lines, starts, _said)


def _header(text: str) -> Name | None:
    """Return the name in a line that is a name with a time behind it."""
    margin = _MARGIN.match(text)
    plain = text[margin.end() if margin else 0 :].rstrip("* :")
    stamp = LAST.search(plain)
    return read_name(plain[: stamp.start()].rstrip(" \t*_,|·•–—-([<")) if stamp and stamp.start() else None


def _alone(text: str) -> bool:
    return len(text) <= _LONGEST_HEADER and bool(ALONE.fullmatch(text))


def _said(line: Line, begun: bool) -> str:
    """Return a line of a message without the times that stand alone or in brackets before it.

    A time may be all that somebody says; then nothing is said above it.
    """
    text = line.text.strip()
    if (begun or line.apart) and _alone(text):
        return ""
    stamp = FIRST.match(text[:LINE_HEAD])
    return _words(text[stamp.end() :] if stamp and stamp["open"] else text)


def _words(text: str) -> str:
    return _EDITED.sub("", text.strip())
