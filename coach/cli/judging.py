"""`coach calibrate`: measures a judge against labelled rows."""

from pathlib import Path

import click

from coach import rendering
from coach.cli import options
from coach.cli.output import narrate_progress, print_json, with_coach
from coach.coaching import Coach
from coach.domain.opening import JudgeName
from coach.transcripts.pasted import read_text
from coach.transcripts.rows import read_rows

_FILE = click.argument("file", type=click.Path(path_type=Path))


@click.command(short_help="Measure a judge against labelled rows.")
@_FILE
@options.judge
@options.model
@options.as_json
@click.pass_context
def calibrate(ctx: click.Context, file: Path, judge: JudgeName | None, model: str | None, as_json: bool) -> int:
    """Measure a judge against the labelled rows in FILE, beside a keyword list and the majority label."""
    rows = read_rows(read_text(file), str(file))

    async def work(coach: Coach) -> int:
        judged = await coach.calibrate(rows, await coach.choose("scripted", judge, model), narrate_progress)
        if as_json:
            print_json(
                {
                    "judge": judged.judge,
                    "agreement": judged.agreement.model_dump(mode="json"),
                    "baseline": judged.baseline.model_dump(mode="json"),
                    "rows": rendering.rows_json(judged.rows, judged.judgements),
                }
            )
        else:
            click.echo("\n".join(rendering.agreement_lines(judged.agreement, judged.baseline, judged.judge)))
        return 3 if judged.agreement.unjudged == len(judged.rows) else 0

    return with_coach(ctx, work)
