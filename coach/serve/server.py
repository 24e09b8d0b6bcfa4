"""The page, the socket behind it, how many there may be at a time, and an orderly end."""

import asyncio
import contextlib
import errno
import json
import logging
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import textual_serve
from aiohttp import WSMsgType, web
from aiohttp.http_exceptions import HttpProcessingError

from coach.errors import CoachError, UsageError
from coach.serve.ending import CRASHED, FULL, IDLE, LEFT, MISFORMED, STOPPED, STUCK, Ending, complaint
from coach.serve.guard import Guard
from coach.serve.room import Room, Size
from coach.text import clean

MAX_MESSAGE = 256 * 1024
"""Bytes of one message from the page. The page itself keeps back a paste that would be longer."""

_PAGE = Path(__file__).parent / "page"
_TERMINAL = Path(textual_serve.__file__).parent / "static"

THEIR_FONTS = "\"'Roboto Mono', Monaco, 'Courier New', monospace\""
"""As the terminal names its fonts; the first is not on most machines and the second is no match for the third."""
_OUR_FONTS = "\"ui-monospace, 'SF Mono', Menlo, 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', monospace\""

_STATIC = {
    "icon.svg": (_PAGE / "icon.svg", "image/svg+xml"),
    "page.css": (_PAGE / "page.css", "text/css"),
    "page.js": (_PAGE / "page.js", "text/javascript"),
    "textual.js": (_TERMINAL / "js" / "textual.js", "text/javascript"),
    "xterm.css": (_TERMINAL / "css" / "xterm.css", "text/css"),
}
"""Every file that is served, by name: there is no folder to be listed or climbed out of."""


@dataclass(frozen=True)
class Limits:
    """How much may be open, and how long."""

    sessions: int = 4
    """Rooms at a time, each of them a process."""
    idle_s: float = 3600.0
    """Seconds without a key press after which a room is closed."""
    grace_s: float = 5.0
    """Seconds that a room is given to end by itself, and again after SIGTERM."""
    final_grace_s: float = 3.0
    """The same when the server itself ends."""
    patience_s: float = 2.0
    """Seconds that a page waits for a place; longer while a room is just ending."""
    heartbeat_s: float = 15.0
    """Seconds between two signs of life that are asked of a page."""


