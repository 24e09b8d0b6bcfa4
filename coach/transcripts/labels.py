"""Reads talks in which each turn begins with its speaker: `Name: text`, in Markdown too, or a name as a heading."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from coach.transcripts.names import LONGEST, Name, read_name
from coach.transcripts.pieces import LINE_HEAD, Line, Reading, Start, gather
from coach.transcripts.stamps import ALONE, BRACKETED

# Block quotes, bullets and numbers before a line.
_MARGIN = re.compile(r"\s*(?P<quote>(?:>\s?){0,4})(?:[-*+•]\s{1,3}|\d{1,3}[.)]\s{1,3})?")
_SPEECH = re.compile(
    rf"(?P<open>[*_]{{0,3}})(?P<name>[^:：*\n]{{1,{LONGEST}}}?)(?:{BRACKETED})?(?P<inner>[*_]{{0,3}})(?:{BRACKETED})?"
    r"\s{0,2}[:：](?![\d/\\])(?P<close>[*_]{0,3})[ \t]*",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_HEAD = re.compile(
    r"\s{0,3}(?:#{1,6}\s+(?P<head>[^#\n].*?)(?:\s#+)?|(?P<mark>\*{2,3}|__)(?P<bold>[^*\n]+)(?P=mark)):?\s*"
)
_RULE = re.compile(r"\s{0,3}(?:-{3,}|\*{3,}|_{3,}|={3,})\s*")


class Speech(NamedTuple):
    """A line that begins with a speaker: the name, the words behind it, and how it is set."""

    name: Name
    text: str
    bold: bool
    quoted: bool


def read_speech(line: str) -> Speech | None:
    """Return who speaks in a line of the form `Name: text`, or `None`."""
    head = line[:LINE_HEAD]
    if ":" not in head and "：" not in head:
        return None
    margin = _MARGIN.match(head)
    start = margin.end() if margin else 0
    found = _SPEECH.match(head, start)
    name = read_name(found["name"]) if found else None
    if not (found and name):
        return None
    marks = found["open"]
    bold = bool(marks) and marks in (found["inner"], found["close"])
    rest = line[found.end() :] if bold or not found["close"] else line[found.start("close") :]
    rest = rest if bold or not marks else rest.rstrip().removesuffix(marks)
    return Speech(name, rest.strip(), bold, bool(margin and margin["quote"]))


def read_labelled(lines: Sequence[Line]) -> Reading:
    """Read `Name: text`, however the name is set."""
    return _read("a talk with names before the turns", lines, bold=False)


def read_bold(lines: Sequence[Line]) -> Reading:
    """Read `**Name:** text`; a plain word with a colon is a part of what is said."""
    return _read("Markdown with names before the turns", lines, bold=True)


def read_headings(lines: Sequence[Line]) -> Reading:
    """Read a Markdown talk in which each turn stands under its speaker, as a heading or a bold line."""
    starts = []
    for at, line in enumerate(lines):
        found = _HEAD.fullmatch(line.text) if len(line.text) <= LINE_HEAD else None
        name = read_name((found["head"] or found["bold"]).rstrip(": ")) if found else None
        if name:
            starts.append(Start(at, name, ""))
    return gather("Markdown with names above the turns", lines, starts, _said)


def _read(form: str, lines: Sequence[Line], *, bold: bool) -> Reading:
    starts = [
        Start(at, speech.name, speech.text, quoted=speech.quoted)
        for at, line in enumerate(lines)
        if (speech := read_speech(line.text)) and (speech.bold or not bold)
    ]
    return gather(form, lines, starts, _said)


def _said(line: Line, begun: bool) -> str:
    """Return a line of a turn; headings, rules and times that stand apart are nobody's words."""
    head = line.text[:LINE_HEAD].strip()
    apart = line.apart and (_HEADING.match(head) or _RULE.fullmatch(head) or ALONE.fullmatch(head))
    return "" if apart else line.text
