"""What the coach's pane says: findings on a reply, a better way to say it, the objections so far, the brief."""

from collections.abc import Sequence

from textual.content import Content

from coach.domain.brief import Brief, PastProject
from coach.domain.discrepancy import change_words
from coach.domain.feedback import Advice, ReplyReport, advise, strength
from coach.domain.judgement import Finding, Judgement, Unjudged, Verdict
from coach.domain.objections import Raised
from coach.domain.rewriting import Rewrite
from coach.domain.rubric import Criterion, Move, Rubric
from coach.domain.scorecard import Band
from coach.rendering import MARKS, discrepancy_line, raised_lines, rise_words, score_words
from coach.tui.words import plain

_STYLES = {
    Verdict.VIOLATED: "bold $text-error",
    Verdict.MET: "bold $text-success",
    Verdict.UNJUDGED: "bold $text-warning",
    Verdict.ABSENT: "$text-muted",
}
"""In the order in which findings are shown."""


def findings_content(reply: ReplyReport, judge: str, remark: str, rubric: Rubric) -> Content:
    """Return the findings on one reply: violated first, then met, unjudged, absent."""
    parts: list[Content] = []
    judged = isinstance(reply.judgement, Judgement)
    score = score_words(reply.score, None if reply.score is None else Band.of(reply.score)) if judged else ""
    title = (f"Turn {reply.seq + 1}{f': {score}' if score else ''}", "bold")
    parts.append(Content.assemble(title, "\n", plain(f"Judge: {judge}", "$text-muted")))
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
        Content.styled("Or say it like this", "bold"),
        plain(f"“{' '.join(rewrite.instead.split())}”", "italic"),
        plain(f"{rise_words(rewrite, rubric)} Judge: rules (offline)", "$text-muted"),
    ]
    return Content("\n").join(lines)


def summary_content(reply: ReplyReport | None, objections: str) -> Content:
    """Return one line on a reply: the key, its score by whom, and how many rules speak for it and against it."""
    # The key first: on a narrow screen the end of the line is cut.
    parts = [Content.assemble(("F2 ", "$text-muted"), ("Coach", "bold"))]
    if reply and isinstance(reply.judgement, Judgement):
        counts = {v: sum(f.verdict is v for f in reply.judgement.findings) for v in _STYLES}
        if reply.score is not None:
            scored = score_words(reply.score, Band.of(reply.score))
            parts.append(Content.assemble(plain(f"{reply.judgement.by.judge}: ", "$text-muted"), plain(scored, "bold")))
        told = {Verdict.VIOLATED: "against you", Verdict.MET: "for you", Verdict.UNJUDGED: "not judged"}
        parts += [plain(f"{MARKS[v]} {counts[v]} {words}", _STYLES[v]) for v, words in told.items() if counts[v]]
    elif reply:
        parts.append(Content.styled("? not judged", "$text-warning"))
    parts.append(plain(objections, "$text-muted"))
    return Content(" · ").join(parts)


def objections_content(raised: Sequence[Raised], *, exam: bool) -> Content:
    """Return the objections so far in the manager's words, and what became of each."""
    if not raised:
        return Content.styled("No objection yet. What your manager holds against it will stand here.", "$text-muted")
    parts = []
    for one, (words, state) in zip(raised, raised_lines(raised, exam=exam), strict=True):
        lines = [plain(words, "$text-success" if one.answered and not exam else "")]
        lines += [plain(state, "$text-muted")] if state else []
        parts.append(Content("\n").join(lines))
    return Content("\n\n").join(parts)


def exam_content() -> Content:
    """Return why there are no findings."""
    return Content.styled(
        "This is an exam: no hints while you type, and nothing on your replies until the report. Everything is read "
        "all the same. Your brief and the objections so far stay at hand.",
        "$text-muted",
    )


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
    verdict += "" if finding.sure else ", though the judge is not sure"
    lines = [Content.styled(f"{MARKS[finding.verdict]} {words.title}: {verdict}", _STYLES[finding.verdict])]
    if finding.evidence:
        lines.append(plain(f"“{' '.join(finding.evidence[0].quote.split())}”", "italic"))
    if finding.reason and (advice or finding.verdict is not Verdict.ABSENT):
        lines.append(plain(finding.reason))
    if advice:
        lines.append(plain(f"{advice.goal}{f' {advice.mistake}' if advice.moment else ''}"))
        lines.append(plain(f"Instead: {advice.alternative}", "$text-muted"))
    return Content("\n").join(lines)
