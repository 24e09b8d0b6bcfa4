"""Reads a draft while it is typed, as the offline judge will read it once it is said."""

import asyncio
from collections.abc import Callable

from coach.domain.discrepancy import discrepancies
from coach.domain.hint import Hints, read_hints
from coach.domain.session import Session
from coach.domain.transcript import Line, Reply, Turn
from coach.ports import Judge
from coach.rehearsal import MAX_REPLY
from coach.text import clean


class Hinting:
    """Gives the offline judge a draft just as it will be given the reply: with the same setting and the same past."""

    def __init__(self, judge: Callable[[], Judge]) -> None:
        self._judge = judge
        self._turns: tuple[Turn, ...] = ()
        self._context: tuple[Line, ...] = ()

    async def hint(self, session: Session, draft: str) -> Hints:
        """Return what a draft shows; offsets are in the cleaned draft. Nothing in an exam, and nothing for no words.

        In a thread: a reply takes 2 ms, the longest that may be sent 30, and keys must not wait for either.
        """
        text = clean(draft, limit=MAX_REPLY)
        said = text.strip()
        if session.exam or not said:
            return Hints(text=text)
        reply = Reply(setting=session.scenario.setting, context=self._past(session), text=said)
        return await asyncio.to_thread(self._read, session, reply, text)

    def _read(self, session: Session, reply: Reply, text: str) -> Hints:
        verdict = asyncio.run(self._judge().judge(reply))  # it waits for nobody
        offset = len(text) - len(text.lstrip())
        return read_hints(text, verdict, discrepancies(reply.text, session.brief), offset)

    def _past(self, session: Session) -> tuple[Line, ...]:
        """Return what was said before the draft, made anew only when something has been said since."""
        turns = session.turns[:-1] if session.pending else session.turns
        if not self._context or turns != self._turns:
            talk = session.model_copy(update={"turns": turns}).transcript
            self._turns, self._context = turns, (*talk.past, *talk.lines)
        return self._context
