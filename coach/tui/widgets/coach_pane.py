"""The coach's pane: what the last reply showed, the objections so far, the brief; one line when it is closed."""

from collections.abc import Sequence
from enum import StrEnum

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coach.domain.brief import Brief
from coach.domain.feedback import ReplyReport
from coach.domain.objections import Raised
from coach.domain.rewriting import Rewrite
from coach.domain.rubric import Rubric
from coach.tui.widgets.findings import (
    brief_content,
    exam_content,
    findings_content,
    objections_content,
    rewrite_content,
    summary_content,
)
from coach.tui.words import plain


class Leaf(StrEnum):
    """What the pane can show; all at once where there is room, else one at a time, in this order."""

    FINDINGS = "findings"
    OBJECTIONS = "objections"
    BRIEF = "brief"


_TITLES = {Leaf.FINDINGS: "Coach", Leaf.OBJECTIONS: "Objections", Leaf.BRIEF: "Brief"}
_WAITING = Content.styled("After each reply the coach says here what it showed, with quotes.", "$text-muted")


class CoachPane(Container):
    """Three pages in one place."""

    class Called(Message):
        """The closed pane was clicked."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.page = Leaf.BRIEF
        """The page in front."""
        self.spread = False
        """Whether all pages are shown."""
        self.closed = False
        """Whether there is but one line of it."""
        self._reply: ReplyReport | None = None
        """The reply whose findings are shown."""
        self._findings = _WAITING
        self._rewrite = Content("")
        self._objections = "no objection yet"
        self._answered = ""
        self._exam = False

    def compose(self) -> ComposeResult:
        """Make the line and the pages."""
        yield Static(id="coach-line")
        with VerticalScroll(id="page-findings", classes="leaf"):
            yield Static(id="coach-words")
        with Vertical(id="aside"):
            for page in (Leaf.OBJECTIONS, Leaf.BRIEF):
                with VerticalScroll(id=f"page-{page}", classes="leaf"):
                    yield Static(id=f"{page}-words")

    def on_click(self) -> None:
        """Ask to be opened where it is closed."""
        if self.closed:
            self.post_message(self.Called())

    def begin(self, brief: Brief, *, exam: bool) -> None:
        """Take the engineer's brief, and whether nothing else is said until the report."""
        self._exam = exam
        self.query_one("#brief-words", Static).update(brief_content(brief))
        self._show_findings()

    def progress(self, raised: Sequence[Raised]) -> None:
        """Take the objections so far."""
        answered = sum(one.answered for one in raised)
        count = f"{len(raised) or 'no'} objection{'' if len(raised) == 1 else 's'}"
        self._objections = count + ("" if self._exam else f", {answered} answered" if raised else " yet")
        self._answered = f" · {answered} of {len(raised)} answered" if raised and not self._exam else ""
        self.query_one("#objections-words", Static).update(objections_content(raised, exam=self._exam))
        self._label()

    def findings(self, reply: ReplyReport, judge: str, remark: str, rubric: Rubric) -> None:
        """Take what a judge, named in words, found in a reply; `remark` says why it is not the scoring judge."""
        self._findings = findings_content(reply, judge, remark, rubric)
        known = self._reply is not None and (reply.seq, reply.text) == (self._reply.seq, self._reply.text)
        self._reply = reply
        if known:  # judged once more: whoever reads another page by now, or further down, goes on reading
            self._show_findings()
            return
        self._rewrite = Content("")
        self._show_findings()
        self.turn_to(Leaf.FINDINGS)
        self.query_one("#page-findings").scroll_home(animate=False)

    def rewrite(self, rewrite: Rewrite, rubric: Rubric) -> None:
        """Take a better way to say the reply whose findings are shown."""
        self._rewrite = rewrite_content(rewrite, rubric)
        self._show_findings()

    def turn(self) -> None:
        """Turn to the next page; where it is closed, open it at the present one."""
        pages = list(Leaf)
        if self.closed:
            self.unfold(closed=False)
        elif self.spread:
            self.query_one(f"#page-{pages[(pages.index(self._focused()) + 1) % 3]}").focus()
        else:
            self.turn_to(pages[(pages.index(self.page) + 1) % 3])

    def turn_to(self, page: Leaf) -> None:
        """Put a page in front."""
        self.page = page
        self.unfold()

    def unfold(self, *, closed: bool | None = None, spread: bool | None = None) -> None:
        """Open or close it, and show one page or all of them."""
        self.closed = self.closed if closed is None else closed
        self.spread = self.spread if spread is None else spread
        self.set_class(self.closed, "-closed")
        self.set_class(self.spread and not self.closed, "-spread")
        if self.parent:
            self.parent.set_class(self.closed, "-coach-closed")
        self.query_one("#coach-line").display = self.closed
        for page in Leaf:
            leaf = self.query_one(f"#page-{page}")
            leaf.display = not self.closed and (self.spread or page is self.page)
            leaf.border_subtitle = "" if self.spread else "F2 turns the page · F3 closes"
        self.query_one("#aside").display = not self.closed and (self.spread or self.page is not Leaf.FINDINGS)
        self._label()

    def _focused(self) -> Leaf:
        focused = self.screen.focused
        return next((p for p in Leaf if focused and focused.id == f"page-{p}"), Leaf.BRIEF)

    def _show_findings(self) -> None:
        parts = [exam_content()] if self._exam else [self._findings, *([self._rewrite] if self._rewrite.plain else [])]
        self.query_one("#coach-words", Static).update(Content("\n\n").join(parts))
        self._label()

    def _label(self) -> None:
        for page, title in _TITLES.items():
            count = self._answered if page is Leaf.OBJECTIONS else "" if self.spread else f" · {self._objections}"
            self.query_one(f"#page-{page}").border_title = plain(title + count)
        shown = None if self._exam else self._reply
        self.query_one("#coach-line", Static).update(summary_content(shown, self._objections))
