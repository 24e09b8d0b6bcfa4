"""Word patterns as the vocabulary and the word classes write them: `*` ends a stem, `...` stands for words between."""

import re
from collections.abc import Iterable

# Words and what parts them share no character: otherwise a long row of dashes would take for ever.
_BETWEEN = r"(?:[^\w.!?]+\w+){0,5}?[^\w.!?]+"
"""Up to five words of the same sentence."""
_STEM_END = r"\w*(?:['-]\w+)*"


def pattern(entries: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the entries in a folded text, the longest first; `-` and space stand for either."""
    found = sorted(map(_entry, entries), key=len, reverse=True)
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(found)})(?!\w)")


def _entry(entry: str) -> str:
    words = re.split(r"[\s_-]+", entry.strip(" _"))
    parts: list[str] = []
    for word in words:
        if word == "...":
            parts[-1] = _BETWEEN
            continue
        parts += [re.escape(word).replace(r"\*", _STEM_END), r"[\s,-]+"]
    return "".join(parts[:-1])
