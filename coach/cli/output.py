"""Prints data on stdout, and runs a command's work with a coach that is closed afterwards."""

import asyncio
import json
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, TypeVar

import click

from coach import rendering, wiring
from coach.coaching import Coach
from coach.domain.judgement import Unjudged
from coach.domain.report import Report
from coach.errors import ModelError

T = TypeVar("T")


def with_coach(ctx: click.Context, work: Callable[[Coach], Awaitable[T]]) -> T:
    """Build the coach, do the work and close the coach, also when the work fails."""

    async def run() -> T:
        coach = wiring.build(wiring.settings_of(ctx.obj))
        for remark in coach.settings.remarks:
            click.echo(remark, err=True)
        try:
            return await work(coach)
        finally:
            await coach.close()

    return asyncio.run(run())


@contextmanager
def interruptible() -> Iterator[None]:
    """Let an interrupt end a question at once: asyncio's own answer to it waits for the loop, and this for the user."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def print_json(value: Any) -> None:
    """Print one JSON value."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_report(report: Report, coach: Coach, form: str) -> None:
    """Print a report as `md`, `html` or `json`."""
    if form == "json":
        print_json(rendering.as_json(report))
    elif form == "html":
        click.echo(rendering.html(report, coach.rubric), nl=False)
    else:
        click.echo(rendering.markdown(report, coach.rubric), nl=False)


def judged_code(report: Report) -> int:
    """Return the exit code of a judged conversation: 3 where there were replies and the judge could read none."""
    failed = any(isinstance(reply.judgement, Unjudged) for reply in report.replies)
    return ModelError.exit_code if failed and report.score.judged == 0 else 0


class ProgressBar:
    """Shows on a terminal how far a long piece of work has come and how long it will take; elsewhere nothing.

    Work that is taken up again begins with a count above 0; that is said everywhere.
    """

    def __init__(self, what: str = "judged") -> None:
        self._what = what
        self._began = self._shown = 0.0
        self._from = 0

    def __call__(self, done: int, total: int) -> None:
        """Be told that `done` of `total` are done."""
        now = monotonic()
        if not self._began:
            self._began, self._from = now, done
            if done:
                click.echo(f"Going on: {done} of {total} verdicts are kept from an earlier run.", err=True)
        if sys.stderr.isatty() and (done == total or now - self._shown >= PAUSE_S):
            self._shown = now
            click.echo(f"\r{self._line(done, total, now)}", nl=done == total, err=True)

    def _line(self, done: int, total: int, now: float) -> str:
        filled = BAR_WIDTH * done // total if total else BAR_WIDTH
        fresh = done - self._from
        left = f", {_span((now - self._began) / fresh * (total - done))} left" if fresh > 0 and done < total else ""
        bar = "#" * filled + "·" * (BAR_WIDTH - filled)
        return f"[{bar}] {done} of {total} {self._what}{left}\x1b[K"


BAR_WIDTH = 24
PAUSE_S = 0.1
"""Seconds between two looks of the bar."""

narrate_progress = ProgressBar()


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
