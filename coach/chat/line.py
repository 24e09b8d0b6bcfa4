"""One event loop's line to a model server, with every guard: this module loads langchain, openai, httpx2, tenacity."""

import asyncio
import random
import warnings
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx2
import langchain_openai  # noqa: F401 - `init_chat_model` would import it at the first call, not at `preload`
import langsmith
import openai
import tenacity
from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk
from pydantic import SecretStr

from coach.chat import faults
from coach.chat.ending import Piece
from coach.chat.faults import Place
from coach.chat.gateway import Message
from coach.chat.wire import CONNECT_S, REFUSALS, http_client
from coach.errors import ModelError
from coach.ports import OnWait
from coach.text import one_line

# A rehearsal is private: without this a LANGSMITH_TRACING left in the environment would upload every prompt.
langsmith.configure(enabled=False)
# An odd number in an answer makes pydantic print the answer's values, over whatever is on the screen.
warnings.filterwarnings("ignore", message="Pydantic serializer warnings", category=UserWarning)

ATTEMPTS = 3
WHOLE = 3
"""Times the deadline that an answer may take from its first words on: what drips for hours is no answer."""
LIST_S = 15.0
BACKOFF_S = 0.25
MAX_NAMES = 500

wait = asyncio.sleep
"""Between two attempts; whoever tries out waiting need not wait."""

T = TypeVar("T")

_Begun = tuple[AsyncIterator[AIMessageChunk], list[Piece], list[bool]]
"""The rest of a stream, what came up to the first text, and the notes of refusals."""


