"""Plays a scene with scripted engineers at every level, and says what is wrong with it."""

import re
from collections.abc import Callable, Iterator, Sequence

from coach.domain.dialogue import next_cue, speak
from coach.domain.engineers import Engineer, EngineerLine, Engineers, as_judged, choose, filled
from coach.domain.hearing import advance
from coach.domain.ledger import CONTINUED, Earlier, open_ledger
from coach.domain.opening import Difficulty
from coach.domain.play import Heard, Play, ScenePlay, faults_of, followed, fulfilled, rules_of
from coach.domain.scenario import Scenario
from coach.domain.session import Session
from coach.domain.spoken import every_line, unspoken_promises
from coach.domain.transcript import CONCESSIONS, Contradiction, Cue, CueKind, Memory, Outcome, Speaker, Turn
from coach.ports import Judge, Manager

SEEDS = range(3)
"""Each engineer plays with these; the wording turns with them, and with it what the judge reads."""

MORE_SEEDS = range(6)
"""Those to whom most of what a manager has to say is said play more often."""

_MOST_LINES = 12
"""Wordings of one thing that a scene may have."""

_TALKED_TO = (Engineer.IDEAL, Engineer.DECENT, Engineer.CLUMSY)

_LONGEST = 40
"""Replies after which a play is given up: no scene is that long."""


async def play_scene(
    scenario: Scenario,
    engineers: Engineers,
    judge: Judge,
    manager: Manager,
    progress: Callable[[int, int], None] | None = None,
) -> ScenePlay:
    """Play a scene with every engineer of every author at every level, and the ideal one through a second meeting."""
    parts = [
        (level, who, author, seed)
        for level in Difficulty
        for who in Engineer
        for author in engineers.authors(who)
        for seed in (MORE_SEEDS if who in _TALKED_TO else SEEDS)
    ]
    plays: list[Play] = []
    spoken: list[str] = []
    later: set[str] = set()
    if progress:
        progress(0, len(parts))
    for level, who, author, seed in parts:
        table = _Table(scenario, engineers.of(who, author), level, seed)
        plays.append(await table.play(judge, manager))
        spoken += table.spoken
        for second in table.second_meetings():
            await second.play(judge, manager)
            spoken += second.spoken
            later.update(o.id for o in second.ledger.objections if (o.raised_at or 0) > 0)
        if progress:
            progress(len(plays), len(parts))
    spoken += await _rare_words(scenario, manager)
    heard = "\n".join(spoken)
    unused = tuple(line for line in every_line(scenario) if not _heard(line, heard))
    raised = later.union(*(p.raised for p in plays))
    dead = tuple(o.id for o in scenario.objections if o.id not in raised)
    return ScenePlay(
        scenario=scenario.id, dead=dead, plays=tuple(plays), unused=unused, unspoken=unspoken_promises(scenario)
    )


