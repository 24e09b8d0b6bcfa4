"""What is begun and not yet sent or logged, as one small file for each; only its owner can read it."""

import re
from pathlib import Path
from typing import Literal

from coach.disk import write_private
from coach.disk.reading import reason, shown
from coach.errors import FileRefused
from coach.text import clean, one_line

Begun = Literal["mail", "note"]
"""The mail after a meeting, or the note on a real talk."""

_SESSION = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Drafts:
    """The folder of what is begun: at most one mail and one note for each session."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, kind: Begun, session: str) -> str:
        """Return what was begun, an empty text where nothing was. Raises `FileRefused`."""
        path = self._path(kind, session)
        try:
            return clean(path.read_text("utf-8", errors="replace"))
        except FileNotFoundError:
            return ""
        except OSError as fault:
            raise _refusal(path, "read", fault) from None

    def keep(self, kind: Begun, session: str, text: str) -> None:
        """Keep what is begun, in the place of what was; an empty text takes it away. Raises `FileRefused`."""
        path = self._path(kind, session)
        if text.strip():
            write_private(path, clean(text))
            return
        try:
            path.unlink(missing_ok=True)
        except OSError as fault:
            raise _refusal(path, "taken away", fault) from None

    def _path(self, kind: Begun, session: str) -> Path:
        if not _SESSION.fullmatch(session):  # a name from elsewhere must not lead out of the folder
            raise FileRefused(f"“{one_line(session)}” is no session to keep a draft for.")
        return self._folder / f"{kind}-{session}.txt"


def _refusal(path: Path, what: str, fault: OSError) -> FileRefused:
    return FileRefused(f"{shown(path)} cannot be {what}: {reason(fault)}.")
