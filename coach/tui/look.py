"""How the screens look and move, read before the first paint; the standard library alone, for the same reason."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from coach.disk import config_dir

_LIMIT = 256 * 1024


class Look(NamedTuple):
    """The name of a theme, and whether the screens keep still."""

    theme: str = "coach"
    still: bool = False


def first_look(environ: Mapping[str, str] = os.environ) -> Look:
    """Return the look that environment and configuration file name; the settings, read later, have the last word.

    What cannot be read is passed over here: the settings say what is wrong with it.
    """
    named = {**_written(environ.get("COACH_HOME", "")), **{n: v for n, v in environ.items() if v}}
    return Look(str(named.get("COACH_THEME", "coach")), named.get("COACH_MOTION") == "reduced")


def _written(home: str) -> Mapping[str, object]:
    path = config_dir(Path(home).expanduser() if home else None) / "config.toml"
    try:
        with path.open("rb") as file:
            return tomllib.loads(file.read(_LIMIT).decode())
    except (OSError, ValueError, RecursionError, RuntimeError):  # RuntimeError: a `~` without a home
        return {}
