"""The language model as a form: which server, with which key, which model; tested before it is used, saved on a yes."""

import asyncio
from typing import ClassVar
from urllib.parse import urlsplit

from pydantic import SecretStr
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from coach.coaching import Coach, Connection
from coach.errors import CoachError
from coach.settings import OPENAI
from coach.text import clean
from coach.tui.page import Page
from coach.tui.widgets.choices import Choices
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.words import plain

_SERVERS = {
    "OpenAI": OPENAI,
    "Ollama": "http://localhost:11434/v1",
    "llama.cpp": "http://localhost:8080/v1",
    "vLLM": "http://localhost:8000/v1",
    "LM Studio": "http://localhost:1234/v1",
}
_ANOTHER = "another"
_NO, _YES = "do not send it", "send it"
_FORGET, _KEEP = "until I quit", "in config.toml"


class ModelScreen(Page):
    """Choose a server and a model, or go back to the offline manager and judge."""

    CSS_PATH = "setup.tcss"
    HELP = (
        "Choose your server, or type its address; a server of your own needs no key. Test asks it for its models, and "
        "asks the model that is named for one small answer; nothing of yours is sent by that.\n"
        "Save is your yes: from then on what you say in a rehearsal goes to that server, and your brief with the "
        "replies that are rewritten. A key that was found in the environment is sent only if you say so here. A key "
        "that you type is forgotten when you quit, unless you have it kept in config.toml, which only you can read.\n"
        "Another provider: choose OpenAI here, install its langchain package, and name the model as provider:model, "
        "such as anthropic:claude-sonnet-5; its key is its own variable."
    )
    AUTO_FOCUS = "#server"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "test", "Test", priority=True, tooltip="Ask for the models, and try the one that is named"),
        Binding("ctrl+s", "save", "Save", priority=True, tooltip="Let this model play and judge from now on"),
        Binding("ctrl+o", "offline", "No model", priority=True, tooltip="Go back to the offline manager and judge"),
    ]

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach
        self._now = coach.setup.connection
        self._found = coach.setup.found_key

    def compose(self) -> ComposeResult:
        """Lay out the form, filled in with what is set."""
        address = self._now.address or OPENAI
        yield Static("[b]Language model[/]   [$text-muted]It plays the manager and judges.[/]", id="masthead")
        with VerticalScroll(id="form", can_focus=False):
            with Horizontal(classes="row"):
                yield Label("Server", classes="label")
                yield Choices([*_SERVERS, _ANOTHER], _server_at(address), id="server")
            with Horizontal(classes="row"):
                yield Label("Address", classes="label")
                yield Input(address, placeholder="http://host:port/v1", id="address", compact=True)
            with Horizontal(classes="row", id="found"):
                yield Label("Found key", classes="label")
                yield Choices([_NO, _YES], _YES if self._now.send_found_key else _NO, id="send")
            with Horizontal(classes="row"):
                yield Label("Key", classes="label")
                yield Input(password=True, placeholder="none, or type one", id="key", compact=True)
            with Horizontal(classes="row", id="keeping"):
                yield Label("Keep it", classes="label")
                yield Choices([_FORGET, _KEEP], _FORGET, id="keep")
            with Horizontal(classes="row"):
                yield Label("Model", classes="label")
                yield Input(self._now.model or "", placeholder="test, and choose below", id="model", compact=True)
            yield Static(id="told")
            models = OptionList(id="models", markup=False)
            models.border_title = "Models of this server"
            yield models
        yield KeyBar()

    def on_mount(self) -> None:
        """Say what is found and what a yes means."""
        self.query_one("#found").display = bool(self._found)
        self.query_one("#keeping").display = False
        self.query_one("#models").display = False
        key = f"A key was found (OPENAI_API_KEY, {self._found}); it is sent only if you say so. " if self._found else ""
        self._tell(f"{key}Ctrl+T asks the server for its models. Nothing is sent before that, and nothing kept.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way back to no model only where there is one."""
        return bool(self._coach.settings.coach_model) if action == "offline" else True

    def on_choices_changed(self, event: Choices.Changed) -> None:
        """Fill in the address of a known server."""
        if event.choices.id == "server":
            address = self.query_one("#address", Input)
            address.value = _SERVERS.get(event.value, "")
            if event.value == _ANOTHER:
                address.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Name the server of a typed address; ask again before a found key goes to another one."""
        if event.input.id == "address":
            self.query_one("#server", Choices).choose(_server_at(event.value))
            allowed = self._now.send_found_key and event.value == (self._now.address or OPENAI)
            self.query_one("#send", Choices).choose(_YES if allowed else _NO)
            self.query_one("#models").display = False
        elif event.input.id == "key":
            self.query_one("#keeping").display = bool(event.value)

    def on_input_submitted(self) -> None:
        """Test with Enter."""
        self.action_test()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take a model from the list, and try it."""
        self.query_one("#model", Input).value = clean(event.option_id or "")
        self.action_test()

    def action_test(self) -> None:
        """Ask the server."""
        self._test()

    def action_back(self) -> None:
        """Stop the test under way, or go back; nothing is changed by either."""
        if any(worker.group == "test" and worker.is_running for worker in self.workers):
            self.workers.cancel_group(self, "test")
        else:
            self.dismiss()

    @work(exclusive=True, group="test")
    async def _test(self) -> None:
        connection = self._connection()
        host = _host(connection)
        self._tell(f"Asking {host} … Escape stops it.")
        try:
            if connection.model:
                probe = await self._coach.setup.probe(connection)
                self._list(probe.models)
                form = f" Structured output: {probe.structured}." if probe.structured else ""
                self._tell(
                    f"+ {connection.model} at {host} answers.{form} Ctrl+S: let it play and judge.", "$text-success"
                )
                return
            models = await self._coach.setup.models(connection)
        except asyncio.CancelledError:
            if self.stands:
                self._tell("Stopped. Nothing was changed.")
            raise
        except CoachError as error:
            self._tell(f"! {error.sentence}", "$text-error")
            return
        self._list(models)
        if models:
            self._tell(f"+ {host} answers. Choose one of its models, or type a name.", "$text-success")
            self.query_one("#models").focus()
        else:
            self._tell(f"{host} answers and lists no models: type the name of one.", "$text-warning")

    @work(exclusive=True, group="save")
    async def action_save(self) -> None:
        """Make it the default, and go back."""
        connection = self._connection()
        keep = self.query_one("#keep", Choices).value == _KEEP
        try:
            await asyncio.to_thread(self._coach.setup.connect, connection, keep_key=keep)
        except CoachError as error:
            self._tell(f"! {error.sentence}", "$text-error")
            return
        forgotten = "" if keep or not connection.key else " Its key is forgotten when you quit."
        self._leave(f"{connection.model} at {_host(connection)} plays and judges from now on.{forgotten}")

    @work(exclusive=True, group="save")
    async def action_offline(self) -> None:
        """Go back to the offline manager and judge."""
        try:
            await asyncio.to_thread(self._coach.setup.disconnect)
        except CoachError as error:
            self._tell(f"! {error.sentence}", "$text-error")
            return
        self._leave("Offline from now on: nothing leaves this machine.")

    def _leave(self, sentence: str) -> None:
        self.app.notify(sentence, markup=False)
        if self.is_current:
            self.dismiss()

    def _connection(self) -> Connection:
        address = self.query_one("#address", Input).value.strip()
        key = self.query_one("#key", Input).value.strip()
        return Connection(
            address=None if address in ("", OPENAI) else address,
            key=SecretStr(key) if key else None,
            send_found_key=bool(self._found) and self.query_one("#send", Choices).value == _YES,
            model=self.query_one("#model", Input).value.strip() or None,
        )

    def _list(self, models: tuple[str, ...]) -> None:
        shown = self.query_one("#models", OptionList)
        shown.set_options([Option(plain(model), id=model) for model in dict.fromkeys(models)])
        named = self.query_one("#model", Input).value
        shown.display = bool(models)
        shown.highlighted = models.index(named) if named in models else 0 if models else None

    def _tell(self, sentence: str, style: str = "$text-muted") -> None:
        self.query_one("#told", Static).update(plain(sentence, style))


def _server_at(address: str) -> str:
    return next((name for name, known in _SERVERS.items() if known == address), _ANOTHER)


def _host(connection: Connection) -> str:
    """Return who is asked, as it may be shown."""
    provider, colon, _ = (connection.model or "").partition(":")
    if colon and not connection.address and provider not in ("openai", "ft"):
        return provider
    try:
        address = urlsplit(connection.address or OPENAI)
    except ValueError:  # half an address in brackets; whoever is to ask there says so
        return "that server"
    return address.netloc.rpartition("@")[2] or "that server"
