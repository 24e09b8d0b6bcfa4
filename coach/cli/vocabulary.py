"""`coach vocabulary` and `coach drill`: the ten terms, one practised sentence for each, and how well uses are read."""

import sys
from pathlib import Path

import click

from coach import rendering
from coach.cli import options
from coach.cli.lines import Lines
from coach.cli.output import print_json, with_coach
from coach.coaching import Coach
from coach.domain.vocabulary import TERMS, Tally, Term
from coach.transcripts.files import read_text
from coach.transcripts.rows import read_uses

_NAMES = [term.value for term in TERMS]


@click.command(short_help="Tell the ten terms, or measure how their uses are read.")
@click.option(
    "--measure",
    "file",
    type=click.Path(path_type=Path),
    metavar="ROWS",
    help="Measure how uses are read, against JSON lines with term, text and use (right, wrong or empty).",
)
@options.as_json
@click.pass_context
def vocabulary(ctx: click.Context, file: Path | None, as_json: bool) -> int:
    """Tell what each of the ten terms means, what it is wrongly taken for, and a strong and a weak sentence with it."""
    rows = read_uses(read_text(file), str(file)) if file else ()

    async def work(coach: Coach) -> int:
        if file:
            measured = coach.speech.measure(rows)
            if as_json:
                print_json(measured.model_dump(mode="json"))
            else:
                click.echo("\n".join(rendering.vocabulary_agreement_lines(measured)))
        elif as_json:
            print_json(coach.speech.vocabulary.model_dump(mode="json"))
        else:
            click.echo("\n".join(rendering.vocabulary_lines(coach.speech.vocabulary)))
        return 0

    return with_coach(ctx, work)


@click.group(short_help="Practise one thing, a line at a time.")
def drill() -> None:
    """Practise one thing, a line at a time."""


@drill.command("vocabulary")
@click.argument("terms", nargs=-1, type=click.Choice(_NAMES), metavar="[TERM]...")
@click.pass_context
def drill_vocabulary(ctx: click.Context, terms: tuple[str, ...]) -> int:
    """Say one sentence with each TERM (all ten without one) and hear whether it is right, wrong or empty, and why.

    Each line is one sentence; an empty line passes a term over, the end of input ends the drill.
    """
    chosen = tuple(map(Term, dict.fromkeys(terms))) or TERMS

    async def work(coach: Coach) -> int:
        lines, tally = Lines(), Tally()
        for term in chosen:
            words = coach.speech.vocabulary.terms[term]
            click.echo(f"{words.title}: {words.meaning}")
            if sys.stdin.isatty():
                click.echo("One sentence with it: ", nl=False)
            line = await lines.next()
            if line is None:
                break
            if line.strip():
                use = coach.speech.practised(term, line)
                tally = tally.after(term, use.use if use else None)
                click.echo("\n".join(rendering.use_lines(use, words)))
            click.echo()
        click.echo(rendering.tally_words(tally, len(chosen)))
        return 0

    return with_coach(ctx, work)
