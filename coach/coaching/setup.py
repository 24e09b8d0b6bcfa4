"""What the user may set: the language model's server, tested before it is used, and how the screens behave."""

import re
import threading
from collections.abc import Callable

from pydantic import SecretStr

from coach.domain.value import Text, Value
from coach.errors import UsageError
from coach.ports import Engines, Probe
from coach.settings import NAMES, THEMES, Settings, change_settings, drafted

CHOICES = {"COACH_THEME": THEMES, "COACH_HINTS": ("on", "off"), "COACH_MOTION": ("full", "reduced")}
"""The settings that the coach changes when it is asked to, and their values; the palette knows more themes."""

_ELSEWHERE = {
    "COACH_MODEL": "Choose one with: coach models --use NAME",
    "OPENAI_BASE_URL": "Set it with: coach models --server URL --use NAME",
}


_KEY = "OPENAI_API_KEY"
_TYPED = "typed, until the coach is closed"


class Connection(Value):
    """A language model server as somebody describes it; nothing of it is used or kept before they say so."""

    address: Text | None = None
    """OpenAI's own where it is left out."""
    key: SecretStr | None = None
    """A key typed just now."""
    send_found_key: bool = False
    """The yes to sending the key that was found in the settings; a typed one goes before it."""
    model: Text | None = None


class Setting(Value):
    """One setting as it may be shown: a secret is none of that."""

    name: Text
    value: Text
    source: Text
    """`default`, `environment` or a file."""
    about: Text
    choices: tuple[Text, ...] = ()
    """What the coach may set it to; none where it only shows it."""
    fixed: bool = False
    """Whether it comes from a source that wins over the configuration file."""


