"""The sentence gate on single sentences, for whoever measures it."""

from coach.domain.opening import Difficulty
from coach.domain.scenario import Scenario
from coach.domain.sentences import LabelledSentence
from coach.domain.session import Session
from coach.domain.transcript import Cue, CueKind, Speaker, Turn
from coach.managers.checks import Checks
from coach.managers.speech import Speech


class ExaminedGate:
    """Every check on every sentence; in a turn only the first fault counts."""

    def faults(self, row: LabelledSentence, scene: Scenario) -> frozenset[str]:
        """Return the kinds of fault in a sentence where the manager presses on the scene's first objection."""
        session = Session(
            id="examined",
            created_at="",
            scenario=scene,
            brief=scene.brief,
            difficulty=Difficulty.STANDARD,
            seed=0,
            manager="llm",
            judge="rules",
            turns=tuple(Turn(seq=n, speaker=Speaker.ENGINEER, text=text) for n, text in enumerate(row.engineer)),
        )
        checks = Checks(session, Cue(kind=CueKind.PRESS, objection=scene.objections[0].id), fence="examined")
        return frozenset(fault.kind for said in Speech(scene).sentences(row.text) for fault in checks.faults(said))
