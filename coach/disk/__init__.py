"""Where the user's configuration lies, how a file is written that only its owner can read, and whether one is."""

import os
import secrets
import stat
from pathlib import Path

from coach.disk.reading import reason, shown
from coach.errors import FileRefused


def config_dir(home: Path | None) -> Path:
    """Return the folder of `config.toml` and `.env`: `home` if one is named, else the system's own place."""
    if home:
        return home
    from platformdirs import user_config_path  # 20 ms that `--help` does not need

    return user_config_path("rehearsal-coach")


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all. Raises `FileRefused`."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")  # a name of one's own: others may write, too
    try:
        try:
            put_on_disk(draft, text, fresh=True)
            draft.replace(path)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
    except OSError as fault:
        raise FileRefused(f"{shown(path)} cannot be written ({reason(fault)}).") from None


def put_on_disk(draft: Path, content: str | bytes, *, fresh: bool = False) -> None:
    """Write a draft that only its owner can read, in a folder that is made if needed; it is on disk when this returns.

    Raises `OSError`, also where it is to be `fresh` and something stands there.
    """
    how = os.O_EXCL if fresh else os.O_TRUNC
    draft.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | how, 0o600), "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())


def not_private(path: Path) -> str:
    """Return why a file is not its user's alone, or an empty text."""
    if os.name != "posix":
        return ""
    status = path.stat()
    if status.st_uid != os.getuid():
        return "it belongs to another user."
    if stat.S_IMODE(status.st_mode) & 0o077:
        return "others can read it."
    return ""
