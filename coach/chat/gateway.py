"""`Chat`: what the manager, the judge and the doctor call; it knows endings and rungs, `line` knows the wire."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any, Generic, Literal, NamedTuple, Protocol, TypeVar
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from pydantic import BaseModel, SecretStr, ValidationError

from coach.chat.ending import MAX_ANSWER, Ending, Piece
from coach.chat.structured import LADDER, Rung, Thoughts, json_object, request_for
from coach.domain.value import Value
from coach.errors import ModelError
from coach.ports import OnWait, Probe
from coach.settings import OPENAI, provider_of
from coach.text import clean, one_line

Message = tuple[Literal["system", "human", "ai"], str]
"""Who speaks, and the text."""

S = TypeVar("S", bound=BaseModel)


class Answer(NamedTuple, Generic[S]):
    """A structured answer: the text as it came, what it says, and what it cost in tokens."""

    text: str
    value: S
    model: str = ""
    fingerprint: str = ""
    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int | None = None


class Line(Protocol):
    """One event loop's connection to one server (see `coach.chat.line`)."""

    def pieces(
        self, messages: Sequence[Message], extra: dict[str, Any], on_wait: OnWait | None = None
    ) -> AsyncGenerator[Piece, None]:
        """Yield an answer piece by piece."""
        ...

    async def models(self) -> tuple[str, ...]:
        """Return the names of the models."""
        ...

    async def aclose(self) -> None:
        """Close the connection."""
        ...


def preload() -> None:
    """Import the model's libraries (about a second), for a background thread after the first paint."""
    import coach.chat.line  # noqa: F401 - a second of imports that must not delay the first paint


