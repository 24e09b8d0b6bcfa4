"""`coach doctor`: which engine, each setting and its source, whether the server answers, and the repairs."""

import click

from coach.cli import options
from coach.cli.output import print_json, with_coach
from coach.coaching import Coach

SIGNS = {True: "ok  ", False: "FAIL", None: "-   "}


@click.command(short_help="Check settings, files and the server, with repairs.")
@options.as_json
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> int:
    """Check settings, files, database and server. Exit code 3: the server is set and does not answer."""

    async def work(coach: Coach) -> int:
        diagnosis = await coach.diagnose()
        if as_json:
            print_json(diagnosis.model_dump(mode="json"))
            return diagnosis.exit_code
        choice = diagnosis.choice
        model = f" with {choice.model}" if choice.model else " (offline)"
        click.echo(f"By default the manager is {choice.manager} and the judge is {choice.judge}{model}.")
        for check in diagnosis.checks:
            click.echo(f"{SIGNS[check.ok]} {check.name}: {check.detail}")
            if check.repair:
                click.echo(f"       → {check.repair}")
        return diagnosis.exit_code

    return with_coach(ctx, work)
