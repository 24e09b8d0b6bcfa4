"""What a manager's line does, read from its words: plain cases of each move, and what stays unsure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.transcript import PUSHBACK, CueKind
from coach.english.lines import classify

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


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in PLAIN.items() for line in lines])
def test_plain_lines_are_read(kind: CueKind, line: str) -> None:
    assert classify(line) is kind


@pytest.mark.parametrize("line", PUSHBACKS)
def test_pushback_is_read(line: str) -> None:
    assert classify(line) in PUSHBACK


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("There is no seat. Let me think about it though.", CueKind.DEFER),
        ("I'll think about it, but honestly there is no seat.", CueKind.OBJECT),
    ],
)
def test_of_an_objection_and_a_deferral_the_later_one_decides(line: str, kind: CueKind) -> None:
    assert classify(line) is kind


@pytest.mark.parametrize("line", ["", "   ", "The weather is lovely.", "Pricing, onboarding, search."])
def test_what_shows_nothing_stays_unsure(line: str) -> None:
    assert classify(line) is None


@given(st.text(max_size=300))
def test_any_text_is_read_without_fail_and_alike(line: str) -> None:
    assert classify(line) == classify(line)
