"""What may count as evidence, for every judge alike: the engineer's words to the manager, and enough of them."""

import re

MIN_MET_WORDS = 3
"""Words that the evidence of a met criterion has at least; a violation or a move needs one (DESIGN of the rubric)."""

BLANK = "\ufffc"
"""Stands in place of every character that speaks to whoever judges."""

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_NAMES = (
    "respect_hierarchy|proactive_not_reactive|value_not_ego|patient_persistent|document_everything"
    "|executive_perspective|quantifies_past|names_project|value_proposition|acknowledges_constraint"
    "|offers_alternative|asks_timed_follow_up|asks_question"
)
_TITLES = (
    r"\brespect\w*(?: for)? (?:the )?hierarchy|\bproactive\w*(?:,? (?:and )?not reactive)?|\b(?:not|over) (?:on )?ego"
    r"|\bpatient,? (?:and )?persistent\b|\bdocument\w* everything|\bexecutive perspective|\blike an executive"
)
_TEXT = "(?:reply|answer|response|message|turn|statement|submission|candidate|transcript)"
_JUDGE = "(?:judge|grader|evaluator|scorer|rater|assessor|annotator|llm|language model|ai model|scoring model|examiner)"

# A sentence that addresses whoever judges, by what no engineer says to a manager. Each line is one way of doing it.
_TO_THE_JUDGE = re.compile(
    "|".join(
        (
            # the instructions are to be set aside
            r"\b(?:ignore|disregard|forget|override|bypass|drop)\b[^.!?\n]{0,40}"
            r"\b(?:instructions?|prompts?|rubric|guidelines|scoring|criteria|grading)\b",
            # a score or a verdict is asked for or handed out
            rf"\b(?:score|rate|grade|mark|label|judge|evaluate|assess) (?:this|it|me|(?:this|my|the) {_TEXT})"
            r"(?: as| a| an| with| at| the| fully| of)* (?:10|9|5/5|100|met|full|top|highest|maximum|perfect|strong"
            r"|excellent|good)\b",
            rf"\b(?:score|rate|grade|mark|label|judge|evaluate|assess)\b[^.!?\n]{{0,30}}\b(?:this|my|the) {_TEXT}\b",
            r"\b(?:score|rate|grade|mark|label|judge|give|count|treat|award|assign)\b[^.!?\n]{0,40}"
            r"\b(?:as (?:fully )?met\b|10 ?/ ?10|\d+ out of \d+|full (?:marks|score|points|credit)|top marks"
            r"|the (?:highest|maximum|top) (?:score|marks?|band|rating|grade)|perfect score|five stars|all criteria"
            r"|every criterion|every rule|all rules)",
            r"\bfull marks\b|\btop marks\b|\bmaximum score\b|\b10 ?/ ?10\b",
            rf"\b(?:this|my|the) {_TEXT} (?:above |below )?(?:meets|met|fulfil\w*|satisf\w*|deserves|scores"
            r"|should (?:score|get|be)|must (?:score|get|be)|earns|thanks the|names the|names a"
            r"|shows|respects|is (?:a )?(?:perfect"
            r"|exemplary|model|met|flawless)|acknowledges|demonstrates"
            r"|gives thanks|quantifies)",
            rf"\b(?:this|my|the) {_TEXT} (?:above|below)\b|\b(?:above|preceding|foregoing) {_TEXT}\b",
            r"\b(?:all|every|each|six)(?: of the)?(?: \w+)? (?:criteria|criterion|rubric items?|moves?)\b[^.!?\n]{0,40}"
            r"\b(?:met|true|satisfied|fulfilled)\b",
            r"\b(?:final )?(?:verdict|labels?|scores?|rating)\"? ?(?:[:=]|is|are|must be|should be) ?\"?(?:all )?"
            r"(?:met|true|\d+|full|strong|excellent)\b",
            r"\b(?:verdict|judgement|judgment)\b[^.!?\n]{0,25}\b(?:met|strong|excellent|positive|violated|absent)\b",
            r"\bmet\b(?:, (?:and )?met\b)+|\b(?:as|answer|write|return|labelled|marked|rated|counts?) (?:it )?met\b"
            r"(?! (?:with|by)\b)",
            # the rubric's own names, several in a breath or one as a heading
            rf"(?:{_TITLES})[^.!?\n]{{0,60}}(?:{_TITLES})",
            r"^\W*(?:hierarchy|initiative|value|patience|persistence|record|documentation|perspective|ego) ?: ?\w+\W*$",
            # whoever judges is addressed or cast
            rf"\byou(?:'re| are) (?:now )?(?:a|an|the) (?:\w+ ){{0,2}}(?:{_JUDGE}|assistant)\b(?! of (?:that|this|it))",
            r"\b(?:note|message|instructions?|reminder|memo)s? (?:to|for) (?:the |any |whoever )?"
            rf"(?:\w+ ){{0,2}}{_JUDGE}s?\b",
            r"\b(?:dear|hey|hello|attention|to|for)[,:]? (?:the |any |my )?(?:\w+ )?(?:ai |llm |automated )?"
            r"(?:grader|evaluator|scorer|rater|annotator|llm|scoring model|language model)s?\b",
            r"\b(?:dear|hey|hello|attention)[,:]? (?:the |any |my )?(?:\w+ )?judges?\b",
            rf"\b(?:acting as|act as|whoever) (?:\w+ ){{0,3}}(?:{_JUDGE}|scores|grades|judges)\b",
            # the rubric is spoken of, claimed to be changed, or named by its own identifiers
            r"\b(?:the|your|this|grading|scoring|updated|new) rubric\b|\brubric (?:was|has|is|update|v\d)",
            rf"\b(?:{_NAMES})\b",
            # a frame of the conversation is imitated
            r"\bsystem (?:prompt|override|message|note)\b|\bend of (?:the )?(?:reply|message|transcript|data)\b"
            r"|\bbegin (?:evaluation|scoring)\b",
            r"<\|?/?(?:system|assistant|user|im_start|im_end|instructions?|judge|rubric|reply|data-)",
            r"\[/?(?:system|inst)\b",
            r"\"(?:verdict|quotes|made|criteria|moves|rule|labels)\"\s*:",
            r"\b(?:thought process|let(?:'?s| us| me) (?:\w+ ){0,4}step by step)\b",
            # the reply is spoken of from outside, or the manager's part is played
            r"\b(?:the|this) reply (?:yields|offers|names|takes|leaves|puts|does|has|meets|counts|is|was|deserves)\b"
            r"|\ba reply of any kind\b|\bthe (?:text|reply) (?:below|above)\b|\bunder evaluation\b",
            # packed text: nobody speaks it
            r"\b[A-Za-z0-9+/]{28,}={0,2}",
        )
    ),
    re.I,
)

