"""Numbers as English writes them and says them: digits, the words for them, and what a scale is worth."""

import re
import unicodedata

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

NUMERALS: dict[str, int] = {word: value for value, word in enumerate(_ONES.split())} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), start=2)
}
"""What each word for a number below a hundred is worth."""

SCALES: dict[str, int] = {"hundred": 100, "dozen": 12, "thousand": 1000, "million": 10**6, "billion": 10**9}
"""What a number in words or digits is multiplied with by the word behind it."""

SHORT_SCALES: dict[str, int] = {"k": 1000, "m": 10**6, "mn": 10**6, "mio": 10**6, "bn": 10**9}
"""The same as it stands behind digits."""

NUMERAL = "|".join(NUMERALS)
"""Every word for a number below a hundred, as the alternatives of a pattern."""

DIGITS = r"\d[\d.,]*\d|\d"
"""A number in digits, as the alternatives of a pattern."""

_NUMBER = re.compile(DIGITS)


def digits(text: str) -> list[str]:
    """Return the numbers in digits, plain: thousands' commas go, and so do noughts behind the point."""
    return [plain(found) for found in _NUMBER.findall(text)]


def plain(shown: str) -> str:
    """Return a number in digits without what only shapes it: “1,200.50” is “1200.5”, and so is “1200,50”."""
    shown = unicodedata.normalize("NFKC", shown)
    bare = re.sub(r",(?=\d{3}\b)", "", shown).replace(",", ".")
    return bare.rstrip("0").rstrip(".") if "." in bare else bare
