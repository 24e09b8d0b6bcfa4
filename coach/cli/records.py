"""`coach sessions`, `report`, `replay` and `judge`: what is kept of past rehearsals, and judging it again."""

from collections.abc import Sequence
from pathlib import Path

import click

from coach.cli import options
from coach.cli.output import ProgressBar, judged_code, print_json, print_report, with_coach
from coach.coaching import Choice, Coach, Rejudged, SessionJudged
from coach.coaching.exporting import Form
from coach.disk.reading import shown
from coach.domain.branches import rails, tree
from coach.domain.feedback import ReplyReport
from coach.domain.judgement import JudgedBy
from coach.domain.opening import JudgeName
from coach.domain.report import Report
from coach.domain.rubric import Rubric
from coach.errors import CoachError, ModelError, UsageError
from coach.library.rubric import read_rubric
from coach.rendering import as_json as report_json
from coach.rendering import change_lines, outcome_words, turn_lines


@click.command(short_help="List past rehearsals.")
@options.as_json
@click.pass_context
def sessions(ctx: click.Context, as_json: bool) -> int:
    """List past rehearsals, newest first, each with its branches and later meetings below it."""

    async def work(coach: Coach) -> int:
        kept = await coach.sessions()
        if as_json:
            print_json([summary.model_dump(mode="json") for summary in kept.sessions])
        for damaged in kept.unread:
            click.echo(damaged.why, err=True)
        if as_json:
            return 0
        if not (kept.sessions or kept.unread):
            click.echo("No rehearsal yet. Start one: coach rehearse high-visibility-projects", err=True)
        leaves = tree(kept.sessions)
        for rail, s in zip(rails(leaves), (leaf.summary for leaf in leaves), strict=True):
            state = "reply not answered" if s.pending else outcome_words(s.outcome)
            when = s.created_at[:16].replace("T", " ")
            real = "".join(f"  real talk: {outcome_words(t.result)}" for t in s.real_talks[-1:])
            click.echo(f"{s.id}  {rail}{when}  {s.scenario}  {s.difficulty.value}  {s.replies} replies  {state}{real}")
        return 0

    return with_coach(ctx, work)


@click.command(short_help="Print the report of a rehearsal.")
@click.argument("session")
@options.report_format
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Write it into a new file, or into a folder under a name made from the session's id.",
)
@options.judge
@click.pass_context
def report(ctx: click.Context, session: str, form: Form, output: Path | None, judge: JudgeName | None) -> int:
    """Print the report of SESSION (an id, a unique beginning of one, or `latest`).

    --judge shows how that judge scored it, where it has judged it. Nothing is overwritten, and only you can read the
    file.
    """

    async def work(coach: Coach) -> int:
        told = await coach.report(session, judge)
        if output is None:
            print_report(told, coach, form)
        else:
            click.echo(f"Written to {shown(coach.exporting.write(told, form, output))}", err=True)
        return 0

    return with_coach(ctx, work)


@click.command(short_help="Go through a rehearsal turn by turn, or judge it again.")
@click.argument("session")
@options.judge
@options.model
@options.votes
@options.rubric
@options.as_json
@click.pass_context
def replay(
    ctx: click.Context,
    session: str,
    judge: JudgeName | None,
    model: str | None,
    votes: int,
    rubric_file: Path | None,
    as_json: bool,
) -> int:
    """Go through SESSION turn by turn with its findings.

    --judge, --model, --votes or --rubric judges it again, keeps the new judgements beside the old ones, and shows what
    changed.
    """

    async def work(coach: Coach) -> int:
        if not (judge or model or rubric_file or votes > 1):
            told = await coach.report(session)
            _print_replay(coach.rubric, told, None, as_json)
            return 0
        choice = await coach.choose("scripted", judge, model, votes)
        rubric = _rubric(coach, choice, rubric_file)
        again = await coach.judge_again(session, choice, ProgressBar(), rubric)
        _print_replay(rubric, again.report, again, as_json)
        return judged_code(again.report)

    return with_coach(ctx, work)


