"""Runs the faulty server in a process of its own: `python -m tests.reliability.serving` prints its address and serves.

Which fault it shows, the last reply says: `fault 'stall'`. Without one its answers are right.
"""

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.faulty_answers import FAULTS
from tests.faulty_server import BEHAVIOURS, Answer, Call, faulty_server
from tests.reliability.faults import right

_NAMED = re.compile(r"fault '([^']+)'")


@contextmanager
def served() -> Iterator[str]:
    """Run it, and lend its address."""
    command = [sys.executable, "-m", "tests.reliability.serving"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stdin
        try:
            yield child.stdout.readline().strip()
        finally:
            child.kill()


def _named(call: Call) -> Answer | None:
    found = _NAMED.findall(str(call.request.body.get("messages")).replace("\\", ""))
    return (FAULTS | BEHAVIOURS)[found[-1]] if found else None


async def _serve() -> None:
    async with faulty_server() as server:
        server.behave = _named
        server.words = right
        print(server.url, flush=True)  # noqa: T201
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve())
