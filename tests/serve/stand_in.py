"""Stands in for a coach behind the page: says how it was started, repeats what it is told, misbehaves on demand."""

import json
import os
import signal
import subprocess
import sys

MODE = sys.argv[1] if len(sys.argv) > 1 else ""
_OUT = sys.stdout.buffer


def send(kind: bytes, payload: bytes) -> None:
    """Send one packet."""
    _OUT.write(kind + len(payload).to_bytes(4, "big") + payload)
    _OUT.flush()


if MODE == "complaining":
    sys.stderr.write("Error: COACH_STALL_S (from environment): Input should be a valid number. See .env.example.\n")
    sys.exit(2)
pids = [os.getpid()]
if MODE == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    pids.append(subprocess.Popen([sys.executable, "-S", "-c", "import signal; signal.pause()"]).pid)
_OUT.write(b"a line before it begins\n__GANGLION__\n")
if MODE == "pushy":
    send(b"M", b'{"type": "open_url", "url": "http://evil.example", "new_tab": true}')
    send(b"M", b'{"type": "deliver_file_start", "key": "k", "path": "/etc/passwd"}')
send(b"D", json.dumps({"environ": dict(os.environ), "pids": pids}).encode())
if MODE == "crashing":
    sys.stderr.write("x" * 1_000_000 + " the end \x1b]52;c;aGk=\x07\n")
    sys.exit(3)
if MODE == "boundless":
    _OUT.write(b"D" + b"\xff" * 4)
    _OUT.flush()
while head := sys.stdin.buffer.read(5):
    told = sys.stdin.buffer.read(int.from_bytes(head[1:], "big"))
    if told == b'{"type": "quit"}' and MODE != "stubborn":
        sys.exit()
    send(b"D", head[:1] + told)
if MODE == "stubborn":
    signal.pause()
