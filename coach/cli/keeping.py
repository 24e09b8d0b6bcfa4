"""`coach backup`, `restore`, `export` and `forget`: what is kept of the user is theirs to take away and to delete."""

import sys
from pathlib import Path

import click

from coach.cli.output import ProgressBar, interruptible, with_coach
from coach.coaching import Coach
from coach.disk.reading import shown
from coach.errors import CoachError, StoreError, UsageError
from coach.rendering import counted
from coach.text import one_line


@click.command(short_help="Write everything that is kept into one archive.")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.pass_context
def backup(ctx: click.Context, path: Path | None) -> int:
    """Write everything that is kept into one archive at PATH, by default into your home, and print where it is.

    Rehearsals, brief, scenes, drafts and settings are in it; keys are not. Only you can read it. `coach restore` brings
    it back. Nothing is overwritten, and a rehearsal may go on meanwhile.
    """

    async def work(coach: Coach) -> int:
        click.echo(shown(await coach.keeping.back_up(path or coach.keeping.propose_backup())))
        return 0

    return with_coach(ctx, work)


@click.command(short_help="Bring back what a backup holds.")
@click.argument("path", type=click.Path(path_type=Path))
@click.pass_context
def restore(ctx: click.Context, path: Path) -> int:
    """Bring back everything that the backup at PATH holds, where nothing is kept yet. Settings that are set stay."""

    async def work(coach: Coach) -> int:
        count = await coach.keeping.restore(path)
        click.echo(f"{counted(count, 'rehearsal')} brought back. List them: coach sessions", err=True)
        return 0

    return with_coach(ctx, work)


@click.command(short_help="Write everything that is kept as files to read.")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.pass_context
def export(ctx: click.Context, folder: Path | None) -> int:
    """Write everything that is kept into FOLDER, a new one: each rehearsal as JSON and as a report in Markdown.

    Without FOLDER it goes into your home, under a name with the date. Brief, scenes, begun mails and settings go beside
    the rehearsals; keys do not. Only you can read the files. Exit code 1 where a rehearsal could not be read.
    """

    async def work(coach: Coach) -> int:
        written = await coach.keeping.export(folder or coach.keeping.propose_export(), ProgressBar("written"))
        for refusal in written.refused:
            click.echo(f"! {refusal}", err=True)
        click.echo(f"{counted(written.sessions, 'rehearsal')} written to {written.folder}", err=True)
        return 1 if written.refused else 0

    return with_coach(ctx, work)


@click.command(short_help="Delete a rehearsal, or everything that is kept.")
@click.argument("session", required=False)
@click.option("--everything", is_flag=True, help="Delete all rehearsals, brief, scenes, drafts and settings.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def forget(ctx: click.Context, session: str | None, everything: bool, yes: bool) -> int:
    """Delete SESSION with all that was begun from it, or with --everything whatever the coach has written.

    What is deleted is overwritten in the database's file. Backups and exports lie where you put them, and stay.
    """
    if bool(session) == everything:
        raise UsageError("Name one session to delete, or --everything.", "List them: coach sessions")

    async def work(coach: Coach) -> int:
        if session:
            _ask(f"Delete {await _named(coach, session)} and all that was begun from it?", yes=yes)
            gone = await coach.keeping.forget(session)
            click.echo(f"{counted(len(gone), 'rehearsal')} deleted.", err=True)
            return 0
        held = "".join(f"\n  {kind.what}: {kind.count}" for kind in await coach.keeping.held())
        _ask(f"Delete everything that the coach has written?{held}\nThere is no way back.", yes=yes)
        forgotten = await coach.keeping.forget_everything()
        what = "The damaged database" if forgotten.sessions is None else counted(forgotten.sessions, "rehearsal")
        click.echo(f"{what} and all else deleted.", err=True)
        for path in forgotten.left:
            click.echo(f"Left, for the coach did not write it: {path}", err=True)
        return 0

    return with_coach(ctx, work)


async def _named(coach: Coach, reference: str) -> str:
    """Say which rehearsal is meant; one that is damaged can be deleted all the same."""
    try:
        kept = await coach.session(reference)
    except StoreError:
        return f"the rehearsal {one_line(reference)}, which cannot be read,"
    return f"“{kept.scenario.title}” of {kept.created_at[:16].replace('T', ' ')} ({kept.id})"


def _ask(question: str, *, yes: bool) -> None:
    """Let the user say yes; raises `UsageError` where nobody can be asked, `CoachError` after a no."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("Nothing is deleted unasked, and nobody can be asked here.", "Add --yes to delete.")
    with interruptible():
        agreed = click.confirm(question, err=True)
    if not agreed:
        raise CoachError("Nothing is deleted.")
