"""The checks by name, each with how many trials are made by default and how many with `--full`."""

import time
from collections.abc import Sequence

from tests.reliability.clocks import check_clocks
from tests.reliability.endings import check_endings
from tests.reliability.faults import check_faults
from tests.reliability.figure import Check, Figure
from tests.reliability.files import check_files, check_paths
from tests.reliability.kills import check_kills
from tests.reliability.noise import check_noise
from tests.reliability.privacy import check_egress, check_secrets
from tests.reliability.retries import check_retries
from tests.reliability.roles import check_roles
from tests.reliability.room_kills import check_room_kills
from tests.reliability.scores import check_scores
from tests.reliability.screens import check_keys
from tests.reliability.served import check_serving
from tests.reliability.sinks import check_commands, check_screens
from tests.reliability.storage import check_refusals, check_torn_log
from tests.reliability.storms import check_cancelling, check_storms
from tests.reliability.supply import check_licences
from tests.reliability.two_coaches import check_two_coaches
from tests.reliability.work_talk import check_false_alarms

CHECKS: dict[str, tuple[Check, int, int]] = {
    "R1": (check_kills, 100, 1_000),
    "R2": (check_room_kills, 10, 100),
    "R3": (check_torn_log, 200, 1_000),
    "R4": (check_refusals, 21, 100),
    "R4b": (check_two_coaches, 20, 400),
    "R4c": (check_clocks, 2, 100),
    "R5": (check_faults, 435, 10_000),
    "R5s": (check_storms, 25, 2_000),
    "R5c": (check_cancelling, 24, 1_000),
    "R5k": (check_keys, 48, 1_000),
    "R6": (check_retries, 270, 1_000),
    "R7": (check_endings, 20, 400),
    "R8": (check_noise, 20, 1_000),
    "S1": (check_screens, 58, 62),
    "S2": (check_commands, 58, 62),
    "S3": (check_files, 500, 10_000),
    "S3p": (check_paths, 50, 200),
    "S4": (check_secrets, 100, 100),
    "S5": (check_egress, 100, 100),
    "S6": (check_roles, 40, 200),
    "S7": (check_scores, 390, 1_300),
    "S8": (check_false_alarms, 300, 300),
    "S9": (check_serving, 60, 600),
    "C1": (check_licences, 1_000, 1_000),
}

TOGETHER = (("S4", "S5"),)
"""Checks that look at the same runs."""

PARTS = {
    "durability": ("R1", "R2", "R3", "R4", "R4b", "R4c"),
    "model": ("R5", "R5s", "R5c", "R5k", "R6"),
    "terminal": ("R7", "R8"),
    "text": ("S1", "S2", "S3", "S3p"),
    "privacy": ("S4", "S5", "S9", "C1"),
    "attack": ("S6", "S7", "S8"),
}
"""The checks by what is promised; each part is a file of tests, so that several can run at once."""


def make(names: Sequence[str], seed: int, *, full: bool) -> list[tuple[Figure, float]]:
    """Make checks one after another, and return each with the seconds that it took."""
    made = []
    for name in names:
        check, gate, most = CHECKS[name]
        began = time.monotonic()
        made.append((check(most if full else gate, seed), time.monotonic() - began))
    return made
