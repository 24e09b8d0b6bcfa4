"""Reads a pasted conversation with a speaker before each line (`Manager: …`, `You: …`)."""

import re
from pathlib import Path

from coach.domain.transcript import Speaker, Transcript, Turn
from coach.errors import FileRefused
from coach.text import clean, one_line
from coach.transcripts.lines import classify

MAX_BYTES = 2 * 1024 * 1024
"""The largest file that is read; an hour of talk takes about 60 KiB."""

_NAMED = re.compile(r"\s*(?:[-*>]\s+)?\**(?P<name>[^\W\d_][\w .'’()-]{0,40}?)\**\s*:\**\s*(?P<text>.*)")
_OTHER_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*\s*(?:\([^)]*\))?\s*){1,3}")
"""A third person's name: one to three words with capitals. "My proposal:" and "At 10:30" go on with what is said."""

_ROLES = {
    **dict.fromkeys(("you", "me", "i", "engineer", "employee", "self"), Speaker.ENGINEER),
    **dict.fromkeys(("manager", "boss", "lead", "my manager"), Speaker.MANAGER),
}


def read_text(path: Path) -> str:
    """Return a file's cleaned text. Raises `FileRefused` where there is none that can be read."""
    shown = one_line(str(path))
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FileRefused(f"{shown} is larger than {MAX_BYTES // 1024 // 1024} MiB.", "Split it.")
        data = path.read_bytes()
    except OSError as error:
        reason = one_line(error.strerror or str(error))
        raise FileRefused(f"{shown} cannot be read: {reason}.", "Check the path.") from None
    try:
        return clean(data.decode("utf-8-sig"), limit=MAX_BYTES)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FileRefused(f"{shown}:{line}: is not UTF-8.", "Save it as UTF-8.") from None


def read_transcript(text: str, source: str) -> Transcript:
    """Read a conversation; lines without a speaker go on with the one before.

    A speaker is the manager or the engineer by role (`Manager`, `You`, …), else somebody else. What each manager's
    line does is read from its text. Raises `FileRefused` (with the line) where nobody is named or a role is missing.
    """
    said: list[tuple[Speaker, str, list[str]]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        named = _NAMED.fullmatch(line)
        name = " ".join(named["name"].split()) if named else ""
        if named and (name.lower() in _ROLES or _OTHER_NAME.fullmatch(name)):
            speaker = _ROLES.get(name.lower(), Speaker.OTHER)
            if said and said[-1][0] is speaker and said[-1][1] == name:
                said[-1][2].append(named["text"])
            else:
                said.append((speaker, name, [named["text"]]))
        elif said:
            said[-1][2].append(line)
        elif line.strip():
            raise FileRefused(
                f"{one_line(source)}:{number}: nobody is named before the first words.",
                "Begin each turn with `Manager:` or `You:`.",
            )
    turns = [(speaker, name, "\n".join(words).strip()) for speaker, name, words in said]
    turns = [turn for turn in turns if turn[2]]
    for needed, label in ((Speaker.ENGINEER, "You"), (Speaker.MANAGER, "Manager")):
        if not any(speaker is needed for speaker, _, _ in turns):
            names = ", ".join(dict.fromkeys(one_line(name, limit=40) for _, name, _ in turns)) or "nobody"
            raise FileRefused(
                f"{one_line(source)}: no turn is marked `{label}:` (speakers found: {names}).",
                "Name the engineer's turns `You:` and the manager's `Manager:`.",
            )
    return Transcript(
        setting=f"A talk between an engineer and their manager, read from {one_line(Path(source).name)}",
        turns=tuple(
            Turn(
                seq=seq,
                speaker=speaker,
                name=name,
                text=words,
                called=classify(words) if speaker is Speaker.MANAGER else None,
            )
            for seq, (speaker, name, words) in enumerate(turns)
        ),
    )
