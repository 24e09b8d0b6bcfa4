"""A scene to rehearse: persona, projects, objections with what settles them, the manager's lines, difficulty."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from coach.domain.brief import Brief
from coach.domain.opening import Difficulty
from coach.domain.rubric import Criterion, Move, Rule
from coach.domain.transcript import Memory, Outcome, Promise
from coach.domain.value import Identifier, Language, Text, Value, Words

Lines = Annotated[tuple[Words, ...], Field(min_length=1, max_length=12)]
"""Alternative wordings of one thing; which one is spoken follows from the seed."""


MaybeLines = Annotated[tuple[Words, ...], Field(max_length=12)]
"""As `Lines`, or none."""


class Pattern(StrEnum):
    """The kinds of objection; the first three are the guide's own."""

    IMMEDIATE_PRIORITIES = "immediate_priorities"
    PROJECTS_FULL = "projects_full"
    THINK_ABOUT_IT = "think_about_it"
    RISK_OF_VISIBILITY = "risk_of_visibility"
    WHO_COVERS_CURRENT_WORK = "who_covers_current_work"
    WHY_YOU = "why_you"
    NOT_ENOUGH_EXPERIENCE = "not_enough_experience"
    BUDGET = "budget"
    FAIRNESS_TO_OTHERS = "fairness_to_others"
    TIMING = "timing"
    WHAT_WOULD_YOU_DROP = "what_would_you_drop"
    SEND_IN_WRITING = "send_in_writing"


class Style(StrEnum):
    """How a manager takes part in a talk, beyond what they say."""

    EVEN = "even"
    CURT = "curt"
    """Says what has to be said: takes nothing in aloud before going on."""
    WARM = "warm"
    """Says something kind before pushing back."""
    DISTRACTED = "distracted"
    """Loses the thread once, and has to be told again."""


class Persona(Value):
    """The manager: who they are and what they know. They never invent a fact beyond `knows`."""

    name: Words
    role: Words
    manner: Words
    style: Style = Style.EVEN
    priorities: Annotated[tuple[Words, ...], Field(min_length=1)]
    knows: tuple[Words, ...] = ()

    @property
    def takes_in(self) -> bool:
        """Whether they take an answer in aloud before going on."""
        return self.style is not Style.CURT


class Project(Value):
    """A project that the engineer could join."""

    name: Words
    about: Words
    why_visible: Text = ""


class Condition(Value):
    """One way to settle an objection: all its moves made and all its criteria met, over the replies to it."""

    moves: tuple[Move, ...] = ()
    criteria: tuple[Criterion, ...] = ()

    @model_validator(mode="after")
    def _asks_something(self) -> "Condition":
        if not self.moves and not self.criteria:
            raise ValueError("a condition needs at least one move or criterion")
        return self

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Everything it asks, moves first."""
        return (*self.moves, *self.criteria)

    def fulfilled(self, said: Collection[Rule], before: Collection[Rule]) -> Rule | None:
        """Return the first rule of what is `said` now by which this is fulfilled, or `None`.

        Something said in answer is needed: nothing is settled by what was said `before` alone.
        """
        new = [rule for rule in self.rules if rule in said]
        return new[0] if new and all(rule in said or rule in before for rule in self.rules) else None


class Objection(Value):
    """A reason not to say yes, what lies behind it, and the alternatives that settle it, by level if they differ."""

    id: Identifier
    pattern: Pattern
    concern: Words
    """What really worries the manager; revealed in the report."""
    lines: Lines
    tough_lines: tuple[Words, ...] = ()
    press: Lines
    """Said when a reply has not settled it: asks for what is missing."""
    settled: Lines
    """Said when it is settled: takes the answer in, concedes nothing yet."""
    settled_by: Annotated[tuple[Condition, ...], Field(min_length=1)]
    tough_settled_by: tuple[Condition, ...] = ()

    def lines_at(self, level: Difficulty) -> tuple[str, ...]:
        """Return the wordings at `level`."""
        return self.tough_lines if level is Difficulty.TOUGH and self.tough_lines else self.lines

    def settled_by_at(self, level: Difficulty) -> tuple[Condition, ...]:
        """Return the alternatives that settle it at `level`."""
        return self.tough_settled_by if level is Difficulty.TOUGH and self.tough_settled_by else self.settled_by


class Question(Value):
    """What the manager asks before objecting, and what a good answer spares the engineer."""

    id: Identifier
    lines: Lines
    answered_by: Annotated[tuple[Condition, ...], Field(min_length=1)]
    answered: Lines
    """Said to a good answer: takes it in, concedes nothing."""
    spares: Identifier | None = None
    """The objection that a good answer settles before it is raised."""


class Reactions(Value):
    """What the manager says to a violation, by criterion."""

    respect_hierarchy: Lines
    proactive_not_reactive: Lines
    value_not_ego: Lines
    patient_persistent: Lines
    document_everything: Lines
    executive_perspective: Lines

    def to(self, criterion: Criterion) -> tuple[str, ...]:
        """Return the lines said to a violation of `criterion`."""
        lines: tuple[str, ...] = getattr(self, criterion.value)
        return lines


class Closings(Value):
    """The last line, by outcome; `left` needs none.

    A line may say `{what}` and `{due}`: the manager's promise, as it follows “I will” and “by”.
    """

    granted: Lines
    granted_in_part: Lines
    follow_up_agreed: Lines
    deferred: Lines
    refused: Lines

    def at(self, outcome: Outcome) -> tuple[str, ...]:
        """Return the closing lines for `outcome`."""
        lines: tuple[str, ...] = getattr(self, outcome.value)
        return lines


class Memories(Value):
    """How the manager opens a later meeting.

    Lines of `kept` and `forgotten` may say `{what}`: the manager's promise, as it follows “I will”. Where nothing was
    promised, one that does not is said, or the opening of a first meeting.
    """

    kept: Lines
    forgotten: Lines
    unsent: Lines
    disputed: Lines

    def of(self, memory: Memory) -> tuple[str, ...]:
        """Return the opening lines for one way of remembering."""
        lines: tuple[str, ...] = getattr(self, memory.value)
        return lines


class Promises(Value):
    """The manager's part of what is agreed, by outcome; nothing where the talk ends without it."""

    granted: Promise | None = None
    granted_in_part: Promise | None = None
    follow_up_agreed: Promise | None = None
    deferred: Promise | None = None

    def at(self, outcome: Outcome) -> Promise | None:
        """Return what the manager is to take on when the talk ends so."""
        promise: Promise | None = getattr(self, outcome.value, None)
        return promise


