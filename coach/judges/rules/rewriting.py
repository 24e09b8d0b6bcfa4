"""Rewrites without a language model: the engineer's own clauses, what harms cut or softened, what is missing added.

Nothing is made up: what is added comes from the brief, from the talk so far, or offers what costs nothing to keep (a
recap, another talk). Where nothing of the engineer's own would be left, there is no draft: it would be a reply of the
coach's. Which draft is shown, if any, is for the judge and the gate to say.
"""

import re
from collections.abc import Iterator
from itertools import product
from typing import Literal, NamedTuple

from coach.domain.facts import share, words
from coach.domain.judgement import Verdict
from coach.domain.rewriting import Occasion
from coach.domain.rubric import Criterion, Move, Rule
from coach.domain.scenario import Pattern
from coach.english.language import foreign
from coach.english.lines import hear
from coach.english.words import classes, fold, tokens
from coach.judges.rules.clauses import sentences
from coach.judges.rules.grounds import Grounds
from coach.judges.rules.sheet import Sheet

MOST_DRAFTS = 32
"""Drafts of one reply at most; each is judged, at some 2 ms."""

_ROOM = 35
"""Words by which a draft may be longer than its reply."""

_LEAST_ROOM = 50
"""Words that a draft may always have."""

LONGEST = 150
"""Words of a reply that is rewritten at most: beyond that it is no matter of a clause or two."""

_CASE = frozenset((Criterion.PROACTIVE_NOT_REACTIVE, Criterion.VALUE_NOT_EGO, Criterion.EXECUTIVE_PERSPECTIVE))
_RESPECT, _PATIENT = Criterion.RESPECT_HIERARCHY, Criterion.PATIENT_PERSISTENT
_COURTESIES = frozenset(("thanks", "greeting_closing", "agreement_filler", "yes_words"))
_OPENS = frozenset(("thanks", "greeting_closing", "agreement_filler", "good_grace"))
_BARE = re.compile(r"(?:ok(?:ay)?,? )?(?:i (?:understand|get it|hear you|see)|understood|got it|fine|noted)\W*$", re.I)


class Part(NamedTuple):
    """Words that may be added, and the rules that they are meant for."""

    text: str = ""
    serves: frozenset[Criterion] = frozenset()


class OfflineRewriter:
    """Builds drafts from clauses; the same reply gives the same drafts."""

    name: Literal["rules", "llm"] = "rules"

    async def drafts(self, occasion: Occasion) -> tuple[str, ...]:
        """Return ways to say a reply better, those first that mend most; none where nothing can be built."""
        return tuple(drafts(occasion))


def drafts(occasion: Occasion) -> list[str]:
    """Return what `OfflineRewriter` offers."""
    text = occasion.reply.text
    if foreign(text) or len(text.split()) > LONGEST:
        return []
    builder = _Builder(occasion)
    most = max(_LEAST_ROOM, len(text.split()) + _ROOM)
    made: dict[str, int] = {}
    for core, front, point, close in product(builder.cores(), builder.fronts(), builder.points(), builder.closes()):
        draft = builder.join(core, front, point, close)
        fits = 3 <= len(draft.split()) <= most and draft != text and builder.carries(core, draft)
        if fits and (not point.text or point != close):
            mends = len((front.serves | point.serves | close.serves) & builder.wanting)
            made[draft] = max(mends, made.get(draft, 0))
    return sorted(made, key=lambda draft: (-made[draft], len(draft)))[:MOST_DRAFTS]


