"""Reads a file of the user's: regular, small, UTF-8, cleaned; each refusal names file, line and column."""

from pathlib import Path

from coach.errors import CoachError, FileRefused, NotFound, UsageError
from coach.text import clean, one_line

MAX_BYTES = 256 * 1024
"""The largest file that is read; a scene takes about 25 KiB."""


def text_of(path: Path) -> str:
    """Return the cleaned text of a regular file of at most `MAX_BYTES` in UTF-8.

    Raises `NotFound` or `FileRefused`.
    """
    try:
        if not path.exists():
            raise NotFound(f"There is no file {shown(path)}.", "Check the path.")
        if not path.is_file():
            if path.is_dir():
                raise FileRefused(f"{shown(path)}: is a folder.", "Name a file in it.")
            raise FileRefused(f"{shown(path)}: is not a regular file.", "Copy what it holds into a file.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as fault:
        raise FileRefused(f"{shown(path)}: cannot be read ({reason(fault)}).") from None
    if len(data) > MAX_BYTES:
        raise FileRefused(f"{shown(path)}: is larger than {MAX_BYTES // 1024} KiB.", "Shorten it.")
    try:
        return clean(data.decode("utf-8-sig"), limit=MAX_BYTES)
    except UnicodeDecodeError as fault:
        line, column = line_and_column(data[: fault.start].decode("utf-8", "replace"))
        raise FileRefused(f"{shown(path)}:{line}:{column}: is not UTF-8.", "Save it as UTF-8.") from None


def is_there(path: Path, setting: str = "") -> bool:
    """Whether there is such a file; raises `UsageError`, with the setting that led there, where nobody can tell."""
    try:
        return path.is_file()
    except OSError as fault:  # its name is too long, or its folder is closed to the user
        told = f"{setting}: " * bool(setting) + f"{shown(path)} cannot be read ({reason(fault)})."
        raise UsageError(told, "Name another place, or mend this one.") from None


def line_and_column(before: str) -> tuple[int, int]:
    """Return the line and the column, both counted from 1, that follow the text `before`."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def shown(path: Path) -> str:
    """Return a path as it may be shown."""
    return one_line(str(path), limit=300)


def reason(fault: Exception) -> str:
    """Return why the system refused something, in its own words and without the path."""
    return one_line(getattr(fault, "strerror", None) or str(fault) or type(fault).__name__).rstrip(".")


def unwritable(path: Path, fault: Exception, repair: str = "Choose another place.") -> CoachError:
    """Return the error of a place that cannot be written."""
    return CoachError(f"{shown(path)} cannot be written: {reason(fault)}.", repair)
