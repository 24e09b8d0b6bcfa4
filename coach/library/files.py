"""Where the shipped files are, and which names of files are safe."""

import re
from pathlib import Path
from typing import Literal

from coach.errors import CoachError

SAFE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
SAFE_NAME_IN_WORDS = "lower case letters, digits, “-” and “_”, 64 at most, beginning with a letter or digit"


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
