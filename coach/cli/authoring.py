"""`coach scenarios new`: asks what a scene of the user's own is about, and writes it."""

import asyncio
from typing import Any, NamedTuple

import click

from coach.cli.lines import InputEndedError, Lines
from coach.coaching import Coach
from coach.coaching.authoring import MAX_NAME, MAX_PHRASE, SceneAnswers
from coach.domain.drafting import FEWEST, GUIDES_OWN, MOST
from coach.domain.scenario import Pattern, Style
from coach.errors import UsageError
from coach.text import one_line


class Question(NamedTuple):
    """One question, and how long its answer may be."""

    key: str
    words: str
    limit: int = MAX_NAME


QUESTIONS = (
    Question("manager", "Your manager's name, or one to stand for it:"),
    Question("role", "Their role:"),
    Question("company", "Where you work, as it follows “an engineer at”:", MAX_PHRASE),
    Question("projects", "A project that you want to work on:"),
    Question("busy", "What the team is busy with, as it follows “we are busy with”:", MAX_PHRASE),
    Question("objections", f"What they are likely to object ({FEWEST} to {MOST} numbers, in their order):"),
    Question("style", f"How they talk ({', '.join(Style)}):"),
    Question("author", "Your name, as the scene's author:"),
    Question("id", "A short name for the scene, and for its file:"),
)
MOST_PROJECTS = 5


class SceneInterview:
    """One sitting over a scene."""

    def __init__(self, coach: Coach, given: dict[str, Any], *, replace: bool) -> None:
        self._coach = coach
        self._given = given
        self._replace = replace
        self._stand_ins = coach.authoring.suggested()
        self._lines: Lines | None = None
        self._heard = bool(given.keys() - {"id"})

    async def run(self, *, ask: bool) -> int:
        """Ask for what was not given and write the scene; whatever ends it, what was answered is written."""
        if fault := self._coach.authoring.brief_fault:
            self._tell(f"Your brief has a fault, so the scene borrows nothing of it. {fault}")
        if (name := self._given.get("id")) is not None:
            self._coach.authoring.check_id(name, replace=self._replace)
        if not ask:
            return self._write()
        self._tell("Enter takes what stands in brackets; Ctrl-D takes it for all that is left.")
        try:
            for question in QUESTIONS:
                if question.key not in self._given:
                    await self._ask(question)
        except InputEndedError:
            self._tell("")
        except asyncio.CancelledError:  # Ctrl-C: what was answered is kept, and the interruption goes on
            if self._heard:
                self._tell("")
                self._write()
            raise
        if not self._heard:
            raise UsageError(
                "Nobody has answered, so there is nothing to write.", "Say it with --manager NAME, --project NAME, …"
            )
        return self._write()

    async def _ask(self, question: Question) -> None:
        if question.key == "projects":
            await self._projects(question)
            return
        if question.key == "objections":
            for number, pattern in enumerate(Pattern, start=1):
                self._tell(f"  {number:2}  {_words(pattern)}")
        while (
            answer := await self._answer(f"{question.words} [{self._stand_in(question.key)}]", question.limit)
        ) != "":
            try:
                self._given[question.key] = self._read(question.key, answer)
                return
            except UsageError as fault:
                self._tell(fault.sentence)

    async def _projects(self, question: Question) -> None:
        named: list[str] = []
        while len(named) < MOST_PROJECTS:
            words = "Another (Enter: no more):" if named else f"{question.words} [{self._stand_in('projects')}]"
            if not (answer := await self._answer(words, question.limit)):
                return
            named.append(answer)
            self._given["projects"] = tuple(named)

    async def _answer(self, words: str, limit: int) -> str:
        self._lines = self._lines or Lines()
        while True:
            answer = await self._lines.answer(f"{words} ", limit)
            self._heard = True
            if not answer or answer.strip(" .;!,"):
                return one_line(answer, limit=limit)
            self._tell("That holds no words.")

    def _read(self, key: str, answer: str) -> Any:
        if key == "objections":
            return _patterns(answer)
        if key == "style" and answer.lower() not in set(Style):
            raise UsageError(f"“{one_line(answer, limit=40)}” is none of {', '.join(Style)}.")
        if key == "id":
            self._coach.authoring.check_id(answer, replace=self._replace)
        return answer.lower() if key == "style" else answer

    def _stand_in(self, key: str) -> str:
        if key == "id":
            return self._coach.authoring.free_id(self._given.get("manager", self._stand_ins.manager))
        if key == "objections":
            return " ".join(str(list(Pattern).index(p) + 1) for p in GUIDES_OWN)
        value = getattr(self._stand_ins, key)
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    def _write(self) -> int:
        answers: SceneAnswers = self._coach.authoring.answers(self._given)
        path = self._coach.authoring.write(answers, replace=self._replace)
        click.echo(path)
        self._tell(f"It holds sentences of ours: open it and make them yours; its comments say how. Then:\n"
                   f"  coach scenarios check {answers.id} --play\n  coach rehearse {answers.id}")  # fmt: skip
        if not answers.language.startswith("en"):
            self._tell(f"Its lines are in English, to be translated into “{answers.language}”.")
        return 0

    def _tell(self, line: str) -> None:
        click.echo(line, err=True)


def _words(pattern: Pattern) -> str:
    return pattern.value.replace("_", " ")


def _patterns(answer: str) -> tuple[Pattern, ...]:
    """Return the objections that numbers stand for. Raises `UsageError`."""
    every = list(Pattern)
    numbers = answer.replace(",", " ").split()
    wrong = next((n for n in numbers if not (n.isdecimal() and 1 <= int(n) <= len(every))), None)
    if wrong is not None:
        raise UsageError(f"“{one_line(wrong, limit=40)}” is no number from 1 to {len(every)}.")
    chosen = tuple(dict.fromkeys(every[int(n) - 1] for n in numbers))
    if not FEWEST <= len(chosen) <= MOST:
        raise UsageError(f"Choose {FEWEST} to {MOST} of them.")
    return chosen
