"""Tells where a reply poses as somebody else who speaks; all patterns read lower-case text with plain apostrophes."""

import re

from coach.judges.asides import EVERY, JUDGE, RULE, TEXT, TO_THE_JUDGE

FROM_HERE = re.compile(
    rf"^\W*(?:note|message|instructions?) (?:to|for) (?:\w+ ){{0,3}}(?:{JUDGE}|models?) ?:"
    r"|^\W*(?:the |my |your )?(?:manager|boss|engineer)(?: wrote| said| replied| answered| aloud)?"
    r"(?: ?\([^()\n]{0,40}\))? ?:(?!\W*(?:that (?:is|was) (?:an?|the|my) (?:role|job|title|level|path)|me)\b)"
    r"|^#+ ?(?:system|assistant|response|output|result|verdict)(?: prompt| message)?\W*$"
    r"|</?(?:system|instructions?|judge|rubric|reply|data\b)|^\W*\[/?(?:system|operator|developer|admin|assistant"
    r"|model)(?: note| message| prompt| update)? ?[\]:]|\[/?inst\b|<\|im_start|<\|[a-z_]+\|>|<[a-z]+_of_[a-z]+>"
    r"|</?\w*(?:reply|label|score|verdict|system|instruct)\w*>|\{\{/?(?:system|assistant|user|model|inst\w*)\b"
    r"|^\W*-{2,} ?(?:assistant|model|system)\b"
)
"""A mark that poses as another speaker: from it to the end of the paragraph all of it speaks to the judge."""

_TURN = r"(?: note| message| prompt| update)? ?:"
_ANSWERER = r"(?:system|assistant|developer|ai|judge|grader|evaluator|examiner)"
_ASKER = r"(?:user|human|operator)"
_SPEAKER = re.compile(rf"\W*(?:{_ANSWERER}|{_ASKER}){_TURN}")
"""What may be another speaker's name or a plain heading: the words beside it tell."""

_REPLYING = re.compile(
    r"\b(?:(?:all|everything|course,?)(?: is| are)? met|all six|met (?:everywhere|(?:on|for) (?:all|every\w*|each))"
    r"|rubric|marker|grading|verdicts?|ignore|disregard|override|award\w*|(?:full|all the) (?:credit|marks|points)"
    rf"|{EVERY} ?(?:{RULE}|points?|lines?|entr\w+|engineer)|(?:this|the) {TEXT}\b(?! \w+(?:s|ing|er)\b)"
    r"|(?:label|mark|accept|approve|pass|confirm)(?:s|ed)? (?:this|it|all|any\w*|every\w*)|from (?:now|here) on"
    r"|strict mode|evaluation (?:is|was|mode)|you (?:must|pass|shall|have to|are (?:now|an?|the))"
    r"|ideal|flawless|exemplary|perfect)\b"
)
"""Says in its sentence that such a name speaks to a judge."""

_TALKS = r"[^\n]{0,200}\b(?:you|your|this|it|i|me|please|thanks|of course)\b"
_DIALOGUE = (
    re.compile(rf"(?:^|[\n.!?])[ \t\"'>*#-]*{_ASKER}{_TURN}{_TALKS}"),
    re.compile(rf"(?:^|\n)[ \t\"'>*#-]*{_ANSWERER}{_TURN}{_TALKS}"),
)
"""One who asks, and one who answers on a line of their own: with both a talk is imitated, whatever they say."""

BRACKETED = re.compile(
    r"[(\[](?:the |your )?(?:manager|boss)(?:,? (?:then |now )?(?:\w+ing|\w+s|said|replied|answered|aloud)){0,2} ?:"
    r"[^()\[\]\n]*[)\]]"
)
"""The manager's part, told in brackets."""

BREAK = re.compile(r"^\s*(?:([=*#~_'\"`-])\1{2,}\s*$|</[a-z]|\]\]>)")
"""A line of strokes, or one that begins with a closing tag: nobody speaks it.

From the closing tag, and from the first hint after the strokes, up to an empty line, nothing is talk to the manager."""


def dialogue(seen: str) -> bool:
    """Whether a text imitates a talk between a user and a system."""
    return all(said.search(seen) for said in _DIALOGUE)


def poses(words: str, *, talk: bool) -> re.Match[str] | None:
    """Return the name before a sentence where the sentence speaks to a judge; in an imitated talk every name poses."""
    named = _SPEAKER.match(words)
    if named is None or talk:
        return named
    return named if _REPLYING.search(words, named.end()) or TO_THE_JUDGE.search(words, named.end() - 1) else None
