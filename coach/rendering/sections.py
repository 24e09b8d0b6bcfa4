"""A report as sections of blocks: what Markdown, the page and the screen all say, each in its own form."""

from collections.abc import Iterable, Iterator

from coach.domain.exercise import Exercise, Step
from coach.domain.feedback import Advice, Moment, ReplyReport
from coach.domain.judgement import Change, Finding, Judgement, Verdict
from coach.domain.report import Report
from coach.domain.rewriting import Rewrite
from coach.domain.rubric import MOVES, Criterion, CriterionWords, Rubric
from coach.domain.scorecard import Band, CriterionScore
from coach.domain.vocabulary import SpokenUse, Use
from coach.rendering.mind import mind_blocks
from coach.rendering.pieces import LOOKS, Block, Kind, Look, Piece, Section, head, item, quote, text
from coach.rendering.trust import trust_words
from coach.rendering.turns import turn_blocks
from coach.rendering.vocabulary import USE_MARKS
from coach.rendering.words import (
    MARKS,
    folded,
    outcome_words,
    real_talk_words,
    rise_words,
    score_words,
    shortened,
)

MOST_QUOTED = 6
"""Replies that are quoted for one verdict on one criterion; the other turns are only named."""

_USES = {Use.RIGHT: Look.MET, Use.WRONG: Look.VIOLATED, Use.EMPTY: Look.ABSENT}


def sections(report: Report, rubric: Rubric, *, keys: bool = False) -> tuple[Section, ...]:
    """Return a whole report; with `keys` what is to be done next names keys of the screen, else commands."""
    parts = [Section("In short", "In short", tuple(_short(report, rubric, keys=keys)))]
    if report.score.judged:
        parts.append(Section("Criteria", "Every criterion, with its evidence", tuple(_criteria(report, rubric))))
        if better := tuple(_better(report, rubric)):
            parts.append(Section("Better", "Say it better", better))
    if report.mind:
        parts.append(Section("Their mind", "What was in their mind", tuple(mind_blocks(report.mind, rubric))))
    if report.replies:
        parts.append(Section("Terms", "The terms you used", tuple(_terms(report.vocabulary))))
    turns = tuple(block for turn in report.turns for block in turn_blocks(turn, rubric))
    parts.append(Section("Turns", "Turn by turn", turns))
    return tuple(parts)


def change_section(rejudged_by: str, before: str, changes: Iterable[Change], rubric: Rubric) -> Section:
    """Return what a second judge sees otherwise than the first, turn by turn."""
    blocks: list[Block] = []
    for change in changes:
        if not blocks or blocks[-1].turn != change.seq:
            blocks.append(text(Piece(f"Turn {change.seq + 1}", Look.STRONG), turn=change.seq))
        rule = Piece(f"{rubric.words(change.rule).title}: ", Look.STRONG)
        was, now = (v.value if v else "not judged" for v in (change.was, change.now))
        said = f"{was} → {now}"
        why = f" {change.reason}" if change.reason else ""
        quoted = f" “{folded(change.now_quote)}”" if change.now_quote else ""
        look = LOOKS[change.now] if change.now else Look.UNSURE
        sign = MARKS[change.now] if change.now else "?"
        blocks.append(item(sign, look, rule, said, Piece(quoted, Look.QUOTE), why, turn=change.seq))
    title = f"What the {rejudged_by} judge sees otherwise than the {before} judge"
    return Section("Changed", title, tuple(blocks) or (text("Nothing: both give the same verdicts."),))


def score_line(report: Report) -> str:
    """Return band, score and outcome on one line."""
    score = score_words(report.score.total, report.score.band)
    told = f"{score[0].upper()}{score[1:]}"
    return f"{told} · {outcome_words(report.outcome)}" if report.session else told


def facts(report: Report) -> str:
    """Return where and by whom a report was made, on one line."""
    card = report.score
    replies = "reply" if card.replies == 1 else "replies"
    by = engine_words(report.judge, (report.by.model if report.by else None) or "")
    told = [
        report.difficulty,
        f"manager {engine_words(report.manager, report.model)}" if report.manager else "",
        f"{card.judged} of {card.replies} {replies} judged by {by}",
    ]
    return " · ".join(fact for fact in told if fact)


def engine_words(name: str, model: str) -> str:
    """Return who plays or judges."""
    spoken = {"scripted": "scripted (offline)", "rules": "rules (offline)"}
    return spoken.get(name, f"{name} ({model})" if name and model else name)


