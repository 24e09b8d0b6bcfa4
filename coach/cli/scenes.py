"""`coach scenarios`: lists, shows and checks scenes."""

from itertools import zip_longest
from pathlib import Path

import click

from coach import rendering
from coach.cli import options
from coach.cli.output import ProgressBar, print_json, with_coach
from coach.coaching import Coach
from coach.domain.brief import Brief
from coach.domain.opening import Difficulty
from coach.domain.scenario import Scenario
from coach.domain.value import digest
from coach.errors import UsageError
from coach.library.scenes import read_scenario
from coach.rendering import outcome_words


@click.group(invoke_without_command=True, short_help="List, show and check scenes.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list on stdout.")
@click.pass_context
def scenarios(ctx: click.Context, as_json: bool) -> int:
    """List the scenes; `show ID` tells one in full, `check PATH` reads a file of yours."""
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
    """Tell what SCENARIO (an id or a path) is about, and the brief to borrow; its objections stay a surprise."""

    async def work(coach: Coach) -> int:
        click.echo("\n".join(_told(coach.scenario(scenario))))
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
        scenes = [_scene(coach, path)] if path else list(coach.scenarios().scenarios)
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


def _scene(coach: Coach, reference: str) -> Scenario:
    """Return the scene of an id, or in a file of any name."""
    path = Path(reference)
    return read_scenario(path) if path.exists() or path.suffix else coach.scenario(reference)


def _sound(scene: Scenario, reference: str) -> str:
    levels = ", ".join(f"{d.value}: {len(scene.difficulty.at(d).objections)} objections" for d in Difficulty)
    return f"{reference}: {scene.id} by {scene.author} is sound ({levels}; digest {digest(scene)})."


def _told(scene: Scenario) -> list[str]:
    persona = scene.persona
    lines = [f"{scene.title} ({scene.id}, by {scene.author})", "", scene.summary, "", scene.setting, ""]
    lines += [f"{persona.name}, {persona.role}. {persona.manner}", "", "What matters to them:"]
    lines += [f"  - {priority}" for priority in persona.priorities]
    lines += ["", "Projects:"] + [f"  - {p.name}: {p.about}" for p in scene.projects]
    lines += ["", "Levels:"]
    for difficulty in Difficulty:
        level = scene.difficulty.at(difficulty)
        gives = outcome_words(level.gives)
        lines.append(f"  - {difficulty.value}: {len(level.objections)} objections, at best {gives}")
    return [*lines, "", *_brief_lines(scene.brief)]


def _brief_lines(brief: Brief) -> list[str]:
    lines = ["Your brief (a stand-in: borrow its numbers):"]
    lines += [f"  - You are good at {s.technique}: {s.proof}" for s in brief.strengths]
    for project in brief.projects:
        change = f" {project.metric} {project.before} → {project.after} {project.unit}".rstrip()
        lines.append(f"  - {project.name}: {project.own_part}.{change} {project.business_effect}".rstrip())
    lines += [f"  - You could use {v.technique} for {v.project_goal}: {v.result}" for v in brief.value_propositions]
    return lines
