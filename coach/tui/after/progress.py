"""The progress screen: scores over time by one judge, every rule, scenes won, and what to practise next."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker

from coach.coaching import Choice, Coach
from coach.domain.judgement import JudgedBy
from coach.domain.opening import Opening
from coach.domain.practice import Practice, practise
from coach.domain.progress import History, Standing
from coach.errors import CoachError, UsageError
from coach.rendering import counted
from coach.rendering.progress import (
    CELLS_LEGEND,
    SIGNS_LEGEND,
    TITLE,
    WON_LEGEND,
    Line,
    advised,
    criterion_lines,
    left_out_words,
    make_words,
    move_lines,
    span_words,
    tried_lines,
)
from coach.tui.navigation import Failed, Place, Rehearse, Visit
from coach.tui.page import Page
from coach.tui.pieces import content
from coach.tui.widgets.column import Column
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.time_line import TimeLine
from coach.tui.words import clickable, plain

_TWO = 160
"""Columns of a window with room for two columns of boxes."""

_FIRST = "high-visibility-projects"
"""The scene that somebody begins with who has rehearsed none."""


class ProgressScreen(Page):
    """How the engineer gets on."""

    CSS_PATH = "progress.tcss"
    AUTO_FOCUS = ""  # the line, once it has a point
    HELP = (
        "Every point is a rehearsal, as one judge scored it; what another judge said is never put into the same line. "
        "A branch counts for what was said in it, and a real talk stands on the axis. Below and beside it are your "
        "criteria and moves, and how often you won each scene. On top is what to practise next, and why."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,1", "practise(0)", "Rehearse", tooltip="Rehearse what is to be practised next"),
        Binding("2", "practise(1)", "The second", show=False, tooltip="Rehearse what stands second"),
        Binding("3", "practise(2)", "The third", show=False, tooltip="Rehearse what stands third"),
        Binding("j", "judge", "Judge", tooltip="See what another judge says"),
        Binding("b", "bring", "Judge rest", tooltip="Let this judge read what it has not judged yet"),
    ]

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach
        self.history = History()
        self.standing: Standing | None = None
        """What is shown, once it is read."""
        self.practices: tuple[Practice, ...] = ()
        self._judging: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the boxes."""
        yield Static(Content("Reading …"), id="masthead")
        with VerticalScroll(id="progress", can_focus=False):
            with Column(id="first"):
                yield self._box("next", "Practise next")
                with Vertical(id="score", classes="box") as box:
                    box.border_title = "Score by rehearsal"
                    yield TimeLine(id="line")
                yield self._box("criteria", "Criteria")
            with Column(id="second"):
                yield self._box("moves", "Moves")
                yield self._box("scenes", "Scenes and levels")
                yield self._box("rest", "Left out")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read."""
        self.query_one("#progress").visible = False
        self._read()

    def on_resize(self) -> None:
        """Put the columns side by side where both have room for a strip of some length."""
        self.query_one("#progress").set_class(self.size.width >= _TWO, "two")

    def on_screen_resume(self) -> None:
        """Take over what was judged or logged on another screen."""
        if self.standing:
            self._read(self.standing.by)

    def on_column_sized(self) -> None:
        """Give sentences and strips the room that there is."""
        self._lay_out()

    def on_time_line_opened(self, message: TimeLine.Opened) -> None:
        """Open the report of a point."""
        self.post_message(Visit(Place.REPORT, message.session))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done here now."""
        if action == "practise":
            wanted = parameters[0] if parameters and isinstance(parameters[0], int) else 0
            return self.standing is not None and (wanted == 0 or wanted < len(self.practices))
        if action == "judge":
            return len(self.history.judges) > 1
        return bool(self.standing and self.standing.left_out) if action == "bring" else True

    def action_back(self) -> None:
        """Stop judging, or go back."""
        if self._judging and self._judging.is_running:
            self._judging.cancel()
        else:
            self.dismiss()

    def action_judge(self) -> None:
        """Show what the next judge says."""
        makes = [by.make for by in self.history.judges]
        at = makes.index(self.standing.by.make) if self.standing and self.standing.by else -1
        self._show(self.history.judges[(at + 1) % len(makes)])

    @work(group="practise", exclusive=True)
    async def action_practise(self, n: int) -> None:
        """Rehearse what stands in that place; the first scene where nothing was rehearsed yet."""
        if n >= len(self.practices):
            self.post_message(Rehearse(Opening(scenario=_FIRST)))
            return
        practice = self.practices[n]
        try:
            await asyncio.to_thread(self._coach.scenario, practice.scenario)
        except UsageError:  # its file has gone or is broken; the session has kept the scene
            self.post_message(Rehearse(Opening(again=practice.session)))
            return
        self.post_message(Rehearse(Opening(scenario=practice.scenario, difficulty=practice.difficulty)))

    def action_bring(self) -> None:
        """Let this judge read the rest."""
        if self.standing and not (self._judging and self._judging.is_running):
            self._judging = self._bring(self.standing.by)

    @work(group="read", exclusive=True)
    async def _read(self, by: JudgedBy | None = None) -> None:
        try:
            self.history = await self._coach.history(self._tell_read)
        except CoachError as error:
            self.post_message(Failed(error, self))
            return
        if self.stands:
            self._show(by)

    @work(group="judge")
    async def _bring(self, by: JudgedBy | None) -> None:
        """Let the present judge of that name and model judge what it has not judged, and show what it says."""
        choice = Choice()
        if by and by.judge == "llm":
            choice = Choice(judge="llm", model=by.asked or by.model)
        named = make_words(by) if by else "rules (offline)"
        self._tell(plain(f"{named} is reading … Escape stops it."))
        failed = ""
        try:
            if choice.judge == "llm":
                await asyncio.to_thread(self._coach.preload)
            told = lambda done, of: self._tell(plain(f"{named}: {done} of {of} replies read. Escape stops it."))  # noqa: E731
            async for result in self._coach.judge_all(choice, told):
                failed = failed or result.error or (result.unjudged[0].reason if result.unjudged else "")
        except asyncio.CancelledError:
            self.notify("Stopped. What was judged so far is kept.", markup=False)
            if self.stands:
                self._read(by)
            raise
        except CoachError as error:
            failed = error.sentence
        if not self.stands:
            return
        if failed:
            self.notify(f"Not everything could be judged: {failed}", severity="error", markup=False, timeout=12)
        self._read()

    def _show(self, by: JudgedBy | None) -> None:
        known = {judge.make for judge in self.history.judges}
        self.standing = self.history.standing(by if by and by.make in known else None)
        self.practices = practise(self.standing)
        self.query_one("#progress").visible = True
        line = self.query_one("#line", TimeLine)
        line.load(self.standing)
        if self.standing.line:
            line.focus()
        self._tell(self._masthead(self.standing))
        self._lay_out()
        self.refresh_bindings()

    def _lay_out(self) -> None:
        """Fill the boxes; one that has nothing to say is not shown."""
        standing, rubric = self.standing, self._coach.rubric
        if standing is None or not self.stands:
            return
        cells = max(6, min(40, self.query_one("#second").size.width - TITLE - 34))
        criteria = [*map(content, criterion_lines(standing, rubric, cells)), Content(""), _muted(CELLS_LEGEND)]
        moves = [*map(content, move_lines(standing, rubric, cells)), Content(""), _muted(SIGNS_LEGEND)]
        scenes = [*map(_scene, tried_lines(standing)), Content(""), _muted(WON_LEGEND)]
        rest = [plain(f"? {words}") for words in left_out_words(standing, self.history)]
        if standing.left_out:
            rest.append(_muted("b: let this judge read them. Escape stops it."))
        filled = {
            "next": self._practice_lines(max(20, self.query_one("#next").content_size.width - 3)),
            "criteria": criteria if standing.rehearsed else [],
            "moves": moves if standing.rehearsed else [],
            "scenes": scenes if standing.tried else [],
            "rest": rest,
        }
        for name, lines in filled.items():
            box = self.query_one(f"#{name}", Static)
            box.display = bool(lines)
            box.update(Content("\n").join(lines))
        self.query_one("#score").display = bool(standing.line)
        self.query_one("#next").border_title = "Practise next" if self.history.attempts else "Begin"

    def _practice_lines(self, width: int) -> list[Content]:
        if not self.history.attempts:
            return [
                Content.styled("Nothing to show yet: no rehearsal has a reply in it.", "bold"),
                Content(
                    "After the first one your score stands here, and what to practise next and why. Each further one "
                    "adds a point, so that you see yourself get on."
                ),
                Content(""),
                _muted("r: rehearse the first scene · Escape: choose another one"),
            ]
        if not self.practices:
            return [Content("Nothing went wrong of late. Take a scene that you have not tried: Escape.")]
        lines: list[Content] = []
        for n, practice in enumerate(self.practices, start=1):
            words = advised(practice, self._coach.rubric)
            lines += [Content("")] if lines else []
            head = Content.assemble(plain(f"{n}  ", "bold $accent"), plain(words.head, "bold $text"))
            lines.append(clickable(head, f"screen.practise({n - 1})"))
            for told in (plain(words.why), _muted(words.instead)):
                lines += [Content("   ").append(line) for line in told.wrap(width) if told.plain]
        return lines

    def _masthead(self, standing: Standing) -> Content:
        title = Content.styled("Progress", "bold")
        if not standing.by:
            nothing = counted(len(standing.left_out), "rehearsal") + " · not judged yet" if standing.left_out else ""
            return Content.assemble(title, plain(f"   {nothing}", "$text-muted"))
        judge = make_words(standing.by, self.history.judges)
        return Content.assemble(title, plain(f"   {judge} · {span_words(standing)}", "$text-muted"))

    def _tell_read(self, done: int, of: int) -> None:
        """Say how far the first reading has come; later ones happen behind what is shown."""
        if self.standing is None and done % 20 == 0:
            self._tell(Content(f"Reading {done} of {of} rehearsals …"))

    def _box(self, name: str, title: str) -> Static:
        box = Static(id=name, classes="box")
        box.border_title = plain(title)
        return box

    def _tell(self, words: Content) -> None:
        if self.stands:
            self.query_one("#masthead", Static).update(words)


def _muted(words: str) -> Content:
    return plain(words, "$text-muted")


def _scene(line: Line) -> Content:
    """Return a line on a scene: its title alone, or a level under it."""
    return plain(line[0].text, "bold") if len(line) == 1 else content(line)
