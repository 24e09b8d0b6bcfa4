"""Reads labelled rows: one reply in its context a line, as JSON (the rubric's row format)."""

import json
import re
from collections.abc import Collection, Iterator
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from coach.domain.agreement import LabelledLine, LabelledReply
from coach.domain.sentences import LabelledSentence
from coach.domain.value import Value
from coach.domain.vocabulary import LabelledUse
from coach.errors import FileRefused
from coach.text import one_line

V = TypeVar("V", bound=Value)


def is_rows(text: str) -> bool:
    """Whether a text is labelled rows: its first line that is not blank is a JSON object with a reply."""
    first = text.lstrip().partition("\n")[0]
    try:
        row = json.loads(first) if first.startswith("{") else None
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "reply" in row


def read_rows(text: str, source: str) -> tuple[LabelledReply, ...]:
    """Read labelled rows from JSON lines. Raises `FileRefused` naming file, line and key."""
    rows: list[LabelledReply] = []
    seen: dict[str, int] = {}
    for number, row in _values(text, source, LabelledReply):
        if row.id in seen:
            message = f"{one_line(source)}:{number}: the id {row.id!r} stands in line {seen[row.id]} already."
            raise FileRefused(message, "Give each row an id of its own.")
        seen[row.id] = number
        rows.append(row)
    return tuple(rows)


def read_lines(text: str, source: str) -> tuple[LabelledLine, ...]:
    """Read labelled lines of a manager's from JSON lines. Raises `FileRefused` naming file, line and key."""
    return tuple(line for _, line in _values(text, source, LabelledLine))


def read_uses(text: str, source: str) -> tuple[LabelledUse, ...]:
    """Read labelled uses of terms from JSON lines. Raises `FileRefused` naming file, line and key."""
    return tuple(use for _, use in _values(text, source, LabelledUse))


def read_sentences(text: str, source: str, scenes: Collection[str] = ()) -> tuple[LabelledSentence, ...]:
    """Read labelled sentences of a manager's from JSON lines; with `scenes` their scene has to be one of those.

    Raises `FileRefused` naming file, line and key.
    """
    found = []
    for number, sentence in _values(text, source, LabelledSentence):
        if scenes and sentence.scene not in scenes:
            message = f"{one_line(source)}:{number}: scene: there is no scenario “{sentence.scene}”."
            raise FileRefused(message, "List them: coach scenarios")
        found.append(sentence)
    return tuple(found)


_REPAIR = "Mend this line and try again; what nobody has decided is null."

_KINDS = {
    "string_type": "text", "bool_type": "true or false", "bool_parsing": "true or false", "int_type": "a whole number",
    "int_parsing": "a whole number", "dict_type": "an object in braces", "model_type": "an object in braces",
    "tuple_type": "a list in brackets",
}  # fmt: skip


def _fault(detail: ErrorDetails) -> str:
    """Return what is wrong at which key, and what would be right."""
    place = [str(part) for part in detail["loc"]]
    if "[key]" in place:  # the name of an entry, and not what it holds
        place = place[: place.index("[key]") - 1]
    key = one_line(".".join(place)) or "the row"
    given = detail["input"]
    found = f"“{one_line(given, limit=40)}”" if isinstance(given, str) else one_line(json.dumps(given), limit=40)
    match detail["type"]:
        case "missing":
            return f"{key} is missing."
        case "extra_forbidden":
            return f"{key} is no key that the coach knows."
        case "enum" | "literal_error":
            allowed = re.findall(r"'([^']+)'", detail["ctx"]["expected"])
            return f"{key}: {found} is none of {', '.join(allowed)}."
        case kind if kind in _KINDS:
            return f"{key}: has to be {_KINDS[kind]}, and is {found}."
    return f"{key}: {one_line(detail['msg'].removeprefix('Value error, '))}."


def _values(text: str, source: str, kind: type[V]) -> Iterator[tuple[int, V]]:
    """Yield each value with the number of its line; a file without any is refused."""
    empty = True
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{one_line(source)}:{number}"
        try:
            value = kind.model_validate(json.loads(line))
        except ValidationError as error:
            raise FileRefused(f"{where}: {_fault(error.errors(include_url=False)[0])}", _REPAIR) from None
        except (ValueError, RecursionError) as error:
            raise FileRefused(
                f"{where}: is no JSON object ({one_line(str(error))}).", "Write each row as one object, on one line."
            ) from None
        empty = False
        yield number, value
    if empty:
        raise FileRefused(f"{one_line(source)}: holds no row.", "Write each row as one JSON object, on one line.")
