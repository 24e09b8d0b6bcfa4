"""How an answer ended: every provider's own word for it, and what the pieces told on their way."""

from typing import NamedTuple

from coach.errors import ModelError, ModelFault
from coach.text import one_line

MAX_ANSWER = 200_000
"""Characters of one answer; far more than any turn or judgement has."""


class Piece(NamedTuple):
    """A part of an answer as it came over the wire; every field but the text is empty in most pieces."""

    text: str = ""
    arguments: str = ""
    """Part of the JSON arguments of a forced tool call."""
    finish: str = ""
    """The provider's word for how the answer ended."""
    refused: bool = False
    model: str = ""
    fingerprint: str = ""
    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int | None = None


# How an answer ended, by the provider's own word: OpenAI and compatible, Anthropic, Google, Mistral, Cohere, Ollama.
# Any other word counts as complete and is noted in `remarks`.
_ENDINGS: dict[str, ModelFault | None] = {
    **dict.fromkeys(("stop", "tool_calls", "function_call", "completed"), None),
    **dict.fromkeys(("end_turn", "stop_sequence", "tool_use", "complete"), None),
    **dict.fromkeys(
        ("length", "max_tokens", "model_length", "incomplete", "model_context_window_exceeded"), "truncated"
    ),
    **dict.fromkeys(("content_filter", "safety", "recitation", "blocklist", "prohibited_content", "spii"), "filtered"),
    "refusal": "refused",
}

_ENDED: dict[ModelFault, tuple[str, str]] = {
    "truncated": ("The model's answer was cut at its length limit.", "Send it again, or raise the server's limit."),
    "filtered": ("The model's content filter stopped the answer.", "Word the reply differently and send it again."),
    "refused": ("The model declined to answer.", "Word the reply differently and send it again."),
    "cut_off": ("The model's answer broke off before its end.", "Send it again."),
    "empty": ("The model's answer was empty.", "Send it again, or choose another model."),
    "too_large": ("The model's answer was far too long and was stopped.", "Send it again, or choose another model."),
}


class Ending:
    """What is known of an answer once its pieces have gone by; token use adds up over a repair."""

    def __init__(self, before: "Ending | None" = None) -> None:
        self.finish = ""
        self.refused = False
        self.length = 0
        self.model = ""
        self.fingerprint = ""
        self.input_tokens: int | None = before.input_tokens if before else None
        self.output_tokens: int | None = before.output_tokens if before else None
        self.cached_tokens: int | None = before.cached_tokens if before else None

    def note(self, piece: Piece, *, arguments: bool = False) -> str:
        """Remember a piece and return its text, or its tool arguments where these carry the answer."""
        self.finish = piece.finish or self.finish
        self.refused = self.refused or piece.refused
        self.model = piece.model or self.model
        self.fingerprint = piece.fingerprint or self.fingerprint
        self.input_tokens = _sum(self.input_tokens, piece.input_tokens)
        self.output_tokens = _sum(self.output_tokens, piece.output_tokens)
        self.cached_tokens = _sum(self.cached_tokens, piece.cached_tokens)
        # A server that takes tools as a hint only answers a forced one in plain text.
        text = (piece.arguments or piece.text) if arguments else piece.text
        self.length += len(text)
        if self.length > MAX_ANSWER:
            raise ModelError("too_large", *_ENDED["too_large"])
        return text

    def verify(self) -> str:
        """Return a remark, mostly empty, on an answer that is whole. Raises `ModelError` for one that is not."""
        word = self.finish.lower()
        fault = _ENDINGS.get(word)
        if self.refused:
            fault = "refused"
        elif not word:
            fault = "cut_off"
        elif fault is None and not self.length:
            fault = "empty"
        if fault:
            raise ModelError(fault, *_ENDED[fault])
        known = word in _ENDINGS
        return "" if known else f"The server ended an answer with {one_line(word, limit=40)!r}; taken as complete."


def _sum(first: int | None, second: int | None) -> int | None:
    return second if first is None else first + (second or 0)
