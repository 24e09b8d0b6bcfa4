"""What is kept of the user on this machine: how much of it, where, and the ways to take it away or to delete it."""

from collections.abc import Sequence
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.coaching import Coach
from coach.errors import CoachError, UsageError
from coach.library.holdings import Held
from coach.rendering import counted
from coach.tui.page import Page
from coach.tui.setup.asking import AskScreen
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.words import plain

_WAYS: tuple[tuple[str, str, str], ...] = (
    ("backup", "Back up", "everything into one archive, without keys"),
    ("restore", "Bring back", "what a backup holds, where nothing is kept yet"),
    ("export", "Export", "everything as files to read: JSON and Markdown"),
    ("forget", "Delete everything", "that the coach has written; there is no way back"),
)
_SURE = "delete"


class DataScreen(Page):
    """Shows what is kept, and does what is asked with it."""

    CSS_PATH = "setup.tcss"
    HELP = (
        "All of this lies on this machine, in files that only you can read. A backup and an export leave keys out and "
        "overwrite nothing. Deleting overwrites the words in the database's file; backups and exports stay where you "
        "put them. One rehearsal alone is deleted on the first screen, with the Delete key."
    )
    AUTO_FOCUS = "#ways"

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach
        self._held: Sequence[Held] = ()
        self._gone = False
        """Whether all is deleted: looking at it again would begin a new database."""

    def compose(self) -> ComposeResult:
        """Lay out what is kept above what can be done with it."""
        yield Static(
            "[b]Your data[/]   [$text-muted]What is kept of you, where, and the ways to take it away.[/]", id="masthead"
        )
        with VerticalScroll(id="form"):
            yield Static(id="held")
            yield OptionList(
                *(Option(Content.assemble((f"{name:19}", "bold"), about), id=way) for way, name, about in _WAYS),
                id="ways",
            )
            yield Static(id="told")
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """List what is kept."""
        if not self._gone:
            self._list()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask where to, and for a yes where something is deleted."""
        match event.option_id:
            case "backup":
                about = "A new archive that only you can read. Keys are not in it."
                self._ask(
                    AskScreen("Back up everything", about, str(self._coach.keeping.propose_backup()), self._back_up)
                )
            case "restore":
                self._ask(AskScreen("Bring back a backup", "The archive to bring back.", "", self._restore))
            case "export":
                about = "A new folder that only you can look into. Keys are not in it."
                self._ask(
                    AskScreen("Export everything", about, str(self._coach.keeping.propose_export()), self._export)
                )
            case "forget":
                what = ", ".join(f"{one.what} ({one.count})" for one in self._held) or "nothing yet"
                about = f"{what[0].upper()}{what[1:]}.\nType {_SURE} to do it. There is no way back; the coach ends."
                self._ask(AskScreen("Delete everything", about, "", self._forget))

    @work(exclusive=True, group="ask")
    async def _ask(self, dialog: AskScreen) -> None:
        self.query_one("#told", Static).update("")
        told = await self.app.push_screen_wait(dialog)
        if told and self.stands:
            self.query_one("#told", Static).update(plain(f"+ {told}", "$text-success"))
            self._list()

    async def _back_up(self, path: str) -> str:
        return f"Written to {await self._coach.keeping.back_up(Path(path))}"

    async def _restore(self, path: str) -> str:
        count = await self._coach.keeping.restore(Path(path))
        return f"{counted(count, 'rehearsal')} brought back. Settings from the backup hold from the next start on."

    async def _export(self, path: str) -> str:
        written = await self._coach.keeping.export(Path(path))
        passed = f" {len(written.refused)} could not be read: {' '.join(written.refused)}" if written.refused else ""
        return f"{counted(written.sessions, 'rehearsal')} written to {written.folder}.{passed}"

    async def _forget(self, word: str) -> str:
        if word.strip().lower() != _SURE:
            raise UsageError(f"Nothing is deleted: that was not the word {_SURE}.")
        forgotten = await self._coach.keeping.forget_everything()
        self._gone = True
        left = "".join(f"\nLeft, for the coach did not write it: {path}" for path in forgotten.left)
        self.app.exit(message=f"Everything that the coach had written is deleted.{left}")
        return ""

    @work(exclusive=True, group="list")
    async def _list(self) -> None:
        try:
            self._held = await self._coach.keeping.held()
        except CoachError as error:
            words = plain(f"! {error.sentence}", "$text-error")
        else:
            words = self._told(self._held)
        if self.stands:
            self.query_one("#held", Static).update(words)

    def _told(self, held: Sequence[Held]) -> Content:
        now = self._coach.settings
        places = dict.fromkeys((str(now.data_dir), str(now.config_file.parent)))
        lines = [plain(f"In {' and '.join(places)}; the files are readable by you alone:", "$text-muted")]
        lines += [plain(f"{one.count:>7}  {one.what:<25} {_size(one.bytes):>10}") for one in held]
        if not held:
            lines.append(Content("Nothing yet."))
        if now.coach_database_url:
            lines.append(plain("Rehearsals are in the database at COACH_DATABASE_URL.", "$text-muted"))
        return Content("\n").join(lines)


def _size(count: int) -> str:
    return f"{count / 1024:,.1f} KiB" if count < 1024**2 else f"{count / 1024**2:,.1f} MiB"
