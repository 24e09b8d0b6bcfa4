"""`coach progress`: how the engineer gets on over all rehearsals, and what to practise next."""

import shutil

import click

from coach.cli import options
from coach.cli.output import print_json, with_coach
from coach.coaching import Coach
from coach.domain.opening import JudgeName
from coach.domain.practice import practise
from coach.errors import UsageError
from coach.rendering.progress_page import progress_object, progress_text


@click.command(short_help="Show how you get on, and what to practise next.")
@click.option(
    "--judge", type=click.Choice(["rules", "llm"]), help="Whose verdicts; the one with most of them otherwise."
)
@click.option("--plain", is_flag=True, help="Words only, without plots, for screen readers.")
@options.as_json
@click.pass_context
def progress(ctx: click.Context, judge: JudgeName | None, plain: bool, as_json: bool) -> int:
    """Show every criterion and move over your rehearsals, the scenes that you won, and what to practise next.

    Only what one judge has judged stands in one line; `coach judge --all` lets it judge what it has not.
    """

    async def work(coach: Coach) -> int:
        history = await coach.history()
        named = [by for by in history.judges if judge in (None, by.judge)]
        if judge and not named and history.attempts:
            raise UsageError(
                f"The {judge} judge has judged no rehearsal yet.", f"Let it: coach judge --all --judge {judge}"
            )
        standing = history.standing(named[0] if named else None)
        practices = practise(standing)
        if as_json:
            print_json(progress_object(standing, practices, history))
        elif not history.attempts:
            click.echo("\n".join([*NOTHING, *history.unread]), err=True)
        else:
            width = max(60, min(100, shutil.get_terminal_size().columns))
            text = progress_text(standing, practices, history, coach.rubric, width=width, plots=not plain)
            click.echo(text, nl=False)
            if standing.left_out:
                by = standing.by.judge if standing.by else "rules"
                click.echo(f"Let one judge read them all: coach judge --all --judge {by}", err=True)
        return 0

    return with_coach(ctx, work)


NOTHING = (
    "Nothing to show yet: no rehearsal has a reply in it.",
    "After the first one your score, each criterion and what to practise next stand here.",
    "Begin: coach rehearse high-visibility-projects",
)
