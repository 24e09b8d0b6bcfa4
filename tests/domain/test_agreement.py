"""Agreement with labelled rows: kappa against worked examples and laws, F1, and what is left out or counted wrong."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sklearn.metrics import accuracy_score, cohen_kappa_score, f1_score, precision_recall_fscore_support

from coach.domain.agreement import LabelledReply, Labels, calibrate, classes, cohen_kappa, majority, scores
from coach.domain.judgement import JudgedBy, Unjudged, Verdict
from coach.domain.rubric import CRITERIA, MOVES, Criterion, Move, Rule
from coach.domain.transcript import Speaker
from tests.judging import judgement

ROW = {
    "id": "row-1",
    "scenario": "ML engineer; the project is the depot rebuild",
    "context": [{"speaker": "manager", "text": "What brings you here?"}],
    "reply": "I could write the tests for the rebuild.",
    "labels": {c.value: "absent" for c in CRITERIA} | {"proactive_not_reactive": "met", "value_not_ego": None},
    "moves": {m.value: False for m in MOVES} | {"names_project": True, "thanks": None},
    "agreement": {"proactive_not_reactive": 3},
}
LABELS = st.sampled_from(["violated", "absent", "met"])
PAIRS = st.lists(st.tuples(LABELS, LABELS), min_size=2, max_size=60)


def row(**change: object) -> LabelledReply:
    return LabelledReply.model_validate({**ROW, **change})


def test_kappa_and_its_standard_error_of_a_worked_table() -> None:
    # Fleiss, Cohen and Everitt's own example is 3 by 3; this 2 by 2 table can be done by hand:
    # observed .7, expected .5 → kappa .4, and the variance formula gives (.42 + .36 * .3 - .01) / (n * .25).
    pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    kappa = cohen_kappa(pairs)
    assert kappa.n == 50
    assert kappa.value == pytest.approx(0.4)
    same = 0.4 * (1 - 1.1 * 0.6) ** 2 + 0.3 * (1 - 0.9 * 0.6) ** 2
    differ = 0.36 * (0.1 * (0.6 + 0.5) ** 2 + 0.2 * (0.5 + 0.4) ** 2)
    error = math.sqrt((same + differ - (0.4 - 0.5 * 0.6) ** 2) / (50 * 0.25))
    assert kappa.low == pytest.approx(0.4 - 1.959964 * error)
    assert kappa.high == pytest.approx(0.4 + 1.959964 * error)


def test_kappa_is_undefined_without_variety() -> None:
    assert cohen_kappa([]).value is None
    assert cohen_kappa([("met", "met")] * 5).value is None


@given(PAIRS)
def test_kappa_is_symmetric_and_bounded(pairs: list[tuple[str, str]]) -> None:
    one, other = cohen_kappa(pairs), cohen_kappa([(b, a) for a, b in pairs])
    if one.value is None:
        assert other.value is None
        return
    assert other.value == pytest.approx(one.value)
    assert one.low is not None
    assert one.high is not None
    assert -1 - 1e-9 <= one.low <= one.value + 1e-9
    assert one.value - 1e-9 <= one.high <= 1 + 1e-9


@given(st.lists(LABELS, min_size=2, max_size=40).filter(lambda labels: len(set(labels)) > 1))
def test_kappa_is_one_for_equal_labels_and_zero_for_a_constant(labels: list[str]) -> None:
    assert cohen_kappa([(x, x) for x in labels]).value == pytest.approx(1)
    assert cohen_kappa([(x, "absent") for x in labels]).value == pytest.approx(0)


@given(PAIRS)
def test_kappa_and_the_scores_are_those_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    truth, said = [a for a, _ in pairs], [b for _, b in pairs]
    if (kappa := cohen_kappa(pairs).value) is not None:
        assert kappa == pytest.approx(cohen_kappa_score(truth, said))
    for label in ("violated", "absent", "met"):
        ours = scores(pairs, label)
        theirs = precision_recall_fscore_support(truth, said, labels=[label], average=None, zero_division=math.nan)
        for own, (other,) in zip((ours.precision, ours.recall), theirs[:2], strict=True):
            assert math.isnan(other) if own is None else own == pytest.approx(other)
        if ours.f1 is not None:
            assert ours.f1 == pytest.approx(f1_score(truth, said, labels=[label], average="macro", zero_division=0))
    named = sorted(set(truth))
    found = classes(pairs)
    assert found.macro_f1 == pytest.approx(f1_score(truth, said, labels=named, average="macro", zero_division=0))
    assert found.right / found.n == pytest.approx(accuracy_score(truth, said))


@given(PAIRS, st.randoms())
def test_the_order_of_pairs_changes_nothing(pairs: list[tuple[str, str]], chance: random.Random) -> None:
    mixed = chance.sample(pairs, len(pairs))
    assert cohen_kappa(mixed) == cohen_kappa(pairs)
    assert scores(mixed, "met") == scores(pairs, "met")
    assert classes(mixed) == classes(pairs)


def test_the_interval_is_that_of_a_bootstrap() -> None:
    # 200 rows, three labels, about two thirds right: the shape of one criterion.
    chance = random.Random(7)
    labels = ["violated", "absent", "absent", "absent", "met", "met"]
    pairs = [(t := chance.choice(labels), t if chance.random() < 0.65 else chance.choice(labels)) for _ in range(200)]
    kappa = cohen_kappa(pairs)
    again = sorted(cohen_kappa(chance.choices(pairs, k=len(pairs))).value or 0.0 for _ in range(1_000))
    assert kappa.low == pytest.approx(again[25], abs=0.02)
    assert kappa.high == pytest.approx(again[975], abs=0.02)


def test_scores_without_a_case_are_undefined() -> None:
    assert scores([("absent", "absent")], "met").model_dump() == {"precision": None, "recall": None, "f1": None}
    assert scores([("absent", "met")], "met").model_dump() == {"precision": 0.0, "recall": None, "f1": 0.0}


def test_nothing_claimed_is_a_class_of_its_own() -> None:
    found = classes([("object", "object"), ("open", None), (None, None)])
    assert [(c.label, c.count) for c in found.classes] == [("none", 1), ("object", 1), ("open", 1)]
    assert found.right == 2


@pytest.mark.parametrize(
    ("made", "said", "expected"),
    [([True, True], [None, True], 2 / 3), ([False], [None], 0.0), ([False], [False], None)],
)
def test_an_unjudged_move_is_wrong_either_way(
    made: list[bool], said: list[bool | None], expected: float | None
) -> None:
    rows = [row(moves={"thanks": m}) for m in made]
    answers = [Labels(labels={}, moves={Move.THANKS: s}) for s in said]
    (thanks,) = (m for m in calibrate(rows, answers).moves if m.move is Move.THANKS)
    assert thanks.f1 == (None if expected is None else pytest.approx(expected))


def test_a_row_becomes_the_reply_that_a_judge_sees() -> None:
    reply = row().reply
    assert reply.setting == ROW["scenario"]
    assert reply.text == ROW["reply"]
    assert [line.speaker for line in reply.context] == [Speaker.MANAGER]


@pytest.mark.parametrize("change", [{"labels": {"kindness": "met"}}, {"reply": "  "}, {"moves": {"thanks": "often"}}])
def test_a_row_that_is_none_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        row(**change)


def test_null_labels_are_left_out_and_unjudged_counts_as_disagreement() -> None:
    met: tuple[Rule, ...] = (Criterion.PROACTIVE_NOT_REACTIVE, Move.NAMES_PROJECT)
    right, silent = judgement(met=met), judgement(unjudged=(Criterion.PROACTIVE_NOT_REACTIVE, Move.NAMES_PROJECT))
    failed = Unjudged(by=JudgedBy(judge="llm", rubric="test"), reason="timed out")
    result = calibrate([row(), row(), row()], [right, silent, failed])
    by_criterion = {a.criterion: a for a in result.criteria}
    by_move = {a.move: a for a in result.moves}
    assert by_criterion[Criterion.VALUE_NOT_EGO].kappa.n == 0
    assert by_move[Move.THANKS].kappa.n == 0
    assert result.unjudged == 1
    assert by_criterion[Criterion.PROACTIVE_NOT_REACTIVE].unjudged == 2
    assert by_criterion[Criterion.RESPECT_HIERARCHY].unjudged == 1
    assert by_move[Move.NAMES_PROJECT].f1 == pytest.approx(0.5)
    counts = {(c.truth, c.said): c.count for c in by_criterion[Criterion.PROACTIVE_NOT_REACTIVE].confusion}
    assert counts == {("met", "met"): 1, ("met", "unjudged"): 2}
    assert result.pooled.n == 15
    assert by_criterion[Criterion.RESPECT_HIERARCHY].base_rates[Verdict.ABSENT] == 1


def test_a_judgement_for_each_row_is_needed() -> None:
    with pytest.raises(ValueError, match="zip"):
        calibrate([row(), row()], [judgement()])


def test_the_rows_agree_with_themselves_and_the_majority_has_kappa_zero() -> None:
    other = {"labels": {c.value: "met" for c in CRITERIA}, "moves": {m.value: True for m in MOVES}}
    rows = [row(), row(), row(**other)]
    assert calibrate(rows, rows).pooled.value == pytest.approx(1)
    baseline = majority(rows)
    assert baseline.labels[Criterion.RESPECT_HIERARCHY] is Verdict.ABSENT
    assert baseline.moves[Move.NAMES_PROJECT] is True
    result = calibrate(rows, [baseline] * 3)
    kappas = [a.kappa.value for a in result.criteria] + [a.kappa.value for a in result.moves]
    assert [k for k in kappas if k is not None] == pytest.approx([0] * sum(k is not None for k in kappas))


def test_majority_of_nothing_is_nothing_done() -> None:
    nothing = majority([])
    assert nothing == Labels(labels=dict.fromkeys(CRITERIA, Verdict.ABSENT), moves=dict.fromkeys(MOVES, False))
