"""Walks through every screen of the real app in a terminal whose every foreign text is hostile, and looks at each.

Run as a program by `sinks`: `python -m tests.reliability.hostile_walk HOME WHAT-IT-FOUND.json`, the text on standard input.
"""

import asyncio
import json
import re
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import rich.markup
import textual.markup
from textual import events
from textual.app import App
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import OptionList
from textual.worker import Worker

from coach.coaching import Coach
from coach.domain.judgement import Evidence, Judgement, Unjudged
from coach.domain.opening import JudgeName, Opening
from coach.domain.rubric import Rubric
from coach.domain.transcript import Reply
from coach.errors import FileRefused, ModelError, StoreError
from coach.library.rubric import read_rubric
from coach.library.scenes import Library
from coach.ports import Judge
from coach.settings import Settings
from coach.stores.journal import FileJournal
from coach.text import clean
from coach.tui.app import CoachApp
from coach.tui.house import CoachHouse
from coach.tui.library import LibraryScreen
from coach.tui.navigation import Failed, Place, Rehearse, Visit
from coach.tui.page import Page
from coach.tui.room.screen import RehearsalScreen
from coach.tui.widgets.conversation import Conversation
from coach.tui.widgets.reply import ReplyInput
from tests.reliability.grammar import BEYOND_TEXT
from tests.reliability.poisoned import FIELDS, mark, poisoned, storable, talk
from tests.tui.staging import Stage, StagedClock, StagedEngines, StagedJudge

ACTIONS = re.compile(r"(screen\.section|screen\.practise|pick)\(\d+\)|link\('[^']*'\)")
"""The actions that words on our own screens have when they are clicked."""
DRAWN = re.compile(r"[\s▌│┃▏▎█▊▍▋─]+")
"""What a layout puts between the words of a text."""


class HostileJudge(StagedJudge):
    """Gives reasons that are hostile, quotes hostile words, and cannot judge a reply that says so, with a reason."""

    def __init__(self, stage: Stage, name: JudgeName, text: str) -> None:
        super().__init__(stage, name)
        self._text = clean(text)  # as a verdict is made: a judge's words are cleaned in it

    async def judge(self, reply: Reply) -> Judgement | Unjudged:
        """Judge by the signs, and quote all of the reply."""
        judged = await super().judge(reply)
        if isinstance(judged, Unjudged):
            return judged.model_copy(update={"reason": f"{mark('unjudged')}{self._text}"})
        whole = (Evidence(quote=reply.text, start=0, end=len(reply.text)),)
        findings = tuple(
            f.model_copy(update={"reason": f"{mark('why')}{self._text}", "evidence": whole if f.evidence else ()})
            for f in judged.findings
        )
        return judged.model_copy(update={"findings": findings})


class HostileEngines(StagedEngines):
    """Engines of which every word is hostile."""

    def __init__(self, stage: Stage, text: str) -> None:
        super().__init__(stage)
        self._text = text

    def judge(self, name: JudgeName, model: str | None, rubric: Rubric | None = None, votes: int = 1) -> Judge:
        """Return a hostile judge."""
        return HostileJudge(self._stage, name, self._text)


