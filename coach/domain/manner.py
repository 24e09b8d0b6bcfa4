"""How the manager sits there: what can be seen of their patience, and no more."""

from enum import StrEnum

from coach.domain.ledger import Ledger
from coach.domain.opening import Difficulty
from coach.domain.scenario import Scenario


class Manner(StrEnum):
    """From patient to done, in this order."""

    AT_EASE = "at_ease"
    WAITING = "waiting"
    RESTLESS = "restless"
    CLOSED = "closed"
    DONE = "done"


def manner_of(scenario: Scenario, difficulty: Difficulty, ledger: Ledger) -> Manner:
    """Return the manner that goes with the share of a level's patience that is left."""
    share = ledger.patience / scenario.difficulty.at(difficulty).patience
    steps = ((1.0, Manner.AT_EASE), (0.6, Manner.WAITING), (0.4, Manner.RESTLESS), (0.01, Manner.CLOSED))
    return next((manner for least, manner in steps if share >= least), Manner.DONE)
