"""Looks at every widget of a screen: which texts it shows whole, and what in it is more than text."""

import re
from collections.abc import Callable
from typing import Any

import rich.markup
import textual.markup
from textual import events
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget

from coach.text import clean
from coach.tui.app import CoachApp
from coach.tui.library import LibraryScreen
from tests.reliability.grammar import BEYOND_TEXT
from tests.reliability.poisoned import mark

ACTIONS = re.compile(r"(screen\.section|screen\.practise|pick)\(\d+\)|link\('[^']*'\)")
"""The actions that words on our own screens have when they are clicked."""
FRAME_S = 0.04
"""Seconds in which everything is drawn, at the frames a second that `sinks` asks of Textual."""
DRAWN = re.compile(r"[\s▌│┃▏▎█▊▍▋─]+")
"""What a layout puts between the words of a text."""


class Eye:
    """Drives the app and notes what it sees."""

    pilot: Pilot[None]

    def __init__(self, app: CoachApp, text: str) -> None:
        self.app = app
        self.text = text
        self.seen: dict[str, dict[str, bool]] = {}
        """By screen and field: whether it was shown whole there."""
        self.faults: list[str] = []
        self._wanted = DRAWN.sub("", clean(text))
        self._watch_markup()

    async def home(self) -> None:
        """Go back to the first screen."""
        while not isinstance(self.app.screen, LibraryScreen):
            self.app.pop_screen()
            await self.pilot.pause()
        self.app.clear_notifications()
        await self.settled()

    async def press(self, *keys: str, settled: bool = True) -> None:
        """Press keys, and wait for what comes of them unless that may take for ever."""
        for key in keys:
            character = key if len(key) == 1 else {"slash": "/", "space": " "}.get(key)
            self.app.post_message(events.Key(key, character))
            await self.pilot.pause(0)
        if settled:
            await self.settled()

    async def paste(self, text: str, into: type[Widget] | None = None) -> None:
        """Paste a text into what has the focus, or first into a widget of that kind."""
        if into:
            self.app.screen.query_one(into).focus()
            await self.pilot.pause(0)
        self.app.post_message(events.Paste(text))
        await self.settled()

    async def settled(self) -> None:
        """Wait until nothing works any more and everything is drawn."""
        await self.pilot.pause(FRAME_S)
        if self._busy:
            await self.until(lambda: not self._busy)
            await self.pilot.pause(FRAME_S)

    @property
    def _busy(self) -> bool:
        """Whether something works on the screen; old scores come in their own time, and a dialog is waited for."""
        works = (worker.is_running and worker.group != "past" for worker in self.app.workers)
        return not self.app.screen.is_modal and any(works)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Let the app work until a condition holds; raises what it died of."""
        for _ in range(4_000):
            if self.app._exception:  # a pilot goes on in an app that has died
                raise self.app._exception
            if condition():
                return
            await self.pilot.pause(0.01)
        told = "; ".join(n.message for n in self.app._notifications)
        raise AssertionError(f"never came true; {told}")

    async def look(self, name: str, *, settled: bool = True) -> None:
        """Look at what is on the screen: which fields are told whole, and that nothing in them acts."""
        await (self.settled() if settled else self.pilot.pause(FRAME_S))
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
        beyond = [getattr(widget, held, "") for held in ("text", "plain")]
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
