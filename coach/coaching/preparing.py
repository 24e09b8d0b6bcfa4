"""What comes before and after the rehearsals: the user's own brief, what is made of it, and how the real talk went."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Literal

from coach.disk import write_private
from coach.domain.brief import Brief
from coach.domain.outline import Outline, invitation, outline
from coach.domain.preparation import gaps
from coach.domain.real_talk import MAX_NOTE, RealTalk
from coach.domain.scenario import Scenario
from coach.domain.session import Session, SessionSummary
from coach.domain.transcript import Outcome
from coach.domain.value import Text, Value
from coach.errors import FileRefused, UsageError
from coach.library.brief import BriefFile
from coach.library.drafts import Drafts
from coach.ports import Clock
from coach.rehearsal import StoreThread
from coach.rendering import outline_html, outline_markdown


class Mend(Value):
    """Something to mend in the user's brief, and where."""

    line: int
    key: Text
    said: Text


class Logged(Value):
    """A real talk, and the rehearsal that was for it."""

    talk: RealTalk
    session: SessionSummary


class Preparing:
    """Keeps the user's brief in their data directory, and the ends of their real talks in the store."""

    def __init__(
        self,
        data_dir: Callable[[], Path],
        session: Callable[[str], Awaitable[Session]],
        store: StoreThread,
        clock: Clock,
    ) -> None:
        self._data_dir = data_dir
        self._session = session
        self._store = store
        self._clock = clock

    @property
    def file(self) -> BriefFile:
        """The file of the user's brief."""
        return BriefFile(self._data_dir() / "brief.toml")

    @property
    def drafts(self) -> Drafts:
        """What is begun and not yet sent or logged."""
        return Drafts(self._data_dir() / "drafts")

    def own(self) -> Brief | None:
        """Return the user's own brief, `None` where there is none. Raises `FileRefused`."""
        return self.file.read()

    def keep(self, brief: Brief, over: Brief | None = None) -> None:
        """Write the user's own brief; the file's comments stay.

        Raises `FileRefused`, also where the file holds something else than `over`, if that is given.
        """
        if over is not None and (self.own() or Brief(stand_in=False)) != over:
            raise FileRefused("Your brief was changed outside.", "Press r to read it again.")
        self.file.write(brief)

    def brief_for(self, scenario: Scenario, *, stand_in: bool = False) -> Brief:
        """Return the brief to rehearse a scene with: the user's own, else the scene's, which is a stand-in.

        Raises `FileRefused` where the user's own cannot be read: it is not passed over in silence.
        """
        if stand_in:
            return scenario.brief
        try:
            own = self.own()
        except FileRefused as fault:
            repair = f"{fault.repair} Or borrow the scene's own: coach rehearse {scenario.id} --stand-in".strip()
            raise FileRefused(f"Your brief has a fault. {fault}", repair) from None
        return own.ready if own else scenario.brief

    def check(self) -> tuple[Mend, ...]:
        """Return what the user's brief lacks, in the file's order; raises `UsageError` where there is none."""
        found = gaps(self._required())
        lines = self.file.lines(gap.key for gap in found)
        return tuple(sorted((Mend(line=lines[g.key], key=g.key, said=g.said) for g in found), key=lambda m: m.line))

    def outline(self) -> Outline:
        """Return one page for the real talk, from the user's brief."""
        return outline(self._with_aim())

    def export_outline(self, form: Literal["md", "html"]) -> Path:
        """Write the outline into a file beside the brief, in the place of an older one, and return where it is."""
        path = self.file.path.with_name(f"outline.{form}")
        made = self.outline()
        write_private(path, outline_html(made) if form == "html" else outline_markdown(made))
        return path

    def invitation(self, to: str = "", minutes: int = 30, when: str = "") -> str:
        """Return a message that asks for the real talk, from the user's brief."""
        return invitation(self._with_aim(), to=to, minutes=minutes, when=when)

    @property
    def today(self) -> str:
        """The day that it is here, ISO 8601."""
        return self._clock.now().astimezone().date().isoformat()

    async def logged(self) -> tuple[Logged, ...]:
        """Return every real talk that was logged, the latest first."""
        kept = await self._store.call(lambda store: store.summaries())
        found = [Logged(talk=talk, session=s) for s in kept.sessions for talk in s.real_talks]
        return tuple(sorted(found, key=lambda entry: entry.talk.on, reverse=True))

    async def log_outcome(self, reference: str, result: Outcome, on: str | None = None, note: str = "") -> RealTalk:
        """Keep how the real talk went that a session was for; several may follow one rehearsal.

        `on` is a day (ISO 8601), by default today. Raises `UsageError`.
        """
        session = await self._session(reference)
        if len(note) > MAX_NOTE:
            raise UsageError(f"A note has at most {MAX_NOTE} characters, and this one has {len(note)}.", "Shorten it.")
        today = self.today
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

    def _required(self) -> Brief:
        if (brief := self.own()) is None:
            raise UsageError("There is no brief of your own yet.", "Write it: coach brief interview")
        return brief

    def _with_aim(self) -> Brief:
        brief = self._required()
        if not brief.opportunities:
            raise UsageError("Your brief names no project that you want to work on.", "Add one: coach brief interview")
        return brief
