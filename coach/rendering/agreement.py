"""What calibrating measured, as lines of plain text, and the judge card as Markdown."""

from coach.domain.agreement import ClassesAgreement, CriterionAgreement, Kappa, Label
from coach.domain.card import JudgeCard, trust
from coach.domain.figures import Attacked, Cost, Figures, Flips, Junk, LinesAgreement, Quotes, Shift
from coach.domain.judgement import JudgedBy, Verdict
from coach.rendering.trust import measured_words
from coach.rendering.words import figure

_LABELS: tuple[Label, ...] = (Verdict.VIOLATED, Verdict.ABSENT, Verdict.MET)
_SAID = (*_LABELS, Verdict.UNJUDGED)


def agreement_lines(figures: Figures, name: str) -> list[str]:
    """Return everything that was measured as tables. The same figures give the same lines, to the letter."""
    lines = [*_kappa_table(figures, name), "", *_confusion_table(figures.agreement.criteria), "", *_move_table(figures)]
    lines += ["", _baseline_line(figures), _flips_line(figures.flips), _quotes_line(figures.quotes)]
    if figures.junk:
        lines.append(_junk_line(figures.junk))
    if figures.attacks:
        lines += ["", *_attack_table(figures.attacks)]
    if figures.lines:
        lines += ["", *_lines_tables(figures.lines)]
    return lines


def cost_line(cost: Cost) -> str:
    """Return what one reply costs in time and tokens."""
    middle, slow = _milliseconds(cost.p50_ms), _milliseconds(cost.p99_ms)
    time = f"{middle} a reply (p50), {slow} (p99), over {cost.replies} replies"
    if cost.input_tokens is None or cost.output_tokens is None:
        return f"{time}."
    return f"{time}; tokens a reply: {cost.input_tokens:.0f} in, {cost.output_tokens:.0f} out."


def card_markdown(card: JudgeCard, installed: JudgedBy) -> str:
    """Return the judge card: each set with what made it, and loudly so where another judge was measured."""
    parts = [
        "# The judge card",
        "How far the offline judge agrees with labelled replies. Every set says what made its rows and labels, and so "
        "what the figures may be called. A score on screen is this judge's reading, no more.",
    ]
    if not card.sets:
        parts.append("Nothing has been measured yet.")
    for measured in card.sets:
        parts += [f"## {measured.name}", measured.made_by]
        if figures := trust(measured):
            parts.append(measured_words(figures))
        if measured in card.outdated(installed):
            parts.append(
                "> **These figures are not those of the installed judge.** They were measured with "
                f"{_digests(measured.by)}; installed is {_digests(installed)}. Measure again: `coach calibrate ROWS`."
            )
        else:
            parts.append(f"Measured with {_digests(measured.by)}, as installed.")
        parts.append("\n".join(["```text", *agreement_lines(measured.figures, measured.by.judge), "```"]))
    return "\n\n".join(parts) + "\n"


def _kappa_table(figures: Figures, name: str) -> list[str]:
    judge, keywords = figures.agreement, figures.keywords
    lines = [
        f"Agreement of the {name} judge with the labels of {judge.rows} replies: kappa with its 95 % interval, the",
        "share of violated / absent / met among the labels, and the kappa of a keyword list.",
        "",
        f"{'criterion':24}{'kappa':>7}{'95 %':>14}{'share':>18}{'unjudged':>10}{'keywords':>10}",
    ]
    for row, base in zip(judge.criteria, keywords.criteria, strict=True):
        share = " / ".join(f"{rate:.2f}".removeprefix("0") for rate in row.base_rates.values())
        lines.append(
            f"{row.criterion.value:24}{figure(row.kappa.value):>7}{_interval(row.kappa):>14}{share:>18}"
            f"{row.unjudged:>10}{figure(base.kappa.value):>10}"
        )
    lines.append(
        f"{'pooled':24}{figure(judge.pooled.value):>7}{_interval(judge.pooled):>14}{'':>18}{judge.unjudged:>10}"
        f"{figure(keywords.pooled.value):>10}"
    )
    return lines


def _confusion_table(criteria: tuple[CriterionAgreement, ...]) -> list[str]:
    """Return for each label of the rows how often the judge says violated, absent, met and nothing."""
    cells = "".join(f"{sign:>4}" for sign in "vam?")
    lines = [
        f"{'the labels say':24}{'violated':>16}  {'absent':>16}  {'met':>16}  {'violated':>11}  {'met':>11}",
        f"{'and the judge says':24}{cells}  {cells}  {cells}  {'prec.':>6}{'rec.':>5}  {'prec.':>6}{'rec.':>5}",
    ]
    for row in criteria:
        counts = "  ".join("".join(f"{row.count(truth, said):>4}" for said in _SAID) for truth in _LABELS)
        found = "  ".join(f"{figure(s.precision):>6}{figure(s.recall):>5}" for s in (row.violated, row.met))
        lines.append(f"{row.criterion.value:24}{counts}  {found}")
    return lines


