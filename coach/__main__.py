"""`python -m coach`, and the `coach` command."""

import sys

from coach.cli import run


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(run())


if __name__ == "__main__":
    main()
