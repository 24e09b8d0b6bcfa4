"""The room while a model server misbehaves: a key is answered at once, whatever comes over the wire."""

import asyncio
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from coach import wiring
from coach.domain.opening import Opening
from coach.settings import read_settings
from coach.tui.app import CoachApp
from coach.tui.house import CoachHouse
from coach.tui.room.screen import RehearsalScreen
from coach.tui.widgets.reply import ReplyInput
from tests.reliability.faults import GUIDE
from tests.reliability.figure import Figure, run
from tests.reliability.own_time import own_time
from tests.reliability.serving import served

LIMIT_S = 0.2
"""A key is on the screen within this time, but for one in a hundred: the machine has other things to do, too."""
KEYS = 6
"""Keys that are typed into one fault."""
TICK_S = 0.005
HEAVY = (
    "stall", "flood", "burst", "slow bytes", "padding", "comments", "events too deep", "deep json", "deep content",
    "slow down, 1 s", "a packed bomb", "silent", "hostile words", "thoughts without end", "reset-midway", "good",
)  # fmt: skip
"""What takes long, or is much, or is deep."""


def check_keys(trials: int, seed: int) -> Figure:
    """Type while the manager's and the judge's calls fail; a trial is a key."""
    return run(_check(trials, seed))


async def _check(trials: int, seed: int) -> Figure:
    figure = Figure("R5k", "keys typed while calls fail: in the input at once")
    chance = random.Random(seed)
    late: list[float] = []
    held: list[float] = []
    with served() as url, tempfile.TemporaryDirectory() as home:
        environ = {"COACH_HOME": home, "OPENAI_BASE_URL": url, "COACH_MODEL": "planned", "COACH_CONCURRENCY": "2"}
        limits = {"COACH_DEADLINE_S": "0.6", "COACH_STALL_S": "0.4"}
        coach = wiring.build(read_settings(environ | limits, cwd=Path(home)))
        await asyncio.to_thread(coach.preload)
        app = CoachApp(lambda: CoachHouse(coach), Opening(scenario=GUIDE, seed=seed))
        async with app.run_test(size=(120, 40)) as pilot:
            screen = await _room(pilot)
            watch = asyncio.create_task(_watch(held))
            number = 0
            while len(late) < trials:
                name = HEAVY[number % len(HEAVY)]
                number += 1
                try:
                    waits = await _typed(screen, name, min(KEYS, trials - len(late)), chance)
                except TimeoutError:
                    figure.count(f"{name}: the room hangs")
                    break
                for wait in waits:
                    late.append(wait)
                    figure.count(f"{name}: a key took {wait:.1f} s" if wait > 2 else None)
                if _over(screen):
                    app.push_screen(screen := RehearsalScreen(coach, Opening(scenario=GUIDE, seed=seed + number)))
                    await _ready(screen)
            watch.cancel()
        await coach.close()
    told = []
    for what, times in (("key", late or [0.0]), ("loop", held)):
        slow = _percentile(times, 99)
        told.append(f"{what} p99 {1000 * slow:.0f} ms, most {1000 * max(times):.0f}")
        if slow > LIMIT_S:
            figure.failures.append(f"held up: {told[-1]}")
    figure.note = "; ".join(told)
    return figure


def _percentile(times: list[float], percent: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]


async def _watch(held: list[float]) -> None:
    """Note for how long the loop was held up, each time."""
    while True:
        began = own_time()
        await asyncio.sleep(TICK_S)
        held.append(own_time() - began - TICK_S)


async def _until(condition: Callable[[], object], step_s: float = TICK_S) -> float:
    """Wait for what nobody announces, and return how long that took."""
    began = own_time()
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 - a look from outside: the product has no event for it
            await asyncio.sleep(step_s)
    return own_time() - began


async def _room(pilot: Pilot[None]) -> RehearsalScreen:
    await _until(lambda: isinstance(pilot.app.screen, RehearsalScreen))
    screen = pilot.app.screen
    assert isinstance(screen, RehearsalScreen)
    await _ready(screen)
    return screen


async def _ready(screen: RehearsalScreen) -> None:
    def stands() -> bool:
        if screen.turn and not screen.busy and not (screen.rehearsal and screen.rehearsal.session.turns):
            screen.query_one(ReplyInput).action_send()  # a good answer may be late on a busy machine, too
        return bool(screen.rehearsal and screen.rehearsal.session.turns and not screen.busy)

    await _until(stands)


def _over(screen: RehearsalScreen) -> bool:
    return bool(screen.rehearsal and screen.rehearsal.over)


async def _typed(screen: RehearsalScreen, name: str, keys: int, chance: random.Random) -> list[float]:
    """Send a reply that makes the server fail, type on meanwhile, and return how long each key took."""
    reply = screen.query_one(ReplyInput)
    reply.text = f"Thank you for your time. I would say it is fault '{name}'."
    before = screen.turn
    reply.action_send()
    await _until(lambda: screen.turn is not before)
    waits = []
    for _ in range(keys):
        await asyncio.sleep(chance.uniform(0.0, 0.1))
        typed = reply.text.count("q")
        key = events.Key("q", "q")
        key.set_sender(screen.app)
        screen.app.post_message(key)
        # Where this answer was the talk's last one there is no input to type in any more.
        arrived = lambda typed=typed: reply.text.count("q") > typed or _over(screen)  # noqa: E731
        waits.append(await _until(arrived, 0.001))
    await _until(lambda: not screen.busy)
    return waits