class ModelLine:
    """A model behind one HTTP client. Each call has three attempts at most, and none once text has come."""

    def __init__(
        self,
        *,
        provider: str,
        model: str,
        base_url: str,
        shown_url: str,
        api_key: SecretStr | None,
        deadline_s: float,
        stall_s: float,
        transport: httpx2.AsyncBaseTransport | None,
    ) -> None:
        self._place = Place(
            url=shown_url,
            model=model,
            keyed=api_key is not None,
            own_server=urlsplit(base_url).hostname != "api.openai.com",
        )
        self._deadline_s = deadline_s
        self._stall_s = stall_s
        self._provider = provider
        self._name = model
        self._base_url = base_url
        # Servers of one's own mostly want no key, and the SDK wants one; OpenAI's own is not called without.
        self._key = api_key or (SecretStr("none") if self._place.own_server else None)
        try:
            self._http = http_client(base_url, transport)
        except Exception as error:  # what a broken proxy or certificate setting raises is in no list
            reason = one_line(str(error) or type(error).__name__, limit=160)
            raise ModelError(
                "unreachable",
                f"The connection to {self._place.host} cannot be set up: {reason}.",
                "Check HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE in the environment.",
            ) from None
        self._model: BaseChatModel | None = None
        self._usage = True

    async def pieces(
        self, messages: Sequence[Message], extra: dict[str, Any], on_wait: OnWait | None = None
    ) -> AsyncGenerator[Piece, None]:
        """Yield an answer piece by piece; `extra` goes into the request body. Raises `ModelError`."""

        async def begin() -> _Begun:
            return await self._begin(messages, extra)

        try:
            chunks, head, refusals = await self._insist(begin, self._deadline_s, on_wait)
        except ModelError as error:
            raise await self._with_models(error) from None
        try:
            for begun in head:
                yield begun
            place = self._place.model_copy(update={"begun": True})
            now = asyncio.get_running_loop().time
            silent, end = now() + self._stall_s, now() + WHOLE * self._deadline_s
            while True:
                try:
                    async with asyncio.timeout_at(min(silent, end)) as limit:
                        chunk = await anext(chunks, None)
                    piece = None if chunk is None else _piece(chunk)
                except Exception as error:  # whatever a server or a provider's package comes up with becomes a fault
                    if limit.expired() and end < silent:
                        raise faults.endless(place, WHOLE * self._deadline_s) from None
                    if limit.expired():
                        raise faults.timed_out(place, self._stall_s) from None
                    raise faults.explain(error, place) from None
                if piece is None:
                    break
                if piece.text or piece.arguments or piece.finish:  # all else is silence
                    silent = now() + self._stall_s
                yield piece
                await asyncio.sleep(0)  # thousands of chunks may be there already, and a key waits for its turn
            if refusals:
                yield Piece(refused=True)
        finally:
            await _close(chunks)

    async def models(self) -> tuple[str, ...]:
        """Return the names that the server lists, sorted. Raises `ModelError`."""
        client = openai.AsyncOpenAI(
            base_url=self._base_url, api_key=self._secret(), http_client=self._http, max_retries=0, timeout=LIST_S
        )

        async def ask() -> tuple[str, ...]:
            page = await client.models.list()
            return tuple(sorted(one_line(m.id, limit=120) for m in page.data[:MAX_NAMES]))

        return await self._insist(ask, min(LIST_S, self._deadline_s))

    async def _with_models(self, error: ModelError) -> ModelError:
        """Add to an unknown model's error which ones there are, if the server tells."""
        if error.fault != "not_found" or self._provider != "openai":
            return error
        try:
            names = await self.models()
        except ModelError:
            return error  # the first failure is the one to report
        if not names or self._name in names:
            return error
        more = f" and {len(names) - 8} more" if len(names) > 8 else ""
        return ModelError("not_found", str(error), f"It has: {', '.join(names[:8])}{more}. Set COACH_MODEL.")

    async def aclose(self) -> None:
        """Close the client and its connections."""
        await self._http.aclose()

    async def _begin(self, messages: Sequence[Message], extra: dict[str, Any]) -> _Begun:
        """Start a stream and read it until text has come or it has ended."""
        try:
            return await self._first_text(messages, extra)
        except openai.APIStatusError as error:
            if not self._usage or not faults.is_about_usage(error):
                raise
            self._usage, self._model = False, None
            return await self._first_text(messages, extra)

    async def _first_text(self, messages: Sequence[Message], extra: dict[str, Any]) -> _Begun:
        # Other providers get what is asked for as they take it; theirs is the rung that holds.
        options = {"extra_body": extra} if extra and self._provider == "openai" else extra
        refusals: list[bool] = []
        REFUSALS.set(refusals)
        model = self._chat_model()
        chunks = model.astream(list(messages), **options)
        head: list[Piece] = []
        try:
            async for chunk in chunks:
                head.append(_piece(chunk))
                if head[-1].text or head[-1].arguments:
                    break
        except BaseException:
            await _close(chunks)
            raise
        return chunks, head, refusals

    def _chat_model(self) -> BaseChatModel:
        if self._model is None:
            if self._provider == "openai":
                secret = self._secret()

                async def key() -> str:
                    return secret

                self._model = init_chat_model(
                    self._name,
                    model_provider="openai",
                    base_url=self._base_url,
                    # Given this way, langchain does not build a synchronous client beside ours (40 ms of SSL context).
                    api_key=key,
                    http_async_client=self._http,
                    timeout=httpx2.Timeout(None, connect=CONNECT_S),
                    max_retries=0,
                    # It wraps each chunk in `wait_for`, which on Python 3.11 swallows a cancellation.
                    stream_chunk_timeout=0,
                    stream_usage=self._usage,
                    use_responses_api=False if self._place.own_server else None,
                )
            else:
                try:
                    self._model = init_chat_model(self._name, model_provider=self._provider, max_retries=0)
                except ValueError:
                    unknown = f"langchain knows no provider {one_line(self._provider, limit=40)!r}."
                    raise ModelError("not_installed", unknown, "Set OPENAI_BASE_URL or mend COACH_MODEL.") from None
        return self._model

    def _secret(self) -> str:
        if self._key is None:
            raise ModelError("auth", "OpenAI wants a key and none is set.", "Set OPENAI_API_KEY, or OPENAI_BASE_URL.")
        return self._key.get_secret_value()

    async def _insist(self, attempt: Callable[[], Awaitable[T]], deadline_s: float, on_wait: OnWait | None = None) -> T:
        """Make an attempt, and others where that may help, within one deadline."""
        end = asyncio.get_running_loop().time() + deadline_s

        def pause(state: tenacity.RetryCallState) -> float:
            asked = faults.retry_after(_error(state))
            return random.uniform(0, BACKOFF_S * 2**state.attempt_number) if asked is None else asked

        def too_long(state: tenacity.RetryCallState) -> bool:
            asked = faults.retry_after(_error(state)) or 0.0
            return asked > min(faults.PATIENCE_S, end - asyncio.get_running_loop().time())

        def tell(state: tenacity.RetryCallState) -> None:
            error = _error(state)
            if on_wait and state.next_action and isinstance(error, Exception):
                on_wait(state.next_action.sleep, str(faults.explain(error, self._place)))

        policy = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(faults.retryable),
            stop=lambda state: state.attempt_number >= ATTEMPTS or too_long(state),
            wait=pause,
            sleep=lambda seconds: wait(seconds),
            before_sleep=tell,
            reraise=True,
        )
        try:
            async with asyncio.timeout(deadline_s) as limit:
                return await policy(attempt)
        except ModelError:
            raise
        except Exception as error:  # the one place where everything that can go wrong is given its name
            if limit.expired():
                raise faults.timed_out(self._place, deadline_s) from None
            raise faults.explain(error, self._place) from None


def _error(state: tenacity.RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


async def _close(chunks: AsyncIterator[AIMessageChunk]) -> None:
    close = getattr(chunks, "aclose", None)
    if close:
        with suppress(Exception):  # langchain adds up the chunks here; whatever is wrong with them is told by now
            await close()


def _piece(chunk: AIMessageChunk) -> Piece:
    meta, usage = chunk.response_metadata, chunk.usage_metadata
    text = chunk.content if isinstance(chunk.content, str) else str(chunk.text)
    if not meta and not usage and not chunk.tool_call_chunks:
        return Piece(text)
    words = (meta.get(key) for key in ("finish_reason", "stop_reason", "done_reason", "stopReason", "status"))
    return Piece(
        text=text,
        arguments="".join(call["args"] or "" for call in chunk.tool_call_chunks),
        finish=next((word for word in words if isinstance(word, str) and word != "in_progress"), ""),
        refused=bool(chunk.additional_kwargs.get("refusal")),
        model=str(meta.get("model_name") or meta.get("model") or ""),
        fingerprint=str(meta.get("system_fingerprint") or ""),
        input_tokens=usage["input_tokens"] if usage else None,
        output_tokens=usage["output_tokens"] if usage else None,
        cached_tokens=usage.get("input_token_details", {}).get("cache_read") if usage else None,
    )
