"""`coach sessions`, `coach report` and `coach replay`: what is kept of past rehearsals."""

import click

from coach.cli import options
from coach.cli.output import narrate_progress, print_json, print_report, with_coach
from coach.coaching import Coach, Rejudged
from coach.domain.opening import JudgeName
from coach.domain.report import ReplyReport, Report
from coach.rendering import as_json as report_json
from coach.rendering import change_lines, outcome_words, turn_lines


@click.command(short_help="List past rehearsals.")
@options.as_json
@click.pass_context
def sessions(ctx: click.Context, as_json: bool) -> int:
    """List past rehearsals, newest first."""

    async def work(coach: Coach) -> int:
        kept = await coach.sessions()
        if as_json:
            print_json([summary.model_dump(mode="json") for summary in kept])
            return 0
        if not kept:
            click.echo("No rehearsal yet. Start one: coach rehearse high-visibility-projects", err=True)
        for s in kept:
            state = "reply not answered" if s.pending else outcome_words(s.outcome)
            when = s.created_at[:16].replace("T", " ")
            click.echo(f"{s.id}  {when}  {s.scenario}  {s.difficulty.value}  {s.replies} replies  {state}")
        return 0

    return with_coach(ctx, work)


@click.command(short_help="Print the report of a rehearsal.")
@click.argument("session")
@options.report_format
@options.judge
@click.pass_context
def report(ctx: click.Context, session: str, form: str, judge: JudgeName | None) -> int:
    """Print the report of SESSION (an id, a unique beginning of one, or `latest`).

    --judge shows how that judge scored it, where it has judged it.
    """

    async def work(coach: Coach) -> int:
        print_report(await coach.report(session, judge), coach, form)
        return 0

    return with_coach(ctx, work)


@click.command(short_help="Go through a rehearsal turn by turn, or judge it again.")
@click.argument("session")
@options.judge
@options.model
@options.as_json
@click.pass_context
def replay(ctx: click.Context, session: str, judge: JudgeName | None, model: str | None, as_json: bool) -> int:
    """Go through SESSION turn by turn with its findings.

    --judge judges it again, keeps the new judgements beside the old ones, and shows what changed.
    """

    async def work(coach: Coach) -> int:
        if judge is None:
            told = await coach.report(session)
            _print_replay(coach, told, None, as_json)
            return 0
        choice = await coach.choose("scripted", judge, model)
        again = await coach.judge_again(session, choice, narrate_progress)
        _print_replay(coach, coach.report_of(again.session, judge), again, as_json)
        return 3 if again.unjudged and len(again.unjudged) == len(again.session.transcript.replies) else 0

    return with_coach(ctx, work)


def _print_replay(coach: Coach, told: Report, again: Rejudged | None, as_json: bool) -> None:
    if as_json:
        changes = [] if again is None else [c.model_dump(mode="json") for c in again.changes]
        print_json({**report_json(told), "changes": changes} if again else report_json(told))
        return
    if again:
        click.echo(f"What the {again.judge} judge sees otherwise than the {again.before} judge did stands behind ~.")
    for turn in told.turns:
        click.echo("\n".join(turn_lines(turn, coach.rubric)))
        if again and isinstance(turn, ReplyReport):
            for line in change_lines((c for c in again.changes if c.seq == turn.seq), coach.rubric):
                click.echo(line)
    click.echo(f"The scene ended: {outcome_words(told.outcome)}.")
