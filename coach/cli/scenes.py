"""`coach scenarios`: lists, shows, checks, writes and imports scenes."""

import sys
from itertools import zip_longest
from pathlib import Path
from typing import Any

import click

from coach import rendering
from coach.cli import options
from coach.cli.lines import Lines
from coach.cli.output import ProgressBar, print_json, with_coach
from coach.coaching import Coach
from coach.coaching.authoring import Shared
from coach.domain.opening import Difficulty
from coach.domain.scenario import Pattern, Scenario, Style
from coach.domain.value import digest
from coach.errors import FileRefused, UsageError
from coach.rendering import outcome_words
from coach.text import one_line


@click.group(invoke_without_command=True, short_help="List, show, check and write scenes.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list on stdout.")
@click.pass_context
def scenarios(ctx: click.Context, as_json: bool) -> int:
    """List the scenes; `show ID` tells one in full, `new` writes one of yours, `check PATH` reads a file."""
    if ctx.invoked_subcommand is not None:
        return 0

    async def work(coach: Coach) -> int:
        shelf = coach.scenarios()
        if as_json:
            print_json([{"id": s.id, "title": s.title, "summary": s.summary} for s in shelf.scenarios])
        else:
            width = max(len(s.id) for s in shelf.scenarios)
            for scene in shelf.scenarios:
                click.echo(f"{scene.id:{width}}  {scene.title}: {scene.summary}")
        for refused in shelf.refused:
            click.echo(f"Refused: {refused}", err=True)
        return 0

    return with_coach(ctx, work)


@scenarios.command()
@click.argument("scenario")
@click.pass_context
def show(ctx: click.Context, scenario: str) -> int:
    """Tell what SCENARIO (an id or a path) is about, and the brief to bring: your own, or one to borrow.

    Its objections stay a surprise.
    """

    async def work(coach: Coach) -> int:
        scene = coach.scenario(scenario)
        click.echo("\n".join(_told(scene)))
        try:
            brief = coach.preparing.brief_for(scene)
        except FileRefused as fault:  # the scene can be told all the same
            click.echo(fault.sentence, err=True)
            brief = scene.brief
        click.echo("\n".join(["", f"{rendering.brief_words(brief)}.", *rendering.brief_lines(brief)]))
        return 0

    return with_coach(ctx, work)


@scenarios.command()
@click.argument("path", required=False)
@click.option(
    "--play", is_flag=True, help="Also play it with scripted engineers at every level, and say what is wrong."
)
@options.as_json
@click.pass_context
def check(ctx: click.Context, path: str | None, play: bool, as_json: bool) -> int:
    """Read the scene in PATH (or with that id); without one, every scene there is.

    A fault in a file is told with file, line and key, and the exit code is 2. With --play the exit code is 1 where a
    scene cannot be won, where its levels are not ordered, or where something in it never comes up.
    """

    async def work(coach: Coach) -> int:
        scenes = [coach.scenario(path)] if path else list(coach.scenarios().scenarios)
        refused = () if path else coach.scenarios().refused
        played = []
        for scene in scenes:
            if not as_json:
                click.echo(_sound(scene, path or scene.id))
            if play:
                bar = ProgressBar("plays")
                played.append(await coach.play(scene, bar))
                if not as_json:
                    click.echo(rendering.plays_text(played[-1]))
        if as_json:
            print_json([rendering.plays_object(p) if play else {"id": s.id} for s, p in zip_longest(scenes, played)])
        elif len(played) > 1:
            click.echo(rendering.library_text(played))
        for sentence in refused:
            click.echo(f"Refused: {sentence}", err=True)
        return UsageError.exit_code if refused else int(any(p.failures for p in played))

    return with_coach(ctx, work)


