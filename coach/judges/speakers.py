"""Tells where a reply poses as somebody else who speaks; all patterns read lower-case text with plain apostrophes."""

import re

from coach.judges.asides import EVERY, JUDGE, RULE, TEXT, TO_THE_JUDGE

FROM_HERE = re.compile(
    rf"^\W*(?:note|message|instructions?) (?:to|for) (?:\w+ ){{0,3}}(?:{JUDGE}|models?) ?:"
    r"|^\W*(?:the |my |your )?(?:manager|boss|engineer)(?: wrote| said| replied| answered| aloud)?"
    r"(?: ?\([^()\n]{0,40}\))? ?:(?!\W*(?:that (?:is|was) (?:an?|the|my) (?:role|job|title|level|path)|me)\b)"
    r"|^#+ ?(?:system|assistant|response|output|result|verdict)(?: prompt| message)?\W*$|</?(?:system|instructions?|judge|rubric|reply|data\b)|^\W*\[/?(?:system|operator|developer|admin|assistant"
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
    rf"\b(?:met|marker|rubric|grading|verdicts?|ignore|disregard|override|award\w*|(?:full|all the) (?:credit"
    rf"|marks|points)|{EVERY} ?(?:{RULE}|points?|lines?|entr\w+|engineer)|(?:this|the) {TEXT}\b(?! \w+(?:s|ing|er)\b)|strict mode"
    r"|(?:label|mark|accept|approve|pass|confirm)(?:s|ed)? (?:this|it|all|any\w*|every\w*)|evaluation (?:is|was|mode)"
    r"|you (?:must|pass|shall|have to|are (?:now|an?|the))|from (?:now|here) on|ideal|flawless|exemplary|perfect)\b"
)
"""Says that such a name speaks to a judge, on its line."""

_DIALOGUE = tuple(
    re.compile(rf"(?:^|[\n.!?])[ \t\"'>*#-]*{who}{_TURN}[^\n]*\b(?:you|your|this|it|i|me|please|thanks|of course)\b")
    for who in (_ASKER, _ANSWERER)
)
"""One who asks and one who answers: with both a talk is imitated, whatever they say."""

BRACKETED = re.compile(
    r"[(\[](?:the |your )?(?:manager|boss)(?:,? (?:then |now )?(?:\w+ing|\w+s|said|replied|answered|aloud)){0,2} ?:"
    r"[^()\[\]\n]*[)\]]"
)
"""The manager's part, told in brackets."""

BREAK = re.compile(r"^\s*(?:([=*#~_'\"`-])\1{2,}\s*$|</[a-z]|\]\]>)")
"""A line of strokes, or one that begins with a closing tag: nobody speaks it.

From the closing tag, and from the first hint after the strokes, up to an empty line, nothing is talk to the manager."""


def poses(seen: str, start: int, end: int) -> re.Match[str] | None:
    """Return the name before a sentence where it poses as another speaker, by the rest of its line or its answer."""
    named = SPEAKER.match(seen[start:end])
    if named is None:
        return None
    line = end if seen[end - 1] == "\n" else seen.find("\n", end)
    place, line = start + named.end(), len(seen) if line < 0 else line
    to_a_judge = REPLYING.search(seen, place, line) or TO_THE_JUDGE.search(seen, place - 1, line)
    return named if to_a_judge or all(said.search(seen) for said in DIALOGUE) else None
