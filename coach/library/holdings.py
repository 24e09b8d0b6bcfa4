"""What the coach keeps of the user in files: told, packed into one archive, unpacked again, and deleted."""

import os
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from coach.disk.reading import reason, shown, text_of, unwritable
from coach.disk.toml import parse
from coach.domain.value import Text, Value
from coach.errors import CoachError, FileRefused, UsageError
from coach.library.files import data_dir
from coach.settings import SECRETS
from coach.text import one_line

DATABASE = "coach.db"
_HEADER = b"SQLite format 3\x00"
_SETTINGS = "config.toml"
_LINKED = (_SETTINGS, "brief.toml")
"""Files that may be links to where their owner keeps them; any other link is passed over, as it is by their readers."""

REHEARSALS = "rehearsals"
_KINDS = {
    REHEARSALS: re.compile(r"coach\.db(-wal|-shm|-journal)?"),
    "your brief": re.compile(r"brief(\.mine)?\.toml|outline\.(md|html)"),
    "your scenes": re.compile(r"scenarios/[^/\\:\x00-\x1f]{1,100}\.toml"),
    "begun mails and notes": re.compile(r"drafts/[a-z]+-[A-Za-z0-9_-]{1,64}\.txt"),
    "verdicts of measurements": re.compile(r"verdicts/[A-Za-z0-9_-]{1,64}\.jsonl"),
    "settings": re.compile(r"config\.toml"),
    "files half written": re.compile(
        r"([a-z]+/)?\.[^/\x00-\x1f]{1,100}\.[0-9a-f]{8}\.new(-journal|-wal|-shm)?|brief(\.mine)?\.toml\.new"
    ),
}
"""What the coach writes, and the scenes that it reads, by the place in the data directory. Every other file there, also
an env file, is its owner's own: the directory may be one that they use for more."""
_FOLDERS = (".", "scenarios", "drafts", "verdicts")

