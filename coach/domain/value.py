"""The base of every value, and the constrained texts that values are made of."""

import hashlib
import json
import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from coach.text import clean


class Value(BaseModel):
    """A frozen value that knows no unknown field; sequences are tuples."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def _stripped(text: str) -> str:
    return clean(text).strip()


def _required(text: str) -> str:
    if not text:
        raise ValueError("must not be empty")
    return text


Verbatim = Annotated[str, AfterValidator(clean)]
"""Cleaned text with the white space at its ends: a stretch of another text."""

Text = Annotated[str, AfterValidator(_stripped)]
"""Cleaned text, possibly empty."""

Words = Annotated[str, AfterValidator(_stripped), AfterValidator(_required), Field(max_length=4_000)]
"""Cleaned text that is not empty."""

Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
"""A name that is safe as a file name: lower case letters, digits, `-` and `_`, 64 at most."""


def _language(code: str) -> str:
    if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", code):
        raise ValueError("is no code of a language, such as de or pt-BR")
    return code


Language = Annotated[str, AfterValidator(_language)]
"""A language by its two letters, and perhaps a country: `de`, `pt-BR`."""


def digest(value: Value | str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a value's canonical JSON, or of a text."""
    text = value if isinstance(value, str) else json.dumps(value.model_dump(mode="json"), sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
