"""The scripted engineers that come with the coach."""

from coach.domain.engineers import Engineers
from coach.library.files import data_dir
from coach.library.toml import read_toml


def read_engineers() -> Engineers:
    """Read the lines of the scripted engineers. Raises `NotFound` or `FileRefused`."""
    return read_toml(data_dir("prompts") / "engineers.toml", Engineers)
