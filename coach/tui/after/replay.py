"""The replay screen: a kept talk plays back at reading speed, and what was found in a reply appears in time."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import Worker

from coach.coaching import Coach
from coach.domain.opening import JudgeName, Opening
from coach.domain.pacing import SPEEDS, Reel, Sign, reading_s, reel
from coach.domain.report import Report
from coach.domain.session import Session
from coach.errors import CoachError
from coach.rendering.progress import make_words
from coach.tui.after.going import GoingScreen
from coach.tui.after.playback import Playback
from coach.tui.after.seen import Seen, seen_otherwise
from coach.tui.after.track import Track
from coach.tui.navigation import Failed, Place, Rehearse, Visit
from coach.tui.page import Page
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.words import judge_words, plain

_CHANGE_WORDS = 12
"""Words of what another judge saw otherwise, about: its rule, two verdicts and a quote."""


class ReplayScreen(Page):
    """Watch a talk again."""

    CSS_PATH = "replay.tcss"
    HELP = (
        "The talk plays back at the speed at which one reads. After each reply stands what the judge found in it, and "
        "the words that show it are marked in the reply. The line below has a sign for each turn: click it to go "
        "there. Another judge can read the same talk; what it sees otherwise then appears turn by turn."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "play", "Play", tooltip="Play on, or pause"),
        Binding("left", "step(-1)", "Turn", key_display="← →", tooltip="Go to the turn before or after"),
        Binding("right", "step(1)", "Next turn", show=False, tooltip="Go to the turn after this one"),
        Binding("plus,equals_sign", "speed(1)", "Faster", show=False, tooltip="Play faster or slower"),
        Binding("minus", "speed(-1)", "Slower", show=False, tooltip="Play slower"),
        Binding(
            "v", "find('violation')", "Violation", show=False, tooltip="Go to the next reply that violates something"
        ),
        Binding("s", "find('strength')", "Strength", show=False, tooltip="Go to the next reply that meets something"),
        Binding("g", "go", "Go to", show=False, tooltip="Go to a turn by its number; a digit does the same"),
        *(Binding(str(digit), f"go('{digit}')", "Go to", show=False) for digit in range(1, 10)),
        Binding("home", "turn(0)", "Start", show=False, tooltip="Go to the start"),
        Binding("end", "turn(-1)", "End", show=False, tooltip="Go to the end"),
        Binding("up", "scroll(-1)", "Up", show=False),
        Binding("down", "scroll(1)", "Down", show=False),
        Binding("pageup", "scroll(-1, True)", "Page up", show=False),
        Binding("pagedown", "scroll(1, True)", "Page down", show=False),
        Binding("j", "judge", "Judge", tooltip="Let another judge read it, and see what it sees otherwise"),
        Binding("w", "what_if", "What if", tooltip="Answer this turn anew, and see what would have come of it"),
        Binding("r", "again", "Rehearse", tooltip="Rehearse this scene again, at its level and seed"),
    ]

    def __init__(self, coach: Coach, session: str, seq: int | None = None) -> None:
        super().__init__()
        self._coach = coach
        self._reference = session
        self._start = seq
        """The turn to begin at, in silence; from the beginning it plays by itself."""
        self._session: Session | None = None
        self._report: Report | None = None
        self._reel = Reel(beats=(), signs=())
        self._judging: Worker[None] | None = None
        self._timer: Timer | None = None
        self.at = 0
        """The beat up to which it has been played."""
        self.playing = False
        self.speed = 1.0

    def compose(self) -> ComposeResult:
        """Lay out the talk, its track and the state."""
        yield Static(Content("Reading …"), id="masthead")
        yield Seen(self._coach.rubric, id="seen")
        yield Track(id="track")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the talk."""
        self._read()

    def on_resize(self) -> None:
        """Put what was found beside the talk or into it, as there is room, and keep the present turn in view."""
        self.query_one(Seen).fit(beside=self.has_class("-wide"))
        self.call_after_refresh(self._show)

    def on_screen_suspend(self) -> None:
        """Wait while another screen lies over this one."""
        self._pause()

    def on_track_picked(self, message: Track.Picked) -> None:
        """Go to the turn that was clicked."""
        self._move(self._reel.end_of(message.turn))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what moves only where something was said."""
        moves = ("play", "step", "speed", "find", "go", "turn", "judge", "what_if")
        return bool(self._reel.beats) if action in moves else True

    @property
    def still(self) -> bool:
        """Whether nothing may move by itself."""
        return self.app.animation_level == "none"

    def tick(self) -> None:
        """Play one beat, and wait for as long as it takes to read it."""
        self._move(min(self.at + 1, len(self._reel.beats) - 1))

    def action_back(self) -> None:
        """Stop judging, or go back."""
        if self._judging and self._judging.is_running:
            self._judging.cancel()
        else:
            self._pause()
            self.dismiss()

    def action_play(self) -> None:
        """Play on or pause; at the end, from the beginning."""
        if self.still:
            self.notify("Nothing moves by itself here (reduced motion). Right arrow: the next turn.", markup=False)
            return
        self.playing = not self.playing
        if self.playing and self._reel.is_last(self.at):
            self.at = 0
        self._show()

    def action_step(self, by: int) -> None:
        """Go some turns on or back."""
        self._move(self._reel.step(self.at, by))

    def action_turn(self, turn: int) -> None:
        """Go to the first turn, or with -1 to the last."""
        self._move(0 if turn == 0 else len(self._reel.beats) - 1)

    def action_find(self, sign: str) -> None:
        """Go to the next turn with a sign."""
        found = self._reel.next_with(self.at, Sign(sign))
        if found is None:
            self.notify(f"There is no {sign} in this talk, as this judge reads it.", markup=False)
        else:
            self._move(found)

    @work(group="go", exclusive=True)
    async def action_go(self, digit: str = "") -> None:
        """Ask for a turn, and go there."""
        self._pause()
        turn = await self.app.push_screen_wait(GoingScreen(len(self._reel.signs), digit))
        if turn is not None:
            self._move(self._reel.end_of(turn - 1))

    def action_speed(self, by: int) -> None:
        """Play faster or slower."""
        speeds = list(SPEEDS)
        self.speed = speeds[max(0, min(len(speeds) - 1, speeds.index(self.speed) + by))]
        self._show()

    def action_scroll(self, way: int, page: bool = False) -> None:
        """Scroll by a line or a page, and stop there."""
        self._pause()
        playback = self.query_one(Playback)
        playback.scroll_relative(y=way * (max(1, playback.size.height - 2) if page else 1), animate=False)

    def action_again(self) -> None:
        """Rehearse the scene again."""
        self.post_message(Rehearse(Opening(again=self._reference)))

    def action_what_if(self) -> None:
        """Answer anew in the place of the present reply, or of the one to the manager's present turn."""
        if self._session:
            turn = self._session.turns[self._reel.reply_at(self.at)]
            self.post_message(Visit(Place.BRANCHES, self._session.id, turn.seq))

    def action_judge(self) -> None:
        """Show the other judge's reading, asking it where it has not read the talk; or go back to the first one's."""
        if self._session is None or self._report is None or (self._judging and self._judging.is_running):
            return
        played = self._session.judge
        other: JudgeName = "rules" if played == "llm" else "llm"
        if self._report.judge != played:
            self._turn_to(played)
        elif len(self._session.judged_by(other)) == len(self._session.transcript.replies):
            self._turn_to(other)
        elif other == "llm" and not self._coach.settings.coach_model:
            sentence = "The other judge is a language model, and none is chosen. Press m on the first screen."
            self.notify(sentence, severity="warning", markup=False)
        else:
            self._pause()
            self._judging = self._ask(other)

    @work(group="read", exclusive=True)
    async def _read(self) -> None:
        try:
            self._session = await self._coach.session(self._reference)
            report = await self._coach.report_of(self._session)
        except CoachError as error:
            self.post_message(Failed(error, self))
            return
        if not self.stands:
            return
        self._thread(report)
        self.refresh_bindings()
        if self._start is not None and self._reel.beats:
            self.at = self._reel.end_of(sum(turn.seq < self._start for turn in self._session.turns))
        else:
            self.playing = not self.still
        self._show()

    @work(group="turn", exclusive=True)
    async def _turn_to(self, judge: JudgeName) -> None:
        """Show what a judge that has read the talk says."""
        if self._session:
            report = await self._coach.report_of(self._session, judge)
            if self.stands:
                self._thread(report)
                self._show()

    @work(group="judge")
    async def _ask(self, judge: JudgeName) -> None:
        """Let a judge read what it has not read of the talk, and show what it says."""
        model = self._coach.settings.coach_model if judge == "llm" else None
        named = judge_words(judge, model)
        self._tell(f"{named} is reading … Escape stops it.")
        failed = ""
        try:
            await asyncio.to_thread(self._coach.preload)
            choice = await self._coach.choose("scripted", judge, model)
            async for result in self._coach.judge_all(
                choice,
                lambda done, of: self._tell(f"{named}: {done} of {of} replies read. Escape stops it."),
                only=self._reference,
            ):
                failed = result.error or (result.unjudged[0].reason if result.unjudged else "")
            session = await self._coach.session(self._reference)
        except asyncio.CancelledError:
            self.notify("Stopped. What was judged so far is kept.", markup=False)
            if self.stands:
                self._tell()
            raise
        except CoachError as error:
            self.notify(error.sentence, severity="error", markup=False, timeout=12)
            if self.stands:
                self._tell()
            return
        if failed:
            self.notify(f"Not every reply could be judged: {failed}", severity="warning", markup=False, timeout=12)
        if self.stands:
            self._session = session
            self._turn_to(judge)

    def _thread(self, report: Report) -> None:
        """Take the talk as a judge sees it, and stay at the same place."""
        assert self._session
        changes = seen_otherwise(self._session, report.judge)
        self._report = report
        self._reel = reel(report.turns, {seq: _CHANGE_WORDS * len(seen) for seq, seen in changes.items()})
        self.query_one(Seen).thread(self._session, report, changes)
        scene, level = self._session.scenario.title, self._session.difficulty.value
        facts = f"{scene} · {level} · Judge: {make_words(report.by)}"
        if report.judge != self._session.judge:
            facts += f" · ~ where the {self._session.judge} judge saw it otherwise"
        title = Content.assemble(("Replay", "bold"), plain(f"   {facts}", "$text-muted"))
        self.query_one("#masthead", Static).update(title)

    def _move(self, at: int) -> None:
        """Go to a beat, and play on from there if it plays."""
        self.at = at
        self.playing = self.playing and not self._reel.is_last(at)
        self._show()

    def _pause(self) -> None:
        self.playing = False
        self._wait()
        self._tell()

    def _wait(self) -> None:
        """Set the clock for the next beat, or stop it."""
        if self._timer:
            self._timer.stop()
        self._timer = None
        if self.playing and self._reel.beats:
            self._timer = self.set_timer(reading_s(self._reel.beats[self.at].words, self.speed), self.tick)

    def _show(self) -> None:
        """Show what has been played, and wait for the next beat."""
        if self._session is None or not self.stands:
            return
        if self._reel.beats:
            self.query_one(Seen).play_to(self._reel, self.at)
            self.query_one(Track).show(self._reel, self.at)
        self._tell()
        self._wait()

    def _tell(self, doing: str = "") -> None:
        """Say where the playback is, or what is being done instead."""
        if self._session is None or not self.stands:
            return
        words = "Nothing was said in this talk yet."
        if self._reel.beats:
            state = "playing" if self.playing else "the end" if self._reel.is_last(self.at) else "paused"
            how = f"×{self.speed:g} {SPEEDS[self.speed]} · {state}"
            how = "stepping: nothing moves by itself" if self.still else how
            words = f"turn {self._reel.beats[self.at].turn + 1} of {len(self._reel.signs)} · {how}"
        self.query_one(Track).tell(doing or words)