class _Builder:
    """The parts of which the drafts of one reply are made."""

    def __init__(self, occasion: Occasion) -> None:
        self._judgement = judgement = occasion.judgement
        self.wanting = frozenset(
            c for c in (occasion.criterion, *occasion.called) if judgement.finding(c).verdict is not Verdict.MET
        )
        """The rules that the reply violates or misses."""
        violated = [f.rule for f in judgement.violations]
        harm = [e for f in judgement.violations for e in f.evidence]
        claims = Criterion.DOCUMENT_EVERYTHING in violated  # a claim of what was agreed is false as a whole
        self._sentences = sentences(Sheet(occasion.reply), harm, whole=claims)
        self._grounds = Grounds(occasion)
        self._named = self._grounds.project if share(self._grounds.project, occasion.reply.text) else ""
        self._ask = ""
        self._left = " ".join(s.kept if s.struck else s.text for s in self._sentences)
        letters = [c for c in occasion.reply.text if c.isalpha()]
        self._small = bool(letters) and not any(c.isupper() for c in letters)
        self._violated = bool(violated)
        self._formal = len(letters) > 60 and not re.search(r"\w['’](?:s|d|m|ll|re|ve|t)\b", occasion.reply.text)

    def cores(self) -> list[tuple[str, ...]]:
        """Return what may become of the reply's own sentences: its harm put as a wish, asked instead, or cut."""
        if not any(s.struck for s in self._sentences):
            return [tuple(s.text for s in self._sentences)]
        project, matter = self._grounds.project, self._grounds.matter
        after = f", after {matter}," if matter else ""
        if _PATIENT in self.wanting and hear(self._grounds.answered).pattern is Pattern.THINK_ABOUT_IT:
            ask = f"Could we come back to {project or 'it'} {self._grounds.when}?"
        else:
            ask = f"Could we look{after} at how I could help on {project}?" if project else ""
        self._ask = self._voiced(ask)
        wishes = next((w for s in self._sentences if s.struck and (w := s.wish)), "")
        return list(dict.fromkeys(self._core(instead) for instead in (wishes, ask, "")))

    def carries(self, core: tuple[str, ...], draft: str) -> bool:
        """Whether anything of the engineer's own is left: a clause that says something, or the project they named."""
        return any(_says(part) for part in core if part != self._ask) or share(self._named, draft) > 0

    def fronts(self) -> Iterator[Part]:
        """Yield what may be said of the manager's concern, said back, and of whose call it is."""
        yields = _RESPECT in self.wanting
        concern = self._grounds.concern
        if concern and not self._has(Move.ACKNOWLEDGES_CONSTRAINT):
            if yields:
                yield Part(f"I understand that {concern}, and it's your call.", frozenset((_RESPECT, _PATIENT)))
            yield Part(f"I understand that {concern}.", frozenset((_PATIENT,)))
        elif yields:
            yield Part("Whether it fits now is your call.", frozenset((_RESPECT,)))
        yield Part()

    def points(self) -> Iterator[Part]:
        """Yield what may be added to the case: what the engineer would do and what comes of it, or has come of it."""
        asked = hear(self._grounds.answered).pattern
        if self.wanting & _CASE and not self._has(Move.VALUE_PROPOSITION):
            yield from (Part(text, _CASE) for text in self._value())
        if asked in (Pattern.WHY_YOU, Pattern.NOT_ENOUGH_EXPERIENCE) or Criterion.EXECUTIVE_PERSPECTIVE in self.wanting:
            yield from (Part(text, frozenset((Criterion.EXECUTIVE_PERSPECTIVE,))) for text in self._past())
        if Criterion.PROACTIVE_NOT_REACTIVE in self.wanting:
            yield from self._smaller()
        yield Part()

    def closes(self) -> Iterator[Part]:
        """Yield what may be said last: a record of the talk, another talk, a smaller way in."""
        project = self._grounds.project
        if Criterion.DOCUMENT_EVERYTHING in self.wanting:
            about = f" about {project}" if project else ""
            yield Part(
                f"I'll send you a short recap of what we said{about} today.",
                frozenset((Criterion.DOCUMENT_EVERYTHING,)),
            )
        if _PATIENT in self.wanting:
            if not self._has(Move.ASKS_TIMED_FOLLOW_UP):
                yield Part(f"Could we come back to {project or 'it'} {self._grounds.when}?", frozenset((_PATIENT,)))
            yield from self._smaller()
        yield Part()

    def join(self, core: tuple[str, ...], front: Part, point: Part, close: Part) -> str:
        """Return one draft: thanks and the like, the concern, the engineer's own words, the case, the end."""
        if not core and not point.text and not close.text:
            return ""  # a concern said back, and nothing with it, leads nowhere
        own = [text for text in core if not (front.text.startswith("I understand") and _BARE.match(text))]
        lead = 0
        while lead < len(own) and self._opens(own[lead]):
            lead += 1
        first, own = own[:lead], own[lead:]
        asks = [own.pop()] if own and own[-1].endswith("?") else []
        if asks and close.text.endswith("?"):
            return ""
        if point.text.startswith("That could"):
            place = max(range(len(own)), key=lambda n: share(self._technique, own[n]), default=-1) + 1
            own.insert(place, self._voiced(point.text))
            point = Part()
        its_call = front.text if front.text.startswith("Whether") else ""
        ahead = "" if its_call else front.text
        added = [self._voiced(text) for text in (ahead, point.text, its_call, close.text)]
        said: list[str] = []
        named = self._voiced(self._grounds.project)
        for part in filter(None, (*first, added[0], *own, *added[1:3], *asks, added[3])):
            goes_on = bool(said) and said[-1].endswith(";") and part[0].islower()
            if said and not goes_on:
                said[-1] = _closed(said[-1])
            if part in (*added, self._ask) and named and named in " ".join(said[-2:]):
                part = _unnamed(part, named)  # what has just been named is not named again
            said.append(part if goes_on or self._small else part[0].upper() + part[1:])
        return _closed(" ".join(said)) if said else ""

    @property
    def _technique(self) -> str:
        return self._grounds.proposition.technique if self._grounds.proposition else ""

    def _opens(self, text: str) -> bool:
        """Whether a sentence of the reply only opens it."""
        own = next((s for s in self._sentences if s.text == text), None)
        return own is not None and bool(_OPENS & own.named) and len(text.split()) <= 10 and not own.struck

    def _core(self, instead: str) -> tuple[str, ...]:
        """Return the reply's sentences, with `instead` in the place of the first that has to go."""
        core: list[str] = []
        for one in self._sentences:
            if one.struck:
                core += [self._voiced(part) for part in (instead, one.kept) if part]
                instead = ""
            else:
                core.append(self._voiced(one.wish) if self._violated and one.wish else one.text)
        return tuple(core)

    def _value(self) -> Iterator[str]:
        of = self._grounds.proposition
        project = self._grounds.project
        if of is None:
            opportunity = self._grounds.opportunity
            reason = opportunity.strategic.strip(" .") if opportunity else ""
            if reason and "." not in reason and len(reason.split()) <= 16:
                yield f"{reason}, and I'd like to help with that."
            return
        technique, goal, result = (_phrase(t) for t in (of.technique, of.project_goal, of.result))
        short = result.split(",")[0]
        means = [f"could {r}" if _DOES.match(r) else f"could mean {r}" for r in dict.fromkeys((result, short))]
        if share(technique, self._left) and self._has(Criterion.PROACTIVE_NOT_REACTIVE):
            yield from (f"That {m}." for m in means)
            return
        where = f"On {project} I could" if project else "I could"
        does = technique if _DOES.match(technique) else f"start with {technique}"
        yield from (f"{where} {does}, which {m}." for m in means)
        if _AIM.match(goal) and not _DOES.match(technique) and "," not in technique:
            yield f"With {technique} I could work towards {goal}, which {means[-1]}."

    def _past(self) -> Iterator[str]:
        past = self._grounds.result
        if past is None or self._has(Move.QUANTIFIES_PAST):
            return
        name = past.name if past.name.lower().startswith(("the ", "our ")) else f"the {past.name}"
        percent = past.unit == "%"
        change = (
            f"from {past.before}{'%' if percent else ''} to {past.after}{'%' if percent else f' {past.unit}'.rstrip()}"
        )
        worth = re.match(r"(?:about|some|around|\d|[€$£])", past.business_effect)
        yield f"On {name} I brought {_phrase(past.metric)} {change}{f', {past.business_effect}' if worth else ''}."

    def _smaller(self) -> Iterator[Part]:
        project = self._grounds.project
        if project and not self._has(Move.OFFERS_ALTERNATIVE):
            text = f"I could start small on {project}, a few hours a week next to my current work."
            yield Part(text, frozenset((_PATIENT, Criterion.PROACTIVE_NOT_REACTIVE)))

    def _has(self, rule: Rule) -> bool:
        """Whether what is left of the reply still shows a rule that was met or a move that was made."""
        finding = self._judgement.finding(rule)
        return finding.verdict is Verdict.MET and any(e.quote.strip(" .,") in self._left for e in finding.evidence)

    def _voiced(self, text: str) -> str:
        """Return added words in the engineer's manner: without capitals, or without contractions, as they write."""
        if self._formal:
            text = _SHORT.sub(lambda found: _LONG[found[0]], text)
        return text.lower() if self._small else text


