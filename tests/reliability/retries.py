"""When a server is asked again, after how long, and how often: counted at the server, without waiting for real."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from typing import NamedTuple
from unittest import mock

from coach.chat import Chat, Message, faults, line
from coach.domain.value import Value
from coach.errors import ModelError
from tests.faulty_answers import FAULTS, error_body
from tests.faulty_server import Answer, Call, FaultyServer, faulty_server, good
from tests.reliability.faults import certificates_once
from tests.reliability.figure import Figure, run

ASK: tuple[Message, ...] = (("human", "Hello?"),)
_WAITED: ContextVar[list[float]] = ContextVar("_WAITED")
_OWN = None
"""Stands for a pause of our own, where the server names none."""


class Case(NamedTuple):
    """What a server answers one after another (the last one for ever), and what must come of it."""

    name: str
    answers: Sequence[Answer]
    requests: int
    waits: Sequence[float | None] = ()
    fault: str = ""
    """Empty where the call succeeds in the end."""
    words: str = ""
    deadline_s: float = 60.0


class _Form(Value):
    ok: bool


def _status(status: int, code: str | None = None, **headers: str) -> Answer:
    return partial(_answer, status, code, headers)


async def _answer(status: int, code: str | None, headers: Mapping[str, str], call: Call) -> None:
    await call.respond(status, error_body("no", code), **headers)


def _limited(after: str) -> Answer:
    return _status(429, retry_after=after)


def _dated(seconds: float, *, tells_time: bool = True) -> Answer:
    """Return a refusal until a date; by a server clock that is three years behind, where it tells what that says."""
    now = datetime.now(UTC) - timedelta(days=1_000 * tells_time)
    headers = {"retry_after": format_datetime(now + timedelta(seconds=seconds), usegmt=True)}
    return _status(429, **headers, **({"date": format_datetime(now, usegmt=True)} if tells_time else {}))


_KINDS = {429: "rate_limited", 401: "auth", 402: "quota", 403: "auth", 404: "not_found", 405: "not_found"}
_KINDS |= {400: "bad_request", 413: "too_long", 422: "bad_request", 501: "bad_request", 307: "not_found"}
_PASSING = (408, 409, 425, 429, 500, 502, 503, 504, 529)
_FINAL = (400, 401, 402, 403, 404, 405, 413, 422, 501)


def _kind(status: int) -> str:
    return _KINDS.get(status, "server")


CASES: tuple[Case, ...] = (
    *(Case(f"{n} for ever", [_status(n)], 3, (_OWN, _OWN), _kind(n)) for n in _PASSING),
    *(Case(f"{n} once", [_status(n), good], 2, (_OWN,)) for n in _PASSING),
    *(Case(f"{n} twice", [_status(n), _status(n), good], 3, (_OWN, _OWN)) for n in _PASSING),
    *(Case(f"{n}", [_status(n), good], 1, (), _kind(n)) for n in _FINAL),
    *(Case(f"{n}, retry!", [_status(n, x_should_retry="true"), good], 1, (), _kind(n)) for n in _FINAL),
    *(Case(f"{n}, no retry", [_status(n, x_should_retry="false"), good], 1, (), _kind(n)) for n in _PASSING),
    Case("503, retry!", [_status(503, x_should_retry="true"), good], 2, (_OWN,)),
    Case("no credit", [_status(429, "insufficient_quota"), good], 1, (), "quota", "Top it up"),
    Case("no credit, retry after 1", [_status(429, "insufficient_quota", retry_after="1"), good], 1, (), "quota"),
    Case("after 0", [_limited("0")], 3, (0, 0), "rate_limited", "in a moment"),
    Case("after 1", [_limited("1")], 3, (1, 1), "rate_limited", "in 1 second."),
    Case("after 1, once", [_limited("1"), good], 2, (1,)),
    Case("after the cap", [_limited(f"{faults.PATIENCE_S:g}"), good], 2, (faults.PATIENCE_S,)),
    Case("after more than the cap", [_limited("21"), good], 1, (), "rate_limited", "in 21 seconds."),
    Case("after 60", [_limited("60"), good], 1, (), "rate_limited", "in 60 seconds."),
    Case("after 600", [_limited("600"), good], 1, (), "rate_limited", "in 10 minutes."),
    Case("after a day", [_limited("86400"), good], 1, (), "rate_limited", "in 24 hours."),
    Case("503 after 600", [_status(503, retry_after="600"), good], 1, (), "server", "in 10 minutes."),
    Case("503 after 3", [_status(503, retry_after="3"), good], 2, (3,)),
    Case("after 1500 ms", [_status(429, retry_after_ms="1500"), good], 2, (1.5,)),
    Case("after 90000 ms", [_status(429, retry_after_ms="90000"), good], 1, (), "rate_limited", "in 90 seconds."),
    Case("ms broken, seconds not", [_status(429, retry_after_ms="x", retry_after="2"), good], 2, (2,)),
    Case("after a date", [_dated(5), good], 2, (5,)),
    Case("after a date far off", [_dated(600), good], 1, (), "rate_limited", "in 10 minutes."),
    Case("after a date gone by", [_dated(-100), good], 2, (0,)),
    Case("after a date gone by, by our clock", [_dated(-100, tells_time=False), good], 2, (0,)),
    *(
        Case(f"after {text!r}", [_limited(text)], 3, (_OWN, _OWN), "rate_limited", "in a moment")
        for text in ("soon", "-1", "nan", "inf", "1e999", "1,5", "Mon, 99 Foo 2026 25:00:00 GMT", "9" * 400)
    ),
    Case("two faults, then right", [_status(503), _limited("2"), good], 3, (_OWN, 2)),
    Case("a passing one, then a final one", [_status(503), _status(401), good], 2, (_OWN,), "auth"),
    Case("a short pause, then a long one", [_limited("1"), _limited("600"), good], 2, (1,), "rate_limited", "minutes"),
    Case("a pause beyond the deadline", [_limited("15"), good], 1, (), "rate_limited", "15 seconds", deadline_s=10),
    Case("reset for ever", [FAULTS["reset"]], 3, (_OWN, _OWN), "unreachable"),
    Case("reset, then right", [FAULTS["reset"], good], 2, (_OWN,)),
    Case("reset after words", [FAULTS["reset-midway"], good], 1, (), "cut_off"),
    Case("cut after words", [FAULTS["cut"], good], 1, (), "cut_off"),
    Case("the deadline", [FAULTS["silent"], good], 1, (), "timed_out", deadline_s=0.2),
)
"""The last five are about the wire; `_OWN` pauses are drawn by chance."""

_NOT_LISTED = ("reset after words", "cut after words", "after the cap")
"""A list has no first words, it comes whole or is broken; and no list is waited for as long as the cap."""


def check_retries(trials: int, seed: int) -> Figure:
    """Go through the cases with a turn, a structured answer and the list of models."""
    return run(_check(trials, seed))


async def _check(trials: int, seed: int) -> Figure:
    chance = random.Random(seed)
    calls = (_turn, _answered, _listed)
    plan = [(case, call) for case in CASES for call in calls if call is not _listed or case.name not in _NOT_LISTED]
    plan = plan[:trials] + [(_drawn(chance), chance.choice((_turn, _answered))) for _ in range(trials - len(plan))]
    figure = Figure("R6", "retries of a turn, a verdict, a list: how many, after how long")
    room = asyncio.Semaphore(16)
    async with faulty_server() as server:
        scripts: dict[str, list[Answer]] = {}
        server.behave = lambda call: _next(scripts, call)
        server.words = lambda _: ('{"ok": true}',)
        with mock.patch.object(line, "wait", _note), certificates_once():

            async def trial(number: int, case: Case, call: _Call) -> None:
                async with room:
                    told = await _trial(server, scripts, f"trial-{number}", case, call)
                    figure.count(told and f"{case.name} × {call.__name__.strip('_')}: {told}")

            await asyncio.gather(*(trial(n, *what) for n, what in enumerate(plan)))
    figure.note = f"{len(CASES)} cases; no more than 3 attempts"
    return figure


def _drawn(chance: random.Random) -> Case:
    """Return a server that fails a few times in a row, and names a pause each time."""
    pauses = [round(chance.uniform(0, 25), 3) for _ in range(chance.randrange(1, 4))]
    taken: list[float] = []
    for pause in pauses[:2]:
        if pause > faults.PATIENCE_S:
            break
        taken.append(pause)
    failed = len(pauses) > len(taken)
    answers = [_status(chance.choice(_PASSING[:3] + _PASSING[4:]), retry_after=str(pause)) for pause in pauses]
    return Case(f"pauses {pauses}", [*answers, good], len(taken) + 1, taken, "server" if failed else "")


_Call = Callable[[Chat, Callable[[float, str], None]], Awaitable[str]]


async def _turn(chat: Chat, on_wait: Callable[[float, str], None]) -> str:
    return "".join([text async for text in chat.stream(ASK, on_wait)])


async def _answered(chat: Chat, on_wait: Callable[[float, str], None]) -> str:
    return str((await chat.complete(ASK, _Form)).value.ok)


async def _listed(chat: Chat, on_wait: Callable[[float, str], None]) -> str:
    return ", ".join(await chat.models())


async def _trial(
    server: FaultyServer, scripts: dict[str, list[Answer]], name: str, case: Case, call: _Call
) -> str | None:
    waited: list[float] = []
    shown: list[float] = []
    _WAITED.set(waited)
    scripts[name] = list(case.answers)
    chat = Chat(model=name, base_url=f"{server.url}/{name}", deadline_s=case.deadline_s)
    fault, sentence, came = "", "", ""
    try:
        came = await call(chat, lambda seconds, _: shown.append(seconds))
    except ModelError as error:
        fault, sentence = error.fault, error.sentence
    finally:
        await chat.aclose()
    wanted = "/models" if call is _listed else "/chat/completions"
    asked = sum(r.path == f"/v1/{name}{wanted}" for r in server.requests)
    # A server that refuses one form of a structured answer is asked for a looser one: another question, no retry.
    looser = call is _answered and case.fault == "bad_request"
    if (fault, bool(came)) != ("" if looser else case.fault, looser or not case.fault):
        return f"ended as {fault or came!r}, not {case.fault or 'right'}"
    if asked != case.requests + looser:
        return f"{asked} requests, not {case.requests + looser}"
    if not _as_told(waited, case.waits):
        return f"waited {waited}, not {list(case.waits)}"
    if call is _turn and shown != waited:
        return f"showed {shown} of {waited}"
    return None if looser or case.words in sentence else f"said {sentence!r}"


def _as_told(waited: Sequence[float], told: Sequence[float | None]) -> bool:
    own = [line.BACKOFF_S * 2**attempt for attempt in range(1, len(waited) + 1)]
    return len(waited) == len(told) and all(
        0 <= pause <= most if said is None else abs(pause - said) < 0.01
        for pause, said, most in zip(waited, told, own, strict=True)
    )


async def _note(seconds: float) -> None:
    _WAITED.get().append(seconds)


def _next(scripts: dict[str, list[Answer]], call: Call) -> Answer | None:
    name = call.request.path.split("/")[2]
    script = scripts.get(name)
    if not script:
        return None
    return script.pop(0) if len(script) > 1 else script[0]
