"""Everything that is kept of the user: told, backed up, brought back, exported to be read elsewhere, and deleted."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from coach.coaching.judging import Progress
from coach.disk import put_on_disk
from coach.disk.reading import reason, shown, unwritable
from coach.domain.report import Report
from coach.domain.rubric import Rubric
from coach.domain.session import Session, SessionSummary
from coach.domain.value import Text, Value
from coach.errors import CoachError, Damaged, StoreError, UsageError
from coach.library.files import free_place, safe_part
from coach.library.holdings import DATABASE, REHEARSALS, Held, Holdings
from coach.ports import Clock
from coach.rehearsal import StoreThread
from coach.rendering import markdown
from coach.settings import Settings

_ELSEWHERE = "The database at COACH_DATABASE_URL"


class Exported(Value):
    """What was written for other programs and other eyes, and which sessions could not be."""

    folder: Text
    sessions: int
    refused: tuple[Text, ...] = ()


class Forgotten(Value):
    """What was deleted, and the files in the coach's folders that it did not write and so left."""

    sessions: int | None
    """`None` where the database could not be read any more."""
    left: tuple[Text, ...] = ()


class Keeping:
    """Backup, export and deletion of all that the coach has written."""

    def __init__(
        self,
        settings: Callable[[], Settings],
        store: StoreThread,
        clock: Clock,
        rubric: Callable[[], Rubric],
        report: Callable[[Session], Awaitable[Report]],
    ) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._rubric = rubric
        self._report = report

    @property
    def _holdings(self) -> Holdings:
        now = self._settings()
        return Holdings(now.data_dir, now.config_file.parent)

    async def held(self) -> tuple[Held, ...]:
        """Return what is kept, kind by kind: how many rehearsals, or files, and their size. Raises `CoachError`."""
        try:
            kinds = await asyncio.to_thread(self._holdings.held)
        except OSError as fault:
            raise CoachError(f"What is kept cannot be listed: {reason(fault)}.") from None
        count = 0
        with suppress(Damaged):  # it is told where it is used
            count = (await self._store.call(lambda store: store.summaries())).count
        return tuple(kind.model_copy(update={"count": count}) if kind.what == REHEARSALS else kind for kind in kinds)

    def propose_backup(self) -> Path:
        """Return where a backup may go: at home, under a name with today's date that nothing stands at."""
        return self._free(".zip")

    def propose_export(self) -> Path:
        """Return where an export may go: a folder of such a name."""
        return self._free("")

    def _free(self, ending: str) -> Path:
        return free_place(Path.home(), f"rehearsal-coach-{self._clock.now():%Y-%m-%d}", ending)

    async def back_up(self, path: Path) -> Path:
        """Write everything that is kept into one archive, checked, without keys, and return where it is.

        Other coaches may go on meanwhile. Raises `UsageError` where something stands there, `CoachError`.
        """
        path = await asyncio.to_thread(self._elsewhere, path)
        if await asyncio.to_thread(path.is_dir):
            path = path / self.propose_backup().name
        copy = self._settings().data_dir / f".{DATABASE}.{secrets.token_hex(4)}.new"
        try:
            try:
                await self._store.call(lambda store: store.copy(copy))
            except StoreError as error:
                if self._settings().coach_database_url:
                    raise StoreError(str(error), f"{error.repair} Or as files: coach export FOLDER") from None
                raise
            return await asyncio.to_thread(self._holdings.pack, path, copy)
        finally:
            copy.unlink(missing_ok=True)

    async def restore(self, path: Path) -> int:
        """Bring back everything out of a backup, where nothing is kept yet, and return how many sessions it had.

        Raises `UsageError` where something is kept here, `CoachError` with everything as it was where it is no backup.
        """
        if self._settings().coach_database_url:
            raise UsageError(f"{_ELSEWHERE} is not written by a backup.", "Unset it, or use the database's own tools.")
        holdings = self._holdings
        await asyncio.to_thread(holdings.check, path)
        if (holdings.data_dir / DATABASE).exists():
            if many := (await self._store.call(lambda store: store.summaries())).count:
                raise UsageError(
                    f"{many} rehearsals are kept here already, and nothing is overwritten.",
                    "Set COACH_HOME to an empty folder, or delete what is here: coach forget --everything",
                )
            await self._store.call(lambda store: store.forget_everything())  # refused while another coach is here
            await self._store.release()
            await asyncio.to_thread(holdings.forget_database)
        put = await asyncio.to_thread(holdings.unpack, path)
        try:
            return len((await self._store.call(lambda store: store.summaries())).sessions)
        except CoachError:
            await self._store.release()
            await asyncio.to_thread(holdings.forget_database, put)
            raise

    async def export(self, folder: Path, progress: Progress | None = None) -> Exported:
        """Write every session as JSON, whole, and as a readable report, and every other file, into a new folder.

        Only its owner can read it; keys are left out. A session that cannot be read is told and passed over. Raises
        `UsageError` where the folder holds something already, `CoachError` where it cannot be written.
        """
        folder = await asyncio.to_thread(self._elsewhere, folder)
        await asyncio.to_thread(_make_empty, folder)
        kept = await self._store.call(lambda store: store.summaries())
        refused = [damaged.why for damaged in kept.unread]
        if progress:
            progress(0, len(kept.sessions))
        for number, summary in enumerate(kept.sessions, start=1):
            if told := await self._export_session(folder, number, summary):
                refused.append(told)
            if progress:
                progress(number, len(kept.sessions))
        await asyncio.to_thread(self._export_files, folder)
        return Exported(folder=shown(folder), sessions=kept.count - len(refused), refused=tuple(refused))

    async def forget(self, reference: str) -> tuple[str, ...]:
        """Delete a session, what was begun from it and what was begun to be written after it; return their ids.

        Branches and later meetings go too: they hold what was said in it. Raises `CoachError`.
        """
        gone = await self._store.call(lambda store: store.forget(reference))
        await asyncio.to_thread(self._holdings.forget_drafts, gone)
        await self._store.call(lambda store: store.leave_no_trace())
        return gone

    async def forget_everything(self) -> Forgotten:
        """Delete everything that the coach has written: rehearsals, brief, scenes, drafts, verdicts and settings.

        Backups and exports lie elsewhere, where the user put them. Raises `StoreError`, with nothing deleted, while
        another coach has the database open.
        """
        count: int | None = None
        try:
            count = (await self._store.call(lambda store: store.summaries())).count
            await self._store.call(lambda store: store.forget_everything())
        except Damaged:
            pass  # what cannot be read any more goes with its file
        await self._store.release()
        return Forgotten(sessions=count, left=await asyncio.to_thread(self._holdings.forget_everything))

    def _elsewhere(self, path: Path) -> Path:
        """Return a place that is none of the coach's own, whole; raises `UsageError` for one that is."""
        try:
            path = path.expanduser().absolute()
            inside = self._holdings.looks_into(path)
        except (OSError, RuntimeError, ValueError) as fault:  # no such user's home; a null character in the path
            raise unwritable(path, fault) from None
        if inside:
            raise UsageError(f"{shown(path)} lies where the coach keeps its own files.", "Choose another place.")
        return path

    async def _export_session(self, folder: Path, number: int, summary: SessionSummary) -> str:
        """Write one session; return why it could not be read, or an empty text."""
        try:
            session = await self._store.call(lambda store: store.read(summary.id))
            report = await self._report(session)
        except CoachError as error:
            return error.sentence
        name = f"{number:03}-{safe_part(summary.created_at[:10])}-{safe_part(summary.id)}"
        whole = json.dumps(session.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"
        texts = {f"{name}.json": whole.encode(), f"{name}.md": markdown(report, self._rubric()).encode()}
        await asyncio.to_thread(_write, folder / "sessions", texts)
        return ""

    def _export_files(self, folder: Path) -> None:
        for name, content in self._holdings.copies():
            _write(folder, {name: content})


def _make_empty(folder: Path) -> None:
    """Make a folder that only its owner can look into; raises `UsageError` where it holds something."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(f"{shown(folder)} holds something already; nothing is overwritten.", "Name a new folder.")
    except OSError as fault:
        raise unwritable(folder, fault) from None


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        try:
            put_on_disk(folder / name, content, fresh=True)
        except OSError as fault:
            if not isinstance(fault, FileExistsError):
                (folder / name).unlink(missing_ok=True)  # half of it is no export
            raise unwritable(folder / name, fault, "Make room there.") from None
