"""A talk that one really had is scored on the screen, and the judge card says how far to trust that."""

from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static, TextArea

from coach.tui.after.card import CardScreen
from coach.tui.after.contents import ReportView
from coach.tui.after.score import MAX_PASTED, ScoreScreen
from coach.tui.after.sheet import Sheet
from coach.tui.after.who import WhoScreen
from coach.tui.app import CoachApp
from coach.tui.navigation import Place, Visit
from tests.tui.staging import Stage, until, words

TALK = "Maya: What did you want to talk about?\nTom: Thank you for making time. +thanks +value_not_ego\n"


async def opened(pilot: Pilot[None], app: CoachApp) -> ScoreScreen:
    app.post_message(Visit(Place.SCORE))
    await until(pilot, lambda: isinstance(app.screen, ScoreScreen) and "Judge:" in words(pilot, "#said"))
    assert isinstance(app.screen, ScoreScreen)
    return app.screen


async def test_a_file_is_scored_once_it_is_known_who_is_who(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(TALK, "utf-8")
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        screen.query_one("#path", Input).value = str(path)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WhoScreen))
        assert "Maya (1 turn)" in str(app.screen.query_one(OptionList).get_option_at_index(0).prompt)
        await pilot.press("enter")
        assert isinstance(app.screen, WhoScreen), "nobody is marked before one has chosen"
        assert "only what the engineer says is scored" in str(app.screen.query(Static).first().render())
        await pilot.press("down", "down", "enter")
        sheet = screen.query_one("#report", Sheet)
        await until(pilot, lambda: "2. Tom" in sheet.plain or "2. You" in sheet.plain)
        assert "1 of 1 reply judged by rules (offline)" in sheet.plain
        assert "talk.txt: A talk between Tom" in words(pilot, "#masthead")
        await pilot.press("escape")
        assert not screen.query_one(ReportView).display
        assert screen.query_one("#path", Input).value == str(path)


async def test_a_pasted_talk_is_scored_and_what_is_wrong_is_said_with_the_text_left(stage: Stage) -> None:
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("ctrl+s")
        assert "! Name a file, or paste the talk." in words(pilot, "#said")
        pasted = screen.query_one("#pasted", TextArea)
        pasted.text = "nobody is named here"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "! the pasted talk:1: nobody is named" in words(pilot, "#said"))
        assert pasted.text == "nobody is named here"
        pasted.text = (
            "Manager: Well?\nYou: Ich möchte gern mitarbeiten, weil ich die Merkmale dafür schon gebaut habe.\n"
        )
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "is in German" in words(pilot, "#said"))
        pasted.text = "Manager: Well?\nYou: I could start with the checks. +proactive_not_reactive\n"
        await pilot.press("ctrl+s")
        sheet = screen.query_one("#report", Sheet)
        await until(pilot, lambda: "“+proactive_not_reactive”" in sheet.plain)
        assert "Their mind" not in words(pilot, "#contents")


async def test_the_judge_card_says_it_in_words_before_the_tables(stage: Stage) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(Visit(Place.CARD))
        await until(pilot, lambda: isinstance(app.screen, CardScreen) and bool(app.screen.query(".table")))
        said = str(app.screen.query(".said").first(Static).render())
        assert "agrees well with a panel of model readers" in said
        assert "kappa with its" in str(app.screen.query(".table").first(Static).render())
        card = app.screen.query_one("#card")
        assert card.max_scroll_x > 0  # the tables are not cut
        await pilot.press("end")
        await until(pilot, lambda: card.scroll_y > 0)


async def test_a_paste_is_cleaned_and_cut_and_an_odd_encoding_is_told(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes("Manager: Well?\nYou: It is a café. +thanks\n".encode("cp1252"))
    app = stage.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await opened(pilot, app)
        pasted = screen.query_one("#pasted", TextArea)
        pasted.focus()
        pasted.post_message(events.Paste("You: a\x1b[31m\u202eb"))
        await until(pilot, lambda: pasted.text == "You: a\ufffd[31mb")
        pasted.text = "x" * (MAX_PASTED - 2)
        pasted.move_cursor(pasted.document.end)
        pasted.post_message(events.Paste("abcd"))
        await until(pilot, lambda: pasted.text.endswith("xab"))
        assert any("left out" in n.message for n in app._notifications)
        screen.query_one("#path", Input).value = str(path)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: any("read as Windows-1252" in n.message for n in app._notifications))
