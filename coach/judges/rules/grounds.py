"""What a rewrite can stand on: the project that is meant, the manager's concern, a date, and what the brief holds."""

import re
from functools import cached_property

from coach.domain.brief import Opportunity, PastProject, ValueProposition
from coach.domain.facts import FUNCTION_WORDS, PLAIN_WORDS, PROJECT_NOUNS, share
from coach.domain.rewriting import Occasion
from coach.domain.scenario import Pattern
from coach.domain.transcript import Speaker
from coach.english.lines import hear
from coach.english.words import classes, fold, tokens

# A team can be joined as a project can.
_HEADS = f"{PROJECT_NOUNS}|team|squad|work"
_GENERIC = FUNCTION_WORDS | PLAIN_WORDS | frozenset(_HEADS.split("|"))
_NAMED = re.compile(rf"\b(?:the|our) ((?:[A-Za-z][\w&/'-]* ){{1,3}})({_HEADS})s?\b")

# What a manager's people are busy with, and of it what has an end after which one can talk again.
_EVENTS = (
    "migration|release|launch|rollout|cutover|deadline|audit|freeze|go-live|upgrade|refactor|holidays|holiday season"
    "|planning round|budget round|planning|review|sprint|quarter|certification|tender|rebuild"
)
_BUSY = f"{_EVENTS}|backlog|incident|roadmap"
# What no noun phrase holds between its article and its noun: another article, a pronoun, a preposition, a verb.
_BREAKING_WORDS = """
    the our my your their his her its this that these those a an next i we you they he she it who which what where when
    there here and or but so because if than as of for to in on at by with from into before after until till during
    about am is are was were be been being has have had having do does did doing done will would can cannot could must
    should shall may might come comes came coming go goes going need needs needed want wants take takes taking make
    makes making get gets getting give gives giving keep keeps keeping run runs ran finish finishes finished finishing
    burn burns bring brings ask asks see sees say says mean means start starts end ends eat eats hold holds lead leads
    win wins wait waits not just still now then also
"""
_BETWEEN = (
    rf"(?:(?!(?:{'|'.join(_BREAKING_WORDS.split())})\b(?!['’-]\w)|(?:{_BUSY})\b(?!['’-]\w))"
    r"(?!\w+(?:['’](?:re|ve|d|ll|m)|n['’]t)\b|(?:it|that|what|there|here|he|she|who|where)['’]s\b)[\w'’-]+ ){0,3}"
)
_MATTER = re.compile(
    rf"\b((?:the|our|my|this) (?:next )?{_BETWEEN}(?:{_BUSY})|next (?:quarter|sprint))\b(?!['’-]\w)", re.I
)
_PRONOUNS = re.compile(r"\b(?:you|yours|you're|you've|you'd|you'll|me|mine|us|him|her)\b", re.I)
_STARTERS = re.compile(
    r"^(?:(?:but|and|so|also|still|then|well|okay|ok|yes|no|look|honestly|frankly|however|because|since|that|right now"
    r"|at the moment|at present|for now|(?:the|my) (?:snag|trouble|problem|thing|worry) is(?: that)?|i'll be blunt"
    r"|to be honest|to be fair|as i said|i hear you|i know|i'm (?:afraid|worried)(?: that)?|i (?:fear|worry)(?: that)?"
    r"|unfortunately|the truth is)[,:]?\s+)+",
    re.I,
)
_CONCERN_WORDS = """
    constraint_capacity constraint_experience constraint_money constraint_people constraint_risk constraint_time
    scarcity_state priorities_first
"""
_CONCERN = frozenset(_CONCERN_WORDS.split())
_SAID_BACK = re.compile(
    r"^(?:i|i'd|i'm|i've|we|we'd|we're|we've|there's|there is|there are|there isn't|there aren't|they|they're|it|it's"
    r"|nobody|no one|nothing|the|those|these|both|our|my|your|this|[a-z]+ (?:is|has|are|have|comes|needs))\b",
    re.I,
)
_VERB = re.compile(
    r"\b(?:is|are|was|has|have|had|isn't|aren't|comes?|needs?|must|can't|cannot|don't|doesn't|won't|would|will|burns?"
    r"|prioriti[sz]e|staff|launch(?:es)?|slows?|costs?|takes?)\b|'(?:s|re|d|ve)\b",
    re.I,
)
_DATED = re.compile(
    rf"\b(?:after|once|until|till) (?:(?:the|our|this) (?:next )?{_BETWEEN}(?:{_EVENTS})|next (?:quarter|sprint))"
    r"\b(?!['’-]\w)",
    re.I,
)
_DAY = re.compile(r"\bthe \d{1,2}(?:st|nd|rd|th)\b")
_NEXT = re.compile(r"\bnext (?:month|quarter|sprint|week)\b", re.I)

