"""A clock for time limits on a machine that has other things to do: it stands still while others have the processor."""

import time
from pathlib import Path

_SCHEDULED = Path("/proc/thread-self/schedstat")
"""Linux tells there for how long a thread has run, and for how long it has waited to run."""


def own_time() -> float:
    """Return seconds, of which the time that this thread waited for a processor is none; elsewhere the plain time."""
    now = time.monotonic()
    try:
        _, waited_ns, _ = _SCHEDULED.read_text().split()
    except OSError:
        return now
    return now - int(waited_ns) / 1e9