_NEVER_PACKED = re.compile(r"coach\.db.+|.*\.new(-\w+)?")
MOST_FILES, MOST_BYTES = 5_000, 1024**3
"""An archive with more is not taken: it would fill the disk."""
_AT_A_TIME = 1024**2
_ROOM = "Choose another place, or make room."
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of a file that is made for an archive."""


class Held(Value):
    """One kind of what is kept: how many there are of it, and the size of their files in bytes."""

    what: Text
    count: int
    bytes: int


class Holdings:
    """The files in the data directory and in the folder of the settings, which may be the same."""

    def __init__(self, data_dir: Path, config_dir: Path) -> None:
        self.data_dir = data_dir
        self.config_dir = config_dir

    def held(self) -> tuple[Held, ...]:
        """Return what is kept, kind by kind; nothing is read but names and sizes."""
        sizes: dict[str, list[int]] = {}
        for kind, _, path in self._files():
            sizes.setdefault(kind, []).append(path.lstat().st_size)
        return tuple(Held(what=kind, count=len(of), bytes=sum(of)) for kind, of in sizes.items())

    def looks_into(self, path: Path) -> bool:
        """Whether a file there would be taken for one of the coach's, which a backup of it must not be."""
        inner = [(root / name).resolve() for root in (self.data_dir, self.config_dir) for name in _FOLDERS[1:]]
        return any(path.resolve().is_relative_to(folder) for folder in inner)

    def pack(self, target: Path, database: Path) -> Path:
        """Write everything into a new archive that only its owner can read, and return where it is.

        `database` is a copy that nobody writes to. The secrets and the comments of `config.toml` are left out. Raises
        `UsageError` where something stands there already, `CoachError` where it cannot be written.
        """
        try:
            target = target.expanduser().absolute()
            file = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            told = f"{shown(target)} is there already; nothing is overwritten."
            raise UsageError(told, "Give another name.") from None
        except (OSError, ValueError, RuntimeError) as fault:  # a null character in the path; no such user's home
            raise unwritable(target, fault, _ROOM) from None
        try:
            with open(file, "w+b") as written:
                self._pack(written, database)
            with zipfile.ZipFile(target) as archive:
                if damaged := archive.testzip():
                    raise CoachError(f"{shown(target)} was not written whole ({one_line(damaged)}).", "Try again.")
        except (OSError, ValueError) as fault:
            _discard([target])
            raise unwritable(target, fault, _ROOM) from None
        except BaseException:
            _discard([target])
            raise
        return target

    def check(self, source: Path) -> None:
        """Look whether a file is a backup of the coach's that can be unpacked here.

        Raises `FileRefused` where it is none, `UsageError` where something is kept here already.
        """
        if any(kind not in (REHEARSALS, "settings", "files half written") for kind, _, _ in self._files()):
            raise UsageError(
                f"{shown(self.data_dir)} holds something already, and nothing is overwritten.",
                "Set COACH_HOME to an empty folder, or delete what is here: coach forget --everything",
            )
        with _reading(source) as archive:
            _checked(archive, source)

    def unpack(self, source: Path) -> tuple[Path, ...]:
        """Take everything out of an archive, and return the files; settings that are here stay. Raises as `check` does.

        Where it cannot be done whole nothing is left.
        """
        put: list[Path] = []
        try:
            with _reading(source) as archive:
                # The database last: a restore that is cut off must not look like a whole one.
                for member in sorted(_checked(archive, source), key=lambda member: member.filename == DATABASE):
                    path = (self.config_dir if member.filename == _SETTINGS else self.data_dir) / member.filename
                    if not (member.filename == _SETTINGS and path.exists()):
                        _extract(archive, member, path, put)
        except BaseException:
            _discard(put)
            raise
        return tuple(put)

    def copies(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of every file but the database, without keys. Raises `CoachError`."""
        for name, path in self._packed():
            try:
                yield name, _without_secrets(path).encode() if name == _SETTINGS else path.read_bytes()
            except OSError as fault:
                raise FileRefused(f"{shown(path)} cannot be read: {reason(fault)}.") from None

    def forget_drafts(self, sessions: tuple[str, ...]) -> None:
        """Delete what was begun after these sessions, and copies of the database that a backup has left half made."""
        ids = set(sessions)
        begun = [p for kind, name, p in self._files() if kind == "begun mails and notes" and _session(name) in ids]
        _remove([*begun, *(path for _, name, path in self._files() if name.startswith(f".{DATABASE}."))])

    def forget_database(self, beside: Iterable[Path] = ()) -> None:
        """Delete the database's files, which nobody may have open, and other ones `beside` it."""
        _remove([*beside, *(path for kind, _, path in self._files() if kind == REHEARSALS)])

    def forget_everything(self) -> tuple[str, ...]:
        """Delete every file that the coach wrote, and the folders that are empty then; return what is left there."""
        _remove(path for _, _, path in self._files())
        left = []
        folders = self._folders
        for folder in reversed(folders):
            rest = sorted(folder.iterdir())
            if not rest and not folder.is_symlink():
                folder.rmdir()
            left += [shown(path) for path in rest if path not in folders]
        return tuple(left)

    @property
    def _folders(self) -> list[Path]:
        """The folders that are looked into: no deeper, since the data directory may be somebody's home.

        None of them is a link, nor the scenes that come with the coach: those are not the user's.
        """
        shipped = data_dir("scenarios").resolve()
        roots = dict.fromkeys((self.data_dir, self.config_dir))
        inner = [root / name for root in roots for name in _FOLDERS]
        own = [folder for folder in inner if folder in roots or not folder.is_symlink()]
        return [folder for folder in own if folder.is_dir() and folder.resolve() != shipped]

    def _pack(self, written: Any, database: Path) -> None:
        # Dates before 1980, which a zip cannot hold, come from clocks that were never set.
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
            archive.write(database, DATABASE)
            for name, path in self._packed():
                if name == _SETTINGS:
                    archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), _without_secrets(path))
                else:
                    archive.write(path, name)

    def _packed(self) -> Iterator[tuple[str, Path]]:
        for _, name, path in self._files():
            linked = path.is_symlink() and name not in _LINKED
            if name != DATABASE and not _NEVER_PACKED.fullmatch(name) and path.is_file() and not linked:
                yield name, path

    def _files(self) -> Iterator[tuple[str, str, Path]]:
        """Yield kind, name and path of every file that is the coach's; a link is one, wherever it leads."""
        for folder in self._folders:
            root = folder if folder in (self.data_dir, self.config_dir) else folder.parent
            for path in sorted(folder.iterdir()):
                name = path.relative_to(root).as_posix()
                kind = next((kind for kind, form in _KINDS.items() if form.fullmatch(name)), None)
                if kind and (path.is_symlink() or path.is_file()):
                    yield kind, name, path


