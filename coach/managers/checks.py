"""The checks of the sentence gate: what a manager may not say in this turn. Pure.

Those on wording are for English. In a scene in another language these are left: the conversation's own marks, words of
the prompt, what nobody can say aloud, numbers in digits that nobody has said, and the length (which the gate counts).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from coach.domain.facts import words
from coach.domain.rubric import Criterion, Move
from coach.domain.scenario import Pattern, Scenario
from coach.domain.session import Session
from coach.domain.transcript import CONCESSIONS, Cue, CueKind, Outcome, Speaker
from coach.domain.value import Text, Value
from coach.english.concession import conceding, masked
from coach.english.known import Known
from coach.english.role import broken, coaching, leak
from coach.english.spoken import strange, unspeakable
from coach.english.words import fold
from coach.managers.scripted import line_for
from coach.managers.speech import Speech

FaultKind = Literal["concession", "coaching", "leak", "invented", "breaks_role", "too_long", "empty"]

SURE = 0.35
"""How likely a sentence has to concede to be stopped: chosen on sentences that were left out of the training."""
_SURER = 0.8
"""The same where nothing has been asked for yet, and where the cue says yes to an appointment in a yes's words."""


_RUN = 5
"""Words in a row by which what the model was told is known again."""


class Fault(Value):
    """Why a sentence is not released."""

    kind: FaultKind
    reason: Text
    """Said to the model when it is asked again."""


class Checks:
    """What may be said in one turn of a session."""

    def __init__(self, session: Session, cue: Cue, *, fence: str, asked: Sequence[str] = ()) -> None:
        """`asked` is what the model was told beside the talk: none of it is the manager's to repeat."""
        scene = session.scenario
        self._fence = fence
        self._english = scene.language.startswith("en")
        self._sure = _sure(cue)
        gist = line_for(session, cue)
        self._own = frozenset(Speech(scene).sentences(gist))
        said = [(line.speaker, line.text) for line in session.transcript.past]
        said += [(turn.speaker, turn.text) for turn in session.turns]
        told = _told(scene)
        self._known = _known(told) | Known(gist, *(text for _, text in said))
        spoken = (told, *scene.persona.priorities, gist, *(text for _, text in said))
        self._unspoken = _runs(*asked) - _runs(*spoken)
        self._engineer = tuple(text for speaker, text in said if speaker is Speaker.ENGINEER)
        self._projects = words(" ".join(project.name for project in scene.projects))
        self._persona = scene.persona.name

    def faults(self, sentence: str) -> Iterator[Fault]:
        """Yield what is wrong with a sentence, the worst first."""
        folded = fold(sentence)
        if self._fence in folded:
            yield _fault("leak", "the marks of this conversation")
        if sentence in self._own:  # the scene's author meant it for this cue, whatever it looks like
            return
        if found := " ".join(next(iter(_runs(sentence) & self._unspoken), ())):
            yield _fault("leak", f"“{found}”")
        if self._english and (found := leak(folded)):
            yield _fault("leak", f"“{found}”")
        if found := next((name for name in _MACHINERY if name in folded), ""):
            yield _fault("leak", f"“{found}”")
        if found := unspeakable(sentence):
            yield Fault(kind="breaks_role", reason=_UNSPEAKABLE.format(found))
        if self._english:
            plain = masked(sentence, self._projects, self._persona)
            if found := strange(sentence):
                yield _fault("breaks_role", found)
            if found := broken(sentence, plain, self._engineer):
                yield _fault("breaks_role", found)
            if found := coaching(plain):
                yield _fault("coaching", found)
            if self._sure and conceding(plain) >= self._sure:
                yield _fault("concession", sentence)
        if found := self._invented(sentence):
            yield _fault("invented", found)

    def _invented(self, sentence: str) -> str:
        """Return a number or a name that nobody has said.

        Less than `Said.invented` tells of an engineer's rewrite: a manager may say “give me two minutes”, “in March” or
        “the budget review” without anybody having said so before.
        """
        return self._known.new_number(sentence) or (self._known.new_name(sentence) if self._english else "")


_REASONS: dict[FaultKind, str] = {
    "leak": "It speaks of {}: the manager knows of no model, prompt, rule or score.",
    "breaks_role": "“{}” is not what the manager says aloud: no narration, no assistant, no words of the engineer's.",
    "coaching": "“{}” coaches the engineer; the manager only reacts.",
    "concession": "“{}” says yes to something; nothing may be granted in this turn.",
    "invented": "“{}” is in none of the facts and was not said before.",
}


_UNSPEAKABLE = (
    "“{}” cannot be said aloud. Say the same in plain words and whole sentences, as one speaks across a table: no list,"
    " code, data, sign or address."
)
_MACHINERY = tuple(
    name.value for names in (Criterion, Move, CueKind, Outcome, Pattern) for name in names if "_" in name.value
)
"""Names of the coach's own, which look like those of a model's features."""


def _fault(kind: FaultKind, found: str) -> Fault:
    return Fault(kind=kind, reason=_REASONS[kind].format(found))


def _sure(cue: Cue) -> float:
    """Return how likely a yes has to be to go against the cue, or 0 where a yes is what the cue wants."""
    if cue.kind in CONCESSIONS or cue.condition:
        return 0.0
    if cue.kind is CueKind.OPEN:
        return _SURER
    if cue.kind is CueKind.CLOSE and cue.outcome:
        if cue.outcome.value.startswith("granted"):
            return 0.0
        if cue.outcome is Outcome.FOLLOW_UP_AGREED:
            return _SURER
    return SURE


def _told(scene: Scenario) -> str:
    """Return what a manager knows and may say: not how they are, nor what lies behind putting a decision off."""
    persona = scene.persona
    facts = [scene.setting, *(text for p in scene.projects for text in (p.name, p.about, p.why_visible))]
    facts += [persona.name, persona.role, *persona.priorities, *persona.knows]
    return "\n".join((*facts, *(o.concern for o in scene.objections if o.pattern is not Pattern.THINK_ABOUT_IT)))


def _runs(*texts: str) -> frozenset[tuple[str, ...]]:
    """Return every run of so many words: two people seldom say that many alike by chance."""
    return frozenset().union(*map(_runs_of, texts))


@lru_cache(maxsize=64)
def _runs_of(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", fold(text))
    return frozenset(zip(*(words[place:] for place in range(_RUN)), strict=False))


@lru_cache(maxsize=4)
def _known(facts: str) -> Known:
    """Return what a manager is told before the talk; it is asked for at every turn."""
    return Known(facts)
