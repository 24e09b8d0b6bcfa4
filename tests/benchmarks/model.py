"""A model server on loopback that answers at once, after a delay or at a pace: a turn, or verdicts where asked for."""

import asyncio
import json
import threading
import time
from collections.abc import Sequence
from typing import Any

from coach.domain.rubric import CRITERIA, MOVES

PACED = "paced-"
"""With a number, the name of a model that speaks so many tokens, 200 a second."""
RATE = 200
WORDS = ["Mmmm,", "hold", "on", "there.", "Tell", "me", "more", "about", "that,", "and", "why", "it", "matters", "now."]


class Model:
    """Serves `/v1/models` and `/v1/chat/completions` from a thread of its own."""

    def __init__(self, delay_s: float = 0.0) -> None:
        self._delay_s = delay_s
        self.last = ""
        """The last word that the paced model said, another one each time."""
        self._said = 0
        self.first_at = self.last_at = 0.0
        """When the paced model sent its first and its last token, on the monotonic clock."""
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait()

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self._port}/v1"

    def close(self) -> None:
        """Stop serving."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self._port = server.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()
        server.close()
        for task in (tasks := asyncio.all_tasks(self._loop)):
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
                length = head.partition("content-length: ")[2].partition("\r\n")[0]
                request = json.loads(await reader.readexactly(int(length or 0)) or b"{}")
                if "/models" in head.partition("\r\n")[0]:
                    _send(writer, {"object": "list", "data": [{"id": "bench", "object": "model", "created": 0}]})
                elif request["model"].startswith(PACED) and not request.get("response_format"):
                    await self._speak_at_pace(writer, int(request["model"].removeprefix(PACED)))
                else:
                    await asyncio.sleep(self._delay_s)
                    _stream(writer, [verdicts()] if request.get("response_format") else [f"{word} " for word in WORDS])
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            writer.close()

    async def _speak_at_pace(self, writer: asyncio.StreamWriter, tokens: int) -> None:
        # Whatever is behind its time is sent at once, so that the pace holds when this thread was put back.
        self._said += 1
        self.last = f"last-{chr(97 + self._said % 26)}-of-all."
        pieces = [*(f"{WORDS[n % len(WORDS)]} " for n in range(tokens - 1)), self.last]
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
        start = time.monotonic()
        for number, piece in enumerate(pieces):
            await asyncio.sleep(start + number / RATE - time.monotonic())
            if writer.is_closing():
                return  # nobody listens any more
            if number == 0:
                self.first_at = time.monotonic()
            _send_chunk(writer, _events([piece]))
        self.last_at = time.monotonic()
        _send_chunk(writer, _events([], "stop") + b"data: [DONE]\n\n")
        writer.write(b"0\r\n\r\n")


_BASE: dict[str, Any] = {"id": "bench", "created": 0, "model": "bench"}


def _send(writer: asyncio.StreamWriter, value: dict[str, Any]) -> None:
    body = json.dumps(value).encode()
    writer.write(
        f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    )


def _stream(writer: asyncio.StreamWriter, pieces: Sequence[str]) -> None:
    body = _events(pieces, "stop") + b"data: [DONE]\n\n"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)


def _send_chunk(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")


def _events(pieces: Sequence[str], finish: str | None = None) -> bytes:
    choices: list[dict[str, Any]] = [{"index": 0, "delta": {"content": p}, "finish_reason": None} for p in pieces]
    if finish:
        choices.append({"index": 0, "delta": {}, "finish_reason": finish})
    chunks = [{**_BASE, "object": "chat.completion.chunk", "choices": [choice]} for choice in choices]
    return b"".join(f"data: {json.dumps(chunk)}\n\n".encode() for chunk in chunks)


def verdicts() -> str:
    """Return an answer in the judge's form: every rule absent."""
    seen: dict[str, Any] = {"reason": "None seen.", "quotes": []}
    criteria = [{"rule": c.value, "verdict": "absent", **seen} for c in CRITERIA]
    moves = [{"rule": m.value, "made": False, **seen} for m in MOVES]
    return json.dumps({"criteria": criteria, "moves": moves})
