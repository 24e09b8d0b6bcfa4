"""What comes before and after the rehearsals: the user's own brief, what is made of it, and how the real talk went."""

from collections.abc import Callable
from pathlib import Path

from coach.domain.brief import Brief
from coach.domain.outline import Outline, invitation, outline
from coach.domain.preparation import gaps
from coach.domain.real_talk import RealTalk
from coach.domain.session import Session
from coach.domain.transcript import Outcome
from coach.domain.value import Text, Value
from coach.errors import FileRefused, UsageError
from coach.library.brief import BriefFile
from coach.ports import Clock
from coach.rehearsal import StoreThread


class Mend(Value):
    """Something to mend in the user's brief, and where."""

    line: int
    key: Text
    said: Text


class Preparing:
    """Keeps the user's brief in their data directory, and the ends of their real talks in the store."""

    def __init__(self, data_dir: Callable[[], Path], store: StoreThread, clock: Clock) -> None:
        self._data_dir = data_dir
        self._store = store
        self._clock = clock

    @property
    def file(self) -> BriefFile:
        """The file of the user's brief."""
        return BriefFile(self._data_dir() / "brief.toml")

    def for_rehearsal(self, lent: Brief, *, stand_in: bool) -> Brief:
        """Return the brief to rehearse with: the user's own, else the scene's, which is a stand-in.

        Raises `FileRefused` where the user's own cannot be read: it is not passed over in silence.
        """
        if stand_in:
            return lent
        try:
            own = self.file.read()
        except FileRefused as fault:
            repair = f"{fault.repair} Or rehearse with the scene's own: --stand-in".strip()
            raise FileRefused(f"Your brief has a fault. {fault}", repair) from None
        return own.ready if own else lent

    def check(self) -> tuple[Mend, ...]:
        """Return what the user's brief lacks, in the file's order; raises `UsageError` where there is none."""
        found = gaps(self._own())
        lines = self.file.lines(gap.key for gap in found)
        return tuple(sorted((Mend(line=lines[g.key], key=g.key, said=g.said) for g in found), key=lambda m: m.line))

    def outline(self) -> Outline:
        """Return one page for the real talk, from the user's brief."""
        return outline(self._with_aim())

    def invitation(self, to: str, minutes: int, when: str) -> str:
        """Return a message that asks for the real talk, from the user's brief."""
        return invitation(self._with_aim(), to=to, minutes=minutes, when=when)

    async def log(self, session: Session, result: Outcome, on: str | None, note: str) -> RealTalk:
        """Keep how a real talk went; `on` is a day (ISO 8601), by default today. Raises `UsageError`."""
        today = self._clock.now().astimezone().date().isoformat()
        try:
            talk = RealTalk(result=result, on=on or today, note=note)
        except ValueError:
            raise UsageError(
                f"“{on}” is no day on which a talk can have ended so.", "Write a date like 2026-05-31."
            ) from None
        if talk.on > today:
            raise UsageError(f"{talk.on} is still to come.", "Log a talk once it has been held.")
        await self._store.call(lambda store: store.add_real_talk(session.id, talk))
        return talk

    def _own(self) -> Brief:
        if (brief := self.file.read()) is None:
            raise UsageError("There is no brief of your own yet.", "Write it: coach brief interview")
        return brief

    def _with_aim(self) -> Brief:
        brief = self._own()
        if not brief.opportunities:
            raise UsageError("Your brief names no project that you want to work on.", "Add one: coach brief interview")
        return brief
