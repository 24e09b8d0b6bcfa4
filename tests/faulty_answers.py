"""Every way to fail that has a name: what a model server answers instead of an answer.

The classes are those that the openai and langchain clients were seen to meet: statuses, bodies that are no answer,
streams that end wrongly, and content that is not of the form that was asked for.
"""

import gzip
import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from tests.faulty_server import BEHAVIOURS, Answer, Call, chunk, good, until_gone


def error_body(message: str, code: str | None = None, kind: str = "error") -> bytes:
    return json.dumps({"error": {"message": message, "type": kind, "code": code}}).encode()


async def _status(status: int, body: bytes, call: Call, content_type: str = "application/json", **headers: str) -> None:
    await call.respond(status, body, content_type, **headers)


async def _body(body: bytes, call: Call, content_type: str = "application/json", **headers: str) -> None:
    await call.respond(200, body, content_type, **headers)


async def _raw_events(events: Sequence[bytes], call: Call) -> None:
    await call.begin()
    await call.say(call.words[0])
    for event in events:
        await call.send(event)


async def _only_events(events: Sequence[bytes], call: Call) -> None:
    await call.begin()
    for event in events:
        await call.send(event)


async def _says(words: Sequence[str], call: Call, finish: str | None = "stop") -> None:
    await call.begin()
    for word in words:
        await call.say(word)
    await call.end(finish)


async def _wrapped(before: str, after: str, call: Call) -> None:
    await _says([before, *call.words, after], call)


async def _slow_bytes(call: Call) -> None:
    await call.begin()
    for byte in b"".join(chunk(word) for word in call.words):
        await call.send(bytes([byte]))
        await until_gone(call, 0.02)


async def _empty_deltas(call: Call) -> None:
    await call.begin()
    await call.say(call.words[0])
    while True:
        await until_gone(call, 0.02)
        await call.send(chunk(""))


async def _drip(call: Call) -> None:
    await call.begin()
    while True:
        await until_gone(call, 0.05)
        await call.say("a ")


async def _done_without_finish(call: Call) -> None:
    await call.begin()
    await call.say(call.words[0])
    await call.send(b"data: [DONE]\n\n")


async def _whole(call: Call) -> None:
    """Answer a request for a stream with one object, as servers do that know no streams."""
    message = {"role": "assistant", "content": "".join(call.words)}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    await call.respond(200, json.dumps({"object": "chat.completion", "choices": [choice]}).encode())