class Setup:
    """Reads, tests and changes settings. `take` is given the changed settings once they are on disk.

    Changes come from several threads; each one is read, written and taken before the next.
    """

    def __init__(self, settings: Callable[[], Settings], take: Callable[[Settings], None], engines: Engines) -> None:
        self._settings = settings
        self._take = take
        self._engines = engines
        self._changing = threading.Lock()
        self._beneath: tuple[SecretStr | None, str] | None = None
        """The key, and its source, that a key typed until the coach is closed stands in for; `None` without one."""

    @property
    def connection(self) -> Connection:
        """Return the server as it is set now. A key that was found counts as allowed once a model is chosen."""
        now = self._settings()
        return Connection(
            address=now.openai_base_url, model=now.coach_model, send_found_key=bool(now.coach_model and now.key)
        )

    @property
    def found_key(self) -> str:
        """Return where a key was found, or an empty text."""
        now = self._settings()
        return now.sources.get(_KEY, "") if now.openai_api_key else ""

    async def models(self, connection: Connection | None = None) -> tuple[str, ...]:
        """Ask a server, or the one that is set, for its models.

        Raises `UsageError` where there is none or its address is none, `ModelError`.
        """
        if connection:
            return await self._engines.server(connection.model, self._drafted(connection)).models()
        return await self._engines.server(None, _known(self._settings())).models()

    async def probe(self, connection: Connection) -> Probe:
        """Ask a server for one small structured answer of the model. Raises as `models` does."""
        return await self._engines.server(connection.model, self._drafted(connection)).probe()

    def connect(self, connection: Connection, *, keep_key: bool) -> None:
        """Make a server and its model the default: the user's yes to sending rehearsals there.

        A typed key is kept in the configuration file only with `keep_key`; else it serves until the coach is closed.
        A found key without a yes of its own stays unsent at the next start, too: the yes to a typed one is not its.
        Raises `UsageError` where no model is named or another source has another server, `FileRefused`.
        """
        if not connection.model:
            raise UsageError("No model is chosen.", "Choose one from the list, or type its name.")
        with self._changing:
            self._connect(connection, keep_key=keep_key)

    def _connect(self, connection: Connection, *, keep_key: bool) -> None:
        typed, before = connection.key, self._without_typed()
        allowed = (connection.send_found_key and self._beneath is None) or bool(typed and keep_key)
        changes: dict[str, str | bool | None] = {
            "COACH_MODEL": connection.model,
            "OPENAI_BASE_URL": connection.address,
            "COACH_SEND_KEY": False if before.openai_api_key and not allowed else None,
        }
        if typed and keep_key:
            changes[_KEY] = typed.get_secret_value()
        changed = change_settings(before, changes)
        held = None if keep_key else typed
        if not typed and self._beneath is not None:
            held = self._settings().openai_api_key
        self._beneath = (before.openai_api_key, before.sources.get(_KEY, "")) if held else None
        if held:
            sent = bool(typed) or connection.send_found_key
            sources = {**changed.sources, _KEY: _TYPED}
            changed = changed.model_copy(update={"openai_api_key": held, "coach_send_key": sent, "sources": sources})
        self._take(changed)

    def _without_typed(self) -> Settings:
        """Return the settings without a key that is typed until the coach is closed: as the next start finds them."""
        now = self._settings()
        if self._beneath is None:
            return now
        key, source = self._beneath
        sources = {name: found for name, found in now.sources.items() if name != _KEY}
        return now.model_copy(update={"openai_api_key": key, "sources": sources | ({_KEY: source} if source else {})})

    def disconnect(self) -> None:
        """Go back to the offline manager and judge: no model is the default any more. Raises as `connect` does."""
        with self._changing:
            self._take(change_settings(self._settings(), {"COACH_MODEL": None}))

    def settings(self) -> tuple[Setting, ...]:
        """Return every setting with its value, its source and what it does."""
        return listed(self._settings())

    def change(self, name: str, value: str) -> None:
        """Write one of the settings in `CHOICES` into the configuration file.

        Raises `UsageError` for another one, for a bad value and where another source wins; `FileRefused`.
        """
        if name not in CHOICES:
            if name not in NAMES:
                raise UsageError(f"There is no setting {name}.", f"There are: {', '.join(NAMES)}.")
            where = f"Write it into {self._settings().config_file}, or into the environment."
            raise UsageError(f"{name} is not changed here.", _ELSEWHERE.get(name, where))
        if name != "COACH_THEME" and value not in CHOICES[name]:
            raise UsageError(f"{name} is none of: {', '.join(CHOICES[name])}.")
        with self._changing:
            self._take(change_settings(self._settings(), {name: value}))

    def _drafted(self, connection: Connection) -> Settings:
        """Return the settings as they would be with this server; no file is written."""
        changes: dict[str, str | bool | None] = {
            "OPENAI_BASE_URL": connection.address,
            "COACH_MODEL": connection.model,
            "COACH_SEND_KEY": bool(connection.key or connection.send_found_key),
        }
        if connection.key:
            changes["OPENAI_API_KEY"] = connection.key.get_secret_value()
        return _known(drafted(self._settings(), changes))


def _known(settings: Settings) -> Settings:
    if not settings.server_known:
        raise UsageError(
            "No language model server is known: OpenAI's own needs a key, and no other one is named.",
            "Name a server's address (one on this machine needs no key), or give a key.",
        )
    return settings


def listed(settings: Settings) -> tuple[Setting, ...]:
    """Return every setting as it may be shown."""
    config = str(settings.config_file)
    found = []
    for name in NAMES:
        source = settings.sources.get(name, "default")
        found.append(
            Setting(
                name=name,
                value=_shown(settings, name),
                source=source,
                about=type(settings).model_fields[name.lower()].description or "",
                choices=CHOICES.get(name, ()),
                fixed=source not in ("default", config),
            )
        )
    return tuple(found)


def _shown(settings: Settings, name: str) -> str:
    value = getattr(settings, name.lower())
    match value:
        case None:
            return "not set"
        case bool():
            return "on" if value else "off"
        case SecretStr():
            return "set (not shown)"
        case float():
            return f"{value:g}"
    # A password in an address is nobody's business.
    return re.sub(r"//[^/@]*@", "//", str(value)) if name == "OPENAI_BASE_URL" else str(value)
