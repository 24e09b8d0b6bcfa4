"""Whether a sentence is one that somebody can say aloud, and in English: no code, data, mark-up, address or cipher."""

import re

from coach.english.language import foreign, function_words
from coach.english.words import classes, fold, tokens

_UNSPEAKABLE = re.compile(
    r"[{}|\\]|<(?!=? ?[\d$€£])|>(?!=? ?[\d$€£])|(?<![<>])=|~(?! ?[\d$€£])|`|\[|\]"
    r"|\"\w+\"\s*:|'\w+'\s*:|://|\bwww\.|(?<!\w)[\w.-]+@\w|\w\(\)|^\s*[-*•+]\s|^\s*\d+[.)]\s|^#"
    r"|(?<!\w)--?[a-z]+\b(?=$|\s\S)|\S{28,}|^(?:null|nil|none|nan|undefined|true|false|n/?a)$"
    r"|[.!?] (?:null|nan|undefined|true|false)$|\b(?:[0-9a-f]{2}\s+){4}"
    r"|\b(?!10+\b)[01]{6,}\b|(?:\b\w\b[\s-]+){3,}\b\w\b|\s[,;.!?][a-z]|^\w[\w ]{0,20}:\s*\w+$|^\w(?:-\w){2,}\W*$",
    re.I,
)
"""Code, data, addresses, command lines, list items, bare values, and words that are spelled out or ciphered."""

_NO_FEATURE = re.compile(
    r"\b(?![a-z][a-z\d]+(?:_[a-z\d]{2,})+\b)\w+_\w+|_(?:prompt|tool|system|assistant|tokens?|cue|direction|role|reply)\b"
    r"|\b(?:prompt|tool|system|assistant|cue|direction|role|reply)_"
)
"""A name with strokes in it that is not one of a table, a service or a model's feature, of which one may talk."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LETTERS = re.compile(r"[^\W\d_]")


def unspeakable(sentence: str) -> str:
    """Return what nobody says aloud in any language, or nothing; a sentence without a letter is such a thing."""
    if found := _UNSPEAKABLE.search(sentence) or _NO_FEATURE.search(sentence):
        return found[0].strip() or sentence
    return "" if _LETTERS.search(sentence) else sentence


def strange(sentence: str) -> str:
    """Return a sentence that is not English: another language, or words that make none. A name or a grunt passes."""
    folded = fold(sentence)
    words = _WORD.findall(folded)
    if foreign(sentence) or any(not word.isascii() and not _latin(word) for word in words):
        return sentence
    if len(words) >= _SENTENCE and not function_words(words) and not classes(tokens(folded)):
        return sentence
    return ""


_SENTENCE = 4
"""Words from which a sentence holds one that is of English for sure."""


def _latin(word: str) -> bool:
    return all(ord(letter) < _BEYOND_LATIN for letter in word)


_BEYOND_LATIN = 0x250
