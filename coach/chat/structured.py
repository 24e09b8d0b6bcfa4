"""Structured output: the rungs from strict to free, and JSON found in whatever text comes back."""

import json
from typing import Any, Literal, get_args

from pydantic import BaseModel

Rung = Literal["json_schema", "json_object", "tool", "prompt"]
LADDER: tuple[Rung, ...] = get_args(Rung)
"""Strictest first. LM Studio refuses `json_object`, Ollama takes a forced tool as a hint: none can be the only one."""

_MAX_TRIES = 50
_OPENINGS = ("<think>", "<thinking>", "<reasoning>")


def form_of(schema: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON schema of a type, without the titles and descriptions that are meant for its readers here."""

    def bare(node: Any) -> Any:
        if isinstance(node, dict):
            said = ("title", "description")
            return {k: bare(v) for k, v in node.items() if not (k in said and isinstance(v, str))}
        return [bare(item) for item in node] if isinstance(node, list) else node

    form: dict[str, Any] = bare(schema.model_json_schema())
    return form


def request_for(rung: Rung, schema: type[BaseModel]) -> dict[str, Any]:
    """Return the part of the request body that asks for `schema`.

    It goes through `extra_body`: a bound `response_format` would be parsed by the SDK, which raises and loses the
    text where an answer was cut or filtered.
    """
    name = schema.__name__.strip("_").lower()
    form = form_of(schema)
    if rung == "json_schema":
        return {
            "response_format": {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": form}}
        }
    if rung == "json_object":
        return {"response_format": {"type": "json_object"}}
    if rung == "tool":
        function = {"name": name, "description": "Give the answer.", "strict": True, "parameters": form}
        return {
            "tools": [{"type": "function", "function": function}],
            "tool_choice": {"type": "function", "function": {"name": name}},
        }
    return {}


def json_object(text: str) -> dict[str, Any]:
    """Return the last whole JSON object in `text`, whatever stands around it: thoughts, prose or a code fence.

    The last one, because what comes before an answer may quote the engineer's words, and these may hold JSON. Raises
    `ValueError` if there is none, `RecursionError` if it is nested too deeply.
    """
    decoder = json.JSONDecoder()
    found: dict[str, Any] | None = None
    at = text.find("{")
    for _ in range(_MAX_TRIES):
        if at < 0:
            break
        try:
            found, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError:
            end = at + 1
        at = text.find("{", end)
    if found is None:
        raise ValueError("there is no JSON object in it")
    return found


class Thoughts:
    """Takes a block of thoughts off the start of a streamed answer."""

    def __init__(self) -> None:
        self._held = ""
        self._tag = ""
        self._over = False

    def feed(self, text: str) -> str:
        """Return what of the answer so far can be passed on."""
        if self._over:
            return text
        self._held += text
        start = self._held.lstrip().lower()
        self._tag = self._tag or next((tag for tag in _OPENINGS if start.startswith(tag)), "")
        if self._tag:
            close = self._tag.replace("<", "</")
            _, closed, rest = self._held.partition(close)
            # Thoughts run long: only what their end may begin in is kept.
            self._held = rest.lstrip() if closed else self._tag + self._held[len(self._tag) :][-len(close) :]
            self._over = bool(closed)
        else:
            self._over = not any(tag.startswith(start) for tag in _OPENINGS)
        return self.rest() if self._over else ""

    def rest(self) -> str:
        """Return what was held back and turned out to be no thoughts."""
        held, self._held = self._held, ""
        return "" if self._tag and not self._over else held
