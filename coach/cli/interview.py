"""`coach brief interview`: asks for the brief question by question, and keeps every answer."""

from typing import Any, NamedTuple

import click

from coach.cli.lines import Lines
from coach.coaching import Coach
from coach.domain.brief import Brief
from coach.domain.preparation import Gap, gaps

MAX_ANSWER = 2_000
"""Characters of one answer; more is a paste by mistake, and no brief."""


class Section(NamedTuple):
    """One part of the brief: what it is about, and for each field the question."""

    key: str
    about: str
    questions: dict[str, str]
    first: str = ""
    """Of a section with several entries: the question that begins one."""


SECTIONS = (
    Section(
        "strengths",
        "Your strengths: techniques that you are good at, with something that proves each.",
        {"proof": "What proves it?"},
        "technique",
    ),
    Section("enjoys", "", {"enjoys": "Which kind of problem do you like to solve?"}),
    Section("career_goals", "", {"career_goals": "Where do you want to be in two years?"}),
    Section(
        "projects",
        "What you have done: past projects, each with a number.",
        {
            "own_part": "What did you do yourself?",
            "metric": "What was measured (accuracy, latency, cost, …)?",
            "before": "What was it before you?",
            "after": "And after you?",
            "unit": "In which unit (%, ms, hours, …)?",
            "business_effect": "What did the business have of it?",
        },
        "name",
    ),
    Section(
        "opportunities",
        "Where you want to go: projects, each with the reasons why it is visible.",
        {
            "strategic": "Is it a priority of the company? Which?",
            "in_difficulty": "Is it in difficulty where you could help? How?",
            "seen_by_leadership": "Will the leadership see it? Who, and when?",
        },
        "name",
    ),
    Section(
        "value_propositions",
        "What you would bring: a technique, the goal of a project, and what would come of it.",
        {
            "project_goal": "Which goal of the project would that serve?",
            "result": "What would be better then, and by how much? (An outcome, not a task.)",
        },
        "technique",
    ),
)
_NOUNS = {
    "strengths": "technique",
    "projects": "project",
    "opportunities": "project",
    "value_propositions": "technique that you could use",
}
_NUMBERS = ("metric", "before", "after", "unit")
_REASONS = ("strategic", "in_difficulty", "seen_by_leadership")


class _EndOfInputError(Exception):
    """There is nobody to answer any more."""


class Interview:
    """One sitting over the brief."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._kept = coach.preparing.own() or Brief(stand_in=False)
        self._draft: dict[str, Any] = self._kept.model_dump()
        self._lines = Lines()

    async def run(self) -> int:
        """Ask section by section; whatever ends it, what was answered is in the file."""
        self._tell("One question after the other. Enter skips one; Ctrl-D ends, and what you typed is kept.")
        if not self._kept.empty:
            self._tell("You have a brief already: this asks for what it lacks, and for more.")
        stopped = False
        try:
            for section in SECTIONS:
                await self._section(section)
                self._keep()
        except _EndOfInputError:
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

    async def _section(self, section: Section) -> None:
        if section.about:
            self._tell(f"\n{section.about}")
        found = [g for g in gaps(self._kept) if g.key.split(".")[0] == section.key]
        if not section.first:
            if found:
                self._draft[section.key] = await self._ask(section.questions[section.key])
            return
        entries: list[dict[str, str]] = [dict(entry) for entry in self._draft[section.key]]
        self._draft[section.key] = entries
        for number, entry in enumerate(entries):
            lacks = [g for g in found if g.key.split(".")[1:2] == [str(number)]]
            self._tell(f"  {number + 1}. {entry[section.first]}{'' if lacks else ': complete'}")
            for gap in lacks:
                await self._mend(section, entry, gap)
                self._keep()
        while True:
            more = "Another" if entries else "A"
            name = await self._ask(f"{more} {_NOUNS[section.key]} (Enter: {'no more' if entries else 'skip'}):")
            if not name:
                return
            entries.append(entry := {section.first: name})  # before the rest is asked, so that it cannot be lost
            for field in section.questions:
                await self._fill(section, entry, field)
            self._keep()

    async def _mend(self, section: Section, entry: dict[str, str], gap: Gap) -> None:
        """Ask for what an entry lacks; an empty answer leaves it as it is."""
        self._tell(f"     {gap.said.removeprefix(f'{entry[section.first]}: ')}")
        fields = gap.key.split(".")[2:] or (_NUMBERS if section.key == "projects" else _REASONS)
        for field in fields:
            if entry.get(field):
                self._tell(f"     now: {entry[field]}")
            await self._fill(section, entry, field)

    async def _fill(self, section: Section, entry: dict[str, str], field: str) -> None:
        if field in _NUMBERS[1:] and not entry.get("metric"):
            return  # where nothing was measured there is no number to ask for
        if answer := await self._ask(f"  {section.questions[field]}"):
            entry[field] = answer

    async def _ask(self, question: str) -> str:
        while (answer := await self._lines.ask(f"{question} ")) is not None:
            if len(answer) <= MAX_ANSWER:
                return answer
            self._tell(f"An answer has at most {MAX_ANSWER} characters; say it shorter.")
        raise _EndOfInputError

    def _keep(self) -> None:
        now = Brief.model_validate({**self._draft, "stand_in": False})
        if now != self._kept:
            self._coach.preparing.keep(now)
            self._kept = now

    def _tell(self, line: str) -> None:
        click.echo(line, err=True)