class Walk:
    """A way through the app, and what was seen on it."""

    def __init__(self, home: Path, text: str) -> None:
        self.text = text
        self.home = home
        self.stage = Stage(home)
        self.stage.models = (f"{mark('models')}{text}", "plain")
        self.seen: dict[str, dict[str, bool]] = {}
        """By screen and field: whether it was shown whole there."""
        self.faults: list[str] = []
        self.copied: list[str] = []
        self._wanted = DRAWN.sub("", clean(text))
        self._watch_markup()
        library = Library(home)
        self.stage.shelf = library.shelf()
        body = poisoned(read_rubric().model_dump(mode="json"), storable(text))
        settings = Settings(
            coach_home=home,
            coach_model=f"{mark('setting')}{text}",
            openai_base_url="http://127.0.0.1:9/\x1b]52;c;aGFja2Vk\x07\u202e",
            coach_motion="reduced",
            remarks=(f"{mark('remark')}{text}",),
            sources={"COACH_MODEL": f"{mark('source')}{text}", "COACH_HINTS": f"{mark('source')}{text}"},
        )
        self.coach = Coach(
            settings=settings,
            library=library,
            rubric=Rubric.model_validate(body),
            engines=HostileEngines(self.stage, text),
            open_store=self.stage.open_store,
            open_journal=lambda judge: FileJournal(home / "verdicts", judge),
            clock=StagedClock(),
        )
        self.app = CoachApp(lambda: CoachHouse(self.coach))

    async def walk(self, pilot: Pilot[None]) -> None:
        """Go everywhere."""
        self.pilot = pilot
        try:
            kept = (await self.coach.sessions()).sessions
            first = next(s.id for s in kept if s.real_talks)
            branch = next(s.id for s in kept if s.parent and s.parent.seq is not None)
            is_open = next(s.id for s in kept if s.outcome is None)
            for way in (self._library, self._room, self._setup, self._forms, self._score):
                await self._safely(way)
            await self._safely(lambda: self._after(first, branch, is_open))
        except Exception as error:
            self.faults.append(f"{type(error).__name__}: {error!r}"[:300])
        finally:
            self.app.exit()

    async def _safely(self, way: Callable[[], Awaitable[None]]) -> None:
        try:
            async with asyncio.timeout(40):
                await way()
        except Exception as error:
            self.faults.append(f"{type(self.app.screen).__name__}: {type(error).__name__} {str(error)[:300]!r}")
            await self._home()

    async def _library(self) -> None:
        await self._settled()
        scenes = self.app.screen.query_one("#scenes", OptionList)
        scenes.highlighted = next(n for n, option in enumerate(scenes.options) if option.id == "hostile")
        await self._look("library")
        await self._press("e", "slash")
        self.app.post_message(events.Paste(self.text))
        await self._look("filter")
        await self._press("escape", "f1")
        await self._look("help")
        await self._press("escape", "ctrl+p")
        self.app.post_message(events.Paste(self.text))
        await self._look("palette")
        await self._press("escape")
        for error in (FileRefused(f"{mark('refused')}{self.text}"), StoreError(f"{mark('stored')}{self.text}")):
            self.app.post_message(Failed(error, Page()))
        await self._look("notifications")
        self.app.clear_notifications()

    async def _room(self) -> None:
        opening = Opening(scenario="hostile", seed=1, manager="llm", judge="llm", model=f"{mark('model')}{self.text}")
        self.stage.line = f"{mark('line')}{self.text}"
        self.app.post_message(Rehearse(opening))
        await self._until(lambda: self._talks)
        await self._settled()
        await self._look("room")
        for said in ("+thanks !value_not_ego", "unjudgeable"):
            await self._paste(f"{said} {mark('reply')}{self.text}", ReplyInput)
            await self._look("room, typing")
            await self._press("enter")
            await self._look("room, answered")
            await self._press("f2")
            await self._look("room, objections")
            await self._press("f2")
            await self._look("room, brief")
        self.stage.patience, self.stage.gate = (9.0, f"{mark('wait')}{self.text}"), asyncio.Event()
        await self._paste("once more", ReplyInput)
        await self._press("enter", settled=False)
        await self._until(lambda: mark("wait") in self.app.screen.query_one(Conversation).text)
        await self._look("room, waiting", settled=False)
        self.stage.fault = ModelError("server", f"{mark('fault')}{self.text}", f"{mark('repair')}{self.text}")
        self.stage.gate.set()
        await self._look("room, failed")
        self.stage.patience, self.stage.fault, self.stage.gate = None, None, None
        await self._press("escape")
        await self._look("leaving")
        await self._press("down", "enter")
        await self._settled()
        await self._look("report after the room")
        await self._home()

    async def _setup(self) -> None:
        for place in (Place.SETTINGS, Place.DOCTOR, Place.CARD):
            await self._visit(place)
            await self._home()
        self.stage.server_fault = ModelError("server", f"{mark('server')}{self.text}", f"{mark('repair')}{self.text}")
        await self._visit(Place.DOCTOR)
        await self._home()
        await self._visit(Place.MODEL)
        for name in ("address", "model", "key"):
            self.app.screen.query_one(f"#{name}").focus()
            await self._paste(f"{mark('pasted')}{self.text}")
        await self._press("ctrl+t")
        await self._look("model form, failed")
        self.stage.server_fault = None
        self.app.screen.query_one("#address").value = "http://127.0.0.1:9/v1"  # type: ignore[attr-defined]
        await self._press("ctrl+t")
        await self._look("model form, answered")
        self.app.screen.query_one("#address").focus()
        await self._press("ctrl+u")
        await self._paste(f"http://[{mark('pasted')}{self.text}")
        await self._press("ctrl+s")
        await self._look("model form, saved")
        await self._home()

    async def _forms(self) -> None:
        await self._visit(Place.BRIEF)
        await self._press("down", "enter")
        await self._look("brief, entry")
        await self._paste(f"{mark('pasted')}{self.text}")
        await self._look("brief, typed")
        await self._press("escape")
        for key in ("m", "o", "i", "l"):
            await self._press(key)
            await self._look(f"brief, {key}")
            if key == "i":
                await self._paste(f"{mark('pasted')}{self.text}")
                await self._look("brief, invitation typed")
            await self._press("down", "enter" if key == "l" else "escape")
            await self._look(f"brief, after {key}")
        await self._home()
        await self._visit(Place.DRILL)
        await self._press("enter")
        await self._paste(f"{mark('sentence')}baseline {self.text}")
        await self._press("enter")
        await self._look("drill, tried")
        await self._home()

    async def _score(self) -> None:
        for wrong in (f"{mark('path')}{self.text}", str(self.home / "scenarios" / "broken.toml")):
            await self._visit(Place.SCORE)
            await self._paste(wrong)
            await self._press("enter")
            await self._look("score, refused")
            await self._home()
        await self._visit(Place.SCORE)
        await self._press("tab")
        await self._paste(talk(self.text))
        await self._look("score, pasted")
        await self._press("ctrl+s")
        await self._look("who")
        await self._press("down", "enter")
        await self._look("score, report")
        await self._export()
        await self._home()

    async def _after(self, first: str, branch: str, is_open: str) -> None:
        await self._visit(Place.REPORT, first)
        for key in "12345678":
            await self._press(key, "down", "down")
            await self._look(f"report, {key}")
        await self._export()
        await self._press("y")
        await self._look("mail")
        self.copied.append(self.app.clipboard)
        await self._press("escape", "j")
        await self._look("report, judges")
        await self._press("escape")
        await self._home()
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
                await self._press("end")
                await self._look("replay, end")
                await self._press("j", "g")
                await self._look("replay, going")
            if place is Place.RECAP:
                await self._press("ctrl+s", "down", "enter")
                await self._look("recap, sent")
            if place is Place.COMPARE:
                await self._press("b")
                await self._look("compare, unfolded")
            await self._home()
        for wrong in (Rehearse(Opening(resume=self.text)), Visit(Place.REPORT, self.text)):
            self.app.post_message(wrong)
            await self._until(lambda: bool(self.app._notifications))
            await self._look("no such session")
            self.app.clear_notifications()
        self.app.post_message(Rehearse(Opening(resume=is_open)))
        await self._until(lambda: self._talks)
        await self._look("room, resumed")
        await self._home()

    async def _export(self) -> None:
        await self._press("x")
        await self._paste(f"{mark('export')}{self.text}")
        await self._press("enter")
        await self._look("export")
        await self._press("escape")

    @property
    def _talks(self) -> bool:
        """Whether a talk is on the screen."""
        return isinstance(self.app.screen, RehearsalScreen) and self.app.screen.rehearsal is not None

    async def _visit(self, place: Place, session: str = "", beside: str = "") -> None:
        before = self.app.screen
        self.app.post_message(Visit(place, session, beside=beside))
        await self._until(lambda: self.app.screen is not before)
        await self._look(place.name.lower())

    async def _home(self) -> None:
        while not isinstance(self.app.screen, LibraryScreen):
            self.app.pop_screen()
            await self.pilot.pause()
        self.app.clear_notifications()
        await self._settled()

    async def _press(self, *keys: str, settled: bool = True) -> None:
        for key in keys:
            character = key if len(key) == 1 else {"slash": "/", "space": " "}.get(key)
            self.app.post_message(events.Key(key, character))
            await self.pilot.pause(0)
        if settled:
            await self._settled()

    async def _paste(self, text: str, into: type[Widget] | None = None) -> None:
        if into:
            self.app.screen.query_one(into).focus()
            await self.pilot.pause(0)
        self.app.post_message(events.Paste(text))
        await self._settled()

    async def _settled(self) -> None:
        """Wait until nothing works any more and everything is drawn."""
        await self.pilot.pause(0.02)
        await self._until(lambda: self.app.screen.is_modal or not any(map(self._works, self.app.workers)))
        await self.pilot.pause(0.02)

    @staticmethod
    def _works(worker: Worker[Any]) -> bool:
        return worker.is_running and worker.group != "past"  # old scores, in their own time

    async def _until(self, condition: Callable[[], bool]) -> None:
        for _ in range(1_000):
            if self.app._exception:  # a pilot goes on in an app that has died
                raise self.app._exception
            if condition():
                return
            await self.pilot.pause(0.01)
        told = "; ".join(n.message for n in self.app._notifications)
        raise AssertionError(f"never came true; {told}")

    async def _look(self, name: str, *, settled: bool = True) -> None:
        """Look at what is on the screen: which fields are told whole, and that nothing in them acts."""
        await (self._settled() if settled else self.pilot.pause(0.05))
        found = self.seen.setdefault(name, {})
        for widget in self.app.screen.walk_children(Widget, with_self=True):
            if not (widget.is_on_screen and widget.outer_size.area):
                continue
            told = self._told(widget, name)
            for field in re.findall("\u2983([a-z_]+)\u2984", told):
                whole = DRAWN.sub("", mark(field)) + self._wanted in told
                found[field] = found.get(field, False) or whole

    def _told(self, widget: Widget, name: str) -> str:
        """Return the text of a widget, and note what is in it beside text."""
        lines = widget.render_lines(Region(0, 0, *widget.outer_size))
        inner = widget.gutter
        texts = []
        for number, strip in enumerate(lines):
            if found := BEYOND_TEXT.search(strip.text):
                self.faults.append(f"{name}: {widget.css_identifier} shows {strip.text[found.start() :][:20]!r} raw")
            for segment in strip:
                meta: dict[str, Any] = segment.style.meta if segment.style else {}
                link = segment.style.link if segment.style else None
                acts = [f"{k}={v}" for k, v in meta.items() if k.startswith("@") and not ACTIONS.fullmatch(str(v))]
                if link or acts:
                    self.faults.append(f"{name}: {segment.text!r} acts: {link or acts}")
            if inner.top <= number < len(lines) - inner.bottom:
                texts.append(strip.text[inner.left : len(strip.text) - inner.right])
        # What has to be scrolled to is told by the widget itself.
        beyond = [getattr(widget, name, "") for name in ("text", "plain")]
        return DRAWN.sub("", "".join([*texts, *(str(held) for held in beyond if isinstance(held, str))]))

    def _watch_markup(self) -> None:
        """Note every markup that has a foreign text in it, however harmless that text is."""
        for module, name in ((textual.markup, "to_content"), (rich.markup, "render")):
            setattr(module, name, self._watched(getattr(module, name)))

    def _watched(self, parse: Callable[..., Any]) -> Callable[..., Any]:
        def watched(markup: str, *args: Any, **more: Any) -> Any:
            if "\u2983" in markup or self.text[:40] in markup:
                self.faults.append(f"a markup parser was given {markup[:120]!r}")
            return parse(markup, *args, **more)

        return watched


async def run(walk: Walk) -> None:
    """Play the walk in this process's terminal."""
    app: App[None] = walk.app
    try:
        await app.run_async(auto_pilot=walk.walk)
    finally:
        await walk.coach.close()
    if app.return_code:
        walk.faults.append(f"the app ended with code {app.return_code}")


def main() -> None:
    """Walk, and write down what was found."""
    home, told = Path(sys.argv[1]), Path(sys.argv[2])
    text = json.loads(Path(sys.argv[3]).read_text("utf-8"))
    walk = Walk(home, text)
    asyncio.run(run(walk))
    told.write_text(json.dumps({"seen": walk.seen, "faults": walk.faults, "copied": walk.copied}), "utf-8")


if __name__ == "__main__":
    assert FIELDS
    main()
