"""Runs every command of the real command line on a home in which every text is hostile, and with hostile arguments.

Run as a program by `sinks`: `python -m tests.reliability.hostile_commands HOME TEXT.json`. Before the output of each
command stands, on both streams, a line that names it.
"""

import io
import json
import os
import sqlite3
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from coach.cli import COMMANDS, run
from tests.reliability.poisoned import SCENE, file_name, mark, storable

SIGN = "@@@"
"""Begins the line before the output of a command."""


class Typed(NamedTuple):
    """A command with what is typed into it."""

    arguments: Sequence[str]
    said: str = ""

    @property
    def form(self) -> str:
        """What its standard output is: `json`, `html`, `md` or `text`."""
        given = self.arguments
        if "--json" in given:
            return "text" if "--plain" in given else "json"
        if "--format" in given[:-1] and (form := given[given.index("--format") + 1]) in FORMS:
            return form
        return "md" if given in (("brief", "outline"), ("recap",)) else "text"


FORMS = ("md", "html", "json")


class Terminal(io.TextIOWrapper):
    """Standard input that says of itself that somebody types there."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def commands(home: Path, text: str) -> Iterator[Typed]:
    """Yield commands that print whatever is kept, and such as refuse what is hostile."""
    with closing(sqlite3.connect(home / "coach.db")) as database:
        ids = [row[0] for row in database.execute("SELECT id FROM session ORDER BY rowid")]
    first, branch, meeting, is_open = ids
    talk, named, rows = str(home / "talk.vtt"), str(home / f"{file_name(text)}.vtt"), str(home / "rows.jsonl")
    offline = ("--manager", "scripted", "--judge", "rules")
    lines = f"Thank you. {text}\n/hint {text}\n/objections\n{text}\n"
    yield from (Typed(("report", id_, "--format", form)) for id_ in (first, is_open) for form in FORMS)
    yield from (Typed((name, first, "--json")) for name in ("replay", "branches"))
    yield from (Typed((name, "--json")) for name in ("sessions", "progress", "scenarios", "doctor"))
    yield from (Typed((name,)) for name in ("sessions", "progress", "scenarios", "doctor", "settings", "models"))
    yield from (Typed((name,)) for name in ("outcome", "brief", "vocabulary", "judge-card"))
    yield from (Typed((name, id_)) for name in ("replay", "branches") for id_ in (first, is_open))
    yield from (Typed(("brief", name)) for name in ("check", "outline", "invite"))
    yield from (
        Typed(given, said)
        for given, said in (
            (("settings", "--json"), ""),
            (("compare", branch, first), ""),
            (("compare", branch, first, "--json"), ""),
            (("report", first, "--judge", "llm"), ""),
            (("report", first, "--output", str(home / text)), ""),
            (("report", first, "--output", f"{home}/{file_name(text)}.md"), ""),
            (("replay", first, "--judge", "rules"), ""),
            (("scenarios", "show", "hostile"), ""),
            (("scenarios", "check", str(home / "scenarios" / "broken.toml")), ""),
            (("scenarios", "check", str(home / "scenarios" / "hostile.toml")), ""),
            (("scenarios", "import", str(home / "scenarios" / "hostile.toml")), ""),
            (("recap", first, "--draft"), ""),
            (("recap", first, "--sent"), ""),
            (("recap", first, "--file", named), ""),
            (("recap", meeting), lines),
            (("outcome", first, "--result", "granted", "--on", "2026-03-03", "--note", text), ""),
            (("export", str(home / "exported")), ""),
            (("backup", str(home / "kept.tar.gz")), ""),
            (("rehearse", "hostile", "--plain", "--seed", "1", *offline), lines),
            (("rehearse", "hostile", "--plain", "--seed", "1", "--manager", "llm", "--judge", "rules"), lines),
            (("rehearse", "hostile", "--plain", "--seed", "1", "--manager", "scripted", "--judge", "llm"), lines),
            (("rehearse", SCENE, "--plain", "--json", *offline), lines),
            (("rehearse", "--resume", is_open, "--plain"), lines),
            (("rehearse", "--continue", first, "--plain", *offline), lines),
            (("rewind", first, "1", "--plain", *offline), lines),
            (("score", talk, "--engineer", "Pat", "--judge", "rules", "--format", "md"), ""),
            (("score", talk, "--engineer", "Pat", "--judge", "rules", "--format", "html"), ""),
            (("score", talk, "--engineer", "Pat", "--judge", "rules", "--json"), ""),
            (("score", named, "--engineer", "Pat", "--judge", "rules"), ""),
            (("score", talk), "1\n"),
            (("score", talk, "--engineer", text), ""),
            (("score", rows, "--judge", "rules"), ""),
            (("score", rows, "--judge", "rules", "--json"), ""),
            (("score", talk, "--engineer", "Pat", "--judge", "llm", "--model", "error"), ""),
            (("calibrate", rows, "--judge", "rules"), ""),
            (("drill", "vocabulary"), f"baseline {text}\n{text}\n"),
            (("models", "--test", text), ""),
            (("models", "--use", text), ""),
            (("models", "--server", f"http://127.0.0.1:1/{text}"), ""),
        )
    )
    yield from (Typed((*given, text)) for given in _AFTER)
    yield from (Typed((*given, named)) for given in _WITH_A_FILE)
    yield from (Typed((name, text), lines) for name in COMMANDS if name not in ("serve", "gate", "rehearse"))
    yield from (Typed(("--env-file", given, "doctor")) for given in (text, named))
    yield from (Typed(given) for given in ((text,), (f"--{text}",), ("report", f"--{text}")))


_AFTER = (
    ("report", "latest", "--format"),
    ("rehearse", "--plain", "--resume"),
    ("rehearse", "--plain", "--continue"),
    ("rehearse", "--plain", "--again"),
    ("rehearse", "--plain"),
    ("rehearse", SCENE, "--plain", "--difficulty"),
    ("rehearse", SCENE, "--plain", "--seed"),
    ("scenarios", "show"),
    ("scenarios", "check"),
    ("scenarios", "import"),
    ("scenarios", "new"),
    ("settings", "theme"),
    ("settings", "COACH_MODEL"),
    ("rewind", "latest"),
    ("compare", "latest"),
    ("outcome", "latest"),
    ("brief",),
    ("recap", "latest", "--file"),
    ("replay", "latest", "--rubric"),
)
"""After these words the hostile text is an argument that is refused."""
_WITH_A_FILE = (
    ("scenarios", "check"),
    ("scenarios", "import"),
    ("calibrate",),
    ("gate",),
    ("replay", "latest", "--rubric"),
)
"""After these words a file stands that is none of the kind, and whose name and content are hostile."""


class HostileServer(BaseHTTPRequestHandler):
    """A model server every word of which is hostile."""

    text = ""

    def do_GET(self) -> None:
        """List models."""
        self._send(200, {"object": "list", "data": [{"id": f"{mark('models')}{self.text}", "object": "model"}]})

    def do_POST(self) -> None:
        """Fail with hostile words where that is asked for, else say them."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if asked["model"] == "error" or asked.get("response_format"):
            self._send(
                400, {"error": {"message": f"{mark('server')}{self.text}", "code": self.text, "type": self.text}}
            )
            return
        choice = {"index": 0, "delta": {"content": f"Hm. {self.text}"}, "finish_reason": self.text}
        event = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": self.text, "choices": [choice]}
        self._send(200, f"data: {json.dumps(event)}\n\ndata: [DONE]\n\n", "text/event-stream")

    def _send(self, status: int, body: object, kind: str = "application/json") -> None:
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
        """Say nothing."""


def main() -> None:
    """Run all commands, one after the other."""
    home, text = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text("utf-8"))
    HostileServer.text = text
    server = ThreadingHTTPServer(("127.0.0.1", 0), HostileServer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    os.chdir(home)
    os.environ["COACH_HOME"] = str(home)
    os.environ["OPENAI_BASE_URL"] = f"http://127.0.0.1:{server.server_port}/v1"
    at_terminal = sys.stdout.isatty()
    argument = storable(text).replace("\0", "")  # no system hands over the others
    for number, command in enumerate(commands(home, argument)):
        sign = f"{SIGN} {number} {command.form} {' '.join(map(ascii, command.arguments))[:200]}"
        for stream in (sys.stdout, sys.stderr):
            stream.write(f"\n{sign}\n")
            stream.flush()
        kind = Terminal if at_terminal else io.TextIOWrapper
        sys.stdin = kind(io.BytesIO(command.said.encode("utf-8", "replace")), "utf-8")
        code = run(list(command.arguments))
        sys.stdout.flush()
        sys.stderr.write(f"\n{SIGN} code {code}\n")
        sys.stderr.flush()
    server.shutdown()


if __name__ == "__main__":
    main()
