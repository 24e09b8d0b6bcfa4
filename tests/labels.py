"""A judge that finds in a scripted engineer's words what their author wrote beside them, whatever the language."""

from collections.abc import Iterable

from coach.domain.engineers import EngineerLine, as_judged, filled
from coach.domain.judgement import Judgement
from coach.domain.opening import JudgeName
from coach.domain.scenario import Scenario
from coach.domain.transcript import Reply


class LabelsJudge:
    """Knows the lines of some engineers, filled for one scene."""

    name: JudgeName = "rules"

    def __init__(self, lines: Iterable[EngineerLine], scene: Scenario) -> None:
        self._known = {filled(line.text, scene, scene.brief): line for line in lines}

    async def judge(self, reply: Reply) -> Judgement:
        return as_judged(self._known[reply.text], reply.text)
