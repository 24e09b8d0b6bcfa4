"""What a brief is asked for: its groups and fields, each with its question and an example, and the answers as typed."""

from typing import Any

from pydantic import ValidationError

from coach.domain.brief import Brief
from coach.domain.preparation import UNNAMED
from coach.domain.value import Text, Value
from coach.errors import UsageError
from coach.text import clean

MAX_ANSWER = 2_000
"""Characters of one answer; more is a paste by mistake, and no brief."""

MEASURED = ("metric", "before", "after", "unit")
"""The fields of a past project that only mean something together."""

REASONS = ("strategic", "in_difficulty", "seen_by_leadership")
"""The fields of an opportunity of which one is enough."""


class Question(Value):
    """One field of the brief: what belongs there, and how that may look."""

    field: Text
    label: Text
    asks: Text
    example: Text


class Group(Value):
    """One part of the brief."""

    key: Text
    title: Text
    about: Text
    noun: Text = ""
    """Of a group with several entries: what one more of them is called. Its first question names the entry."""
    questions: tuple[Question, ...]

    @property
    def several(self) -> bool:
        """Whether it has entries, and is not a single text."""
        return bool(self.noun)


def _group(key: str, title: str, about: str, noun: str, *questions: tuple[str, str, str, str]) -> Group:
    made = (Question(field=f, label=label, asks=asks, example=example) for f, label, asks, example in questions)
    return Group(key=key, title=title, about=about, noun=noun, questions=tuple(made))


GROUPS = (
    _group(
        "strengths",
        "Strengths",
        "Techniques that you are good at, each with something that proves it.",
        "technique",
        ("technique", "Technique", "What are you good at?", "model deployment"),
        ("proof", "Proof", "What proves it?", "Brought three models into production, the last one in nine days."),
    ),
    _group(
        "enjoys",
        "Likes to solve",
        "The kind of work that you want more of.",
        "",
        (
            "enjoys",
            "Likes to solve",
            "Which kind of problem do you like to solve?",
            "Finding out why a model that worked in the lab does not work outside.",
        ),
    ),
    _group(
        "career_goals",
        "Career goals",
        "Where all of this is to lead.",
        "",
        (
            "career_goals",
            "Career goals",
            "Where do you want to be in two years?",
            "To lead a project from the first feature to the launch.",
        ),
    ),
    _group(
        "projects",
        "Past projects",
        "What you have done, with a number: what was measured, before and after you, and what the business had of it.",
        "project",
        ("name", "Project", "What is it called?", "delivery time forecast"),
        ("own_part", "Own part", "What did you do yourself?", "rebuilt the features and the monitoring"),
        ("metric", "Measured", "What was measured (accuracy, latency, cost, …)?", "mean error"),
        ("before", "Before", "What was it before you?", "14"),
        ("after", "After", "And after you?", "9"),
        ("unit", "Unit", "In which unit (%, ms, hours, …)?", "minutes"),
        ("business_effect", "Effect", "What did the business have of it?", "late deliveries fell by a fifth"),
    ),
    _group(
        "opportunities",
        "Opportunities",
        "Projects that you want to work on, each with at least one reason why it is visible.",
        "project",
        ("name", "Project", "What is it called?", "route planning"),
        (
            "strategic",
            "Priority",
            "Is it a priority of the company? Which?",
            "Cheaper routes are one of the company's goals this year.",
        ),
        (
            "in_difficulty",
            "Difficulty",
            "Is it in difficulty where you could help? How?",
            "The planner ignores traffic, and the drivers ignore the planner.",
        ),
        (
            "seen_by_leadership",
            "Seen by",
            "Will the leadership see it? Who, and when?",
            "The operations director looks at it every Monday.",
        ),
    ),
    _group(
        "value_propositions",
        "What you would bring",
        "A technique, the goal of a project, and what would come of it: an outcome, not a task.",
        "technique that you could use",
        ("technique", "Technique", "What would you use there?", "the forecast as an input to the planner"),
        (
            "project_goal",
            "Goal",
            "Which goal of the project would that serve?",
            "routes that the drivers keep to",
        ),
        (
            "result",
            "Result",
            "What would be better then, and by how much?",
            "about 5 % fewer kilometres",
        ),
    ),
)


class Draft:
    """A brief while it is written: every answer as it was typed, entries included that have no name yet.

    A place is a dotted key, as in the file: `enjoys`, `projects.0`.
    """

    def __init__(self, brief: Brief) -> None:
        # In the order of the questions, and without what is no question: whose brief it is.
        self._answers: dict[str, Any] = {
            group.key: [
                {q.field: getattr(entry, q.field) for q in group.questions} for entry in getattr(brief, group.key)
            ]
            if group.several
            else {group.key: getattr(brief, group.key)}
            for group in GROUPS
        }

    def entries(self, group: Group) -> list[dict[str, str]]:
        """Return the entries of a group, each field by name; a single text is an entry of one field."""
        found: list[dict[str, str]] = self._answers[group.key] if group.several else [self._answers[group.key]]
        return found

    def entry(self, place: str) -> dict[str, str]:
        """Return the entry at a place."""
        key, _, number = place.partition(".")
        return self.entries(group_of(key))[int(number or 0)]

    def add(self, group: Group) -> str:
        """Begin another entry, and return its place."""
        entries = self.entries(group)
        entries.append({question.field: "" for question in group.questions})
        return f"{group.key}.{len(entries) - 1}"

    def remove(self, place: str) -> dict[str, str]:
        """Take an entry out, or empty a single text, and return what it was."""
        key, _, number = place.partition(".")
        entry = self.entry(place)
        was = dict(entry)
        if number:
            del self.entries(group_of(key))[int(number)]
        else:
            entry[key] = ""
        return was

    def put_back(self, place: str, was: dict[str, str]) -> None:
        """Undo a removal."""
        key, _, number = place.partition(".")
        if number:
            self.entries(group_of(key)).insert(int(number), was)
        else:
            self.entry(place).update(was)

    def prune(self) -> None:
        """Let go of the entries in which nothing is written."""
        for group in filter(lambda g: g.several, GROUPS):
            self._answers[group.key] = [entry for entry in self.entries(group) if _written(entry)]

    def brief(self) -> Brief:
        """Return what is written; an entry of which only the name is missing is kept as `unnamed`, to lose nothing.

        Raises `UsageError` where an answer is longer than a brief can hold.
        """
        kept: dict[str, Any] = {}
        for group in GROUPS:
            if not group.several:
                kept |= self._answers[group.key]
                continue
            name = group.questions[0].field
            kept[group.key] = [
                entry if _said(entry[name]) else {**entry, name: UNNAMED}
                for entry in self.entries(group)
                if _written(entry)
            ]
        try:
            return Brief.model_validate({**kept, "stand_in": False})
        except ValidationError as fault:
            key, *rest = fault.errors(include_input=False, include_url=False)[0]["loc"]
            group = group_of(str(key))
            label = next((q.label for q in group.questions if q.field in rest), group.title)
            repair = f"Shorten it to {MAX_ANSWER} characters."
            raise UsageError(f"{group.title}: “{label}” is too long.", repair) from None


def group_of(place: str) -> Group:
    """Return the group to which a dotted key belongs."""
    return next(group for group in GROUPS if group.key == place.partition(".")[0])


def entry_of(place: str) -> str:
    """Return the place of the entry in which a dotted key lies: of `projects.0.after` it is `projects.0`."""
    return ".".join(place.split(".")[:2])


def _said(text: str) -> bool:
    return bool(clean(text).strip())


def _written(entry: dict[str, str]) -> bool:
    return any(map(_said, entry.values()))
