"""The one way to a language model: streamed text, structured answers, the model list and a probe.

This package is light to import; what stands on langchain, openai, httpx2 and tenacity is in `line` and `faults`,
which load at the first call or by `preload()`.
"""

import os

# Switches of the model's libraries: the first two end every call with an exception, the third leads it through another
# host, and the last writes every call over the screen. They read them when they are imported or called.
for _name in ("LANGCHAIN_TRACING", "LANGCHAIN_HANDLER", "LANGSMITH_GATEWAY", "OPENAI_LOG"):
    os.environ.pop(_name, None)

from coach.chat.gateway import Answer, Chat, Message, preload  # noqa: E402 - see above
from coach.chat.structured import form_of  # noqa: E402

__all__ = ["Answer", "Chat", "Message", "form_of", "preload"]
