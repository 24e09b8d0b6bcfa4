"""A coach behind the page is told what it needs, and no key that it does not."""

import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.serve import room_environment
from coach.settings import NAMES, Settings
from tests.serve.staging import served

SECRETS = {
    "AWS_SECRET_ACCESS_KEY": "canary",
    "GITHUB_TOKEN": "canary",
    "ANTHROPIC_API_KEY": "canary",
    "MISTRAL_API_KEY": "canary",
    "OPENAI_ORG_ID": "canary",
    "LANGSMITH_API_KEY": "canary",
    "LANGSMITH_TRACING": "true",
    "TEXTUAL": "devtools",
    "TEXTUAL_LOG": "log",
    "TEXTUAL_DRIVER": "evil:Driver",
    "LD_PRELOAD": "evil.so",
    "PYTHONSTARTUP": "evil.py",
}
ORDINARY = {"PATH": "/bin", "HOME": "/x", "LANG": "de_DE.UTF-8", "LC_ALL": "C", "COACH_HOME": "/y", "NO_COLOR": "1"}
SERVER = {"OPENAI_API_KEY": "key", "OPENAI_BASE_URL": "http://localhost:1/v1", "HTTPS_PROXY": "http://me:pw@proxy"}


def test_without_a_model_no_key_is_passed_on() -> None:
    passed = room_environment(Settings(), SECRETS | ORDINARY | SERVER)
    assert {name: passed.pop(name) for name in ("PYTHONPATH", "TERM")}
    assert passed == ORDINARY | {"OPENAI_BASE_URL": SERVER["OPENAI_BASE_URL"]}


@pytest.mark.parametrize(
    ("settings", "keys"),
    [
        ({"coach_model": "m"}, {"OPENAI_API_KEY"}),
        ({"coach_model": "m", "openai_base_url": "http://localhost:1/v1"}, {"OPENAI_API_KEY"}),
        ({"coach_model": "m", "coach_send_key": False}, set()),
        ({"coach_model": "anthropic:m"}, {"ANTHROPIC_API_KEY"}),
        ({"coach_model": "mistralai:m"}, {"MISTRAL_API_KEY"}),
        ({"coach_model": "bedrock:m"}, {"AWS_SECRET_ACCESS_KEY"}),
    ],
)
def test_a_chosen_models_key_is_passed_on_and_no_other(settings: dict[str, Any], keys: set[str]) -> None:
    passed = set(room_environment(Settings(**settings), SECRETS | ORDINARY | SERVER))
    assert passed - {"PYTHONPATH", "TERM"} - set(ORDINARY) == keys | {"OPENAI_BASE_URL", "HTTPS_PROXY"}


@given(st.dictionaries(st.text("ABCDEKLNOPST_Xa", min_size=1, max_size=20), st.just("canary")))
def test_no_name_passes_that_is_on_no_list(environ: dict[str, str]) -> None:
    passed = {name for name, value in room_environment(Settings(), environ).items() if value == "canary"}
    assert all(name in NAMES or name.startswith("LC_") or name in ("PATH", "LANG", "TZ") for name in passed)


async def test_a_room_has_that_environment_and_nothing_of_the_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANARY", "canary")
    async with served(environ={"COACH_HOME": "/y"}) as visitor:
        room = await (await visitor.come_in()).room()
        environ = (await room.begun())["environ"]
    assert set(environ) - {"LC_CTYPE"} == {"COACH_HOME", "COLUMNS", "ROWS"}  # Python itself adds LC_CTYPE


def test_a_room_runs_the_code_that_started_it() -> None:
    places = room_environment(Settings(), {})["PYTHONPATH"].split(":")
    assert places == [place for place in sys.path if place]
