"""The gate on sentences whose authors have not seen its checks: one author was developed on, the other held out."""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from coach.domain.sentences import GateFigures, LabelledSentence, gate_figures
from coach.domain.transcript import CueKind, Outcome
from coach.managers.checks import Checks
from coach.managers.examining import ExaminedGate
from coach.managers.scripted import line_for
from coach.managers.speech import Speech
from coach.transcripts.rows import read_sentences
from tests.managers.test_gate import FENCE, GUIDE, SCENES, all_cues, session

GOLD = Path(__file__).parent.parent / "gold" / "manager_sentences.jsonl"
ROWS = read_sentences(GOLD.read_text("utf-8"), GOLD.name)

FLOORS = {
    # author → check → precision, recall: a little below what was measured
    "m1": {
        "concession": (0.78, 0.82),
        "coaching": (0.99, 0.8),
        "leak": (0.99, 0.8),
        "invented": (0.99, 0.8),
        "breaks_role": (0.99, 0.8),
        "out_of_role": (0.95, 0.95),
    },
    "m2": {  # held out: nothing was chosen on these
        "concession": (0.68, 0.82),
        "coaching": (0.99, 0.4),
        "leak": (0.99, 0.8),
        "invented": (0.99, 0.8),
        "breaks_role": (0.99, 0.6),
        "out_of_role": (0.95, 0.65),
    },
}


@pytest.fixture(scope="module")
def figures() -> dict[str, GateFigures]:
    gate = ExaminedGate()
    return {f.author: f for f in gate_figures([(row, gate.faults(row, GUIDE)) for row in ROWS])}


def test_the_sentences_are_many_and_of_each_kind() -> None:
    for author in ("m1", "m2"):
        mine = [row for row in ROWS if row.author == author]
        assert len({row.text for row in mine}) == len(mine) == 110
        assert sum(row.concedes for row in mine) == 35
        assert Counter(row.fault for row in mine if row.fault) == dict.fromkeys(
            ("coaching", "leak", "invented", "breaks_role"), 5
        )


@pytest.mark.parametrize("author", FLOORS)
def test_the_checks_are_no_worse_than_when_they_were_measured(author: str, figures: dict[str, GateFigures]) -> None:
    for check, (precision, recall) in FLOORS[author].items():
        scores = figures[author].of(check)
        assert (scores.precision or 0) >= precision, (check, scores)
        assert (scores.recall or 0) >= recall, (check, scores)


def test_the_figures_of_all_stand_at_the_end(figures: dict[str, GateFigures]) -> None:
    assert list(figures) == ["m1", "m2", ""]
    assert figures[""].sentences == len(ROWS)
    assert figures[""].of("concession").labelled == 70


def resisting() -> Iterator[tuple[str, bool]]:
    """Yield every sentence of a scene that grants nothing, and whether its wording would be stopped as a yes."""
    for scene in SCENES:
        played, speech = session(scene), Speech(scene)
        for cue in chain.from_iterable(all_cues(scene, variant) for variant in range(4)):
            granting = (CueKind.GRANT, CueKind.YIELD_IN_PART)
            if cue.kind in granting or cue.outcome in (Outcome.GRANTED, Outcome.GRANTED_IN_PART):
                continue
            # Another variant's gist, so that the line is no longer the scene's own words for this very cue.
            checks = Checks(played, cue.model_copy(update={"variant": cue.variant + 1}), fence=FENCE)
            for said in speech.sentences(line_for(played, cue)):
                yield said, any(fault.kind == "concession" for fault in checks.faults(said))


def test_a_resisting_sentence_is_seldom_taken_for_a_yes() -> None:
    told = dict(resisting())
    stopped = [said for said, taken in told.items() if taken]
    assert len(told) > 1000
    assert len(stopped) <= 0.06 * len(told), stopped  # what was measured for scenes left out of the training


@pytest.mark.parametrize(
    ("change", "words"),
    [({"fault": "leak"}, "out of the part"), ({"in_role": False}, "out of the part"), ({"concedes": None}, "concedes")],
)
def test_a_row_that_contradicts_itself_is_refused(change: dict[str, object], words: str) -> None:
    row = json.loads(ROWS[0].model_dump_json()) | change
    with pytest.raises(ValueError, match=words):
        LabelledSentence.model_validate(row)
