"""The sentence gate: a language model's words reach the screen sentence by sentence, and only what passes here.

Pure. Few checks, each with its reason. Those on wording are for English; in a scene in another language the name
check is off, because capitals mean something else there.
"""

import re
from functools import lru_cache
from typing import Literal

from coach.domain.facts import Said, bare, digits, names
from coach.domain.scenario import Scenario
from coach.domain.session import Session
from coach.domain.transcript import CONCESSIONS, Cue, CueKind
from coach.domain.value import Text, Value
from coach.text import clean

MAX_WORDS = 60


class Fault(Value):
    """Why a sentence is not released."""

    kind: Literal["concession", "coaching", "leak", "invented", "too_long", "empty"]
    reason: Text
    """Said to the model when it is asked again."""


class Gate:
    """Fed with pieces of a manager's turn; gives back the sentences that may be shown, until a fault closes it."""

    def __init__(self, session: Session, cue: Cue, *, fence: str) -> None:
        self._cue = cue
        self._fence = fence
        scene = session.scenario
        self._english = scene.language.startswith("en")
        self._said = _said_in(_scene_text(session)) | Said(*(turn.text for turn in session.turns))
        self._prefix = _prefix(scene)
        self._held = ""
        self._released = 0
        self._words = 0
        self.fault: Fault | None = None

    @property
    def released(self) -> bool:
        """Whether any sentence has passed."""
        return self._released > 0

    def feed(self, piece: str) -> tuple[str, ...]:
        """Take a piece of text and return the sentences that are now complete and pass."""
        self._held += piece
        passed: list[str] = []
        while self.fault is None and (end := _sentence_end(self._held)):
            sentence, self._held = self._held[:end], self._held[end:]
            passed += self._pass(sentence)
        if self.fault is None and len(self._held.split()) > MAX_WORDS:
            self.fault = _TOO_LONG
        return tuple(passed)

    def finish(self) -> tuple[str, ...]:
        """Return the last sentence if it passes; a turn without any words is a fault."""
        sentence, self._held = self._held, ""
        passed = self._pass(sentence) if self.fault is None else ()
        if self.fault is None and not self.released:
            self.fault = Fault(kind="empty", reason="It held no spoken words.")
        return tuple(passed)

    def _pass(self, raw: str) -> tuple[str, ...]:
        sentence = self._spoken(raw)
        if not sentence:
            return ()
        self._words += len(sentence.split())
        self.fault = self._check(sentence)
        if self.fault:
            return ()
        self._released += 1
        return (sentence if self._released == 1 else " " + sentence,)

    def _spoken(self, raw: str) -> str:
        """Return a sentence without what is not said aloud: a speaker's name, stage directions, mark-up, quotes."""
        text = self._prefix.sub("", " ".join(clean(raw).split()))
        text = re.sub(r"\[[^\]]*\]", " ", text)
        text = _DIRECTION.sub(lambda m: m[1] or "", text)
        text = re.sub(r"^\([^)]*\)|(?<=[.!?…])\s*\([^)]*\)$|^[^(]*\)$", " ", text)
        text = re.sub(r"(\*\*|__|[*_`])(?=\S)(.+?)(?<=\S)\1", r"\2", text).replace("*", "").strip().lstrip("#> ")
        # A quote round the whole turn opens in its first sentence and closes in its last: each is one mark too many.
        marks = sum(c in _QUOTES for c in text)
        round_it = marks == 2 and len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES
        if round_it or (marks % 2 and text[0] in _QUOTES):
            text, marks = text[1:], marks - 1
        if round_it or (marks % 2 and text[-1] in _QUOTES):
            text = text[:-1]
        return " ".join(text.split())

    def _check(self, sentence: str) -> Fault | None:
        folded = sentence.lower().translate(_PLAIN)
        if self._fence in folded or (hit := _LEAK.search(folded)):
            what = "the marks of this conversation" if self._fence in folded else f"“{hit[0]}”" if hit else ""
            return Fault(
                kind="leak", reason=f"It speaks of {what}: the manager knows of no model, prompt, rule or score."
            )
        if hit := _COACHING.search(folded):
            return Fault(kind="coaching", reason=f"“{hit[0]}” coaches the engineer; the manager only reacts.")
        if self._guards_yes() and (words := _concession(folded)):
            return Fault(
                kind="concession", reason=f"“{words}” says yes to something; nothing may be granted in this turn."
            )
        if invented := self._invented(sentence):
            return Fault(kind="invented", reason=f"“{invented}” is in none of the facts and was not said before.")
        return _TOO_LONG if self._words > MAX_WORDS else None

    def _guards_yes(self) -> bool:
        """Whether a yes would go against the cue."""
        if self._cue.kind in CONCESSIONS or self._cue.condition:
            return False
        return not (
            self._cue.kind is CueKind.CLOSE and self._cue.outcome and self._cue.outcome.value.startswith("granted")
        )

    def _invented(self, sentence: str) -> str:
        """Return a number in digits or a name that nobody has said.

        Less than `Said.invented` tells of an engineer's rewrite: a manager may say “give me two minutes”, “in March” or
        “the budget review” without anybody having said so before.
        """
        sentence = _FIXED.sub(" ", sentence)
        for number in digits(sentence):
            if not self._said.counts(number):
                return number
        if not self._english:
            return ""
        return next((name for name in names(sentence) if bare(name) not in _COMMON and not self._said.knows(name)), "")


