"""The command line: arguments in, text out, exit codes. Stdout is data, stderr is narration.

Loads click and the standard library only; a command's module is imported when that command runs.
"""

import errno
import gc
import importlib
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

import click

from coach.errors import CoachError
from coach.text import clean

# One line each, kept here so that `coach --help` imports no command.
COMMANDS = {
    "brief": ("coach.cli.brief", "Write, check and use the brief that you bring to the talk."),
    "rehearse": ("coach.cli.rehearsing", "Rehearse a scene with a manager who objects."),
    "rewind": ("coach.cli.rehearsing", "Go back to a turn of a rehearsal and say something else."),
    "compare": ("coach.cli.branches", "Lay two rehearsals of one scene side by side."),
    "branches": ("coach.cli.branches", "Show what a rehearsal has branched into."),
    "scenarios": ("coach.cli.scenes", "List, show and check scenes."),
    "sessions": ("coach.cli.records", "List past rehearsals."),
    "recap": ("coach.cli.meetings", "Write the mail after a meeting, and see what it has."),
    "report": ("coach.cli.records", "Print the report of a rehearsal."),
    "replay": ("coach.cli.records", "Go through a rehearsal turn by turn, or judge it again."),
    "progress": ("coach.cli.progress", "Show how you get on, and what to practise next."),
    "outcome": ("coach.cli.outcome", "Log how the real talk went, or list how they went."),
    "score": ("coach.cli.scoring", "Score the transcript of a real talk, or labelled rows."),
    "judge": ("coach.cli.records", "Judge kept rehearsals that a judge has not judged yet."),
    "calibrate": ("coach.cli.judging", "Measure a judge against labelled rows."),
    "gate": ("coach.cli.gate", "Measure what keeps a model in the manager's part."),
    "judge-card": ("coach.cli.judging", "Print how far the offline judge is to be trusted."),
    "vocabulary": ("coach.cli.vocabulary", "Tell the ten terms, or measure how their uses are read."),
    "drill": ("coach.cli.vocabulary", "Practise one thing, a line at a time."),
    "models": ("coach.cli.checkup", "List a server's models, try one, or choose one as the default."),
    "settings": ("coach.cli.checkup", "Print the settings, or change one."),
    "backup": ("coach.cli.keeping", "Write everything that is kept into one archive."),
    "restore": ("coach.cli.keeping", "Bring back what a backup holds."),
    "export": ("coach.cli.keeping", "Write everything that is kept as files to read."),
    "forget": ("coach.cli.keeping", "Delete a rehearsal, or everything that is kept."),
    "serve": ("coach.cli.serve", "Open the rehearsal room in a browser on this machine."),
    "doctor": ("coach.cli.checkup", "Check settings, files and the server, with repairs."),
}


def load(module: str) -> ModuleType:
    """Import a command's module with the garbage collector off: what an import makes stays (60 ms, measured)."""
    gc.disable()
    try:
        return importlib.import_module(module)
    finally:
        gc.freeze()
        gc.enable()


class _ReaderLeft(Exception):
    """The reader of the output has left."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they run."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Read the arguments; `--help` writes here."""
        with _reader_told():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        with _reader_told():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands' names in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(load(COMMANDS[cmd_name][0]), cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@contextmanager
def _reader_told() -> Iterator[None]:
    """Say under a name of its own that the reader has left: of a closed pipe click makes an exit with code 1."""
    try:
        yield
    except BrokenPipeError:
        raise _ReaderLeft from None


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--env-file", type=click.Path(dir_okay=False), help="Read settings from this file too.")
@click.version_option(package_name="rehearsal-coach", prog_name="coach")
@click.pass_context
def coach(ctx: click.Context, env_file: str | None) -> int | None:
    """Rehearse a hard talk with your manager, and read a scored report with quotes.

    Without a command the rehearsal room opens. With no key it runs whole, offline.
    """
    ctx.obj = env_file
    if ctx.invoked_subcommand is not None:
        return None
    code: int = load("coach.cli.rehearsing").open_room(env_file)
    return code


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code: 0 ok, 1 failed, 2 usage, 3 model unavailable, 130 interrupted."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever started this
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - open to the end
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a byte that is no text must not end a talk
    try:
        code = coach.main(arguments, prog_name="coach", standalone_mode=False)
        sys.stdout.flush()  # here, where a reader who has left is noticed, and not at exit
    except click.ClickException as error:
        told = io.StringIO()
        error.show(told)
        with suppress(BrokenPipeError):
            click.echo(clean(told.getvalue()), nl=False, err=True)  # an argument stands in it as it was typed
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        with suppress(BrokenPipeError):
            click.echo("Interrupted.", err=True)
        return 130
    except CoachError as error:
        with suppress(BrokenPipeError):
            click.echo(f"Error: {error.sentence}", err=True)
        return error.exit_code
    except (_ReaderLeft, BrokenPipeError):
        # What they have read stands, and that is no fault. Nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EIO, errno.EDQUOT) or error.filename:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        with suppress(OSError):
            click.echo(f"Error: The output cannot be written: {clean(str(error.strerror))}.", err=True)
        return CoachError.exit_code
    return code if isinstance(code, int) else 0
