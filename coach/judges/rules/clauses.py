"""A reply in pieces that can be kept, cut or put otherwise, always in the engineer's own words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from coach.domain.judgement import Evidence
from coach.english.words import classes, fold, tokens
from coach.judges.rules.sheet import Sheet

_DEADLY_WORDS = """
    belittle_priorities blame_colleague blame_words demand deserving escalation giving_up insult record_refusal
    reject_business self_glory threat
"""
_DEADLY = frozenset(_DEADLY_WORDS.split())
"""Word classes that go in any case, also where the judge let them pass."""

_HARMFUL_WORDS = """
    blame_colleague blame_words commitment_claim comparison_people demand ego_admission emotion_anger favouritism
    grievance office_politics overlooked pleading pressure_now profanity_mild reactive_openers recognition sarcasm
    sulking
"""
HARMFUL = _DEADLY | frozenset(_HARMFUL_WORDS.split())
"""Word classes that show in which piece of a sentence the harm is done."""

_I = "i|i'm|i'd|i'll|i've|im|ive"
_SUBJECT = (
    rf"(?:{_I}|you|you're|you'd|we|we're|we'd|they|he|she|it|it's|its|that's|thats|there|there's|the|this|these|those"
    r"|my|your|our|people|everyone|everybody|nobody|someone|somebody|if|maybe|perhaps|let's|could|can|would|please"
    r"|don't|dont|do|put|give|move|assign|get|let|(?-i:[A-Z]\w+))"
)
_BREAK = re.compile(
    rf"\s*(?:;|:|\s[–—-]+)\s+(?={_SUBJECT}\b)"
    r"|\s*[,;–—-]*\s+(?P<word>so that|or else|if not|and|but|so|or|because|since|otherwise|while|whereas|although"
    rf"|though),?\s+(?={_SUBJECT}\b)"
    rf"|,\s+(?=(?:{_I}|you|you're|it's|its|that's|thats|we)\b)",
    re.I,
)
"""Where a sentence can be taken apart: each side has a subject of its own."""

_BUILDS = re.compile(
    r"(?:and |but |so |also )*(?:i(?:'d| would)\b(?! rather)|i'll|i will"
    r"|i (?:could|can|understand|appreciate|know|see|get|built|ran|led|wrote|have the)|we could|could (?:we|i)"
    r"|thanks|thank you|what would|how would)\b",
    re.I,
)
"""A clause that offers, asks or grants something: it is kept where its neighbours go."""

_BRINGS = (
    "alt_", "artefact_", "benefit_", "good_", "greeting", "meet_again", "money_", "offer_", "past_result", "project_",
    "question_", "record_", "restate_", "tech_", "thanks", "understand_", "work_", "yield_",
)  # fmt: skip
"""How the word classes begin that show that a clause brings something worth keeping."""

_SHRUGS = re.compile(
    r"(?:no idea|not my (?:problem|job|business)|whatever|dunno|i don'?t know|who cares|i don'?t care|i guess|so what"
    r"|(?:some|any)(?:one|body) (?:else )?(?:will|can|could) (?:figure|handle|deal|do|take|pick)"
    r"|i(?:'ll| will) do anything|you should (?:hire|find))\b",
    re.I,
)
"""A clause that pushes the matter away."""

_MOANS = re.compile(
    r"\b(?:(?:not|isn['’]t|hardly) fair (?:that|how|when)|unfair (?:that|how)|why (?:them|him|her|not me)\b)", re.I
)
"""A clause that compares and complains: it goes also where the judge let it pass."""

_HANGS = frozenset(
    ("so that", "or else", "if not", "or", "because", "since", "otherwise", "while", "whereas", "though")
)
"""Words that tie a piece to the one before it: it cannot stand when that one goes."""


@dataclass(frozen=True)
class Piece:
    """A part of a sentence; `joint` is what ties it to the piece before it, as it stands in the reply."""

    text: str
    joint: str
    word: str
    start: int
    end: int
    struck: bool = False
    """Whether it holds, or is, what has to go."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of the reply as the pieces it is made of."""

    pieces: tuple[Piece, ...]
    stop: str
    named: frozenset[str]
    """The word classes in it."""

    @property
    def text(self) -> str:
        """The sentence as it stands."""
        return "".join(p.joint + p.text for p in self.pieces) + self.stop

    @property
    def struck(self) -> bool:
        """Whether any of it has to go."""
        return any(p.struck for p in self.pieces)

    @property
    def wish(self) -> str:
        """The demand in it as a wish, or an empty text where there is none."""
        return sentence(next((w for p in self.pieces if (w := softened(p))), ""))

    @property
    def left(self) -> tuple[Piece, ...]:
        """The pieces that can stand without the struck ones."""
        left: list[Piece] = []
        gone = False
        for piece in self.pieces:
            if piece.struck or softened(piece) or (gone and piece.word in _HANGS):
                gone = True
            else:
                left.append(piece)
                gone = False
        return tuple(left) if sum(len(p.text.split()) for p in left) >= 3 else ()

    @property
    def kept(self) -> str:
        """What is left without the struck pieces, as a sentence; empty where nothing can stand alone."""
        left = self.left
        if not left:
            return ""
        text = left[0].text + "".join((p.joint or " and ") + p.text for p in left[1:])
        return sentence(text, self.stop if left[-1] is self.pieces[-1] else "")


