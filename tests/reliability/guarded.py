"""`python -m tests.reliability.guarded FILE ARGUMENTS`: the coach; FILE gets every address that it connects to."""

import os
import sys

from coach.cli import run

if __name__ == "__main__":
    notes = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(event: str, arguments: tuple[object, ...]) -> None:
        """Note where a socket goes, and which name is looked up."""
        if event in ("socket.connect", "socket.sendto"):
            os.write(notes, f"{event} {arguments[1]}\n".encode())
        elif event == "socket.getaddrinfo":
            os.write(notes, f"{event} {arguments[0]}\n".encode())

    sys.addaudithook(note)
    sys.exit(run(sys.argv[2:]))
