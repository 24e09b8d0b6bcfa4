"""The covers of the scenes: what a list of them shows. Standard library only: the first paint waits for this."""

import tomllib
from typing import NamedTuple

from coach.disk.reading import text_of
from coach.errors import FileRefused
from coach.library.files import data_dir

FIRST = "high-visibility-projects"
"""The guide's own scene, which stands before all others."""


class Cover(NamedTuple):
    """What a list shows of a scene."""

    id: str
    title: str
    summary: str


def shipped_covers() -> tuple[Cover, ...]:
    """Return the covers of the scenes that come with the coach, in the shelf's order.

    Reads the keys above the first table and checks nothing. A file that is not even so far a scene is left out here:
    the shelf, which is read next, says why. Raises `CoachError` where the coach's own scenes are not installed.
    """
    covers = []
    for path in sorted(data_dir("scenarios").glob("[!.]*.toml")):
        try:
            head = tomllib.loads(text_of(path).partition("\n[")[0])
            covers.append(Cover(path.stem, head["title"].strip(), head["summary"].strip()))
        except (FileRefused, KeyError, AttributeError, ValueError, RecursionError):
            continue
    return tuple(sorted(covers, key=lambda cover: cover.id != FIRST))