def _says(text: str) -> bool:
    """Whether a text says more than yes, thanks, good day or that it has been heard."""
    found = tokens(fold(text))
    polite = {at for entry in classes(found) if entry.name in _COURTESIES for at in range(entry.start, entry.end)}
    return not _BARE.match(text) and bool(words(" ".join(w for at, w in enumerate(found) if at not in polite)))


_LONG = {
    "I'd": "I would",
    "I'll": "I will",
    "it's": "it is",
    "there's": "there is",
    "can't": "cannot",
    "you'd": "you would",
}
_SHORT = re.compile(r"\b(?:" + "|".join(_LONG) + r")\b")
_DOES = re.compile(
    r"(?:add|apply|automate|avoid|bring|build|catch|create|cut|deliver|detect|develop|double|find|free|get|halve|help"
    r"|improve|increase|introduce|keep|lower|make|monitor|move|predict|prevent|raise|reduce|replace|run|save|set|ship"
    r"|shorten|speed|stop|train|use|win|write)\b(?! (?:of|for|in)\b)",
    re.I,
)
_AIM = re.compile(r"(?:an?|the|our|fewer|less|lower|higher|better|faster|shorter|more|one|no|\w+ing)\b", re.I)


def _unnamed(part: str, project: str) -> str:
    """Return words with “there” and “it” in the place of a project that has just been named."""
    part = re.sub(rf"^(o)n {re.escape(project)} (I could start)", r"\2 there", part, flags=re.I)
    part = re.sub(
        rf"^(O|o)n {re.escape(project)} (?=I could)", lambda m: "There " if m[1] == "O" else "there ", part, flags=re.I
    )
    part = part.replace(f" small on {project}", " small")
    return part.replace(f" on {project}", " there").replace(f" to {project}", " to it").replace(f" about {project}", "")


def _closed(text: str) -> str:
    return text if re.search(r"[.!?…][\"'”’)]*$", text) else f"{text.rstrip(' ,;:')}."


def _phrase(text: str) -> str:
    """Return a text of the brief as it stands within a sentence."""
    text = " ".join(text.split()).strip(" .;,")
    return text[:1].lower() + text[1:] if re.match(r"(?:[A-Z][a-z]+|A|An)\b", text) else text
