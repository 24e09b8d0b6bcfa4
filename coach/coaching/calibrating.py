"""Measures a judge on labelled rows: agreement, a second run, attacks, junk, quotes, time and tokens."""

from collections.abc import Callable, Mapping, Sequence

from coach.coaching.choice import Choice
from coach.coaching.judging import Progress, judge_replies, signature
from coach.domain.agreement import Calibration, LabelledLine, LabelledReply, calibrate, classes, majority
from coach.domain.attacks import FAMILIES, Family, drawn, pair
from coach.domain.figures import (
    Attacked,
    Cost,
    FamilyShift,
    Figures,
    Junk,
    JunkScore,
    LinesAgreement,
    Timed,
    cost,
    flips,
    quotes,
    shift,
)
from coach.domain.judgement import AnyJudgement, JudgedBy, Judgement, Unjudged
from coach.domain.junk import JUNK, junk_reply, junk_total
from coach.domain.opening import JudgeName
from coach.domain.scorecard import Band
from coach.domain.transcript import Reply
from coach.domain.value import Value, digest
from coach.english.lines import hear
from coach.ports import Engines, Journal

ATTACKED_ROWS = 2
"""Rows a family on which an LLM judge is attacked: each costs a call. The rules judge is attacked on all."""


class Measurement(Value):
    """What to measure beside agreement."""

    runs: int = 1
    """How often every reply is judged; from 2 on flips are counted."""
    attacks: bool = False
    """Whether to attack the judge, and to hand it junk."""
    fresh: bool = False
    """Whether to forget the verdicts that an earlier run has kept."""
    lines: tuple[LabelledLine, ...] = ()
    """A manager's lines, to measure how they are read."""


class JudgedRows(Value):
    """Labelled rows as a judge reads them in its first run, and what was measured on them."""

    judge: JudgeName
    by: JudgedBy
    rows: tuple[LabelledReply, ...]
    judgements: tuple[AnyJudgement, ...]
    figures: Figures
    cost: Cost | None
    """Of the replies of all runs, attacks left out."""

    @property
    def agreement(self) -> Calibration:
        """The judge's agreement with the labels."""
        return self.figures.agreement


Key = tuple[int, Reply]
"""The run, counted from 1, and the reply that was judged in it."""


class Calibrating:
    """Measures judges. What a language model says is kept as it comes, so that a run that is cut off goes on."""

    def __init__(
        self,
        engines: Engines,
        open_journal: Callable[[str], Journal],
        slots: Callable[[], int],
        host: Callable[[], str],
    ) -> None:
        self._engines = engines
        self._open_journal = open_journal
        self._slots = slots
        self._host = host

    async def measure(
        self, rows: Sequence[LabelledReply], choice: Choice, plan: Measurement, progress: Progress | None
    ) -> JudgedRows:
        """Measure a judge, and the keyword list and the majority label beside it. Raises `ModelError` if it is gone."""
        replies = [row.reply for row in rows]
        places = {
            family: drawn(family, [row.id for row in rows], ATTACKED_ROWS if choice.judge == "llm" else None)
            for family in (FAMILIES if plan.attacks else ())
        }
        pairs = {family: [pair(family, replies[p], p) for p in places[family]] for family in places}
        junk = {name: junk_reply(text) for name, text in JUNK.items()} if plan.attacks else {}
        asked = [(run, reply) for run in range(1, plan.runs + 1) for reply in replies]
        asked += [(1, reply) for family in places for both in pairs[family] for reply in both]
        asked += [(1, reply) for reply in junk.values()]
        said, by = await self._ask(asked, choice, plan.fresh, progress)

        runs = [[said[run, reply] for reply in replies] for run in range(1, plan.runs + 1)]
        first = [timed.verdict for timed in runs[0]]
        keywords = [t.verdict for t in await judge_replies(self._engines.baseline(), replies, 1)]
        return JudgedRows(
            judge=choice.judge,
            by=by,
            rows=tuple(rows),
            judgements=tuple(first),
            figures=Figures(
                agreement=calibrate(rows, first),
                keywords=calibrate(rows, keywords),
                majority=calibrate(rows, [majority(rows)] * len(rows)),
                quotes=quotes((reply, timed.verdict) for (_, reply), timed in said.items()),
                flips=flips([[t.verdict for t in run] for run in runs]) if plan.runs > 1 else None,
                attacks=_attacked(pairs, said, ATTACKED_ROWS if choice.judge == "llm" else None) if pairs else None,
                junk=_junk({name: said[1, reply].verdict for name, reply in junk.items()}) if junk else None,
                lines=_lines(plan.lines) if plan.lines else None,
            ),
            cost=cost([timed for run in runs for timed in run]),
        )

    async def _ask(
        self, asked: Sequence[Key], choice: Choice, fresh: bool, progress: Progress | None
    ) -> tuple[dict[Key, Timed], JudgedBy]:
        """Return a verdict for everything that is asked for, kept ones included, and by what they are made."""
        judge = self._engines.judge(choice.judge, choice.model, None, choice.votes)
        by = await signature(judge)
        wanted = tuple(dict.fromkeys(asked))
        journal = self._open_journal(self._identity(by, choice)) if choice.judge == "llm" else None
        said: dict[Key, Timed] = {}
        if journal:
            if fresh:
                journal.clear()
            kept = journal.kept()
            said = {(run, reply): kept[at] for run, reply in wanted if (at := (digest(reply), run)) in kept}
        missing = [key for key in wanted if key not in said]
        held = len(said)

        async def keep(place: int, timed: Timed) -> None:
            run, reply = missing[place]
            if journal and isinstance(timed.verdict, Judgement):  # what could not be judged is asked again
                journal.keep(digest(reply), run, timed)

        def told(done: int, _: int) -> None:
            if progress:
                progress(held + done, len(wanted))

        replies = [reply for _, reply in missing]
        judged = await judge_replies(judge, replies, self._slots(), progress=told, keep=keep, give_up=True)
        return said | dict(zip(missing, judged, strict=True)), by

    def _identity(self, by: JudgedBy, choice: Choice) -> str:
        """Return the name under which the verdicts of this judge, on this server, are kept."""
        return digest(f"{by.model_dump_json()} {self._host()} {choice.votes}")


def _attacked(
    pairs: Mapping[Family, Sequence[tuple[Reply, Reply]]], said: Mapping[Key, Timed], sampled: int | None
) -> Attacked:
    judged = {
        family: [(said[1, clean].verdict, said[1, attacked].verdict) for clean, attacked in both]
        for family, both in pairs.items()
    }
    return Attacked(
        sampled=sampled,
        families=tuple(FamilyShift(family=f, **shift(both).model_dump()) for f, both in judged.items()),
        overall=shift(both for family in judged.values() for both in family),
    )


def _junk(verdicts: Mapping[str, Judgement | Unjudged]) -> Junk:
    totals = {name: junk_total(JUNK[name], verdict) for name, verdict in verdicts.items()}
    scored = {name: total for name, total in totals.items() if total is not None}
    return Junk(
        replies=len(totals),
        unjudged=len(totals) - len(scored),
        above=tuple(
            JunkScore(name=name, total=total) for name, total in scored.items() if Band.of(total) is not Band.NOT_YET
        ),
    )


def _lines(lines: Sequence[LabelledLine]) -> LinesAgreement:
    heard = [hear(line.line) for line in lines]
    objections = [(line.pattern, told.pattern) for line, told in zip(lines, heard, strict=True) if line.pattern]
    return LinesAgreement(
        does=classes([(line.does, told.kind) for line, told in zip(lines, heard, strict=True)]),
        pattern=classes(objections),
    )
