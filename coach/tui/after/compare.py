"""The comparison screen: two sessions of one scene side by side, from the turn in which they part."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coach.coaching import Coach
from coach.domain.comparison import Comparison, Exchange, Pair, Side
from coach.domain.feedback import ReplyReport
from coach.domain.judgement import Verdict
from coach.domain.opening import Opening
from coach.domain.report import Spoke
from coach.domain.scorecard import Band
from coach.errors import CoachError
from coach.rendering import MARKS, outcome_words, score_words
from coach.rendering.comparison import differences, fork_words, gain_words, judged_words, reply_words, shared_words
from coach.rendering.words import move_words, shortened
from coach.text import clean
from coach.tui.after.bands import band_style
from coach.tui.navigation import Failed, Place, Rehearse, Visit
from coach.tui.page import Page
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.words import judge_words, plain, when

_AT_ONCE = 12
"""Rows that are laid out at a time; a pair of exchanges has three."""

_SIGNS = {
    MARKS[Verdict.MET]: "$text-success",
    MARKS[Verdict.VIOLATED]: "$text-error",
    MARKS[Verdict.UNJUDGED]: "$text-warning",
}


class Pairs(VerticalScroll):
    """The turns of both talks, laid out as far as they are scrolled to: a talk of 500 turns opens at once."""

    def __init__(self) -> None:
        super().__init__(id="pairs")
        self._waiting: Iterator[Widget] = iter(())
        self._whole = True
        """Whether nothing waits any more."""

    async def lay_out(self, head: Sequence[Widget], rows: Iterator[Widget]) -> None:
        """Show a head and the first rows; the others are made when they are needed."""
        await self.remove_children()
        self._waiting, self._whole = rows, False
        await self.mount(*head)
        self._more()
        self.scroll_home(animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lay out more when the end comes near."""
        super().watch_scroll_y(old_value, new_value)
        self._fill()

    def on_resize(self) -> None:
        """Lay out more where there is more room."""
        self._fill()

    def _more(self) -> None:
        rows = list(islice(self._waiting, _AT_ONCE))
        self._whole = len(rows) < _AT_ONCE
        self.mount(*rows)
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        if not self._whole and self.is_attached and self.max_scroll_y - self.scroll_y < self.size.height:
            self._more()


class CompareScreen(Page):
    """What the other words were worth."""

    CSS_PATH = "compare.tcss"
    AUTO_FOCUS = "#pairs"
    HELP = (
        "Two talks of one scene: the earlier one on the left. What they have in common is folded away; from where they "
        "part, each reply stands beside the other one with its score, the verdicts that differ, and what the manager "
        "answered. One judge scores both, and the top says which."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "flip", "Other side", tooltip="Show the other talk, where there is room for one alone"),
        Binding("b", "beginning", "Beginning", show=False, tooltip="Unfold or fold what both talks have in common"),
        Binding("a", "anew", "Answer anew", tooltip="Say something else once more where the two part"),
        Binding("t", "tree", "Branches", tooltip="See the tree of this talk, and choose another turn"),
        Binding("o", "report(1)", "Report", show=False, tooltip="Read the report of the talk on the right"),
        Binding("O", "report(0)", "Left report", show=False, tooltip="Read the report of the talk on the left"),
    ]

    def __init__(self, coach: Coach, session: str, beside: str) -> None:
        super().__init__()
        self._coach = coach
        self._names = (beside, session)
        self._comparison: Comparison | None = None

    def compose(self) -> ComposeResult:
        """Lay out the heads of both talks and the place for their turns."""
        yield Static(Content.styled("Side by side", "bold"), id="masthead")
        with Container(id="sides"):
            with Horizontal(id="heads"):
                yield Static("…", classes="head left")
                yield Static("…", classes="head right")
            yield Static(id="gain")
            yield Pairs()
        yield KeyBar()

    def on_mount(self) -> None:
        """Read both talks; the newer one is shown where there is room for one alone."""
        self.add_class("-shows-right")
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the other side only where there is room for one alone."""
        return self.has_class("-narrow") if action == "flip" else True

    def on_resize(self) -> None:
        """Offer what the new shape needs."""
        self.refresh_bindings()

    def action_flip(self) -> None:
        """Show the other side on a narrow screen."""
        self.toggle_class("-shows-right", "-shows-left")

    def action_beginning(self) -> None:
        """Unfold or fold the beginning."""
        self.toggle_class("-unfolded")

    def action_anew(self) -> None:
        """Answer once more where the two part."""
        if told := self._comparison:
            seq = max(0, len(told.shared) - 1)
            self.post_message(Rehearse(Opening(rewound=told.left.session, seq=seq)))

    def action_tree(self) -> None:
        """See the branches, at the turn in which the two part."""
        if told := self._comparison:
            self.post_message(Visit(Place.BRANCHES, told.left.session, len(told.shared)))

    def action_report(self, side: int) -> None:
        """Read a report."""
        if told := self._comparison:
            shown = (told.left, told.right)[side]
            is_open = shown.outcome is None
            name = shown.session
            self.post_message(Rehearse(Opening(resume=name)) if is_open else Visit(Place.REPORT, name))

    @work(group="read", exclusive=True)
    async def _read(self) -> None:
        try:
            told = await self._coach.branches.compare(*self._names)
        except CoachError as error:
            self.post_message(Failed(error, self))
            return
        if not self.stands:
            return
        self._comparison = told
        judge = judge_words(told.judge, told.by.model if told.by else None)
        facts = plain(f"   Judge of both: {judge} · {told.title}", "$text-muted")
        self.query_one("#masthead", Static).update(Content.assemble(("Side by side", "bold"), facts))
        self._name_sides(told)
        rows = (row for pair in told.pairs for row in self._rows(pair, told))
        await self.query_one(Pairs).lay_out(_beginning(told), rows)

    def _name_sides(self, told: Comparison) -> None:
        names = _names(told)
        for side, name, of in zip(("left", "right"), names, (told.left, told.right), strict=True):
            self.query_one(f"#heads .{side}", Static).update(_head(name, of))
        fork, gain = fork_words(told), gain_words(told, *names)
        lines = [plain(fork, "bold"), plain(gain, "$text-muted")] if fork else [plain(gain, "bold")]
        lines += [plain(f"? {remark}", "$text-warning") for remark in told.remarks]
        self.query_one("#gain", Static).update(Content("\n").join(lines))

    def _rows(self, pair: Pair, told: Comparison) -> list[Widget]:
        """Return the rows of one pair: the replies, what differs in them, the manager's two answers."""
        found = differences(pair, self._coach.rubric)
        sides = (pair.left, pair.right)
        rows: list[Widget] = []
        if any(e and e.reply for e in sides) or not all(sides):
            rows.append(_row([_reply(e) for e in sides], "reply"))
        if any(found):
            rows.append(_row([_found(lines) for lines in found], "found"))
        if any(e and e.answer for e in sides):
            rows.append(_row([_answer(e, told.persona) for e in sides], "answer"))
        return rows


