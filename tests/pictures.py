"""`python -m tests.pictures [NAME …]` plays rehearsals on the real screens and keeps pictures of them in .pictures/."""

import asyncio
import re
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from coach import wiring
from coach.coaching import Coach
from coach.domain.opening import Difficulty, Opening
from coach.settings import read_settings
from coach.tui.app import CoachApp
from coach.tui.house import CoachHouse
from coach.tui.navigation import Place, Rehearse, Visit
from tests.tui.staging import opened, say, session_of, until

FOLDER = Path(__file__).parent.parent / ".pictures"
SIZE = (120, 36)
SCENE = "high-visibility-projects"
REPLIES = (
    "Thank you for making time. On the duplicate listing detector I brought duplicates that reach buyers from 6.2 down "
    "to 1.8 percent, and I would like to bring that to the fraud detection system.",
    "I understand that the migration comes first, and I don't want to pull anyone off it. I could take the labelling "
    "checks for the fraud detection system, half a day a week, so that false declines come down and sellers stay.",
)
LAST = "Of course, and it is your call. Could we talk again next Thursday? I'll send you a short summary of today."
CLUMSY = "I deserve the fraud project, everybody else got one. I want it by Friday or I'll look elsewhere."


class Picture(NamedTuple):
    """A screen over the library: where it is, and words that stand on it once it is complete."""

    place: Place
    shown: str
    keys: tuple[str, ...] = ()
    """Pressed before the picture is taken."""


PICTURES = {
    "report": Picture(Place.REPORT, "Strongest"),
    "replay": Picture(Place.REPLAY, "Turn"),
    "branches": Picture(Place.BRANCHES, "Turn 4 anew"),
    "compare": Picture(Place.COMPARE, "Side by side"),
    "progress": Picture(Place.PROGRESS, "Ask for"),
    "brief": Picture(Place.BRIEF, "Your brief"),
    "recap": Picture(Place.RECAP, "Recap mail"),
    "outcome": Picture(Place.OUTCOME, "How did it end"),
    "drill": Picture(Place.DRILL, "term"),
    "score": Picture(Place.SCORE, "talk"),
    "card": Picture(Place.CARD, "judge"),
    "model": Picture(Place.MODEL, "llama.cpp"),
    "settings": Picture(Place.SETTINGS, "coach-contrast"),
    "doctor": Picture(Place.DOCTOR, "Nothing to mend"),
    "help": Picture(Place.REPORT, "Everywhere", ("f1",)),
}
"""Every screen but the first one and the room, by the name of its file."""


def without_links(svg: str) -> str:
    """Return a picture without its fonts from elsewhere: nothing in this repository calls out."""
    return re.sub(r"@font-face\s*\{[^}]*\}\s*", "", svg)


async def main(names: list[str]) -> None:
    """Draw the pictures of those names, or all."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        coach = wiring.build(read_settings({"COACH_HOME": home}))
        app = CoachApp(lambda: CoachHouse(coach))
        async with app.run_test(size=SIZE) as pilot:

            async def draw(name: str, shown: str) -> None:
                try:
                    await until(pilot, lambda: shown in _text(pilot))
                except AssertionError:
                    raise AssertionError(f"{name}: “{shown}” never stood on the screen:\n{_text(pilot)}") from None
                for _ in range(30):  # what is read from the store comes behind the first words
                    await pilot.pause()
                if name in names or not names:
                    (FOLDER / f"{name}.svg").write_text(without_links(app.export_screenshot()), "utf-8")

            await draw("first-run", "Welcome")
            app.post_message(Rehearse(Opening(scenario=SCENE, seed=3)))
            screen = await opened(pilot)
            for text in REPLIES:
                await say(pilot, screen, text)
            await draw("rehearsal", "half a day a week")
            while not screen.over:
                await say(pilot, screen, LAST)
            first = session_of(screen).id
            branch = await _played(coach, Opening(rewound=first, seq=3), CLUMSY)
            await _played(coach, Opening(scenario="risk-averse-manager", difficulty=Difficulty.SUPPORTIVE), *REPLIES)
            await _played(coach, Opening(scenario=SCENE, difficulty=Difficulty.TOUGH), REPLIES[0], CLUMSY)
            app.pop_screen()
            await draw("library", "Best so far")
            for name, picture in PICTURES.items():
                app.post_message(Visit(picture.place, first, beside=branch))
                await until(pilot, lambda: len(app.screen_stack) == 2)
                for key in picture.keys:
                    await pilot.press(key)
                await draw(name, picture.shown)
                while len(app.screen_stack) > 1:
                    app.pop_screen()
                await pilot.pause()
        await coach.close()


async def _played(coach: Coach, opening: Opening, *replies: str) -> str:
    """Rehearse to the end without a screen, and return the session's id."""
    rehearsal = await coach.rehearse(opening)
    if not rehearsal.session.turns:
        async for _ in rehearsal.open():
            pass
    for text in (*replies, *[LAST] * 12):
        if not rehearsal.over:
            async for _ in rehearsal.answer(text):
                pass
    return (await rehearsal.finish(patience_s=9)).id


def _text(pilot: Pilot[None]) -> str:
    """Return what stands on the screen."""
    rows = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in rows)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
