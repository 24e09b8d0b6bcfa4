"""The floor for `--help`: a bare click group with as many commands as the coach has."""

import click


@click.group()
def floor() -> None:
    """Do nothing, well."""


for _name in ("rehearse", "scenarios", "sessions", "report", "replay", "score", "calibrate", "doctor"):
    floor.command(_name, short_help="Nothing at all.")(click.option("--judge", help="Nobody.")(lambda judge: None))

if __name__ == "__main__":
    floor()
