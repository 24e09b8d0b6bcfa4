"""The floor for English: a heap of terms, or flattery and nothing else, earns nothing."""

from coach.judges.evidence import worthless
from coach.judges.rules.sheet import Sheet

_GLUE_WORDS = """
    i i'd i'm i'll i've you we the a an to of and in on for is are was be it that this my your our with as at so
    if but not can could would will do have has from or me us what how by about up just there they he she
"""
_GLUE = frozenset(_GLUE_WORDS.split())


def english(words: list[str]) -> bool:
    """Whether a sentence of three words or more is plainly English, by its function words."""
    return len(words) >= 3 and sum(w in _GLUE for w in words) >= len(words) / 4


def junk(sheet: Sheet) -> str:
    """Return why a reply can meet nothing, or an empty text: no words to the manager, or terms without a sentence."""
    if reason := worthless(sheet.own):
        return reason
    words = [w for sentence in sheet.words for w in sentence if w[0].isalpha()]
    if len(words) < 2:
        return "It says too little to judge."
    if len(words) >= 6 and sum(w in _GLUE for w in words) < len(words) * 0.12:
        return "It heaps up terms and says nothing with them."
    return ""
