"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]

judge = click.option(
    "--judge", type=click.Choice(["rules", "llm"]), help="Who judges; see `coach doctor` for the default."
)
model = click.option("--model", metavar="NAME", help="The language model to use, instead of COACH_MODEL.")
votes = click.option(
    "--votes",
    type=click.IntRange(1, 15),
    default=1,
    show_default=True,
    help="Ask an LLM judge so often about each reply; most of the answers decide.",
)
rubric = click.option(
    "--rubric",
    "rubric_file",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Judge by this rubric file instead of the shipped one.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout.")
report_format = click.option(
    "--format",
    "form",
    type=click.Choice(["md", "html", "json"]),
    default="md",
    show_default=True,
    help="Form of the report.",
)