@click.command(short_help="Judge kept rehearsals that a judge has not judged yet.")
@click.argument("session", required=False)
@click.option("--all", "every", is_flag=True, help="Judge every kept rehearsal.")
@options.judge
@options.model
@options.votes
@options.rubric
@options.as_json
@click.pass_context
def judge(
    ctx: click.Context,
    session: str | None,
    every: bool,
    judge: JudgeName | None,
    model: str | None,
    votes: int,
    rubric_file: Path | None,
    as_json: bool,
) -> int:
    """Judge SESSION, or with --all every kept rehearsal, and keep the judgements beside the old ones.

    Replies that this judge, with this model, prompt and rubric, has judged before are passed over: cut off, the same
    command goes on from there. Exit code 1 where a session or a reply was left out, 3 where nothing could be judged.
    """
    if bool(session) == every:
        raise UsageError("Name one session to judge, or --all.", "List them: coach sessions")

    async def work(coach: Coach) -> int:
        choice = await coach.choose("scripted", judge, model, votes)
        results: list[SessionJudged] = []
        try:
            async for result in coach.judge_all(choice, ProgressBar(), _rubric(coach, choice, rubric_file), session):
                results.append(result)
                if not as_json:
                    click.echo(_result_line(result))
        finally:
            if as_json:
                print_json([result.model_dump(mode="json") for result in results])
        if not results and not as_json:
            click.echo("No rehearsal yet. Start one: coach rehearse high-visibility-projects", err=True)
        return _results_code(results)

    return with_coach(ctx, work)


def _rubric(coach: Coach, choice: Choice, path: Path | None) -> Rubric:
    """Return the rubric to judge by, and say what another one changes."""
    if path is None:
        return coach.rubric
    rubric = read_rubric(path)
    if choice.judge == "rules":
        click.echo(
            "The rules judge reads words and not the rubric's sentences: this rubric changes titles and advice, and no "
            "verdict. An LLM judge (--judge llm) judges by it.",
            err=True,
        )
    return rubric


def _result_line(result: SessionJudged) -> str:
    if result.error:
        return f"{result.session}  failed: {result.error}"
    counts = [f"{result.judged} judged"] if result.judged or not result.held else []
    if result.held:
        counts.append(f"{result.held} judged before")
    if result.unjudged:
        counts.append(f"{len(result.unjudged)} not judged ({result.unjudged[0].reason})")
    if result.judged:
        counts.append(_changed(len(result.changes)))
    return f"{result.session}  {result.title}: {', '.join(counts)}"


def _results_code(results: Sequence[SessionJudged]) -> int:
    if any(r.unjudged for r in results) and not any(r.judged or r.held for r in results):
        return ModelError.exit_code
    return CoachError.exit_code if any(r.unjudged or r.error for r in results) else 0


def _print_replay(rubric: Rubric, told: Report, again: Rejudged | None, as_json: bool) -> None:
    if as_json:
        changes = [] if again is None else [c.model_dump(mode="json") for c in again.changes]
        print_json({**report_json(told), "changes": changes} if again else report_json(told))
        return
    if again:
        was, now = named(again.before, again.was_by, again.now_by), named(again.judge, again.now_by, again.was_by)
        stand = " They stand behind ~." if again.changes else ""
        click.echo(f"Judged by {now}, before by {was}: {_changed(len(again.changes))}.{stand}")
    for turn in told.turns:
        click.echo("\n".join(turn_lines(turn, rubric)))
        if again and isinstance(turn, ReplyReport):
            for line in change_lines((c for c in again.changes if c.seq == turn.seq), rubric):
                click.echo(line)
    click.echo(f"The scene ended: {outcome_words(told.outcome)}.")


def _changed(count: int) -> str:
    return f"{count} verdict{'' if count == 1 else 's'} changed"


def named(judge: JudgeName, by: JudgedBy | None, other: JudgedBy | None) -> str:
    """Name a judge so that it can be told from the other one: by weights or prompt where all else is the same."""
    if by is None:
        return f"the {judge} judge"
    model = f" ({by.model})" if by.model else ""
    name = f"the {judge} judge{model} by rubric {by.rubric}"
    if other is None or (by.judge, by.model, by.rubric) != (other.judge, other.model, other.rubric):
        return name
    told = {"weights": (by.weights, other.weights), "prompt": (by.prompt, other.prompt)}
    marks = [f"{what} {mine[:8]}" for what, (mine, theirs) in told.items() if mine and mine != theirs]
    return " and ".join([name, *marks])
