"""By when something is to happen, as a text says it."""

import re

from coach.domain.numbers import NUMERAL

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_COUNT = rf"(?:an?|{NUMERAL}|\d{{1,2}}|a couple of|a few)"
_UNIT = r"(?:day|week|month|quarter|sprint)s?"
_PART = r"(?: (?:morning|afternoon|evening))?"
_EVENT = (
    r"(?:the |our |your |this |next )?(?:[\w'’-]+ ){0,2}?(?:planning round|planning|migration|release|launch|audit"
    r"|review|freeze|holidays|rollout|cutover|go-live|budget round|deadline|offsite|quarter|sprint|month|week)"
)
_DUE = re.compile(
    rf"\b(?:by|before|on|after|until|till|from|at|once|in|within)? ?"
    rf"(?:(?:next|this|the coming) {_DAY}{_PART}|{_DAY}{_PART}(?: next week)?"
    rf"|(?:the )?\d{{1,2}}(?:st|nd|rd|th)(?: of)?(?: {_MONTH})?|{_MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|th)?\b"
    rf"|the (?:first|last|second|third) {_DAY}(?: of {_MONTH}| of (?:the|next|this) month)?"
    r"|(?:the )?end of (?:the |this |next )?(?:day|week|month|quarter|year|sprint)|the end of the \w+"
    rf"|(?:next|this) (?:week|month|quarter|sprint|year)|tomorrow{_PART}|tonight|today"
    r"|this (?:morning|afternoon|evening)"
    rf"|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?|\d{{4}}-\d{{2}}-\d{{2}})\b"
    rf"|\b(?:in|within) {_COUNT} {_UNIT}(?:' time|’ time)?\b"
    rf"|\b{_COUNT} {_UNIT} from (?:now|today)\b"
    rf"|\b(?:after|before|once|until|by) {_EVENT}(?: (?:is|has) (?:out|over|done|live|shipped))?\b",
    re.I,
)


def due_in(text: str) -> str:
    """Return the first time that an English text names for something to happen, as it says it; else an empty text."""
    found = _DUE.search(text)
    return found[0].strip() if found else ""
