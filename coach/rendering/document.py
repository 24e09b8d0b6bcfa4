"""A report as Markdown and as a page: every foreign text is shown verbatim, without links or structure of its own."""

import html as escaping
import re
from collections.abc import Iterable

from coach.domain.feedback import Advice, Moment, ReplyReport
from coach.domain.judgement import Unjudged, Verdict
from coach.domain.ledger import CARRIED, Commitment
from coach.domain.report import Report, Spoke
from coach.domain.rewriting import Rewrite
from coach.domain.rubric import Rubric
from coach.domain.scorecard import Band, CriterionScore
from coach.domain.transcript import Speaker
from coach.domain.vocabulary import SpokenUse
from coach.rendering.vocabulary import USE_MARKS
from coach.rendering.words import (
    discrepancy_line,
    finding_line,
    folded,
    move_words,
    outcome_words,
    real_talk_words,
    rise_words,
    score_words,
    shortened,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~!&])|^(\s*)([-+=]|\d+[.)])", re.MULTILINE)
_URL = re.compile(r"(?i)\b(?:https?|ftp|mailto)(?=:)|\bwww(?=\.)")


def escape(text: str) -> str:
    """Return foreign text as Markdown that shows it verbatim, with no links and no structure."""
    escaped = _SPECIAL.sub(lambda m: "\\" + m[1] if m[1] else f"{m[2]}{_escape_start(m[3])}", text)
    # Linkifiers run on bare addresses too; an entity in the scheme shows the same and is no address.
    return _URL.sub(lambda m: f"&#{ord(m[0][0])};{m[0][1:]}", escaped)


def markdown(report: Report, rubric: Rubric) -> str:
    """Return a whole report as Markdown."""
    parts = [f"# {escape(report.title)}", _facts(report), *_verdict_parts(report, rubric)]
    if report.vocabulary:
        parts += ["## The terms you used", *_vocabulary_parts(report.vocabulary)]
    if report.mind:
        parts += ["## What was in their mind", *_mind_parts(report)]
    parts += ["## Turn by turn", *(_turn_part(turn, report, rubric) for turn in report.turns)]
    if report.next_exercise:
        parts += ["## Next", escape(report.next_exercise)]
    return "\n\n".join(parts) + "\n"


def html(report: Report, rubric: Rubric) -> str:
    """Return a whole report as one self-contained page without scripts or links."""
    return page(report.title, markdown(report, rubric))


def page(title: str, text: str) -> str:
    """Return Markdown of our own making as one self-contained page without scripts or links."""
    from markdown_it import MarkdownIt  # 40 ms that only this export needs

    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return _PAGE.format(title=escaping.escape(title), style=_STYLE, body=body)


def _facts(report: Report) -> str:
    facts = [
        ("Level", report.difficulty),
        ("Manager", _engine(report.manager, report.model)),
        ("Judge", _engine(report.judge, (report.by.model if report.by else None) or "")),
        ("Outcome", outcome_words(report.outcome) if report.session else ""),
        ("Session", report.session),
        *(("The real talk", real_talk_words(talk)) for talk in report.real_talks),
    ]
    return " · ".join(f"{name}: **{escape(value)}**" for name, value in facts if value)


def _engine(name: str, model: str) -> str:
    spoken = {"scripted": "scripted (offline)", "rules": "rules (offline)"}
    return spoken.get(name, f"{name} ({model})" if name and model else name)


def _verdict_parts(report: Report, rubric: Rubric) -> Iterable[str]:
    card = report.score
    yield f"## Score: {score_words(card.total, card.band)}"
    replies = "reply" if card.replies == 1 else "replies"
    yield f"{card.judged} of {card.replies} {replies} judged by the {escape(report.judge)} judge."
    if report.remarks:
        yield "\n".join(f"- {escape(remark)}" for remark in report.remarks)
    if report.strongest:
        yield "### Strongest moment"
        yield _moment(report.strongest)
    if report.feedback:
        yield f"### The one thing to work on: {escape(rubric.words(report.feedback[0].criterion).title)}"
        yield _advice(report.feedback[0])
    further = report.feedback[1:]
    if violated := [a for a in further if a.verdict is Verdict.VIOLATED]:
        yield "### What else went wrong"
        yield from (f"**{escape(rubric.words(a.criterion).title)}.** {_advice(a)}" for a in violated)
    if missed := [a for a in further if a.verdict is Verdict.ABSENT]:
        yield "### Missed opportunities"
        told = {a.criterion for a in report.feedback if a not in missed}
        yield "\n".join(f"- {_missed(a, rubric, told=a.criterion in told)}" for a in missed)
    if report.rewrites:
        yield "### Said another way"
        yield from (_rewrite(rewrite, rubric) for rewrite in report.rewrites)
    if card.judged:
        yield "### Every criterion"
        yield _criteria_table(card.criteria, rubric)


