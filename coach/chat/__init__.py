"""The one way to a language model: streamed text, structured answers, the model list and a probe.

This package is light to import; what stands on langchain, openai, httpx2 and tenacity is in `line` and `faults`,
which load at the first call or by `preload()`.
"""

from coach.chat.gateway import Answer, Chat, Message, preload
from coach.chat.structured import form_of

__all__ = ["Answer", "Chat", "Message", "form_of", "preload"]
