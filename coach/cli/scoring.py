"""`coach score`: judges what was said elsewhere."""

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import click

from coach import rendering
from coach.cli import options
from coach.cli.output import judged_code, narrate_progress, print_json, print_report, with_coach
from coach.coaching import Choice, Coach
from coach.domain.agreement import LabelledReply
from coach.domain.opening import JudgeName
from coach.domain.transcript import Transcript
from coach.errors import UsageError
from coach.text import one_line
from coach.transcripts.files import STDIN, read_any, shown
from coach.transcripts.rows import is_rows, read_rows
from coach.transcripts.speakers import Part, Person, cast, listed
from coach.transcripts.talk import read_talk, transcript

_FILE = click.argument("file", type=click.Path(path_type=Path))


@click.command(short_help="Score the transcript of a real talk, or labelled rows.")
@_FILE
@click.option(
    "--engineer", metavar="NAME", help="Who of the speakers is the engineer; the beginning of a name will do."
)
@click.option("--manager", metavar="NAME", help="Who is the manager, where more than two speak.")
@options.judge
@options.model
@options.votes
@options.report_format
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.pass_context
def score(
    ctx: click.Context,
    file: Path,
    engineer: str | None,
    manager: str | None,
    judge: JudgeName | None,
    model: str | None,
    votes: int,
    form: str,
    as_json: bool,
) -> int:
    """Score what the engineer says in FILE (`-` reads standard input).

    FILE is a talk as Zoom, Teams, Otter, Slack or WhatsApp write it (.vtt, .srt, text), Markdown or text with a name
    before each turn, or rows in JSON lines with one reply each. Where the names do not tell who the engineer is, you
    are asked; in a script say it with --engineer.
    """
    if file == STDIN and sys.stdin.isatty():
        click.echo("Reading the talk from the keyboard; end it with Ctrl-D.", err=True)
    text, remark = read_any(file)
    if remark:
        click.echo(remark, err=True)
    form = "json" if as_json else form
    if file.suffix == ".jsonl" or is_rows(text):
        rows = read_rows(text, shown(file))
        return _score_rows(ctx, rows, lambda coach: coach.choose("scripted", judge, model, votes), form)
    talk = _read(text, file, engineer, manager)

    async def work(coach: Coach) -> int:
        choice = await coach.choose("scripted", judge, model, votes)
        report = await coach.score(talk, choice, narrate_progress)
        title = talk.setting if file == STDIN else f"{one_line(file.name)}: {talk.setting}"
        print_report(report.model_copy(update={"title": title}), coach, form)
        return judged_code(report)

    return with_coach(ctx, work)


def _score_rows(
    ctx: click.Context,
    rows: tuple[LabelledReply, ...],
    choose: Callable[[Coach], Awaitable[Choice]],
    form: str,
) -> int:
    """Judge labelled rows and print what was found in each."""

    async def work(coach: Coach) -> int:
        judged = await coach.calibrate(rows, await choose(coach), narrate_progress)
        if form == "json":
            print_json({"judge": judged.judge, "rows": rendering.rows_json(judged.rows, judged.judgements)})
        else:
            for row, judgement in zip(judged.rows, judged.judgements, strict=True):
                click.echo("\n".join(rendering.row_lines(row, judgement, coach.rubric)))
        return 3 if judged.agreement.unjudged == len(judged.rows) else 0

    return with_coach(ctx, work)


def _read(text: str, file: Path, engineer: str | None, manager: str | None) -> Transcript:
    """Read a talk, settle who is who, and tell on stderr how both came out."""
    talk = read_talk(text, shown(file))
    for remark in talk.remarks:
        click.echo(remark, err=True)
    people = talk.people
    ask = _ask if file != STDIN and at_a_terminal() else _refuse_to_guess
    who = cast(people, ask, engineer, manager)
    parts = {who.engineer.key: " as the engineer", who.manager.key: " as the manager"}
    spoken = ", ".join(f"{listed([p])}{parts.get(p.key, '')}" for p in people[:12])
    click.echo(f"{shown(file)}: read as {talk.form}: {spoken}.", err=True)
    return transcript(talk, who)


def at_a_terminal() -> bool:
    """Whether somebody can be asked: questions go to stderr, so that stdout may go into a file."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _ask(part: Part, candidates: tuple[Person, ...]) -> Person:
    """Let the user choose a speaker from a numbered list."""
    click.echo(f"Who is the {part}?", err=True)
    for number, person in enumerate(candidates, start=1):
        click.echo(f"  {number}. {listed([person])}: {person.words}", err=True)
    number = click.prompt("Number", type=click.IntRange(1, len(candidates)), err=True)
    return candidates[number - 1]


def _refuse_to_guess(part: Part, candidates: tuple[Person, ...]) -> Person:
    raise UsageError(
        f"It is not clear who the {part} is. The speakers: {listed(candidates)}.",
        f"Say it with --{part} NAME"
        + (" (and --manager NAME)." if part == "engineer" and len(candidates) > 2 else "."),
    )