class _Table:
    """One engineer and one manager at the table."""

    def __init__(
        self,
        scenario: Scenario,
        lines: Sequence[EngineerLine],
        level: Difficulty,
        seed: int,
        earlier: Earlier | None = None,
    ) -> None:
        self._lines = lines
        self.session = _session(scenario, level, seed, earlier)
        self.ledger = open_ledger(scenario, level, earlier)
        self._true = self.ledger
        """The ledger by the author's labels; it follows the same cues."""
        self._replies: list[Heard] = []
        self._to_yes: int | None = None
        self.spoken: list[str] = []

    async def play(self, judge: Judge, manager: Manager) -> Play:
        """Play to the end and say what there was to see."""
        session, scene = self.session, self.session.scenario
        while self.ledger.outcome is None and len(self._replies) < _LONGEST:
            cue = next_cue(scene, session.difficulty, self.ledger, session.seed)
            await self._manager_speaks(manager, cue)
            if self.ledger.outcome is None:
                await self._engineer_answers(judge, cue)
        states = [o for o in self.ledger.objections if o.raised_at is not None and o.raised_at >= 0]
        faults = faults_of(self.ledger, self._replies, len(self.session.turns))
        earned = sum(fulfilled(o, self._replies, "author") is not None or o.status == "settled" for o in states)
        return Play(
            level=session.difficulty,
            engineer=self._lines[0].who,
            author=self._lines[0].author,
            seed=session.seed,
            outcome=self.ledger.outcome or Outcome.LEFT,
            replies=len(self._replies),
            to_yes=self._to_yes,
            raised=tuple(o.id for o in states),
            settled=earned,
            faults=faults,
        )

    def second_meetings(self) -> Iterator["_Table"]:
        """Yield the meetings after this one: the ideal engineer's for each way to come back to it, else for one."""
        session, outcome = self.session, self.ledger.outcome
        if session.scenario.manager.again is None or outcome not in CONTINUED:
            return
        ways = list(Memory)
        ideal = self._lines[0].who is Engineer.IDEAL
        for memory in ways if ideal else [ways[session.seed % len(ways)]]:
            lines = session.transcript.lines
            earlier = Earlier(session="play", outcome=outcome, lines=lines, ledger=self.ledger, memory=memory)
            yield _Table(session.scenario, self._lines, session.difficulty, session.seed, earlier)

    async def _manager_speaks(self, manager: Manager, cue: Cue) -> None:
        seq = len(self.session.turns)
        words = "".join([spoken.text async for spoken in manager.words(self.session, cue)]).strip()
        self.spoken.append(words)
        turn = Turn(seq=seq, speaker=Speaker.MANAGER, text=words, cue=cue)
        self.session = self.session.model_copy(update={"turns": (*self.session.turns, turn)})
        self.ledger = speak(self.ledger, cue, seq)
        self._true = followed(self._true, cue, seq)
        won = cue.kind in CONCESSIONS or (cue.outcome is not None and cue.outcome.won)
        if won and self._to_yes is None:
            self._to_yes = len(self._replies)

    async def _engineer_answers(self, judge: Judge, cue: Cue) -> None:
        seq, scene = len(self.session.turns), self.session.scenario
        said = [h.line for h in self._replies]
        turn_number = len(self._replies) + 2 * self.session.seed
        line = choose(self._lines, cue, scene, self._true, said, turn_number)
        text = filled(line.text, scene, self.session.brief)
        turn = Turn(seq=seq, speaker=Speaker.ENGINEER, text=text)
        self.session = self.session.model_copy(update={"turns": (*self.session.turns, turn)})
        reply = self.session.reply(seq)
        verdict, meant = await judge.judge(reply), as_judged(line, text)
        self.ledger = advance(self.ledger, seq, reply, verdict)
        self._true = advance(self._true, seq, reply, meant)
        heard = Heard(seq=seq, line=line.text, text=text, author=rules_of(meant), judge=rules_of(verdict))
        self._replies.append(heard)


async def _rare_words(scenario: Scenario, manager: Manager) -> list[str]:
    """Return what the manager says where few plays lead: a yes doubted by a late judgement, a speech, a muddle."""
    session, table = _session(scenario, Difficulty.STANDARD, 0), scenario.objections[0].id
    kinds = [Cue(kind=CueKind.PRESS, objection=table, condition=True)]
    if scenario.manager.interruption:
        kinds.append(Cue(kind=CueKind.PRESS, objection=table, interrupts=True))
    if scenario.manager.contradiction:
        kinds.append(Cue(kind=CueKind.PROBE, contradiction=Contradiction(earlier="one", now="another")))
    cues = [cue.model_copy(update={"variant": n}) for cue in kinds for n in range(_MOST_LINES)]
    return ["".join([s.text async for s in manager.words(session, cue)]) for cue in cues]


def _session(scenario: Scenario, level: Difficulty, seed: int, earlier: Earlier | None = None) -> Session:
    return Session(
        id="play",
        created_at="",
        scenario=scenario,
        brief=scenario.brief,
        difficulty=level,
        seed=seed,
        manager="scripted",
        judge="rules",
        earlier=earlier,
    )


def _heard(line: str, spoken: str) -> bool:
    """Whether a line was spoken; of one with slots, whether what stands around them was."""
    return all(part.strip() in spoken for part in re.split(r"\{\w+\}", line) if part.strip())
