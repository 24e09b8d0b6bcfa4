"""Why a room was closed, in the words that its page shows."""

from dataclasses import dataclass

MAX_REASON = 123
"""Bytes that a socket's last message has for words."""


@dataclass(frozen=True)
class Ending:
    """Why a room was closed: a code of the socket, and a sentence for the page of at most `MAX_REASON` bytes."""

    code: int
    sentence: str


LEFT = Ending(1000, "You have left the room. What you sent is kept.")
FULL = Ending(4001, "As many rooms are open as there may be. Close the tab of one of them, then open this one again.")
IDLE = Ending(4002, "The room was closed because no key was pressed for long. What you sent is kept.")
CRASHED = Ending(4003, "The coach stopped because of a fault of its own. What you sent is kept.")
STUCK = Ending(4004, "The coach took no more keys and was stopped. What you sent is kept.")
STOPPED = Ending(4005, "`coach serve` was stopped. What you sent is kept.")
MISFORMED = Ending(1008, "The page sent something that the coach does not understand.")


def complaint(last_words: str) -> Ending | None:
    """Return the reason that a coach gave before it had begun, as the command line words it, or nothing."""
    last = last_words.rpartition("\n")[2]
    shown = last.encode()[:MAX_REASON].decode("utf-8", "ignore")
    return Ending(CRASHED.code, shown) if last.startswith("Error: ") else None
