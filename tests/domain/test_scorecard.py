"""The arithmetic of the score, stated as laws and as worked examples."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.judgement import JudgedBy, Judgement, Unjudged, Verdict
from coach.domain.rubric import CRITERIA, Criterion
from coach.domain.scorecard import Band, called_for, score, score_reply
from coach.domain.transcript import Cue, CueKind, Speaker, Transcript, Turn
from tests.judging import judgement

UNJUDGED = Unjudged(by=JudgedBy(judge="llm", rubric="test"), reason="no answer")


def scene(*moves: CueKind | None) -> Transcript:
    """Return a conversation in which each move of the manager is answered."""
    turns: list[Turn] = []
    for move in moves:
        cue = Cue(kind=move) if move else None
        turns.append(Turn(seq=len(turns), speaker=Speaker.MANAGER, text="Well.", cue=cue))
        turns.append(Turn(seq=len(turns), speaker=Speaker.ENGINEER, text="the quoted words"))
    return Transcript(setting="A test.", turns=tuple(turns))


moves = st.lists(st.sampled_from(list(CueKind)), min_size=1, max_size=6)
verdicts = st.fixed_dictionaries(
    {c: st.sampled_from([Verdict.VIOLATED, Verdict.ABSENT, Verdict.MET]) for c in CRITERIA}
)


def judged(verdict: dict[Criterion, Verdict]) -> Judgement:
    return judgement(
        met=[c for c, v in verdict.items() if v is Verdict.MET],
        violated=[c for c, v in verdict.items() if v is Verdict.VIOLATED],
    )


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Transcript, list[tuple[int, dict[Criterion, Verdict]]]]:
    played = scene(*draw(moves))
    return played, [(turn.seq, draw(verdicts)) for turn in played.replies]


@given(scenes(), st.data())
def test_a_verdict_for_the_worse_never_raises_the_total_and_one_for_the_better_never_lowers_it(
    played: tuple[Transcript, list[tuple[int, dict[Criterion, Verdict]]]], data: st.DataObject
) -> None:
    transcript, rows = played
    place = data.draw(st.integers(0, len(rows) - 1))
    criterion = data.draw(st.sampled_from(CRITERIA))
    totals = []
    for verdict in (Verdict.VIOLATED, rows[place][1][criterion], Verdict.MET):
        changed = [(seq, dict(v)) for seq, v in rows]
        changed[place][1][criterion] = verdict
        totals.append(score(transcript, [(seq, judged(v)) for seq, v in changed]).total)
    worse, between, better = totals
    assert worse is not None
    assert better is not None
    assert worse <= (better if between is None else between) <= better + 1e-9


@given(scenes(), st.integers(0, 2**16))
def test_the_order_of_judgements_does_not_matter(
    played: tuple[Transcript, list[tuple[int, dict[Criterion, Verdict]]]], seed: int
) -> None:
    transcript, rows = played
    pairs = [(seq, judged(v)) for seq, v in rows]
    shuffled = random.Random(seed).sample(pairs, len(pairs))
    assert score(transcript, shuffled) == score(transcript, pairs)


@given(scenes())
def test_an_unjudged_reply_moves_nothing_and_is_counted(
    played: tuple[Transcript, list[tuple[int, dict[Criterion, Verdict]]]],
) -> None:
    transcript, rows = played
    pairs = [(seq, judged(v)) for seq, v in rows]
    without = score(transcript, pairs[:-1])
    with_unjudged = score(transcript, [*pairs[:-1], (pairs[-1][0], UNJUDGED)])
    assert with_unjudged == without
    assert (with_unjudged.judged, with_unjudged.replies) == (len(rows) - 1, len(rows))


@given(scenes())
def test_totals_stay_between_0_and_100(
    played: tuple[Transcript, list[tuple[int, dict[Criterion, Verdict]]]],
) -> None:
    transcript, rows = played
    card = score(transcript, [(seq, judged(v)) for seq, v in rows])
    assert card.total is None or 0 <= card.total <= 100
    assert (card.band is None) is (card.total is None)


def test_what_each_move_of_the_manager_calls_for() -> None:
    called = called_for(scene(CueKind.OPEN, CueKind.OBJECT, CueKind.DEFER, CueKind.GRANT, None))
    case = set(CRITERIA) - {Criterion.PATIENT_PERSISTENT, Criterion.DOCUMENT_EVERYTHING}
    assert [set(criteria) for criteria in called.values()] == [
        case,
        case | {Criterion.PATIENT_PERSISTENT},
        {Criterion.PATIENT_PERSISTENT, Criterion.DOCUMENT_EVERYTHING},
        set(),
        set(),
    ]


def test_a_second_reply_to_the_same_words_owes_nothing_more() -> None:
    manager = Turn(seq=0, speaker=Speaker.MANAGER, text="No room.", called=CueKind.OBJECT)
    first, other, second = (
        Turn(seq=seq, speaker=speaker, text="the quoted words")
        for seq, speaker in enumerate((Speaker.ENGINEER, Speaker.OTHER, Speaker.ENGINEER), start=1)
    )
    called = called_for(Transcript(setting="A test.", turns=(manager, first, other, second)))
    assert called[1]
    assert not called[3]


def test_met_counts_one_absent_a_third_violated_nothing_and_the_mean_is_over_what_counts() -> None:
    played = scene(CueKind.OPEN)
    one = judgement(met=[Criterion.VALUE_NOT_EGO], violated=[Criterion.RESPECT_HIERARCHY])
    card = score(played, [(1, one)])
    # Called for: hierarchy 0, proactive 1/3, value 1, executive 1/3; the others had no opportunity.
    assert card.total == pytest.approx(100 * (0 + 1 / 3 + 1 + 1 / 3) / 4, abs=0.05)
    assert {row.criterion for row in card.criteria if row.score is None} == {
        Criterion.PATIENT_PERSISTENT,
        Criterion.DOCUMENT_EVERYTHING,
    }
    assert score_reply(one, called_for(played)[1]) == card.total


def test_a_record_of_the_talk_is_owed_once() -> None:
    played = scene(CueKind.DEFER, CueKind.CLOSE)
    late = score(played, [(1, judgement()), (3, judgement(met=[Criterion.DOCUMENT_EVERYTHING]))])
    row = next(r for r in late.criteria if r.criterion is Criterion.DOCUMENT_EVERYTHING)
    assert (row.score, row.counted) == (1.0, 1)


def test_nothing_judged_is_no_score() -> None:
    card = score(scene(CueKind.OPEN), [])
    assert (card.total, card.band, card.judged, card.replies) == (None, None, 0, 1)


@pytest.mark.parametrize(
    ("total", "band"),
    [(0, "not yet"), (39.9, "not yet"), (40, "uneven"), (60, "solid"), (79.9, "solid"), (80, "strong")],
)
def test_bands(total: float, band: str) -> None:
    assert Band.of(total).value == band


def test_a_reply_that_does_nothing_stays_in_the_lowest_band() -> None:
    for move in CueKind:
        played = scene(move)
        card = score(played, [(1, judgement())])
        assert card.band in (None, Band.NOT_YET)