class Chat:
    """A language model on a server; every failure is a `ModelError`. Satisfies the `Server` door.

    `model` is a name that the server knows, or without a `base_url` also `provider:name` (langchain's spelling; other
    providers need their package and take their key from their own variable). It may be empty for `models()`.
    `deadline_s` is the time until the first text of an answer, over all attempts; `stall_s` that between two chunks
    afterwards. `transport` (an `httpx2.AsyncBaseTransport`) takes the network's place in tests.
    """

    def __init__(
        self,
        *,
        model: str,
        base_url: str | None = None,
        api_key: SecretStr | None = None,
        deadline_s: float = 120.0,
        stall_s: float = 20.0,
        transport: Any = None,
    ) -> None:
        self.provider, self.model = provider_of(model, base_url)
        self.base_url = base_url or OPENAI
        self._key = api_key
        self._deadline_s = deadline_s
        self._stall_s = stall_s
        self._transport = transport
        self._lines: WeakKeyDictionary[asyncio.AbstractEventLoop, Line] = WeakKeyDictionary()
        self._rung: Rung | None = None
        self._remarks: dict[str, None] = {}

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was odd about this server but did no harm."""
        return tuple(self._remarks)

    async def stream(self, messages: Sequence[Message], on_wait: OnWait | None = None) -> AsyncGenerator[str, None]:
        """Yield the answer's text as it comes, without a leading block of thoughts.

        `on_wait(seconds, reason)` is told of each pause before another attempt. Raises `ModelError`, also after text
        was yielded: what came is then not the whole answer.
        """
        ending, thoughts, said = Ending(), Thoughts(), False
        async with aclosing(self._pieces(messages, {}, on_wait)) as pieces:
            async for piece in pieces:
                if text := clean(thoughts.feed(ending.note(piece))):
                    said = True
                    yield text
        if text := clean(thoughts.rest()):
            said = True
            yield text
        ending.length *= said  # thoughts alone are no answer
        self._remark(ending.verify())

    async def complete(self, messages: Sequence[Message], schema: type[S]) -> Answer[S]:
        """Return one answer of the form `schema`, whose JSON schema the messages must show.

        Asks in the strictest way that the server takes, and once more where the answer is not of that form. Raises
        `ModelError`; the fault is `malformed` when it is not of that form the second time either.
        """
        ending, text = await self._structured(messages, schema)
        try:
            value = schema.model_validate(json_object(text))
        except (ValueError, RecursionError) as error:
            repair: tuple[Message, ...] = (
                ("ai", text),
                (
                    "human",
                    f"That is not the JSON asked for: {_problem(error)}. Answer again with the JSON object alone.",
                ),
            )
            ending, text = await self._structured((*messages, *repair), schema, before=ending)
            try:
                value = schema.model_validate(json_object(text))
            except (ValueError, RecursionError) as again:
                raise ModelError(
                    "malformed",
                    f"The model did not give the JSON that it was asked for: {_problem(again)}.",
                    "Try again, or choose a model that is better at structured output.",
                ) from None
        return Answer(
            text=text,
            value=value,
            model=one_line(ending.model or self.model),
            fingerprint=one_line(ending.fingerprint),
            input_tokens=ending.input_tokens,
            output_tokens=ending.output_tokens,
            cached_tokens=ending.cached_tokens,
        )

    async def models(self) -> tuple[str, ...]:
        """Return the names of the models that the server lists; nothing for providers that have no such list."""
        if self.provider != "openai":
            return ()
        return await (await self._line()).models()

    async def probe(self) -> Probe:
        """Ask for the model list, and for one small structured answer if a model is chosen."""
        try:
            models = await self.models()
        except ModelError as error:
            if error.fault != "not_found":  # a server may well answer without having a list
                raise
            models = ()
        structured = ""
        if self.model:
            await self.complete((("human", _PROBE),), _Ready)
            structured = self._rung or ""
        unguarded = () if self.provider == "openai" else ("redirects are not followed", "the answer's size is capped")
        return Probe(base_url=self.shown_url, models=models, structured=structured, unguarded=unguarded)

    @property
    def shown_url(self) -> str:
        """The server's address without a user name or password; for other providers their name."""
        if self.provider != "openai":
            return self.provider
        parts = urlsplit(self.base_url)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()

    async def aclose(self) -> None:
        """Close the connections of the running event loop."""
        if line := self._lines.pop(asyncio.get_running_loop(), None):
            await line.aclose()

    async def _line(self) -> Line:
        """Return the running loop's line: connections belong to the loop that opened them."""
        loop = asyncio.get_running_loop()
        if loop not in self._lines:
            # In a thread: a second of imports and an SSL context, while the screen goes on taking keys.
            line = await asyncio.to_thread(self._build)
            self._lines.setdefault(loop, line)
        return self._lines[loop]

    def _build(self) -> Line:
        from coach.chat.line import ModelLine  # see `preload`

        return ModelLine(
            provider=self.provider,
            model=self.model,
            base_url=self.base_url,
            shown_url=self.shown_url,
            api_key=self._key,
            deadline_s=self._deadline_s,
            stall_s=self._stall_s,
            transport=self._transport,
        )

    async def _pieces(
        self, messages: Sequence[Message], extra: dict[str, Any], on_wait: OnWait | None = None
    ) -> AsyncGenerator[Piece, None]:
        if not self.model:
            raise ModelError("not_found", "No model is chosen.", "Set COACH_MODEL.")
        async with aclosing((await self._line()).pieces(messages, extra, on_wait)) as pieces:
            async for piece in pieces:
                yield piece

    async def _structured(
        self, messages: Sequence[Message], schema: type[BaseModel], before: Ending | None = None
    ) -> tuple[Ending, str]:
        """Ask on the remembered rung, or go down the ladder until the server takes one."""
        for rung in (self._rung,) if self._rung else LADDER:
            ending = Ending(before)
            parts: list[str] = []
            try:
                async with aclosing(self._pieces(messages, request_for(rung, schema))) as pieces:
                    parts = [ending.note(piece, arguments=rung == "tool") async for piece in pieces]
            except ModelError as error:
                if error.fault == "bad_request" and rung != LADDER[-1] and not self._rung:
                    continue
                raise
            self._remark(ending.verify())
            self._rung = rung
            return ending, clean("".join(parts), limit=MAX_ANSWER)
        raise AssertionError("the last rung returns or raises")

    def _remark(self, remark: str) -> None:
        if remark:
            self._remarks[remark] = None


class _Ready(Value):
    ready: bool


_PROBE = 'Answer with this JSON object and nothing else: {"ready": true}'


def _problem(error: ValueError | RecursionError) -> str:
    """Say what was wrong with an answer, without quoting it back at length."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return one_line(f"{'.'.join(map(str, first['loc'])) or 'object'}: {first['msg']}", limit=200)
    return one_line(str(error), limit=200) if isinstance(error, ValueError) else "it is nested too deeply"
