"""How the tables of patterns are written, and how they become regular expressions."""

import re
from functools import cache

from coach.judges.rules.words import WORDS

_LIST = re.compile(r"\{([a-z_]+)\}")
_GAP = re.compile(r"<(\d)> ?")
_CONTINUED = re.compile(r"\\\n *")
_SPACE = re.compile(r" (?![*+])")


@cache
def compiled(table: str) -> re.Pattern[str]:
    """Return a table as one regular expression over folded text, compiled at its first use."""
    return re.compile(source(table))


def source(table: str) -> str:
    r"""Return a table as the text of one regular expression.

    A table holds one way of saying a thing per line: a new line is `|`, within a group too, unless a backslash ends
    the line above. `{offer}` stands for a list
    of `WORDS`, `<3>` for up to three words in between, and a space for any run of spaces. What matches begins and ends
    with whole words.
    """
    text = _joined(table)
    while _LIST.search(text):
        text = _LIST.sub(lambda found: f"(?:{_joined(WORDS[found[1]])})", text)
    text = _GAP.sub(lambda found: rf"(?:\S+(?<![,:;]) ){{0,{found[1]}}}?", text)
    return rf"(?<!\w)(?:{_SPACE.sub(' +', text.replace(' ?', ' *'))})(?!\w)"


def _joined(table: str) -> str:
    return "|".join(line.strip(" |") for line in _CONTINUED.sub("", table).splitlines() if line.strip())
