"""What the coach keeps of the user in files: told, packed into one archive, unpacked again, and deleted."""

import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from coach.disk.reading import shown
from coach.domain.value import Text, Value
from coach.errors import CoachError, FileRefused, UsageError
from coach.settings import SECRETS
from coach.text import one_line

DATABASE = "coach.db"
_HEADER = b"SQLite format 3\x00"
_SETTINGS = "config.toml"

_KINDS = {
    "rehearsals": re.compile(r"coach\.db(-wal|-shm|-journal)?"),
    "your brief": re.compile(r"brief\.toml"),
    "your scenes": re.compile(r"scenarios/[^/\\:\x00-\x1f]{1,100}\.toml"),
    "begun mails and notes": re.compile(r"drafts/[a-z]+-[A-Za-z0-9_-]{1,64}\.txt"),
    "verdicts of measurements": re.compile(r"verdicts/[A-Za-z0-9_-]{1,64}\.jsonl"),
    "settings": re.compile(r"config\.toml"),
    "files half written": re.compile(r"([a-z]+/)?\.[^/\x00-\x1f]{1,100}\.[0-9a-f]{8}\.new"),
}
"""What the coach writes, by its place in the data directory. Every other file there, also an env file, is its owner's
own: the directory may be one that they use for more."""
_FOLDERS = (".", "scenarios", "drafts", "verdicts")

_NEVER_PACKED = re.compile(r"coach\.db.+|.*\.new")
MOST_FILES, MOST_BYTES = 5_000, 1024**3
"""An archive with more is not taken: it would fill the disk."""
_AT_A_TIME = 1024**2