def _names(told: Comparison) -> tuple[str, str]:
    """Return what the two talks go by: by what they are to one another, else by when they were."""
    origin = told.right.parent
    if origin and origin.session == told.left.session:
        return ("the first answer", "the other answer") if origin.seq is not None else ("the meeting", "the next one")
    left, right = when(told.left.created_at), when(told.right.created_at)
    return (f"the talk of {left}", f"the talk of {right}") if left != right else ("the one talk", "the other talk")


def _head(name: str, side: Side) -> Content:
    total, band = side.score.total, side.score.band
    facts = f" · {outcome_words(side.outcome)}"
    more = f"{when(side.created_at)} · {side.difficulty.value} · judged {judged_words(side)} · {side.session}"
    return Content.assemble(
        plain(name[0].upper() + name[1:], "bold $text-accent"),
        "   ",
        (score_words(total, band), band_style(band)),
        plain(facts),
        "\n",
        plain(more, "$text-muted"),
    )


def _beginning(told: Comparison) -> list[Widget]:
    """Return what both have in common: one line, the turn to which both answer, and all of it, folded away."""
    persona = told.persona
    last = told.shared[-1] if told.shared else None
    lines = [_in_short(turn, persona) for turn in told.shared[:-1]]
    head: list[Widget] = [Static(plain(shared_words(told) + (" b: unfold" if lines else "")), classes="shared")]
    if lines:
        head.append(Static(Content("\n").join(lines), classes="unfolded"))
    if isinstance(last, Spoke):
        head.append(Static(_told_by(persona, last.text, seq=last.seq), classes="turn manager both"))
    return head


def _in_short(turn: ReplyReport | Spoke, persona: str) -> Content:
    name = persona if isinstance(turn, Spoke) else "You"
    return plain(f"{turn.seq + 1} · {name}: {shortened(turn.text, 200)}", "$text-muted")


def _row(cells: Sequence[Widget], kind: str) -> Horizontal:
    for cell, side in zip(cells, ("left", "right"), strict=True):
        cell.add_class("cell", side)
    return Horizontal(*cells, classes=f"row {kind}")


def _reply(exchange: Exchange | None) -> Static:
    if exchange is None:
        return Static(Content.styled("This talk has no reply here.", "$text-muted"), classes="none")
    reply = exchange.reply
    if reply is None:
        return Static("", classes="none")
    band = None if reply.score is None else Band.of(reply.score)
    head = Content.assemble(
        (f"{reply.seq + 1} · You", "bold $text-accent"), "   ", plain(reply_words(reply), band_style(band))
    )
    return Static(Content.assemble(head, "\n", Content(clean(reply.text).strip())), classes="turn engineer")


def _found(lines: Sequence[str]) -> Static:
    return Static(Content("\n").join(plain(line, _SIGNS.get(line[:1], "$text-muted")) for line in lines))


def _answer(exchange: Exchange | None, persona: str) -> Static:
    if exchange is None:
        return Static("", classes="none")
    if exchange.answer is None:
        return Static(plain(f"{persona} has not answered.", "$text-muted"), classes="none")
    move = move_words(exchange.answer)
    return Static(_told_by(persona, exchange.answer.text, move, exchange.answer.seq), classes="turn manager")


def _told_by(persona: str, text: str, move: str = "", seq: int | None = None) -> Content:
    number = "" if seq is None else f"{seq + 1} · "
    return Content.assemble(
        plain(f"{number}{persona}", "bold"), plain(f"   {move}", "$text-muted"), "\n", Content(clean(text).strip())
    )
