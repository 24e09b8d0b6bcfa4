"""The manager who speaks through a language model: it words the cue, and the gate lets the words out."""

import re
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from typing import Literal, Protocol

from coach.chat import Message
from coach.domain.facts import words
from coach.domain.scenario import Pattern, Scenario
from coach.domain.session import Session
from coach.domain.transcript import CONCESSIONS, Contradiction, Cue, CueKind, Speaker
from coach.errors import ModelError
from coach.library.prompt import Prompt, read_prompt
from coach.managers.checks import Fault
from coach.managers.gate import Gate
from coach.managers.scripted import line_for, promised
from coach.managers.speech import Speech
from coach.ports import OnWait, Spoken


class Streaming(Protocol):
    """What this manager needs of a `coach.chat.Chat`."""

    def stream(self, messages: Sequence[Message], on_wait: OnWait | None = None) -> AsyncGenerator[str, None]:
        """Yield an answer's text as it comes."""
        ...


class LlmManager:
    """Words each cue through a language model, sentence by sentence, and never says what the cue does not allow."""

    name: Literal["scripted", "llm"] = "llm"

    def __init__(self, chat: Streaming, *, manager: Prompt | None = None, cue: Prompt | None = None) -> None:
        self.on_wait: OnWait | None = None
        self._chat = chat
        self._manager = manager or read_prompt("manager")
        self._cue = cue or read_prompt("cue")
        # Nobody can know it, so nobody can close it; one for all turns, so that the server's prompt cache holds.
        self._fence = f"said-{secrets.token_hex(6)}"

    async def words(self, session: Session, cue: Cue) -> AsyncIterator[Spoken]:
        """Yield the turn sentence by sentence; joined, the texts are the turn.

        Raises `ModelError` only before the first sentence. A fault in the words before it is answered by asking once
        more; after that, or later in the turn, the scenario's own line for the cue brings the turn to an end.
        """
        system, direction = self._system(session), self._direction(session, cue)
        messages = self._messages(session, system, direction)
        for last_try in (False, True):
            gate = Gate(session, cue, fence=self._fence, asked=(system, direction))
            said: list[str] = []
            try:
                async with aclosing(self._chat.stream(messages, self.on_wait)) as pieces:
                    async for piece in pieces:
                        said.append(piece)
                        for sentence in gate.feed(piece):
                            yield Spoken(text=sentence)
                        if gate.fault:
                            break
                for sentence in gate.finish():
                    yield Spoken(text=sentence)
            except ModelError as error:
                if not gate.released:
                    raise
                yield _own_words(session, cue, str(error), after=True)
                return
            if gate.fault is None:
                if unsaid := _unsaid_promise(session, cue, "".join(said)):
                    yield Spoken(text=f" {unsaid}")
                return
            if gate.released or last_try:
                yield _own_words(session, cue, _NOTES[gate.fault.kind], after=gate.released)
                return
            messages = (*messages, *_again("".join(said), gate.fault))

    def _system(self, session: Session) -> str:
        scene = session.scenario
        return self._manager.render(
            persona=scene.persona,
            setting=scene.setting,
            projects=scene.projects,
            language=scene.language,
            fence=self._fence,
        )

    def _messages(self, session: Session, system: str, direction: str) -> tuple[Message, ...]:
        messages: list[Message] = [("system", system), ("human", self._entrance(session))]
        for turn in session.turns:
            role: Literal["ai", "human"] = "ai" if turn.speaker is Speaker.MANAGER else "human"
            text = turn.text if role == "ai" else self._fenced(turn.text)
            if messages[-1][0] == role:  # many chat templates want the two sides to take turns
                text = f"{messages.pop()[1]}\n{text}"
            messages.append((role, text))
        if messages[-1][0] == "human":
            direction = f"{messages.pop()[1]}\n{direction}"
        return (*messages, ("human", direction))

    def _entrance(self, session: Session) -> str:
        """Return the note on how the engineer comes in; in a later meeting it holds what was said in those before."""
        if session.earlier is None:
            return "[The engineer comes in and sits down.]"
        said = "\n".join(
            f"You: {line.text}" if line.speaker is Speaker.MANAGER else self._fenced(line.text)
            for line in session.earlier.lines
        )
        return (
            f"[You two have talked about this before. What was said then:]\n{said}\n[Now the engineer comes in again.]"
        )

    def _fenced(self, text: str) -> str:
        return f"<{self._fence}>\n{text.replace(self._fence, '')}\n</{self._fence}>"

    def _inert(self, text: str) -> str:
        """Return words of the engineer's for a direction: no bracket or line of theirs ends it or begins another."""
        return " ".join(re.sub(r"[\[\]<>{}]", " ", text.replace(self._fence, " ")).split())

    def _direction(self, session: Session, cue: Cue) -> str:
        scene = session.scenario
        said = cue.contradiction
        granted = cue.outcome is not None and cue.outcome.value.startswith("granted")
        return self._cue.render(
            kind=cue.kind.value,
            concern=scene.objection(cue.objection).concern if cue.objection else "",
            settled=_worry(scene, cue.settled) if cue.settled else "",
            missing=[rule.value for rule in cue.missing],
            criterion=cue.criterion.value if cue.criterion else "",
            condition=cue.condition,
            outcome=cue.outcome.value if cue.outcome else "",
            concession=cue.kind in CONCESSIONS or (cue.kind is CueKind.CLOSE and granted),
            gist=self._inert(line_for(session, cue)),  # it may quote the engineer
            language=scene.language,
            style=scene.persona.style.value,
            question=cue.question is not None,
            answered=cue.answered is not None,
            interrupts=cue.interrupts,
            strays=cue.strays,
            contradiction=said and Contradiction(earlier=self._inert(said.earlier), now=self._inert(said.now)),
            memory=cue.memory.value if cue.memory else "",
            promised=bool(promised(session)),
            promise=cue.promise.what if cue.promise else "",
            due=_own_due(scene, cue),
        )


