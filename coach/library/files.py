"""Where the shipped files are, and which names of files are safe."""

import re
from itertools import count
from pathlib import Path
from typing import Literal

from coach.errors import CoachError

SAFE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
SAFE_NAME_IN_WORDS = "lower case letters, digits, “-” and “_”, 64 at most, beginning with a letter or digit"


def safe_part(name: str) -> str:
    """Return what of a name may stand in a file's: ids may come out of somebody else's backup."""
    return re.sub(r"[^A-Za-z0-9-]", "", name)[:40]


def free_place(folder: Path, stem: str, ending: str) -> Path:
    """Return the first place that nothing stands at: the plain name, else one with a number."""
    places = (folder / f"{stem}{f'-{n}' if n > 1 else ''}{ending}" for n in count(1))
    return next(place for place in places if not place.exists())


def data_dir(name: Literal["prompts", "scenarios"]) -> Path:
    """Return the folder of shipped files: inside an installed package, or at the top of the source tree.

    Raises `CoachError` where neither is there.
    """
    package = Path(__file__).resolve().parent.parent
    packaged, source = package / "_data" / name, package.parent / name
    if packaged.is_dir():
        return packaged
    if source.is_dir() and (package.parent / "pyproject.toml").is_file():
        return source
    raise CoachError(f"The coach's own {name} are not installed beside {package}.", "Install the coach again.")
