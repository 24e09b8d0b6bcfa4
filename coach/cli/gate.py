"""`coach gate`: how well the checks on a language model's words for the manager agree with labelled sentences."""

from pathlib import Path

import click

from coach import rendering
from coach.cli import options
from coach.cli.output import print_json, with_coach
from coach.coaching import Coach
from coach.transcripts.files import read_text
from coach.transcripts.rows import read_sentences


@click.command(short_help="Measure what keeps a model in the manager's part.")
@click.argument("file", type=click.Path(path_type=Path), metavar="ROWS")
@options.as_json
@click.pass_context
def gate(ctx: click.Context, file: Path, as_json: bool) -> int:
    """Print precision, recall and F1 of each check of the sentence gate on ROWS, by author.

    A row is one JSON object: scene, engineer (what they have said), text, concedes, in_role, fault (coaching, leak,
    invented, breaks_role or null) and author. The sentence is taken to be said in a turn that grants nothing.
    """
    text = read_text(file)

    async def work(coach: Coach) -> int:
        rows = read_sentences(text, str(file), {scene.id for scene in coach.scenarios().scenarios})
        figures = coach.measure_gate(rows)
        if as_json:
            print_json([f.model_dump(mode="json") for f in figures])
        else:
            click.echo("\n".join(rendering.gate_lines(figures)))
        return 0

    return with_coach(ctx, work)
