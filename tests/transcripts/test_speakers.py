"""Who is who: by flags, by names that are roles, as the only one left, and else by asking."""

import pytest

from coach.errors import UsageError
from coach.transcripts.speakers import Part, Person, cast
from coach.transcripts.talk import read_talk


def people(*names: str) -> tuple[Person, ...]:
    return read_talk("".join(f"{name}: Word one.\n" for name in names), "talk").people


def asking(part: Part, candidates: tuple[Person, ...]) -> Person:
    raise UsageError(f"asked for {part}: {', '.join(p.name for p in candidates)}")


@pytest.mark.parametrize(
    ("names", "engineer", "manager", "found"),
    [
        (("Manager", "You"), None, None, ("You", "Manager")),
        (("Me", "Boss"), None, None, ("Me", "Boss")),
        (("Maya", "You"), None, None, ("You", "Maya")),
        (("Manager", "Tom"), None, None, ("Tom", "Manager")),
        (("Maya", "Tom (You)"), None, None, ("Tom", "Maya")),
        (("Maya (Engineering Manager)", "Tom (ML Engineer)", "Priya"), None, None, ("Tom", "Maya")),
        (("Maya", "Tom"), "TOM", None, ("Tom", "Maya")),
        (("Maya", "Tom"), None, "may", ("Tom", "Maya")),
        (("Maya Lin", "Tom Ray", "Ana"), "ray", "maya l", ("Tom Ray", "Maya Lin")),
        (("Manager", "You", "Priya"), None, None, ("You", "Manager")),
        (("Manager", "Tom", "Priya"), "tom", None, ("Tom", "Manager")),
        (("Manager", "You", "Maya"), None, "maya", ("You", "Maya")),
        (("Tom", "Tommy"), "tom", None, ("Tom", "Tommy")),
    ],
)
def test_who_is_who(names: tuple[str, ...], engineer: str | None, manager: str | None, found: tuple[str, str]) -> None:
    told = cast(people(*names), asking, engineer, manager)
    assert (told.engineer.name, told.manager.name) == found


@pytest.mark.parametrize(
    ("names", "engineer", "manager", "words"),
    [
        (("Maya", "Tom"), None, None, "asked for engineer: Maya, Tom"),
        (("Maya", "Tom", "Ana"), "tom", None, "asked for manager: Maya, Ana"),
        (("You", "Tom", "Ana"), None, None, "asked for manager: Tom, Ana"),
        (("Maya", "Tom", "Ana"), None, "maya", "asked for engineer: Tom, Ana"),
        (("You", "Me", "Ana"), None, "ana", "asked for engineer: You, Me"),
        (("Maya", "Tom"), "bob", None, "No speaker is called 'bob'. The speakers: Maya (1 turn), Tom (1 turn)"),
        (("Tom A", "Tom B"), "tom", None, "More than one speaker is called 'tom'"),
        (("Maya", "Tom"), "tom", "t", "Tom cannot be both"),
        (("Maya", "Tom"), " ", None, "No speaker is called"),
    ],
)
def test_what_is_not_clear_is_asked_and_what_is_wrong_is_refused(
    names: tuple[str, ...], engineer: str | None, manager: str | None, words: str
) -> None:
    with pytest.raises(UsageError) as refused:
        cast(people(*names), asking, engineer, manager)
    assert words in str(refused.value)


def test_a_speaker_is_shown_with_turns_and_first_words() -> None:
    talk = read_talk("Maya: Well, what is it?\nTom: A plan.\nMaya: Go on.\n", "talk")
    assert [(p.name, p.turns, p.words) for p in talk.people] == [
        ("Maya", 2, "Well, what is it?"),
        ("Tom", 1, "A plan."),
    ]
