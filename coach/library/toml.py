"""Reads a TOML file into a value; each fault is told with file, line and dotted key."""

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from coach.disk.reading import shown, text_of
from coach.disk.toml import Place, parse, places
from coach.domain.value import Value
from coach.errors import FileRefused
from coach.text import one_line

_SHOWN_FAULTS = 8

T = TypeVar("T", bound=Value)


def read_toml(path: Path, kind: type[T]) -> T:
    """Read and check a file. Raises `NotFound` or `FileRefused`."""
    text = text_of(path)
    try:
        return kind.model_validate(parse(path, text))
    except ValidationError as error:
        faults = _faults(error, text, path)
        raise FileRefused("\n".join(faults[:_SHOWN_FAULTS]), _rest(len(faults) - _SHOWN_FAULTS)) from None


def line_of(path: Path, key: str) -> int:
    """Return the line, counted from 1, of a dotted key in a sound file, or of the nearest one above it."""
    place: Place = tuple(int(part) if part.isdecimal() else part for part in key.split("."))
    lines = places(text_of(path))
    return next(lines[place[:n]] for n in range(len(place), -1, -1) if place[:n] in lines)


def _rest(count: int) -> str:
    return f"And {count} more." if count > 0 else ""


def _faults(error: ValidationError, text: str, path: Path) -> list[str]:
    """Return one sentence for each fault: file, line, dotted key and what is wrong there; in the file's order."""
    lines = places(text)
    found = []
    for detail in error.errors(include_url=False):
        place, reason = _reason(detail, lines)
        known = next(place[:n] for n in range(len(place), -1, -1) if place[:n] in lines)
        found.append((lines[known], ".".join(map(str, place)), reason))
    return [
        f"{shown(path)}:{line}: {one_line(key)}{': ' if key else ''}{reason}" for line, key, reason in sorted(found)
    ]


def _reason(detail: ErrorDetails, lines: dict[Place, int]) -> tuple[Place, str]:
    place: Place = detail["loc"]
    reason = detail["msg"].removeprefix("Value error, ")
    match detail["type"]:
        case "missing":
            return place, "is missing."
        case "extra_forbidden":
            return place, "is no key that the coach knows."
        case "value_error":
            # Our own validators of a whole table name the key inside it.
            key, colon, rest = reason.partition(": ")
            inner = (*place, *(int(part) if part.isdecimal() else part for part in key.split(".")))
            if colon and (inner in lines or inner[:-1] in lines.keys() - {place}):
                return inner, f"{one_line(rest)}."
    given = detail["input"]
    got = f" (found “{one_line(str(given), limit=40)}”)" if isinstance(given, str | int) else ""
    return place, f"{one_line(reason, limit=400)}{got}."