def _delta(delta: Any, finish: str | None = None) -> bytes:
    event = {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
    return b"data: " + json.dumps(event).encode() + b"\n\n"


_DEEP = b'{"a":' * 20_000 + b"1" + b"}" * 20_000
_STOP = chunk("", "stop") + b"data: [DONE]\n\n"
_TOOL = {"tool_calls": [{"index": 0, "id": "t", "type": "function", "function": {"name": "x", "arguments": "{}"}}]}

STATUSES: dict[str, Answer] = {
    "bad request": partial(_status, 400, error_body("nonsense")),
    "context too long": partial(_status, 400, error_body("too long", "context_length_exceeded")),
    "content filter": partial(_status, 400, error_body("blocked", "content_filter")),
    "wrong key": partial(_status, 401, error_body("Incorrect API key provided")),
    "no credit": partial(_status, 402, error_body("pay first")),
    "not allowed": partial(_status, 403, error_body("no access")),
    "no such model": partial(_status, 404, error_body("unknown model", "model_not_found")),
    "no such page": partial(_status, 404, b"404 page not found", content_type="text/plain"),
    "request timeout": partial(_status, 408, error_body("late")),
    "conflict": partial(_status, 409, error_body("conflict")),
    "too large": partial(_status, 413, error_body("entity too large")),
    "unprocessable": partial(_status, 422, b'{"detail": "wrong field"}'),
    "too early": partial(_status, 425, error_body("too early")),
    "slow down, 1 s": partial(_status, 429, error_body("slow down"), retry_after="1"),
    "slow down, now": partial(_status, 429, error_body("slow down"), retry_after="0"),
    "slow down, 10 min": partial(_status, 429, error_body("slow down"), retry_after="600"),
    "out of quota": partial(_status, 429, error_body("no credit", "insufficient_quota")),
    "server error": partial(_status, 500, error_body("oops")),
    "bad gateway, a page": partial(_status, 502, b"<html>Bad gateway</html>", content_type="text/html"),
    "unavailable": partial(_status, 503, error_body("busy")),
    "gateway timeout": partial(_status, 504, b""),
    "overloaded": partial(_status, 529, error_body("overloaded")),
    "redirect 307": partial(_status, 307, b"", location="http://127.0.0.1:9/v1/chat/completions"),
    "redirect 302": partial(_status, 302, b"", location="http://127.0.0.1:9/"),
}

BODIES: dict[str, Answer] = {
    "a web page": partial(_body, b"<html>Welcome</html>", content_type="text/html; charset=utf-8"),
    "null": partial(_body, b"null"),
    "a list": partial(_body, b"[]"),
    "a number": partial(_body, b"7"),
    "no json": partial(_body, b"hello there"),
    "nothing": partial(_body, b""),
    "no utf-8": partial(_body, b'{"choices": "\xff\xfe"}'),
    "cut json": partial(_body, b'{"choices": [{"message": {"cont'),
    "an error with status 200": partial(_body, error_body("it broke")),
    "choices empty": partial(_body, b'{"choices": []}'),
    "choices null": partial(_body, b'{"choices": null}'),
    "no choices": partial(_body, b'{"object": "chat.completion"}'),
    "packed": partial(_body, gzip.compress(b"x" * 1_000), content_encoding="gzip"),
    "a packed bomb": partial(_body, gzip.compress(b"0" * 2_000_000), content_encoding="gzip"),
    "answered whole": _whole,
    "deep json": partial(_body, _DEEP),
}

STREAMS: dict[str, Answer] = {
    "events cut in json": partial(_raw_events, [b'data: {"choices": [{"del\n\n']),
    "events that are no utf-8": partial(_raw_events, [b"data: \xff\xfe\n\n"]),
    "events with null": partial(_raw_events, [b"data: null\n\n"]),
    "events with choices null": partial(_raw_events, [b'data: {"choices": null}\n\n']),
    "events too deep": partial(_raw_events, [b"data: " + _DEEP + b"\n\n"]),
    "events without an end": partial(_raw_events, [b'data: {"choices"']),
    "an event of another kind": partial(_raw_events, [b"event: ping\ndata: {}\n\nhello\n\n"]),
    "an error event": partial(_raw_events, [b'data: {"error": {"message": "it broke"}}\n\n']),
    "a rate limit event": partial(_raw_events, [b'data: {"error": {"code": "rate_limit_exceeded"}}\n\n']),
    "done without finish": _done_without_finish,
    "finish: length": partial(_raw_events, [chunk("", "length"), b"data: [DONE]\n\n"]),
    "finish: filter": partial(_raw_events, [chunk("", "content_filter"), b"data: [DONE]\n\n"]),
    "a refusal": partial(_only_events, [_delta({"refusal": "I will not"}), _STOP]),
    "delta null": partial(_only_events, [_delta(None), _STOP]),
    "content null": partial(_only_events, [_delta({"content": None}), _STOP]),
    "a tool nobody asked for": partial(_only_events, [_delta(_TOOL), _STOP]),
    "empty and stop": partial(_only_events, [_STOP]),
    "no event": partial(_only_events, []),
    "thoughts alone": partial(_says, ["<think>only thoughts</think>"]),
    "thoughts without end": partial(_says, ["<think>only thoughts"]),
    "slow bytes": _slow_bytes,
    "empty deltas for ever": _empty_deltas,
    "a letter at a time, for ever": _drip,
    "another role": partial(_raw_events, [_delta({"role": "user", "content": " and then"}), _STOP]),
    "usage in words": partial(_raw_events, [chunk("", usage={"prompt_tokens": "many"}), _STOP]),
}
STREAMS.update(
    (name, BEHAVIOURS[name])
    for name in (
        *("reset", "reset-midway", "cut", "chunked-cut", "stall", "silent", "role-then-silent"),
        *("comments", "flood", "padding", "fails-twice", "drops-once"),
    )
)

CONTENTS: dict[str, Answer] = {
    "another form": partial(_says, ['{"verdict": "met", "score": 10}']),
    "prose round it": partial(_wrapped, "Sure! Here you are: ", " I hope that this helps."),
    "fenced": partial(_wrapped, "```json\n", "\n```"),
    "only null": partial(_says, ["null"]),
    "deep content": partial(_says, [_DEEP.decode()]),
    "a giant number": partial(_says, ['{"criteria": ' + "9" * 5_000 + "}"]),
    "control characters": partial(
        _says, ["\x1b]52;c;aGk=\x07\x9b31m\u202e\ud800 well.".encode("utf-8", "replace").decode()]
    ),
    "hostile words": partial(_wrapped, "[@click=app.quit]\x1b[2J", "\u202e[/]"),
    "good": good,
}

FAULTS: dict[str, Answer] = STATUSES | BODIES | STREAMS | CONTENTS
"""By name; `good` and those that a second attempt or a careful reader gets over are among them."""
