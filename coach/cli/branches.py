"""`coach compare` and `coach branches`: what came of saying something else."""

import click

from coach.cli import options
from coach.cli.output import print_json, with_coach
from coach.coaching import Coach
from coach.domain.opening import JudgeName
from coach.rendering import score_words
from coach.rendering.comparison import comparison_json, comparison_markdown, judge_line, tree_lines


@click.command(short_help="Lay two rehearsals of one scene side by side.")
@click.argument("a", metavar="A")
@click.argument("b", metavar="[B]", required=False)
@options.judge
@options.as_json
@click.pass_context
def compare(ctx: click.Context, a: str, b: str | None, judge: JudgeName | None, as_json: bool) -> int:
    """Lay sessions A and B side by side: replies, scores, verdicts that differ, and what the manager answered.

    Both are ids, unique beginnings of one, or `latest`. Without B, A is a branch (`coach rewind`) and stands beside the
    session it began from. One judge scores both: the one they were played with, or else the rules judge.
    """

    async def work(coach: Coach) -> int:
        told = await coach.branches.compare(a, b or "", judge)
        if as_json:
            print_json(comparison_json(told))
        else:
            click.echo(comparison_markdown(told, coach.rubric), nl=False)
        return 0

    return with_coach(ctx, work)


@click.command(short_help="Show what a rehearsal has branched into.")
@click.argument("session")
@options.as_json
@click.pass_context
def branches(ctx: click.Context, session: str, as_json: bool) -> int:
    """Show the tree that SESSION belongs to: the first talk, its branches and its later meetings, with their scores.

    Each is scored by the judge that it was played with.
    """

    async def work(coach: Coach) -> int:
        leaves = await coach.branches.family(session)
        told = [await coach.branches.told(leaf.summary.id) for leaf in leaves]
        if as_json:
            print_json(
                [
                    {
                        **leaf.summary.model_dump(mode="json"),
                        "depth": leaf.depth,
                        "kin": leaf.kin.value,
                        "score": of.score.total,
                        "band": of.score.band.value if of.score.band else None,
                    }
                    for leaf, of in zip(leaves, told, strict=True)
                ]
            )
            return 0
        here = (await coach.session(session)).id
        judges = {judge_line(of.session.judge, of.session.model) for of in told}
        scores = [score_words(of.score.total, of.score.band) for of in told]
        if len(judges) > 1:
            scores = [
                f"{s} by {judge_line(o.session.judge, o.session.model)}" for s, o in zip(scores, told, strict=True)
            ]
        click.echo("\n".join(tree_lines(leaves, scores, here)))
        if len(judges) == 1:
            click.echo(f"Judge: {judges.pop()}", err=True)
        return 0

    return with_coach(ctx, work)
