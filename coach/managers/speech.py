"""A language model's turn as words that are said aloud: cut into sentences, without names, directions and mark-up."""

import re

from coach.domain.scenario import Scenario
from coach.text import clean

_QUOTES = '"“”„«»'

# A sentence ends where white space and something that may begin the next one follow; "e.g. this" goes on. A single line
# end inside a sentence is a space: many models wrap their lines. It is an end before a mark, a number or a name with a
# colon, as they begin an item, a block or somebody else's words.
_END = re.compile(
    r"[.!?…]+[\"“”'’)\]*]*(?=\s+[^\sa-z])|\n[ \t\r]*\n(?=\s*\S)"
    r"|\n(?=[ \t]*(?:[^\s\w\"“”'‘’($€£—–]|\d+[.)]\s|[A-Z][\w ]{0,30}[:：]))"
)
_ABBREVIATION = re.compile(r"\b(?:mr|mrs|ms|dr|st|vs|e\.g|i\.e|approx|no|[a-z])\.$", re.I)

# *sighs* at either end of a sentence is a direction, *really* within one is emphasis; both lose their stars.
_DIRECTION = re.compile(r"^\s*(?:\*[^*]+\*|_[^_]+_)(?=\s*(?:[A-Z“\"]|$))|(?<=[.!?…])\s*\*[^*]+\*\s*$|\*\*([^*]+)\*\*")


class Speech:
    """Takes from a manager's sentences what nobody says aloud."""

    def __init__(self, scene: Scenario) -> None:
        name = scene.persona.name
        names = "|".join(map(re.escape, dict.fromkeys((name, name.split()[0], "Manager", "Your manager", "Me"))))
        # A speaker's name at the start of a turn, in bold or not.
        self._speaker = re.compile(rf"^\W*(?:{names})\s*(?:\([^)]*\))?\W*[:：]\W*", re.I)

    def spoken(self, raw: str) -> str:
        """Return a sentence without what is not said aloud: a speaker's name, stage directions, mark-up, quotes."""
        text = self._speaker.sub("", " ".join(clean(raw).split()))
        text = re.sub(r"\[[^\]]*\]", " ", text)
        text = _DIRECTION.sub(lambda m: m[1] or "", text)
        text = re.sub(r"^\([^)]*\)|(?<=[.!?…])\s*\([^)]*\)$|^[^(]*\)$", " ", text)
        text = (
            re.sub(r"(\*\*|[*`]|(?<!\w)__?)(?=\S)(.+?)(?<=\S)\1(?:(?<!_)|(?!\w))", r"\2", text).replace("*", "").strip()
        )
        text = re.sub(r"^(?:#|>(?!=? ?\d)|\s)+", "", text)
        # A quote round the whole turn opens in its first sentence and closes in its last: each is one mark too many.
        marks = sum(c in _QUOTES for c in text)
        round_it = marks == 2 and len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES
        if round_it or (marks % 2 and text[0] in _QUOTES):
            text, marks = text[1:], marks - 1
        if round_it or (marks % 2 and text[-1] in _QUOTES):
            text = text[:-1]
        return " ".join(text.split())

    def sentences(self, text: str) -> tuple[str, ...]:
        """Return everything that is said aloud in a text, sentence by sentence."""
        found = []
        while end := sentence_end(text):
            found.append(self.spoken(text[:end]))
            text = text[end:]
        return tuple(sentence for sentence in (*found, self.spoken(text)) if sentence)


def sentence_end(text: str) -> int:
    """Return where the first complete sentence of `text` ends, or 0; a direction or bracket is never cut."""
    for found in _END.finditer(text):
        head = text[: found.end()]
        if _ABBREVIATION.search(head.rstrip()) or head.count("*") % 2 or head.count("[") > head.count("]"):
            continue
        if head.count("(") > head.count(")"):
            continue
        return found.end()
    return 0