class ManagerLines(Value):
    """Everything the manager says that belongs to no single objection.

    The groups that may be empty are behaviours which a scene can leave out: without its lines the manager has it not.
    """

    opening: Lines
    probe: Lines
    """Asked while the engineer has not yet said what they are after."""
    acknowledge: Lines
    condition: Lines
    """Said when a yes was spoken and something turns out to be still missing."""
    reactions: Reactions
    yield_in_part: Lines
    grant: Lines
    closings: Closings
    interruption: MaybeLines = ()
    """Said when a reply goes on longer than the level `hears`: cuts in, before anything else."""
    warmth: MaybeLines = ()
    """A kind word before an objection; spoken by a warm manager."""
    strays: MaybeLines = ()
    """A distracted manager has lost the thread and asks for the gist again."""
    contradiction: MaybeLines = ()
    """Asks which of two statements holds; a line says `{earlier}` and `{now}`, the engineer's own words."""
    again: Memories | None = None
    """The opening of a later meeting; a scene without it has none."""
    promises: Promises = Promises()


class Level(Value):
    """What one difficulty changes in the manager's behaviour; never only the wording."""

    objections: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """Which objections are raised, in order."""
    patience: int = Field(ge=1, le=9)
    """How many violations the manager takes before ending the talk."""
    presses: int = Field(ge=0, le=3)
    """How often an unsettled objection is pressed before the manager goes on."""
    gives: Outcome
    """The most this manager grants today when every objection is settled."""
    questions: tuple[Identifier, ...] = ()
    """Which questions are asked before the first objection, in order."""
    hears: int = Field(default=120, ge=30, le=400)
    """Words of one reply that the manager listens to before cutting in."""
    next_objections: tuple[Identifier, ...] = ()
    """What is raised in a later meeting beside whatever stayed open."""
    next_gives: Outcome = Outcome.GRANTED
    """The most that a later meeting grants."""

    @model_validator(mode="after")
    def _gives_something(self) -> "Level":
        for name, outcome in (("gives", self.gives), ("next_gives", self.next_gives)):
            if not outcome.won:
                raise ValueError(f"{name}: the scene must be winnable (granted, granted_in_part or follow_up_agreed)")
        return self


class Levels(Value):
    """The difficulty table."""

    supportive: Level
    standard: Level
    tough: Level

    def at(self, difficulty: Difficulty) -> Level:
        """Return the row for `difficulty`."""
        level: Level = getattr(self, difficulty.value)
        return level


