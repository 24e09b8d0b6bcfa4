"""The floor for a report: the smallest Textual app that shows a file of Markdown when Enter is pressed."""

import sys
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Footer, Markdown, Static


class Floor(App[None]):
    """One page."""

    BINDINGS: ClassVar = [Binding("ctrl+q", "quit", "Quit"), Binding("enter", "show", "Show")]

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with VerticalScroll():
            yield Static("Floor")
            yield Markdown(open_links=False)
        yield Footer()

    def on_mount(self) -> None:
        """Take the scrolling keys."""
        self.query_one(VerticalScroll).focus()

    async def action_show(self) -> None:
        """Show the file."""
        await self.query_one(Markdown).update(TEXT)


if __name__ == "__main__":
    TEXT = Path(sys.argv[1]).read_text("utf-8")
    Floor().run()
