"""The page stands on a terminal that somebody else makes: what it uses of it is there."""

from pathlib import Path

import textual_serve

from coach.serve.server import THEIR_FONTS


def test_the_terminal_is_still_the_one_that_the_page_was_written_for_the_one_that_the_page_was_written_for() -> None:
    script = (Path(textual_serve.__file__).parent / "static" / "js" / "textual.js").read_text("utf-8")
    for used in (
        THEIR_FONTS,
        "dataset.sessionWebsocketUrl",
        "dataset.fontSize",
        "new WebSocket(",
        '"-first-byte"',
        '".textual-terminal"',
        "xterm-helper-textarea",
        "window.open(",
    ):
        assert script.count(used) >= 1, used