def _worry(scene: Scenario, settled: str) -> str:
    """Return what an answer has settled; what lies behind putting a decision off is never said, so not here either."""
    objection = scene.objection(settled)
    putting_off = objection.pattern is Pattern.THINK_ABOUT_IT
    return "you wanted time to think, and now there is a date." if putting_off else objection.concern


def _unsaid_promise(session: Session, cue: Cue, said: str) -> str:
    """Return the scene's own sentence for what the cue promises where a model's words do not have it.

    It is in the record of the talk from here on, so it has to have been said.
    """
    if cue.promise is None:
        return ""
    what, line = cue.promise.what.strip(" ."), line_for(session, cue)
    wanted = words(what)
    heard = what in said or len(wanted & words(said)) * 2 >= len(wanted) > 0
    if heard and _own_due(session.scenario, cue).lower() in said.lower():
        return ""
    return next((sentence for sentence in Speech(session.scenario).sentences(line) if what in sentence), line)


def _own_due(scene: Scenario, cue: Cue) -> str:
    """Return the time that the scene puts to the cue's promise; empty where it is for the day that was agreed."""
    promise = scene.manager.promises.at(cue.outcome) if cue.promise and cue.outcome else None
    return promise.due if promise else ""


# Said to the user, so without what the manager has in mind.
_NOTES = {
    "concession": "The model was about to promise more than the scene allows.",
    "coaching": "The model began to coach instead of playing the manager.",
    "leak": "The model stepped out of its role.",
    "invented": "The model brought up a fact that the scene does not have.",
    "breaks_role": "The model left the manager's part, or wrote what nobody says aloud.",
    "too_long": "The model talked too long.",
    "empty": "The model said nothing.",
}


def _again(said: str, fault: Fault) -> tuple[Message, ...]:
    direction = f"[That cannot be said here. {fault.reason} Say your turn again from its start, within the direction.]"
    return (("ai", said.strip() or "…"), ("human", direction))


def _own_words(session: Session, cue: Cue, note: str, *, after: bool) -> Spoken:
    """Return the scenario's words for the cue, as the turn or as the end of one that has begun."""
    line = line_for(session, cue, begun=after)
    return Spoken(text=f" {line}" if after else line, note=f"{note} The scene's own words took over.")
