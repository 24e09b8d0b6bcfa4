"""Prints data on stdout, and runs a command's work with a coach that is closed afterwards."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
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


def narrate_progress(done: int, total: int) -> None:
    """Show on a terminal how far a long judgement has come."""
    if sys.stderr.isatty():
        click.echo(f"\r{done} of {total} judged", nl=done == total, err=True)
