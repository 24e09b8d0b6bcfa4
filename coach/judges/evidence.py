"""What may count as evidence, for every judge alike: the engineer's words to the manager, and enough of them."""

import re

from coach.english.words import BLANK
from coach.judges.asides import ANSWER, HINT, LOOKALIKES, PACKED, STRETCH, TO_THE_JUDGE
from coach.judges.speakers import BRACKETED, BREAK, FROM_HERE, dialogue, poses

GUARD = "3"
"""The version of this module, `asides` and `speakers`. Raise it when a change of them changes a verdict: every judge's
identity holds it."""

ADDRESSED = "Words addressed to whoever scores count for nothing."
"""Why a rule was not found where part of the reply spoke to a judge."""

MIN_MET_WORDS = 3
"""Words that the evidence of a met criterion has at least; a violation or a move needs one (DESIGN of the rubric)."""

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def own_words(text: str) -> str:
    """Return the reply with whatever speaks to a judge blanked out; every other character keeps its place.

    Blanked is the whole sentence (or fenced or bracketed block), from a mark that poses as another speaker on the rest
    of its line, and from a closing tag, or from the first hint after a line of strokes, on whatever stands before the
    next empty line. Stops and white space stay, so that the sentences around it stay apart.
    """
    plain = text.translate(LOOKALIKES)
    seen = plain.lower()
    if not HINT.search(seen) and not PACKED.search(plain):
        return text
    pieces: list[str] = []
    silent = drawn = broken = False
    talk = dialogue(seen)
    for stretch in STRETCH.finditer(seen):
        start, end = stretch.span()
        words = stretch[0]
        hinted = HINT.search(words)
        line = BREAK.search(words)
        drawn = bool(line) or (drawn and bool(words.strip()))
        broken = drawn and (broken or bool(hinted if line is None else not line[1]))
        begun = (FROM_HERE.search(words) or poses(words, talk=talk)) if hinted else None
        kept = begun.start() if begun else len(words)
        to_the_judge = hinted and TO_THE_JUDGE.search(words, 0, kept)
        if silent or broken or line or to_the_judge or PACKED.search(plain, start, start + kept):
            kept = 0
        pieces += (text[start : start + kept], _blanked(text[start + kept : end]))
        silent = (silent or begun is not None) and not words.endswith("\n")
    own = "".join(pieces)
    for told in BRACKETED.finditer(seen):
        own = own[: told.start()] + _blanked(own[told.start() : told.end()]) + own[told.end() :]
    if ANSWER.search(seen):  # an answer of the judge's own form is imitated: all of it goes, however it is nested
        opened, end = seen.find("{"), seen.rfind("}") + 1
        start = max(seen.rfind(stop, 0, opened) for stop in ".!?\n") + 1
        own = own[:start] + _blanked(own[start:end]) + own[end:]
    return own


def _blanked(text: str) -> str:
    return re.sub(r"[^\s.!?]", BLANK, text)


def worthless(text: str) -> str:
    """Return why a reply holds nothing to judge, whatever its language, or an empty text where it may hold something.

    `text` is the engineer's own words. Worthless are: no word of two letters, one word alone, one sentence over and
    over, a few words over and over, and letters struck at random.
    """
    words = [w.lower() for w in WORD.findall(text)]
    spoken = [w for w in words if len(set(w)) > 1 and not w.isdigit()]
    if not spoken:
        return ADDRESSED if BLANK in text else "There are no words in it."
    if len(words) == 1 and words[0] < _UNSPACED:
        return "One word says too little to judge."
    said = [" ".join(WORD.findall(s.lower())) for s in re.split(r"[.!?;\n]+", text) if WORD.search(s)]
    if len(said) >= 4 and len(set(said)) <= len(said) / 2:
        return "It says the same thing over and over."
    if len(words) >= 12 and len(set(words)) < len(words) / 4:
        return "It says the same few words over and over."
    latin = [w for w in spoken if w.isascii() and len(w) >= 4]
    if len(latin) >= len(spoken) / 2 and sum(_struck(w) for w in latin) > len(latin) / 2:
        return "These letters make no words."
    return ""


_UNSPACED = "\u0e00"
"""From Thai on many scripts set no spaces between words."""

_VOWELS = frozenset("aeiouy")
_RUN = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}")


def _struck(word: str) -> bool:
    """Whether a word of four letters or more looks struck at random: no vowel, or five consonants in a row."""
    return _VOWELS.isdisjoint(word) or _RUN.search(word) is not None
