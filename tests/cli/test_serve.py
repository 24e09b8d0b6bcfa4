"""`coach serve`: refusals in one sentence each, the address on standard output, and an end that leaves nothing."""

import asyncio
import os
import signal
import socket
import sys
import webbrowser
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pyte
import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType

from coach.cli import serve
from coach.serve.ending import LEFT, STOPPED
from tests.serve.staging import Watch
from tests.shell import Shell

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org"])
def test_the_page_is_for_this_machine_only(shell: Shell, host: str) -> None:
    done = shell("serve", "--host", host)
    assert done.code == 2
    assert done.out == ""
    assert "this machine only" in done.err
    assert "ssh -L 8686:127.0.0.1:8686" in done.err


def test_a_port_in_use_is_told(shell: Shell) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = shell("serve", "--port", port)
    assert done.code == 2
    assert done.err == f"Error: Port {port} is in use. Take another one with --port, or any free one with --port 0.\n"


@pytest.mark.parametrize("missing", ["aiohttp", "textual_serve"])
def test_without_the_extra_it_says_how_to_install_it(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    for name in [name for name in sys.modules if name.startswith("coach.serve")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("coach.serve")
    monkeypatch.setitem(sys.modules, missing, None)
    done = shell("serve")
    assert done.code == 2
    assert "pip install 'rehearsal-coach[serve]'" in done.err
    assert "Traceback" not in done.err


def test_a_setting_that_is_wrong_is_told_before_anything_is_served(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_STALL_S", "soon")
    done = shell("serve", "--port", "0")
    assert done.code == 2
    assert done.out == ""
    assert "COACH_STALL_S" in done.err


def test_the_key_to_the_room_is_on_no_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def note(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", note)
    serve.hand_over("http://127.0.0.1:1/?token=canary&x", tmp_path)
    (address,) = opened
    assert address.startswith("file://")
    assert "canary" not in address
    assert "url=http://127.0.0.1:1/?token=canary&amp;x" in Path(urlsplit(address).path).read_text("utf-8")


@LINUX
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_in_order_with_a_room_open(number: signal.Signals) -> None:
    async with serving() as (process, page):
        await painted(page, "Ask for a high-visibility project")
        watch = Watch(*children(process.pid))
        process.send_signal(number)
        message = await page.receive(timeout=30)
        while not page.closed:
            message = await page.receive(timeout=30)
        assert (page.close_code, message.extra) == (STOPPED.code, STOPPED.sentence)
        assert await asyncio.wait_for(process.wait(), 10) == 128 + number
        assert await watch.all_ended()


@LINUX
async def test_a_server_that_is_killed_leaves_no_room_behind() -> None:
    async with serving() as (process, page):
        await painted(page, "Ask for a high-visibility project")
        watch = Watch(*children(process.pid))
        process.kill()
        await process.wait()
        assert await watch.all_ended()


@LINUX
async def test_a_room_ends_with_its_quit_key_and_has_never_seen_a_secret(home: Path) -> None:
    async with serving(GITHUB_TOKEN="canary", OPENAI_API_KEY="canary") as (process, page):
        await painted(page, "Ask for a high-visibility project")
        (room,) = children(process.pid)
        told = environment(room)
        assert "canary" not in told.values()
        assert told["COACH_HOME"] == str(home)
        watch = Watch(room)
        await page.send_json(["stdin", "\x11"])  # Ctrl+Q
        message = await page.receive(timeout=30)
        while not page.closed:
            message = await page.receive(timeout=30)
        assert (page.close_code, message.extra) == (LEFT.code, LEFT.sentence)
        assert await watch.all_ended()


@asynccontextmanager
async def serving(**environ: str) -> AsyncIterator[tuple[Process, ClientWebSocketResponse]]:
    """Start `coach serve`, open a room as the page does, and end both."""
    command = [sys.executable, "-m", "coach", "serve", "--port", "0"]
    root = str(Path(__file__).parents[2])
    told = {**os.environ, **environ, "PYTHONPATH": root}
    process = await asyncio.create_subprocess_exec(*command, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, env=told)
    try:
        assert process.stdout
        address = (await asyncio.wait_for(process.stdout.readline(), 30)).decode().strip()
        origin = address.partition("/?")[0]
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
            async with browser.get(address) as entry:
                assert entry.status == 200
            async with browser.ws_connect(origin + "/ws?width=120&height=40", headers={"Origin": origin}) as page:
                yield process, page
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def painted(page: ClientWebSocketResponse, words: str) -> None:
    """Read on until the words stand on the screen, a minute at most."""
    screen = pyte.Screen(120, 40)
    stream = pyte.ByteStream(screen)
    async with asyncio.timeout(60):
        while not any(words in line for line in screen.display):
            message = await page.receive()
            assert message.type in (WSMsgType.BINARY, WSMsgType.TEXT), message
            if message.type is WSMsgType.BINARY:
                stream.feed(message.data)


def environment(pid: int) -> dict[str, str]:
    """Return what a process was told when it began."""
    pairs = Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
    return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
