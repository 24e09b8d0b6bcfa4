"""A model server on loopback whose behaviour is chosen by the model's name: right answers, and every way to fail.

Real sockets, because a reset, a cut or a stalled stream cannot be had from a mock transport.
"""

import asyncio
import json
import socket
import struct
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

WORDS = ("Of course. ", "What is ", "on your mind?")
"""What the well-behaved model says, chunk by chunk."""

Answer = Callable[["Call"], Awaitable[None]]


@dataclass
class Request:
    """What a client sent."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class Call:
    """One request being answered."""

    request: Request
    writer: asyncio.StreamWriter
    number: int
    """Which request for this model it is, from 1."""
    words: Sequence[str] = WORDS
    """The parts of a right answer."""

    @property
    def lists(self) -> bool:
        """Whether the models are asked for, whose list is answered whole."""
        return self.request.path.endswith("/models")

    async def send(self, data: bytes) -> None:
        """Send raw bytes."""
        self.writer.write(data)
        await self.writer.drain()

    async def respond(self, status: int, body: bytes, content_type: str = "application/json", **headers: str) -> None:
        """Send a whole response; in header names `_` stands for `-`."""
        lines = [f"HTTP/1.1 {status} X", f"content-type: {content_type}", f"content-length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        await self.send("\r\n".join([*lines, "connection: close", "", ""]).encode() + body)

    async def error(self, status: int, message: str, code: str | None = None, **headers: str) -> None:
        """Send an error as OpenAI words it."""
        error = {"message": message, "type": "error", "code": code}
        await self.respond(status, json.dumps({"error": error}).encode(), **headers)

    async def begin(self) -> None:
        """Begin an event stream that ends with the connection."""
        await self.send(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")

    async def say(self, text: str) -> None:
        """Send one chunk of text: as arguments where a tool is forced."""
        call = {"index": 0, "id": "t", "type": "function", "function": {"name": "sheet", "arguments": text}}
        forced = self.request.body.get("tool_choice")
        await self.send(chunk("", tool_calls=[call]) if forced else chunk(text))

    async def end(self, finish: str | None = "stop") -> None:
        """Send the finish word and the end of the stream."""
        await self.send(chunk("", finish) + b"data: [DONE]\n\n")

    def reset(self) -> None:
        """Cut the connection with a TCP reset."""
        sock: socket.socket = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


def chunk(text: str, finish: str | None = None, tool_calls: Any = None, **more: Any) -> bytes:
    """Return one event of a chat completion stream."""
    delta = {"role": "assistant", "content": text} | ({"tool_calls": tool_calls} if tool_calls else {})
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    event = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "served", "choices": [choice], **more}
    return b"data: " + json.dumps(event).encode() + b"\n\n"


async def good(call: Call) -> None:
    """Give the right answer."""
    if call.lists:
        listed = {"object": "list", "data": [{"id": name, "object": "model"} for name in BEHAVIOURS]}
        await call.respond(200, json.dumps(listed).encode())
        return
    await call.begin()
    for word in call.words:
        await call.say(word)
    await call.end()


async def _reset_at_once(call: Call) -> None:
    call.reset()


async def _reset_midway(call: Call) -> None:
    await call.begin()
    await call.say(call.words[0])
    call.reset()


async def _cut(call: Call) -> None:
    await call.begin()
    await call.say(call.words[0])


async def _chunked_cut(call: Call) -> None:
    await call.send(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
    event = chunk(call.words[0])
    await call.send(f"{len(event):x}\r\n".encode() + event + b"\r\n")


async def _stall(call: Call) -> None:
    await call.begin()
    await call.say(call.words[0])
    await until_gone(call)


async def _silent(call: Call) -> None:
    await until_gone(call)


async def _role_then_silent(call: Call) -> None:
    await call.begin()
    await call.say("")
    await until_gone(call)


async def _comments(call: Call) -> None:
    await call.begin()
    await call.say(call.words[0])
    while not call.writer.is_closing():
        await call.send(b": still here\n\n")
        await asyncio.sleep(0.005)


async def _flood(call: Call) -> None:
    await call.begin()
    event = chunk("x" * 60_000)
    while not call.writer.is_closing():
        await call.send(event)


async def _padding(call: Call) -> None:
    await call.begin()
    while not call.writer.is_closing():
        await call.send(b": " + b"x" * 60_000 + b"\n\n")


async def _burst(call: Call) -> None:
    await call.begin()
    await call.send(chunk("x ") * 3_000)
    await call.end()


async def _fails_twice(call: Call) -> None:
    await (call.error(503, "busy") if call.number < 3 else good(call))


async def _drops_once(call: Call) -> None:
    await (_reset_at_once(call) if call.number < 2 else good(call))


async def _redirect(call: Call) -> None:
    await call.respond(307, b"", location="http://127.0.0.1:9/v1/chat/completions")


async def until_gone(call: Call, at_most_s: float | None = None) -> None:
    """Wait until the client hangs up, or so many seconds."""
    with suppress(TimeoutError):
        async with asyncio.timeout(at_most_s):
            await asyncio.Event().wait()  # `_serve` cancels it when the client hangs up


BEHAVIOURS: dict[str, Answer] = {
    "good": good,
    "reset": _reset_at_once,
    "reset-midway": _reset_midway,
    "cut": _cut,
    "chunked-cut": _chunked_cut,
    "stall": _stall,
    "silent": _silent,
    "role-then-silent": _role_then_silent,
    "comments": _comments,
    "flood": _flood,
    "padding": _padding,
    "burst": _burst,
    "fails-twice": _fails_twice,
    "drops-once": _drops_once,
    "redirect": _redirect,
}


@dataclass
class FaultyServer:
    """The running server: its address, what it was sent, and how many connections are open."""

    url: str = ""
    requests: list[Request] = field(default_factory=list)
    open: int = 0
    behave: Callable[[Call], Answer | None] = lambda call: BEHAVIOURS.get(call.request.body.get("model", ""))
    """What a call gets; nothing said is a right answer."""
    words: Callable[[Request], Sequence[str]] = lambda _: WORDS
    """The right answer to a request, in parts."""
    _asked: Counter[str] = field(default_factory=Counter)
    """How many requests there were for each model."""
    _closed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def gone(self) -> None:
        """Wait until no connection is open."""
        async with asyncio.timeout(2), self._closed:
            await self._closed.wait_for(lambda: not self.open)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            request = Request(head[0].split(" ")[1], headers, json.loads(body or b"{}"))
            self.requests.append(request)
            name = request.body.get("model", "")
            self._asked[name] += 1
            call = Call(request, writer, self._asked[name], self.words(request))
            answer = asyncio.ensure_future((self.behave(call) or good)(call))
            hang_up = asyncio.ensure_future(reader.read())  # ends when the client closes
            await asyncio.wait((answer, hang_up), return_when=asyncio.FIRST_COMPLETED)
            for task in (answer, hang_up):
                task.cancel()
            await asyncio.gather(answer, hang_up, return_exceptions=True)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client left; what it missed is its own affair
        finally:
            writer.close()
            async with self._closed:
                self.open -= 1
                self._closed.notify_all()


@asynccontextmanager
async def faulty_server() -> AsyncIterator[FaultyServer]:
    """Run the server on a free port of loopback."""
    state = FaultyServer()
    server = await asyncio.start_server(state._serve, "127.0.0.1", 0)
    state.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    try:
        yield state
    finally:
        server.close()
        await state.gone()
