"""Reads an env file: its settings, and a remark for each line that is none."""

from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from coach.disk.reading import shown, text_of


def env_values(path: Path, remarks: list[str]) -> Mapping[str, str | None]:
    """Return what an env file sets; a line that cannot be read is passed over with a remark, never shown.

    Raises `FileRefused`.
    """
    from dotenv.parser import parse_stream  # only when there is a file; `dotenv_values` would log on the screen

    bindings = list(parse_stream(StringIO(text_of(path))))
    for broken in (binding.original for binding in bindings if binding.error):
        blank = broken.string[: len(broken.string) - len(broken.string.lstrip())].count("\n")
        remarks.append(f"{shown(path)}, line {broken.line + blank} is passed over: it is not NAME=value.")
    return {binding.key: binding.value for binding in bindings if binding.key is not None}