def sentences(sheet: Sheet, harm: Iterable[Evidence], *, whole: bool) -> tuple[Sentence, ...]:
    """Return the reply's sentences; struck in them are the pieces in which `harm` is done.

    Where the judge quotes more than one piece, those stay that offer, ask or grant something and do no harm; with
    `whole` none stays.
    """
    spans = [(e.start, e.end) for e in harm]
    made = []
    for stretch in sheet.sentences:
        raw = sheet.reply.text[stretch.start : stretch.end]
        body = raw.strip().rstrip(".!?…; ")
        if not body:
            continue
        start = stretch.start + len(raw) - len(raw.lstrip())
        pieces = _struck(_pieces(body, start), spans, whole=whole)
        made.append(Sentence(pieces, raw.strip()[len(body) :].strip()[:3], frozenset(_named(body))))
    return tuple(made)


def _struck(pieces: list[Piece], spans: list[tuple[int, int]], *, whole: bool) -> tuple[Piece, ...]:
    """Strike the pieces in which harm is done, and beside them those that bring nothing of their own."""
    named = [_named(p.text) for p in pieces]
    deadly = [
        bool(n & _DEADLY) or bool(_SHRUGS.search(p.text) or _MOANS.search(p.text))
        for p, n in zip(pieces, named, strict=True)
    ]
    touched = [any(p.start < end and begin < p.end for begin, end in spans) for p in pieces]
    if whole and any(touched):
        return tuple(replace(p, struck=True) for p in pieces)
    if not spans and not any(deadly):
        return tuple(pieces)
    made = []
    building = [_BUILDS.match(p.text) is not None for p in pieces]
    for piece, classes_, dies, quoted, builds in zip(pieces, named, deadly, touched, building, strict=True):
        if builds:
            strike = dies or (quoted and bool(classes_ & HARMFUL))
        else:
            idle = not any(building) and not _brings(piece.text, classes_)
            strike = dies or quoted or bool(classes_ & HARMFUL) or idle
        made.append(replace(piece, struck=strike))
    return tuple(made)


def _brings(text: str, named: set[str]) -> bool:
    return any(c.isdigit() for c in text) or any(name.startswith(_BRINGS) for name in named)


def sentence(text: str, stop: str = "") -> str:
    """Return words as a sentence: with a capital and a stop."""
    text = " ".join(text.split()).strip(" ,;:–—-")
    if not text:
        return ""
    if not stop or stop[0] not in ".!?…":
        asks = re.match(r"(?:could|can|would|may|shall|what|how|when|which|who|is|are|do|does|should)\b", text, re.I)
        stop = "?" if asks else "."
    return text[0].upper() + text[1:] + stop


