"""`coach models` and `coach settings` as they are typed, with a model server on loopback that notes who asks."""

import json
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click
import pytest

from coach.settings import read_settings
from tests.faulty_server import chunk
from tests.shell import Shell

KEY = "sk-canary-123"


class Model(ThreadingHTTPServer):
    """Has one model, which answers as it is asked to; keeps the keys that it was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.keys: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}/v1"


class Answer(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"
    server: Model

    def do_GET(self) -> None:
        """List the model."""
        self._answer(json.dumps({"object": "list", "data": [{"id": "tiny", "object": "model"}]}).encode(), "json")

    def do_POST(self) -> None:
        """Say that it is ready."""
        self.rfile.read(int(self.headers["Content-Length"]))
        words = chunk('{"ready": true}') + chunk("", "stop")
        self._answer((words if isinstance(words, bytes) else words.encode()) + b"data: [DONE]\n\n", "event-stream")

    def log_message(self, *_: object) -> None:
        """Keep still."""

    def _answer(self, body: bytes, kind: str) -> None:
        self.server.keys.append(self.headers.get("Authorization", ""))
        self.send_response(200)
        self.send_header("Content-Type", f"{'text' if kind == 'event-stream' else 'application'}/{kind}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def model() -> Iterator[Model]:
    """A model server."""
    with Model() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def config(home: Path) -> dict[str, object]:
    """Return what the configuration file says."""
    path = home / "config.toml"
    return tomllib.loads(path.read_text()) if path.exists() else {}


def test_a_server_is_listed_tried_and_taken_and_left_again(shell: Shell, model: Model, home: Path) -> None:
    assert shell("models", "--server", model.url).out == "tiny\n"
    tried = shell("models", "--server", model.url, "--test", "tiny")
    assert "tiny at http://127.0.0.1" in tried.out
    assert "structured output: json_schema" in tried.out
    assert config(home) == {}
    assert shell("models", "--server", model.url, "--use", "huge").code == 2
    assert shell("models", "--server", model.url, "--use", "tiny").code == 0
    assert config(home) == {"COACH_MODEL": "tiny", "OPENAI_BASE_URL": model.url}
    assert shell("models").out == "tiny (the default)\n"
    assert shell("models", "--offline").code == 0
    assert config(home) == {"OPENAI_BASE_URL": model.url}


def test_a_key_that_is_set_goes_to_another_server_only_on_a_yes(
    shell: Shell, model: Model, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert shell("models", "--server", model.url, "--use", "tiny").code == 0
    assert not any(KEY in key for key in model.keys)
    assert config(home)["COACH_SEND_KEY"] is False
    assert shell("models", "--test", "tiny").code == 0
    assert not any(KEY in key for key in model.keys), "nor at the next start"
    assert shell("models", "--server", model.url, "--send-key", "--use", "tiny").code == 0
    assert any(KEY in key for key in model.keys)
    assert "COACH_SEND_KEY" not in config(home)
    assert KEY not in (home / "config.toml").read_text()


@pytest.mark.parametrize("keep", [False, True])
def test_a_key_is_asked_for_unseen_and_kept_on_a_yes(
    shell: Shell, model: Model, home: Path, monkeypatch: pytest.MonkeyPatch, keep: bool
) -> None:
    monkeypatch.setattr(click, "prompt", lambda *_, **options: KEY if options["hide_input"] else "")
    done = shell("models", "--server", model.url, "--ask-key", "--use", "tiny", *(["--keep-key"] if keep else []))
    assert done.code == 0
    assert KEY not in done.out + done.err
    assert any(KEY in key for key in model.keys)
    assert (config(home).get("OPENAI_API_KEY") == KEY) is keep
    assert ("set OPENAI_API_KEY before" in done.err) is not keep


def test_settings_are_printed_with_their_source_and_changed_by_a_short_name(
    shell: Shell, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_MOTION", "reduced")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert "COACH_THEME = coach-light" in shell("settings", "theme", "coach-light").out
    assert read_settings({"COACH_HOME": str(home)}).coach_theme == "coach-light"
    everything = shell("settings")
    assert "COACH_MOTION = reduced   (environment)" in everything.out
    assert KEY not in everything.out
    told = {setting["name"]: setting for setting in json.loads(shell("settings", "--json").out)}
    assert told["COACH_THEME"]["source"] == str(home / "config.toml")
    assert told["COACH_MOTION"]["fixed"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("motion", "full"), "COACH_MOTION is set elsewhere (environment)"),
        (("hints", "maybe"), "COACH_HINTS is none of: on, off"),
        (("model", "tiny"), "coach models --use"),
        (("colour", "red"), "There is no setting COLOUR"),
        (("colour",), "There is no setting COLOUR"),
    ],
)
def test_what_cannot_be_set_is_told_with_what_to_do(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, home: Path, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.setenv("COACH_MOTION", "reduced")
    done = shell("settings", *arguments)
    assert done.code == 2
    assert said in done.err
    assert config(home) == {}
