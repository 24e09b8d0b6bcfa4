"""The page in a browser: it shows the room, takes keys, asks nobody else for anything, and says how it ended."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from urllib.parse import parse_qs, urlsplit

import pyte
import pytest

from coach.serve.ending import LEFT

playwright = pytest.importorskip(
    "playwright.sync_api", reason="THE BROWSER TESTS DID NOT RUN: playwright is not installed"
)
from playwright.sync_api import Browser, ConsoleMessage, Page, WebSocket  # noqa: E402 - after the check for it

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip

pytestmark = pytest.mark.browser


class Visit:
    """One tab: the screen as the socket carries it, and what the browser had to say."""

    def __init__(self, browser: Browser, width: int, height: int) -> None:
        self.page: Page = browser.new_page(viewport={"width": width, "height": height})
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("websocket", self._watch)
        # What the page puts on the clipboard may be read by nobody, so it is noted on its way there.
        self.page.add_init_script(
            "const write = navigator.clipboard.writeText.bind(navigator.clipboard);"
            "navigator.clipboard.writeText = (text) => { document.body.dataset.copied = text; return write(text); };"
        )

    def opens(self) -> None:
        """Wait until something is painted; a room that closes instead has told why."""
        self.page.wait_for_selector("body.-first-byte, body.-closed")
        assert self.page.text_content("#closed-why") == ""

    def shows(self, *words: str) -> None:
        """Wait until the words stand on the screen, however they are wrapped: a minute at most."""
        end = monotonic() + 60  # a cursor blinks for ever
        while monotonic() < end:
            if all(part in self.text for part in words):
                return
            self.socket.wait_for_event("framereceived", timeout=30_000)
        raise AssertionError(f"{words} did not appear; the screen shows:\n" + "\n".join(self.screen.display))

    @property
    def text(self) -> str:
        """What stands on the screen, line ends folded into spaces."""
        return " ".join(" ".join(self.screen.display).split())

    def send(self) -> None:
        """Press Enter until the reply is taken: not while the manager is still opening the talk."""
        for _ in range(200):
            self.page.keyboard.press("Enter")
            self.socket.wait_for_event("framereceived", timeout=30_000)
            if "What do you say?" in self.text:
                return

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _watch(self, socket: WebSocket) -> None:
        self.requests.append(socket.url)
        asked = parse_qs(urlsplit(socket.url).query)
        self.socket = socket
        self.screen = pyte.Screen(int(asked["width"][0]), int(asked["height"][0]))
        stream = pyte.ByteStream(self.screen)
        socket.on("framereceived", lambda data: stream.feed(data) if isinstance(data, bytes) else None)


@pytest.fixture
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(f"THE BROWSER TESTS DID NOT RUN: there is none of {', '.join(NAMES)} on this machine")
    with playwright.sync_playwright() as drivers:
        browser = drivers.chromium.launch(executable_path=path, args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture
def address() -> Iterator[str]:
    """The address that `coach serve` prints."""
    command = [sys.executable, "-m", "coach", "serve", "--port", "0"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.terminate()


def test_a_talk_in_the_browser(chromium: Browser, address: str) -> None:
    visit = Visit(chromium, 1280, 800)
    page = visit.page
    page.goto(address)
    visit.opens()
    assert (page.url, page.title()) == (address.partition("?")[0], "Rehearsal Coach")
    visit.shows("Ask for a high-visibility project", "Maya Lindqvist", "Nothing leaves this machine")

    page.keyboard.press("Enter")
    visit.shows("Your reply", "What do you say?")
    page.keyboard.type("Thanks for making time. I would like to help with fraud detection.")
    visit.shows("Thanks for making time. I would like")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Control+c")
    page.wait_for_selector("body[data-copied]")
    assert page.evaluate("document.body.dataset.copied").endswith("fraud detection.")
    page.keyboard.press("End")
    visit.send()
    visit.shows("Turn 2:", "Give thanks: done")

    page.keyboard.press("Control+q")
    page.wait_for_selector("body.-closed")
    assert page.text_content("#closed-why") == LEFT.sentence
    page.keyboard.press("Enter")  # on the button, which has the focus
    page.wait_for_selector("body:not(.-closed)")
    visit.opens()
    visit.shows("Past rehearsals", "still open")

    assert visit.complaints == []
    origin = address.partition("/?")[0]
    allowed = (origin + "/", origin.replace("http", "ws") + "/ws")
    assert [url for url in visit.requests if not url.startswith(allowed)] == []
    assert len(visit.requests) > 10


def test_a_small_page_is_whole_and_holds_its_limits(chromium: Browser, address: str) -> None:
    visit = Visit(chromium, 760, 560)
    page = visit.page
    page.goto(address)
    visit.opens()
    visit.shows("Ask for a high-visibility project")
    assert visit.screen.columns >= 80
    drawn = page.locator(".xterm-screen").bounding_box()
    assert drawn
    assert drawn["x"] + drawn["width"] <= 760
    assert drawn["y"] + drawn["height"] <= 560

    paste = """(text) => {
        const data = new DataTransfer();
        data.setData("text/plain", text);
        document.querySelector(".xterm-helper-textarea").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
    }"""
    page.evaluate(paste, "x" * 300_000)
    page.wait_for_selector("#hint.shown")
    assert "left out" in (page.text_content("#hint") or "")
    assert not page.evaluate("document.body.classList.contains('-closed')")

    assert page.evaluate("window.open('http://evil.example')") is None
    assert "Links do not open" in (page.text_content("#hint") or "")
    assert len(page.context.pages) == 1
    assert visit.complaints == []