def exercise_words(exercise: Exercise, rubric: Rubric, *, keys: bool) -> str:
    """Return what to do next, by a key of the screen or by a command."""
    does = {
        Step.RESUME: ("Escape, then Enter on it, goes on with it.", "coach rehearse --resume {session}"),
        Step.AGAIN: ("Press r to play the scene again.", "Play the scene again: coach rehearse --again {session}"),
        Step.HARDER: (
            "Press g to play this scene at {level}.",
            "Play it at {level}: coach rehearse {scenario} --difficulty {level}",
        ),
        Step.RECAP: (
            "Press m to write the recap mail, then n for the next meeting.",
            "Write the recap mail: coach recap {session}. Then the next meeting: coach rehearse --continue {session}",
        ),
        Step.NEXT_MEETING: (
            "Press n for the next meeting.",
            "Hold the next meeting: coach rehearse --continue {session}",
        ),
        Step.ELSEWHERE: (
            "Escape leads back to the scenes: take another one.",
            "Take another scene: coach scenarios",
        ),
    }
    told = does[exercise.step][0 if keys else 1].format(
        session=exercise.session, scenario=exercise.scenario, level=exercise.level.value
    )
    parts = [exercise.why, told]
    if exercise.focus:
        words = rubric.words(exercise.focus)
        assert isinstance(words, CriterionWords)
        parts.append(f"Watch one thing: {words.advice[0].lower()}{words.advice[1:]}")
    return " ".join(parts)


def _short(report: Report, rubric: Rubric, *, keys: bool) -> Iterator[Block]:
    yield Block(Kind.BAND, (Piece(score_line(report), Look.STRONG),))
    yield text(Piece(facts(report), Look.MUTED))
    if report.strongest:
        yield head("Strongest moment")
        yield _moment(report.strongest, rubric)
    if report.feedback:
        first = report.feedback[0]
        yield head(f"The one thing to work on: {rubric.words(first.criterion).title}")
        yield from _advice(first)
    if report.exercise:
        yield head("Next")
        yield text(exercise_words(report.exercise, rubric, keys=keys))
    if report.score.replies:
        yield head("How far to trust this score")
        for remark in report.remarks:
            yield item("?", Look.UNSURE, remark)
        yield text(trust_words(report.trust, report.judge))
    if report.real_talks:
        yield head("The real talk")
        for talk in report.real_talks:
            yield item("·", Look.MUTED, real_talk_words(talk))


def _moment(moment: Moment, rubric: Rubric) -> Block:
    title = rubric.words(moment.criterion).title
    sign = f"{MARKS[Verdict.MET]} Turn {moment.seq + 1}:"
    return quote(moment.quote, turn=moment.seq, lead=sign, after=f"{title}. {moment.reason}".strip())


def _advice(advice: Advice) -> Iterator[Block]:
    """Yield goal → mistake → alternative, with the one example between them."""
    yield text(f"{advice.goal} {advice.mistake}")
    if moment := advice.moment:
        others = [str(p.seq + 1) for p in advice.places if p.seq != moment.seq]
        also = f" Also in turn {', '.join(others)}." if others else ""
        sign = f"{MARKS[advice.verdict]} Turn {moment.seq + 1}:"
        yield quote(moment.quote, turn=moment.seq, lead=sign, after=f"{moment.reason}{also}".strip())
    yield text(Piece("Instead: ", Look.STRONG), advice.alternative)


def _better(report: Report, rubric: Rubric) -> Iterator[Block]:
    further = report.feedback[1:]
    if violated := [a for a in further if a.verdict is Verdict.VIOLATED]:
        yield head("What else went wrong")
        for advice in violated:
            yield item("!", Look.VIOLATED, Piece(rubric.words(advice.criterion).title, Look.STRONG))
            yield from _advice(advice)
    if missed := [a for a in further if a.verdict is Verdict.ABSENT]:
        yield head("Missed opportunities")
        told = {a.criterion for a in report.feedback if a not in missed}
        for advice in missed:
            said = [advice.mistake] if advice.criterion in told else [advice.goal, advice.mistake, advice.alternative]
            title = Piece(f"{rubric.words(advice.criterion).title}. ", Look.STRONG)
            yield item("·", Look.ABSENT, title, " ".join(said), turn=advice.places[0].seq)
    if report.rewrites:
        yield head("Said another way")
        for rewrite in report.rewrites:
            yield from _rewrite(rewrite, rubric)


