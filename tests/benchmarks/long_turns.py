"""The coach with a manager who says whatever the model says: 600 tokens, where the sentence gate ends at 60 words."""

import os
import sys
from collections.abc import AsyncIterator

from coach import wiring
from coach.chat import Chat
from coach.coaching import Coach
from coach.domain.opening import ManagerName, Opening
from coach.domain.session import Session
from coach.domain.transcript import Cue
from coach.library.rubric import read_rubric
from coach.library.scenes import Library
from coach.ports import Manager, OnWait, Spoken
from coach.settings import read_settings
from coach.stores.journal import FileJournal
from coach.stores.sql import SqlStore
from coach.tui.house import CoachHouse
from coach.tui.process import run


class Talker:
    """Speaks without a gate."""

    name: ManagerName = "llm"

    def __init__(self, chat: Chat) -> None:
        self.on_wait: OnWait | None = None
        self._chat = chat

    async def words(self, session: Session, cue: Cue) -> AsyncIterator[Spoken]:
        """Yield each piece as it comes."""
        async for text in self._chat.stream((("human", "Speak."),)):
            yield Spoken(text=text)


class Ungated(wiring.RealEngines):
    """The real engines, but for the manager."""

    def manager(self, name: ManagerName, model: str | None) -> Manager:
        """Return the talker."""
        return Talker(self._chat(model or ""))


def build() -> CoachHouse:
    """Build the coach as `wiring` does, on other engines."""
    settings, rubric = read_settings(os.environ), read_rubric()
    coach = Coach(
        settings=settings,
        library=Library(settings.data_dir),
        rubric=rubric,
        engines=Ungated(lambda: settings, rubric),
        open_store=lambda: SqlStore.in_directory(settings.data_dir),
        open_journal=lambda judge: FileJournal(settings.data_dir / "verdicts", judge),
        clock=wiring.SystemClock(),
    )
    return CoachHouse(coach)


if __name__ == "__main__":
    # Scored by the rules, so that what is measured is the stream and the hints, and not a second call to the model.
    sys.exit(run(build, Opening(scenario="high-visibility-projects", seed=1, manager="llm", judge="rules")))
