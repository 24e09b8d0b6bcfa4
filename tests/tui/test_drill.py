"""The drill reads one sentence for each term, shows what it read, and a strong sentence only after the try."""

import pytest
from textual.pilot import Pilot

from coach.domain.vocabulary import TERMS, Tally, Term, Use
from coach.judges.vocabulary import WordsReader
from coach.library.vocabulary import read_vocabulary
from coach.tui.navigation import Place, Visit
from coach.tui.prepare.drill import DrillScreen, Terms, told_content
from coach.tui.prepare.writing import Answer
from tests.tui.staging import Stage, until, words

WORDS = read_vocabulary().terms
WRONG = "Drift is a bug in the code that we found."


async def drill(pilot: Pilot[None]) -> DrillScreen:
    """Open the drill and wait for its terms."""
    pilot.app.post_message(Visit(Place.DRILL))
    await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))
    screen = pilot.app.screen
    assert isinstance(screen, DrillScreen)
    await until(pilot, lambda: screen.query_one(Terms).option_count == len(TERMS))
    return screen


async def say(pilot: Pilot[None], text: str) -> None:
    """Try a sentence, and wait for what it has shown."""
    await until(pilot, lambda: isinstance(pilot.app.focused, Answer))
    pilot.app.screen.query_one("#sentence", Answer).text = text
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.focused and pilot.app.focused.id == "told")


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_a_try_is_read_at_once_and_only_then_a_strong_sentence_is_shown(
    stage: Stage, size: tuple[int, int]
) -> None:
    strong = WORDS[Term.DATA_DRIFT].strong
    async with stage.app().run_test(size=size) as pilot:
        screen = await drill(pilot)
        screen.query_one(Terms).highlighted = TERMS.index(Term.DATA_DRIFT)
        await pilot.press("enter")
        assert WORDS[Term.DATA_DRIFT].misuses["bug"] in words(pilot, "#meaning")
        await say(pilot, WRONG)
        told = words(pilot, "#told")
        assert f"✗ wrong: {WORDS[Term.DATA_DRIFT].misuses['bug']}" in told
        assert strong in told
        assert strong not in words(pilot, "#meaning")
        await pilot.press("e")
        await say(pilot, "hello")
        assert "? Data drift is not found in it" in words(pilot, "#told")
        await pilot.press("escape")
        assert pilot.app.focused is screen.query_one(Terms)
        assert "1 of 10 terms practised: 1 not named." in words(pilot, "#tally")


async def test_all_ten_are_practised_in_turn_and_at_the_end_the_weakest_is_marked(stage: Stage) -> None:
    async with stage.app().run_test(size=(80, 24)) as pilot:
        screen = await drill(pilot)
        await pilot.press("a")
        for term in TERMS:
            await say(pilot, WRONG if term is Term.DATA_DRIFT else WORDS[term].strong)
            await pilot.press("enter")
        await until(pilot, lambda: pilot.app.focused is screen.query_one(Terms))
        assert words(pilot, "#tally").startswith("10 of 10 terms practised:")
        assert screen.query_one(Terms).highlighted == TERMS.index(Term.DATA_DRIFT)


async def test_an_empty_sentence_is_no_try(stage: Stage) -> None:
    async with stage.app().run_test(size=(80, 24)) as pilot:
        screen = await drill(pilot)
        await pilot.press("a", "space", "enter")
        await pilot.pause()
        assert pilot.app.focused is screen.query_one("#sentence")
        assert words(pilot, "#tally") == ""


def test_the_words_that_were_read_are_highlighted() -> None:
    line = f"First this. {WRONG}"
    use = next(iter(WordsReader(read_vocabulary()).uses(line)))
    shown = told_content(line, use, WORDS[Term.DATA_DRIFT])
    marked = [shown.plain[span.start : span.end] for span in shown.spans if "underline" in str(span.style)]
    assert marked == [use.quote]
    assert use.quote in line


def test_what_was_not_tried_comes_first_and_then_what_went_worst() -> None:
    tally = (
        Tally().after(TERMS[0], Use.RIGHT).after(TERMS[1], Use.WRONG).after(TERMS[2], None).after(TERMS[3], Use.EMPTY)
    )
    order = tally.in_turn()
    assert order[:6] == TERMS[4:]
    assert order[6:] == (TERMS[1], TERMS[2], TERMS[3], TERMS[0])
    assert sorted(order) == sorted(TERMS)
