"""The brief that is being written and the one in the file, and how the first becomes the second."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from textual.content import Content

from coach.coaching import Coach
from coach.coaching.preparing import Mend
from coach.domain.brief import Brief
from coach.domain.outline import LEAST_MINUTES, MOST_MINUTES, fitting_minutes
from coach.domain.questions import Draft
from coach.errors import CoachError, FileRefused, UsageError
from coach.rendering import outline_markdown
from coach.tui.words import plain


class Keeping:
    """What is written, what is kept of it, and what the file lacks. Everything that reads or writes is in a thread."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._turn = asyncio.Lock()
        self.draft: Draft | None = None
        """What is written; `None` where the file cannot be read, or nothing of it is wanted any more."""
        self.kept = Brief(stand_in=False)
        self.mends: Sequence[Mend] = ()
        self.fault = ""
        """Why the last change could not be kept."""

    async def read(self) -> None:
        """Read the file. Raises `CoachError`, and then there is no draft."""
        self.draft, self.fault = None, ""
        own = await asyncio.to_thread(self._coach.preparing.own)
        self.mends = await asyncio.to_thread(self._coach.preparing.check) if own else ()
        self.kept = own or Brief(stand_in=False)
        self.draft = Draft(self.kept)

    async def keep(self) -> None:
        """Write what has changed, one writing after the other; a caller that is cancelled does not stop it."""
        await asyncio.shield(asyncio.ensure_future(self._keep()))

    async def _keep(self) -> None:
        async with self._turn:
            if self.draft is None:
                return
            try:
                now = self.draft.brief()
                if now != self.kept:
                    await asyncio.to_thread(self._coach.preparing.keep, now, self.kept)
                    self.kept = now
                    self.mends = () if now.empty else await asyncio.to_thread(self._coach.preparing.check)
                self.fault = ""
            except CoachError as error:
                self.fault = error.sentence

    async def keep_aside(self) -> str:
        """Write what could not be kept beside the file, and return where, in words. Raises `CoachError`."""
        if self.draft is None or not self.fault or (mine := self.draft.brief()) == self.kept:
            return ""
        file = self._coach.preparing.file.aside
        await asyncio.to_thread(file.write, mine)
        return f"What you wrote here stands in {file.path}."

    async def end(self) -> None:
        """Keep what there is when the app ends: beside the file, where it cannot be kept in it."""
        await self.keep()
        with suppress(CoachError):
            await self.keep_aside()

    async def outline(self) -> str:
        """Return the page for the real talk as Markdown. Raises `UsageError` where the brief is not far enough."""
        return outline_markdown(await asyncio.to_thread(self._coach.preparing.outline))

    async def invitation(self, to: str, minutes: str, when: str) -> str:
        """Return the message that asks for the talk. Raises `UsageError`, also where `minutes` are no such number."""
        if (number := fitting_minutes(minutes)) is None:
            raise UsageError(f"Minutes are a number from {LEAST_MINUTES} to {MOST_MINUTES}.")
        return await asyncio.to_thread(self._coach.preparing.invitation, to, number, when)

    async def export(self) -> str:
        """Write the outline into two files, and return where they are, in words. Raises `CoachError`."""
        page = await asyncio.to_thread(self._coach.preparing.export_outline, "html")
        text = await asyncio.to_thread(self._coach.preparing.export_outline, "md")
        return f"Written: {page} and {text.name}. Only you can read them."

    @property
    def words(self) -> Content:
        """How the brief stands, in one line."""
        if self.fault:
            return plain(f"! Not kept: {self.fault}", "$text-error")
        if self.kept.empty:
            return Content.styled("nothing written yet", "$text-muted")
        left = len(self.mends)
        state = f"{left} thing{'' if left == 1 else 's'} still missing" if left else "+ sound"
        return plain(f"{state} · kept in {self._coach.preparing.file.path}", "$text-muted")


def refusal(error: CoachError) -> Content:
    """Return what is wrong with the file, and how to go on."""
    repair = "Mend that line in your editor (coach brief edit opens it), then press r to read it again."
    parts = [plain(f"! {error}", "$text-error"), Content(repair if isinstance(error, FileRefused) else error.repair)]
    parts.append(Content("Nothing is written over it, and nothing in it is lost."))
    return Content("\n\n").join(parts)
