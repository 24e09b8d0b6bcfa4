"""`coach doctor` and `coach models`: what is set, what answers, what to mend, and which model is the default."""

import click

from coach.cli import options
from coach.cli.output import print_json, with_coach
from coach.coaching import Coach
from coach.errors import UsageError

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


@click.command(short_help="List the server's models, or choose one.")
@click.option("--use", metavar="NAME", help="Make this model the default from now on: rehearsals go to its server.")
@click.pass_context
def models(ctx: click.Context, use: str | None) -> int:
    """List the models of the configured server, or with --use write one into the configuration file."""

    async def work(coach: Coach) -> int:
        names = await coach.models()
        if use is None:
            for name in names:
                click.echo(f"{name}{' (the default)' if name == coach.settings.coach_model else ''}")
            return 0
        if use not in names:
            raise UsageError(f"{coach.settings.host} has no model named {use}.", f"It has: {', '.join(names)}.")
        coach.use_model(use)
        click.echo(f"{use} at {coach.settings.host} is the default now ({coach.settings.config_file}).", err=True)
        return 0

    return with_coach(ctx, work)
