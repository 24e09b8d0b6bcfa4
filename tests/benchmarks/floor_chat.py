"""The floor for the screen: the smallest chat in Textual, plain text from a model server by the standard library."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from typing import ClassVar
from urllib.parse import urlsplit

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Footer, Static, TextArea


async def pieces(talk: list[dict[str, str]]) -> AsyncIterator[str]:
    """Yield the pieces of the model's answer."""
    address = urlsplit(os.environ["OPENAI_BASE_URL"])
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    body = json.dumps({"model": os.environ["COACH_MODEL"], "stream": True, "messages": talk}).encode()
    head = f"POST {address.path}/chat/completions HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n"
    writer.write(f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
    async for line in reader:
        if line.startswith(b"data: {"):
            for choice in json.loads(line[6:])["choices"]:
                yield choice["delta"].get("content") or ""
    writer.close()


class Reply(TextArea):
    """The input; Enter sends."""

    BINDINGS: ClassVar = [Binding("enter", "send", "Send", priority=True)]

    def action_send(self) -> None:
        """Send what was typed."""
        self.app.run_worker(self.app.answer(self.text), exclusive=True)  # type: ignore[attr-defined]
        self.text = ""


class Floor(App[None]):
    """A conversation and an input."""

    CSS = "Reply { height: 4; }"
    BINDINGS: ClassVar = [Binding("ctrl+q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield VerticalScroll(Static("Floor", markup=False), id="talk", can_focus=False)
        yield Reply(placeholder="Type a reply")
        yield Footer()

    def on_mount(self) -> None:
        """Be ready to type."""
        self.talk: list[dict[str, str]] = []
        self.query_one(Reply).focus()
        self.query_one("#talk").anchor()

    async def answer(self, text: str) -> None:
        """Show the reply, and the model's answer as it comes."""
        self.talk.append({"role": "user", "content": text})
        spoken = Static("", markup=False)
        await self.query_one("#talk").mount(Static(text, markup=False), spoken)
        said = ""
        async for piece in pieces(self.talk):
            said += piece
            spoken.update(said)
        self.talk.append({"role": "assistant", "content": said})


if __name__ == "__main__":
    Floor().run()
