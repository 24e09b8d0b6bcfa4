"""What a coach process behind the page is told: a list of what it may have, and nothing else."""

import os
import sys
from collections.abc import Mapping

from coach.settings import NAMES, Settings

_ORDINARY = frozenset({"PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "NO_COLOR"})
_PLACES = frozenset({"XDG_DATA_HOME", "XDG_CONFIG_HOME"})
"""Where the database and the configuration lie."""
_ROUTES = frozenset({"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"})
"""How the model's server is reached; a proxy's address may hold a password."""

_PREFIXES = {
    "azure_ai": ("AZURE_",),
    "azure_openai": ("AZURE_", "OPENAI_API_VERSION"),
    "bedrock": ("AWS_",),
    "bedrock_converse": ("AWS_",),
    "google_genai": ("GOOGLE_", "GEMINI_"),
    "google_vertexai": ("GOOGLE_",),
    "huggingface": ("HF_", "HUGGINGFACEHUB_"),
    "ibm": ("WATSONX_",),
    "mistralai": ("MISTRAL_",),
    "perplexity": ("PPLX_",),
}
"""How the variables begin that a provider's own package reads, where that is not the provider's name."""


def room_environment(settings: Settings, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a coach process: an allow-list from `environ`.

    The coach's own settings pass, but **a key only where a language model is chosen, and only that of its server**:
    `OPENAI_API_KEY` for an OpenAI-compatible server (unless `COACH_SEND_KEY` keeps it back), a provider's own variables
    (`ANTHROPIC_…`) for another provider. Without a model nothing could be sent, so the process gets no key at all. Then
    pressing `m` in the page lists the models of a server that wants none; for one with a key, choose the model in a
    terminal (`coach models --use NAME`) and start `coach serve` again. Keys in `.env` and `config.toml` are read by the
    process itself, under the same rule as everywhere: a key alone sends nothing.

    Of Python only the import path passes, so that the process runs the very code that started it; of Textual nothing:
    `coach serve --room` sets what it needs.
    """

    def may_pass(name: str) -> bool:
        if name in _ORDINARY | _PLACES or name.startswith("LC_"):
            return True
        if name in NAMES and name != "OPENAI_API_KEY":
            return True
        return bool(settings.coach_model) and (name.upper() in _ROUTES or _is_key(name, settings))

    return {
        **{name: value for name, value in environ.items() if may_pass(name)},
        "PYTHONPATH": os.pathsep.join(place for place in sys.path if place),
        "TERM": "xterm-256color",
    }


def _is_key(name: str, settings: Settings) -> bool:
    """Whether a variable is one by which the chosen model's server lets us in."""
    if settings.provider == "openai":
        return name == "OPENAI_API_KEY" and settings.coach_send_key
    own = settings.provider.partition("_")[0].upper() + "_"
    return name.startswith(_PREFIXES.get(settings.provider, (own,)))
