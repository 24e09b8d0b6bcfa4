"""What a screen asks the app to show next, so that no screen knows another one."""

from textual.message import Message

from coach.coaching import Opening
from coach.errors import CoachError


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
