"""A talk plays back turn by turn, as long as it takes to read, and every position in it can be reached."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.feedback import ReplyReport
from coach.domain.judgement import Judgement
from coach.domain.pacing import LEAST_S, WORDS_A_MINUTE, Reel, Sign, reading_s, reel
from coach.domain.report import Spoke
from coach.domain.rubric import Criterion
from coach.domain.transcript import Speaker
from tests.judging import judgement

BAD = judgement(violated=[Criterion.VALUE_NOT_EGO], met=[Criterion.PATIENT_PERSISTENT])
GOOD = judgement(met=[Criterion.PATIENT_PERSISTENT])
NOTHING = judgement()


def manager(seq: int) -> Spoke:
    return Spoke(seq=seq, speaker=Speaker.MANAGER, text="one two three")


def reply(seq: int, found: Judgement | None) -> ReplyReport:
    return ReplyReport(seq=seq, text="I say it", called=(), judgement=found)


def talk(*found: Judgement | None) -> Reel:
    turns: list[ReplyReport | Spoke] = []
    for n, judged in enumerate(found):
        turns += [manager(2 * n), reply(2 * n + 1, judged)]
    return reel([*turns, manager(2 * len(found))])


def test_a_minute_of_words_stands_for_a_minute() -> None:
    assert reading_s(WORDS_A_MINUTE) == 60
    assert reading_s(WORDS_A_MINUTE, 2) == 30


@given(st.integers(0, 5_000), st.integers(0, 5_000), st.sampled_from([0.5, 1.0, 4.0]))
def test_more_words_never_stand_shorter_and_nothing_flashes_by(few: int, more: int, speed: float) -> None:
    few, more = sorted((few, more))
    assert LEAST_S / speed <= reading_s(few, speed) <= reading_s(more, speed)


def test_findings_come_after_their_reply_and_take_time_of_their_own() -> None:
    beats = talk(BAD).beats
    assert [(b.turn, b.found) for b in beats] == [(0, False), (1, False), (1, True), (2, False)]
    assert beats[2].words > 8
    more = reel([manager(0), reply(1, BAD)], {1: 12}).beats[2].words
    assert more == beats[2].words + 12


def test_what_a_turn_holds_is_told_by_its_gravest_sign() -> None:
    signs = talk(BAD, GOOD, NOTHING, None).signs
    assert signs[1::2] == (Sign.VIOLATION, Sign.STRENGTH, Sign.NEITHER, Sign.UNJUDGED)
    assert set(signs[::2]) == {Sign.OTHER}


@given(st.lists(st.sampled_from([BAD, GOOD, NOTHING]), min_size=1, max_size=6), st.data())
def test_a_step_shows_a_turn_whole_and_never_leaves_the_talk(found: list[Judgement], data: st.DataObject) -> None:
    played = talk(*found)
    at = data.draw(st.integers(0, len(played.beats) - 1))
    by = data.draw(st.integers(-20, 20))
    there = played.step(at, by)
    turn = max(0, min(len(played.signs) - 1, played.beats[at].turn + by))
    assert there == played.end_of(turn)
    assert played.beats[there].turn == turn
    assert played.beats[there].found is (played.signs[turn] is not Sign.OTHER)
    assert played.is_last(there) is (turn == len(played.signs) - 1)


def test_the_next_violation_is_found_and_after_the_last_one_the_first() -> None:
    played = talk(BAD, GOOD, BAD)
    first = played.next_with(0, Sign.VIOLATION)
    assert first == played.end_of(1)
    second = played.next_with(first, Sign.VIOLATION)
    assert second == played.end_of(5)
    assert played.next_with(second, Sign.VIOLATION) == first
    assert played.next_with(0, Sign.UNJUDGED) is None


@pytest.mark.parametrize(("turn", "expected"), [(0, 1), (1, 1), (2, 3), (4, 3)])
def test_what_is_answered_anew_is_the_reply_at_hand_or_the_one_that_comes(turn: int, expected: int) -> None:
    played = talk(GOOD, GOOD)
    assert played.reply_at(played.end_of(turn)) == expected
