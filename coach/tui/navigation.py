"""What a screen asks the app to show next, so that no screen knows another one, and what lies behind the first one.

Nothing here may import pydantic, directly or not: the first paint would wait for it.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from textual.app import App
from textual.content import Content
from textual.message import Message
from textual.screen import Screen

from coach.domain.opening import Difficulty, Opening
from coach.errors import CoachError
from coach.library.covers import Cover


class Rehearse(Message):
    """Open the rehearsal that is named."""

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self.opening = opening


class ReadReport(Message):
    """Open the report of a kept session."""

    def __init__(self, session: str) -> None:
        super().__init__()
        self.session = session


class Failed(Message):
    """A screen could not show what it was opened for."""

    def __init__(self, error: CoachError, opening: Opening | None = None) -> None:
        super().__init__()
        self.error = error
        self.opening = opening


class Past(NamedTuple):
    """A kept session as the first screen lists it."""

    id: str
    is_open: bool
    words: Content


class House(Protocol):
    """What lies behind the first screen. It takes as long to build as to paint that screen, so it comes after."""

    @property
    def covers(self) -> Sequence[Cover]:
        """The scenes, those that come with the coach first."""

    @property
    def status(self) -> Content:
        """Who plays and judges, where words go, and what was passed over."""

    @property
    def has_model(self) -> bool:
        """Whether a language model is chosen."""

    def step_engines(self) -> None:
        """Go to the next way to play and judge."""

    def opening(self, scene: str, level: Difficulty) -> Opening:
        """Return what begins a scene with the engines that are chosen."""

    async def past(self) -> Sequence[Past]:
        """Return the kept sessions, newest first. Raises `CoachError`."""

    def rehearsal(self, opening: Opening) -> Screen[None]:
        """Return the screen of a rehearsal."""

    def report(self, session: str) -> Screen[None]:
        """Return the screen of a report."""

    def doctor(self) -> Screen[None]:
        """Return the screen that checks everything."""

    async def choose_model(self, app: App[None]) -> None:
        """Let the user choose a language model, and wait for that; called in a worker."""

    def preload(self) -> None:
        """Import what the next steps need; called in a thread."""

    async def close(self) -> None:
        """Close what is open."""
