"""The rubric that comes with the coach."""

from pathlib import Path

from coach.domain.rubric import Rubric
from coach.library.files import data_dir
from coach.library.toml import read_toml


def read_rubric(path: Path | None = None) -> Rubric:
    """Read the rubric, by default the shipped one. Raises `NotFound` or `FileRefused`."""
    return read_toml(path or data_dir("prompts") / "rubric.toml", Rubric)
