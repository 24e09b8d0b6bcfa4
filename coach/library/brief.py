"""The user's own brief as a file: read, begun from a commented template, and written with its comments kept."""

import json
import os
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any, Literal

from coach.disk import put_on_disk
from coach.disk.reading import MAX_BYTES, shown
from coach.domain.brief import Brief
from coach.domain.questions import GROUPS
from coach.errors import CoachError, FileRefused
from coach.library.toml import line_of, read_toml
from coach.text import clean

_HEAD = """\
# Your brief: what you bring to the talk. Take away the “# ” before what you fill in; leave out what you do not know.
# `coach brief check` says what is still missing, and at which line. Write [[…]] again for each further entry.
"""


def _template() -> str:
    """Return a brief in which everything is a comment: what is asked for, and an example of each answer."""
    parts = [_HEAD]
    for group in sorted(GROUPS, key=lambda g: g.several):  # what has no table of its own stands first in TOML
        table = [f"# [[{group.key}]]"] if group.several else []
        about = group.about if group.several else group.questions[0].asks
        answers = (f"# {q.field} = {json.dumps(q.example, ensure_ascii=False)}" for q in group.questions)
        parts.append("\n".join([f"# {about}", *table, *answers, ""]))
    return "\n".join(parts)


TEMPLATE = _template()


class _OwnBrief(Brief):
    """A brief in the user's file: theirs, and perhaps half written."""

    stand_in: Literal[False] = False


class BriefFile:
    """The file `brief.toml` in the user's data directory; only its owner can read it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def aside(self) -> "BriefFile":
        """The file beside it for what cannot be put into it."""
        return BriefFile(self.path.with_name("brief.mine.toml"))

    def read(self) -> Brief | None:
        """Return the user's brief, `None` where there is none or nothing in it. Raises `FileRefused`."""
        if not self.path.exists():
            return None
        brief = Brief.model_validate(read_toml(self.path, _OwnBrief).model_dump())
        return None if brief.empty else brief

    def begin(self) -> None:
        """Write the commented template where there is no file yet."""
        if not self.path.exists():
            self._put(TEMPLATE)

    def write(self, brief: Brief) -> None:
        """Put a brief into the file: comments and the order of keys stay; `read` gives it back as it is.

        Raises `FileRefused` for a file that has a fault already, that cannot be written, or that would be too large.
        """
        import tomlkit  # 30 ms that only writing needs
        from tomlkit.exceptions import TOMLKitError

        if self.path.exists():
            self.read()  # what has a fault is not written over
        try:
            text = self.path.read_text("utf-8-sig") if self.path.exists() else ""
            document = tomlkit.parse(text)
            _merge(document, _filled(brief))
            written = tomlkit.dumps(document)
        except (OSError, ValueError, TOMLKitError) as fault:
            raise _refusal(self.path, fault) from None
        if len(written.encode()) > MAX_BYTES:
            raise FileRefused(f"{shown(self.path)}: would be larger than {MAX_BYTES // 1024} KiB.", "Shorten it.")
        draft = BriefFile(self._put(written, replace=False))
        if not draft._holds(brief):
            message = f"{shown(self.path)}: its form cannot be kept, so it stays as it was."
            raise CoachError(message, f"What was to be written stands in {shown(draft.path)}.")
        draft.path.replace(self._target)

    def protect(self) -> None:
        """Let only the owner read the file, whatever an editor made of it."""
        if os.name == "posix" and self.path.exists():
            self.path.chmod(0o600)

    def lines(self, keys: Iterator[str]) -> dict[str, int]:
        """Return the line, counted from 1, of each dotted key, or of the nearest one above it that is there."""
        return {key: line_of(self.path, key) for key in keys}

    def _holds(self, brief: Brief) -> bool:
        try:
            return (self.read() or Brief(stand_in=False)) == brief
        except FileRefused:
            return False

    @property
    def _target(self) -> Path:
        return self.path.resolve()  # a link to a file kept elsewhere stays a link

    def _put(self, text: str, *, replace: bool = True) -> Path:
        target = self._target
        draft = target.with_name(f"{target.name}.new")
        try:
            put_on_disk(draft, text)
            return draft.replace(target) if replace else draft
        except OSError as fault:
            raise _refusal(self.path, fault) from None


def _refusal(path: Path, fault: Exception) -> FileRefused:
    return FileRefused(f"{shown(path)} cannot be written: {clean(str(fault), limit=200)}.")


def _filled(brief: Brief) -> dict[str, Any]:
    """Return what stands in the file: only what is filled in."""
    whole = brief.model_dump(exclude={"stand_in"})
    return {
        key: value if isinstance(value, str) else [{k: v for k, v in entry.items() if v} for entry in value]
        for key, value in whole.items()
        if value
    }


def _merge(document: Any, values: Mapping[str, Any]) -> None:
    """Put values into a parsed TOML document, and touch nothing that is the same already."""
    import tomlkit

    for key in Brief.model_fields:
        new, old = values.get(key), document.get(key)
        if new is None:
            document.pop(key, None)
        elif isinstance(new, str):
            if old is None:
                document[key] = item = tomlkit.item(new)
                if any(not isinstance(value, str) for value in document.values()):
                    item.trivia.trail = "\n\n"  # it is put before the first table
            elif old != new:
                document[key] = new
        elif old is None:
            if document and not tomlkit.dumps(document).endswith("\n\n"):
                document.add(tomlkit.nl())
            entries = tomlkit.aot()
            for entry in new:
                entries.append(_entry(entry))
            document[key] = entries
        else:
            for place, entry in enumerate(new):
                if place < len(old):
                    _merge_entry(old[place], entry)
                else:
                    old.append(_entry(entry, inline=isinstance(old, tomlkit.items.Array)))
            while len(old) > len(new):
                del old[-1]


def _entry(values: Mapping[str, str], *, inline: bool = False) -> Any:
    import tomlkit

    entry = tomlkit.inline_table() if inline else tomlkit.table()
    entry.update(values)
    if not inline:
        entry.add(tomlkit.nl())  # a blank line before whatever comes next
    return entry


def _merge_entry(old: MutableMapping[str, Any], new: Mapping[str, str]) -> None:
    for key in [k for k in old if k not in new]:
        del old[key]
    for key, value in new.items():
        if old.get(key) != value:
            old[key] = value
