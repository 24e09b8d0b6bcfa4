"""A page on which something is written that stays when one leaves, however that comes about."""

import asyncio

from textual import work
from textual.timer import Timer

from coach.coaching import Coach
from coach.errors import CoachError
from coach.library.drafts import Begun
from coach.tui.page import Page

KEEP_S = 0.8
"""Seconds that what is typed waits at most until it is on disk."""


class BegunPage(Page):
    """A page with one text, which is on disk soon after the last key until it is sent."""

    def __init__(self, coach: Coach, kind: Begun, session: str) -> None:
        super().__init__()
        self._drafts = coach.preparing.drafts
        self._kind: Begun = kind
        self._of = session
        self._waiting: Timer | None = None
        self._writing = asyncio.Lock()
        self._unkept = ""
        """Why it could not be kept, as it was told."""
        self._on_disk = ""
        self._let_go = False
        """Whether Escape was pressed already, and said that this would lose it."""

    @property
    def begun(self) -> str:
        """What is begun and not sent; empty where there is nothing to keep."""
        raise NotImplementedError

    def read_begun(self) -> str:
        """Return what was begun the last time: a small file, read before anything can be typed."""
        if self._of:
            try:
                self._on_disk = self._drafts.read(self._kind, self._of)
            except CoachError as error:
                self._tell_unkept(error)
        return self._on_disk

    def keep_soon(self) -> None:
        """Keep it in a moment."""
        if self._waiting is None:
            self._waiting = self.set_timer(KEEP_S, self._keep)

    async def keep_begun(self) -> bool:
        """Keep it now, one writing after the other; a caller that is cancelled does not stop it.

        Returns whether it is kept.
        """
        return await asyncio.shield(asyncio.ensure_future(self._put()))

    async def on_unmount(self) -> None:
        """Keep what was typed last, also when the app is told to end."""
        await self.keep_begun()

    async def action_back(self) -> None:  # type: ignore[override]  # Textual awaits an action that can be awaited
        """Go back once it is kept; where that fails, say so first, and go the next time."""
        if await self.keep_begun() or self._let_go:
            self.dismiss()
        else:
            self._let_go = True
            self.notify("It is not kept yet: Escape again leaves without it.", severity="warning", markup=False)

    @work(group="keep")
    async def _keep(self) -> None:
        self._waiting = None
        await self.keep_begun()

    async def _put(self) -> bool:
        async with self._writing:
            text = self.begun
            if text == self._on_disk or not self._of:
                return True
            try:
                await asyncio.to_thread(self._drafts.keep, self._kind, self._of, text)
            except CoachError as error:
                self._tell_unkept(error)
                return False
            self._on_disk, self._unkept = text, ""
            return True

    def _tell_unkept(self, error: CoachError) -> None:
        if error.sentence != self._unkept:
            self._unkept = error.sentence
            self.app.notify(f"What you are writing cannot be kept: {error.sentence}", severity="warning", markup=False)
