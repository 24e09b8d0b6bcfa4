"""Plots are made of characters that stand where they belong, and progress is told in words too."""

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.judgement import JudgedBy
from coach.rendering.plots import DIAMOND, DOT, LABELS, Mark, chart, strip, ticks
from coach.rendering.progress import day_words, make_words


def text(pieces: object) -> str:
    assert isinstance(pieces, tuple)
    return "".join(piece.text for piece in pieces)


totals = st.one_of(st.none(), st.floats(0, 100))


@given(st.lists(totals, min_size=1, max_size=60), st.integers(30, 120), st.sampled_from([5, 10]))
def test_every_point_that_is_shown_stands_in_its_column_and_row(
    scores: list[float | None], width: int, rows: int
) -> None:
    marks = [Mark(s, DIAMOND if s is None else DOT, "1 Jan") for s in scores]
    drawn = chart(marks, width, rows)
    lines = [text(line) for line in drawn.lines]
    assert len({len(line) for line in lines[:-1]}) == 1
    assert len(lines[0]) <= width
    shown = [(c, m) for c, m in zip(drawn.columns, marks, strict=True) if c is not None]
    assert shown[-1][1] is marks[-1]
    for column, mark in shown:
        assert column >= LABELS
        signs = [line[column] for line in lines[:rows]]
        if mark.total is None:
            assert lines[rows][column] == DIAMOND
            assert set(signs) == {" "}
        else:
            row = signs.index(DOT)
            assert signs.count(DOT) == 1
            height = 100 / rows
            assert 100 - height * (row + 1) <= mark.total <= 100 - height * row


def test_a_line_stands_through_the_chosen_point_and_the_bands_are_named() -> None:
    lines = [text(line) for line in chart([Mark(50, DOT, "1 Jan"), Mark(90, DOT, "2 Jan")], 60, 5, at=0).lines]
    assert [line[:7].strip() for line in lines[:5]] == ["strong", "solid", "uneven", "", "not yet"]
    assert sum("┊" in line for line in lines) == 4


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=30))
def test_what_was_not_called_for_is_a_gap_and_a_violation_is_none(scores: list[float | None]) -> None:
    drawn = text(strip(scores, 40))
    assert [cell == " " for cell in drawn] == [s is None for s in scores]


def test_signs_and_blocks_show_the_newest() -> None:
    assert text(ticks([True, False, None, True], 3)) == "·?+"
    assert text(strip([0.0, 0.5, 1.0], 2)) == "▅█" or text(strip([0.0, 0.5, 1.0], 2)) == "▄█"


def test_judges_of_one_name_are_told_apart() -> None:
    old, new = (JudgedBy(judge="rules", rubric="r", weights=w) for w in ("aaaaaaaa1", "bbbbbbbb1"))
    llm = JudgedBy(judge="llm", rubric="r", prompt="p", model="served", asked="tiny")
    assert make_words(old) == "rules (offline)"
    assert make_words(old, [old, new]) == "rules (offline), weights aaaaaa"
    assert make_words(llm, [old, new, llm]) == "llm (tiny)"
    assert make_words(None) == "no judge"


def test_a_day_is_short_and_what_is_none_stays() -> None:
    assert day_words("2026-01-08T09:00:00+00:00") == "8 Jan"
    assert day_words("some day") == "some day"
