"""Feedback is short, begins with a strength, and gives one example for each kind of error, by its turn."""

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.feedback import MAX_WORDS, Advice, ReplyReport, advise, first_words, strongest
from coach.domain.judgement import Verdict
from coach.domain.report import report_transcript
from coach.domain.rubric import CRITERIA, Criterion, CriterionWords
from coach.domain.scorecard import CriterionScore
from coach.domain.transcript import Cue, CueKind, Speaker, Transcript, Turn
from coach.library.rubric import read_rubric
from tests.judging import judgement

RUBRIC = read_rubric()
REPLY = "the quoted words, and then a good many more that nobody needs to read again"


def reply(seq: int, met: list[Criterion], violated: list[Criterion], called: list[Criterion]) -> ReplyReport:
    return ReplyReport(
        seq=seq,
        text=REPLY,
        called=tuple(called),
        score=50.0,
        judgement=judgement(met=met, violated=[c for c in violated if c not in met]),
    )


SOME = st.lists(st.sampled_from(CRITERIA), unique=True)
REPLIES = st.lists(st.tuples(SOME, SOME, SOME), max_size=12).map(
    lambda rows: [reply(2 * n + 1, *row) for n, row in enumerate(rows)]
)


def words(text: str) -> int:
    return len(text.split())


def texts(advice: Advice) -> tuple[str, str, str]:
    return advice.goal, advice.mistake, advice.alternative


def mistake_of(criterion: Criterion) -> str:
    said = RUBRIC.words(criterion)
    assert isinstance(said, CriterionWords)
    return said.mistake


def test_every_text_of_the_rubric_that_is_said_is_short() -> None:
    for criterion in RUBRIC.criteria:
        assert max(words(criterion.goal), words(criterion.mistake), words(criterion.advice)) <= MAX_WORDS
    assert all(words(move.advice) <= MAX_WORDS for move in RUBRIC.moves)


@given(REPLIES)
def test_every_built_text_is_short_and_each_kind_of_error_comes_once(replies: list[ReplyReport]) -> None:
    advice = advise(replies, RUBRIC)
    assert all(words(text) <= MAX_WORDS for a in advice for text in texts(a))
    kinds = [(a.criterion, a.verdict) for a in advice]
    assert len(kinds) == len(set(kinds))
    for a in advice:
        assert [p.seq for p in a.places] == [r.seq for r in replies if a.criterion in r.kinds(a.verdict)]
        assert (a.moment is not None) == (a.verdict is Verdict.VIOLATED)


@given(REPLIES)
def test_the_strongest_moment_stands_in_a_reply_that_violates_nothing(replies: list[ReplyReport]) -> None:
    moment = strongest(replies)
    good = [r for r in replies if r.kinds(Verdict.MET) and not r.kinds(Verdict.VIOLATED)]
    assert (moment is None) == (not good)
    if moment:
        assert moment.seq in [r.seq for r in good]


def test_what_could_have_been_done_says_in_which_turns() -> None:
    missed = [reply(n, [], [], [Criterion.VALUE_NOT_EGO]) for n in (1, 3, 5, 7, 9)]
    (advice,) = advise(missed, RUBRIC)
    assert advice.mistake == (
        "5 of your replies could have done this: turn 2 “the quoted words, and then…”, "
        "turn 4 “the quoted words, and then…”, turn 6 “the quoted words, and then…” and 2 more."
    )
    (once,) = advise(missed[:1], RUBRIC)
    assert once.mistake == "One of your replies could have done this: turn 2 “the quoted words, and then…”."


def test_a_missed_opportunity_that_another_reply_took_is_none() -> None:
    ego = Criterion.VALUE_NOT_EGO
    assert advise([reply(1, [], [], [ego]), reply(3, [ego], [], [ego])], RUBRIC) == ()


def test_the_one_thing_to_work_on_stands_first_also_when_it_was_met_elsewhere() -> None:
    turns = tuple(
        Turn(seq=n, speaker=Speaker.ENGINEER, text=REPLY)
        if n % 2
        else Turn(seq=n, speaker=Speaker.MANAGER, text="Well?", cue=Cue(kind=CueKind.OPEN))
        for n in range(4)
    )
    others = [c for c in CRITERIA if c is not Criterion.RESPECT_HIERARCHY]
    pairs = [(1, judgement(met=CRITERIA)), (3, judgement(met=others))]
    report = report_transcript(Transcript(setting="A test.", turns=turns), pairs, "rules", RUBRIC)
    (advice,) = report.feedback
    assert (advice.criterion, advice.verdict) == (Criterion.RESPECT_HIERARCHY, Verdict.ABSENT)
    assert [p.seq for p in advice.places] == [3]


def test_of_a_record_that_was_left_it_is_not_said_that_there_was_none() -> None:
    record, ego = Criterion.DOCUMENT_EVERYTHING, Criterion.VALUE_NOT_EGO
    (alone,) = advise([reply(1, [], [record], [record])], RUBRIC)
    assert alone.mistake == mistake_of(record)
    (both,) = advise([reply(1, [record], [], [record]), reply(3, [], [record], [])], RUBRIC)
    assert both.mistake == (
        "You did leave a record, but one of your replies went against it: turn 4 “the quoted words, and then…”."
    )
    (of_a_turn,) = advise([reply(1, [ego], [], [ego]), reply(3, [], [ego], [])], RUBRIC)
    assert of_a_turn.mistake == mistake_of(ego)


def test_equal_means_are_equal_whatever_their_last_digit() -> None:
    third = 1 / 3
    first, second = Criterion.VALUE_NOT_EGO, Criterion.PATIENT_PERSISTENT
    rows = [
        CriterionScore(criterion=first, score=third, counted=1, met=0, violated=0),
        CriterionScore(criterion=second, score=(third * 7) / 7 - 1e-16, counted=7, met=0, violated=0),
    ]
    missed = [reply(1, [], [], [first, second])]
    assert advise(missed, RUBRIC, rows)[0].criterion is second  # more turns count
    rows[0], rows[1] = (
        rows[0].model_copy(update={"score": third - 1e-16}),
        rows[1].model_copy(update={"score": third}),
    )
    assert advise(missed, RUBRIC, rows)[0].criterion is second


def test_first_words_stay_on_one_line_and_short() -> None:
    assert first_words("one\ntwo  three") == "one two three"
    assert first_words("a b c d e f") == "a b c d e…"
    assert len(first_words("x" * 8_000)) == 24
