"""Reads labelled rows: one reply in its context a line, as JSON (the rubric's row format)."""

import json

from pydantic import ValidationError

from coach.domain.agreement import LabelledReply
from coach.errors import FileRefused
from coach.text import one_line


def read_rows(text: str, source: str) -> tuple[LabelledReply, ...]:
    """Read labelled rows from JSON lines. Raises `FileRefused` naming file, line and key."""
    rows: list[LabelledReply] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{one_line(source)}:{number}"
        try:
            row = LabelledReply.model_validate(json.loads(line))
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            key = ".".join(str(part) for part in first["loc"])
            raise FileRefused(f"{where}: {one_line(key)}: {one_line(first['msg'])}.") from None
        except (ValueError, RecursionError) as error:
            raise FileRefused(f"{where}: is no JSON object ({one_line(str(error))}).") from None
        if row.id in seen:
            raise FileRefused(f"{where}: the id {row.id!r} stands in line {seen[row.id]} already.")
        seen[row.id] = number
        rows.append(row)
    if not rows:
        raise FileRefused(f"{one_line(source)}: holds no row.")
    return tuple(rows)