def _rewrite(rewrite: Rewrite, rubric: Rubric) -> Iterator[Block]:
    yield quote(shortened(rewrite.said), turn=rewrite.seq, lead=f"Turn {rewrite.seq + 1}. You said:")
    yield quote(rewrite.instead, lead="Instead:")
    yield text(Piece(rise_words(rewrite, rubric), Look.MUTED))


def _criteria(report: Report, rubric: Rubric) -> Iterator[Block]:
    judged = [(r, r.judgement) for r in report.replies if isinstance(r.judgement, Judgement)]
    for row in report.score.criteria:
        yield _criterion(row, rubric)
        for verdict in (Verdict.VIOLATED, Verdict.MET):
            found = [(r, f) for r, j in judged if (f := j.finding(row.criterion)).verdict is verdict]
            yield from _evidence(found, verdict)
        if absent := [r for r, _ in judged if row.criterion in r.kinds(Verdict.ABSENT)]:
            turns = _turns(r.seq for r in absent)
            counted = row.criterion is not Criterion.DOCUMENT_EVERYTHING or not (row.met or row.violated)
            after = "" if counted else ", and made up for elsewhere"
            yield item("·", Look.ABSENT, f"called for and absent in {turns}{after}", turn=absent[0].seq)
    if judged:
        made = {m: [r.seq for r, j in judged if j.met(m)] for m in MOVES}
        yield head("Moves")
        for move, seqs in made.items():
            sign, look = ("+", Look.MET) if seqs else ("·", Look.ABSENT)
            where = f"done in {_turns(seqs)}" if seqs else "not done"
            title = Piece(f"{rubric.words(move).title}: ", Look.STRONG if seqs else Look.PLAIN)
            yield item(sign, look, title, where, turn=seqs[0] if seqs else None)


def _criterion(row: CriterionScore, rubric: Rubric) -> Block:
    total = None if row.score is None else 100 * row.score
    words = "no opportunity" if total is None else score_words(total, Band.of(total))
    verdict = Verdict.VIOLATED if row.violated else Verdict.MET if row.met else Verdict.ABSENT
    turns = "turn" if row.counted == 1 else "turns"
    counts = f"met {row.met} · violated {row.violated} · of {row.counted} {turns}" if row.counted else ""
    pieces = (
        Piece(MARKS[verdict], LOOKS[verdict]),
        Piece(rubric.words(row.criterion).title, Look.STRONG),
        Piece(words, LOOKS[verdict]),
        Piece(counts, Look.MUTED),
    )
    return Block(Kind.CRITERION, pieces)


def _evidence(found: list[tuple[ReplyReport, Finding]], verdict: Verdict) -> Iterator[Block]:
    told = ""
    for reply, finding in found[:MOST_QUOTED]:
        said = Piece(f"“{folded(finding.evidence[0].quote)}”", Look.QUOTE)
        lean = "" if finding.sure else " (the judge only leans to it)"
        # The offline judge has one reason for each criterion, and saying it six times says no more.
        why = f" {finding.reason}" if finding.reason and finding.reason != told else ""
        told = finding.reason
        yield item(MARKS[verdict], LOOKS[verdict], f"Turn {reply.seq + 1}: ", said, f"{why}{lean}", turn=reply.seq)
    if more := [reply.seq for reply, _ in found[MOST_QUOTED:]]:
        yield item(MARKS[verdict], LOOKS[verdict], f"and {len(more)} more, in {_turns(more)}", turn=more[0])


def _turns(seqs: Iterable[int], most: int = 12) -> str:
    """Return turns by number, the first of many."""
    named = [str(seq + 1) for seq in seqs]
    more = f" and {len(named) - most} more" if len(named) > most else ""
    return f"{'turn' if len(named) == 1 else 'turns'} {', '.join(named[:most])}{more}"


def _terms(uses: tuple[SpokenUse, ...]) -> Iterator[Block]:
    if not uses:
        yield text("You used none of the ten terms that the coach listens for.")
        return
    yield text(Piece("Read offline from the words, apart from the score.", Look.MUTED))
    for use in uses:
        title = Piece(f"{use.title}", Look.STRONG)
        said = Piece(f"“{shortened(use.quote)}”", Look.QUOTE)
        where = f", turn {use.seq + 1}, {use.use.value}: "
        yield item(USE_MARKS[use.use], _USES[use.use], title, where, said, f" {use.why}", turn=use.seq)
