"""`coach brief interview`: asks for the brief question by question, and keeps every answer."""

import click

from coach.cli.lines import InputEndedError, Lines
from coach.coaching import Coach
from coach.domain.brief import Brief
from coach.domain.preparation import Gap, gaps
from coach.domain.questions import GROUPS, MAX_ANSWER, MEASURED, REASONS, Draft, Group, Question, entry_of


class Interview:
    """One sitting over the brief."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._kept = coach.preparing.own() or Brief(stand_in=False)
        self._draft = Draft(self._kept)
        self._lines = Lines()

    async def run(self) -> int:
        """Ask group by group; whatever ends it, what was answered is in the file."""
        self._tell("One question after the other. Enter skips one; Ctrl-D ends, and what you typed is kept.")
        if not self._kept.empty:
            self._tell("You have a brief already: this asks for what it lacks, and for more.")
        stopped = False
        try:
            for group in GROUPS:
                await self._group(group)
                self._keep()
        except InputEndedError:
            stopped = True
        finally:
            self._keep()
        path = self._coach.preparing.file.path
        if self._kept.empty:
            self._tell("\nNothing was answered, so nothing is kept.")
            return 0
        self._tell(f"\nKept in {path}.{' Go on any time: coach brief interview' if stopped else ''}")
        left = len(gaps(self._kept))
        self._tell(
            f"{left} thing{'s are' if left > 1 else ' is'} still to mend: coach brief check"
            if left
            else "It is sound. For the real talk: coach brief outline, coach brief invite"
        )
        return 0

    async def _group(self, group: Group) -> None:
        if group.several:
            self._tell(f"\n{group.title}. {group.about}")
        found = [g for g in gaps(self._kept) if g.key.split(".")[0] == group.key]
        first, *rest = group.questions
        entries = self._draft.entries(group)
        if not group.several:
            if found:
                entries[0][first.field] = await self._ask(first.asks)
            return
        for number, entry in enumerate(entries):
            lacks = [g for g in found if entry_of(g.key) == f"{group.key}.{number}"]
            self._tell(f"  {number + 1}. {entry[first.field]}{'' if lacks else ': complete'}")
            for gap in lacks:
                await self._mend(group, entry, gap)
                self._keep()
        while True:
            more = "Another" if entries else "A"
            name = await self._ask(f"{more} {group.noun} (Enter: {'no more' if entries else 'skip'}):")
            if not name:
                return
            entry = self._draft.entry(self._draft.add(group))
            entry[first.field] = name  # before the rest is asked, so that it cannot be lost
            for question in rest:
                await self._fill(entry, question)
            self._keep()

    async def _mend(self, group: Group, entry: dict[str, str], gap: Gap) -> None:
        """Ask for what an entry lacks; an empty answer leaves it as it is."""
        self._tell(f"     {gap.said.removeprefix(f'{entry[group.questions[0].field]}: ')}")
        fields = gap.key.split(".")[2:] or (MEASURED if group.key == "projects" else REASONS)
        for question in (q for q in group.questions if q.field in fields):
            if now := entry[question.field]:
                self._tell(f"     now: {now}")
            await self._fill(entry, question)

    async def _fill(self, entry: dict[str, str], question: Question) -> None:
        if question.field in MEASURED[1:] and not entry["metric"]:
            return  # where nothing was measured there is no number to ask for
        if answer := await self._ask(f"  {question.asks}"):
            entry[question.field] = answer

    async def _ask(self, question: str) -> str:
        return await self._lines.answer(f"{question} ", MAX_ANSWER)

    def _keep(self) -> None:
        now = self._draft.brief()
        if now != self._kept:
            self._coach.preparing.keep(now)
            self._kept = now

    def _tell(self, line: str) -> None:
        click.echo(line, err=True)
