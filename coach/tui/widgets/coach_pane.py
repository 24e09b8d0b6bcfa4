"""The coach's pane: how the objections stand, and what the last reply showed, or the brief."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.domain.brief import Brief, PastProject
from coach.domain.discrepancy import change_words
from coach.domain.feedback import Advice, ReplyReport, advise, strength
from coach.domain.judgement import Finding, Judgement, Unjudged, Verdict
from coach.domain.ledger import Ledger
from coach.domain.rewriting import Rewrite
from coach.domain.rubric import Criterion, Move, Rubric
from coach.domain.scorecard import Band
from coach.rendering import MARKS, discrepancy_line, rise_words, score_words
from coach.tui.words import plain

_STYLES = {
    Verdict.VIOLATED: "bold $text-error",
    Verdict.MET: "bold $text-success",
    Verdict.UNJUDGED: "bold $text-warning",
    Verdict.ABSENT: "$text-muted",
}
"""In the order in which findings are shown."""


class CoachPane(VerticalScroll, can_focus=True):
    """Two pages in one place: findings and brief."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._findings = Content("After each reply the coach says here what it showed, with quotes.")
        self._rewrite = Content("")
        self._seq = -1
        """The turn whose findings are shown."""
        self._brief = Content("")
        self._objections = ""
        self.on_brief = True
        """Whether the brief is shown."""

    def compose(self) -> ComposeResult:
        """Make the one place where everything stands."""
        yield Static(id="coach-words")

    def brief(self, brief: Brief) -> None:
        """Take the engineer's brief."""
        self._brief = brief_content(brief)
        self.show(brief=self.on_brief)

    def progress(self, ledger: Ledger) -> None:
        """Say how many objections were raised and answered, not which ones are still to come."""
        raised = [o for o in ledger.objections if o.raised_at is not None]
        settled = sum(o.status == "settled" for o in raised)
        objections = f"{len(raised) or 'no'} objection{'' if len(raised) == 1 else 's'}"
        self._objections = f" · {objections}" + (f", {settled} answered" if raised else " yet")
        self.show(brief=self.on_brief)

    def findings(self, reply: ReplyReport, judge: str, remark: str, rubric: Rubric) -> None:
        """Take what a judge, named in words, found in a reply; `remark` says why it is not the scoring judge."""
        self._findings = findings_content(reply, judge, remark, rubric)
        if reply.seq != self._seq:
            self._seq, self._rewrite = reply.seq, Content("")
        self.show(brief=False)

    def rewrite(self, rewrite: Rewrite, rubric: Rubric) -> None:
        """Take a better way to say the reply whose findings are shown."""
        self._rewrite = rewrite_content(rewrite, rubric)
        self.show(brief=self.on_brief, home=False)

    def show(self, *, brief: bool, home: bool = True) -> None:
        """Turn to the brief or to the findings."""
        self.on_brief = brief
        self.border_title = ("Brief" if brief else "Coach") + self._objections
        self.border_subtitle = "F2: findings" if brief else "F2: brief"
        found = Content("\n\n").join([self._findings, *([self._rewrite] if self._rewrite.plain else [])])
        self.query_one("#coach-words", Static).update(self._brief if brief else found)
        if home:
            self.scroll_home(animate=False)