_TOO_LONG = Fault(kind="too_long", reason=f"It is longer than {MAX_WORDS} words.")

_QUOTES = '"“”„«»'
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})

# A sentence ends where white space and something that may begin the next one follow; "e.g. this" goes on.
_END = re.compile(r"(?:[.!?…]+[\"“”'’)\]*]*(?=\s+[^\sa-z])|\n+(?=\s*\S))")
_ABBREVIATION = re.compile(r"\b(?:mr|mrs|ms|dr|st|vs|e\.g|i\.e|approx|no|[a-z])\.$", re.I)

# *sighs* at either end of a sentence is a direction, *really* within one is emphasis; both lose their stars.
_DIRECTION = re.compile(r"^\s*(?:\*[^*]+\*|_[^_]+_)(?=\s*(?:[A-Z“\"]|$))|(?<=[.!?…])\s*\*[^*]+\*\s*$|\*\*([^*]+)\*\*")

_LEAK = re.compile(
    r"\bsystem prompt|\b(?:my|the|these|your) (?:prompt|instructions|cue)\b|\brubric\b|</?think"
    r"|\b(?:i am|i'm|as) (?:just |only )?an? (?:large )?"
    r"(?:ai|artificial|language model|llm|chatbot|virtual assistant|assistant)\b"
    r"|\b(?:role-?play(?:ing)?|this (?:rehearsal|simulation|exercise|scenario))\b|\b(?:in|out of|break) character\b"
    r"|\byour (?:score|grade|rating)\b|\b\d+ ?/ ?10\b"
    r"|\b(?:respect_hierarchy|proactive_not_reactive|value_not_ego)\b"
    r"|\b(?:patient_persistent|document_everything|executive_perspective)\b"
    r"|\bi (?:can't|cannot|am unable to|am not able to) (?:assist|help) (?:you )?with (?:that|this) ?(?:request)?\b"
)

_COACHING = re.compile(
    r"\b(?:better|stronger|good|great) way (?:to|of) (?:say|put|phras|fram|word|answer|respond|ask)"
    r"|\byou (?:should|could|might) (?:have )?(?:said|phrased?|framed?|reworde?d?|rephrased?|say something like)\b"
    r"|\b(?:try|consider) (?:saying|phrasing|rephrasing|framing|to rephrase)\b"
    r"|\bnext time,? (?:say|tell|lead with|start with|open with|try)\b"
    r"|\b(?:that was|that's) an? (?:\w+ )?(?:reply|response|negotiation)\b"
    r"|\b(?:feedback|tip|coaching) (?:on|about) (?:your|how you)\b|\bas (?:your|a) coach\b"
    r"|\byour (?:phrasing|wording|delivery|negotiation)\b"
)

