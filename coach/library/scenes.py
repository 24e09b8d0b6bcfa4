"""The scenes on the shelf: those that come with the coach, and the user's own."""

import difflib
import re
from pathlib import Path

from coach.disk import write_private
from coach.disk.reading import reason, shown
from coach.domain.scenario import Scenario
from coach.domain.value import Text, Value
from coach.errors import FileRefused, NotFound, UsageError
from coach.library.covers import FIRST
from coach.library.files import SAFE_NAME, SAFE_NAME_IN_WORDS, data_dir
from coach.library.toml import read_toml
from coach.text import one_line


def read_scenario(path: Path) -> Scenario:
    """Read one scene from a TOML file of any name. Raises `NotFound` or `FileRefused`."""
    return read_toml(path, Scenario)


def _is_file(reference: str) -> bool:
    try:
        return Path(reference).is_file()
    except (OSError, ValueError):  # a name that is too long, a null character
        return False


class Shelf(Value):
    """The scenes there are, the guide's own first, and a sentence for each file that could not be taken."""

    scenarios: tuple[Scenario, ...]
    refused: tuple[Text, ...] = ()


class Library:
    """The scenes that come with the coach and those of the user, which stand in `user_dir`/scenarios."""

    def __init__(self, user_dir: Path | None) -> None:
        self._shipped = data_dir("scenarios")
        self._own = user_dir / "scenarios" if user_dir else None

    def shelf(self) -> Shelf:
        """Read every scene; one file's fault hides no other scene."""
        scenarios: list[Scenario] = []
        refused: list[str] = []
        for root, path in self._files(refused):
            try:
                scenarios.append(self._take(root, path))
            except FileRefused as refusal:
                refused.append(refusal.sentence)
        scenarios.sort(key=lambda s: s.id != FIRST)
        return Shelf(scenarios=tuple(scenarios), refused=tuple(refused))

    def scenario(self, reference: str) -> Scenario:
        """Read the scene with an id, or from a file. Raises `NotFound` or `FileRefused`.

        What has a slash or an ending is a path, as no id has them; so is what no scene is named and a file is.
        """
        if re.search(r"[/\\]|\w\.\w+$", reference):
            return read_scenario(Path(reference))
        if SAFE_NAME.fullmatch(reference):
            for root in self._roots:
                path = root / f"{reference}.toml"
                if path.exists() or path.is_symlink():
                    return self._take(root, path)
        if _is_file(reference):
            return read_scenario(Path(reference))
        there = sorted(path.stem for _, path in self._files([]))
        near = difflib.get_close_matches(reference.lower(), there, n=2, cutoff=0.5)
        guess = f"Did you mean {' or '.join(near)}? " if near else ""
        listed = ", ".join(one_line(name, limit=64) for name in there)
        raise NotFound(f"There is no scenario “{one_line(reference, limit=80)}”.", f"{guess}There are: {listed}.")

    def place(self, name: str, *, replace: bool) -> Path:
        """Return where a scene of the user's goes; raises `UsageError` where another one is in its place.

        What the coach brings is never replaced.
        """
        if self._own is None:
            raise UsageError("There is no folder for scenes of your own.", "Set COACH_HOME.")
        path = self._own / f"{name}.toml"
        if (self._shipped / path.name).exists():
            raise UsageError(f"The coach brings a scene named {name} already.", "Choose another id.")
        if not replace and (path.exists() or path.is_symlink()):
            raise UsageError(f"There is a scene {name} already: {shown(path)}.", "Choose another id, or add --force.")
        return path

    def keep(self, name: str, text: str, *, replace: bool = False) -> Path:
        """Write a scene into the user's folder and return its file. Raises `UsageError` as `place` does."""
        path = self.place(name, replace=replace)
        write_private(path, text)
        return path

    @property
    def _roots(self) -> tuple[Path, ...]:
        return (self._shipped, self._own) if self._own else (self._shipped,)

    def _files(self, refused: list[str]) -> list[tuple[Path, Path]]:
        """Return (folder, file) for every scene's file; a folder that cannot be listed is told in `refused`."""
        found: list[tuple[Path, Path]] = []
        for root in self._roots:
            try:
                names = sorted(p.name for p in root.iterdir() if p.suffix == ".toml" and not p.name.startswith("."))
            except FileNotFoundError:
                continue  # a user need not have scenes of their own
            except OSError as fault:
                refused.append(f"{shown(root)}: cannot be listed ({reason(fault)}).")
                continue
            found += [(root, root / name) for name in names]
        return found

    def _take(self, root: Path, path: Path) -> Scenario:
        """Read a scene from a folder of scenes: safely named, inside the folder, its id the file's name."""
        if not SAFE_NAME.fullmatch(path.stem):
            raise FileRefused(f"{shown(path)}: a scene's file name has {SAFE_NAME_IN_WORDS}.", "Rename the file.")
        try:
            inside = path.resolve(strict=True).is_relative_to(root.resolve(strict=True))
        except (OSError, RuntimeError) as fault:  # RuntimeError: links in a circle, before Python 3.13
            raise FileRefused(f"{shown(path)}: leads nowhere ({one_line(str(fault), limit=120)}).") from None
        if not inside:
            raise FileRefused(f"{shown(path)}: is a link out of its folder.", "Copy the file there instead.")
        if root != self._shipped and (self._shipped / path.name).exists():
            message = f"{shown(path)}: the coach brings a scene named {path.stem} already."
            raise FileRefused(message, "Rename the file, and the id in it.")
        scenario = read_scenario(path)
        if scenario.id != path.stem:
            message = f"{shown(path)}: the id in it is “{scenario.id}”, the file's name “{path.stem}”."
            raise FileRefused(message, "Make them the same.")
        return scenario
