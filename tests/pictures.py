"""`python -m tests.pictures`: plays a rehearsal on the real screens and keeps a picture of each in .pictures/."""

import asyncio
import re
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from coach import wiring
from coach.domain.opening import Opening
from coach.settings import read_settings
from coach.tui.app import CoachApp
from coach.tui.house import CoachHouse
from coach.tui.navigation import Rehearse
from tests.tui.staging import opened, say, until

FOLDER = Path(__file__).parent.parent / ".pictures"
SIZE = (120, 36)
REPLIES = (
    "Thank you for making time. On the duplicate listing detector I brought duplicates that reach buyers from 6.2 down "
    "to 1.8 percent, and I would like to bring that to the fraud detection system.",
    "I understand that the migration comes first, and I don't want to pull anyone off it. I could take the labelling "
    "checks for the fraud detection system, half a day a week, so that false declines come down and sellers stay.",
)
LAST = "Of course, and it is your call. Could we talk again next Thursday? I'll send you a short summary of today."


def without_links(svg: str) -> str:
    """Return a picture without its fonts from elsewhere: nothing in this repository calls out."""
    return re.sub(r"@font-face\s*\{[^}]*\}\s*", "", svg)


async def main() -> None:
    """Draw the library, the rehearsal and the report."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        coach = wiring.build(read_settings({"COACH_HOME": home}))
        app = CoachApp(lambda: CoachHouse(coach))
        async with app.run_test(size=SIZE) as pilot:
            await until(pilot, lambda: "None yet" in pilot.app.export_screenshot().replace("&#160;", " "))
            _draw(pilot, "library")
            app.post_message(Rehearse(Opening(scenario="high-visibility-projects", seed=3)))
            screen = await opened(pilot)
            for text in REPLIES:
                await say(pilot, screen, text)
            _draw(pilot, "rehearsal")
            while not screen.over:
                await say(pilot, screen, LAST)
            await pilot.press("enter")
            await until(pilot, lambda: "Strongest" in pilot.app.export_screenshot())
            _draw(pilot, "report")
        await coach.close()


def _draw(pilot: Pilot[None], name: str) -> None:
    (FOLDER / f"{name}.svg").write_text(without_links(pilot.app.export_screenshot()), "utf-8")


if __name__ == "__main__":
    asyncio.run(main())
