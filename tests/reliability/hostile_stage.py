"""A coach whose every engine, setting and file says something hostile."""

from coach.coaching import Coach
from coach.domain.judgement import Evidence, Judgement, Unjudged
from coach.domain.opening import JudgeName
from coach.domain.rubric import Rubric
from coach.domain.transcript import Reply
from coach.library.rubric import read_rubric
from coach.library.scenes import Library
from coach.ports import Judge
from coach.settings import Settings
from coach.stores.journal import FileJournal
from coach.text import clean
from tests.reliability.poisoned import mark, poisoned, storable
from tests.tui.staging import Stage, StagedClock, StagedEngines, StagedJudge


class HostileJudge(StagedJudge):
    """Gives reasons that are hostile, quotes hostile words, and cannot judge a reply that says so, with a reason."""

    def __init__(self, stage: Stage, name: JudgeName, text: str) -> None:
        super().__init__(stage, name)
        self._text = clean(text)  # as a verdict is made: a judge's words are cleaned in it

    async def judge(self, reply: Reply) -> Judgement | Unjudged:
        """Judge by the signs, and quote all of the reply."""
        judged = await super().judge(reply)
        if isinstance(judged, Unjudged):
            return judged.model_copy(update={"reason": f"{mark('unjudged')}{self._text}"})
        whole = (Evidence(quote=reply.text, start=0, end=len(reply.text)),)
        findings = tuple(
            f.model_copy(update={"reason": f"{mark('why')}{self._text}", "evidence": whole if f.evidence else ()})
            for f in judged.findings
        )
        return judged.model_copy(update={"findings": findings})


class HostileEngines(StagedEngines):
    """Engines of which every word is hostile."""

    def __init__(self, stage: Stage, text: str) -> None:
        super().__init__(stage)
        self._text = text

    def judge(self, name: JudgeName, model: str | None, rubric: Rubric | None = None, votes: int = 1) -> Judge:
        """Return a hostile judge."""
        return HostileJudge(self._stage, name, self._text)


def hostile_coach(stage: Stage, text: str) -> Coach:
    """Return a coach on the stage's home: its own rubric, settings and server are hostile, too."""
    library = Library(stage.home)
    stage.shelf = library.shelf()
    stage.models = (f"{mark('models')}{text}", "plain")
    settings = Settings(
        coach_home=stage.home,
        coach_model=f"{mark('setting')}{text}",
        openai_base_url="http://127.0.0.1:9/\x1b]52;c;aGFja2Vk\x07\u202e",
        coach_motion="reduced",
        remarks=(f"{mark('remark')}{text}",),
        sources={"COACH_MODEL": f"{mark('source')}{text}", "COACH_HINTS": f"{mark('source')}{text}"},
    )
    return Coach(
        settings=settings,
        library=library,
        rubric=Rubric.model_validate(poisoned(read_rubric().model_dump(mode="json"), storable(text))),
        engines=HostileEngines(stage, text),
        open_store=stage.open_store,
        open_journal=lambda judge: FileJournal(stage.home / "verdicts", judge),
        clock=StagedClock(),
    )