def findings_content(reply: ReplyReport, judge: str, remark: str, rubric: Rubric) -> Content:
    """Return the findings on one reply: violated first, then met, unjudged, absent."""
    parts: list[Content] = []
    judged = isinstance(reply.judgement, Judgement)
    score = score_words(reply.score, None if reply.score is None else Band.of(reply.score)) if judged else ""
    title = (f"Turn {reply.seq + 1}  {score}", "bold")
    parts.append(Content.assemble(title, plain(f"  Judge: {judge}", "$text-muted")))
    if remark:
        parts.append(plain(remark, "$text-warning" if remark.startswith("?") else "$text-muted italic"))
    parts += [plain(discrepancy_line(found), "$text-warning") for found in reply.discrepancies]
    if isinstance(reply.judgement, Unjudged):
        parts.append(plain(f"? not judged: {reply.judgement.reason}", "$text-warning"))
    elif reply.judgement is None and not remark:
        parts.append(Content.styled("? not judged yet", "$text-warning"))
    elif not reply.shown:
        parts.append(Content("· nothing in this reply counts for or against you"))
    best = strength(reply)
    first = [f for f in reply.shown if best and f.rule is best.criterion]
    advice = {a.criterion: a for a in advise([reply], rubric)}
    # Advised is every violation, or else the first thing that was missed: more is not read in the midst of a talk.
    wrong = [f for f in reply.shown if f.verdict is Verdict.VIOLATED]
    missed = [f for f in reply.shown if f.verdict is Verdict.ABSENT]
    advised = wrong or missed[:1]
    parts += [_finding(f, rubric) for f in first]
    parts += [_finding(f, rubric, advice.get(f.rule) if isinstance(f.rule, Criterion) else None) for f in advised]
    rest = [f for f in reply.shown if f not in (*first, *advised, *missed)]
    parts += [_finding(f, rubric) for f in sorted(rest, key=lambda f: list(_STYLES).index(f.verdict))]
    if absent := [f for f in missed if f not in advised]:
        parts.append(Content("\n").join(_finding(f, rubric) for f in absent))
    return Content("\n\n").join(parts)


def rewrite_content(rewrite: Rewrite, rubric: Rubric) -> Content:
    """Return what could be said instead, and what that raises."""
    lines = [
        Content.assemble(("Or say it like this", "bold"), ("  Judge: rules (offline)", "$text-muted")),
        plain(f"  “{' '.join(rewrite.instead.split())}”", "italic"),
        plain(f"  {rise_words(rewrite, rubric)}", "$text-muted"),
    ]
    return Content("\n").join(lines)


def brief_content(brief: Brief) -> Content:
    """Return the brief, short, for a look in the middle of the talk."""
    title = "Stand-in brief of this scene: borrow its numbers" if brief.stand_in else "Your own brief"
    groups = [
        ("Strengths", [f"{s.technique}: {s.proof}" if s.proof else s.technique for s in brief.strengths]),
        ("Results with numbers", [_result(p) for p in brief.projects]),
        ("Opportunities", [o.name for o in brief.opportunities]),
        (
            "What you would bring",
            [f"{v.technique} → {v.project_goal} → {v.result}" for v in brief.value_propositions],
        ),
    ]
    parts = [Content.styled(title, "$text-muted")]
    for head, lines in groups:
        if lines:
            items = [plain(f"· {line}") for line in lines]
            parts.append(Content("\n").join([Content.styled(head, "bold"), *items]))
    return Content("\n\n").join(parts)


def _result(project: PastProject) -> str:
    change = f": {words}" if (words := change_words(project)) else ""
    effect = f", {project.business_effect}" if project.business_effect else ""
    return f"{project.name}{change}{effect}"


def _finding(finding: Finding, rubric: Rubric, advice: Advice | None = None) -> Content:
    words = rubric.words(finding.rule)
    made = isinstance(finding.rule, Move) and finding.verdict is Verdict.MET
    verdict = "done" if made else "not judged" if finding.verdict is Verdict.UNJUDGED else finding.verdict.value
    lines = [Content.styled(f"{MARKS[finding.verdict]} {words.title}: {verdict}", _STYLES[finding.verdict])]
    if finding.evidence:
        lines.append(plain(f"  “{' '.join(finding.evidence[0].quote.split())}”", "italic"))
    if finding.reason and finding.verdict is not Verdict.ABSENT:
        lines.append(plain(f"  {finding.reason}"))
    if advice:
        lines.append(plain(f"  {advice.goal}{f' {advice.mistake}' if advice.moment else ''}"))
        lines.append(plain(f"  Instead: {advice.alternative}", "$text-muted"))
    return Content("\n").join(lines)
