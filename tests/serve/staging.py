"""A server on loopback with stand-ins behind it, and a visitor who asks for things as a browser does."""

import asyncio
import json
import os
import select
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

from aiohttp import ClientResponse, ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType

from coach.serve.server import Limits, Server

STAND_IN = Path(__file__).with_name("stand_in.py")


class Visitor:
    """A browser in small: keeps cookies, and says which page it asks from."""

    def __init__(self, address: str, browser: ClientSession, narrated: list[str]) -> None:
        self.address = address
        self.origin = address.partition("/?")[0]
        self.narrated = narrated
        self._browser = browser

    async def get(self, path: str, **headers: str) -> ClientResponse:
        """Ask for a path; in header names `_` stands for `-`."""
        response = await self._browser.get(self.origin + path, headers=_headers(headers), allow_redirects=False)
        await response.read()
        return response

    async def come_in(self) -> Self:
        """Use the address that the server printed."""
        assert (await self.get(self.address.removeprefix(self.origin))).status == 200
        return self

    async def room(self, query: str = "", **headers: str) -> "Room":
        """Open a room as the page does."""
        told = {"Origin": self.origin, **_headers(headers)}
        return Room(await self._browser.ws_connect(f"{self.origin}/ws{query}", headers=told))


class Room:
    """The page's end of a socket."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket

    async def begun(self) -> dict[str, Any]:
        """Return what a stand-in says first: its environment and its processes."""
        told: dict[str, Any] = json.loads(await self.heard())
        return told

    async def say(self, *message: object) -> bytes:
        """Send a message and return what comes back."""
        await self.socket.send_json(list(message))
        return await self.heard()

    async def heard(self) -> bytes:
        """Return the next thing that is painted or said."""
        message = await self.socket.receive(timeout=30)
        assert message.type in (WSMsgType.BINARY, WSMsgType.TEXT), (message, self.socket.close_code)
        return message.data if isinstance(message.data, bytes) else str(message.data).encode()

    async def ended(self) -> tuple[int, str]:
        """Wait for the server to hang up and return its code and sentence."""
        while True:
            message = await self.socket.receive(timeout=30)
            if message.type is WSMsgType.CLOSE:
                return int(message.data), str(message.extra)
            assert message.type in (WSMsgType.BINARY, WSMsgType.TEXT), message


@asynccontextmanager
async def served(
    mode: str = "", *, limits: Limits | None = None, environ: Mapping[str, str] | None = None, program: str = ""
) -> AsyncIterator[Visitor]:
    """Serve stand-ins of a kind, and end them in the end."""
    narrated: list[str] = []
    command = [program or sys.executable, "-S", str(STAND_IN), mode]
    server = Server(command, environ or {}, limits or Limits(), narrated.append)
    address = await server.open(0)
    try:
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
            yield Visitor(address, browser, narrated)
    finally:
        await server.close()


class Watch:
    """Watches processes: tells when each has ended, also one that nobody waits for."""

    def __init__(self, *pids: int) -> None:
        self._handles = [os.pidfd_open(pid) for pid in pids]

    async def all_ended(self) -> bool:
        """Wait for each of them, half a minute at most."""
        return await asyncio.to_thread(self._wait)

    def _wait(self) -> bool:
        try:
            return all(bool(select.select([handle], [], [], 30.0)[0]) for handle in self._handles)
        finally:
            for handle in self._handles:
                os.close(handle)


def _headers(named: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in named.items()}
