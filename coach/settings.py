"""The settings: read once from the environment, an env file and `config.toml`, with the source of each."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails

from coach.disk import config_dir, not_private, write_private
from coach.disk.env import env_values
from coach.disk.reading import is_there, shown, text_of
from coach.disk.toml import parse, places
from coach.errors import FileRefused, UsageError
from coach.text import one_line

OPENAI = "https://api.openai.com/v1"

THEMES = ("coach", "coach-light", "coach-contrast", "ansi-dark", "ansi-light")
"""The looks that the coach names; the palette knows more."""


def _address(url: str) -> str:
    """Return the address if it has a host and a sound port; raises `ValueError`."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # half a pair of brackets, or a port that is no number
        sound = False
    if not sound or re.search(r"\s", url):
        raise ValueError("is no address of a server, such as http://localhost:11434/v1")
    return url


def provider_of(model: str, base_url: str | None) -> tuple[str, str]:
    """Split a model's name into provider and the provider's own name for it; the provider is mostly `openai`.

    With a base URL the server is the OpenAI-compatible one there, and a colon belongs to the name ("llama3.2:3b").
    """
    provider, colon, name = model.partition(":")
    if colon and provider == "openai":
        return provider, name
    if not colon or base_url or provider == "ft":
        return "openai", model
    return provider, name


def is_loopback(url: str) -> bool:
    """Whether an address is on this machine."""
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")


class Settings(BaseModel):
    """Every setting, by the name of its environment variable in lower case, and where each value came from."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    openai_api_key: Annotated[
        SecretStr | None,
        Field(description="Key for the server. It is never sent anywhere until a model is chosen."),
    ] = None
    openai_base_url: Annotated[
        Annotated[str, AfterValidator(_address)] | None,
        Field(description="Address of an OpenAI-compatible server, usually ending in /v1; without it, OpenAI's own."),
    ] = None
    coach_model: Annotated[
        str | None, Field(description="The language model. Setting it makes it the default manager and judge.")
    ] = None
    coach_send_key: Annotated[
        bool, Field(description="Whether the key goes to the server; a server of your own may need none.")
    ] = True
    coach_deadline_s: Annotated[
        float, Field(gt=0, le=1800, description="Seconds until the first part of an answer must be there.")
    ] = 120.0
    coach_stall_s: Annotated[
        float, Field(gt=0, le=1800, description="Seconds without a new part after which an answer counts as cut off.")
    ] = 20.0
    coach_concurrency: Annotated[
        Annotated[int, Field(ge=1, le=64)] | None,
        Field(description="Judge calls at a time: 4, but 1 on this machine, where they also wait for the manager."),
    ] = None
    coach_theme: Annotated[
        str,
        Field(pattern=r"^[a-z0-9_-]{1,40}$", description="Colours of the screens; the palette (Ctrl+P) knows more."),
    ] = "coach"
    coach_hints: Annotated[bool, Field(description="Hints on a reply while you type it, by the offline judge.")] = True
    coach_motion: Annotated[
        Literal["full", "reduced"],
        Field(description="Movement on the screens: reduced has no blinking cursor, no animation and no timed replay."),
    ] = "full"
    coach_database_url: Annotated[
        SecretStr | None,
        Field(description="SQLAlchemy URL of the database; by default a SQLite file in the data directory."),
    ] = None
    coach_home: Annotated[
        Path | None,
        Field(description="Directory for data and configuration; by default the system's own places for them."),
    ] = None

    sources: Mapping[str, str] = Field(default_factory=dict)
    """Where each setting that is not a default was read, by its variable's name."""
    remarks: tuple[str, ...] = ()
    """What the reader should know: files passed over, and how to mend that."""

    @property
    def data_dir(self) -> Path:
        """Directory of the database; made on first use with mode 0700."""
        if self.coach_home:
            return self.coach_home
        from platformdirs import user_data_path  # 20 ms that `--help` does not need

        return user_data_path("rehearsal-coach")

    @property
    def config_file(self) -> Path:
        """The configuration file."""
        return config_dir(self.coach_home) / "config.toml"

    @property
    def local(self) -> bool:
        """Whether the server is on this machine."""
        return is_loopback(self.openai_base_url or OPENAI)

    @property
    def concurrency(self) -> int:
        """Calls at a time."""
        return self.coach_concurrency or (1 if self.local else 4)

    @property
    def provider(self) -> str:
        """Who serves the chosen model: `openai` for every OpenAI-compatible server, else langchain's name."""
        return provider_of(self.coach_model or "", self.openai_base_url)[0]

    @property
    def key(self) -> SecretStr | None:
        """The key as it is sent: none where the user has said so."""
        return self.openai_api_key if self.coach_send_key else None

    @property
    def server_known(self) -> bool:
        """Whether a server could be asked: a base URL needs no key, OpenAI's own needs one, others have their own."""
        return bool(self.openai_base_url or self.key or self.provider != "openai")

    @property
    def host(self) -> str:
        """The server that a conversation would be sent to, as shown to the user."""
        if self.provider != "openai":
            return self.provider
        return urlsplit(self.openai_base_url or OPENAI).netloc.rpartition("@")[2]


