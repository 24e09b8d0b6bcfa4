"""What can go wrong on the way to a model, put into the closed set of faults with words for the user."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import openai

from coach.domain.value import Value
from coach.errors import ModelError
from coach.text import one_line

PATIENCE_S = 20.0
"""The longest Retry-After that is waited for; the user is told of a longer one at once."""
_LONGEST_S = 30 * 86_400
"""No server means more than a month; what says so is broken."""

_NEVER_AGAIN = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))
_TOO_LONG = re.compile(r"context.?length|context (size|window)|maximum context|too many (input )?tokens", re.I)
_KEY_LIKE = re.compile(r"\b(sk|key|pk)-[\w*-]{6,}|bearer\s+\S+", re.I)


class Oversized(Exception):
    """The server sent more bytes than any answer has."""


class NotPlain(Exception):
    """The server sent what cannot be an answer: packed bytes or a web page."""


class Place(Value):
    """Where a call went, for the words of its failure."""

    url: str
    model: str
    keyed: bool
    own_server: bool
    """Whether the address is one that the user has set."""
    begun: bool = False
    """Whether text had come already."""

    @property
    def host(self) -> str:
        """The server's name and port, or the provider's name."""
        return urlsplit(self.url).netloc or self.url


def retryable(error: BaseException) -> bool:
    """Whether another attempt may help; a time limit that has run out is none of these.

    `x-should-retry: false` is obeyed; `true` gives a server no attempts beyond those.
    """
    if isinstance(error, openai.APITimeoutError) or _headers(error).get("x-should-retry", "").lower() == "false":
        return False
    if isinstance(error, openai.APIConnectionError | json.JSONDecodeError):
        return True
    return _status(error) in _PASSING and _code(error) not in _NEVER_AGAIN


def retry_after(error: BaseException | None) -> float | None:
    """Return the seconds that the server asks to wait, or `None` where it says nothing that makes sense.

    `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3); OpenAI sends `retry-after-ms` beside it.
    """
    headers = _headers(error)
    asked = (_number(headers.get("retry-after-ms", ""), 0.001), _number(headers.get("retry-after", "")))
    known = next((seconds for seconds in asked if seconds is not None), None)
    return _until(headers) if known is None else known


def _number(text: str, unit_s: float = 1.0) -> float | None:
    try:
        seconds = float(text) * unit_s
    except ValueError:
        return None
    return seconds if 0 <= seconds <= _LONGEST_S else None  # no number is between two others


def _until(headers: Mapping[str, str]) -> float | None:
    """Return the seconds up to the date in `Retry-After`, by the server's own clock where it tells what that says."""
    try:
        end = parsedate_to_datetime(headers.get("retry-after", ""))
    except ValueError:
        return None
    try:
        now = parsedate_to_datetime(headers.get("date", ""))
    except ValueError:
        now = datetime.now(UTC)
    if end.tzinfo is None or now.tzinfo is None:
        return None
    seconds = max(0.0, (end - now).total_seconds())
    return seconds if seconds <= _LONGEST_S else None


def endless(place: Place, seconds: float) -> ModelError:
    """Return the fault of an answer that was not done when its time was over."""
    told = f"{place.host} was not done with its answer after {seconds:g} s and was stopped."
    return ModelError("timed_out", told, "Send it again; for a slow model raise COACH_DEADLINE_S.")


def timed_out(place: Place, seconds: float) -> ModelError:
    """Return the fault of a time limit of ours that ran out."""
    if place.begun:
        return ModelError("timed_out", f"The model fell silent for {seconds:g} s in mid-answer.", "Send it again.")
    return ModelError(
        "timed_out",
        f"{place.host} gave no answer within {seconds:g} s.",
        "Send it again; for a slow model raise COACH_DEADLINE_S.",
    )


def explain(error: Exception, place: Place) -> ModelError:
    """Return the `ModelError` for any exception that a call raised."""
    if isinstance(error, Oversized):
        return ModelError("too_large", f"{place.host} sent far more than an answer and was stopped.", "Send it again.")
    if isinstance(error, NotPlain):
        message = f"{place.host} answered with {error}, not as a model server does."
        return ModelError("malformed", message, _url_repair(place))
    if isinstance(error, ImportError):
        return ModelError("not_installed", f"{one_line(str(error))}", "Install that package beside the coach.")
    status = _status(error)
    if status is not None:
        return _by_status(error, status, place)
    if isinstance(error, openai.APITimeoutError):
        return ModelError("unreachable", f"{place.host} did not take the connection.", _reach_repair(place))
    if isinstance(error, openai.APIConnectionError | ConnectionError | OSError):
        if place.begun:
            return ModelError("cut_off", "The connection broke in mid-answer.", "Send it again.")
        return ModelError("unreachable", f"{place.host} cannot be reached{_because(error)}.", _reach_repair(place))
    if isinstance(error, openai.APIError):
        # An error event in mid-stream: no status, only what the server says.
        return _by_words(error, place) or ModelError(
            "server", f"{place.host} reported an error{_said(error)}.", "Send it again."
        )
    if isinstance(error, ValueError | TypeError | KeyError | IndexError | AttributeError):
        return ModelError("malformed", f"{place.host} sent something that is no model's answer.", _url_repair(place))
    kind = type(error).__name__
    if "timeout" in kind.lower():
        return ModelError("timed_out", f"{place.host} gave no answer in time.", "Send it again.")
    return ModelError("server", f"{place.host} failed ({one_line(kind, limit=60)}).", "Send it again.")


def _by_status(error: Exception, status: int, place: Place) -> ModelError:
    if told := _by_words(error, place):
        return told
    if 300 <= status < 400:
        return ModelError(
            "not_found",
            f"{place.host} redirects to another address, and the coach does not take your words there.",
            "Set OPENAI_BASE_URL to the server's final address.",
        )
    if status == 401:
        if not place.keyed:
            return ModelError("auth", f"{place.host} wants a key and none is set.", "Set OPENAI_API_KEY.")
        return ModelError("auth", f"{place.host} did not accept the key.", "Check OPENAI_API_KEY.")
    if status == 402:
        return _quota(place)
    if status == 403:
        return ModelError(
            "auth",
            f"{place.host} does not allow this key to use {place.model}.",
            "Check the key's rights, or the model.",
        )
    if status in (404, 405):
        return ModelError(
            "not_found", f"{place.host} knows no model {place.model!r} there{_said(error)}.", _url_repair(place)
        )
    if status == 413:
        return _too_long(place)
    if status == 429:
        return ModelError("rate_limited", f"{place.host} takes no more requests for now.", _again(error))
    if status in (400, 422, 501):
        return ModelError(
            "bad_request",
            f"{place.host} refused the request{_said(error)}.",
            "Check COACH_MODEL, or use another model.",
        )
    return ModelError("server", f"{place.host} failed with status {status}{_said(error)}.", _again(error))


def _by_words(error: Exception, place: Place) -> ModelError | None:
    """Return the fault where the server's own code or message says more than its status."""
    code, message = _code(error), _message(error)
    if code in _NEVER_AGAIN:
        return _quota(place)
    if code in ("context_length_exceeded", "exceed_context_size_error") or _TOO_LONG.search(message):
        return _too_long(place)
    if code in ("content_filter", "content_policy_violation"):
        return ModelError(
            "filtered", f"{place.host}'s content filter refused the request.", "Word the reply differently."
        )
    if code in ("rate_limit_exceeded", "rate_limit_error") and _status(error) is None:
        return ModelError("rate_limited", f"{place.host} takes no more requests for now.", _again(error))
    return None


def _quota(place: Place) -> ModelError:
    return ModelError(
        "quota", f"The account at {place.host} has no credit left.", "Top it up, or use --manager scripted."
    )


def _too_long(place: Place) -> ModelError:
    return ModelError(
        "too_long",
        f"The conversation is longer than {place.model} can read.",
        "Use a model or a server setting with a larger context.",
    )


def _url_repair(place: Place) -> str:
    if not place.own_server:
        return "Check COACH_MODEL."
    if not urlsplit(place.url).path.rstrip("/").endswith("/v1"):
        return f"OPENAI_BASE_URL is {place.url}; such an address usually ends in /v1."
    return "Check OPENAI_BASE_URL and COACH_MODEL."


def _reach_repair(place: Place) -> str:
    if place.own_server:
        return f"Is the server running at {place.host}? Check OPENAI_BASE_URL."
    return "Is this machine on the network? A server of your own is set with OPENAI_BASE_URL."


def _again(error: BaseException) -> str:
    """Say when to try again."""
    seconds = retry_after(error)
    if not seconds:
        return "Send it again in a moment."
    unit, size_s = next((name, size) for name, size in _UNITS if seconds >= 2 * size or size == 1)
    count = math.ceil(seconds / size_s)
    return f"Send it again in {count} {unit}{'' if count == 1 else 's'}."


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _because(error: BaseException) -> str:
    """Say why a connection failed, for the causes that a user can do something about."""
    words = " ".join(str(e).lower() for e in _chain(error))
    if "certificate" in words:
        return ": its certificate is not trusted"
    if "refused" in words or "all connection attempts failed" in words:
        return ": nothing listens there"
    if "name or service" in words or "name resolution" in words or "nodename" in words or "getaddrinfo" in words:
        return ": no such host"
    return ""


def _headers(error: BaseException | None) -> Mapping[str, str]:
    return getattr(getattr(error, "response", None), "headers", None) or {}


def _status(error: BaseException) -> int | None:
    for found in (getattr(error, "status_code", None), getattr(getattr(error, "response", None), "status_code", None)):
        if isinstance(found, int):
            return found
    return None


def _body(error: BaseException) -> Any:
    body = getattr(error, "body", None)
    return body.get("error", body) if isinstance(body, dict) else body


def _code(error: BaseException) -> str:
    body = _body(error)
    known = (getattr(error, "code", None), *((body.get("code"), body.get("type")) if isinstance(body, dict) else ()))
    return next((k for k in known if isinstance(k, str) and k not in ("", "invalid_request_error", "error")), "")


def _message(error: BaseException) -> str:
    body = _body(error)
    if isinstance(body, dict):
        return str(body.get("message") or body.get("detail") or "")
    return body if isinstance(body, str) else ""


def _said(error: BaseException) -> str:
    """Quote the server, cleaned, short, and without anything that looks like a key or is a web page."""
    message = _message(error)
    if not message or message.lstrip().startswith("<"):
        return ""
    return f" and says: {one_line(_KEY_LIKE.sub('…', message), limit=160).rstrip('.')}"


def is_about_usage(error: BaseException) -> bool:
    """Whether a server refused to be asked for the token use of a stream."""
    return _status(error) in (400, 422) and re.search("stream_options|include_usage", _message(error)) is not None
