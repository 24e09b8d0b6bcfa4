"""A rehearsal line by line: each line read is one reply, each line written a turn or a finding."""

import sys

import click

from coach.cli.lines import Lines
from coach.cli.output import judged_code, print_json, print_report
from coach.coaching import Coach
from coach.domain.discrepancy import discrepancies
from coach.domain.feedback import advise, strength
from coach.domain.judgement import JudgedTurn, Judgement, Verdict
from coach.domain.manner import Manner, manner_of
from coach.domain.objections import raised_so_far
from coach.domain.opening import Opening
from coach.domain.report import reply_report
from coach.domain.rubric import Criterion, Move
from coach.domain.session import Session
from coach.errors import ModelError, UsageError
from coach.ports import Spoken
from coach.rehearsal import Rehearsal, ReplyJudged
from coach.rendering import as_json as report_json
from coach.rendering import (
    brief_words,
    discrepancy_line,
    finding_line,
    hint_parts,
    manner_words,
    outcome_words,
    raised_lines,
    rise_words,
)
from coach.rendering.words import folded

END = "/end"
HINT = "/hint"
OBJECTIONS = "/objections"


class Desk:
    """One plain rehearsal: what is said goes to stdout, or to stderr where stdout is kept for JSON."""

    def __init__(self, coach: Coach, rehearsal: Rehearsal, *, as_json: bool) -> None:
        self._coach = coach
        self._rehearsal = rehearsal
        self._err = as_json
        self._typed = sys.stdin.isatty()
        self._manner: Manner | None = None
        self._late: list[JudgedTurn] = []
        """What was judged while somebody spoke or typed, and is told when they have ended."""
        rehearsal.on_judged = self._late.append
        rehearsal.on_wait = lambda seconds, why: self._note(f"\n({why} Asking again in {seconds:.0f} s.)")

    async def play(self) -> Session:
        """Play until the scene, the input or the engineer ends it; return the finished session."""
        session = self._rehearsal.session
        persona = session.scenario.persona
        self._note(f"{session.scenario.title} · {session.difficulty.value} · session {session.id}")
        self._note(f"{persona.name}, {persona.role} · {self._engines()}")
        self._note(f"{brief_words(session.brief)}.")
        self._note(f"Each line is one reply; {END} or the end of input closes the scene.")
        if session.exam:
            self._note(f"Exam: nothing is said about your replies until the report. {OBJECTIONS} lists those so far.")
        else:
            self._note(f"{HINT} WORDS says what the words would show; {OBJECTIONS} lists the objections so far.")
        for turn in session.turns:
            self._say(f"{'You' if turn.speaker == 'engineer' else persona.name}: {turn.text}")
        if session.draft:
            self._note(f"You were writing: “{folded(session.draft)}”")
        lines = Lines()
        await self._speak(None)
        pending = self._rehearsal.session.pending
        if pending and self._typed:
            self._note("Your last reply has no answer yet. An empty line sends it again, another one replaces it.")
        elif pending:
            self._note("Your last reply has no answer yet and is sent again first.")
            await self._speak(pending.text)
        while not self._rehearsal.over:
            if self._typed:
                click.echo("You: ", nl=False, err=self._err)
            line = await lines.next()
            if line is None or line.strip() == END:
                break
            if line.startswith((HINT, OBJECTIONS)):
                await self._tell(line)
                continue
            pending = self._rehearsal.session.pending
            text = line.strip() or (pending.text if pending and self._typed else "")
            if not self._rehearsal.session.turns:
                await self._speak(None)  # the opening failed; what was typed comes after it
            if text and self._rehearsal.session.turns:
                await self._speak(text)
        if left := lines.drop() if self._rehearsal.over else 0:
            self._note(f"The scene is over; {left} more {'line was' if left == 1 else 'lines were'} not used.")
        waiting = self._rehearsal.unscored
        if waiting:
            self._note(f"Waiting for the judge: {waiting} replies to go.")
        finished = await self._rehearsal.finish(patience_s=self._coach.settings.coach_deadline_s)
        self._show_late()
        return finished

    async def _tell(self, line: str) -> None:
        """Say what a draft shows, or which objections there are so far."""
        session = self._rehearsal.session
        command, _, words = line.partition(" ")
        if command == OBJECTIONS:
            raised = raised_lines(raised_so_far(session, self._rehearsal.ledger), exam=session.exam)
            for shown, state in raised or [("· no objection yet", "")]:
                self._say(f"  {shown}{f' ({state})' if state else ''}")
        elif session.exam:
            self._note("Exam: no hints.")
        else:
            parts = hint_parts(await self._coach.hint(session, words), self._coach.rubric)
            for shown in [part for _, part in parts] or ["· nothing in it counts for or against you"]:
                self._say(f"  [hint] {shown}")

    def _engines(self) -> str:
        session = self._rehearsal.session
        named = (("manager", session.manager), ("judge", session.judge))
        return " · ".join(f"{role}: {name}{f' ({session.model})' if name == 'llm' else ''}" for role, name in named)

    async def _speak(self, text: str | None) -> None:
        """Send a reply, or with `None` let the manager open, and write what comes."""
        events = self._rehearsal.open() if text is None else self._rehearsal.answer(text)
        name, begun, notes = self._rehearsal.session.scenario.persona.name, False, list[str]()
        try:
            async for event in events:
                if isinstance(event, ReplyJudged) and not self._rehearsal.session.exam:
                    self._show_judged(event.judged)
                    self._show_discrepancies()
                    await self._show_rewrite()
                elif isinstance(event, Spoken):
                    click.echo(event.text if begun else f"{name}: {event.text}", nl=False, err=self._err)
                    sys.stdout.flush()
                    begun = True
                    notes += [event.note] if event.note else []
        except UsageError as error:
            self._note(error.sentence)
            return
        except ModelError as error:
            session = self._rehearsal.session
            kept = "Your reply is kept" if session.pending else "Nothing is lost"
            if not self._typed:
                resume = f"go on with: coach rehearse --resume {session.id} --plain"
                how = f"{kept}; {resume if self._rehearsal.begun else 'begin again when it answers.'}"
                raise ModelError(error.fault, str(error), f"{error.repair} {how}".strip()) from None
            self._note(f"{error.sentence} {kept}; an empty line tries again.")
            return
        if begun:
            click.echo(err=self._err)
        for note in notes:
            self._note(f"({note})")
        self._show_manner()
        self._show_late()

    def _show_manner(self) -> None:
        """Write how the manager sits there, where that has changed."""
        session = self._rehearsal.session
        manner = manner_of(session.scenario, session.difficulty, self._rehearsal.ledger)
        if manner is not (self._manner or Manner.AT_EASE):
            self._say(f"({manner_words(session.scenario.persona.name, manner)})")
        self._manner = manner

    def _show_late(self) -> None:
        """Write what has been judged meanwhile, between two turns and never into one; in an exam not at all."""
        late, self._late[:] = [*self._late], []
        for judged in late if not self._rehearsal.session.exam else ():
            self._show_judged(judged)

    def _show_judged(self, judged: JudgedTurn) -> None:
        """Write what a judge found in a reply: violations first, then what was met or done."""
        judgement = judged.judgement
        latest = self._rehearsal.session.transcript.replies[-1].seq == judged.seq
        mark = judgement.by.judge if latest else f"{judgement.by.judge}, turn {judged.seq + 1}"
        if not isinstance(judgement, Judgement):
            self._say(f"  [{mark}] ? not judged: {judgement.reason}")
            return
        rubric = self._coach.rubric
        reply = reply_report(self._rehearsal.session.transcript, judged.seq, judgement)
        best = strength(reply)
        lines = [finding_line(judgement.finding(best.criterion), rubric)] if best else []
        advice = advise([reply], rubric)
        for said in [a for a in advice if a.verdict is Verdict.VIOLATED] or advice[:1]:
            lines += [
                finding_line(judgement.finding(said.criterion), rubric),
                f"  {said.goal}{f' {said.mistake}' if said.moment else ''}",
                f"  instead: {said.alternative}",
            ]
        met = [f for f in judgement.findings if f.verdict in (Verdict.MET, Verdict.UNJUDGED)]
        lines += [
            finding_line(f, rubric)
            for f in met
            if isinstance(f.rule, Criterion) and not (best and f.rule is best.criterion)
        ]
        moves = [finding_line(f, rubric, reason=False) for f in met if isinstance(f.rule, Move)]
        lines += [" ".join(moves)] if moves else []
        for line in lines or ["· nothing in this reply counts for or against you"]:
            self._say(f"  [{mark}] {' '.join(line.split())}")

    def _show_discrepancies(self) -> None:
        """Write which numbers of the last reply are not those of the brief."""
        session = self._rehearsal.session
        for found in discrepancies(session.transcript.replies[-1].text, session.brief):
            self._say(f"  [brief] {discrepancy_line(found)}")

    async def _show_rewrite(self) -> None:
        """Write how the last reply could have been said, where it had a fault."""
        if rewrite := await self._coach.rewrite_live(self._rehearsal.session):
            self._say(f"  [rules] or say: “{' '.join(rewrite.instead.split())}”")
            self._say(f"  [rules] {rise_words(rewrite, self._coach.rubric)}")

    def _say(self, line: str) -> None:
        click.echo(line, err=self._err)

    def _note(self, line: str) -> None:
        click.echo(line, err=True)


async def play(coach: Coach, opening: Opening, *, as_json: bool) -> int:
    """Play a rehearsal line by line, print its report, and return 0, or 3 if the judge could read no reply."""
    rehearsal = await coach.rehearse(opening)
    desk = Desk(coach, rehearsal, as_json=as_json)
    try:
        session = await desk.play()
    finally:
        await rehearsal.stop()
    report = await coach.report_of(await coach.rewrite(session))
    if as_json:
        print_json(report_json(report))
    else:
        click.echo(f"\nThe scene ends: {outcome_words(session.outcome)}.\n")
        print_report(report, coach, "md")
    return judged_code(report)