# What stands in the way where no clause of the manager's can be said back: the pattern, its sign, and how it is put.
_WHAT_STANDS = (
    (
        Pattern.THINK_ABOUT_IT,
        re.compile(r"think|time with|turn it over|leave it with", re.I),
        "you need time to think about it",
    ),
    (Pattern.PROJECTS_FULL, re.compile(r"\bfull\b|no room|no seat|no slot|staffed", re.I), "the team is full"),
    (Pattern.WHO_COVERS_CURRENT_WORK, re.compile(r"\bwho\b|cover", re.I), "my current work has to stay covered"),
    (Pattern.BUDGET, re.compile(r"budget|money|cost|fund", re.I), "the budget is tight"),
    (Pattern.RISK_OF_VISIBILITY, re.compile(r"risk|wrong|fail|mistake", re.I), "there's a risk in it"),
    (Pattern.FAIRNESS_TO_OTHERS, re.compile(r"fair|others|turn", re.I), "you have to be fair to the others"),
    (Pattern.SEND_IN_WRITING, re.compile(r"writ|mail|paper", re.I), "you'd like to have it in writing"),
)
_NOT_YET = re.compile(
    r"\bnot (this (?:week|month|quarter|year)|now|yet|before [\w ]{3,30}|until [\w ]{3,30})(?=[.,;!]|$)", re.I
)


class Grounds:
    """Everything that is known on one occasion, in phrases that fit into a sentence; empty where it is not known."""

    def __init__(self, occasion: Occasion) -> None:
        self.brief = occasion.brief
        self._reply = occasion.reply.text
        lines = occasion.reply.context
        self._manager = [line.text for line in lines if line.speaker is Speaker.MANAGER]
        self._engineer = [line.text for line in lines if line.speaker is Speaker.ENGINEER]
        self.answered = self._manager[-1] if self._manager else ""

    @cached_property
    def project(self) -> str:
        """The project that the engineer is after, as they call it: named here, earlier, or else in their brief."""
        for text in (self._reply, *reversed(self._engineer), *reversed(self._manager)):
            if named := self._named_in(text):
                return named
        return _the(self.brief.opportunities[0].name) if self.brief.opportunities else ""

    @cached_property
    def opportunity(self) -> Opportunity | None:
        """The brief's entry on that project."""
        return max(
            (o for o in self.brief.opportunities if share(o.name, self.project)),
            key=lambda o: share(o.name, self.project),
            default=None,
        )

    @cached_property
    def concern(self) -> str:
        """What the manager has just said stands in the way, in their words, as it follows “I understand that”."""
        said = [(c, _weight(c)) for clause in _clauses(self.answered) if (c := _said_back(clause))]
        best, weight = max(said, key=lambda s: s[1], default=("", 0))
        if weight:
            return best
        pattern = hear(self.answered).pattern
        if pattern is Pattern.IMMEDIATE_PRIORITIES and self.matter:
            return f"{self.matter} comes first"
        if pattern and (found := _NOT_YET.search(self.answered)):
            return (
                f"it can't be {found[1].lower()}"
                if found[1].lower().startswith("this")
                else f"it's not possible {found[1]}"
            )
        return next((said for of, sign, said in _WHAT_STANDS if of is pattern and sign.search(self.answered)), "")

    @cached_property
    def matter(self) -> str:
        """What the manager's people are busy with, as they call it: “the March release”."""
        for line in reversed(self._manager):
            for found in _MATTER.finditer(line):
                phrase = _turned(found[1])
                if not share(phrase, self.project) and len(phrase.split()) > 1:
                    return phrase[0].lower() + phrase[1:]
        return ""

    @cached_property
    def when(self) -> str:
        """When to talk again: a time that the manager has named, else next week (a proposal claims nothing)."""
        for line in reversed(self._manager):
            if found := _DATED.search(line):
                return re.sub(
                    r"^(?:once|until|till)",
                    "after",
                    _turned(found[0].lower() if found[0].isupper() else found[0]),
                    flags=re.I,
                ).lower()
            if found := _DAY.search(line):
                return f"after {found[0]}"
            if found := _NEXT.search(line):
                return found[0].lower()
        return "next week"

    @cached_property
    def proposition(self) -> ValueProposition | None:
        """The brief's value proposition for the project that is meant, or its first one where the brief knows it.

        None for a project that the brief does not know: what helps on one says nothing of another.
        """
        of = self.brief.value_propositions
        fits = [v for v in of if share(f"{v.project_goal} {v.technique}", self.project)]
        if fits:
            return max(fits, key=lambda v: share(v.project_goal, self.project))
        return of[0] if of and (self.opportunity or not self.project) else None

    @cached_property
    def result(self) -> PastProject | None:
        """A past project with a number: one that the reply speaks of, else the first."""
        of = [p for p in self.brief.projects if p.metric and p.before and p.after]
        return max(of, key=lambda p: share(p.name, self._reply), default=None)

    def _named_in(self, text: str) -> str:
        fits = [o.name for o in self.brief.opportunities if share(o.name, text)]
        own = [found for found in _NAMED.finditer(text) if self._names(found[1])]
        for found in own:
            if not fits or any(share(name, found[0]) for name in fits):
                return found[0]
        return _the(max(fits, key=lambda name: share(name, text))) if fits else ""

    def _names(self, words: str) -> bool:
        """Whether the words before “project” name one, and none that is done or in the way."""
        past = " ".join(p.name for p in self.brief.projects)
        naming = [w for w in words.lower().split() if w not in _GENERIC]
        busy = re.compile(rf"\b(?:{_BUSY})\b")
        return len(naming) == len(words.split()) and not share(words, past) and not busy.search(words)


