"""What a text claims as fact, numbers, names and projects, and which of them nobody has said before.

What is written down here of names and the words for a project is written down nowhere else.
"""

import re

from coach.domain.numbers import NUMERALS, SCALES, digits

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FIXED = re.compile(r"\b(?:1:1s?|1-on-1s?|one-on-ones?|24/7)(?!\w)", re.I)
_NAME = re.compile(r"(?<![.!?…:\"“\n(–—-] )(?<!^)(?<![\w'’.\"“-])[A-Z][\w’'-]*", re.M)
_MIXED = re.compile(r"\b(?<!['’])(?=\w*[A-Z])\w[\w'’-]*[A-Z][\w'’-]*")

_SPELLED = {word: str(value) for word, value in (NUMERALS | SCALES).items()} | {
    word: word for word in ("half", "twice", "double", "triple")
}

# A day of the week is when to meet, and a proposal claims nothing; a month is a date that somebody has to have said.
_COMMON_WORDS = """
    i i'm i'll i've i'd ok okay monday tuesday wednesday thursday friday saturday sunday english ml ai ceo cto cfo
    coo vp hr it pr qa okr okrs kpi kpis roi sla slas api apis a/b ab a b mr mrs ms dr
"""
_COMMON = frozenset(_COMMON_WORDS.split())

PROJECT_NOUNS = (
    "project|system|engine|platform|initiative|programme|program|pipeline|rebuild|redesign|rewrite|launch|rollout"
    "|pilot|dashboard|detector|model|app"
)
"""What a project is called by its kind, as the alternatives of a pattern."""

# A fact can also be claimed of what nobody would ask to work on.
_HEAD = f"projects|systems|{PROJECT_NOUNS}|migration|service|product|release|audit"

_FUNCTION_WORDS = """
    a about after all also am an and any are as at be because been before but by can can't could did do does don't
    for from get give got had has have he her here him his how i i'd i'll i'm i've if in into is it it's its just let
    like made make makes me more most much my need no not now of on or our out over please she should so some such
    than that that's the their them then there there's these they this those to too up us very want was way we we'd
    we're were what when where which while who whole why will with won't would yes yet you you'd you're your
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Words that say nothing of what a text is about."""

_PLAIN_WORDS = """
    new old current same next last first small smaller big bigger large larger core main other right wrong real full
    entire own important interesting visible high-visibility less only many each good better best great bad strong
    weak perfect ideal boring glamorous cool fancy fun shiny hot another team
"""
PLAIN_WORDS = frozenset(_PLAIN_WORDS.split())
"""What can stand between an article and a project's noun without naming the project."""

# These name nothing that could be invented, but they do tell “the data platform” from other platforms.
_HARMLESS_WORDS = """
    present existing latest early particular named critical key single separate upcoming ongoing live running shared
    internal strategic flagship end company business data ml
"""
_HARMLESS = FUNCTION_WORDS | PLAIN_WORDS | frozenset(_HARMLESS_WORDS.split())
_PROJECT = re.compile(
    r"\b(?:the|our|your|this|that|those|these|an?)\s+"
    r"((?:(?!(?:of|for|to|in|on|at|by|with|from|and|or|as|is|are|was|that|which|who|i|we|you|it)\b)"
    rf"[^\W\d_][\w'’/-]*\s+){{1,3}}?)(?:{_HEAD})\b",
    re.I,
)
_UNTELLING = FUNCTION_WORDS | PLAIN_WORDS | frozenset((*PROJECT_NOUNS.split("|"), "projects", "work"))


class Said:
    """Everything that may be taken for known: the words and numbers of some texts."""

    def __init__(self, *texts: str) -> None:
        whole = "\n".join(texts)
        self._words = frozenset(map(bare, _WORD.findall(whole)))
        self._numbers = frozenset((*digits(whole), *_spelled(whole)))

    def __or__(self, other: "Said") -> "Said":
        """Return what is known from both."""
        both = Said()
        both._words, both._numbers = self._words | other._words, self._numbers | other._numbers
        return both

    def invented(self, text: str) -> str:
        """Return the first number, name or project in `text` that none of the texts holds, or an empty text.

        Not checked: what is claimed of a known number or name, and a name at the start of a sentence. A spelled “one”
        is no number: it is a pronoun more often.
        """
        return self.new_number(text) or self.new_name(text) or self.new_project(text)

    def new_number(self, text: str) -> str:
        """Return the first number in `text` that has not been said, or an empty text."""
        text = _FIXED.sub(" ", text)
        found = (*digits(text), *(n for n in _spelled(text) if n != "1"))
        return next((number for number in found if not self.counts(number)), "")

    def new_name(self, text: str) -> str:
        """Return the first name in `text` that has not been said, or an empty text."""
        text = _FIXED.sub(" ", text)
        found = (*names(text), *_MIXED.findall(text))
        return next((name for name in found if not all(self.knows(part) for part in _WORD.findall(name))), "")

    def new_project(self, text: str) -> str:
        """Return the first words for a project in `text` that have not been said, or an empty text."""
        for found in _PROJECT.finditer(_FIXED.sub(" ", text)):
            for word in found[1].lower().split():
                if word not in _HARMLESS and not self.knows(word):
                    return found[0]
        return ""

    def counts(self, number: str) -> bool:
        """Whether a number, as `digits` gives it, has been said: in digits or spelled."""
        return number in self._numbers

    def knows(self, word: str) -> bool:
        """Whether a word has been said, or names nobody."""
        word = bare(word)
        parts = word.split("-")
        return (
            word in _COMMON
            or any(form in self._words for form in (word, word.removesuffix("s"), f"{word}s"))
            or (len(parts) > 1 and all(self.knows(p) for p in parts if p))
        )


def names(text: str) -> list[str]:
    """Return the words with a capital that no beginning of a sentence explains."""
    return _NAME.findall(text)


def words(text: str) -> frozenset[str]:
    """Return the stems of the words that say what a text is about."""
    return frozenset(_stem(w) for w in _TELLING.findall(text.lower()) if w not in FUNCTION_WORDS and len(w) > 2)


def share(name: str, text: str) -> int:
    """Return how many of the words that tell a name from others stand in a text."""
    return len(telling(name) & words(text))


def telling(text: str) -> frozenset[str]:
    """Return the stems of the words that tell a text from others."""
    return frozenset(_stem(w) for w in _TELLING.findall(text.lower()) if w not in _UNTELLING and len(w) > 2)


def bare(word: str) -> str:
    """Return a word in lower case, without its possessive."""
    return re.sub(r"['’]s$", "", word.lower()).replace("’", "'").strip("'-")


_TELLING = re.compile(r"[a-z0-9][\w'-]*")


def _stem(word: str) -> str:
    return re.sub(r"(?:'s|ings?|ers?|ed|es|e|s)$", "", word) if len(word) > 4 else word


def _spelled(text: str) -> list[str]:
    return [_SPELLED[w] for word in _WORD.findall(text) for w in word.lower().split("-") if w in _SPELLED]
