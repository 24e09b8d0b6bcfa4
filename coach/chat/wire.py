"""The HTTP client under a model line, with the guards that sit on the bytes."""

import re
from collections.abc import AsyncIterator
from contextvars import ContextVar
from typing import cast

import httpx2

from coach.chat import faults
from coach.settings import is_loopback

MAX_BYTES = 8 * 1024 * 1024
"""Bytes of one response: some 30,000 chunks."""
MAX_BESIDE = 1024 * 1024
"""Bytes of a list of models, or of an answer that only says what is wrong: reading more of it would hold the screen."""
CONNECT_S = 10.0

_REFUSAL = re.compile(rb'"refusal"\s*:\s*"[^"]')
_LONGEST_SIGN = 32

REFUSALS: ContextVar[list[bool]] = ContextVar("REFUSALS")
"""Where the response of the call under way notes a refusal: langchain drops that field from streams."""


def http_client(base_url: str, transport: httpx2.AsyncBaseTransport | None) -> httpx2.AsyncClient:
    """Return a client that follows no redirect, takes no packed bytes and reads no more than `MAX_BYTES`."""
    return httpx2.AsyncClient(
        transport=transport,
        # A 307 would send the whole conversation to another host.
        follow_redirects=False,
        # The proxy and certificate settings of a company count, but nothing on this machine is behind its proxy.
        trust_env=not is_loopback(base_url),
        # Then the bytes on the wire are the bytes in memory, and the cap below holds.
        headers={"Accept-Encoding": "identity"},
        event_hooks={"response": [_guard]},
        timeout=httpx2.Timeout(None, connect=CONNECT_S),
    )


async def _guard(response: httpx2.Response) -> None:
    """Refuse what cannot be an answer, and put the cap on its bytes. A hook: a transport would switch proxies off."""
    if response.headers.get("content-encoding", "identity").strip().lower() not in ("identity", ""):
        raise faults.NotPlain("packed bytes that were not asked for")
    if response.is_success and "text/html" in response.headers.get("content-type", ""):
        raise faults.NotPlain("a web page")
    answers = response.is_success and not response.request.url.path.endswith("/models")
    stream = cast(httpx2.AsyncByteStream, response.stream)
    response.stream = _Counted(stream, REFUSALS.get([]), MAX_BYTES if answers else MAX_BESIDE)


class _Counted(httpx2.AsyncByteStream):
    """A response's bytes, counted, and watched for a refusal."""

    def __init__(self, stream: httpx2.AsyncByteStream, refusals: list[bool], most: int) -> None:
        self._stream = stream
        self._most = most
        self._refusals = refusals

    async def __aiter__(self) -> AsyncIterator[bytes]:
        count, tail = 0, b""
        async for part in self._stream:
            count += len(part)
            if count > self._most:
                raise faults.Oversized
            tail += part
            if _REFUSAL.search(tail):
                self._refusals.append(True)
            tail = tail[-_LONGEST_SIGN:]
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()
