"""`coach scenarios`: lists, shows and checks scenes."""

from pathlib import Path

import click

from coach.cli.output import print_json, with_coach
from coach.coaching import Coach
from coach.domain.brief import Brief
from coach.domain.opening import Difficulty
from coach.domain.scenario import Scenario
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
@click.argument("path", type=click.Path(path_type=Path))
@click.pass_context
def check(ctx: click.Context, path: Path) -> int:
    """Read the scene in PATH; a fault is told with file, line and key, and the exit code is 2."""
    scene = read_scenario(path)
    levels = ", ".join(f"{d.value}: {len(scene.difficulty.at(d).objections)} objections" for d in Difficulty)
    click.echo(f"{path}: {scene.id} by {scene.author} is sound ({levels}).")
    return 0


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
