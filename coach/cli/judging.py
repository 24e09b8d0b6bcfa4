"""`coach calibrate` and `coach judge-card`: how far a judge agrees with labelled rows, and is to be trusted."""

from pathlib import Path

import click

from coach import rendering
from coach.cli import options
from coach.cli.output import ProgressBar, print_json, with_coach
from coach.coaching import Coach, Measurement
from coach.domain.agreement import LabelledReply
from coach.domain.card import MeasuredSet
from coach.domain.opening import JudgeName
from coach.errors import ModelError, UsageError
from coach.text import one_line
from coach.transcripts.files import read_text
from coach.transcripts.rows import read_lines, read_rows

RUNS = 2


@click.command(short_help="Measure a judge against labelled rows.")
@click.argument("file", type=click.Path(path_type=Path))
@options.judge
@options.model
@options.votes
@click.option(
    "--runs",
    type=click.IntRange(1, 20),
    default=RUNS,
    show_default=True,
    help="Judge every reply so often, and count how many labels differ; 1 leaves that out.",
)
@click.option(
    "--attacks/--no-attacks",
    default=True,
    show_default=True,
    help="Attack the judge beside clean twins, and hand it replies that say nothing.",
)
@click.option("--fresh", is_flag=True, help="Ask a language model anew, and forget the verdicts that are kept.")
@click.option(
    "--lines",
    "lines_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also measure how a manager's lines are read: JSON lines with line, does and pattern.",
)
@options.as_json
@click.pass_context
def calibrate(
    ctx: click.Context,
    file: Path,
    judge: JudgeName | None,
    model: str | None,
    votes: int,
    runs: int,
    attacks: bool,
    fresh: bool,
    lines_file: Path | None,
    as_json: bool,
) -> int:
    """Measure a judge against the labelled rows in FILE, beside a keyword list and the majority label.

    What a language model says is kept on disk as it comes: when it is cut off, the same command goes on from there.
    What a reply costs in time is printed on stderr, because it is never the same twice.
    """
    rows = _labelled(file)
    lines = read_lines(read_text(lines_file), str(lines_file)) if lines_file else ()

    async def work(coach: Coach) -> int:
        choice = await coach.choose("scripted", judge, model, votes)
        plan = Measurement(runs=runs, attacks=attacks, fresh=fresh, lines=lines)
        judged = await coach.calibrate(rows, choice, ProgressBar(), plan)
        if as_json:
            print_json(
                {
                    "judge": judged.judge,
                    "by": judged.by.model_dump(mode="json", exclude_none=True),
                    **judged.figures.model_dump(mode="json"),
                    "cost": judged.cost and judged.cost.model_dump(mode="json"),
                    "rows": rendering.rows_json(judged.rows, judged.judgements),
                }
            )
        else:
            click.echo("\n".join(rendering.agreement_lines(judged.figures, judged.judge)))
            if judged.cost:
                click.echo(rendering.cost_line(judged.cost), err=True)
        return ModelError.exit_code if judged.agreement.unjudged == len(judged.rows) else 0

    return with_coach(ctx, work)


@click.command("judge-card", short_help="Print how far the offline judge is to be trusted.")
@click.option(
    "--measure",
    "file",
    type=click.Path(path_type=Path),
    metavar="ROWS",
    help="Measure the installed judge on these rows, and put the figures into the card that is shipped.",
)
@click.option("--name", help="With --measure: the set's name; by default the file's.")
@click.option("--made-by", help="With --measure: what made rows and labels; by default as the card has it.")
@options.as_json
@click.pass_context
def judge_card(ctx: click.Context, file: Path | None, name: str | None, made_by: str | None, as_json: bool) -> int:
    """Print the judge card: how far the offline judge agreed with labelled rows, what made those, and what fools it.

    --measure is for whoever builds the package: it measures again and writes the card's file.
    """
    if file is None and (name or made_by):
        raise UsageError("--name and --made-by belong to --measure.", "Name the rows: --measure ROWS.")
    rows = _labelled(file) if file else ()

    async def work(coach: Coach) -> int:
        card, installed = await coach.judge_card()
        if file:
            made = made_by or card.made_by(name or file.name)
            if not made:
                raise UsageError(
                    f"The card has no set {name or file.name!r} yet.", "Say what made its rows and labels: --made-by."
                )
            choice = await coach.choose("scripted", "rules")
            judged = await coach.calibrate(rows, choice, ProgressBar(), Measurement(runs=RUNS, attacks=True))
            measured = MeasuredSet(name=name or file.name, made_by=made, by=judged.by, figures=judged.figures)
            card = card.replacing(measured)
            coach.write_card(card)
        outdated = [old.name for old in card.outdated(installed)]
        if as_json:
            installed_json = installed.model_dump(mode="json", exclude_none=True)
            print_json({"installed": installed_json, "outdated": outdated, **card.model_dump(mode="json")})
        else:
            click.echo(rendering.card_markdown(card, installed), nl=False)
        if outdated:
            click.echo(f"Warning: not measured with the installed judge: {', '.join(outdated)}.", err=True)
        return 0

    return with_coach(ctx, work)


def _labelled(file: Path) -> tuple[LabelledReply, ...]:
    """Read rows to measure against; without a single label there is nothing to agree with."""
    rows = read_rows(read_text(file), str(file))
    if all(label is None for row in rows for label in (*row.labels.values(), *row.moves.values())):
        raise UsageError(
            f"{one_line(str(file))}: no row has a label, so there is nothing to measure the judge against.",
            "Fill in `labels` or `moves`, or have the replies judged without: coach score FILE.",
        )
    return rows
