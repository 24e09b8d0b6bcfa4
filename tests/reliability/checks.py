"""The checks by name, each with how many trials are made by default and how many with `--full`."""

from tests.reliability.clocks import check_clocks
from tests.reliability.faults import check_faults
from tests.reliability.figure import Check
from tests.reliability.files import check_files, check_paths
from tests.reliability.kills import check_kills
from tests.reliability.privacy import check_egress, check_secrets
from tests.reliability.retries import check_retries
from tests.reliability.screens import check_keys
from tests.reliability.served import check_serving
from tests.reliability.storage import check_refusals, check_torn_log
from tests.reliability.storms import check_cancelling, check_storms
from tests.reliability.supply import check_licences
from tests.reliability.two_coaches import check_two_coaches

CHECKS: dict[str, tuple[Check, int, int]] = {
    "R1": (check_kills, 100, 1_000),
    "R3": (check_torn_log, 200, 1_000),
    "R4": (check_refusals, 21, 100),
    "R4b": (check_two_coaches, 20, 400),
    "R4c": (check_clocks, 2, 100),
    "R5": (check_faults, 415, 10_000),
    "R5s": (check_storms, 25, 2_000),
    "R5c": (check_cancelling, 24, 1_000),
    "R5k": (check_keys, 48, 1_000),
    "R6": (check_retries, 270, 1_000),
    "S3": (check_files, 500, 10_000),
    "S3p": (check_paths, 50, 200),
    "S4": (check_secrets, 100, 100),
    "S5": (check_egress, 100, 100),
    "S9": (check_serving, 60, 600),
    "C1": (check_licences, 1_000, 1_000),
}
