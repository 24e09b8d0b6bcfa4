"""`coach brief`: what you bring to the talk, written, checked, and turned into what you need for the real one."""

import os
import shlex
import shutil
import subprocess
from typing import Literal

import click

from coach import rendering
from coach.cli import options
from coach.cli.output import print_json, with_coach
from coach.coaching import Coach
from coach.domain.outline import LEAST_MINUTES, MOST_MINUTES
from coach.errors import UsageError
from coach.library.brief import BriefFile

NONE_YET = (
    "You have no brief of your own yet, so each scene lends you a stand-in (coach scenarios show ID).\n"
    "Write yours question by question with: coach brief interview, or in your editor with: coach brief edit"
)


@click.group(invoke_without_command=True, short_help="Write, check and use your brief.")
@click.pass_context
def brief(ctx: click.Context) -> int:
    """Your brief: strengths, projects with numbers, opportunities, and what you would bring to them.

    Alone it shows the brief. It is yours, stands in the data directory, and wins over the one that a scene lends.
    """
    if ctx.invoked_subcommand is not None:
        return 0
    return with_coach(ctx, lambda coach: _show(coach, as_json=False))


@brief.command()
@options.as_json
@click.pass_context
def show(ctx: click.Context, as_json: bool) -> int:
    """Show the brief; as JSON it is `null` where there is none."""
    return with_coach(ctx, lambda coach: _show(coach, as_json=as_json))


@brief.command()
@click.pass_context
def interview(ctx: click.Context) -> int:
    """Ask for the brief, question by question; Enter skips, Ctrl-D or Ctrl-C ends, and what you typed is kept.

    Asked again, it goes on with what is there. Answers may come from a pipe, a line for each.
    """
    from coach.cli.interview import Interview  # with its questions, which no other command needs

    return with_coach(ctx, lambda coach: Interview(coach).run())


@brief.command()
@click.pass_context
def edit(ctx: click.Context) -> int:
    """Open the brief in your editor ($VISUAL, $EDITOR), and check it afterwards; a file with a fault is kept."""
    command = _editor()

    async def begin(coach: Coach) -> BriefFile:
        coach.preparing.file.begin()
        return coach.preparing.file

    async def look(coach: Coach) -> int:
        path = coach.preparing.file.path
        filled = coach.preparing.own() is not None
        told = f"Kept in {path}. Check it: coach brief check" if filled else f"Nothing is filled in yet: {path}"
        click.echo(told, err=True)
        return 0

    file = with_coach(ctx, begin)
    try:
        code = subprocess.call([*command, str(file.path)])
    except OSError as fault:
        raise UsageError(f"The editor {command[0]} does not start: {fault.strerror}.", "Set EDITOR.") from None
    file.protect()
    if code != 0:
        raise UsageError(f"The editor {command[0]} ended with code {code}.", f"The file is {file.path}.")
    return with_coach(ctx, look)


@brief.command()
@options.as_json
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> int:
    """Say what the brief lacks for the real talk, with line and key. Exit code 1: there is something to mend."""

    async def work(coach: Coach) -> int:
        found = coach.preparing.check()
        path = coach.preparing.file.path
        if as_json:
            print_json([mend.model_dump(mode="json") for mend in found])
        for mend in () if as_json else found:
            click.echo(f"{path}:{mend.line}: {mend.key}: {mend.said}.".replace("?.", "?"))
        if not found:
            click.echo(f"{path}: your brief is sound.", err=as_json)
        return int(bool(found))

    return with_coach(ctx, work)


@brief.command()
@click.option("--format", "form", type=click.Choice(["md", "html"]), default="md", show_default=True, help="Its form.")
@click.option("--keep", is_flag=True, help="Write it into a file beside your brief instead.")
@click.pass_context
def outline(ctx: click.Context, form: Literal["md", "html"], keep: bool) -> int:
    """Print one page for the real talk: the ask, your facts, the value, answers to objections, what to ask."""

    async def work(coach: Coach) -> int:
        if keep:
            click.echo(coach.preparing.export_outline(form))
            return 0
        made = coach.preparing.outline()
        click.echo(rendering.outline_html(made) if form == "html" else rendering.outline_markdown(made), nl=False)
        return 0

    return with_coach(ctx, work)


@brief.command()
@click.option("--to", default="", metavar="NAME", help="Whom it greets.")
@click.option(
    "--minutes",
    type=click.IntRange(LEAST_MINUTES, MOST_MINUTES),
    default=30,
    show_default=True,
    help="How long the talk takes.",
)
@click.option("--when", default="", metavar="TEXT", help="When, as it follows “30 minutes”: “next Tuesday”.")
@click.pass_context
def invite(ctx: click.Context, to: str, minutes: int, when: str) -> int:
    """Draft the message that asks your manager for the talk: its purpose, its time, and what you bring."""

    async def work(coach: Coach) -> int:
        click.echo(coach.preparing.invitation(to, minutes, when), nl=False)
        click.echo("A draft: read it aloud, and make it yours before you send it.", err=True)
        return 0

    return with_coach(ctx, work)


async def _show(coach: Coach, *, as_json: bool) -> int:
    own = coach.preparing.own()
    if as_json:
        print_json(own.model_dump(mode="json", exclude={"stand_in"}) if own else None)
    elif own:
        click.echo("\n".join(rendering.brief_lines(own)))
        click.echo(f"\nIt is kept in {coach.preparing.file.path}", err=True)
    else:
        click.echo(NONE_YET, err=True)
    return 0


def _editor() -> list[str]:
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    found = named or next(filter(shutil.which, ("nano", "vi", "notepad")), None)
    if not found:
        raise UsageError("No editor is named.", "Set EDITOR, or use: coach brief interview")
    try:
        return shlex.split(found, posix=os.name == "posix")
    except ValueError:
        raise UsageError("$VISUAL or $EDITOR is no command.", "Set it to the name of your editor.") from None
