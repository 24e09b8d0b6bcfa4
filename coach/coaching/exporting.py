"""Writes a report into a file of the user's: a name that is safe, nothing overwritten, readable by its owner alone."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from coach.disk.reading import shown, unwritable
from coach.domain.report import Report
from coach.domain.rubric import Rubric
from coach.errors import UsageError
from coach.library.files import free_place, safe_part
from coach.rendering import as_json, html, markdown

Form = Literal["md", "html", "json"]


class Exporting:
    """Reports as files."""

    def __init__(self, rubric: Callable[[], Rubric]) -> None:
        self._rubric = rubric

    def _text(self, report: Report, form: Form) -> str:
        if form == "json":
            return json.dumps(as_json(report), ensure_ascii=False, indent=1) + "\n"
        return html(report, self._rubric()) if form == "html" else markdown(report, self._rubric())

    def propose(self, report: Report, form: Form) -> Path:
        """Return where a report may go: in the working directory, or at home where that cannot be written.

        The name comes from the session's id alone: titles are foreign text.
        """
        try:
            here = Path.cwd()
        except OSError:  # the folder was deleted meanwhile
            here = Path.home()
        folder = here if os.access(here, os.W_OK) else Path.home()
        return free_place(folder, _stem(report), f".{form}")

    def write(self, report: Report, form: Form, path: Path) -> Path:
        """Write a report and return where it is; a folder gets the proposed name.

        Raises `UsageError` where something stands there already, and `CoachError` where it cannot be written.
        """
        text = self._text(report, form)
        try:
            path = path.expanduser()
            if path.is_dir():
                path = free_place(path, _stem(report), f".{form}")
            target = path.absolute()
            file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise UsageError(f"{shown(path)} is there already; nothing is overwritten.", "Give another name.") from None
        except (OSError, RuntimeError, ValueError) as fault:  # no such user's home; a null character in the path
            raise unwritable(path, fault) from None
        try:
            with open(file, "w", encoding="utf-8") as written:
                written.write(text)
        except OSError as fault:
            target.unlink(missing_ok=True)
            raise unwritable(path, fault) from None
        return target


def _stem(report: Report) -> str:
    name = safe_part(report.session)
    return f"rehearsal-{name}" if name else "real-talk"
