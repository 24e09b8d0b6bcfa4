"""A talk as it is seen again: the playback, and in a wide window what was found in the last reply beside it."""

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.domain.feedback import ReplyReport
from coach.domain.judgement import Change, compare
from coach.domain.pacing import Reel
from coach.domain.report import Report
from coach.domain.rubric import Rubric
from coach.domain.session import Session
from coach.tui.after.playback import Playback, found_content
from coach.tui.words import plain


class Seen(Horizontal):
    """Talk and findings."""

    def __init__(self, rubric: Rubric, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rubric = rubric
        self._session: Session | None = None
        self._report: Report | None = None
        self._changes: Mapping[int, Sequence[Change]] = {}
        self._beside = False

    def compose(self) -> ComposeResult:
        """Lay out the two."""
        yield Playback(id="playback")
        with VerticalScroll(id="found", can_focus=False):
            yield Static(id="found-words")

    def thread(self, session: Session, report: Report, changes: Mapping[int, Sequence[Change]]) -> None:
        """Take a talk as one judge sees it, and by turn what it sees otherwise; nothing of it is shown yet."""
        self._session, self._report, self._changes = session, report, changes
        playback = self.query_one(Playback)
        playback.thread(session, report, changes, self._rubric, brief=self._beside)

    def fit(self, *, beside: bool) -> None:
        """Show what was found beside the talk, or below each reply."""
        if beside is not self._beside:
            self._beside = beside
            if self._session and self._report:
                self.thread(self._session, self._report, self._changes)

    def play_to(self, reel: Reel, at: int) -> None:
        """Show everything up to a beat."""
        self.query_one(Playback).play_to(reel, at)
        shown = next((beat for beat in reversed(reel.beats[: at + 1]) if beat.found), None)
        reply = self._report.turns[shown.turn] if self._report and shown else None
        words = Content.styled("What the judge found in a reply appears here, once you have read it.", "$text-muted")
        if isinstance(reply, ReplyReport):
            words = found_content(reply, self._changes.get(reply.seq, ()), self._rubric, air="\n")
        found = self.query_one("#found", VerticalScroll)
        found.border_title = plain(f"Turn {reply.seq + 1}" if reply else "Findings")
        self.query_one("#found-words", Static).update(words)
        found.scroll_home(animate=False)


def seen_otherwise(session: Session, judge: str) -> dict[int, list[Change]]:
    """Return by turn what a judge sees otherwise than the one that the session was played with."""
    if judge == session.judge:
        return {}
    was = {j.seq: j.judgement for j in session.judged_by(session.judge)}
    return {j.seq: compare(j.seq, was.get(j.seq), j.judgement) for j in session.judged_by(judge)}
