"""Walks through every screen of the real app in a terminal whose every foreign text is hostile, and looks at each.

Run as a program by `sinks`: `python -m tests.reliability.hostile_walk HOME FOUND.json TEXT.json PART`.
"""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.widgets import OptionList

from coach.domain.opening import Opening
from coach.errors import FileRefused, ModelError, StoreError
from coach.tui.app import CoachApp
from coach.tui.house import CoachHouse
from coach.tui.navigation import Failed, Place, Rehearse, Visit
from coach.tui.page import Page
from coach.tui.room.screen import RehearsalScreen
from coach.tui.widgets.conversation import Conversation
from coach.tui.widgets.reply import ReplyInput
from tests.reliability.hostile_eye import Eye
from tests.reliability.hostile_stage import hostile_coach
from tests.reliability.poisoned import mark, talk
from tests.tui.staging import Stage


class Walk(Eye):
    """A way through the app."""

    def __init__(self, home: Path, text: str, part: int) -> None:
        """Take a home, the text, and which part of the way to go, 0 or 1: both at once take half as long."""
        self.folder = home
        self.part = part
        self.stage = Stage(home)
        self.coach = hostile_coach(self.stage, text)
        self.copied: list[str] = []
        super().__init__(CoachApp(lambda: CoachHouse(self.coach)), text)

    async def walk(self, pilot: Pilot[None]) -> None:
        """Go everywhere."""
        self.pilot = pilot
        try:
            await self.until(lambda: bool(self.app.screen.query("#scenes")))
            await self.until(lambda: any(option.id == "hostile" for option in self._scenes.options))
            kept = (await self.coach.sessions()).sessions
            first = next(s.id for s in kept if s.real_talks)
            branch = next(s.id for s in kept if s.parent and s.parent.seq is not None)
            is_open = next(s.id for s in kept if s.outcome is None)

            async def after() -> None:
                await self._after(first, branch, is_open)

            ways = (self._library, self._room, self._setup, self._forms), (self._score, after)
            for way in ways[self.part]:
                await self._safely(way)
        except Exception as error:
            self.faults.append(f"{type(error).__name__}: {error!r}"[:300])
        finally:
            self.app.exit()

    async def _safely(self, way: Callable[[], Awaitable[None]]) -> None:
        try:
            async with asyncio.timeout(120):
                await way()
        except Exception as error:
            self.faults.append(f"{type(self.app.screen).__name__}: {type(error).__name__} {str(error)[:300]!r}")
            await self.home()

    @property
    def _scenes(self) -> OptionList:
        return self.app.screen.query_one("#scenes", OptionList)

    async def _library(self) -> None:
        ids = [option.id for option in self._scenes.options]
        self._scenes.highlighted = ids.index("hostile")
        await self.look("library")
        await self.press("e", "slash")
        self.app.post_message(events.Paste(self.text))
        await self.look("filter")
        await self.press("escape", "f1")
        await self.look("help")
        await self.press("escape", "ctrl+p")
        self.app.post_message(events.Paste(self.text))
        await self.look("palette")
        await self.press("escape")
        for error in (FileRefused(f"{mark('refused')}{self.text}"), StoreError(f"{mark('stored')}{self.text}")):
            self.app.post_message(Failed(error, Page()))
        await self.look("notifications")
        self.app.clear_notifications()

    async def _room(self) -> None:
        opening = Opening(scenario="hostile", seed=1, manager="llm", judge="llm", model=f"{mark('model')}{self.text}")
        self.stage.line = f"{mark('line')}{self.text}"
        self.app.post_message(Rehearse(opening))
        await self.until(lambda: self._talks)
        await self.settled()
        await self.look("room")
        for said in ("+thanks !value_not_ego", "unjudgeable"):
            await self.paste(f"{said} {mark('reply')}{self.text}", ReplyInput)
            await self.look("room, typing")
            await self.press("enter")
            await self.look("room, answered")
            await self.press("f2")
            await self.look("room, objections")
            await self.press("f2")
            await self.look("room, brief")
        self.stage.patience, self.stage.gate = (9.0, f"{mark('wait')}{self.text}"), asyncio.Event()
        await self.paste("once more", ReplyInput)
        await self.press("enter", settled=False)
        await self.until(lambda: mark("wait") in self.app.screen.query_one(Conversation).text)
        await self.look("room, waiting", settled=False)
        self.stage.fault = ModelError("server", f"{mark('fault')}{self.text}", f"{mark('repair')}{self.text}")
        self.stage.gate.set()
        await self.look("room, failed")
        self.stage.patience, self.stage.fault, self.stage.gate = None, None, None
        await self.press("escape")
        await self.look("leaving")
        await self.press("down", "enter")
        await self.settled()
        await self.look("report after the room")
        await self.home()

    async def _setup(self) -> None:
        for place in (Place.SETTINGS, Place.DOCTOR, Place.CARD):
            await self._visit(place)
            await self.home()
        self.stage.server_fault = ModelError("server", f"{mark('server')}{self.text}", f"{mark('repair')}{self.text}")
        await self._visit(Place.DOCTOR)
        await self.home()
        await self._visit(Place.MODEL)
        for name in ("address", "model", "key"):
            self.app.screen.query_one(f"#{name}").focus()
            await self.paste(f"{mark('pasted')}{self.text}")
        await self.press("ctrl+t")
        await self.look("model form, failed")
        self.stage.server_fault = None
        self.app.screen.query_one("#address").value = "http://127.0.0.1:9/v1"  # type: ignore[attr-defined]
        await self.press("ctrl+t")
        await self.look("model form, answered")
        self.app.screen.query_one("#address").focus()
        await self.press("ctrl+u")
        await self.paste(f"http://[{mark('pasted')}{self.text}")
        await self.press("ctrl+s")
        await self.look("model form, saved")
        await self.home()

    async def _forms(self) -> None:
        await self._visit(Place.BRIEF)
        await self.press("down", "enter")
        await self.look("brief, entry")
        await self.paste(f"{mark('pasted')}{self.text}")
        await self.look("brief, typed")
        await self.press("escape")
        for key in ("m", "o", "i", "l"):
            await self.press(key)
            await self.look(f"brief, {key}")
            if key == "i":
                await self.paste(f"{mark('pasted')}{self.text}")
                await self.look("brief, invitation typed")
            await self.press("down", "enter" if key == "l" else "escape")
            await self.look(f"brief, after {key}")
        await self.home()
        await self._visit(Place.DRILL)
        await self.press("enter")
        await self.paste(f"{mark('sentence')}baseline {self.text}")
        await self.press("enter")
        await self.look("drill, tried")
        await self.home()

    async def _score(self) -> None:
        for wrong in (f"{mark('path')}{self.text}", str(self.folder / "scenarios" / "broken.toml")):
            await self._visit(Place.SCORE)
            await self.paste(wrong)
            await self.press("enter")
            await self.look("score, refused")
            await self.home()
        await self._visit(Place.SCORE)
        await self.press("tab")
        await self.paste(talk(self.text))
        await self.look("score, pasted")
        await self.press("ctrl+s")
        await self.look("who")
        await self.press("down", "enter")
        await self.look("score, report")
        await self._export()
        await self.home()

    async def _after(self, first: str, branch: str, is_open: str) -> None:
        await self._visit(Place.REPORT, first)
        for key in "12345678":
            await self.press(key, "down", "down")
            await self.look(f"report, {key}")
        await self._export()
        await self.press("y")
        await self.look("mail")
        self.copied.append(self.app.clipboard)
        await self.press("escape", "j")
        await self.look("report, judges")
        await self.press("escape")
        await self.home()
        for place, session, beside in (
            (Place.REPORT, branch, ""),
            (Place.REPLAY, first, ""),
            (Place.BRANCHES, first, ""),
            (Place.COMPARE, branch, first),
            (Place.PROGRESS, "", ""),
            (Place.RECAP, first, ""),
            (Place.OUTCOME, first, ""),
        ):
            await self._visit(place, session, beside)
            if place is Place.REPLAY:
                await self.press("end")
                await self.look("replay, end")
                await self.press("j", "g")
                await self.look("replay, going")
            if place is Place.RECAP:
                await self.press("ctrl+s", "down", "enter")
                await self.look("recap, sent")
            if place is Place.COMPARE:
                await self.press("b")
                await self.look("compare, unfolded")
            await self.home()
        for wrong in (Rehearse(Opening(resume=self.text)), Visit(Place.REPORT, self.text)):
            self.app.post_message(wrong)
            await self.until(lambda: bool(self.app._notifications))
            await self.look("no such session")
            self.app.clear_notifications()
        self.app.post_message(Rehearse(Opening(resume=is_open)))
        await self.until(lambda: self._talks)
        await self.look("room, resumed")
        await self.home()

    async def _export(self) -> None:
        await self.press("x")
        await self.paste(f"{mark('export')}{self.text}")
        await self.press("enter")
        await self.look("export")
        await self.press("escape")

    @property
    def _talks(self) -> bool:
        """Whether a talk is on the screen."""
        return isinstance(self.app.screen, RehearsalScreen) and self.app.screen.rehearsal is not None

    async def _visit(self, place: Place, session: str = "", beside: str = "") -> None:
        before = self.app.screen
        self.app.post_message(Visit(place, session, beside=beside))
        await self.until(lambda: self.app.screen is not before)
        await self.look(place.name.lower())


async def run(walk: Walk) -> None:
    """Play the walk in this process's terminal."""
    try:
        await walk.app.run_async(auto_pilot=walk.walk)  # type: ignore[arg-type]  # what the app returns is nobody's business
    finally:
        await walk.coach.close()
    if walk.app.return_code:
        walk.faults.append(f"the app ended with code {walk.app.return_code}")


def main() -> None:
    """Walk, and write down what was found."""
    home, told = Path(sys.argv[1]), Path(sys.argv[2])
    text = json.loads(Path(sys.argv[3]).read_text("utf-8"))
    os.chdir(home)  # where a file is written that has no other place
    walk = Walk(home, text, int(sys.argv[4]))
    asyncio.run(run(walk))
    told.write_text(json.dumps({"seen": walk.seen, "faults": walk.faults, "copied": walk.copied}), "utf-8")


if __name__ == "__main__":
    main()