def _the(name: str) -> str:
    """Return a project's name with its article, unless it is a proper name."""
    first, *rest = name.split()
    if first.lower() in ("the", "our", "a", "an", "project", "operation"):
        return name
    proper = all(w[:1].isupper() for w in (first, *rest))
    return name if proper and len(rest) == 0 else f"the {name}"


_PARTS = re.compile(
    r"(?<=[.!?;:])\s+|\s[–—-]\s|;|,?\s+\b(?:but|so that|because|although|though)\b\s+"
    r"|,?\s+and (?=(?:i|we|see|that|right|part|at|it|the|our)\b)|,\s+(?=(?:i|we|you|they|she|he|it|nobody)\b)",
    re.I,
)
_WHICH = re.compile(rf"\b((?:the|our) {_BETWEEN}(?:{_BUSY})), which ([^.!?;]+)", re.I)


def _clauses(line: str) -> list[str]:
    clauses: list[str] = []
    for part in _PARTS.split(line):
        clauses += [part, *(f"{found[1]} {found[2]}" for found in _WHICH.finditer(part)), *part.split(", ")]
    return clauses


def _said_back(clause: str) -> str:
    """Return a clause of the manager's as the engineer says it back, or an empty text where that goes wrong."""
    text = _STARTERS.sub("", " ".join(clause.split()).strip(" .!,;:…"))
    if clause.rstrip().endswith("?") or _PRONOUNS.search(text) or not 3 <= len(text.split()) <= 13:
        return ""
    if (
        not _SAID_BACK.match(text)
        or not _VERB.search(text)
        or re.search(r"\b(?:which|let me|fair enough|interesting)\b", text, re.I)
    ):
        return ""
    text = re.sub(r",? (?:though|too|either|anyway|you know)$", "", re.sub(r"^(we|i) also\b", r"\1", text, flags=re.I))
    turned = _turned(text)
    return turned if turned.startswith(("I ", "I'")) else turned[0].lower() + turned[1:]


def _turned(text: str) -> str:
    """Return the manager's words with the manager as “you”."""
    swaps = {
        "i": "you",
        "i'm": "you're",
        "i'd": "you'd",
        "i've": "you've",
        "i'll": "you'll",
        "my": "your",
        "your": "my",
        "am": "are",
    }
    return re.sub(
        r"\b(?:I'm|I'd|I've|I'll|I|my|your|am)\b(?!')",
        lambda m: swaps[m[0].lower()],
        text.replace("’", "'"),
        flags=re.I,
    )


_STANDS = re.compile(
    r"\b(?:full|first|due|prioriti[sz]e|priorit(?:y|ies)|busy|behind|short of|freeze|frozen|fair to|risky?"
    r"|worr(?:y|ied)|empty chair|no (?:room|headcount|budget|money|capacity|slack|seat|chair))\b",
    re.I,
)
_BOUND = re.compile(r"\b(?:have to|need to|must|can't|cannot|has to)\b")


def _weight(clause: str) -> int:
    """Return how much a clause says of what stands in the way; 0 for anything else."""
    named = {entry.name for entry in classes(tokens(fold(clause)))}
    return 2 * len(named & _CONCERN) + 2 * bool(_STANDS.search(clause)) + bool(_BOUND.search(clause))
