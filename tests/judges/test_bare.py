"""Words that add nothing win nothing: neither a verdict, nor that one against a rule is thinned out."""

import pytest

from coach.domain.figures import LEVELS
from coach.domain.judgement import Judgement, Verdict
from coach.domain.rubric import CRITERIA
from coach.domain.transcript import Line, Reply, Speaker
from coach.judges.rules import RulesJudge
from coach.library.rubric import read_rubric

JUDGE = RulesJudge(read_rubric())
OBJECTION = Line(speaker=Speaker.MANAGER, text="The immediate work comes first for us, and the team is full.")
GOOD = (
    "I understand that the immediate work comes first, and it is your call. I could take the nightly checks for the "
    "fraud team two hours a week, so that we lose less money to chargebacks. Could we look at it again next Thursday?"
)
BAD = "You always give the good work to others. I deserve to be seen, and I want an answer today."
PADDING = (
    "It is as it is, and was as it was, and it will be as it will be, so there it is again, and so it is.",
    "And what is there is there, as it was before, and as it may well be again, in one way or in another.",
    "Thus far and no further, as far as that goes, and it goes as far as it goes and then goes on from there.",
)


def verdicts(text: str) -> dict[str, Verdict]:
    judgement = JUDGE.read(Reply(setting="An ML engineer and their manager", context=(OBJECTION,), text=text))
    assert isinstance(judgement, Judgement)
    return {c.value: judgement.finding(c).verdict for c in CRITERIA}


@pytest.mark.parametrize("text", [GOOD, BAD])
@pytest.mark.parametrize("padding", [*PADDING, " ".join(PADDING)])
def test_padding_lifts_no_verdict(text: str, padding: str) -> None:
    before = verdicts(text)
    for padded in (f"{text} {padding}", f"{padding} {text}"):
        assert [c for c, verdict in verdicts(padded).items() if LEVELS[verdict] > LEVELS[before[c]]] == []


@pytest.mark.parametrize("padding", PADDING)
def test_padding_alone_meets_nothing(padding: str) -> None:
    assert Verdict.MET not in verdicts(padding).values()


def test_a_good_reply_is_still_one() -> None:
    assert list(verdicts(GOOD).values()).count(Verdict.MET) >= 4
    assert Verdict.VIOLATED in verdicts(BAD).values()
