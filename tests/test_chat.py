"""The gateway, at the wire: every way in which a model server fails has its name, and no call does harm."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from itertools import pairwise
from types import ModuleType
from typing import Any

import httpx2
import langsmith.utils
import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from pydantic import SecretStr

from coach.chat import Answer, Chat, Message, line, preload
from coach.chat.structured import LADDER, Rung, Thoughts, json_object, request_for
from coach.domain.value import Value
from coach.errors import MODEL_FAULTS, ModelError
from tests.faulty_server import WORDS, FaultyServer, chunk, faulty_server

CANARY = "sk-canary-0123456789abcdef"
ASK: tuple[Message, ...] = (("human", "Hello?"),)
URL = "http://127.0.0.1:9/v1"

Handler = Callable[[httpx2.Request], httpx2.Response]


class Colour(Value):
    """A small form to ask for."""

    name: str
    warm: bool


GOOD = '{"name": "red", "warm": true}'


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retry without a pause."""
    monkeypatch.setattr(line, "BACKOFF_S", 0.0)


@pytest.fixture
async def server() -> AsyncIterator[FaultyServer]:
    async with faulty_server() as running:
        yield running


@asynccontextmanager
async def chat_with(handler: Handler | None = None, **changed: Any) -> AsyncIterator[Chat]:
    """Return a chat whose server is `handler`."""
    options: dict[str, Any] = {"model": "m", "base_url": URL, "deadline_s": 5.0, "stall_s": 5.0} | changed
    chat = Chat(transport=httpx2.MockTransport(handler) if handler else None, **options)
    try:
        yield chat
    finally:
        await chat.aclose()


def events(*texts: str, finish: str | None = "stop", **more: Any) -> httpx2.Response:
    """Return a stream of these texts."""
    body = b"".join(chunk(text) for text in texts)
    if finish:
        body += chunk("", finish, **more)
    return raw(body + b"data: [DONE]\n\n")


def raw(body: bytes, content_type: str = "text/event-stream") -> httpx2.Response:
    # As a stream: what is given as content is not read through the stream that the guards sit on.
    return httpx2.Response(200, stream=httpx2.ByteStream(body), headers={"content-type": content_type})


def failing(status: int, body: Any = None, **headers: str) -> Handler:
    def handle(request: httpx2.Request) -> httpx2.Response:
        if request.url.path.endswith("/models"):
            return httpx2.Response(500)
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return httpx2.Response(status, content=content, headers={k.replace("_", "-"): v for k, v in headers.items()})

    return handle


def error(message: str, code: str | None = None) -> dict[str, Any]:
    return {"error": {"message": message, "type": "invalid_request_error", "code": code}}


async def said(chat: Chat) -> str:
    return "".join([text async for text in chat.stream(ASK)])


