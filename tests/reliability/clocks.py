"""A clock that is put back and forward between and during sessions: what was begun last stays last, nothing breaks."""

import asyncio
import io
import json
import random
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from coach import wiring
from coach.cli import run
from coach.domain.opening import Opening
from coach.domain.transcript import Outcome
from coach.settings import read_settings
from tests.reliability.figure import Figure
from tests.reliability.kills import REPLIES

SCENE = "high-visibility-projects"
JUMPS = (
    *(timedelta(0), timedelta(seconds=2), timedelta(hours=-1), timedelta(hours=1), timedelta(days=-1)),
    *(timedelta(days=366), timedelta(days=-366), timedelta(days=-20_000), timedelta(microseconds=-1)),
)
READINGS = (
    ["sessions"],
    ["progress"],
    ["progress", "--plain"],
    ["report", "latest"],
    ["replay", "latest"],
    ["outcome"],
)


class JumpingClock(wiring.SystemClock):
    """Jumps at some of its readings: one in three, by chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._now = datetime(2026, 3, 29, 1, 59, 59, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the moment after the next jump."""
        if self._chance.random() < 1 / 3:
            self._now += self._chance.choice(JUMPS)
        self._now = max(self._now, datetime(1970, 1, 2, tzinfo=UTC))
        return self._now


def check_clocks(trials: int, seed: int) -> Figure:
    """Play three sessions on such a clock, go back to them, and read everything."""
    figure = Figure("R4c", "a clock put back and forward between and in sessions")
    reversed_ = 0
    for number in range(trials):
        with tempfile.TemporaryDirectory() as home:
            clock = JumpingClock(random.Random(f"{seed}-{number}"))
            with mock.patch.object(wiring, "SystemClock", lambda clock=clock: clock):
                try:
                    began = asyncio.run(_play(Path(home)))
                    told = _read(Path(home), [name for name, _ in began])
                except Exception as error:
                    told = f"{type(error).__name__} {error}"
                    began = []
            reversed_ += [at for _, at in began] != sorted(at for _, at in began)
            figure.count(told and f"trial {number}, seed {seed}: {told}")
    figure.note = f"in {reversed_} the dates do not follow the order of the sessions"
    return figure


async def _play(home: Path) -> list[tuple[str, str]]:
    """Play and return the sessions in the order in which they were begun, each with the time that the clock told."""
    coach = wiring.build(read_settings({"COACH_HOME": str(home)}, cwd=home))
    began = []
    for seed in range(3):
        rehearsal = await coach.rehearse(Opening(scenario=SCENE, seed=seed))
        _ = [event async for event in rehearsal.open()]
        for reply in REPLIES[:2]:
            _ = [event async for event in rehearsal.answer(reply)]
        began.append((rehearsal.session.id, rehearsal.session.created_at))
        again = await coach.resume("latest")
        if again.session.id != rehearsal.session.id:
            raise AssertionError("the latest is not the one that was begun last")
        await rehearsal.end()
        await coach.recap("latest", "Thank you for your time.")
        await coach.preparing.log_outcome("latest", Outcome.DEFERRED)
    branch = await coach.rehearse(Opening(rewound=began[0][0], seq=1))
    _ = [event async for event in branch.answer(REPLIES[2])]
    began.append((branch.session.id, branch.session.created_at))
    history = await coach.history()
    if [attempt.session for attempt in history.attempts] != [name for name, _ in began]:
        raise AssertionError("the progress has another order than the sessions had")
    await coach.close()
    return began


def _read(home: Path, names: list[str]) -> str | None:
    """Read everything by the commands; the list is newest first."""
    with mock.patch.dict("os.environ", {"COACH_HOME": str(home)}):
        for arguments in READINGS:
            code, out = _said(arguments)
            if code:
                return f"{' '.join(arguments)}: exit code {code}: {out[-200:]}"
        _, out = _said(["sessions", "--json"])
        _, drawn = _said(["sessions"])
    listed = [one["id"] for one in json.loads(out)]
    if listed != names[::-1]:
        return f"listed {listed}, begun {names}"
    first, *others, branch = names
    shown = [line.split()[0] for line in drawn.splitlines()]
    return None if shown == [first, branch, *others[::-1]] else f"drawn {shown}, begun {names}"


def _said(arguments: list[str]) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(arguments)
    return code, out.getvalue() if code == 0 else err.getvalue()