NAMES = tuple(name.upper() for name in Settings.model_fields if name not in ("sources", "remarks"))
SECRETS = ("OPENAI_API_KEY", "COACH_DATABASE_URL")
"""Names of settings that are never shown, logged or copied."""


def read_settings(environ: Mapping[str, str], *, env_file: Path | None = None, cwd: Path | None = None) -> Settings:
    """Read the settings; an earlier source wins.

    The sources: the environment, `--env-file`, `.env` in COACH_HOME, `.env` in the working directory if it is the
    user's own and nobody else can read it, `config.toml`. Raises `UsageError` for a bad value, `FileRefused` for a
    file that cannot be read as what it is.
    """
    found: dict[str, tuple[Path | None, Any]] = {}
    remarks: list[str] = []

    def take(values: Mapping[str, Any], source: Path | None) -> None:
        for name in NAMES:
            if name not in found and values.get(name) not in (None, ""):
                found[name] = (source, values[name])

    take(environ, None)
    if env_file:
        if not is_there(env_file, "--env-file"):
            raise FileRefused(f"--env-file: {shown(env_file)} is no file.")
        take(_warned(env_file, env_values(env_file, remarks), remarks), env_file)
    folder = config_dir(home := _home(found))
    naming = f"COACH_HOME (from {_shown(found['COACH_HOME'][0])})" if home else ""
    if own_there := is_there(own := folder / ".env", naming):
        take(_warned(own, env_values(own, remarks), remarks), own)
    try:
        here = (cwd or Path.cwd()) / ".env"
    except OSError as error:
        reason = one_line(error.strerror or "it is gone")
        raise UsageError(f"The working directory cannot be read: {reason}.", "Change to one that exists.") from None
    if is_there(here) and not (own_there and here.samefile(own)):
        if problem := not_private(here):
            name = shown(here)
            remarks.append(f"{name} is not read: {problem} To use it: chmod 600 {name}, or --env-file {name}.")
        else:
            # Where data and configuration lie is settled by now: a file found by chance must not move them.
            take({**env_values(here, remarks), "COACH_HOME": None}, here)
    if is_there(config := folder / "config.toml", naming):
        take(_warned(config, _config_values(config), remarks), config)
    try:
        values = {name.lower(): value for name, (_, value) in found.items()}
        return Settings(
            **(values | ({"coach_home": home} if (home := _home(found)) else {})),
            sources={name: _named(source) for name, (source, _) in found.items()},
            remarks=tuple(remarks),
        )
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper()
        told = f"{name} (from {_line_of(found[name][0], name)}): {_reason(first)}."
        raise UsageError(told, "See .env.example.") from None


