"""Every line that a scene's manager can say, for whoever checks that none is written for nothing."""

from collections.abc import Iterator

from coach.domain.opening import Difficulty
from coach.domain.rubric import Criterion
from coach.domain.scenario import Scenario
from coach.domain.transcript import Memory, Outcome


def every_line(scenario: Scenario) -> Iterator[str]:
    """Yield every line that can be said: not what no level gives, nor what a curt manager leaves out."""
    levels = [scenario.difficulty.at(level) for level in Difficulty]
    given = {outcome for level in levels for outcome in (level.gives, level.next_gives)}
    takes_in = scenario.persona.takes_in
    for objection in scenario.objections:
        yield from (*objection.lines, *objection.tough_lines, *objection.press)
        yield from objection.settled if takes_in else ()
    for question in scenario.questions:
        yield from (*question.lines, *(question.answered if takes_in else ()))
    manager = scenario.manager
    yield from (*manager.opening, *manager.probe, *manager.condition, *(manager.acknowledge if takes_in else ()))
    yield from (*manager.interruption, *manager.warmth, *manager.strays, *manager.contradiction)
    yield from manager.grant if Outcome.GRANTED in given else ()
    yield from manager.yield_in_part if Outcome.GRANTED_IN_PART in given else ()
    for criterion in Criterion:
        yield from manager.reactions.to(criterion)
    for outcome in (Outcome.DEFERRED, Outcome.REFUSED, *(o for o in Outcome if o in given)):
        yield from manager.closings.at(outcome)
    for memory in Memory if manager.again else ():
        yield from manager.again.of(memory) if manager.again else ()


def unspoken_promises(scenario: Scenario) -> tuple[Outcome, ...]:
    """Return the endings for which the scene has a promise that not every closing line says: it is never made."""
    promises = scenario.manager.promises
    return tuple(o for o in Outcome if promises.at(o) and scenario.spoken_promise(o) is None)
