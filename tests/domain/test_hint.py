"""Marks stand apart, keep to their words through an edit, and the graver has the words where two overlap."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.hint import Hint, HintKind, Hints, Mark, moved, read_hints
from coach.domain.judgement import Evidence
from coach.domain.rubric import Criterion, Move
from coach.domain.transcript import Contradiction
from tests.judging import judgement

TEXT = "Thanks, I cut alarms by a third; I deserve this, 同僚 said so.\nPlease, now."


@st.composite
def hints(draw: st.DrawFn) -> Hints:
    """A text with hints anywhere in it."""
    places = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12), st.sampled_from(HintKind))
    shown = [(at, min(len(TEXT), at + long), kind) for at, long, kind in draw(st.lists(places, max_size=8))]
    return Hints(
        text=TEXT,
        hints=tuple(
            Hint(kind=kind, evidence=(Evidence(quote=TEXT[start:end], start=start, end=end),))
            for start, end, kind in shown
        ),
    )


@given(hints())
def test_marks_stand_in_order_and_apart_and_the_graver_has_the_words(read: Hints) -> None:
    marks = read.marks
    assert all(one.end <= other.start for one, other in pairwise(marks))
    gravity = list(HintKind)
    for place, character in enumerate(TEXT):
        over = [h.kind for h in read.hints if h.evidence[0].start <= place < h.evidence[0].end]
        if over and character.isalnum():
            (mark,) = [m for m in marks if m.start <= place < m.end]
            assert mark.kind == min(over, key=gravity.index)
        elif not over:
            assert not [m for m in marks if m.start <= place < m.end]


@given(hints(), st.integers(0, len(TEXT)), st.integers(0, 6), st.text("ab ,\n", max_size=4))
def test_marks_beside_an_edit_keep_their_words(read: Hints, at: int, cut: int, typed: str) -> None:
    after = TEXT[:at] + typed + TEXT[at + cut :]
    marks = moved(read.marks, TEXT, after)
    assert all(0 <= m.start < m.end <= len(after) for m in marks)
    assert all(one.end <= other.start for one, other in pairwise(marks))
    words = {(m.kind, after[m.start : m.end]) for m in marks}
    for mark in read.marks:
        if mark.end <= at or mark.start >= at + cut:
            said = TEXT[mark.start : mark.end]
            assert any(kind is mark.kind and said in shown for kind, shown in words)


def test_typing_within_a_mark_stretches_it() -> None:
    marks = (Mark(start=9, end=15, kind=HintKind.MADE),)
    assert moved(marks, "I cut an alarms here", "I cut an alXarms here") == (Mark(start=9, end=16, kind=HintKind.MADE),)


def test_only_a_sure_violation_is_called_one() -> None:
    text = "  I deserve it. Thanks."
    judged = judgement(met=[Move.THANKS], violated=[Criterion.VALUE_NOT_EGO], quote="Thanks")
    unsure = judged.model_copy(
        update={"findings": tuple(f.model_copy(update={"sure": False}) for f in judged.findings)}
    )
    assert [h.kind for h in read_hints(text, judged).hints] == [HintKind.AGAINST, HintKind.MADE]
    assert [h.kind for h in read_hints(text, unsure).hints] == [HintKind.MAYBE, HintKind.MADE]


def test_a_number_against_the_brief_is_marked_where_it_stands() -> None:
    text = "I took it\nfrom 9 to 3 hours."
    (hint,) = read_hints(text, None, (Contradiction(earlier="it: 9 → 2 hours", now="from 9 to 3 hours"),)).hints
    assert (hint.kind, hint.evidence[0].quote) == (HintKind.NUMBER, "from 9 to 3 hours")
