"""The score screen: a talk that one really had, as a file or pasted, and then its report; nothing of it is kept."""

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static
from textual.worker import Worker

from coach.coaching import Coach
from coach.domain.report import Report
from coach.errors import CoachError, FileRefused, UsageError
from coach.text import one_line
from coach.transcripts.files import read_any, shown
from coach.transcripts.rows import is_rows
from coach.transcripts.speakers import Cast, Part, Person, cast, listed
from coach.transcripts.talk import Talk, read_talk, transcript
from coach.tui.after.contents import ReportView
from coach.tui.after.export import ExportScreen
from coach.tui.after.who import WhoScreen
from coach.tui.navigation import Place, Visit
from coach.tui.page import Page
from coach.tui.prepare.writing import Writing
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.words import judge_words, plain

MAX_PASTED = 200_000
"""Characters of a pasted talk: more than three hours. A longer one is read from a file."""
_PASTED = "the pasted talk"


class ScoreScreen(Page):
    """Score a real talk."""

    CSS_PATH: ClassVar = ["report.tcss", "score.tcss"]
    AUTO_FOCUS = "#path"
    HELP = (
        "Score a talk that you really had. Give the file that Zoom, Teams, Otter, Meet, Slack or WhatsApp wrote, or "
        "paste the talk with a name and a colon before each turn. Nothing of it is kept; export the report to keep it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "score", "Score it", priority=True, tooltip="Read the talk and score what the engineer says"),
        Binding("x", "export", "Export", tooltip="Write this report into a file: page, Markdown or JSON"),
        Binding("t", "trust", "Judge card", tooltip="See how far the offline judge is to be trusted"),
    ]

    class Asked(Exception):
        """Somebody has to say who plays a part."""

        def __init__(self, part: Part, candidates: tuple[Person, ...]) -> None:
            super().__init__(part)
            self.part = part
            self.candidates = candidates

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach
        self._report: Report | None = None
        self._scoring: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the form, and the place of the report."""
        yield Static(id="masthead")
        with Vertical(id="score-form"):
            path = Input(placeholder="~/Downloads/one-on-one.vtt", id="path", select_on_focus=False)
            path.border_title = "A file"
            yield path
            talk = Writing(
                most=MAX_PASTED, id="pasted", placeholder="Manager: What did you want to talk about?\nYou: …"
            )
            talk.border_title = "or the talk itself, pasted here"
            yield talk
            yield Static(id="said")
        view = ReportView()
        view.display = False
        yield view
        yield KeyBar()

    def on_mount(self) -> None:
        """Say what this is, and who will judge."""
        self._title("Score a real talk", "what you said, held against the same rules")
        choice = self._coach.default
        where = "Nothing leaves this machine." if choice.judge == "rules" else f"Sent to {self._coach.settings.host}."
        self._tell(f"Judge: {judge_words(choice.judge, choice.model)}. {where} Nothing of the talk is kept.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is a report, or a form, for."""
        shows = self._report is not None
        return {"score": not shows, "export": shows, "trust": shows, "section": shows}.get(action, True)

    def action_back(self) -> None:
        """Stop scoring, go back to the form, or leave."""
        if self._scoring and self._scoring.is_running:
            self._scoring.cancel()
        elif self._report:
            self._report = None
            self._turn_to(report=False)
            self._title("Score a real talk", "what you said, held against the same rules")
            self.query_one("#path", Input).focus()
        else:
            self.dismiss()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Score the file."""
        if event.input.id == "path":
            self.action_score()

    def action_section(self, number: int) -> None:
        """Go to a section of the report."""
        self.query_one(ReportView).go_to_section(number)

    def action_score(self) -> None:
        """Score the file that is named, or what was pasted."""
        path, pasted = self.query_one("#path", Input).value.strip(), self.query_one("#pasted", Writing).text
        if self._scoring and self._scoring.is_running:
            return
        if not path and not pasted.strip():
            self._tell("! Name a file, or paste the talk.", "$text-error")
        else:
            self._scoring = self._score(path, pasted)

    def action_export(self) -> None:
        """Write the report into a file."""
        if self._report:
            self.app.push_screen(ExportScreen(self._coach, self._report))

    def action_trust(self) -> None:
        """See the judge card."""
        self.post_message(Visit(Place.CARD))

    @work(exclusive=True, group="score")
    async def _score(self, path: str, pasted: str) -> None:
        self._tell("Reading …")
        try:
            talk, name, remark = await asyncio.to_thread(_read, path, pasted)
            if remark and self.stands:
                self.notify(remark, severity="warning", markup=False, timeout=12)
            who = await self._cast(talk)
            if who is None:
                self._tell("Who is who has to be known before anything is scored.")
                return
            said = transcript(talk, who)
            choice = await self._coach.choose("scripted", None)
            await asyncio.to_thread(self._coach.preload)
            report = await self._coach.score(
                said, choice, lambda done, of: self._tell(f"{done} of {of} replies judged. Escape stops it.")
            )
        except asyncio.CancelledError:
            self._tell("Stopped.")
            raise
        except CoachError as error:
            self._tell(f"! {error.sentence}", "$text-error")
            return
        if self.stands:
            self._report = report.model_copy(update={"title": f"{name}: {said.setting}" if name else said.setting})
            await self._show(self._report, talk)

    async def _cast(self, talk: Talk) -> Cast | None:
        """Return who is who, asking where the names do not tell; `None` where the question is not answered."""

        def ask(part: Part, candidates: tuple[Person, ...]) -> Person:
            raise self.Asked(part, candidates)

        known: dict[Part, str] = {}
        while True:
            try:
                return cast(talk.people, ask, known.get("engineer"), known.get("manager"))
            except self.Asked as asked:
                person = await self.app.push_screen_wait(WhoScreen(asked.part, asked.candidates))
                if person is None:
                    return None
                known[asked.part] = person.key

    async def _show(self, report: Report, talk: Talk) -> None:
        self._turn_to(report=True)
        self._title(report.title, f"read as {talk.form}: {listed(talk.people)}")
        self._tell("")
        await self.query_one(ReportView).show(report, self._coach.rubric)
        self.query_one("#report").focus()
        for remark in talk.remarks:
            self.notify(remark, severity="warning", markup=False, timeout=12)

    def _turn_to(self, *, report: bool) -> None:
        self.query_one("#score-form").display = not report
        self.query_one(ReportView).display = report
        self.refresh_bindings()

    def _title(self, title: str, about: str) -> None:
        content = Content.assemble(plain(one_line(title), "bold"), plain(f"   {one_line(about)}", "$text-muted"))
        self.query_one("#masthead", Static).update(content)

    def _tell(self, sentence: str, style: str = "$text-muted") -> None:
        if self.stands:
            self.query_one("#said", Static).update(plain(sentence, style))


def _read(path: str, pasted: str) -> tuple[Talk, str, str]:
    """Return the talk, and of its file the name and how it was read; empty where it was pasted. Raises `CoachError`."""
    if not path:
        return read_talk(pasted, _PASTED), "", ""
    try:
        file = Path(path).expanduser()
    except RuntimeError:  # no such user
        raise FileRefused(f"{one_line(path)} cannot be read: there is no such home.", "Check the path.") from None
    text, remark = read_any(file)
    if file.suffix == ".jsonl" or is_rows(text):
        raise UsageError(f"{shown(file)} holds labelled rows and no talk.", f"In a shell: coach score {shown(file)}")
    return read_talk(text, shown(file)), one_line(file.name), remark
