"""The doors between the rooms: manager, judge, store, server and clock."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from coach.domain.figures import Timed
from coach.domain.judgement import JudgedTurn, Judgement, Unjudged
from coach.domain.opening import JudgeName, ManagerName
from coach.domain.real_talk import RealTalk
from coach.domain.recap import Recap
from coach.domain.rewriting import Occasion, Rewriting
from coach.domain.rubric import Rubric
from coach.domain.scenario import Scenario
from coach.domain.sentences import LabelledSentence
from coach.domain.session import Kept, Session
from coach.domain.transcript import Cue, Outcome, Reply, Turn
from coach.domain.value import Text, Value
from coach.domain.vocabulary import Vocabulary, VocabularyUse
from coach.settings import Settings


class Spoken(Value):
    """Words that may be shown now. `note` says what went otherwise than planned, and is shown as a notice."""

    text: str
    note: Text = ""


OnWait = Callable[[float, str], None]
"""Told the seconds of a pause before a server is asked again, and why there is one."""


class Manager(Protocol):
    """Words a cue that the domain has chosen."""

    on_wait: OnWait | None
    """Told of each pause while it words a turn; set by whoever listens."""

    @property
    def name(self) -> ManagerName:
        """Which manager this is."""
        ...

    def words(self, session: Session, cue: Cue) -> AsyncIterator[Spoken]:
        """Yield the manager's next turn, sentence by sentence; joined, the texts are the turn.

        Raises `ModelError` only before the first text: what has been shown is always brought to an end.
        """
        ...


class SentenceGate(Protocol):
    """What stands between a language model's words for the manager and the screen."""

    def faults(self, row: LabelledSentence, scene: Scenario) -> frozenset[str]:
        """Return the kinds of fault in a sentence, said for the manager of a scene in a turn that grants nothing."""
        ...


class Judge(Protocol):
    """Gives a verdict with quotes on every rule; a failure is an `Unjudged`, never an exception."""

    @property
    def name(self) -> JudgeName:
        """Which judge this is."""
        ...

    async def judge(self, reply: Reply) -> Judgement | Unjudged:
        """Judge one reply."""
        ...


class Rewriter(Protocol):
    """Says a reply another way, in the engineer's own words; whether a draft is any better, others decide."""

    @property
    def name(self) -> JudgeName:
        """Whose verdicts it works after: the judge of the same name."""
        ...

    async def drafts(self, occasion: Occasion) -> tuple[str, ...]:
        """Return drafts for a reply, none where nothing good can be built; raises `ModelError`."""
        ...


class TermReader(Protocol):
    """Reads how the terms of a vocabulary are used in a text."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The words on the terms."""
        ...

    def uses(self, text: str) -> tuple[VocabularyUse, ...]:
        """Return the uses in a text, in order; none where it is in a language that is not read."""
        ...


