"""The page in a browser: nobody else comes in, nobody gets more rooms than there are, and nothing stays behind."""

import asyncio
import random
import re
import time
from collections.abc import Awaitable, Callable

from aiohttp import WSServerHandshakeError

from coach.serve.server import Limits
from tests.reliability.figure import Figure, run
from tests.serve.staging import Room, Visitor, Watch, served

PATHS = ("/", "/ws", "/static/textual.js", "/static/page.js", "/static/", "/download/x", "/nothing", "/../etc/passwd")
STRANGERS = ("evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "localhost.evil", "[::1]", "0.0.0.0:0")
ORIGINS = ("https://evil.example", "null", "", "http://127.0.0.1", "file://", "http://localhost.evil")
MODES = ("", "stubborn", "crashing", "pushy", "boundless")
"""How the process behind a page behaves (see `tests.serve.stand_in`)."""
ORPHAN_S = 10.0


def check_serving(trials: int, seed: int) -> Figure:
    """Visit a served page as a stranger, as another page, as too many at once, and leave in every way."""
    return run(_check(trials, seed))


async def _check(trials: int, seed: int) -> Figure:
    chance = random.Random(seed)
    figure = Figure("S9", "strangers, other pages and too many rooms at a served page")
    longest = 0.0
    visits: tuple[Callable[[Visitor, random.Random], Awaitable[str | None]], ...] = (
        _stranger, _other_name, _other_page, _too_many, _own_files_only,
    )  # fmt: skip
    left = 0
    for number in range(trials):
        kind = number % (len(visits) + 1)
        if kind == len(visits):
            mode = MODES[left % len(MODES)]
            left += 1
            told, took = await _leave(mode)
            longest = max(longest, took)
        else:
            async with served(limits=Limits(sessions=2, patience_s=0.05, grace_s=0.2, final_grace_s=0.1)) as visitor:
                told = await visits[kind](visitor, chance)
        name = "leave" if kind == len(visits) else visits[kind].__name__.strip("_")
        figure.count(told and f"{name}, trial {number}: {told}")
    figure.note = f"every process gone {longest:.1f} s after its page at the latest"
    return figure


async def _stranger(visitor: Visitor, chance: random.Random) -> str | None:
    path = chance.choice(PATHS)
    wrong = chance.choice(("", "?token=", f"?token={chance.randbytes(16).hex()}", "?token=%00"))
    answer = await visitor.get(path + wrong, Origin=visitor.origin, Cookie=f"coach={chance.randbytes(8).hex()}")
    return None if answer.status == 401 else f"{path}{wrong} answered {answer.status}"


async def _other_name(visitor: Visitor, chance: random.Random) -> str | None:
    await visitor.come_in()
    path, host = chance.choice(PATHS), chance.choice(STRANGERS)
    answer = await visitor.get(path, Host=host, Origin=f"http://{host}")
    return None if answer.status == 403 else f"{path} for {host} answered {answer.status}"


async def _other_page(visitor: Visitor, chance: random.Random) -> str | None:
    await visitor.come_in()
    origin = chance.choice(ORIGINS)
    try:
        await visitor.room(Origin=origin)
    except WSServerHandshakeError as error:
        return None if error.status == 403 else f"a socket from {origin!r} was answered {error.status}"
    return f"a socket from {origin!r} was opened"


async def _too_many(visitor: Visitor, chance: random.Random) -> str | None:
    await visitor.come_in()
    rooms = await asyncio.gather(*(visitor.room() for _ in range(chance.randrange(3, 6))))
    begun = await asyncio.gather(*(_begins(room) for room in rooms))
    return None if sum(begun) == 2 else f"{sum(begun)} rooms of 2"


async def _begins(room: Room) -> bool:
    try:
        return bool(await room.begun())
    except AssertionError:  # the server has hung up
        return False


async def _own_files_only(visitor: Visitor, chance: random.Random) -> str | None:
    await visitor.come_in()
    name = chance.choice(("", "../server.py", "..%2fserver.py", "%2e%2e/server.py", ".", "css", "x" * 5_000))
    answer = await visitor.get(f"/static/{name}")
    if answer.status == 200:
        return f"/static/{name[:20]} was served"
    page = await visitor.get("/")
    elsewhere = re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//[^"')]+""", await page.text())
    policy = page.headers.get("Content-Security-Policy", "")
    return f"the page asks elsewhere: {elsewhere} {policy}" if elsewhere or "default-src" not in policy else None


async def _leave(mode: str) -> tuple[str | None, float]:
    """Open a room, leave it without a word, and wait for its processes to end."""
    async with served(mode, limits=Limits(grace_s=0.3, final_grace_s=0.1)) as visitor:
        room = await (await visitor.come_in()).room()
        watch = Watch(*(await room.begun())["pids"])
        began = time.monotonic()
        await room.socket.close()
        ended = await watch.all_ended()
        took = time.monotonic() - began
    return (None if ended and took < ORPHAN_S else f"{mode or 'plain'}: a process was alive after {took:.0f} s"), took
