"""Reads the coach's own report, as `--json` prints it."""

import json
from typing import Any

from coach.domain.transcript import CueKind, Speaker
from coach.errors import FileRefused
from coach.text import clean
from coach.transcripts.names import given_name, of_role
from coach.transcripts.pieces import Piece, Reading


def read_export(text: str, where: str) -> Reading:
    """Read a report's turns. Raises `FileRefused` where the text is no such object."""
    try:
        turns = json.loads(text)["turns"]
        pieces = [_piece(turn) for turn in turns]
    except json.JSONDecodeError as error:
        raise FileRefused(f"{where}:{error.lineno}: is no JSON ({error.msg}).", "Export the report again.") from None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise FileRefused(
            f"{where}: is JSON, but no report of the coach.", "Give what `coach report --format json` prints."
        ) from None
    return Reading("a report of the coach", tuple(pieces))


def _piece(turn: dict[str, Any]) -> Piece:
    role = Speaker(turn["speaker"])
    name = given_name(str(turn.get("name") or "")) or of_role(role)
    cue = turn.get("cue") or {}
    kind = cue.get("kind") or turn.get("read_as")
    said = clean(turn["text"], limit=len(turn["text"]) + 1)
    return Piece(name._replace(role=role), said, 0, CueKind(kind) if kind else None)
