"""The offline manager: words each cue with the scenario's own lines."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Literal

from coach.domain.session import Session
from coach.domain.transcript import Cue, CueKind, Speaker
from coach.ports import Spoken


class ScriptedManager:
    """Speaks without a language model: the same session and cue always give the same words."""

    name: Literal["scripted", "llm"] = "scripted"

    async def words(self, session: Session, cue: Cue) -> AsyncIterator[Spoken]:
        """Yield the turn sentence by sentence; joined, the texts are the turn."""
        for sentence in re.findall(r"\S.*?(?:[.!?…]+[”\"')]*\s+|$)", line_for(session, cue), re.DOTALL):
            yield Spoken(text=sentence)


def line_for(session: Session, cue: Cue) -> str:
    """Return the scenario's words for `cue`, preferring those that this session has not heard yet."""
    said = " ".join(t.text for t in session.turns if t.speaker is Speaker.MANAGER)
    return " ".join(_unsaid(lines, cue.variant, said) for lines in _parts(session, cue))


def _unsaid(lines: tuple[str, ...], variant: int, said: str) -> str:
    start = variant % len(lines)
    turned = (*lines[start:], *lines[:start])
    return next((line for line in turned if line not in said), turned[0])


def _parts(session: Session, cue: Cue) -> Iterator[tuple[str, ...]]:
    """Yield what the turn is made of, in order, each part as its alternative lines."""
    scene, lines = session.scenario, session.scenario.manager
    if cue.settled:
        yield scene.objection(cue.settled).settled
    if cue.criterion:
        yield lines.reactions.to(cue.criterion)
    if cue.condition:
        yield lines.condition
    if cue.kind is CueKind.ACKNOWLEDGE:
        yield lines.acknowledge
    match cue.kind:
        case CueKind.OPEN:
            yield lines.opening
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
            yield lines.closings.at(cue.outcome)
