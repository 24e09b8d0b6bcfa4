"""Writes a report into a file of the user's: a name that is safe, nothing overwritten, readable by its owner alone."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from coach.domain.report import Report
from coach.domain.rubric import Rubric
from coach.errors import CoachError, UsageError
from coach.rendering import as_json, html, markdown
from coach.text import one_line

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
        return _free(folder, _stem(report), form)

    def write(self, report: Report, form: Form, path: Path) -> Path:
        """Write a report and return where it is; a folder gets the proposed name.

        Raises `UsageError` where something stands there already, and `CoachError` where it cannot be written.
        """
        text = self._text(report, form)
        try:
            path = path.expanduser()
            if path.is_dir():
                path = _free(path, _stem(report), form)
            target = path.absolute()
            file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise UsageError(
                f"{_shown(path)} is there already; nothing is overwritten.", "Give another name."
            ) from None
        except (OSError, RuntimeError, ValueError) as fault:  # no such user's home; a null character in the path
            raise _refused(path, fault) from None
        try:
            with open(file, "w", encoding="utf-8") as written:
                written.write(text)
        except OSError as fault:
            target.unlink(missing_ok=True)
            raise _refused(path, fault) from None
        return target


def _stem(report: Report) -> str:
    name = re.sub(r"[^A-Za-z0-9-]", "", report.session)[:40]
    return f"rehearsal-{name}" if name else "real-talk"


def _free(folder: Path, stem: str, form: Form) -> Path:
    """Return the first name that nothing stands at: the plain one, else one with a number."""
    names = (f"{stem}{f'-{n}' if n > 1 else ''}.{form}" for n in range(1, 1000))
    return next((folder / name for name in names if not (folder / name).exists()), folder / f"{stem}.{form}")


def _refused(path: Path, fault: Exception) -> CoachError:
    reason = one_line(getattr(fault, "strerror", None) or str(fault))
    return CoachError(f"{_shown(path)} cannot be written: {reason}.", "Choose another place.")


def _shown(path: Path) -> str:
    return one_line(str(path), limit=300)
