"""Who of the speakers is the engineer, and who the manager."""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from coach.domain.transcript import Speaker
from coach.errors import UsageError
from coach.text import one_line

Part = Literal["engineer", "manager"]


class Person(NamedTuple):
    """One speaker of a talk: how often they speak, their first words, and the role that their name tells."""

    key: str
    name: str
    role: Speaker | None
    turns: int
    words: str


class Cast(NamedTuple):
    """The two whose talk it is."""

    engineer: Person
    manager: Person


Ask = Callable[[Part, tuple[Person, ...]], Person]
"""Asked who plays a part, of whom it may be; raises `UsageError` where nobody can be asked."""


def cast(people: Sequence[Person], ask: Ask, engineer: str | None = None, manager: str | None = None) -> Cast:
    """Return who is who: by what is given, then by roles as names, then as the only one left, then by asking.

    `engineer` and `manager` are names in any case, or unique beginnings. Raises `UsageError` for a name that nobody or
    more than one goes by, and whatever `ask` raises.
    """
    is_engineer = find(people, engineer, "engineer") if engineer else None
    is_manager = find(people, manager, "manager") if manager else None
    if is_engineer and is_engineer == is_manager:
        raise UsageError(f"{is_engineer.name} cannot be both.", "Give two names with --engineer and --manager.")
    is_engineer = is_engineer or _told(people, Speaker.ENGINEER, is_manager)
    is_manager = is_manager or _told(people, Speaker.MANAGER, is_engineer)
    if not is_engineer:
        is_engineer = _left(people, is_manager) if is_manager else None
        is_engineer = is_engineer or ask("engineer", tuple(p for p in people if p != is_manager))
    is_manager = is_manager or _left(people, is_engineer)
    return Cast(is_engineer, is_manager or ask("manager", tuple(p for p in people if p != is_engineer)))


def _told(people: Sequence[Person], role: Speaker, taken: Person | None) -> Person | None:
    """Return the only one whose name tells the role."""
    told = [p for p in people if p.role is role and p != taken]
    return told[0] if len(told) == 1 else None


def _left(people: Sequence[Person], taken: Person) -> Person | None:
    """Return the only one beside `taken`; who is marked as somebody else does not count."""
    left = [p for p in people if p != taken and p.role is not Speaker.OTHER]
    return left[0] if len(left) == 1 else None


def find(people: Sequence[Person], wanted: str, part: Part) -> Person:
    """Return the speaker of that name: the whole name, the beginning of one, or of one of its words."""
    key = " ".join(wanted.casefold().split())
    ways = (
        [p for p in people if p.key == key],
        [p for p in people if p.key.startswith(key)],
        [p for p in people if any(word.startswith(key) for word in p.key.split())],
    )
    found = next((matches for matches in ways if matches), []) if key else []
    if len(found) == 1:
        return found[0]
    what = "More than one speaker is" if found else "No speaker is"
    raise UsageError(
        f"--{part}: {what} called {one_line(wanted, limit=60)!r}. The speakers: {listed(people)}.",
        "Give one of these names, or the beginning of one.",
    )


def listed(people: Sequence[Person]) -> str:
    """Return the speakers' names with the number of their turns, the first twelve of them."""
    names = [f"{one_line(p.name, limit=40)} ({p.turns} {'turn' if p.turns == 1 else 'turns'})" for p in people[:12]]
    return ", ".join(names) + (f" and {len(people) - 12} more" if len(people) > 12 else "")
