"""`coach outcome`: how the real talk went, beside the rehearsal that was for it."""

import click

from coach import rendering
from coach.cli import options
from coach.cli.lines import Lines
from coach.cli.output import print_json, with_coach
from coach.coaching import Coach
from coach.domain.real_talk import RESULTS, rehearse_next
from coach.domain.transcript import Outcome
from coach.errors import UsageError


@click.command(short_help="Log how the real talk went, or list how they went.")
@click.argument("session", required=False)
@click.option("--result", type=click.Choice([r.value for r in RESULTS]), help="How it ended; asked for otherwise.")
@click.option("--on", metavar="YYYY-MM-DD", help="The day of the talk, today unless said otherwise.")
@click.option("--note", help="What is worth remembering of it.")
@options.as_json
@click.pass_context
def outcome(
    ctx: click.Context, session: str | None, result: str | None, on: str | None, note: str | None, as_json: bool
) -> int:
    """Log how the real talk went that SESSION was for; without SESSION, list all that were logged.

    Several talks may be logged beside one rehearsal: the first is often not the last.
    """
    if session is None and (result or on or note):
        raise click.UsageError("Name the rehearsal that the talk was for, or `latest`. List them: coach sessions")

    async def work(coach: Coach) -> int:
        if session is None:
            return await _list(coach, as_json=as_json)
        kept = await coach.session(session)
        answers = await _ask(result, on, note)
        talk = await coach.preparing.log_outcome(kept.id, *answers)
        if as_json:
            print_json({"session": kept.id, **talk.model_dump(mode="json")})
        else:
            click.echo(f"Logged beside session {kept.id}: {rendering.real_talk_words(talk)}")
            click.echo(rehearse_next(talk.result), err=True)
        return 0

    return with_coach(ctx, work)


async def _ask(result: str | None, on: str | None, note: str | None) -> tuple[Outcome, str | None, str]:
    """Ask for what no option gave; with a result given, nothing is asked."""
    if result:
        return Outcome(result), on, note or ""
    lines = Lines()
    for number, value in enumerate(RESULTS, start=1):
        click.echo(f"  {number}  {rendering.outcome_words(value)}", err=True)
    chosen = await lines.ask(f"How did it end? 1 to {len(RESULTS)}: ")
    names = {str(n): r for n, r in enumerate(RESULTS, start=1)} | {r.value: r for r in RESULTS}
    names |= {rendering.outcome_words(r): r for r in RESULTS}
    if (chosen or "").lower() not in names:
        known = ", ".join(r.value for r in RESULTS)
        raise UsageError("That is no end of a talk, and nothing was logged.", f"Say it with --result: {known}.")
    if on is None:
        on = await lines.ask("On which day? Enter for today, else like 2026-05-31: ") or None
    if note is None:
        note = await lines.ask("What is worth remembering? Enter skips: ")
    return names[(chosen or "").lower()], on, note or ""


async def _list(coach: Coach, *, as_json: bool) -> int:
    logged = await coach.preparing.logged()
    if as_json:
        print_json(
            [{"session": e.session.id, "title": e.session.title, **e.talk.model_dump(mode="json")} for e in logged]
        )
        return 0
    if not logged:
        click.echo(
            "No real talk is logged yet. After yours: coach outcome SESSION (coach sessions lists them).", err=True
        )
    for talk, s in ((entry.talk, entry.session) for entry in logged):
        rehearsed = rendering.outcome_words(s.outcome)
        note = f"  {' '.join(talk.note.split())}" if talk.note else ""
        click.echo(
            f"{s.id}  {talk.on}  {rendering.outcome_words(talk.result)}  (rehearsed: {rehearsed})  {s.title}{note}"
        )
    return 0
