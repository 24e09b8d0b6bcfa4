"""`coach rehearse`, `coach rewind`, and `coach` alone: opens the rehearsal room, or plays line by line."""

import sys

import click

from coach.cli import options
from coach.domain.opening import Difficulty, Opening

# pydantic and what stands on it are imported where they are used: the first screen is painted before that.


@click.command(short_help="Rehearse a scene.")
@click.argument("scenario", required=False)
@click.option("--again", metavar="SESSION", help="Play a past rehearsal's own scene again, at its level and seed.")
@click.option("--continue", "continued", metavar="SESSION", help="Hold the next meeting after one that is over.")
@click.option("--resume", metavar="SESSION", help="Go on with a rehearsal that was not finished.")
@click.option("--exam", is_flag=True, help="No hints, and nothing on your replies until the report.")
@click.option("--stand-in", is_flag=True, help="Borrow the scene's brief, although you have one of your own.")
@click.option("--plain", is_flag=True, help="Line by line on stdin and stdout, for pipes and screen readers.")
@click.option("--manager", type=click.Choice(["scripted", "llm"]), help="Who plays the manager.")
@options.judge
@options.model
@click.option("--difficulty", type=click.Choice([d.value for d in Difficulty]), help="Standard unless said otherwise.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="The same seed gives the same wordings.")
@click.option("--json", "as_json", is_flag=True, help="Plain, with one JSON object on stdout in the end.")
@click.pass_context
def rehearse(ctx: click.Context, /, plain: bool, as_json: bool, **named: str | int | None) -> int:
    """Rehearse SCENARIO: the id of a scene (`coach scenarios`) or a path to one.

    In plain mode each line is one reply. End of input or /end closes the scene and prints the report.
    SESSION may be shortened to a unique beginning; `latest` is the newest one.
    """
    from pydantic import TypeAdapter

    _refuse_mixtures(named)
    opening = TypeAdapter(Opening).validate_python(named)
    if not (plain or as_json) and _on_terminal():
        return open_room(ctx.obj, opening)
    return _play(ctx, opening, plain=plain, as_json=as_json)


@click.command(short_help="Go back to a turn of a rehearsal and say something else.")
@click.argument("session")
@click.argument("turn", type=click.IntRange(1))
@click.option("--plain", is_flag=True, help="Line by line on stdin and stdout, for pipes and screen readers.")
@click.option("--manager", type=click.Choice(["scripted", "llm"]), help="Who plays the manager.")
@options.judge
@options.model
@click.option("--exam", is_flag=True, help="No hints, and nothing on your replies until the report.")
@click.option("--json", "as_json", is_flag=True, help="Plain, with one JSON object on stdout in the end.")
@click.pass_context
def rewind(
    ctx: click.Context, /, session: str, turn: int, plain: bool, as_json: bool, **named: str | bool | None
) -> int:
    """Go back to TURN of SESSION and go on from there in a session of its own; SESSION stays as it is.

    TURN is a number as reports and `coach replay SESSION` show it: a reply of yours is said anew, a turn of the
    manager's is answered anew. SESSION may be shortened to a unique beginning; `latest` is the newest one.
    """
    from pydantic import TypeAdapter

    opening = TypeAdapter(Opening).validate_python({"rewound": session, "seq": turn - 1, **named})
    if not (plain or as_json) and _on_terminal():
        return open_room(ctx.obj, opening)
    code = _play(ctx, opening, plain=plain, as_json=as_json)
    click.echo("Beside the first answer: coach compare latest", err=True)
    return code


def _play(ctx: click.Context, opening: Opening, *, plain: bool, as_json: bool) -> int:
    if not (plain or as_json):
        click.echo("This is no terminal, so the rehearsal goes line by line (--plain).", err=True)
    from coach.cli.output import with_coach
    from coach.cli.plain import play

    return with_coach(ctx, lambda coach: play(coach, opening, as_json=as_json))


def open_room(env_file: str | None, opening: Opening | None = None) -> int:
    """Open the terminal interface and return its exit code."""
    if not _on_terminal():
        raise click.UsageError(
            "This is no terminal. Line by line it goes with: coach rehearse high-visibility-projects --plain"
        )
    return enter_room(env_file, opening)


def enter_room(env_file: str | None, opening: Opening | None = None) -> int:
    """Open the interface whatever it is drawn on, and return its exit code."""
    from coach.tui.navigation import House  # Textual takes 170 ms, which the plain mode need not wait for
    from coach.tui.process import run

    def build() -> House:
        from coach import wiring
        from coach.tui.house import CoachHouse

        return CoachHouse(wiring.build(wiring.settings_of(env_file)))

    return run(build, opening)


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _refuse_mixtures(named: dict[str, str | int | None]) -> None:
    """Raise a usage error where options contradict one another."""
    given = {name for name, value in named.items() if value not in (None, False)}
    things = [name for name in ("scenario", "again", "continued", "resume") if name in given]
    if len(things) != 1:
        raise click.UsageError(
            "Name one thing to rehearse: SCENARIO, --again SESSION, --continue SESSION or --resume SESSION. "
            "List scenes: coach scenarios"
        )
    fixed = {
        "scenario": set[str](),
        "again": {"difficulty", "seed", "stand_in"},
        "continued": {"difficulty", "seed", "stand_in"},
        "resume": {"difficulty", "seed", "manager", "judge", "model", "stand_in", "exam"},
    }[things[0]]
    if clash := sorted(fixed & given):
        options_ = " and ".join(f"--{name.replace('_', '-')}" for name in clash)
        option = things[0].replace("continued", "continue")
        raise click.UsageError(f"--{option} keeps what the past rehearsal had; leave out {options_}.")