class Server:
    """Serves the page on 127.0.0.1, with a coach process behind each open tab."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        limits: Limits,
        narrate: Callable[[str], None],
    ) -> None:
        self._command = tuple(command)
        self._environ = dict(environ)
        self._limits = limits
        self._narrate = narrate
        self._slots = asyncio.Semaphore(limits.sessions)
        self._ending = 0
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def open(self, port: int) -> str:
        """Begin to listen, on any free port for 0, and return the address with the token.

        Raises `UsageError` where the port cannot be had.
        """
        try:
            listener = socket.create_server(("127.0.0.1", port))
        except OSError as error:
            raise _no_port(port, error) from None
        port = listener.getsockname()[1]
        guard = Guard(port)
        site = web.Application(middlewares=[guard.middleware()])
        site.add_routes(
            [
                web.get("/", self._index),
                web.get("/ws", self._talk),
                web.get("/static/{name}", self._static),
            ]
        )
        site.on_response_prepare.append(guard.protect)
        site.on_shutdown.append(self._let_go)
        log = logging.Logger("coach.serve")
        log.addHandler(_Narrator(self._narrate))
        self._runner = web.AppRunner(site, access_log=None, logger=log, shutdown_timeout=3 * self._limits.final_grace_s)
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()
        return f"http://127.0.0.1:{port}/?token={guard.token}"

    async def close(self) -> None:
        """Close every room and stop listening."""
        if self._runner:
            await self._runner.cleanup()

    async def _let_go(self, _: web.Application) -> None:
        self._closing.set()

    async def _index(self, _: web.Request) -> web.Response:
        return web.Response(text=(_PAGE / "index.html").read_text("utf-8"), content_type="text/html")

    async def _static(self, request: web.Request) -> web.Response:
        if request.match_info["name"] not in _STATIC:
            raise web.HTTPNotFound
        path, kind = _STATIC[request.match_info["name"]]
        text = (await asyncio.to_thread(path.read_text, "utf-8")).replace(THEIR_FONTS, _OUR_FONTS, 1)
        return web.Response(text=text, content_type=kind)

    async def _talk(self, request: web.Request) -> web.WebSocketResponse:
        """Play one room over a socket, from its opening to its end."""
        page = web.WebSocketResponse(
            heartbeat=self._limits.heartbeat_s, timeout=2, compress=False, max_msg_size=MAX_MESSAGE
        )
        await page.prepare(request)
        if not await self._find_place():
            await _hang_up(page, STOPPED if self._closing.is_set() else FULL)
            return page
        try:
            room = await Room.start(self._command, self._environ, _asked_size(request))
            ending = await self._play(page, room)
            if room.forced:
                self._narrate("A room did not end in time and was ended by force.")
            elif ending.code == CRASHED.code:
                self._narrate(f"A room ended with exit code {room.code}. Its last words:\n{room.last_words}")
        except OSError as error:
            self._narrate(f"No room could be opened: {clean(error.strerror or 'unknown reason')}.")
            await _hang_up(page, CRASHED)
        finally:
            self._slots.release()
        return page

    async def _find_place(self) -> bool:
        """Take one of the places, or return `False`.

        A page that is loaded anew comes a moment before its old one goes, and that one's room takes a while to end.
        """
        seeking = asyncio.create_task(self._slots.acquire())
        closing = asyncio.create_task(self._closing.wait())
        for wait_s in (self._limits.patience_s, 2 * self._limits.grace_s):
            await asyncio.wait((seeking, closing), timeout=wait_s, return_when=asyncio.FIRST_COMPLETED)
            if seeking.done() or closing.done() or not self._ending:
                break
        seeking.cancel()
        closing.cancel()
        await asyncio.wait((seeking, closing))
        return not seeking.cancelled()

    async def _play(self, page: web.WebSocketResponse, room: Room) -> Ending:
        """Carry words both ways until one side is done; then end the room, whatever happens."""
        painting = asyncio.create_task(room.paint(page.send_bytes))
        hearing = asyncio.create_task(self._hear(page, room))
        closing = asyncio.create_task(self._closing.wait())
        grace_s = self._limits.grace_s
        ending = LEFT
        try:
            await asyncio.wait((painting, hearing, closing), return_when=asyncio.FIRST_COMPLETED)
            if closing.done():
                ending, grace_s = STOPPED, self._limits.final_grace_s
            elif hearing.done():
                ending = hearing.result()
        finally:
            self._ending += 1
            by_itself = painting.done()
            hearing.cancel()
            closing.cancel()
            await asyncio.wait((hearing, closing))
            if ending is not LEFT:
                await _hang_up(page, ending)
            await room.close(self._limits.final_grace_s if self._closing.is_set() else grace_s)
            await painting
            self._ending -= 1
        if ending is LEFT and by_itself and room.code:
            ending = complaint(room.last_words) or CRASHED
        await _hang_up(page, ending)
        return ending

    async def _hear(self, page: web.WebSocketResponse, room: Room) -> Ending:
        """Pass on what the page sends, and return why that ended."""
        while True:
            try:
                async with asyncio.timeout(self._limits.idle_s):  # the library's own begins anew with each heartbeat
                    message = await page.receive()
            except TimeoutError:
                return IDLE
            if message.type is not WSMsgType.TEXT:
                return LEFT
            try:
                await _pass_on(message.data, room, page.send_json)
            except TimeoutError:
                return STUCK
            except (ValueError, RecursionError):
                return MISFORMED
            except ConnectionError:
                return LEFT


class _Narrator(logging.Handler):
    """Tells of a fault of the server; what is no request at all has been answered so, and is nothing to tell."""

    def __init__(self, narrate: Callable[[str], None]) -> None:
        super().__init__(logging.ERROR)
        self._narrate = narrate

    def emit(self, record: logging.LogRecord) -> None:
        if not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError)):
            self._narrate(clean(self.format(record)))


async def serve(
    command: Sequence[str],
    environ: Mapping[str, str],
    *,
    port: int,
    limits: Limits,
    announce: Callable[[str], Awaitable[None]],
    narrate: Callable[[str], None],
) -> int:
    """Serve until SIGINT, SIGTERM or SIGHUP, and return 128 and the signal's number.

    `command` starts a coach that draws for Textual's web driver, in `environ` alone; `announce` is told the address,
    `narrate` what is worth a line on standard error. Raises `UsageError` where the port cannot be had.
    """
    if sys.platform == "win32":
        raise UsageError("`coach serve` needs Linux or macOS: Windows has no process groups to end a room with.")
    loop = asyncio.get_running_loop()
    told: asyncio.Future[int] = loop.create_future()
    server = Server(command, environ, limits, narrate)
    address = await server.open(port)

    def stop(number: int) -> None:
        if not told.done():
            told.set_result(number)

    # What is ignored stays so: that is how nohup and a shell's background work.
    wanted = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    numbers = [number for number in wanted if signal.getsignal(number) is not signal.SIG_IGN]
    for number in numbers:
        loop.add_signal_handler(number, stop, number)
    try:
        await announce(address)
        return 128 + await told
    finally:
        await server.close()
        for number in numbers:
            loop.remove_signal_handler(number)


async def _pass_on(text: str, room: Room, answer: Callable[[object], Awaitable[None]]) -> None:
    """Do what one message of the page says. Raises `ValueError` or `RecursionError` where it says nothing known."""
    match json.loads(text):
        case ["stdin", str(keys)]:
            await room.type(keys)
        case ["resize", {"width": int(width), "height": int(height)}]:
            size = Size.within(width, height)
            await room.tell("resize", width=size.width, height=size.height)
        case ["focus" | "blur" as kind]:
            await room.tell(kind)
        case ["ping", str(mark)]:
            await answer(["pong", mark])
        case _:
            raise ValueError("no message of the page")


async def _hang_up(page: web.WebSocketResponse, ending: Ending) -> None:
    with contextlib.suppress(ConnectionError, RuntimeError):
        await page.close(code=ending.code, message=ending.sentence.encode())


def _asked_size(request: web.Request) -> Size:
    try:
        return Size.within(int(request.query.get("width", "80")), int(request.query.get("height", "24")))
    except ValueError:
        return Size(80, 24)


def _no_port(port: int, error: OSError) -> CoachError:
    if error.errno == errno.EADDRINUSE:
        return UsageError(f"Port {port} is in use.", "Take another one with --port, or any free one with --port 0.")
    reason = clean(error.strerror or "unknown reason")
    return UsageError(f"Port {port} cannot be had: {reason}.", "Take another one with --port.")
