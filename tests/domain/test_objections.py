"""Only what the manager has said is listed as an objection: nothing that waits, and nothing that was spared."""

from coach.domain.ledger import CARRIED, open_ledger
from coach.domain.objections import raised_so_far
from coach.domain.opening import Difficulty
from coach.domain.transcript import Speaker, Turn
from coach.rendering import raised_lines
from tests.stores.test_sql import SCENARIO, opening, reply, session

SAID = "Fair. Those projects are already quite full."


def test_objections_are_those_that_were_spoken_in_their_order() -> None:
    ledger = open_ledger(SCENARIO, Difficulty.TOUGH)
    assert len(ledger.objections) >= 3
    first, second, third, *rest = ledger.objections
    settled = {"status": "settled", "quote": "I could do it on Fridays", "settled_at": 3}
    moved = (
        first.model_copy(update={"status": "open", "raised_at": 2}),
        second.model_copy(update={**settled, "raised_at": 1}),  # at a reply: spared by the answer to a question
        third.model_copy(update={**settled, "raised_at": CARRIED}),
    )
    talk = session().model_copy(update={"turns": (opening(), reply(), Turn(seq=2, speaker=Speaker.MANAGER, text=SAID))})
    raised = raised_so_far(talk, ledger.model_copy(update={"objections": (*moved, *rest)}))
    assert [(r.seq, r.answered) for r in raised] == [(CARRIED, True), (2, False)]
    assert raised[1].words == SAID
    assert raised_so_far(talk, ledger) == ()
    told = raised_lines(raised)
    assert told[1] == (f"· “{SAID}”", "not answered yet")
    assert told[0][1] == "answered: “I could do it on Fridays”"
    assert {state for _, state in raised_lines(raised, exam=True)} == {""}