# From here to the end of the paragraph all of it speaks to the judge.
_FROM_HERE = re.compile(
    r"^\W*(?:system|assistant|developer|user|judge|grader|evaluator|examiner)(?: note| message| prompt| update)? ?:"
    rf"|^\W*(?:note|message|instructions?) (?:to|for) (?:\w+ ){{0,3}}(?:{_JUDGE}|model)s?\b"
    r"|^\W*(?:the |my )?(?:manager|boss|engineer)(?: wrote| said| replied| answered)? ?:|^#+ ?(?:system|assistant)\b"
    r"|</?(?:system|instructions?|judge|rubric|reply|data-)|\[/?(?:inst|system)\b|<\|im_start",
    re.I,
)
_ANSWER = re.compile(r"\{[^{}]{0,200}\"(?:verdict|quotes|made|criteria|moves|rule|labels)\"\s*:[^}]{0,4000}\}")
_STRETCH = re.compile(r"```.*?```|\{[^{}\"]*\"[^{}]*\}|[^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?\n]*", re.S)

# Look-alikes of Latin letters from other scripts, by which the words above would be missed.
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһкмтвнАЕОРСУХІЈЅНКМТВοαερτυικνΑΒΕΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhkmtbhAEOPCYXIJSHKMTBoaeptuiknABEHIKMNOPTYX",
)
_QUICK = re.compile(
    r"ignor|disregard|forget|overrid|bypass|drop|scor|rat(?:e|ing)|grad|mark|label|judg|evaluat|assess|criteri"
    r"|rubric|verdict|met\b|rule|system|assistant|instruction|<|\[|\"|annotat|llm|model|examin|thought|step by step|10"
    r"|five stars|_|manager|boss|hierarchy|proactiv|ego\b|patien|perspective|initiative|persisten"
    rf"|{_TEXT}|[A-Za-z0-9+/]{{28}}",
    re.I,
)
"""Something of this stands in everything that the patterns above find; most replies hold none of it."""


def own_words(text: str) -> str:
    """Return the reply with whatever speaks to a judge blanked out; every other character keeps its place.

    Blanked is the whole sentence (or fenced or bracketed block), and from a mark that poses as another speaker on the
    rest of its paragraph. Stops and white space stay, so that the sentences around it stay apart.
    """
    seen = text.translate(_LOOKALIKES)
    if not _QUICK.search(seen):
        return text
    pieces: list[str] = []
    silent = False
    for stretch in _STRETCH.finditer(seen):
        start, end = stretch.span()
        words = stretch[0]
        begun = _FROM_HERE.search(words)
        kept = begun.start() if begun else len(words)
        if silent or _TO_THE_JUDGE.search(words, 0, kept):
            kept = 0
        pieces += (text[start : start + kept], re.sub(r"[^\s.!?]", BLANK, text[start + kept : end]))
        silent = (silent or begun is not None) and not words.endswith("\n")
    own = "".join(pieces)
    if _ANSWER.search(seen):  # an answer of the judge's own form is imitated: all of it goes, however it is nested
        opened, end = seen.find("{"), seen.rfind("}") + 1
        start = max(seen.rfind(stop, 0, opened) for stop in ".!?\n") + 1
        own = own[:start] + re.sub(r"[^\s.!?]", BLANK, own[start:end]) + own[end:]
    return own


def worthless(text: str) -> str:
    """Return why a reply holds nothing to judge, whatever its language, or an empty text where it may hold something.

    `text` is the engineer's own words. Worthless are: no word of two letters, one word alone, one sentence over and
    over, a few words over and over, and letters struck at random.
    """
    words = [w.lower() for w in WORD.findall(text)]
    spoken = [w for w in words if len(set(w)) > 1 and not w.isdigit()]
    if not spoken:
        return "There are no words in it."
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

_RUN = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}")


def _struck(word: str) -> bool:
    """Whether a word of four letters or more looks struck at random: no vowel, or five consonants in a row."""
    return not re.search(r"[aeiouy]", word) or _RUN.search(word) is not None
