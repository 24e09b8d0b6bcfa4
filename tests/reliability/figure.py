"""One figure: how often something was tried, and what went wrong."""

import asyncio
import textwrap
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Figure:
    """So many trials of one class, and each failure in a line. No failure in n trials bounds the rate below 3/n."""

    name: str
    what: str
    trials: int = 0
    failures: list[str] = field(default_factory=list)
    note: str = ""
    whole: bool = False
    """Whether there is no more than was tried, so that there is no rate to bound."""

    def count(self, failure: str | None) -> None:
        """Count one trial; `failure` says what went wrong, if anything."""
        self.trials += 1
        if failure:
            self.failures.append(failure)

    @property
    def line(self) -> str:
        """The figure as a line of the table, and what is to be noted below it."""
        # With so few that the bound would be no bound, none is printed.
        bounded = self.trials > 3 and not (self.failures or self.whole)
        bound = f"under {300 / self.trials:.2g} %" if bounded else ""
        line = f"{self.name:4} {self.what:66} {self.trials:>6} {len(self.failures):>6}  {bound}".rstrip()
        return "\n".join([line, *textwrap.wrap(self.note, 100, initial_indent=" " * 5, subsequent_indent=" " * 5)])


HEADER = f"{'':4} {'what':66} {'trials':>6} {'failed':>6}  {'95 % bound':14}"

Check = Callable[[int, int], Figure]
"""Takes how many trials to make and a seed."""


def run(figure: Coroutine[Any, Any, Figure]) -> Figure:
    """Run an asynchronous check on a loop of its own."""
    return asyncio.run(figure)
