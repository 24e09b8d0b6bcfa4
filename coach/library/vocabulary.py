"""The words on the ten terms that come with the coach."""

from pathlib import Path

from coach.domain.vocabulary import Vocabulary
from coach.library.files import data_dir
from coach.library.toml import read_toml


def read_vocabulary(path: Path | None = None) -> Vocabulary:
    """Read the words on the terms, by default the shipped ones. Raises `NotFound` or `FileRefused`."""
    return read_toml(path or data_dir("prompts") / "vocabulary.toml", Vocabulary)
