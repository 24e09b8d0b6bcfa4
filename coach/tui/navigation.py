"""What a screen asks the app to show next, so that no screen knows another one, and what lies behind the first one.

Nothing here may import pydantic, directly or not: the first paint would wait for it.
"""

from collections.abc import Sequence
from enum import Enum, auto
from typing import Any, NamedTuple, Protocol

from textual.content import Content
from textual.message import Message
from textual.screen import Screen

from coach.domain.opening import Difficulty, Opening
from coach.errors import CoachError
from coach.library.covers import Cover
from coach.tui.look import Look


class Rehearse(Message):
    """Open the rehearsal that is named, in the place of every screen over the first one."""

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self.opening = opening


class Place(Enum):
    """A screen that can be visited from another one."""

    REPORT = auto()
    REPLAY = auto()
    BRANCHES = auto()
    COMPARE = auto()
    PROGRESS = auto()
    BRIEF = auto()
    RECAP = auto()
    OUTCOME = auto()
    DRILL = auto()
    SCORE = auto()
    CARD = auto()
    MODEL = auto()
    SETTINGS = auto()
    DOCTOR = auto()
    DATA = auto()


class Visit(Message):
    """Lay a screen over the present one, from which Escape comes back; or put it `instead` of the present one."""

    def __init__(
        self, place: Place, session: str = "", seq: int | None = None, *, beside: str = "", instead: bool = False
    ) -> None:
        """Name the place, and where it needs them the session (its id), a turn of it, and the session `beside` it."""
        super().__init__()
        self.place = place
        self.session = session
        self.seq = seq
        self.beside = beside
        self.instead = instead


class Failed(Message):
    """A screen could not show what it was opened for."""

    def __init__(self, error: CoachError, screen: Screen[Any], opening: Opening | None = None) -> None:
        super().__init__()
        self.error = error
        self.screen = screen
        self.opening = opening


class Past(NamedTuple):
    """A kept session as the first screen lists it."""

    id: str
    is_open: bool
    words: Content
    sought: str
    """What a filter looks through."""


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

    def refresh(self) -> None:
        """Take over what was set on another screen."""

    @property
    def look(self) -> Look:
        """How the screens are to look."""

    def keep_theme(self, name: str) -> None:
        """Remember a theme. Raises `CoachError`; writes a file, so it is called in a thread."""

    def about(self, scene: str) -> Content:
        """Return who plays a scene's manager, where it plays, what to expect, and what came of it so far."""

    def opening(self, scene: str, level: Difficulty) -> Opening:
        """Return what begins a scene with the engines that are chosen."""

    async def past(self) -> Sequence[Past]:
        """Return the kept sessions as a tree, what was done last first. Raises `CoachError`."""

    async def weigh(self) -> bool:
        """Read how past sessions were scored; return whether `past` and `about` tell more now. Raises `CoachError`."""

    async def forget(self, session: str) -> str:
        """Delete a kept session and all begun from it, and say how many those were. Raises `CoachError`."""

    def rehearsal(self, opening: Opening) -> Screen[None]:
        """Return the screen of a rehearsal."""

    def screen(self, visit: Visit) -> Screen[None]:
        """Return the screen of the place that is to be visited."""

    def preload(self) -> None:
        """Import what the next steps need; called in a thread."""

    async def close(self) -> None:
        """Close what is open."""
