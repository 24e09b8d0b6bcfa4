"""`coach doctor`, `coach settings` and `coach models`: what is set, what answers, what to mend, which model plays."""

import click
from pydantic import SecretStr

from coach.cli import options
from coach.cli.output import print_json, with_coach
from coach.coaching import Coach, Connection
from coach.errors import UsageError
from coach.settings import NAMES

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


@click.command(short_help="List a server's models, try one, or choose one.")
@click.option("--server", metavar="URL", help="Ask this OpenAI-compatible server instead of the one that is set.")
@click.option("--test", metavar="NAME", help="Try this model: ask it for one small structured answer.")
@click.option("--use", metavar="NAME", help="Make this model the default from now on: rehearsals go to its server.")
@click.option("--offline", is_flag=True, help="Make the offline manager and judge the default again.")
@click.option("--send-key", is_flag=True, help="The yes to sending the key that is set to the server of --server.")
@click.option("--ask-key", is_flag=True, help="Ask for a key, unseen.")
@click.option("--keep-key", is_flag=True, help="With --ask-key and --use: keep the key in the configuration file.")
@click.pass_context
def models(ctx: click.Context, /, server: str | None, test: str | None, use: str | None, **flags: bool) -> int:
    """List the models of a server, try one, or with --use write one and its server into the configuration file.

    A key that is set goes to the server that is set, and to another one only with --send-key.
    """
    if flags["keep_key"] and not (flags["ask_key"] and use):
        raise click.UsageError("--keep-key goes with --ask-key and --use.")

    async def work(coach: Coach) -> int:
        if flags["offline"]:
            coach.setup.disconnect()
            click.echo(f"No model is the default now ({coach.settings.config_file}).", err=True)
            return 0
        if not (server or flags["ask_key"]):
            names = await coach.setup.models()
            connection = coach.setup.connection.model_copy(update={"send_found_key": coach.settings.key is not None})
        else:
            connection = _described(coach, server, flags)
            names = await coach.setup.models(connection)
        if test:
            probe = await coach.setup.probe(connection.model_copy(update={"model": test}))
            click.echo(f"{test} at {probe.base_url} answers; structured output: {probe.structured}.")
        elif use is None:
            for name in names:
                click.echo(f"{name}{' (the default)' if name == coach.settings.coach_model else ''}")
        if use is None:
            return 0
        if use not in names:
            raise UsageError(f"The server has no model named {use}.", f"It has: {', '.join(names)}.")
        coach.setup.connect(connection.model_copy(update={"model": use}), keep_key=flags["keep_key"])
        click.echo(f"{use} at {coach.settings.host} is the default now ({coach.settings.config_file}).", err=True)
        if flags["ask_key"] and not flags["keep_key"]:
            click.echo("The key is not kept: set OPENAI_API_KEY before you start the coach.", err=True)
        return 0

    return with_coach(ctx, work)


def _described(coach: Coach, server: str | None, flags: dict[str, bool]) -> Connection:
    """Return the server of the options, with the key that is typed now."""
    key = click.prompt("Key", hide_input=True, err=True) if flags["ask_key"] else None
    address = server or coach.settings.openai_base_url
    same = server in (None, coach.settings.openai_base_url)
    send = flags["send_key"] or (same and coach.settings.key is not None)
    return Connection(address=address, key=SecretStr(key) if key else None, send_found_key=send)


@click.command(short_help="Print the settings, or change one.")
@click.argument("name", required=False)
@click.argument("value", required=False)
@options.as_json
@click.pass_context
def settings(ctx: click.Context, name: str | None, value: str | None, as_json: bool) -> int:
    """Print every setting with its source and what it does, or one; with VALUE change it in the configuration file.

    Changed here are COACH_THEME, COACH_HINTS and COACH_MOTION; COACH_ may be left out, and case does not matter.
    """

    async def work(coach: Coach) -> int:
        wanted = _full(name) if name else None
        if wanted and value is not None:
            coach.setup.change(wanted, value.lower())
        shown = [s for s in coach.setup.settings() if wanted in (None, s.name)]
        if not shown:
            raise UsageError(f"There is no setting {wanted}.", f"There are: {', '.join(NAMES)}.")
        if as_json:
            print_json([s.model_dump(mode="json") for s in shown])
            return 0
        for setting in shown:
            click.echo(f"{setting.name} = {setting.value}   ({setting.source})")
            choices = f" One of: {', '.join(setting.choices)}." if setting.choices else ""
            click.echo(f"    {setting.about}{choices}")
        return 0

    return with_coach(ctx, work)


def _full(name: str) -> str:
    """Return a setting's whole name."""
    name = name.upper().replace("-", "_")
    return name if name in NAMES or f"COACH_{name}" not in NAMES else f"COACH_{name}"