@scenarios.command()
@click.argument("id", required=False)
@click.option("--manager", metavar="NAME", help="The manager's name.")
@click.option("--role", metavar="TEXT", help="The manager's role.")
@click.option("--company", "--setting", metavar="TEXT", help="Where it plays, as it follows “an engineer at”.")
@click.option("--project", "projects", metavar="NAME", multiple=True, help="A project to work on; may be repeated.")
@click.option("--busy", metavar="TEXT", help="What the team is busy with, as it follows “we are busy with”.")
@click.option(
    "--objection", "objections", type=click.Choice([p.value for p in Pattern]), multiple=True,
    help="What they object; two to five, in their order.",
)  # fmt: skip
@click.option("--style", type=click.Choice([s.value for s in Style]), help="How the manager talks.")
@click.option("--language", metavar="CODE", help="The language that you will translate its lines into, such as de.")
@click.option("--author", metavar="NAME", help="Who wrote it, for those whom you give it to.")
@click.option("--force", is_flag=True, help="Write over a scene of yours with that id.")
@click.pass_context
def new(ctx: click.Context, /, id: str | None, force: bool, **answers: Any) -> int:  # noqa: A002 - the command's own word
    """Write a scene of your own, from a few questions or from options, with comments that say how to go on.

    What no option says is asked for on a terminal, and has a stand-in elsewhere; answers may come from a pipe too.
    """
    from coach.cli.authoring import SceneInterview  # with its questions, which no other command needs

    given = {key: value for key, value in {"id": id, **answers}.items() if value not in (None, ())}
    ask = sys.stdin.isatty() or not given.keys() - {"id"}
    return with_coach(ctx, lambda coach: SceneInterview(coach, given, replace=force).run(ask=ask))


@scenarios.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Take it without asking.")
@click.option("--force", is_flag=True, help="Take it even in the place of another scene of yours with that id.")
@click.pass_context
def import_(ctx: click.Context, path: Path, yes: bool, force: bool) -> int:
    """Copy the scene that somebody shares in PATH into your own, after showing what it is and who wrote it."""

    async def work(coach: Coach) -> int:
        shared = coach.authoring.look(path)
        click.echo("\n".join(_shared_lines(shared)), err=True)
        if shared.there:
            click.echo("It is there already, the very same.", err=True)
            return 0
        coach.authoring.check_id(shared.scene.id, replace=force)
        if not yes and not sys.stdin.isatty():
            raise UsageError("Nobody can be asked here whether to take it.", "Add --yes.")
        if not yes and (await Lines().ask("Take it? [y/N] ") or "").lower() not in ("y", "yes"):
            click.echo("Not taken.", err=True)
            return 0
        click.echo(coach.authoring.take(shared, replace=force))
        click.echo(f"Rehearse it: coach rehearse {shared.scene.id}", err=True)
        return 0

    return with_coach(ctx, work)


def _shared_lines(shared: Shared) -> list[str]:
    scene = shared.scene
    return [
        f"{one_line(scene.title)} ({scene.id})",
        f"  author      {one_line(scene.author)}",
        f"  digest      {shared.digest}",
        f"  language    {scene.language}",
        f"  objections  {len(scene.objections)}",
        *_reading_lines(scene),
    ]


def _reading_lines(scene: Scenario) -> list[str]:
    """Return what the offline judge covers of a scene in another language than English."""
    if scene.language.startswith("en"):
        return []
    return [
        f"Its lines are in “{scene.language}”, and the offline judge reads English only: replies in another language",
        "stay unjudged, and the manager hears nothing in them. Answer in English, or have them judged by a language",
        "model (--judge llm), whose verdicts reach the manager a turn later.",
    ]


def _sound(scene: Scenario, reference: str) -> str:
    levels = ", ".join(f"{d.value}: {len(scene.difficulty.at(d).objections)} objections" for d in Difficulty)
    return f"{reference}: {scene.id} by {scene.author} is sound ({levels}; digest {digest(scene)})."


def _told(scene: Scenario) -> list[str]:
    persona = scene.persona
    lines = [f"{scene.title} ({scene.id}, by {scene.author})", "", scene.summary, "", scene.setting, ""]
    lines += _reading_lines(scene)
    lines += [f"Language {scene.language}, digest {digest(scene)}.", ""]
    lines += [f"{persona.name}, {persona.role}. {persona.manner}", f"Style: {persona.style}.", ""]
    lines += ["What matters to them:"]
    lines += [f"  - {priority}" for priority in persona.priorities]
    lines += ["", "Projects:"] + [f"  - {p.name}: {p.about}" for p in scene.projects]
    lines += ["", "Levels:"]
    for difficulty in Difficulty:
        level = scene.difficulty.at(difficulty)
        gives = outcome_words(level.gives)
        lines.append(f"  - {difficulty.value}: {len(level.objections)} objections, at best {gives}")
    return lines