# What an engineer would take home as a yes.
_YES = re.compile(
    r"\byou(?:'re| are) (?:in(?=[,.!;]| then\b|$)|on (?:it|board|the (?:team|project))\b)"
    r"|\b(?:i'll|i will|i can|let me|we'll|we can|we will|i'm going to|i am going to|i'm happy to|happy to) (?:\w+ )?"
    r"(?:(?:put|bring|move|assign|let|get|have) you (?:on|onto|in|into|to|join|start|work|take|do|lead)"
    r"|add you|give you (?:the|a|that|this) (?:seat|spot|slot|role|place|project|chance|go|shot)"
    r"|approve|sign off|green-?light)\b"
    r"|\b(?:it's|it is|that's|consider it|th(?:e|at) (?:seat|spot|slot|role|place|project) is)"
    r" (?:yours|done|approved|settled|a yes|a deal)\b"
    r"|\byou (?:can|may) (?:join|start (?:on|with|next|today|tomorrow|this|working)|have (?:it|the|that))\b"
    r"|\byou (?:can|may) (?:take (?:it|that|on)|go ahead)\b"
    r"|\b(?:my answer is|it's a|that's a|so,|okay,|ok,|all right,|alright,|fine,) yes\b|^yes[,.!] (?:let's|you|i'll|go)"
    r"|\byou(?:'ve| have) (?:got it|(?:got )?my (?:yes|approval|support|blessing|okay|ok))\b"
    r"|\bi (?:agree to|approve|accept) (?:it|this|that|your)\b|\bwelcome (?:aboard|to the (?:team|project))\b"
    r"|\b(?:let's do (?:it|that|this)|go ahead (?:and|with)|count yourself in)\b|\bdeal[.!]"
)
_UNLESS = re.compile(
    r"\b(?:if|unless|until|till|before|once|when|whether|why|how|would|could|suppose|provided|assuming)\b"
)
_NOT = re.compile(r"\b(?:not|never|no|nobody|hardly|cannot|without|neither|nor)\b|n't\b")

# What is said by its sign alone, also by somebody who names no figures.
_FIXED = re.compile(r"\b(?:1:1s?|1-on-1s?|one-on-ones?|24/7|100 ?%|Q[1-4]|H[12])(?!\w)", re.I)

# Capitalised words that name nobody in a manager's mouth: months, departments, and what an office says in capitals.
_COMMON = frozenset(
    re.findall(
        r"\S+",
        "january february march april may june july august september october november december christmas easter legal "
        "finance marketing sales product engineering leadership support operations ops security compliance "
        "infrastructure platform data research design svp evp pm tpm etl gpu gpus slack jira python excel sql eta",
    )
)


def _sentence_end(text: str) -> int:
    """Return where the first complete sentence of `text` ends, or 0; a direction or bracket is never cut."""
    for found in _END.finditer(text):
        head = text[: found.end()]
        if _ABBREVIATION.search(head.rstrip()) or head.count("*") % 2 or head.count("[") > head.count("]"):
            continue
        if head.count("(") > head.count(")"):
            continue
        return found.end()
    return 0


def _concession(folded: str) -> str:
    """Return the words of a yes, unless they are denied in their clause or hang on a condition or a question."""
    if folded.rstrip("\"') ").endswith("?"):
        return ""
    for hit in _YES.finditer(folded):
        before = folded[: hit.start()]
        clause = re.split(r"[,;:]| - |\bbut\b", before)[-1]
        if not _UNLESS.search(before) and not _NOT.search(clause):
            return hit[0].strip()
    return ""


def _scene_text(session: Session) -> str:
    """Return every word that the manager may have from the scene and the brief."""
    scene = session.scenario.model_dump_json(exclude={"difficulty", "author"})
    return f"{scene} {session.brief.model_dump_json()}".replace("\\n", " ").replace('\\"', '"')


@lru_cache(maxsize=4)
def _said_in(text: str) -> Said:
    """Return what a scene says; it is asked for at every turn and takes 8 ms."""
    return Said(text)


def _prefix(scene: Scenario) -> re.Pattern[str]:
    """Match a speaker's name at the start of a turn, in bold or not."""
    name = scene.persona.name
    names = "|".join(map(re.escape, dict.fromkeys((name, name.split()[0], "Manager", "Your manager", "Me"))))
    return re.compile(rf"^\W*(?:{names})\s*(?:\([^)]*\))?\W*[:：]\W*", re.I)