@contextmanager
def _reading(source: Path) -> Iterator[zipfile.ZipFile]:
    """Open an archive; whatever is wrong with it is a `FileRefused`."""
    try:
        if (source := source.expanduser()).exists() and not source.is_file():
            raise FileRefused(f"{shown(source)} is no file.", "Name the archive that a backup has written.")
        with zipfile.ZipFile(source) as archive:
            yield archive
    # A password is a RuntimeError, an unknown way to pack a NotImplementedError, which is one, too.
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError) as fault:
        told = f"{shown(source)} is no backup that can be read ({reason(fault)})."
        raise FileRefused(told, "Choose another file.") from None


def _checked(archive: zipfile.ZipFile, source: Path) -> list[zipfile.ZipInfo]:
    """Return the members of an archive once all of them are names of ours and small enough."""
    members = archive.infolist()
    if len(members) > MOST_FILES or sum(member.file_size for member in members) > MOST_BYTES:
        most = f"{MOST_FILES:,} files and {MOST_BYTES // 1024**2:,} MiB at most"
        raise FileRefused(f"{shown(source)} is larger than any backup of the coach's ({most}).")
    names = Counter(member.filename for member in members)
    odd = [name for name, count in names.items() if count > 1 or not _is_ours(name)]
    if DATABASE not in names or odd or not _is_database(archive):
        why = f"it holds {one_line(odd[0], limit=80)!r}" if odd else "it holds no rehearsals"
        raise FileRefused(f"{shown(source)} is no backup of the coach's: {why}.")
    return members


def _is_ours(name: str) -> bool:
    known = any(form.fullmatch(name) for form in _KINDS.values())
    return known and not _NEVER_PACKED.fullmatch(name) and ".." not in PurePosixPath(name).parts


def _is_database(archive: zipfile.ZipFile) -> bool:
    with archive.open(DATABASE) as database:
        return database.read(len(_HEADER)) == _HEADER


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, put: list[Path]) -> None:
    """Write one member and add it to those that were put; it is stopped where it is longer than it says."""
    left = member.file_size
    with archive.open(member) as packed, _new_file(path) as file:
        put.append(path)
        while part := packed.read(min(_AT_A_TIME, left + 1)):
            left -= len(part)
            if left < 0:
                raise ValueError("a file in it is longer than it says")
            try:
                file.write(part)
                file.flush()
                os.fsync(file.fileno())
            except OSError as fault:
                raise unwritable(path, fault, _ROOM) from None


def _new_file(path: Path) -> Any:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except OSError as fault:
        raise unwritable(path, fault, _ROOM) from None


def _without_secrets(path: Path) -> str:
    """Return the settings without keys, without addresses that may hold one, and without what stands in comments."""
    import tomlkit  # only when something is packed

    values = parse(path, text_of(path))
    return tomlkit.dumps({name: value for name, value in values.items() if not _may_hold_a_secret(name, value)})


def _may_hold_a_secret(name: str, value: object) -> bool:
    try:
        parts = urlsplit(str(value)) if "://" in str(value) else None
    except ValueError:
        return True
    return name in SECRETS or bool(parts and (parts.username or parts.password or parts.query))


def _session(name: str) -> str:
    return PurePosixPath(name).stem.partition("-")[2]


def _remove(paths: Iterable[Path]) -> None:
    """Delete files; raises `CoachError` at the first one that cannot be."""
    for path in list(paths):
        try:
            path.unlink(missing_ok=True)
        except OSError as fault:
            raise CoachError(f"{shown(path)} cannot be deleted: {reason(fault)}.", "Delete it by hand.") from None


def _discard(paths: list[Path]) -> None:
    """Take back what was written, as far as that goes: why it is taken back is told, and not how that went."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