class Scenario(Value):
    """One scene, complete: everything the manager may know, do and say."""

    id: Identifier
    title: Words
    author: Words = "Rehearsal Coach"
    language: Language = "en"
    summary: Words
    setting: Words
    """One line on who is who and which projects there are: what a judge sees."""
    persona: Persona
    projects: Annotated[tuple[Project, ...], Field(min_length=1)]
    brief: Brief
    objections: Annotated[tuple[Objection, ...], Field(min_length=1)]
    questions: tuple[Question, ...] = ()
    manager: ManagerLines
    difficulty: Levels

    @model_validator(mode="after")
    def _joined(self) -> "Scenario":
        objections, questions = [o.id for o in self.objections], [q.id for q in self.questions]
        _once("objections", objections)
        _once("questions", questions)
        for question in self.questions:
            _known(f"questions.{question.id}.spares", [question.spares] if question.spares else [], objections)
        raised: set[str] = set()
        asked: set[str] = set()
        for difficulty in Difficulty:
            level = self.difficulty.at(difficulty)
            at = f"difficulty.{difficulty}"
            for name, named, known in (
                ("objections", level.objections, objections),
                ("next_objections", level.next_objections, objections),
                ("questions", level.questions, questions),
            ):
                _known(f"{at}.{name}", named, known)
                _once(f"{at}.{name}", named)
            raised.update(level.objections, level.next_objections)
            asked.update(level.questions)
            if level.gives is Outcome.FOLLOW_UP_AGREED and not self._asks_for_a_date(difficulty):
                raise ValueError(f"{at}.gives: no objection is settled by asks_timed_follow_up")
        if idle := [i for i in objections if i not in raised]:
            raise ValueError(f"objections: no difficulty raises {', '.join(idle)}")
        if idle := [i for i in questions if i not in asked]:
            raise ValueError(f"questions: no difficulty asks {', '.join(idle)}")
        promises = self.manager.promises
        if self.manager.again and not (promises.deferred and promises.follow_up_agreed and promises.granted_in_part):
            raise ValueError("manager.promises: a later meeting needs deferred, follow_up_agreed and granted_in_part")
        self._check_slots()
        return self

    def _check_slots(self) -> None:
        """Refuse a slot that nothing fills, so that no line is ever spoken with its braces."""
        for line in self.manager.contradiction:
            if not {"{earlier}", "{now}"} <= set(_SLOT.findall(line)):
                raise ValueError("manager.contradiction: each line says both {earlier} and {now}")
        for where, lines, allowed in self._slotted():
            for line in lines:
                if wrong := [slot for slot in _SLOT.findall(line) if slot not in allowed]:
                    raise ValueError(f"{where}: nothing fills {', '.join(wrong)}")
        for outcome in _ENDINGS:
            promise, lines = self.manager.promises.at(outcome), self.manager.closings.at(outcome)
            for slot, filled in (("{what}", promise), ("{due}", promise and promise.due)):
                said = [slot in line for line in lines]
                if any(said) and not filled:
                    raise ValueError(f"manager.closings.{outcome}: nothing in manager.promises fills {slot}")
                if any(said) and not all(said):
                    raise ValueError(f"manager.closings.{outcome}: one line says {slot}, so each has to")

    def _slotted(self) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        yield "manager.contradiction", self.manager.contradiction, ("{earlier}", "{now}")
        if again := self.manager.again:
            for memory in Memory:
                promised = memory in (Memory.KEPT, Memory.FORGOTTEN)
                yield f"manager.again.{memory}", again.of(memory), ("{what}",) if promised else ()

    def _asks_for_a_date(self, difficulty: Difficulty) -> bool:
        raised = [self.objection(name) for name in self.difficulty.at(difficulty).objections]
        conditions = [c for o in raised for c in o.settled_by_at(difficulty)]
        return any(Move.ASKS_TIMED_FOLLOW_UP in c.moves for c in conditions)

    @property
    def facts(self) -> str:
        """What can be known in the scene before anybody has spoken; not what the manager keeps to themselves."""
        persona = self.persona
        said = [self.setting, *(text for p in self.projects for text in (p.name, p.about, p.why_visible))]
        return "\n".join((*said, persona.name, persona.role, persona.manner, *persona.priorities, *persona.knows))

    def spoken_promise(self, outcome: Outcome) -> Promise | None:
        """Return what the manager takes on at such an end: what the scene promises there and every line says."""
        promise = self.manager.promises.at(outcome)
        slots = ("{what}", "{due}") if promise and promise.due else ("{what}",)
        said = promise and all(slot in line for line in self.manager.closings.at(outcome) for slot in slots)
        return promise if said else None

    def objection(self, id: str) -> Objection:  # noqa: A002 - the field's own name
        """Return the objection named `id`."""
        return next(o for o in self.objections if o.id == id)

    def question(self, id: str) -> Question:  # noqa: A002 - the field's own name
        """Return the question named `id`."""
        return next(q for q in self.questions if q.id == id)


_SLOT = re.compile(r"\{[^{}]*\}")
_ENDINGS = tuple(outcome for outcome in Outcome if outcome is not Outcome.LEFT)


def _once(where: str, ids: Sequence[str]) -> None:
    if len(set(ids)) != len(ids):
        raise ValueError(f"{where}: one is named twice")


def _known(where: str, ids: Iterable[str], known: Sequence[str]) -> None:
    if unknown := [i for i in ids if i not in known]:
        raise ValueError(f"{where}: nothing named {', '.join(unknown)}")
