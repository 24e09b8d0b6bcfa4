"""`coach recap`: the mail after a meeting, held against what was said and agreed there."""

import sys
from pathlib import Path

import click

from coach import rendering
from coach.cli import options
from coach.cli.output import print_json, with_coach
from coach.coaching import Coach
from coach.transcripts.files import STDIN, read_any


@click.command(short_help="Write the mail after a meeting, and see what it has.")
@click.argument("session")
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    default=STDIN,
    show_default=True,
    help="The mail as a text file; `-` is standard input.",
)
@click.option("--draft", is_flag=True, help="Print the last mail, or bare bones to write one from, and keep nothing.")
@click.option("--sent", is_flag=True, help="Show the mails that were sent, the last one first, and write none.")
@options.as_json
@click.pass_context
def recap(ctx: click.Context, session: str, file: Path, draft: bool, sent: bool, as_json: bool) -> int:
    """Hold your recap mail against the record of SESSION: what it has, leaves out and makes up, and its tone.

    The mail is kept, and the manager of the next meeting has read the last one: coach rehearse --continue SESSION.
    Exit code 1 says that there is something to mend.
    """

    async def bones(coach: Coach) -> int:
        mail = await coach.follow_up(session)
        if as_json:
            print_json(mail.model_dump(mode="json"))
            return 0
        if not mail.own:
            click.echo("No finished mail: what stands in [brackets] is yours to fill in.", err=True)
        click.echo(mail.text)
        return 0

    async def look(coach: Coach) -> int:
        mails = await coach.recaps(session)
        if as_json:
            print_json([mail.model_dump(mode="json") for mail in mails])
            return 0
        if not mails:
            click.echo(f"No mail was sent yet. Write one: coach recap {session}", err=True)
        for number, mail in zip(range(len(mails), 0, -1), mails, strict=True):
            click.echo(f"Mail {number}, {mail.recap.at[:16].replace('T', ' ')}\n\n{mail.recap.text}\n")
            click.echo("\n".join(rendering.recap_lines(mail.review)) + "\n")
        return 0

    async def greet(coach: Coach) -> None:
        scene = (await coach.session(session)).scenario
        click.echo(f"Your mail to {scene.persona.name} after “{scene.title}”. End it with Ctrl-D.", err=True)

    async def work(coach: Coach) -> int:
        review = await coach.recap(session, text)
        if as_json:
            print_json(review.model_dump(mode="json"))
        else:
            click.echo("\n".join(rendering.recap_lines(review)))
        return int(not review.sound)

    if draft or sent:
        return with_coach(ctx, bones if draft else look)
    if file == STDIN and sys.stdin.isatty():
        with_coach(ctx, greet)
    text, remark = read_any(file, "a mail")  # between the two: in the midst of an event loop it would swallow a Ctrl-C
    if remark:
        click.echo(remark, err=True)
    return with_coach(ctx, work)