class Store(Protocol):
    """Keeps sessions. Synchronous, called from one thread; when a method returns, the data is on disk.

    Every method raises `StoreError` when the database refuses, `NotFound` for an unknown session.
    """

    def create(self, session: Session) -> None:
        """Keep a new session with its turns and judgements."""
        ...

    def add_turn(self, session_id: str, turn: Turn, outcome: Outcome | None = None, *, answers: int = 0) -> None:
        """Keep a turn, and with it the end of the scene if `outcome` is given, in one transaction.

        It comes after the last turn, whose revision it `answers`, or is the next revision of that one. Adding the last
        one again with the same text changes nothing. What comes from another state than that is refused: two coaches
        may have the same session open, and what they say must not be mixed.
        """
        ...

    def keep_draft(self, session_id: str, text: str) -> None:
        """Keep what is being written in the place of what was; it goes when a turn of the engineer's is added."""
        ...

    def discard(self, session_id: str) -> bool:
        """Remove what is being written and, if nothing was said or stands beside it, the session: then return true.

        A session that has branches, later meetings, recaps or real talks stays, as does one with a reply.
        """
        ...

    def add_judgement(self, session_id: str, judged: JudgedTurn) -> None:
        """Keep a judgement beside its turn; nothing is overwritten."""
        ...

    def add_rewriting(self, session_id: str, rewriting: Rewriting) -> None:
        """Keep what rewriting the replies of a session came to; nothing is overwritten."""
        ...

    def add_recap(self, session_id: str, recap: Recap) -> None:
        """Keep a recap mail beside its session; nothing is overwritten."""
        ...

    def add_real_talk(self, session_id: str, talk: RealTalk) -> None:
        """Keep how a real talk went that the session was for; nothing is overwritten."""
        ...

    def close(self, session_id: str, outcome: Outcome) -> None:
        """Record how the scene ended."""
        ...

    def read(self, reference: str) -> Session:
        """Return the session whose id is or uniquely starts with `reference`, or the `latest` one."""
        ...

    def summaries(self) -> Kept:
        """Return all sessions, newest first, and which of them cannot be read."""
        ...

    def copy(self, path: Path) -> None:
        """Write a whole, checked copy of everything into a new file, from which a store can be opened again."""
        ...

    def forget(self, session_id: str) -> tuple[str, ...]:
        """Delete a session with all that was begun from it, which has its words too, and return the ids."""
        ...

    def leave_no_trace(self) -> None:
        """Take the words of what was deleted out of the database's file, too."""
        ...

    def forget_everything(self) -> None:
        """Delete every session; refused, with nothing deleted, while another coach has the database's file open."""
        ...

    def dispose(self) -> None:
        """Close the database; the store is not used again."""
        ...


class Journal(Protocol):
    """The verdicts of one judge on disk, so that a long measurement goes on where it was cut off.

    A verdict's key is the reply's digest and the number of the run. Raises `StoreError`.
    """

    def kept(self) -> Mapping[tuple[str, int], Timed]:
        """Return the verdicts of earlier runs."""
        ...

    def keep(self, reply: str, run: int, verdict: Timed) -> None:
        """Put one verdict on disk; it is there when this returns."""
        ...

    def clear(self) -> None:
        """Forget all verdicts."""
        ...


class Probe(Value):
    """What a language model server turned out to do."""

    base_url: Text
    models: tuple[Text, ...] = ()
    structured: Text = ""
    """The way in which it gives structured output (`json_schema`, `json_object`, `tool`, `prompt`), or empty."""
    unguarded: tuple[Text, ...] = ()
    """Guards of the gateway that do not hold for this provider."""


class Server(Protocol):
    """A language model server; its methods raise `ModelError`."""

    async def models(self) -> tuple[str, ...]:
        """Return the names of the models it serves."""
        ...

    async def probe(self) -> Probe:
        """Ask for its models and for one structured answer."""
        ...


class Clock(Protocol):
    """Time and new names, so that the rooms below need neither clock nor chance."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...

    def new_id(self) -> str:
        """Return a name that no session and no judgement has."""
        ...

    def new_seed(self) -> int:
        """Return a number from 0 to 9,999, by chance."""
        ...


class Engines(Protocol):
    """Makes managers, judges and the server when they are asked for, so that nothing heavy loads unasked."""

    def manager(self, name: ManagerName, model: str | None) -> Manager:
        """Return the manager of that name; `llm` needs a model."""
        ...

    def judge(self, name: JudgeName, model: str | None, rubric: Rubric | None = None, votes: int = 1) -> Judge:
        """Return the judge of that name, by the shipped rubric or another; `llm` needs a model, and may vote."""
        ...

    def rewriter(self, name: JudgeName, model: str | None, rubric: Rubric | None = None) -> Rewriter:
        """Return the rewriter that works after the judge of that name; `llm` needs a model."""
        ...

    def baseline(self) -> Judge:
        """Return the keyword list that a judge has to beat."""
        ...

    def gate(self) -> SentenceGate:
        """Return the sentence gate, to be measured."""
        ...

    def terms(self) -> TermReader:
        """Return the reader of the shipped vocabulary; raises `FileRefused` where its file is broken."""
        ...

    def server(self, model: str | None, settings: Settings | None = None) -> Server:
        """Return the configured language model server, or the one that other settings name."""
        ...

    def preload(self) -> None:
        """Import what the language model path needs; called in a thread while the user reads."""
        ...

    async def close(self) -> None:
        """Close every connection."""
        ...