def _line_of(source: Path | None, name: str) -> str:
    """Return a source, as it may be shown, and, where it is a file, the last line that sets a name: as `path:7`."""
    numbered = enumerate(text_of(source).split("\n"), start=1) if source else ()
    lines = [number for number, line in numbered if re.match(rf"\s*(export\s+)?[\"']?{name}\b", line)]
    return f"{_shown(source)}:{lines[-1]}" if lines else _shown(source)


def change_settings(settings: Settings, changes: Mapping[str, str | bool | None]) -> Settings:
    """Write settings, by name, into the configuration file, comments kept, and return the settings with them.

    `None` takes a setting out of the file: its default holds again. Raises `UsageError` for a bad value and where
    another source, which wins, has another value; `FileRefused` where the file cannot be written.
    """
    path = settings.config_file
    changed = drafted(settings, changes)
    for name in changes:
        source = settings.sources.get(name, str(path))
        if source != str(path) and getattr(changed, name.lower()) != getattr(settings, name.lower()):
            told = f"{name} is set elsewhere ({one_line(source, limit=300)}), and that wins."
            raise UsageError(told, "Change it there, or unset it.")
    import tomlkit  # only when something is written

    try:
        document = tomlkit.parse(text_of(path) if is_there(path) else "")
    except (ValueError, RecursionError) as error:
        raise FileRefused(f"{shown(path)} cannot be read: {one_line(str(error))}.", "Mend the file.") from None
    sources = dict(settings.sources)
    for name in (n for n in changes if settings.sources.get(n, str(path)) == str(path)):
        if changes[name] is None:
            document.pop(name, None)
            sources.pop(name, None)
        else:
            value = getattr(changed, name.lower())
            document[name] = value.get_secret_value() if isinstance(value, SecretStr) else value
            sources[name] = str(path)
    write_private(path.resolve(), tomlkit.dumps(document))  # the file itself, where the path is a link to it
    return changed.model_copy(update={"sources": sources})


def drafted(settings: Settings, changes: Mapping[str, str | bool | None]) -> Settings:
    """Return the settings with other values, by name, checked, `None` for the default. Raises `UsageError`."""
    kept = {n: getattr(settings, n) for n in Settings.model_fields if n.upper() not in changes}
    try:
        return Settings(**kept, **{name.lower(): value for name, value in changes.items() if value is not None})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise UsageError(f"{str(first['loc'][0]).upper()}: {_reason(first)}.", "See .env.example.") from None


def _reason(fault: ErrorDetails) -> str:
    return fault["msg"].removeprefix("Value error, ")


def _home(found: Mapping[str, tuple[Path | None, Any]]) -> Path | None:
    """Return the folder that COACH_HOME names, if it is set. Raises `UsageError` where `~` leads nowhere."""
    source, named = found.get("COACH_HOME", (None, None))
    if not isinstance(named, str):
        return None
    try:
        return Path(named).expanduser()
    except RuntimeError:
        told = f"COACH_HOME (from {_shown(source)}): {one_line(named)} begins with an unknown user."
        raise UsageError(told, "Write the whole path.") from None


def _named(source: Path | None) -> str:
    return str(source) if source else "environment"


def _shown(source: Path | None) -> str:
    return one_line(_named(source), limit=300)


def _config_values(path: Path) -> Mapping[str, Any]:
    text = text_of(path)
    values = parse(path, text)
    if unknown := next((name for name in values if name not in NAMES), None):
        told = f"{shown(path)}:{places(text)[unknown,]}: unknown setting {one_line(unknown, limit=80)}."
        raise FileRefused(told, f"Known are: {', '.join(NAMES)}.")
    return values


def _warned(path: Path, values: Mapping[str, Any], remarks: list[str]) -> Mapping[str, Any]:
    """Return what a file sets, with a remark where it holds a secret that others can read."""
    if any(values.get(name) for name in SECRETS) and (problem := not_private(path)):
        remarks.append(f"{shown(path)} holds a secret, and {problem} Mend it: chmod 600 {shown(path)}")
    return values
