"""`python -m coach`, and the `coach` command."""

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        from coach.cli import run  # here, so that an interrupt while it is being loaded is no traceback either

        code = run()
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
