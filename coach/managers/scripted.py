"""The offline manager: words each cue with the scenario's own lines."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Literal

from coach.domain.ledger import CARRIED
from coach.domain.scenario import Style
from coach.domain.session import Session
from coach.domain.transcript import Cue, CueKind, Speaker
from coach.ports import OnWait, Spoken


class ScriptedManager:
    """Speaks without a language model: the same session and cue always give the same words."""

    name: Literal["scripted", "llm"] = "scripted"
    on_wait: OnWait | None = None
    """Never called: nobody is asked."""

    async def words(self, session: Session, cue: Cue) -> AsyncIterator[Spoken]:
        """Yield the turn sentence by sentence; joined, the texts are the turn."""
        for sentence in _sentences(line_for(session, cue)):
            yield Spoken(text=sentence)


def line_for(session: Session, cue: Cue, *, begun: bool = False) -> str:
    """Return the scenario's words for `cue`, preferring those that this session has not heard yet.

    Of a turn that has `begun`, only the move itself: what the last reply did has been taken in.
    """
    said = " ".join(t.text for t in session.turns if t.speaker is Speaker.MANAGER)
    parts = (list(_core(session, cue)) if begun else []) or list(_parts(session, cue))
    return " ".join(_unsaid(lines, cue.variant, said) for lines in parts if lines)


def _unsaid(lines: tuple[str, ...], variant: int, said: str) -> str:
    start = variant % len(lines)
    turned = (*lines[start:], *lines[:start])
    return next((line for line in turned if line not in said), turned[0])


def _sentences(text: str) -> list[str]:
    """Split a text after each sentence; joined, the pieces are the text."""
    return re.findall(r"\S.*?(?:[.!?…]+[”\"')]*\s+|$)", text, re.DOTALL)


def _without_questions(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is left of each line without its questions: who ends the talk asks nothing more."""
    plain = ("".join(s for s in _sentences(line) if not s.rstrip("”\"') \n").endswith("?")).strip() for line in lines)
    return tuple(line for line in plain if line)


def _parts(session: Session, cue: Cue) -> Iterator[tuple[str, ...]]:
    """Yield what the turn is made of, in order, each part as its alternative lines."""
    scene, lines = session.scenario, session.scenario.manager
    takes_in = scene.persona.takes_in
    if cue.interrupts:
        yield lines.interruption
    if cue.settled and takes_in:
        yield scene.objection(cue.settled).settled
    elif cue.answered and takes_in:
        yield scene.question(cue.answered).answered
    if cue.criterion:
        reactions = lines.reactions.to(cue.criterion)
        yield _without_questions(reactions) if cue.kind is CueKind.CLOSE else reactions
    if cue.condition:
        yield lines.condition
    if cue.kind is CueKind.ACKNOWLEDGE and takes_in:
        yield lines.acknowledge
    if scene.persona.style is Style.WARM and cue.kind is CueKind.OBJECT and not (cue.settled or cue.answered):
        yield lines.warmth
    yield from _core(session, cue)


def _core(session: Session, cue: Cue) -> Iterator[tuple[str, ...]]:
    """Yield the alternatives for the move itself."""
    scene, lines = session.scenario, session.scenario.manager
    match cue.kind:
        case CueKind.OPEN if cue.memory and lines.again:
            yield _opening(lines.again.of(cue.memory), promised(session)) or lines.opening
        case CueKind.OPEN:
            yield lines.opening
        case CueKind.PROBE if cue.contradiction:
            now, earlier = cue.contradiction.now, cue.contradiction.earlier
            yield _filled(lines.contradiction, earlier=earlier, now=now)
        case CueKind.PROBE if cue.strays:
            yield lines.strays
        case CueKind.PROBE if cue.question:
            yield scene.question(cue.question).lines
        case CueKind.PROBE:
            yield lines.probe
        case CueKind.OBJECT | CueKind.DEFER if cue.objection:
            yield scene.objection(cue.objection).lines_at(session.difficulty)
        case CueKind.PRESS | CueKind.ACKNOWLEDGE if cue.objection:
            yield scene.objection(cue.objection).press
        case CueKind.YIELD_IN_PART:
            yield lines.yield_in_part
        case CueKind.GRANT:
            yield lines.grant
        case CueKind.CLOSE if cue.outcome:
            promise = cue.promise or lines.promises.at(cue.outcome)
            slots = {"what": promise.what, "due": promise.due} if promise else {}
            yield _filled(lines.closings.at(cue.outcome), **slots)


def promised(session: Session) -> str:
    """Return what the manager said at the end of the meeting before that they would do, or nothing."""
    of = session.earlier.ledger.commitments if session.earlier else ()
    return next((c.what for c in reversed(of) if c.by is Speaker.MANAGER and c.seq != CARRIED), "")


def _opening(lines: tuple[str, ...], what: str) -> tuple[str, ...]:
    """Return the lines with which a later meeting can begin: none that tells of a promise where there was none."""
    return _filled(lines if what else tuple(line for line in lines if "{what}" not in line), what=what)


def _filled(lines: tuple[str, ...], **slots: str) -> tuple[str, ...]:
    """Fill the slots of each line; what fills them is never read for slots itself."""
    return tuple(re.sub(r"\{(\w+)\}", lambda found: slots.get(found[1], found[0]).strip(" ."), line) for line in lines)