def _move_table(figures: Figures) -> list[str]:
    judge, keywords = figures.agreement, figures.keywords
    lines = [
        f"{'move':24}{'kappa':>7}{'F1':>7}{'precision':>11}{'recall':>8}{'share true':>12}{'unjudged':>10}"
        f"{'keywords F1':>13}"
    ]
    for move, base in zip(judge.moves, keywords.moves, strict=True):
        lines.append(
            f"{move.move.value:24}{figure(move.kappa.value):>7}{figure(move.f1):>7}{figure(move.precision):>11}"
            f"{figure(move.recall):>8}{move.base_rate:>12.2f}{move.unjudged:>10}{figure(base.f1):>13}"
        )
    lines.append(f"{'macro F1':24}{'':>7}{figure(judge.macro_f1):>7}{'':>41}{figure(keywords.macro_f1):>13}")
    return lines


def _baseline_line(figures: Figures) -> str:
    most = figures.majority
    return (
        f"Saying of every reply what most labels say: kappa 0 on each criterion, {figure(most.pooled.value)} pooled; "
        f"macro F1 {figure(most.macro_f1)}."
    )


def _flips_line(flips: Flips | None) -> str:
    if flips is None:
        return "Judged once: how often a second run says otherwise was not measured."
    share = f" ({flips.differ / flips.labels:.1%})" if flips.labels else ""
    left_out = f"; {flips.left_out} unjudged ones left out" if flips.left_out else ""
    return f"Judged {flips.runs} times: {flips.differ} of {flips.labels} labels differ between runs{share}{left_out}."


def _quotes_line(quotes: Quotes) -> str:
    share = f" ({quotes.verbatim / quotes.shown:.1%})" if quotes.shown else ""
    return f"Quotes: {quotes.verbatim} of {quotes.shown} stand word for word in their reply{share}."


def _junk_line(junk: Junk) -> str:
    above = "".join(f"; {j.name}: {j.total:.0f}" for j in junk.above)
    unjudged = f" ({junk.unjudged} not judged)" if junk.unjudged else ""
    count = f"{len(junk.above)} of {junk.replies}"
    return f"Junk: {count} replies that say nothing score above the lowest band{above}{unjudged}."


def _attack_table(attacks: Attacked) -> list[str]:
    rows = "all rows" if attacks.sampled is None else f"{attacks.sampled} rows a family, drawn by their ids"
    lines = [
        f"Attacked beside their clean twins: {rows}. The shift of a pair is the mean over the criteria, in steps.",
        "",
        f"{'attack':24}{'pairs':>7}{'mean shift':>12}{'without sign':>14}{'largest':>9}{'any rises':>11}",
    ]
    lines += [_shift_line(family.family.value, family) for family in attacks.families]
    return [*lines, _shift_line("all", attacks.overall)]


def _shift_line(name: str, shift: Shift) -> str:
    unjudged = f"  ({shift.unjudged} not judged)" if shift.unjudged else ""
    return (
        f"{name:24}{shift.pairs:>7}{_signed(shift.mean):>12}{figure(shift.mean_abs):>14}{_signed(shift.largest):>9}"
        f"{shift.risen:>11}{unjudged}"
    )


def _lines_tables(lines: LinesAgreement) -> list[str]:
    found = _class_table("what the line does", lines.does)
    return found if lines.pattern is None else [*found, "", *_class_table("objection pattern", lines.pattern)]


def _class_table(title: str, agreement: ClassesAgreement) -> list[str]:
    lines = [
        f"A manager's line, read from its text: {agreement.right} of {agreement.n} as labelled.",
        f"{title:24}{'lines':>7}{'F1':>7}{'precision':>11}{'recall':>8}",
    ]
    lines += [
        f"{c.label:24}{c.count:>7}{figure(c.f1):>7}{figure(c.precision):>11}{figure(c.recall):>8}"
        for c in agreement.classes
    ]
    return [*lines, f"{'macro F1':24}{'':>7}{figure(agreement.macro_f1):>7}"]


def _digests(by: JudgedBy) -> str:
    return f"rules {by.weights or 'none'} and rubric {by.rubric}"


def _milliseconds(value: float) -> str:
    return f"{value:.1f} ms" if value < 100 else f"{value / 1000:.1f} s"


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{round(value, 2) + 0.0:+.2f}"


def _interval(kappa: Kappa) -> str:
    return "" if kappa.low is None or kappa.high is None else f"{kappa.low:.2f}–{kappa.high:.2f}"
