"""Reads captions: WebVTT as Zoom and Teams write it, and SubRip (.srt)."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from coach.text import clean
from coach.transcripts.labels import read_speech
from coach.transcripts.names import Name, given_name
from coach.transcripts.pieces import LINE_HEAD, Piece, Reading, known

_TIMING = re.compile(r"\s*\[?[\d:.,]{3,20}\s{0,3}-->\s{0,3}[\d:.,]{3,20}(?:\](?P<text>.*)|(?:\s.*)?)")
_ID = re.compile(r"\s*(?:\d{1,9}|[0-9a-fA-F-]{8,40}(?:/\d+-\d+)?)\s*")
_NOTE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
# A line that says nothing but who is speaking, as subtitles mark it.
_DIALOGUE = re.compile(r"(?:>>+|[-–])\s*")
_TAG = re.compile(
    r"<(?P<close>/?)(?P<tag>v|b|i|u|c|s|font|ruby|rt|lang)(?P<more>(?:[.\s][^<>]{0,200})?)>|<\d[\d:.]{1,15}>"
)
_VOICE = re.compile(r"(?:\.[^\s.]{1,40}){0,4}\s+(?P<name>.+)", re.DOTALL)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|lrm|rlm|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_STYLE = re.compile(r"\{\\[^{}]{0,40}\}")


class Said(NamedTuple):
    """Words of a cue, the name that marks them (if any), and both as they stood."""

    line: int
    name: Name | None
    text: str
    whole: str


def is_captions(lines: Sequence[str]) -> bool:
    """Whether a text has a line with two times and an arrow between them, as every caption has."""
    return any("-->" in line and _TIMING.fullmatch(line[:LINE_HEAD]) for line in lines)


def read_captions(lines: Sequence[str]) -> Reading:
    """Read captions; a cue without a speaker goes on with the one before."""
    cues = list(_cues(lines))
    voiced = any("<v" in line for _, words in cues for line in words)
    said = [s for cue in cues for s in (_voices(*cue) if voiced else _labels(*cue))]
    names = known([s.name for s in said])
    pieces: list[Piece] = []
    unnamed: list[int] = []
    for s in said:
        named = s.name is not None and s.name.key in names
        name = s.name if named else pieces[-1].name if pieces else None
        text = s.text if named else s.whole
        if name:
            pieces.append(Piece(name, text, s.line))
        elif text.strip():
            unnamed.append(s.line)
    return Reading("captions", tuple(pieces), " ", tuple(unnamed))


def _cues(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each cue as the number of its line of times and its lines of words."""
    number, words = 0, list[str]()
    apart, noted = True, True  # nothing before the first times is said
    for at, line in enumerate(lines, start=1):
        timing = _TIMING.fullmatch(line[:LINE_HEAD]) if "-->" in line else None
        if timing:
            # The cue's id stands right above its times, apart from the words before, or is plainly a number.
            if words and lines[at - 2].strip() and (at < 3 or not lines[at - 3].strip() or _ID.fullmatch(words[-1])):
                words.pop()
            if words:
                yield number, words
            number, words, noted = at, [line.partition("]")[2]] if timing["text"] else [], False
        elif not line.strip():
            apart, noted = True, noted and not number
            continue
        elif apart and number and _NOTE.match(line):
            noted = True
        elif not noted:
            words.append(line)
        apart = False
    if words:
        yield number, words


def _voices(number: int, words: Iterable[str]) -> Iterator[Said]:
    """Yield the voices of a cue (`<v Name>words</v>`), and what stands outside of them."""
    text = " ".join(words)
    name: Name | None = None
    at, said = 0, list[str]()
    for tag in _TAG.finditer(text):
        said.append(text[at : tag.start()])
        at = tag.end()
        if tag["tag"] == "v":
            yield _said(number, name, "".join(said))
            said = []
            voice = _VOICE.fullmatch(tag["more"]) if not tag["close"] else None
            name = given_name(_unescape(voice["name"])) if voice else None
    yield _said(number, name, "".join([*said, text[at:]]))


def _labels(number: int, words: Iterable[str]) -> Iterator[Said]:
    """Yield the lines of a cue, each with the name before its colon, if there is one."""
    for line in words:
        text = _unescape(_STYLE.sub("", _TAG.sub("", line))).strip()
        dash = _DIALOGUE.match(text)
        text = text[dash.end() :] if dash else text
        speech = read_speech(text)
        yield Said(number, speech.name, speech.text, text) if speech else Said(number, None, text, text)


def _said(number: int, name: Name | None, text: str) -> Said:
    words = _unescape(text).strip()
    return Said(number, name, words, words)


def _unescape(text: str) -> str:
    return clean(_ENTITY.sub(lambda found: html.unescape(found[0]), text), limit=len(text) + 1) if "&" in text else text
