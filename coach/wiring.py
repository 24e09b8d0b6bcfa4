"""The only place where real things are built and joined."""

import gc
import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from pydantic import SecretStr

from coach.chat import Chat, preload
from coach.coaching import Coach
from coach.domain.opening import JudgeName, ManagerName
from coach.domain.rubric import Rubric
from coach.errors import UsageError
from coach.library.rubric import read_rubric
from coach.library.scenes import Library
from coach.library.vocabulary import read_vocabulary
from coach.managers.scripted import ScriptedManager
from coach.ports import Judge, Manager, Rewriter, SentenceGate, Server, Store, TermReader
from coach.settings import Settings, read_settings
from coach.stores.journal import FileJournal


class SystemClock:
    """The machine's clock, and names and numbers by chance."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    def new_id(self) -> str:
        """Return 12 hexadecimal digits: a collision among a million names has a chance of 1 in 500."""
        return secrets.token_hex(6)

    def new_seed(self) -> int:
        """Return a number from 0 to 9,999, by chance."""
        return secrets.randbelow(10_000)


class RealEngines:
    """Builds managers, judges and servers on demand; one connection per server and model."""

    def __init__(self, settings: Callable[[], Settings], rubric: Rubric) -> None:
        self._settings = settings
        self._rubric = rubric
        self._chats: dict[tuple[str, str | None, SecretStr | None], Chat] = {}

    def manager(self, name: ManagerName, model: str | None) -> Manager:
        """Return the manager of that name."""
        if name == "scripted":
            return ScriptedManager()
        from coach.managers.llm import LlmManager  # with the gate's patterns, which nobody needs offline

        return LlmManager(self._chat(_required(model)))

    def judge(self, name: JudgeName, model: str | None, rubric: Rubric | None = None, votes: int = 1) -> Judge:
        """Return the judge of that name."""
        if name == "rules":
            return _rules_by(rubric) if rubric else self._rules
        from coach.judges.llm import LlmJudge  # loads langchain

        return LlmJudge(rubric or self._rubric, self._chat(_required(model)), votes)

    def rewriter(self, name: JudgeName, model: str | None, rubric: Rubric | None = None) -> Rewriter:
        """Return the rewriter that works after the judge of that name."""
        if name == "rules":
            from coach.judges.rules.rewriting import OfflineRewriter  # with the judge, for the same reason

            return OfflineRewriter()
        from coach.judges.rewriting import LlmRewriter

        return LlmRewriter(rubric or self._rubric, self._chat(_required(model)))

    def baseline(self) -> Judge:
        """Return the keyword list that a judge has to beat."""
        from coach.judges.rules.keywords import KeywordBaseline  # needed to calibrate only

        return KeywordBaseline(self._rubric)

    def gate(self) -> SentenceGate:
        """Return the sentence gate, to be measured."""
        from coach.managers.examining import ExaminedGate  # needed to measure only

        return ExaminedGate()

    def terms(self) -> TermReader:
        """Return the reader of the shipped vocabulary."""
        from coach.judges.vocabulary import WordsReader  # its words and weights belong to reports only

        return WordsReader(read_vocabulary())

    def server(self, model: str | None, settings: Settings | None = None) -> Server:
        """Return the configured server, or the one that other settings name."""
        return self._chat(model or "", settings)

    def preload(self) -> None:
        """Import what the first reply needs, and what the language model needs where one could be used."""
        gc.disable()  # what is made here stays: going over it again and again made the screen stutter
        try:
            import coach.judges.rules.rewriting
            import coach.judges.vocabulary
            import coach.stores.sql

            coach.judges.rules.preload()
            coach.judges.vocabulary.preload()
            if self._settings().server_known or self._settings().coach_model:
                preload()
                import coach.english.concession
                import coach.judges.llm
                import coach.judges.rewriting
                import coach.managers.llm

                coach.english.concession.model()
        finally:
            gc.freeze()
            gc.enable()

    async def close(self) -> None:
        """Close every connection."""
        chats, self._chats = list(self._chats.values()), {}
        for chat in chats:
            await chat.aclose()

    @cached_property
    def _rules(self) -> Judge:
        return _rules_by(self._rubric)

    def _chat(self, model: str, settings: Settings | None = None) -> Chat:
        settings = settings or self._settings()
        server = (model, settings.openai_base_url, settings.key)  # the user may change it at any time
        if server not in self._chats:
            self._chats[server] = Chat(
                model=model,
                base_url=settings.openai_base_url,
                api_key=settings.key,
                deadline_s=settings.coach_deadline_s,
                stall_s=settings.coach_stall_s,
            )
        return self._chats[server]


def settings_of(env_file: str | None) -> Settings:
    """Read the settings of this process; raises `UsageError` or `FileRefused`."""
    return read_settings(os.environ, env_file=Path(env_file) if env_file else None)


def build(settings: Settings) -> Coach:
    """Build the coach on the real engines, the shipped files and the user's database."""
    rubric = read_rubric()
    coach: Coach
    engines = RealEngines(lambda: coach.settings, rubric)
    coach = Coach(
        settings=settings,
        library=Library(settings.data_dir),
        rubric=rubric,
        engines=engines,
        open_store=lambda: _open_store(settings),
        open_journal=lambda judge: FileJournal(settings.data_dir / "verdicts", judge),
        clock=SystemClock(),
    )
    return coach


def _open_store(settings: Settings) -> Store:
    from coach.stores.sql import SqlStore  # SQLAlchemy takes 200 ms, so it loads on the store's thread

    if settings.coach_database_url:
        return SqlStore(settings.coach_database_url.get_secret_value())
    return SqlStore.in_directory(settings.data_dir)


def _rules_by(rubric: Rubric) -> Judge:
    from coach.judges.rules import RulesJudge  # 30 ms that the first paint does not need

    return RulesJudge(rubric)


def _required(model: str | None) -> str:
    if not model:
        raise UsageError("A language model is asked for, and none is chosen.", "Set COACH_MODEL.")
    return model
