"""What a text claims as fact, numbers, names and projects, and which of them nobody has said before."""

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_FIXED = re.compile(r"\b(?:1:1s?|1-on-1s?|one-on-ones?|24/7)(?!\w)", re.I)
_NAME = re.compile(r"(?<![.!?…:\"“\n(–—-] )(?<!^)(?<![\w'’.-])[A-Z][\w’'-]*", re.M)
_MIXED = re.compile(r"\b(?=\w*[A-Z])\w[\w'’-]*[A-Z][\w'’-]*")

_UNITS = """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty
"""
_TENS = "thirty forty fifty sixty seventy eighty ninety hundred"
_SPELLED = (
    {name: str(value) for value, name in enumerate(_UNITS.split(), start=2)}
    | {name: str(10 * value) for value, name in enumerate(_TENS.split(), start=3)}
    | {"thousand": "1000", "million": "1000000", "billion": "1000000000", "dozen": "12"}
    | {name: name for name in ("half", "twice", "double", "triple")}
)
"""One is left out: it is a pronoun more often than a number."""

# A day of the week is when to meet, and a proposal claims nothing; a month is a date that somebody has to have said.
_COMMON_WORDS = """
    i i'm i'll i've i'd ok okay monday tuesday wednesday thursday friday saturday sunday english ml ai ceo cto cfo
    coo vp hr it pr qa okr okrs kpi kpis roi sla slas api apis a/b ab a b mr mrs ms dr
"""
_COMMON = frozenset(_COMMON_WORDS.split())

_HEAD = (
    "project|projects|system|systems|engine|platform|initiative|programme|program|model|pipeline|rebuild|redesign"
    "|rewrite|launch|rollout|pilot|migration|dashboard|detector|service|app|product|release|audit"
)
# What can stand between an article and the head without naming anything.
_PLAIN_WORDS = """
    new old current same whole next last first small smaller big bigger large larger core main other right real full
    present existing latest early entire own particular named visible important critical less more such very good
    better best great key single separate upcoming ongoing live running shared internal strategic flagship end team
    company business data ml
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())
_PROJECT = re.compile(
    r"\b(?:the|our|your|this|that|those|these|an?)\s+"
    r"((?:(?!(?:of|for|to|in|on|at|by|with|from|and|or|as|is|are|was|that|which|who|i|we|you|it)\b)"
    rf"[^\W\d_][\w'’/-]*\s+){{1,3}}?)(?:{_HEAD})\b",
    re.I,
)


class Said:
    """Everything that may be taken for known: the words and numbers of some texts."""

    def __init__(self, *texts: str) -> None:
        whole = "\n".join(texts)
        self._words = frozenset(map(_bare, _WORD.findall(whole)))
        self._numbers = frozenset(_numbers(whole))

    def invented(self, text: str) -> str:
        """Return the first number, name or project in `text` that none of the texts holds, or an empty text.

        Not checked: what is claimed of a known number or name, and a name at the start of a sentence.
        """
        text = _FIXED.sub(" ", text)
        for number in _numbers(text):
            if number not in self._numbers:
                return number
        for name in (*_NAME.findall(text), *_MIXED.findall(text)):
            if not all(self._knows(part) for part in _WORD.findall(name)):
                return str(name)
        for found in _PROJECT.finditer(text):
            for word in found[1].lower().split():
                if word not in _PLAIN and not self._knows(word):
                    return found[0]
        return ""

    def _knows(self, word: str) -> bool:
        bare = _bare(word)
        parts = bare.split("-")
        return (
            bare in _COMMON
            or any(form in self._words for form in (bare, bare.removesuffix("s"), f"{bare}s"))
            or (len(parts) > 1 and all(self._knows(p) for p in parts if p))
        )


def _numbers(text: str) -> list[str]:
    digits = [_value(found) for found in _NUMBER.findall(text)]
    return digits + [_SPELLED[w] for word in _WORD.findall(text) for w in word.lower().split("-") if w in _SPELLED]


def _value(shown: str) -> str:
    """Return a number as plain digits: thousands' commas go, and so do noughts behind the point."""
    shown = unicodedata.normalize("NFKC", shown)
    plain = re.sub(r",(?=\d{3}\b)", "", shown).replace(",", ".")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _bare(word: str) -> str:
    return re.sub(r"['’]s$", "", word.lower()).replace("’", "'").strip("'-")
