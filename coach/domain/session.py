"""One rehearsal as it is kept: self-contained and versioned, so that it can be run and judged again."""

from typing import Literal

from pydantic import Field

from coach.domain.brief import Brief
from coach.domain.judgement import JudgedBy, JudgedTurn, Judgement
from coach.domain.ledger import CONTINUED, Earlier
from coach.domain.opening import Difficulty, JudgeName, ManagerName
from coach.domain.real_talk import RealTalk
from coach.domain.recap import Recap
from coach.domain.rewriting import Rewriting
from coach.domain.scenario import Scenario
from coach.domain.transcript import Outcome, Reply, Speaker, Transcript, Turn
from coach.domain.value import Text, Value


class Origin(Value):
    """The session, and for a branch the turn, from which another one came."""

    session: Text
    seq: int | None = None


class Session(Value):
    """A rehearsal: the whole scene it plays, who plays and judges it, what was said, and how it was judged."""

    version: Literal[1] = 1
    id: Text
    created_at: Text
    """ISO 8601 in UTC."""
    scenario: Scenario
    brief: Brief
    difficulty: Difficulty
    seed: int = Field(ge=0)
    manager: ManagerName
    judge: JudgeName
    """The judge that scores; the rules judge always steers."""
    model: Text | None = None
    """The language model behind an `llm` manager or judge."""
    parent: Origin | None = None
    earlier: Earlier | None = None
    """The meeting before, where this is a later one."""
    turns: tuple[Turn, ...] = ()
    judgements: tuple[JudgedTurn, ...] = ()
    """In the order in which they were recorded."""
    rewritings: tuple[Rewriting, ...] = ()
    """What a language model made of its replies, in the order in which it was asked. The offline rewriter's are made
    anew for every report: they cost nothing and are always the same."""
    recaps: tuple[Recap, ...] = ()
    """The mails that the engineer wrote after the meeting; the last one counts."""
    outcome: Outcome | None = None
    real_talks: tuple[RealTalk, ...] = ()
    """How the talks went that this one was for, as they were logged."""
    exam: bool = False
    """Whether it was begun without hints, and without findings until the report; it stays one when it is resumed."""
    draft: str = ""
    """What is being written and was not sent."""

    @property
    def transcript(self) -> Transcript:
        """The conversation alone; in a later meeting with what was said before as its past."""
        past = self.earlier.lines if self.earlier else ()
        return Transcript(setting=self.scenario.setting, past=past, turns=self.turns)

    def reply(self, seq: int) -> Reply:
        """Return the engineer's turn `seq` as a judge sees it."""
        return self.transcript.reply(seq)

    @property
    def pending(self) -> Turn | None:
        """The engineer's turn that the manager has not answered, if the scene is still open."""
        last = self.turns[-1] if self.turns else None
        return last if last and last.speaker is Speaker.ENGINEER and self.outcome is None else None

    @property
    def continues(self) -> bool:
        """Whether the meeting has left something to come back for, and its scene has a next one."""
        return self.outcome in CONTINUED and self.scenario.manager.again is not None

    def judged_by(self, judge: str) -> tuple[JudgedTurn, ...]:
        """Return one judgement of each engineer's turn, in its present revision, by the judge of that name.

        Judges of one name with another model, rubric, prompt or rules are not mixed: the one that has judged most turns
        speaks, the latest of several. A turn that it failed to judge stays as it had judged it before.
        """
        revisions = {t.seq: t.revision for t in self.turns}
        by_voice: dict[tuple[str | None, ...], dict[int, JudgedTurn]] = {}
        for judged in self.judgements:
            by = judged.judgement.by
            if by.judge != judge or revisions.get(judged.seq) != judged.revision:
                continue
            key = _voice(by)
            voice = by_voice.pop(key, {})  # put back at the end: the latest voice stands last
            if isinstance(judged.judgement, Judgement) or judged.seq not in voice:
                voice[judged.seq] = judged
            by_voice[key] = voice
        if not by_voice:
            return ()
        chosen = max(reversed(by_voice.values()), key=_judged_turns)
        return tuple(chosen[seq] for seq in sorted(chosen))

    def rewritten_after(self, judge: str) -> Rewriting | None:
        """Return what was made of the replies after the verdicts that `judged_by` gives for that judge, the latest."""
        voices = {_voice(j.judgement.by) for j in self.judged_by(judge)}
        return next((r for r in reversed(self.rewritings) if _voice(r.by) in voices), None)


def _voice(by: JudgedBy) -> tuple[str | None, ...]:
    return (by.judge, by.model, by.rubric, by.prompt, by.weights)


def _judged_turns(voice: dict[int, JudgedTurn]) -> int:
    return sum(isinstance(j.judgement, Judgement) for j in voice.values())


class SessionSummary(Value):
    """A line in the list of past sessions."""

    id: Text
    created_at: Text
    scenario: Text
    title: Text
    difficulty: Difficulty
    manager: ManagerName
    judge: JudgeName
    replies: int
    outcome: Outcome | None = None
    pending: bool = False
    parent: Origin | None = None
    real_talks: tuple[RealTalk, ...] = ()


class Unread(Value):
    """A kept session that cannot be read, and why, in a sentence that names it."""

    id: Text
    why: Text


class Kept(Value):
    """The list of past sessions, newest first, and beside it those that cannot be read: they hide no other."""

    sessions: tuple[SessionSummary, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def count(self) -> int:
        """How many there are, readable or not."""
        return len(self.sessions) + len(self.unread)