def _advice(advice: Advice) -> str:
    """Return goal → mistake → alternative, with the one example between them."""
    moment = f"\n\n{_moment(advice.moment)}" if advice.moment else ""
    others = [str(p.seq + 1) for p in advice.places if advice.moment and p.seq != advice.moment.seq]
    also = f" Also in turn {', '.join(others)}." if others else ""
    return f"{escape(advice.goal)} {escape(advice.mistake)}{moment}{also}\n\n{escape(advice.alternative)}"


def _missed(advice: Advice, rubric: Rubric, *, told: bool) -> str:
    """Return goal → mistake → alternative, or the mistake alone where the other two have been `told`."""
    title = f"**{escape(rubric.words(advice.criterion).title)}.**"
    said = [advice.mistake] if told else [advice.goal, advice.mistake, advice.alternative]
    return " ".join([title, *map(escape, said)])


def _rewrite(rewrite: Rewrite, rubric: Rubric) -> str:
    said, instead = escape(shortened(rewrite.said)), escape(folded(rewrite.instead))
    rose = escape(rise_words(rewrite, rubric))
    return f"**Turn {rewrite.seq + 1}.** You said: “{said}”\n\n> Instead: “{instead}”\n\n{rose}"


def _criteria_table(rows: Iterable[CriterionScore], rubric: Rubric) -> str:
    lines = ["| Criterion | | Met | Violated | Turns that count |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        total = None if row.score is None else 100 * row.score
        words = "no opportunity" if total is None else score_words(total, Band.of(total))
        title = escape(rubric.words(row.criterion).title)
        lines.append(f"| {title} | {words} | {row.met} | {row.violated} | {row.counted} |")
    return "\n".join(lines)


def _moment(moment: Moment) -> str:
    reason = f" {escape(moment.reason)}" if moment.reason else ""
    return f"> Turn {moment.seq + 1}: “{escape(folded(moment.quote))}”{reason}"


def _mind_parts(report: Report) -> Iterable[str]:
    assert report.mind
    lines = []
    for objection in report.mind.objections:
        quote = f" by “{escape(folded(objection.quote))}”" if objection.quote else ""
        lines.append(f"- {escape(objection.concern)} **{escape(objection.status)}**{quote}")
    yield "\n".join(lines)
    if report.mind.commitments:
        who = {Speaker.MANAGER: "They", Speaker.ENGINEER: "You"}
        yield "Said to be done:\n\n" + "\n".join(
            f"- {who[c.by]}, {_said_at(c)}: {escape(folded(c.what))}{f' ({escape(c.due)})' if c.due else ''}"
            for c in report.mind.commitments
        )


def _said_at(commitment: Commitment) -> str:
    return "in an earlier meeting" if commitment.seq == CARRIED else f"turn {commitment.seq + 1}"


def _vocabulary_parts(uses: Iterable[SpokenUse]) -> Iterable[str]:
    yield "Read offline from the words, apart from the score."
    yield "\n".join(
        f"- {USE_MARKS[use.use]} **{escape(use.title)}**, turn {use.seq + 1}, {use.use.value}: "
        f"“{escape(shortened(use.quote))}” {escape(use.why)}"
        for use in uses
    )


def _turn_part(turn: ReplyReport | Spoke, report: Report, rubric: Rubric) -> str:
    if isinstance(turn, Spoke):
        name = turn.name or ("Manager" if turn.speaker is Speaker.MANAGER else "Other")
        move = f" · {words}" if (words := move_words(turn)) else ""
        note = f"\n\n*{escape(turn.note)}*" if turn.note else ""
        return f"**{turn.seq + 1}. {escape(name)}**{move}\n\n{_quoted(turn.text)}{note}"
    head = f"**{turn.seq + 1}. You**"
    if isinstance(turn.judgement, Unjudged):
        findings = f"- ? not judged: {escape(turn.judgement.reason)}"
    elif turn.judgement is None:
        findings = "- ? not judged yet"
    else:
        head += f" · {score_words(turn.score, None if turn.score is None else Band.of(turn.score))}"
        findings = "\n".join(f"- {escape(folded(finding_line(f, rubric)))}" for f in turn.shown)
    findings += "".join(f"\n- {escape(discrepancy_line(found))}" for found in turn.discrepancies)
    return f"{head}\n\n{_quoted(turn.text)}\n\n{findings}".rstrip()


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line.strip() else ">" for line in escape(text).split("\n"))


def _escape_start(mark: str) -> str:
    return f"\\{mark}" if len(mark) == 1 else f"{mark[:-1]}\\{mark[-1]}"


_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1.25rem; }
h1, h2, h3 { line-height: 1.25; margin: 2.2em 0 0.6em; } h1 { margin-top: 0; }
blockquote { margin: 0.5rem 0; padding: 0.1rem 1rem;
  border-left: 0.25rem solid #8aa; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 0.35rem 0.6rem; text-align: left; border-bottom: 1px solid #8886; }
@media print { body { margin: 0; max-width: none; } h2, h3, tr, blockquote { break-inside: avoid; } }
"""

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title><style>{style}</style></head>
<body>
{body}</body></html>
"""
