"""`coach score`: judges what was said elsewhere."""

from pathlib import Path

import click

from coach import rendering
from coach.cli import options
from coach.cli.output import judged_code, narrate_progress, print_json, print_report, with_coach
from coach.coaching import Coach
from coach.domain.opening import JudgeName
from coach.transcripts.pasted import read_text, read_transcript
from coach.transcripts.rows import read_rows

_FILE = click.argument("file", type=click.Path(path_type=Path))


@click.command(short_help="Score a pasted transcript or labelled rows.")
@_FILE
@options.judge
@options.model
@options.report_format
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.pass_context
def score(ctx: click.Context, file: Path, judge: JudgeName | None, model: str | None, form: str, as_json: bool) -> int:
    """Score what the engineer says in FILE.

    FILE is a conversation with `Manager:` and `You:` before the turns, or (ending in .jsonl) rows with one reply each.
    """
    text = read_text(file)

    async def work(coach: Coach) -> int:
        choice = await coach.choose("scripted", judge, model)
        if file.suffix == ".jsonl":
            judged = await coach.calibrate(read_rows(text, str(file)), choice, narrate_progress)
            for row, judgement in zip(judged.rows, judged.judgements, strict=True):
                if as_json or form == "json":
                    continue
                click.echo("\n".join(rendering.row_lines(row, judgement, coach.rubric)))
            if as_json or form == "json":
                print_json({"judge": judged.judge, "rows": rendering.rows_json(judged.rows, judged.judgements)})
            return 3 if judged.agreement.unjudged == len(judged.rows) else 0
        report = await coach.score(read_transcript(text, str(file)), choice, narrate_progress)
        print_report(report, coach, "json" if as_json else form)
        return judged_code(report)

    return with_coach(ctx, work)
