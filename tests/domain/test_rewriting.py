"""A rewrite passes the gate only where it is better, no worse in anything, and made of known facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.brief import Brief, PastProject
from coach.domain.feedback import ReplyReport
from coach.domain.judgement import Judgement, Verdict
from coach.domain.rewriting import Occasion, accept, worst_moments
from coach.domain.rubric import CRITERIA, RULES, Criterion, Move, Rule
from coach.domain.scorecard import score_reply
from coach.domain.transcript import Line, Reply, Speaker
from tests.judging import judgement

EGO, RESPECT = Criterion.VALUE_NOT_EGO, Criterion.RESPECT_HIERARCHY
BRIEF = Brief(projects=(PastProject(name="triage model", own_part="trained it", before="31", after="12"),))
REPLY = Reply(
    setting="An engineer and the head of data",
    context=(Line(speaker=Speaker.MANAGER, text="The audit is due on the 18th."),),
    text="I deserve the forecast project.",
)


def occasion(old: Judgement, *called: Criterion, criterion: Criterion = EGO) -> Occasion:
    return Occasion(seq=1, reply=REPLY, judgement=old, called=called, criterion=criterion, brief=BRIEF)


EGOTISTIC = occasion(judgement(violated=[EGO], met=[Move.THANKS], quote="I deserve"), EGO, RESPECT)
GOOD = "I could help on the forecast project after the 18th, as on the triage model."
BETTER = judgement(met=[EGO, Move.THANKS, Move.NAMES_PROJECT])


def test_a_better_rewrite_says_what_rose_the_rule_it_was_made_for_first() -> None:
    rewrite = accept(EGOTISTIC, GOOD, BETTER)
    assert rewrite is not None
    assert (rewrite.said, rewrite.instead) == (REPLY.text, GOOD)
    assert [(r.rule, r.was, r.now) for r in rewrite.rose] == [
        (EGO, Verdict.VIOLATED, Verdict.MET),
        (Move.NAMES_PROJECT, Verdict.ABSENT, Verdict.MET),
    ]
    assert rewrite.now > rewrite.was


@pytest.mark.parametrize(
    ("text", "new"),
    [
        (GOOD, judgement(violated=[EGO], met=[Move.THANKS])),  # no better
        (GOOD, judgement(met=[EGO])),  # the thanks are gone
        (GOOD, judgement(met=[EGO, Move.THANKS], violated=[Criterion.PATIENT_PERSISTENT])),  # another rule is broken
        (GOOD, judgement(met=[RESPECT, Move.THANKS], violated=[EGO])),  # better, but not in what it was made for
        (GOOD, judgement(met=[EGO], unjudged=[Move.THANKS])),  # nobody knows
        ("I could help on the forecast project for 20 hours.", BETTER),
        ("I could help Anna on the forecast project, with Marco.", BETTER),
        ("I could help on the pricing engine.", BETTER),
        ("As I said, i  DESERVE the forecast project.", BETTER),
        ("Could we talk again after the 18th?", BETTER),  # nothing of the reply is left
    ],
)
def test_what_is_not_better_invented_or_still_says_it_is_dropped(text: str, new: Judgement) -> None:
    assert accept(EGOTISTIC, text, new) is None


def judgements() -> st.SearchStrategy[Judgement]:
    criteria = st.sampled_from([Verdict.MET, Verdict.ABSENT, Verdict.VIOLATED, Verdict.UNJUDGED])
    moves = st.sampled_from([Verdict.MET, Verdict.ABSENT, Verdict.UNJUDGED])
    verdicts = st.tuples(*(criteria if isinstance(rule, Criterion) else moves for rule in RULES))
    return verdicts.map(lambda v: _with(dict(zip(RULES, v, strict=True))))


def _with(verdicts: dict[Rule, Verdict]) -> Judgement:
    def of(verdict: Verdict) -> list[Rule]:
        return [rule for rule, v in verdicts.items() if v is verdict]

    return judgement(of(Verdict.MET), of(Verdict.VIOLATED), of(Verdict.UNJUDGED), quote="I deserve")


@given(judgements(), judgements(), st.sampled_from(CRITERIA), st.lists(st.sampled_from(CRITERIA), unique=True))
def test_the_score_never_falls_and_no_verdict_gets_worse(
    old: Judgement, new: Judgement, criterion: Criterion, called: list[Criterion]
) -> None:
    rewrite = accept(occasion(old, *called, criterion=criterion), GOOD, new)
    if rewrite is None:
        return
    was, now = score_reply(old, frozenset(called)), score_reply(new, frozenset(called))
    assert was is not None
    assert now is not None
    assert now > was
    rank = {Verdict.VIOLATED: 0, Verdict.ABSENT: 1, Verdict.MET: 2}
    for finding in old.findings:
        if finding.verdict in rank:
            assert rank[new.finding(finding.rule).verdict] >= rank[finding.verdict]


def test_violations_come_before_what_was_missed_and_each_kind_comes_once() -> None:
    def report(seq: int, score: float, called: list[Criterion], verdict: Judgement) -> ReplyReport:
        return ReplyReport(seq=seq, text="x", called=tuple(called), score=score, judgement=verdict)

    replies = [
        report(1, 80.0, [RESPECT, EGO], judgement(met=[RESPECT])),
        report(3, 30.0, [], judgement(violated=[EGO])),
        report(5, 10.0, [], judgement(violated=[EGO, RESPECT])),
        report(7, 60.0, [RESPECT], judgement()),
    ]
    found = [(r.seq, c, c in r.kinds(Verdict.VIOLATED)) for r, c in worst_moments(replies)]
    assert found == [(5, EGO, True), (5, RESPECT, True), (1, EGO, False), (7, RESPECT, False)]
