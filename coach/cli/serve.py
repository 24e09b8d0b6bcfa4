"""`coach serve`: the rehearsal room in a browser on this machine."""

import asyncio
import os
import sys
import tempfile
import webbrowser
from html import escape
from pathlib import Path

import click

from coach.errors import UsageError

LOCAL = ("127.0.0.1", "localhost")
DRIVER = "coach.tui.browser:BrowserDriver"


@click.command(short_help="Open the rehearsal room in a browser on this machine.")
@click.option("--port", type=click.IntRange(0, 65535), default=8686, show_default=True, help="0 takes any free one.")
@click.option("--host", default=LOCAL[0], show_default=True, help="This machine only; others are refused.")
@click.option("--open", "open_it", is_flag=True, help="Open the page in your browser, too.")
@click.option(
    "--sessions", type=click.IntRange(1, 32), default=4, show_default=True, help="Tabs at a time, each a process."
)
@click.option(
    "--idle",
    "idle_min",
    type=click.IntRange(1, 1440),
    default=60,
    show_default=True,
    help="Close a tab's room after so many minutes without a key press.",
)
@click.option("--room", is_flag=True, hidden=True, help="Be one of the processes behind the page.")
@click.pass_context
def serve(ctx: click.Context, port: int, host: str, open_it: bool, sessions: int, idle_min: int, room: bool) -> int:
    """Serve the rehearsal room to a browser on this machine, until Ctrl+C.

    The address that is printed holds the key to the room. Closing a tab, Ctrl+Q and Ctrl+C all end a room in order:
    what was sent is kept, and the first screen offers to go on with it.
    """
    if room:
        return _be_a_room(ctx.obj)
    if host not in LOCAL:
        raise UsageError(
            f"The page is served to this machine only, so --host {host!r} is refused: nothing is encrypted, and "
            "whoever reached it would read your rehearsals and use your key.",
            f"From another machine, use a tunnel: ssh -L {port}:127.0.0.1:{port} and then this address.",
        )
    try:
        from coach import serve as served
    except ModuleNotFoundError as error:
        if error.name not in ("aiohttp", "textual_serve"):
            raise
        raise UsageError(
            "`coach serve` needs packages that are not installed.", "Install them: pip install 'rehearsal-coach[serve]'"
        ) from None
    from coach import wiring

    settings = wiring.settings_of(ctx.obj)
    for remark in settings.remarks:
        click.echo(remark, err=True)

    async def announce(address: str) -> None:
        click.echo(address)
        click.echo("Open this address in a browser here; it is the key to the room. Ctrl+C stops.", err=True)
        if open_it:
            await asyncio.to_thread(hand_over, address, Path(folder))

    serving = served.serve(
        _room_command(ctx.obj),
        served.room_environment(settings, os.environ),
        port=port,
        limits=served.Limits(sessions=sessions, idle_s=idle_min * 60.0),
        announce=announce,
        narrate=lambda line: click.echo(line, err=True),
    )
    with tempfile.TemporaryDirectory(prefix="coach-") as folder:
        return asyncio.run(serving)


def _room_command(env_file: str | None) -> list[str]:
    """Return what starts a room: this Python and this coach, whatever lies in the working directory (`-P`)."""
    settings = ["--env-file", str(Path(env_file).absolute())] if env_file else []
    return [sys.executable, "-P", "-m", "coach", *settings, "serve", "--room"]


def _be_a_room(env_file: str | None) -> int:
    if sys.stdin.isatty() or sys.stdout.isatty():
        raise click.UsageError("--room is for the page; in a terminal, type: coach")
    os.environ["TEXTUAL_DRIVER"] = DRIVER  # read when Textual is imported, by what comes next
    os.environ["TEXTUAL_COLOR_SYSTEM"] = "truecolor"
    from coach.cli.rehearsing import enter_room

    return enter_room(env_file)


def hand_over(address: str, folder: Path) -> None:
    """Open an address in the browser, by way of a file: on a command line everybody on the machine could read it."""
    page = folder / "open.html"
    page.write_text(f'<!DOCTYPE html><meta http-equiv="refresh" content="0;url={escape(address)}">', "utf-8")
    if not webbrowser.open(page.as_uri()):
        click.echo("No browser could be opened; open the address yourself.", err=True)