def counted(handler: Handler, seen: list[httpx2.Request]) -> Handler:
    def handle(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return handler(request)

    return handle


# status, body, headers, fault, chat requests, words of the message
ROWS: list[tuple[int, Any, dict[str, str], str, int, str]] = [
    (429, error("slow down"), {"retry_after": "0"}, "rate_limited", 3, "in a moment"),
    (429, error("slow down"), {"retry_after": "600"}, "rate_limited", 1, "10 min"),
    (429, error("slow down"), {"retry_after_ms": "90000"}, "rate_limited", 1, "90 seconds"),
    (503, error("busy"), {"retry_after": "7200"}, "server", 1, "2 hours"),
    (503, error("busy"), {"x_should_retry": "false"}, "server", 1, "status 503"),
    (429, error("no credit", "insufficient_quota"), {}, "quota", 1, "credit"),
    (402, error("pay"), {}, "quota", 1, "credit"),
    (500, error("oops"), {}, "server", 3, "status 500"),
    (502, b"<html>Bad gateway</html>", {}, "server", 3, "status 502"),
    (503, error("busy"), {}, "server", 3, "status 503"),
    (529, error("overloaded"), {}, "server", 3, "status 529"),
    (408, error("late"), {}, "server", 3, "status 408"),
    (409, error("conflict"), {}, "server", 3, "status 409"),
    (401, error(f"Incorrect API key provided: {CANARY}"), {}, "auth", 1, "OPENAI_API_KEY"),
    (403, error("no access"), {}, "auth", 1, "rights"),
    (404, error("unknown model"), {}, "not_found", 1, "no model"),
    (404, b"404 page not found", {}, "not_found", 1, "OPENAI_BASE_URL"),
    (400, error("nonsense"), {}, "bad_request", 1, "nonsense"),
    (400, {"error": "plain text"}, {}, "bad_request", 1, "plain text"),
    (422, {"detail": "wrong field"}, {}, "bad_request", 1, "refused"),
    (400, error("This model's maximum context length is 8192 tokens"), {}, "too_long", 1, "context"),
    (400, error("too big", "context_length_exceeded"), {}, "too_long", 1, "context"),
    (413, error("entity too large"), {}, "too_long", 1, "context"),
    (
        400,
        {"error": {"message": "the request exceeds", "type": "exceed_context_size_error"}},
        {},
        "too_long",
        1,
        "context",
    ),
    (400, error("blocked", "content_filter"), {}, "filtered", 1, "filter"),
    (307, b"", {"location": "http://elsewhere.example/v1"}, "not_found", 1, "redirects"),
    (200, b"<html>Welcome</html>", {"content_type": "text/html; charset=utf-8"}, "malformed", 1, "web page"),
    (200, b'{"choices": []}', {"content_type": "application/json"}, "malformed", 1, "no model's answer"),
    (200, b"\x1f\x8b\x08", {"content_encoding": "gzip"}, "malformed", 1, "packed"),
]


@pytest.mark.parametrize(("status", "body", "headers", "fault", "requests", "words"), ROWS)
async def test_a_refused_call_has_a_name_and_a_way_out(
    status: int, body: Any, headers: dict[str, str], fault: str, requests: int, words: str
) -> None:
    seen: list[httpx2.Request] = []
    async with chat_with(counted(failing(status, body, **headers), seen), api_key=SecretStr(CANARY)) as chat:
        with pytest.raises(ModelError) as failed:
            await said(chat)
    assert failed.value.fault == fault in MODEL_FAULTS
    assert len([r for r in seen if r.url.path.endswith("/chat/completions")]) == requests
    assert words in failed.value.sentence
    assert failed.value.repair
    assert CANARY not in failed.value.sentence
    assert failed.value.__cause__ is None


# body of a stream, fault
STREAMS: list[tuple[bytes, str]] = [
    (chunk("Half a"), "cut_off"),
    (chunk("Half a") + b"data: [DONE]\n\n", "cut_off"),
    (chunk("Half a") + chunk("", "length"), "truncated"),
    (chunk("Half a") + chunk("", "content_filter"), "filtered"),
    (chunk("") + chunk("", "stop"), "empty"),
    (b"", "malformed"),
    (chunk("Half a") + b'data: {"error": {"message": "it broke"}}\n\n', "server"),
    (
        chunk("Half a") + b'data: {"error": {"message": "too much", "code": "rate_limit_exceeded"}}\n\n',
        "rate_limited",
    ),
    (chunk("Half a") + b'data: {"choices": [{"del\n\n', "malformed"),
    (chunk("Half a") + b"data: \xff\xfe\n\n", "malformed"),
    (b'data: {"choices": [{"index": 0, "delta": {"refusal": "I will not"}, "finish_reason": null}]}\n\n'
     + chunk("", "stop"), "refused"),
    (chunk("<think>only thoughts, no end"), "cut_off"),
    (chunk("<think>only thoughts</think>") + chunk("", "stop"), "empty"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "fault"), STREAMS)
async def test_a_stream_that_ends_wrongly_is_never_taken_for_whole(body: bytes, fault: str) -> None:
    seen: list[httpx2.Request] = []
    async with chat_with(counted(lambda _: raw(body), seen)) as chat:
        with pytest.raises(ModelError) as failed:
            await said(chat)
    assert failed.value.fault == fault
    assert len(seen) == 1


async def test_what_came_before_a_fault_is_handed_on() -> None:
    async with (
        chat_with(lambda _: raw(chunk("Half ") + chunk("a"))) as chat,
        aclosing(chat.stream(ASK)) as pieces,
    ):
        assert [await anext(pieces), await anext(pieces)] == ["Half ", "a"]
        with pytest.raises(ModelError, match="broke off"):
            await anext(pieces)


# model on the real server, fault, requests
WIRE = [
    ("reset", "unreachable", 3),
    ("reset-midway", "cut_off", 1),
    ("cut", "cut_off", 1),
    ("chunked-cut", "cut_off", 1),
    ("stall", "timed_out", 1),
    ("comments", "timed_out", 1),
    ("silent", "timed_out", 1),
    ("role-then-silent", "timed_out", 1),
    ("flood", "too_large", 1),
    ("padding", "too_large", 1),
    ("redirect", "not_found", 1),
]


@pytest.mark.parametrize(("model", "fault", "requests"), WIRE)
async def test_a_broken_connection_has_a_name(server: FaultyServer, model: str, fault: str, requests: int) -> None:
    async with chat_with(model=model, base_url=server.url, deadline_s=1.0, stall_s=0.4) as chat:
        with pytest.raises(ModelError) as failed:
            await said(chat)
        assert failed.value.fault == fault
        assert len([r for r in server.requests if r.body]) == requests
    await server.gone()


@pytest.mark.parametrize(("model", "requests"), [("good", 1), ("fails-twice", 3), ("drops-once", 2)])
async def test_a_passing_fault_passes(server: FaultyServer, model: str, requests: int) -> None:
    waits: list[tuple[float, str]] = []
    async with chat_with(model=model, base_url=server.url) as chat:
        told = chat.stream(ASK, lambda seconds, why: waits.append((seconds, why)))
        assert "".join([text async for text in told]) == "".join(WORDS)
        assert len(server.requests) == requests
        assert len(waits) == requests - 1
        assert all(why and "127.0.0.1" in why for _, why in waits)


async def test_nothing_listens() -> None:
    async with chat_with(base_url="http://127.0.0.1:1/v1") as chat:
        with pytest.raises(ModelError, match="nothing listens there") as failed:
            await said(chat)
    assert failed.value.fault == "unreachable"
    assert "Is the server running at 127.0.0.1:1?" in failed.value.sentence


async def test_cancelling_closes_the_connection(server: FaultyServer) -> None:
    async with chat_with(model="stall", base_url=server.url) as chat:
        came = asyncio.Event()

        async def listen() -> None:
            async for _ in chat.stream(ASK):
                came.set()

        task = asyncio.create_task(listen())
        await came.wait()
        assert server.open == 1
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await server.gone()


async def test_a_cancellation_is_not_lost_among_chunks(server: FaultyServer) -> None:
    async with chat_with(model="burst", base_url=server.url) as chat:
        came = asyncio.Event()

        async def listen() -> None:
            async for _ in chat.stream(ASK):
                came.set()

        task = asyncio.create_task(listen())
        await came.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_leaving_a_stream_early_closes_the_connection(server: FaultyServer) -> None:
    async with chat_with(model="stall", base_url=server.url) as chat:
        async with aclosing(chat.stream(ASK)) as pieces:
            assert await anext(pieces) == WORDS[0]
        await server.gone()


async def test_what_goes_over_the_wire(server: FaultyServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:2/v1")
    monkeypatch.setenv("LANGSMITH_GATEWAY", "true")
    async with chat_with(model="good", base_url=server.url) as chat:
        await said(chat)
    (request,) = server.requests
    assert request.headers["accept-encoding"] == "identity"
    assert request.headers["authorization"] == "bearer none"  # a server of one's own wants no key
    assert request.body["stream_options"] == {"include_usage": True}
    assert request.path == "/v1/chat/completions"


def test_tracing_stays_off_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    preload()
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    langsmith.utils.get_env_var.cache_clear()  # type: ignore[attr-defined]
    assert not langsmith.utils.tracing_is_enabled()
    monkeypatch.undo()
    langsmith.utils.get_env_var.cache_clear()  # type: ignore[attr-defined]


async def test_token_use_is_asked_for_once_more_without_and_never_again() -> None:
    bodies: list[dict[str, Any]] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        bodies.append(json.loads(request.content))
        if "stream_options" in bodies[-1]:
            return httpx2.Response(400, json=error("unknown field stream_options"))
        return events("Yes.")

    async with chat_with(handle) as chat:
        assert await said(chat) == "Yes."
        assert await said(chat) == "Yes."
    assert ["stream_options" in body for body in bodies] == [True, False, False]


async def test_an_unknown_finish_word_counts_as_whole_and_is_noted() -> None:
    async with chat_with(lambda _: events("Done.", finish="eos_token")) as chat:
        assert await said(chat) == "Done."
        assert "'eos_token'" in chat.remarks[0]


async def test_an_unknown_model_is_told_which_there_are(server: FaultyServer) -> None:
    def handle(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/v1/models":
            return httpx2.Response(200, json={"object": "list", "data": [{"id": "small"}, {"id": "large\x1b[31m"}]})
        return httpx2.Response(404, json=error("no such model"))

    async with chat_with(handle) as chat:
        with pytest.raises(ModelError) as failed:
            await said(chat)
    assert "It has: large\ufffd[31m, small. Set COACH_MODEL." in failed.value.sentence


async def test_a_url_without_v1_is_pointed_out() -> None:
    async with chat_with(failing(404, b"404"), base_url="http://127.0.0.1:9/") as chat:
        with pytest.raises(ModelError, match="no model") as failed:
            await said(chat)
    assert "usually ends in /v1" in failed.value.repair


async def test_openai_without_a_key_is_told_before_anything_is_sent() -> None:
    seen: list[httpx2.Request] = []
    async with chat_with(counted(lambda _: events("no"), seen), base_url=None) as chat:
        with pytest.raises(ModelError, match="wants a key"):
            await said(chat)
        with pytest.raises(ModelError, match="wants a key"):
            await chat.models()
    assert seen == []


async def test_no_model_is_a_clear_fault_but_the_list_can_be_had(server: FaultyServer) -> None:
    async with chat_with(model="", base_url=server.url) as chat:
        with pytest.raises(ModelError, match="No model is chosen"):
            await said(chat)
        assert "good" in await chat.models()


@pytest.mark.parametrize(
    ("model", "base_url", "provider", "name"),
    [
        ("gpt-x", None, "openai", "gpt-x"),
        ("openai:gpt-x", None, "openai", "gpt-x"),
        ("openai:gpt-x", URL, "openai", "gpt-x"),
        ("llama3.2:3b", URL, "openai", "llama3.2:3b"),
        ("ft:gpt-x:us::1", None, "openai", "ft:gpt-x:us::1"),
        ("anthropic:large", None, "anthropic", "large"),
    ],
)
def test_a_model_name_says_its_provider(model: str, base_url: str | None, provider: str, name: str) -> None:
    chat = Chat(model=model, base_url=base_url)
    assert (chat.provider, chat.model) == (provider, name)


async def test_a_provider_whose_package_is_missing() -> None:
    async with chat_with(model="anthropic:large", base_url=None) as chat:
        with pytest.raises(ModelError, match="langchain-anthropic") as failed:
            await said(chat)
    assert failed.value.fault == "not_installed"


async def test_a_provider_that_langchain_does_not_know() -> None:
    async with chat_with(model="nobody:large", base_url=None) as chat:
        with pytest.raises(ModelError, match="nobody") as failed:
            await said(chat)
    assert failed.value.fault == "not_installed"


async def test_another_provider_goes_through_the_same_gateway(monkeypatch: pytest.MonkeyPatch) -> None:
    class ChatAnthropic(GenericFakeChatModel):
        """Stands in for the package of another provider."""

        def __init__(self, **options: Any) -> None:
            assert options == {"model": "large", "max_retries": 0}  # no key of OpenAI's, no retries below ours
            answer = AIMessage("Well then.", response_metadata={"stop_reason": "end_turn"})
            super().__init__(messages=iter([answer]))

    package = ModuleType("langchain_anthropic")
    package.ChatAnthropic = ChatAnthropic  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "langchain_anthropic", package)
    async with chat_with(model="anthropic:large", base_url=None, api_key=SecretStr(CANARY)) as chat:
        assert await chat.models() == ()
        # The stand-in sends no finish word with its pieces, so the answer counts as cut off, as it must.
        with pytest.raises(ModelError) as failed:
            await said(chat)
    assert failed.value.fault == "cut_off"


async def test_models_that_speak_the_responses_api_alone_are_heard_too() -> None:
    item = {"id": "i", "type": "message", "role": "assistant", "status": "in_progress", "content": []}
    response = {"id": "r", "object": "response", "model": "gpt-5-pro", "output": [], "status": "in_progress"}
    done = response | {"status": "completed", "output": [item | {"status": "completed"}]}
    delta = {"item_id": "i", "output_index": 0, "content_index": 0, "logprobs": []}
    steps: list[dict[str, Any]] = [
        {"type": "response.created", "response": response},
        {"type": "response.output_item.added", "output_index": 0, "item": item},
        *({"type": "response.output_text.delta", "delta": word, **delta} for word in WORDS),
        {"type": "response.completed", "response": done},
    ]
    body = b"".join(
        f"event: {step['type']}\ndata: {json.dumps(step | {'sequence_number': n})}\n\n".encode()
        for n, step in enumerate(steps)
    )
    seen: list[httpx2.Request] = []
    async with chat_with(
        counted(lambda _: raw(body), seen), model="gpt-5-pro", base_url=None, api_key=SecretStr("k")
    ) as chat:
        assert await said(chat) == "".join(WORDS)
    assert [str(r.url) for r in seen] == ["https://api.openai.com/v1/responses"]


# --- structured output ------------------------------------------------------------------------------------------------


def on_rungs(taken: set[str], answer: str = GOOD, seen: list[str] | None = None) -> Handler:
    """Return a server that takes these rungs and refuses the others."""

    def handle(request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        form = body.get("response_format", {}).get("type") or ("tool" if "tools" in body else "prompt")
        if seen is not None:
            seen.append(form)
        if form not in taken:
            return httpx2.Response(400, json=error(f"{form} is not supported"))
        if form != "tool":
            return events(answer)
        call = {"index": 0, "id": "t", "type": "function", "function": {"name": "colour", "arguments": answer}}
        choice = {"index": 0, "delta": {"role": "assistant", "tool_calls": [call]}, "finish_reason": None}
        return raw(b"data: " + json.dumps({"choices": [choice]}).encode() + b"\n\n" + chunk("", "tool_calls"))

    return handle


@pytest.mark.parametrize("rung", LADDER)
async def test_the_ladder_stops_at_the_first_rung_that_holds_and_remembers_it(rung: Rung) -> None:
    seen: list[str] = []
    async with chat_with(on_rungs({rung}, seen=seen)) as chat:
        for _ in range(2):
            assert (await chat.complete(ASK, Colour)).value == Colour(name="red", warm=True)
    assert seen == [*LADDER[: LADDER.index(rung) + 1], rung]


async def test_a_server_that_refuses_every_form_is_a_bad_request() -> None:
    async with chat_with(on_rungs(set())) as chat:
        with pytest.raises(ModelError) as failed:
            await chat.complete(ASK, Colour)
    assert failed.value.fault == "bad_request"


async def test_the_probe_says_what_the_server_is(server: FaultyServer) -> None:
    def handle(request: httpx2.Request) -> httpx2.Response:
        if request.url.path.endswith("/models"):
            return httpx2.Response(200, json={"object": "list", "data": [{"id": "m"}]})
        return events('{"ready": true}')

    async with chat_with(handle, base_url="http://me:secret@127.0.0.1:9/v1") as chat:
        probe = await chat.probe()
    assert (probe.base_url, probe.models, probe.structured) == ("http://127.0.0.1:9/v1", ("m",), "json_schema")
    assert probe.unguarded == ()


WRAPPED = [
    GOOD,
    f"```json\n{GOOD}\n```",
    f"Here you are:\n{GOOD}\nAnything else?",
    f'<think>Perhaps {{"name": "blue"}}?</think>{GOOD}',
    f'The reply holds {{"name": "fake", "warm": false}}, which I pass over. {GOOD}',
    f"Well {{not json}} {GOOD}",
]


@pytest.mark.parametrize("text", WRAPPED)
async def test_json_is_found_in_what_stands_round_it(text: str) -> None:
    async with chat_with(lambda _: events(text)) as chat:
        assert (await chat.complete(ASK, Colour)).value == Colour(name="red", warm=True)


@pytest.mark.parametrize(
    "text", ["no json", '{"name": "red"}', '{"name": "red", "warm": "perhaps"}', '{"name": ', "[1]"]
)
async def test_a_wrong_form_is_sent_back_once(text: str) -> None:
    answers = [text, GOOD]
    sent: list[Any] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        sent.append(json.loads(request.content)["messages"])
        usage = {"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12}
        return events(answers[len(sent) - 1], usage=usage, system_fingerprint="fp")

    async with chat_with(handle) as chat:
        answer: Answer[Colour] = await chat.complete(ASK, Colour)
    assert answer.value.name == "red"
    assert (answer.model, answer.fingerprint) == ("served", "fp")
    assert (answer.input_tokens, answer.output_tokens) == (20, 4)
    assert sent[1][-2] == {"content": text, "role": "assistant"}
    assert "not the JSON asked for" in sent[1][-1]["content"]


async def test_a_form_that_is_wrong_twice_is_malformed() -> None:
    seen: list[httpx2.Request] = []
    async with chat_with(counted(lambda _: events("still no"), seen)) as chat:
        with pytest.raises(ModelError) as failed:
            await chat.complete(ASK, Colour)
    assert (failed.value.fault, len(seen)) == ("malformed", 2)


@pytest.mark.parametrize("finish", ["length", "content_filter"])
async def test_a_structured_answer_that_was_cut_is_not_read(finish: str) -> None:
    async with chat_with(lambda _: events(GOOD, finish=finish)) as chat:
        with pytest.raises(ModelError) as failed:
            await chat.complete(ASK, Colour)
    assert failed.value.fault == {"length": "truncated", "content_filter": "filtered"}[finish]


async def test_cached_tokens_are_counted() -> None:
    usage = {
        "prompt_tokens": 100,
        "completion_tokens": 9,
        "total_tokens": 109,
        "prompt_tokens_details": {"cached_tokens": 64},
    }
    async with chat_with(lambda _: events(GOOD, usage=usage)) as chat:
        answer = await chat.complete(ASK, Colour)
    assert (answer.input_tokens, answer.output_tokens, answer.cached_tokens) == (100, 9, 64)


def test_the_strict_form_names_every_field_and_no_other() -> None:
    form = request_for("json_schema", Colour)["response_format"]["json_schema"]
    assert form["strict"] is True
    assert form["schema"]["required"] == ["name", "warm"]
    assert form["schema"]["additionalProperties"] is False


def test_deep_or_hopeless_text_is_refused_and_not_looked_through_for_ever() -> None:
    with pytest.raises((ValueError, RecursionError)):
        json_object('{"a":' * 50_000)
    with pytest.raises(ValueError, match="no JSON object"):
        json_object("{" * 100_000)


@given(
    thoughts=st.text(st.characters(exclude_characters="<"), max_size=30),
    words=st.text(st.characters(exclude_characters="<"), min_size=1, max_size=30),
    cuts=st.lists(st.integers(0, 100), max_size=6),
)
def test_thoughts_are_dropped_however_the_stream_is_cut(thoughts: str, words: str, cuts: list[int]) -> None:
    for text, wanted in ((f"<think>{thoughts}</think>{words}", words.lstrip()), (words, words)):
        edges = [0, *sorted(c % (len(text) + 1) for c in cuts), len(text)]
        part = Thoughts()
        got = "".join(part.feed(text[a:b]) for a, b in pairwise(edges)) + part.rest()
        assert got.lstrip() == wanted.lstrip()


# --- lines and loops --------------------------------------------------------------------------------------------------


def test_one_chat_serves_several_event_loops() -> None:
    """A client belongs to its loop; a second `asyncio.run` must not meet a closed one."""
    chat = Chat(model="m", base_url=URL, transport=httpx2.MockTransport(lambda _: events("Yes.")))

    async def once() -> str:
        try:
            return await said(chat)
        finally:
            await chat.aclose()

    assert [asyncio.run(once()) for _ in range(3)] == ["Yes."] * 3


async def test_calls_side_by_side_keep_their_own_refusals() -> None:
    refused = b'data: {"choices": [{"index": 0, "delta": {"refusal": "no"}, "finish_reason": "stop"}]}\n\n'

    def handle(request: httpx2.Request) -> httpx2.Response:
        wants = json.loads(request.content)["messages"][0]["content"]
        return raw(refused) if wants == "bad" else events("Fine.")

    async with chat_with(handle) as chat:

        async def ask(text: str) -> str:
            try:
                return "".join([t async for t in chat.stream((("human", text),))])
            except ModelError as failed:
                return failed.fault

        assert await asyncio.gather(*map(ask, ["bad", "good"] * 4)) == ["refused", "Fine."] * 4


async def test_text_is_cleaned_on_its_way_in() -> None:
    async with chat_with(lambda _: events("Good\x1b[2J \u202eevil")) as chat:
        assert await said(chat) == "Good\ufffd[2J evil"
