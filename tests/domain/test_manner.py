"""What can be seen of a manager's patience: less of it never looks calmer, and no number is said."""

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.ledger import open_ledger
from coach.domain.manner import Manner, manner_of
from coach.domain.opening import Difficulty
from coach.domain.scenario import Scenario
from coach.library.scenes import Library
from coach.rendering import manner_words

SCENES = Library(None).shelf().scenarios


@given(st.sampled_from(SCENES), st.sampled_from(Difficulty), st.integers(-2, 9))
def test_less_patience_never_looks_calmer(scenario: Scenario, level: Difficulty, left: int) -> None:
    ledger = open_ledger(scenario, level)
    steps = list(Manner)
    one, other = (
        steps.index(manner_of(scenario, level, ledger.model_copy(update={"patience": p}))) for p in (left, left - 1)
    )
    assert one <= other
    assert (other == len(steps) - 1) == (left - 1 <= 0)


def test_a_talk_begins_at_ease() -> None:
    for scene in SCENES:
        for level in Difficulty:
            assert manner_of(scene, level, open_ledger(scene, level)) is Manner.AT_EASE


def test_the_words_say_no_number() -> None:
    words = [manner_words("Maya", manner) for manner in Manner]
    assert len(set(words)) == len(words)
    assert not any(c.isdigit() for c in "".join(words))
