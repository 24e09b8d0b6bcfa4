"""Parses TOML with the place of every fault, and tells on which line each key stands."""

import re
import tomllib
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coach.disk.reading import line_and_column, shown
from coach.errors import FileRefused
from coach.text import one_line

Place = tuple[str | int, ...]
"""A key or an array's element, from the top: `("objections", 0, "lines")`."""

_DEEP = re.compile(r"""[\[{](?:[\[{\s]|[\w."'-]++\s*+=)*+""")
_DIGITS = re.compile(r"[\d_]+")
_KEY_PARTS = 20
_STRING = (
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+(?:"{3,5})',
    r"'''(?:[^']|'{1,2}(?!'))*+(?:'{3,5})",
    r'"(?:[^"\\\n]|\\.)*+(?:")',
    r"'[^'\n]*+(?:')",
)
"""The four forms; the last group of each closes it."""
# A string that never ends is opaque to where it breaks off: to begin anew at each quote in it takes quadratic time.
_OPAQUE = re.compile("|".join([*(f"{form}?" for form in _STRING), r"#[^\n]*"]), re.DOTALL)
_LONG_KEY = re.compile(rf"(?:\.[\w \t-]*+){{{_KEY_PARTS}}}")
_TOKEN = re.compile(
    rf"(?P<string>{'|'.join(_STRING)})|#[^\n]*|(?P<mark>[\[\]{{}}=.,\n])|(?P<bare>[^\s\[\]{{}}=.,\"'#]+)", re.DOTALL
)


def parse(path: Path, text: str) -> dict[str, Any]:
    """Return what the text of a file holds; raises `FileRefused` with file, line and column."""
    # tomllib takes quadratic time over the parts of a dotted key: six seconds for one of 40 KB (measured).
    if long := _LONG_KEY.search(_OPAQUE.sub(lambda m: "\n" * m[0].count("\n"), text)):
        line, _ = line_and_column(long.string[: long.start()])
        raise FileRefused(f"{shown(path)}:{line}: a key of more than {_KEY_PARTS} parts.")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise FileRefused(_syntax_fault(path, text, str(fault)), "Mend it and try again.") from None
    except RecursionError:
        raise FileRefused(f"{shown(path)}:{_longest(text, _DEEP)}: is nested too deep.") from None
    except ValueError:  # Python's limit on the digits of a number, which is no syntax
        raise FileRefused(f"{shown(path)}:{_longest(text, _DIGITS)}: a number of thousands of digits.") from None


def _longest(text: str, pattern: re.Pattern[str]) -> int:
    """Return the line, counted from 1, on which the longest match begins."""
    found = max(pattern.finditer(text), key=lambda match: len(match[0]), default=None)
    return line_and_column(text[: found.start()])[0] if found else 1


def _syntax_fault(path: Path, text: str, message: str) -> str:
    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    reason = one_line(message[: found.start()] if found else message)
    line, column = (found[1], found[2]) if found and found[1] else line_and_column(text)
    return f"{shown(path)}:{line}:{column}: {reason}."


def places(text: str) -> dict[Place, int]:
    """Return the line, counted from 1, of every key, table and array element of a valid TOML text.

    tomllib tells no lines. The text has passed it, so this walk need not refuse anything.
    """
    lines: dict[Place, int] = {(): 1}
    elements: dict[Place, int] = {}
    tokens = deque(_tokens(text))
    table: Place = ()
    while tokens:
        word, line = tokens[0]
        if word == "\n":
            tokens.popleft()
        elif word == "[":
            table = _header(tokens, elements)
            lines.setdefault(table, line)
            if isinstance(table[-1], int):
                lines.setdefault(table[:-1], line)
        else:
            _pair(tokens, table, lines)
    return lines


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for found in _TOKEN.finditer(text):
        if found.lastgroup:
            yield found[0], line
        line += found[0].count("\n")


def _header(tokens: deque[tuple[str, int]], elements: dict[Place, int]) -> Place:
    """Take `[table]` or `[[table]]`; a name on the way that is an array of tables means its last element."""
    opened = 0
    while tokens[0][0] == "[":
        tokens.popleft()
        opened += 1
    place: Place = ()
    names = _key(tokens)
    for name in names[:-1]:
        place = (*place, name)
        if place in elements:
            place = (*place, elements[place])
    place = (*place, names[-1])
    for _ in range(opened):
        tokens.popleft()
    if opened == 2:
        elements[place] = elements.get(place, -1) + 1
        place = (*place, elements[place])
    return place


def _pair(tokens: deque[tuple[str, int]], table: Place, lines: dict[Place, int]) -> None:
    line = tokens[0][1]
    place = table
    for name in _key(tokens):
        place = (*place, name)
        lines.setdefault(place, line)
    tokens.popleft()  # the equals sign
    _value(tokens, place, lines)


def _key(tokens: deque[tuple[str, int]]) -> list[str]:
    names = [tokens.popleft()[0].strip("\"'")]
    while tokens[0][0] == ".":
        tokens.popleft()
        names.append(tokens.popleft()[0].strip("\"'"))
    return names


def _value(tokens: deque[tuple[str, int]], place: Place, lines: dict[Place, int]) -> None:
    lines.setdefault(place, tokens[0][1])
    if tokens[0][0] not in ("[", "{"):
        while tokens and tokens[0][0] not in (",", "]", "}", "\n"):
            tokens.popleft()
        return
    opening, _ = tokens.popleft()
    index = 0
    while tokens[0][0] not in ("]", "}"):
        if tokens[0][0] in (",", "\n"):
            tokens.popleft()
        elif opening == "[":
            _value(tokens, (*place, index), lines)
            index += 1
        else:
            _pair(tokens, place, lines)
    tokens.popleft()
