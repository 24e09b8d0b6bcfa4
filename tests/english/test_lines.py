"""What a manager's line does, read from its words: plain cases, held-out lines, and what is nothing."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.agreement import classes
from coach.domain.scenario import Pattern
from coach.domain.transcript import PUSHBACK, CueKind
from coach.english.lines import classify, hear, pattern_of

LINES = Path(__file__).parent.parent / "gold" / "lines.jsonl"

PLAIN = {
    CueKind.OPEN: (
        "Come in. What's going on?",
        "You wanted a word?",
        "Hi, good to see you. How are things?",
        "I've got twenty minutes, fire away.",
    ),
    CueKind.PROBE: (
        "And how would you measure that?",
        "What does that do for our customers?",
        "Okay. What exactly would you do in the first month?",
        "Why that one?",
    ),
    CueKind.GRANT: ("All right, let's do it.", "You've convinced me. You can start on Monday.", "Deal."),
    CueKind.YIELD_IN_PART: (
        "You could sit in on their reviews.",
        "Fine, take a small piece of it for four weeks.",
        "Half a day a week, and we see how it goes.",
    ),
    CueKind.ACKNOWLEDGE: ("That's a fair point.", "Good, that helps me."),
    CueKind.CLOSE: ("I've got to run, talk soon.", "Let's leave it there for today."),
}
PUSHBACKS = (
    "The team is at its limit as it is.",
    "I like the idea, but the timing is awful.",
    "We tried this two years ago and it ended in tears.",
    "I'm not sure leadership would go for it.",
    "Everybody wants that project.",
    "Who would look after your services?",
    "We always try to be fair with these things, but immediate needs come first.",
    "That sounds interesting, but those projects are already quite full.",
    "Let me think about it. I'll need to assess the workload.",
    "Give me a week.",
    "I can't say right now.",
    "Maybe, if your tickets are done first.",
)


BOTH = (
    ("There is no seat. Let me think about it though.", CueKind.DEFER),
    ("I'll think about it, but honestly there is no seat.", CueKind.OBJECT),
)


def test_most_plain_lines_are_read() -> None:
    # None of them was learned from.
    plain = [(kind, line) for kind, lines in PLAIN.items() for line in lines]
    missed = [(kind.value, line, classify(line)) for kind, line in plain if classify(line) is not kind]
    missed += [("pushback", line, classify(line)) for line in PUSHBACKS if classify(line) not in PUSHBACK]
    missed += [(kind.value, line, classify(line)) for line, kind in BOTH if classify(line) is not kind]
    assert len(missed) <= (len(plain) + len(PUSHBACKS) + len(BOTH)) * 0.3, missed


def test_lines_by_authors_that_it_never_learned_from() -> None:
    held = [json.loads(line) for line in LINES.read_text("utf-8").splitlines()]
    heard = [hear(row["line"]) for row in held]
    kinds = classes([(row["does"], told.kind) for row, told in zip(held, heard, strict=True)])
    patterns = classes(
        [(row["pattern"], told.pattern) for row, told in zip(held, heard, strict=True) if row["pattern"]]
    )
    assert kinds.n >= 200
    assert kinds.right / kinds.n >= 0.7
    assert patterns.macro_f1 is not None
    assert patterns.macro_f1 >= 0.75


def test_only_pushback_has_a_pattern() -> None:
    assert pattern_of("There's no budget for that this year.") is Pattern.BUDGET
    assert pattern_of("Good to see you, have a seat.") is None


@pytest.mark.parametrize("line", ["", "   "])
def test_nothing_said_does_nothing(line: str) -> None:
    assert classify(line) is None


@given(st.text(max_size=300))
def test_any_text_is_read_without_fail_and_alike(line: str) -> None:
    assert classify(line) == classify(line)