def _pieces(body: str, start: int) -> list[Piece]:
    pieces: list[Piece] = []
    at, joint, word = 0, "", ""
    for found in _BREAK.finditer(body):
        if len(body[at : found.start()].split()) < 2 or len(body[found.end() :].split()) < 2:
            continue
        pieces.append(Piece(body[at : found.start()], joint, word, start + at, start + found.start()))
        at, joint, word = found.end(), found[0], (found["word"] or "").lower()
    pieces.append(Piece(body[at:], joint, word, start + at, start + len(body)))
    return pieces


def _named(text: str) -> set[str]:
    return {entry.name for entry in classes(tokens(fold(text)))}


_PRESSING = re.compile(
    r",?\s*\b(?:by (?:the )?(?:end of (?:the |this |next )?\w+|tomorrow|tonight|today|monday|tuesday|wednesday|thursday"
    r"|friday|next week|next month|noon|close of business|eod)|right now|right away|straight away|immediately|asap"
    r"|today|tonight|this (?:week|minute|instant)|at once|at last|for once|finally|period|full stop|end of story"
    r"|no excuses|no ifs or buts|and that's (?:that|final)|no later than \w+)\b",
    re.I,
)
_OPENERS = re.compile(
    r"^(?:(?:look|listen|honestly|frankly|fine|seriously|sorry but|well|ok|okay|to be honest|to be blunt"
    r"|let me be clear|simple as that)[,:]?\s+)+(?=\S+ )",
    re.I,
)
_PURPOSE = re.compile(
    r"\s+(?:so (?:that )?|in order to |to (?:be|get) (?:seen|noticed|recogni[sz]ed)|because ).*", re.I | re.S
)

# What a demand begins with, and how the wish behind it begins.
_YOU_MUST = (
    r"(?:i (?:want|need|expect|demand) you to |you (?:need|have|ought) to |you (?:must|should|will|can) |just "
    r"|please )?"
)
_THAT_ONE = r"(?=(?:the|that|this|our|your|a)\b)"
_WISHES = tuple(
    (re.compile(rf"^(?:(?:and|but|so)\s+)?{pattern}", re.I), wish)
    for pattern, wish in (
        (r"i (?:really |just |simply |also )*(?:want|need|demand|insist|expect) to (?=\w)", "I'd like to "),
        (r"i (?:insist|demand|expect) (?:on |that i )?(?=(?:be|get|work|join|lead|move|have)\b)", "I'd like to "),
        (r"i (?:should|ought to|must) (?:be|have been|get to be)(?= (?:on|part|working|leading)\b)", "I'd like to be"),
        (r"i (?:really |just )*(?:insist|count) on (?=\w+ing\b)", "I'd like to talk about "),
        (r"i deserve to (?=\w)", "I'd like to "),
        (
            rf"{_YOU_MUST}(?:put|move|assign|transfer|add|staff|get|let|place) me "
            rf"(?:in(?:to)? work on |work on |on to |onto |into |in on |on |in |to |join ){_THAT_ONE}",
            "I'd like to work on ",
        ),
        (rf"{_YOU_MUST}give me {_THAT_ONE}", "I'd like to work on "),
        (
            r"i (?:really |just |also )*(?:want|need|deserve|demand) (?=(?:the|that|this|on|onto|in)\b)",
            "I'd like to work on ",
        ),
    )
)


def softened(piece: Piece) -> str:
    """Return a demand as a wish in the engineer's own words, or an empty text where it is no demand."""
    text = _OPENERS.sub("", piece.text.strip())
    for pattern, put in _WISHES:
        if found := pattern.match(text):
            rest = _PRESSING.sub("", text[found.end() :])
            rest = re.sub(r"^(?:on|onto|in) ", "", rest) if put.endswith("work on ") else rest
            rest = _PURPOSE.sub("", rest)
            asked = put + rest.strip(" ,")
            return asked if len(rest.split()) >= 2 and not HARMFUL & _named(asked) else ""
    return ""
