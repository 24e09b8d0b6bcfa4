"""Reads and checks what stands in prompts/ and scenarios/: the rubric, the prompt templates and the scenes."""

from pathlib import Path

from coach.domain.rubric import Rubric
from coach.library.files import MAX_BYTES, data_dir
from coach.library.prompt import Prompt, read_prompt
from coach.library.scenes import Library, Shelf, read_scenario
from coach.library.toml import read_toml

__all__ = ["MAX_BYTES", "Library", "Prompt", "Shelf", "data_dir", "read_prompt", "read_rubric", "read_scenario"]


def read_rubric(path: Path | None = None) -> Rubric:
    """Read the rubric, by default the shipped one. Raises `NotFound` or `FileRefused`."""
    return read_toml(path or data_dir("prompts") / "rubric.toml", Rubric)
