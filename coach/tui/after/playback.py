"""A kept talk that appears piece by piece: its turns, and below each reply what was found in it."""

from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content

from coach.domain.feedback import ReplyReport
from coach.domain.hint import read_hints
from coach.domain.judgement import Change, Finding, Unjudged, Verdict
from coach.domain.pacing import Reel
from coach.domain.report import Report
from coach.domain.rubric import Move, Rubric
from coach.domain.scorecard import Band
from coach.domain.session import Session
from coach.rendering import MARKS, discrepancy_line, outcome_words, score_words
from coach.rendering.pieces import LOOKS
from coach.rendering.words import folded, shortened
from coach.tui.pieces import STYLES
from coach.tui.widgets.block import Block, Kind
from coach.tui.widgets.conversation import Conversation
from coach.tui.words import plain

_QUOTED = 44
"""Characters of a quote below the reply that it is marked in: enough to find it there."""


class Found(Block):
    """What was found in a reply, in line with its words."""

    def __init__(self, content: Content) -> None:
        super().__init__(Kind.SETTING, content)

    @property
    def _indent(self) -> int:
        return 6


class Playback(Conversation):
    """Holds all of a talk, and shows as much of it as has been played."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._all: list[Block] = []

    def thread(
        self,
        session: Session,
        report: Report,
        changes: Mapping[int, Sequence[Change]],
        rubric: Rubric,
        *,
        brief: bool,
    ) -> None:
        """Take a talk as one judge sees it, with what another one saw otherwise by turn, and show none of it yet.

        There is a block for each beat of its reel, after the setting, and one for the end. With `brief` there are only
        signs below a reply: all that was found in it stands elsewhere.
        """
        self._blocks, self._tops = [], []
        self.load(session.model_copy(update={"turns": ()}))
        blocks = list(self._blocks)
        for turn, told in zip(session.turns, report.turns, strict=True):
            if isinstance(told, ReplyReport):
                marks = read_hints(told.text, told.judgement, told.discrepancies).marks
                seen = changes.get(told.seq, ())
                found = brief_content(told, seen) if brief else found_content(told, seen, rubric, quoted=_QUOTED)
                blocks += [self._turn(turn, marks), Found(found)]
            else:
                blocks.append(self._turn(turn, ()))
        ended = f"The talk ended: {outcome_words(session.outcome)}." if session.outcome else "The talk is still open."
        self._all = [*blocks, Block(Kind.END, plain(ended))]

    def play_to(self, reel: Reel, at: int) -> None:
        """Show everything up to a beat, and of the turn that it belongs to as much as there is room for."""
        whole = at == len(reel.beats) - 1
        count = len(self._all) if whole else at + 2
        self._blocks = self._all[:count]
        self._lay_out(min(len(self._tops), count))
        turn = reel.beats[at].turn
        first = 1 + next(n for n, beat in enumerate(reel.beats) if beat.turn == turn)
        if first < len(self._tops):
            # Forced: at the first line too many there is no scroll bar yet, and without one Textual scrolls nothing.
            self.scroll_to(y=min(self._tops[first], self.max_scroll_y), animate=False, force=True)


def brief_content(reply: ReplyReport, changes: Sequence[Change]) -> Content:
    """Return the score of a reply, the sign of each finding, and how many verdicts another judge sees otherwise."""
    signs = [
        plain(f" {MARKS[f.verdict]}", f"bold {STYLES[LOOKS[f.verdict]]}")
        for f in sorted(reply.shown, key=lambda f: list(MARKS).index(f.verdict))
    ]
    otherwise = plain(f"   ~ {len(changes)} seen otherwise", "$text-accent") if changes else Content("")
    return Content.assemble(_score(reply), " ", *signs, otherwise)


def found_content(
    reply: ReplyReport, changes: Iterable[Change], rubric: Rubric, *, quoted: int = 300, air: str = ""
) -> Content:
    """Return what was found in a reply, what is absent on one line, and what the other judge saw otherwise.

    Quotes have at most `quoted` characters; `air` stands between the findings.
    """
    lines = [_score(reply)]
    for finding in reply.shown:
        if finding.verdict is not Verdict.ABSENT:
            lines.append(_finding(finding, rubric, quoted))
    if absent := [rubric.words(f.rule).title for f in reply.shown if f.verdict is Verdict.ABSENT]:
        lines.append(plain(f"{MARKS[Verdict.ABSENT]} Absent: {', '.join(absent)}", "$text-muted"))
    lines += [plain(discrepancy_line(found), "$text-warning") for found in reply.discrepancies]
    if otherwise := [_change(change, rubric, quoted) for change in changes]:
        lines += [
            Content.styled("The judge that it was played with saw it otherwise:", "bold $text-accent"),
            *otherwise,
        ]
    return Content(f"\n{air}").join(lines)


def _score(reply: ReplyReport) -> Content:
    if isinstance(reply.judgement, Unjudged):
        return plain(f"? not judged: {reply.judgement.reason}", "$text-warning")
    if reply.judgement is None:
        return plain("? not judged yet", "$text-warning")
    return plain(score_words(reply.score, None if reply.score is None else Band.of(reply.score)), "bold $text")


def _finding(finding: Finding, rubric: Rubric, quoted: int) -> Content:
    made = isinstance(finding.rule, Move) and finding.verdict is Verdict.MET
    verdict = "done" if made else "not judged" if finding.verdict is Verdict.UNJUDGED else finding.verdict.value
    style = f"bold {STYLES[LOOKS[finding.verdict]]}"
    quote = f" “{shortened(finding.evidence[0].quote, quoted)}”" if finding.evidence else ""
    return Content.assemble(
        plain(f"{MARKS[finding.verdict]} {rubric.words(finding.rule).title}: {verdict}", style),
        plain(quote, "italic $text"),
        plain(f" {folded(finding.reason)}" if finding.reason else "", "$text-muted"),
    )


def _change(change: Change, rubric: Rubric, quoted: int) -> Content:
    was, now = (v.value if v else "not judged" for v in (change.was, change.now))
    quote = f" “{shortened(change.was_quote, quoted)}”" if change.was_quote else ""
    return Content.assemble(
        plain(f"~ {rubric.words(change.rule).title}: {was}, now {now}", "bold $text"),
        plain(quote, "italic $text"),
        plain(f" {folded(change.was_reason)}" if change.was_reason else "", "$text-muted"),
    )
