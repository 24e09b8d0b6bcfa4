"""What draws for the page saves files on this machine and opens nothing there."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import io, sys
from textual.app import App

class Pushy(App):
    def on_mount(self):
        self.open_url("http://evil.example")
        self.deliver_text(io.StringIO("kept"), save_directory=sys.argv[1], save_filename="report.md")

    def on_delivery_complete(self):
        self.exit()

Pushy().run()
"""


def test_a_file_is_saved_here_and_a_link_is_only_shown(tmp_path: Path) -> None:
    environ = {"TEXTUAL_DRIVER": "coach.tui.browser:BrowserDriver", "PYTHONPATH": ":".join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environ
    ) as process:
        assert process.stdout
        painted = process.stdout.read()
    assert process.returncode == 0
    assert (tmp_path / "report.md").read_text("utf-8") == "kept"
    assert b"deliver_file_start" not in painted
    assert b"open_url" not in painted
    assert b'M\x00\x00\x00\x10{"type": "exit"}' in painted
