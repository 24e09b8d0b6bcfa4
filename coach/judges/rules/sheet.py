"""A reply, read once: its sentences with their places, and only those words that are the engineer's own."""

import re
from dataclasses import dataclass
from functools import cache, cached_property

from coach.domain.transcript import Reply, Speaker
from coach.judges.rules.table import any_of

MASK = "\ufffc"
"""Stands where words do not count: quoted, put in somebody's mouth, or addressed to whoever judges."""

QUOTED = r"""
"[^"]{1,400}"
«[^»]{1,400}»
(?<!\w)'(?!cause|em\b|til|bout|n\b)(?=\w)(?:[^'\n]|(?<=\w)'(?=\w)){4,300}'(?!\w)
"""

IN_ANOTHERS_MOUTH = r"""
\b(?:people|some(?: people| folks)?|others|someone|somebody|everyone|they|he|she|recruiters|linkedin|the internet
|(?:my|a|an old) (?:\w+ )?(?:wife|husband|partner|friends?|colleagues?|mentor|team-?mates?|dad|father|mum|mom|mother
|coach|brother|sister|peer|recruiter))
+ (?:may |might |would |will |could |often |always |keeps? |kept |also |once |just |even )?
+(?:say|says|said|think|thinks|thought|tell|tells|told|telling|saying|claim|claims|advises?|advised|argues?)\b
+(?! (?:hi|hello|thanks|yes)\b)[^,;:.!?–—]*
"""

TO_THE_JUDGE = r"""
\b(?:note to|message (?:to|for)|instructions? (?:to|for)|dear|attention|hey|you are|you're|acting as|act as) (?:\w+ ){0,3}
+(?:judges?|graders?|evaluators?|scorers?|raters?|assessors?|annotators?|llm|language model|ai model)\b
\b(?:to|for) (?:the |any |whoever )(?:ai |llm )?(?:judge|grader)s?\b
\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,40}\b(?:instructions?|rubric|criteria|prompt|guidelines|scoring)\b
\b(?:score|rate|grade|mark|label|judge|evaluate|assess)\b[^.!?]{0,30}\b(?:this|my|the) (?:reply|answer|response|message|turn)\b
\b(?:score|rate|grade|mark|label|judge|give|count|treat|award|assign)\b[^.!?]{0,40}
+(?:\bas (?:fully )?met\b|\b10 ?/ ?10|\b\d+ out of \d+|\bfull marks|\btop marks|\bthe highest|\bthe maximum|\bperfect score
+|\bfive stars|\ball criteria|\bevery criterion|\bevery rule|\ball rules)
\b(?:all|every|each)(?: of the)?(?: \w+)? (?:criteria|criterion|rubric items?)\b
\b(?:this|my|the) (?:reply|answer|response|message) (?:meets|met|fulfil\w*|satisf\w*|deserves|scores|should (?:score|get|be)
+|must (?:score|get|be)|thanks the|names the|names a|shows|respects|is (?:a )?(?:perfect|exemplary|model))
\b(?:by|per|under|according to) (?:the|your|this) rubric\b
\bscoring rubric\b
\b(?:respect_hierarchy|proactive_not_reactive|value_not_ego|patient_persistent|document_everything|executive_perspective)\b
\b(?:names_project|quantifies_past|value_proposition|acknowledges_constraint|offers_alternative|asks_timed_follow_up)\b
\b(?:verdict|labels?|score)"? ?[:=] ?"?(?:met|true|\d)
\b(?:end of (?:the )?(?:reply|message|transcript)|begin (?:evaluation|scoring)|system (?:prompt|override))\b
"""

TO_THE_JUDGE_FROM_HERE = r"""
^\W*(?:system|assistant|developer|user|judge|grader|evaluator)(?: note| message| prompt)? ?:
^\W*(?:note|message|instructions?) (?:to|for) (?:\w+ ){0,3}(?:judges?|graders?|evaluators?|scorers?|model|llm|ai)\b
</?(?:system|instructions?|judge|rubric|reply)>
\[/?(?:inst|system)\b
"""
"""Everything to the end of the paragraph speaks to the judge, too."""

_PLAIN = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"'}) | {
    ord(c): " " for c in "\t\r\x0b\x0c\u00a0\u2009\u202f\u3000"
}
_WRAP = re.compile(r"(?<!\n)\n(?![\n*\u2022-])")
# A full stop ends a sentence only before white space, and not after an abbreviation.
_SENTENCE = re.compile(
    r"(?:[^.!?;\u2026\n]|\.(?=[^\s\"')\]])|(?<=\bvs)\.|(?<=\b(?:eg|ie|dr|mr|ms|st|no))\.|(?<=\b(?:e\.g|i\.e|p\.m|a\.m))\.)+"
    r"[.!?;\u2026]*[\"')\]]*"
)
_WORD = re.compile(r"[\w'%$€£-]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the reply, folded and masked; `start` is its place in the reply."""

    index: int
    start: int
    text: str

    @property
    def asks(self) -> bool:
        """Whether it ends as a question."""
        return self.text.rstrip(" \"')]").endswith("?")


class Sheet:
    """Everything that the signs read: the reply's own words, and what was said before it."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.folded = fold(reply.text)
        spans = [(m.start(), m.end()) for m in _SENTENCE.finditer(self.folded) if m.group().strip()]
        masked = _mask(self.folded, spans)
        self.sentences = tuple(Sentence(i, start, masked[start:end]) for i, (start, end) in enumerate(spans))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the engineer's own text, folded."""
        return tuple(w for s in self.sentences for w in _WORD.findall(s.text))

    @cached_property
    def answered(self) -> str:
        """The manager's line that the reply answers, folded, or nothing."""
        return next((fold(c.text) for c in reversed(self.reply.context) if c.speaker is Speaker.MANAGER), "")

    @cached_property
    def said_before(self) -> tuple[str, ...]:
        """What the engineer said before, folded."""
        return tuple(fold(c.text) for c in self.reply.context if c.speaker is Speaker.ENGINEER)


def fold(text: str) -> str:
    """Return `text` in lower case with plain quote marks, spaces and unwrapped lines, character for character."""
    plain = _WRAP.sub(" ", text.translate(_PLAIN))
    lower = plain.lower()
    return lower if len(lower) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


@cache
def _compiled(table: str) -> re.Pattern[str]:
    return re.compile(any_of(table))


def _mask(text: str, sentences: list[tuple[int, int]]) -> str:
    """Blank out what is not the engineer speaking to the manager, keeping every place."""
    marked: list[tuple[int, int]] = []
    for start, end in sentences:
        sentence = text[start:end]
        if _compiled(TO_THE_JUDGE_FROM_HERE).search(sentence):
            paragraph = text.find("\n", start)
            marked.append((start, len(text) if paragraph < 0 else paragraph))
        elif _compiled(TO_THE_JUDGE).search(sentence):
            marked.append((start, end))
    for table in (QUOTED, IN_ANOTHERS_MOUTH):
        text = _compiled(table).sub(_blank, text)
    for start, end in marked:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def _blank(found: re.Match[str]) -> str:
    words = found.group()
    # One or two words in quotation marks are a name or a raised eyebrow, and stay.
    if words[0] in "\"'\u00ab" and len(words.split()) < 3:
        return words
    return MASK * len(words)
