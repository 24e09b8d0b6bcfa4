"""Dates and times as meeting tools and chats write them: patterns of one line, all of bounded length."""

import re

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DAY = (
    rf"\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}\.?|(?:to|yester)day|(?:{_WEEKDAY},?\s)?{_MONTH}\s\d{{1,2}}"
    rf"(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|(?:{_WEEKDAY},?\s)?\d{{1,2}}\.?\s{_MONTH}(?:\s\d{{4}})?|{_WEEKDAY}"
)
_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[ap]\.?\s?m\b\.?)?"
_SPELT = (
    r"(?:\d{1,2}\shours?,?\s)?(?:\d{1,2}\sminutes?,?\s)?\d{1,2}\sseconds?|(?:\d{1,2}\shours?,?\s)?\d{1,2}\sminutes?"
)

STAMP = (
    rf"(?:(?P<day>{_DAY})(?:,?\s+(?:at\s+)?|T)(?:{_CLOCK}|\d{{1,2}}[.]\d{{2}}(?:[.]\d{{2}})?)Z?|(?:{_CLOCK})|{_SPELT})"
)
"""A time, with or without a day: `0:12`, `00:01:12`, `10:42 AM`, `12/03/2026, 10:42`, `Today at 10:42`, `3 seconds`."""

FIRST = re.compile(rf"(?P<open>[\[(])?{STAMP}(?(open)[\])])(?!\w)", re.IGNORECASE)
"""At the beginning of a line."""

LAST = re.compile(rf"(?<![\w:./,-]){STAMP}[\])]?$", re.IGNORECASE)
"""At the end of a line."""

ALONE = re.compile(rf"[\[(]?(?:{STAMP}|{_DAY})[\])]?", re.IGNORECASE)
"""A whole line: a time, or the day that parts a chat."""

BRACKETED = rf"\s{{0,3}}[\[(]{STAMP.replace('?P<day>', '?:')}[\])]"
"""Behind a name, for use within another pattern."""
