"""`python -m tests.reliability [--full] [--only R5] [--seed N] [--jobs N]`: what was tried, how often, what failed."""

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.reliability.checks import CHECKS, TOGETHER, make
from tests.reliability.figure import HEADER


def main() -> int:
    """Make the checks, several at once, and print the table in order; returns 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="the size before a release, instead of the gate's")
    parser.add_argument("--only", nargs="*", choices=list(CHECKS), help="make these checks alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="checks at once, by default one a processor")
    given = parser.parse_args()
    wanted = [name for name in CHECKS if not given.only or name in given.only]
    groups: list[tuple[str, ...]] = [group for group in TOGETHER if set(group) & set(wanted)]
    groups += [(name,) for name in wanted if not any(name in group for group in groups)]
    groups.sort(key=lambda group: list(CHECKS).index(group[0]))
    began = time.monotonic()
    failures: list[str] = []
    print(f"seed {given.seed}\n{HEADER}", flush=True)  # noqa: T201
    # Spawned, not forked: some checks fork children of their own, and want a process without threads.
    with ProcessPoolExecutor(given.jobs, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        made = [pool.submit(make, [n for n in group if n in wanted], given.seed, full=given.full) for group in groups]
        for done in made:
            for figure, seconds in done.result():
                print(figure.line, flush=True)  # noqa: T201
                print(f"{figure.name}: {seconds:.0f} s", file=sys.stderr)  # noqa: T201
                failures += figure.failures[:20]
    for failure in failures:
        print(f"! {failure}")  # noqa: T201
    print(f"{time.monotonic() - began:.0f} s in all, {given.jobs} checks at once", file=sys.stderr)  # noqa: T201
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
