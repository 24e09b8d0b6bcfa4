"""What can be said aloud, and what is English."""

import pytest

from coach.english.spoken import strange, unspeakable


@pytest.mark.parametrize(
    "text",
    ["null", "NaN", "Go on. true", "x = 3", "a_b", "f() it", "www.example.org", "1. This", "* that", "say --now", "😀",
     "...", "01011001", "4e 6f 74 20 6e", "y-e-s", "tey toN ,retal",
     "MAX_X is up", "my_prompt", "<b>", "x >= y", "a\\b", "000000"],
)  # fmt: skip
def test_code_data_and_ciphers_are_not_said_aloud(text: str) -> None:
    assert unspeakable(text)


@pytest.mark.parametrize(
    "text",
    ["Hm.", "Yes?", "None.", "Who does it, e.g. on the 18th?", "It's 3.5 % of the A/B test.", "In our 1:1 - or never.",
     "The feature_store holds user_events_v2.", "It needs > 99 %, or >= $4m, at < 5 ms, ~3 a day.", "It costs 1000000.",
     "Jean-Luc's plan (the old one) costs $4m.", "“Somehow” is no plan!", "Nous verrons."],
)  # fmt: skip
def test_speech_is_said_aloud(text: str) -> None:
    assert unspeakable(text) == ""


@pytest.mark.parametrize("text", ["Natürlich kannst du das gern machen.", "好的。", "Да.", "Xqv lbrz tmok wjfe."])
def test_another_language_and_no_language_are_strange(text: str) -> None:
    assert strange(text)


@pytest.mark.parametrize("text", ["Hm.", "Great idea, wrong month.", "Mañana, José?", "Ask Priya.", "That’s déjà vu."])
def test_english_with_a_foreign_word_is_not(text: str) -> None:
    assert strange(text) == ""