class Held(Value):
    """One kind of what is kept: how many files, and their size in bytes."""

    what: Text
    files: int
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
        return tuple(Held(what=kind, files=len(of), bytes=sum(of)) for kind, of in sizes.items())

    def pack(self, target: Path, database: Path | None) -> Path:
        """Write everything into a new archive that only its owner can read, and return where it is.

        `database` is a copy that nobody writes to. The secrets of `config.toml` are left out. Raises `UsageError` where
        something stands there already, `CoachError` where it cannot be written.
        """
        target = target.expanduser().absolute()
        try:
            file = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            told = f"{shown(target)} is there already; nothing is overwritten."
            raise UsageError(told, "Give another name.") from None
        except (OSError, ValueError) as fault:
            raise _refused(target, fault) from None
        try:
            with open(file, "w+b") as written, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, path in self._packed(database):
                    if name == _SETTINGS:
                        archive.writestr(name, _without_secrets(path))
                    else:
                        archive.write(path, name)
            with zipfile.ZipFile(target) as archive:
                if damaged := archive.testzip():
                    raise CoachError(f"{shown(target)} was not written whole ({one_line(damaged)}).", "Try again.")
        except (OSError, ValueError, CoachError) as fault:
            target.unlink(missing_ok=True)
            if isinstance(fault, CoachError):
                raise
            raise _refused(target, fault) from None
        return target

    def unpack(self, source: Path) -> tuple[Path, ...]:
        """Take everything out of an archive into empty folders, and return the files.

        Raises `FileRefused` for what is no archive of the coach's, `UsageError` where something is kept here already.
        """
        if any(kind not in ("settings", "files half written") for kind, _, _ in self._files()):
            raise UsageError(
                f"{shown(self.data_dir)} holds something already, and nothing is overwritten.",
                "Set COACH_HOME to an empty folder, or delete what is here: coach forget --everything",
            )
        put: list[Path] = []
        try:
            with zipfile.ZipFile(source.expanduser()) as archive:
                for member in _checked(archive, source):
                    path = self._place(member.filename)
                    if path.exists():  # the settings of this machine stay
                        continue
                    put.append(path)
                    _extract(archive, member, path)
        except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as fault:
            remove(put)
            raise FileRefused(f"{shown(source)} is no backup that can be read ({_reason(fault)}).") from None
        except CoachError:
            remove(put)
            raise
        return tuple(put)

    def copies(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of every file but the database, without keys. Raises `CoachError`."""
        for name, path in self._packed(None):
            try:
                yield name, _without_secrets(path).encode() if name == _SETTINGS else path.read_bytes()
            except OSError as fault:
                raise FileRefused(f"{shown(path)} cannot be read: {_reason(fault)}.") from None

    def forget_drafts(self, sessions: tuple[str, ...]) -> None:
        """Delete what was begun after these sessions."""
        ids = set(sessions)
        remove(path for kind, name, path in self._files() if kind == "begun mails and notes" and _session(name) in ids)

    def forget_everything(self) -> tuple[str, ...]:
        """Delete every file that the coach wrote, and the folders that are empty then; return what is left there."""
        remove(path for _, _, path in self._files())
        left = []
        for folder in reversed(self._folders):
            rest = sorted(folder.iterdir())
            if not rest and not folder.is_symlink():
                folder.rmdir()
            left += [shown(path) for path in rest if path not in self._folders]
        return tuple(left)

    @property
    def _folders(self) -> list[Path]:
        """The folders that are looked into: no deeper, since the data directory may be somebody's home."""
        folders = [root / inner for root in dict.fromkeys((self.data_dir, self.config_dir)) for inner in _FOLDERS]
        return [folder for folder in folders if folder.is_dir()]

    def _place(self, name: str) -> Path:
        return (self.config_dir if name == _SETTINGS else self.data_dir) / name

    def _packed(self, database: Path | None) -> Iterator[tuple[str, Path]]:
        if database:
            yield DATABASE, database
        for _, name, path in self._files():
            if name != DATABASE and not _NEVER_PACKED.fullmatch(name) and path.is_file():
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


def remove(paths: Iterator[Path] | list[Path]) -> None:
    """Delete files; raises `CoachError` at the first one that cannot be."""
    for path in list(paths):
        try:
            path.unlink(missing_ok=True)
        except OSError as fault:
            raise CoachError(f"{shown(path)} cannot be deleted: {_reason(fault)}.", "Delete it by hand.") from None


def _checked(archive: zipfile.ZipFile, source: Path) -> list[zipfile.ZipInfo]:
    """Return the members of an archive once all of them are names of ours and small enough."""
    members = archive.infolist()
    names = [member.filename for member in members]
    odd = [n for n in names if not any(f.fullmatch(n) for f in _KINDS.values()) or _NEVER_PACKED.fullmatch(n)]
    odd += [name for name in names if ".." in PurePosixPath(name).parts or names.count(name) > 1]
    if DATABASE not in names or odd or not _is_database(archive):
        why = f"it holds {one_line(odd[0], limit=80)!r}" if odd else "it holds no rehearsals"
        raise FileRefused(f"{shown(source)} is no backup of the coach's: {why}.")
    if len(members) > MOST_FILES or sum(member.file_size for member in members) > MOST_BYTES:
        raise FileRefused(f"{shown(source)} is larger than any backup ({MOST_BYTES // 1024**2} MiB unpacked).")
    return members


def _is_database(archive: zipfile.ZipFile) -> bool:
    with archive.open(DATABASE) as database:
        return database.read(len(_HEADER)) == _HEADER


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> None:
    """Write one member; it is stopped where it turns out longer than it says."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    left = member.file_size
    with (
        archive.open(member) as packed,
        open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
    ):
        while part := packed.read(min(_AT_A_TIME, left + 1)):
            left -= len(part)
            if left < 0:
                raise ValueError("a file in it is longer than it says")
            file.write(part)
        file.flush()
        os.fsync(file.fileno())


def _without_secrets(path: Path) -> str:
    """Return the settings' file without keys and addresses that may hold one; comments are kept."""
    import tomlkit  # only when something is packed

    try:
        document = tomlkit.parse(path.read_text("utf-8"))
    except ValueError:
        return "# The settings could not be read when this was packed.\n"
    for name in [n for n in document if n in SECRETS or "@" in str(document[n])]:  # a user and password in an address
        document.pop(name)
    return tomlkit.dumps(document)


def _session(name: str) -> str:
    return PurePosixPath(name).stem.partition("-")[2]


def _refused(path: Path, fault: Exception) -> CoachError:
    return CoachError(f"{shown(path)} cannot be written: {_reason(fault)}.", "Choose another place.")


def _reason(fault: Exception) -> str:
    return one_line(getattr(fault, "strerror", None) or str(fault) or type(fault).__name__)
