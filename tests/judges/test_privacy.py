"""Nothing that is judged reaches a tracing service, whatever the environment says."""

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

PLAY = """
import asyncio
from coach.chat import Chat
from coach.domain.transcript import Reply
from coach.judges.llm import LlmJudge
from coach.library.rubric import read_rubric

async def main():
    chat = Chat(model="m", base_url="http://127.0.0.1:9/v1")
    verdict = await LlmJudge(read_rubric(), chat).judge(Reply(setting="", text="a canary sang this morning"))
    assert verdict.kind == "unjudged"
    await chat.aclose()

asyncio.run(main())
from langchain_core.tracers.langchain import wait_for_all_tracers
wait_for_all_tracers()
"""


def test_a_tracing_environment_hears_nothing_of_a_judged_reply() -> None:
    heard: list[bytes] = []

    class Sink(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            self.send_response(200)
            self.end_headers()

        do_GET = do_POST  # noqa: N815 - the server's names

        def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002 - the server's name

    sink = HTTPServer(("127.0.0.1", 0), Sink)
    threading.Thread(target=sink.serve_forever, daemon=True).start()
    tracing = {
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_API_KEY": "x",
        "LANGSMITH_ENDPOINT": f"http://127.0.0.1:{sink.server_port}",
    }
    # A process of its own: only there is the judge the first to load the model's libraries.
    done = subprocess.run(
        [sys.executable, "-c", PLAY], env={**os.environ, **tracing}, capture_output=True, text=True, check=False
    )
    sink.shutdown()
    sink.server_close()
    assert done.returncode == 0, done.stderr
    assert heard == []
