"""The app as a process: begun with an open terminal, ended in order, with an exit code."""

import asyncio
import gc
from collections.abc import Callable

from coach.domain.opening import Opening
from coach.tui.app import CoachApp
from coach.tui.navigation import House
from coach.tui.terminal import let_go


def run(build: Callable[[], House], opening: Opening | None = None) -> int:
    """Open the room, at once in a rehearsal if one is named, and return the exit code: 0, or 1 after a crash.

    Raises the `CoachError` for which the house could not be built or the rehearsal not be opened.
    """
    gc.disable()  # until the house stands: it goes over every new class again and again, for 50 ms of 400
    try:
        app = CoachApp(build, opening)
        asyncio.run(_play(app))
    finally:
        gc.enable()
        let_go()
    if app.fault:
        raise app.fault
    return app.return_code or 0


async def _play(app: CoachApp) -> None:
    app.on_load()  # asyncio's own answer to an interrupt would end this as if nothing had been
    try:
        await app.run_async()
    finally:
        if app.house:
            await app.house.close()
