"""One conversation written in every format that is read, as the tools write it."""

import json
from collections.abc import Callable, Sequence

Said = tuple[str, str]
"""A speaker's name, and words without line ends."""


def _clock(place: int, mark: str = ".") -> str:
    return f"00:{place // 60:02}:{place % 60:02}{mark}480"


def _cues(said: Sequence[Said], line: Callable[[str, str], str], mark: str = ".") -> str:
    cues = [
        f"{n}\n{_clock(n, mark)} --> {_clock(n + 1, mark)}\n{line(name, words)}\n"
        for n, (name, words) in enumerate(said, start=1)
    ]
    return "\n".join(cues)


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _lines(said: Sequence[Said], line: Callable[[int, str, str], str], between: str = "\n") -> str:
    return between.join(line(n, name, words) for n, (name, words) in enumerate(said)) + "\n"


FORMATS: dict[str, Callable[[Sequence[Said]], str]] = {
    "labels": lambda said: _lines(said, lambda _, name, words: f"{name}: {words}"),
    "labels apart": lambda said: "Notes of Monday\n\n" + _lines(said, lambda _, n, w: f"{n}:\n{w}", "\n\n"),
    "labels with times": lambda said: _lines(said, lambda k, n, w: f"{n} (00:{k:02}): {w}"),
    "bold": lambda said: "# The talk\n\n" + _lines(said, lambda _, n, w: f"**{n}:** {w}", "\n\n"),
    "bold list": lambda said: _lines(said, lambda _, n, w: f"- **{n}**: {w}"),
    "block quote": lambda said: _lines(said, lambda _, n, w: f"> {n}: {w}", "\n>\n"),
    "headings": lambda said: "# The talk\n\n" + _lines(said, lambda _, n, w: f"### {n}\n\n{w}", "\n\n"),
    "bold above": lambda said: _lines(said, lambda _, n, w: f"**{n}**\n{w}", "\n\n"),
    "Zoom captions": lambda said: "WEBVTT\n\n" + _cues(said, lambda n, w: f"{n}: {_escaped(w)}"),
    "Teams captions": lambda said: (
        "WEBVTT\n\nNOTE made by hand\n\n" + _cues(said, lambda n, w: f"<v {n}>{_escaped(w)}</v>")
    ),
    "SubRip": lambda said: _cues(said, lambda n, w: f"{n.upper()}: {w}", ","),
    "Otter": lambda said: _lines(said, lambda k, n, w: f"{n}  {k // 60}:{k % 60:02}  \n{w}\n"),
    "long times": lambda said: _lines(said, lambda k, n, w: f"{n} 00:{k // 60:02}:{k % 60:02}\n{w}\n"),
    "spelt times": lambda said: _lines(said, lambda k, n, w: f"{n}\n0 minutes {k % 60} seconds\n{w}\n"),
    "Slack": lambda said: _lines(said, lambda k, n, w: f"{n}  10:{k % 60:02} AM\n{w}"),
    "Slack on two lines": lambda said: _lines(said, lambda k, n, w: f"{n}\n  10:{k % 60:02} AM\n{w}", "\n\n"),
    "WhatsApp on iOS": lambda said: _lines(said, lambda k, n, w: f"[12/03/2026, 10:{k % 60:02}:07] {n}: {w}"),
    "WhatsApp on Android": lambda said: (
        "12/03/2026, 10:00 - Messages and calls are end-to-end encrypted.\n"
        + _lines(said, lambda k, n, w: f"12/03/2026, 10:{k % 60:02} - {n}: {w}")
    ),
    "WhatsApp, American": lambda said: _lines(said, lambda k, n, w: f"3/12/26, 1:{k % 60:02}\u202fPM - {n}: {w}"),
    "Teams chat": lambda said: _lines(said, lambda k, n, w: f"[Yesterday 10:{k % 60:02} AM] {n}\n{w}", "\n\n"),
    "Zoom chat": lambda said: _lines(said, lambda k, n, w: f"10:{k % 60:02}:13 From {n} to Everyone:\n\t{w}"),
    "Zoom, saved": lambda said: _lines(said, lambda k, n, w: f"[{n}] 10:{k % 60:02}:13\n{w}\n"),
    "times first": lambda said: _lines(said, lambda k, n, w: f"00:{k // 60:02}:{k % 60:02} {n}: {w}"),
    "the coach's report": lambda said: json.dumps(
        {"turns": [{"speaker": "other", "name": name, "text": words} for name, words in said]}
    ),
}
