"""`python -m tests.reliability [--full] [--only R5] [--seed N]`: prints what was tried, how often, and what failed."""

import argparse
import sys
import time

from tests.reliability.checks import CHECKS
from tests.reliability.figure import HEADER


def main() -> int:
    """Make the checks and print the table; returns 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="the size before a release, instead of the gate's")
    parser.add_argument("--only", nargs="*", choices=list(CHECKS), help="make these checks alone")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    failures: list[str] = []
    print(f"seed {given.seed}\n{HEADER}")  # noqa: T201
    for name, (check, gate, full) in CHECKS.items():
        if given.only and name not in given.only:
            continue
        began = time.monotonic()
        figure = check(full if given.full else gate, given.seed)
        print(f"{figure.line}  ({time.monotonic() - began:.0f} s)", flush=True)  # noqa: T201
        failures += figure.failures[:20]
    for failure in failures:
        print(f"! {failure}")  # noqa: T201
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
