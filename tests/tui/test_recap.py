"""The mail after a meeting: first from memory, then held against the record, revised and sent again."""

import stat

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from coach.domain.opening import Opening
from coach.tui.navigation import Place, Visit
from coach.tui.prepare.recap import RecapScreen
from coach.tui.prepare.writing import Writing
from coach.tui.room.screen import RehearsalScreen
from tests.tui.staging import Stage, until, words

TALK = (
    "With +value_proposition on the fraud detection system I could take one task off the team a week. +thanks",
    "Migration first. I could take their test backlog on Fridays. +acknowledges_constraint +offers_alternative",
    "I understand. I could take one task off them each week. +acknowledges_constraint +offers_alternative",
    "Could we talk again next Thursday? I'll send you a summary. +asks_timed_follow_up +document_everything",
)
MAIL = "Dear Maya, we spoke about the fraud detection system. You promised me a raise."


async def played(stage: Stage, *replies: str, end: bool = True) -> str:
    """Play a scene and return the session's id."""
    coach = stage.build()
    rehearsal = await coach.rehearse(Opening(scenario="high-visibility-projects"))
    _ = [event async for event in rehearsal.open()]
    for reply in replies:
        if not rehearsal.over:
            _ = [event async for event in rehearsal.answer(reply)]
    if end:
        await rehearsal.finish(patience_s=1)
    await rehearsal.stop()
    await coach.close()
    return rehearsal.session.id


async def recap(pilot: Pilot[None], session: str) -> RecapScreen:
    """Open the mail of a session."""
    pilot.app.post_message(Visit(Place.RECAP, session))
    await until(pilot, lambda: isinstance(pilot.app.screen, RecapScreen) and "Maya" in words(pilot, "#masthead"))
    assert isinstance(pilot.app.screen, RecapScreen)
    return pilot.app.screen


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_the_record_is_shown_only_after_the_first_mail(stage: Stage, size: tuple[int, int]) -> None:
    session = await played(stage, *TALK)
    async with stage.app().run_test(size=size) as pilot:
        screen = await recap(pilot, session)
        assert "Write from memory" in words(pilot, "#reviewed")
        assert "You said" not in words(pilot, "#reviewed")
        screen.query_one(Writing).text = MAIL
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Not what was said: “You promised me a raise.”" in words(pilot, "#reviewed"))
        assert "- Missing: You said “" in words(pilot, "#reviewed")
        assert "+ “fraud detection system”" in words(pilot, "#reviewed")
        await pilot.press("e")
        assert pilot.app.focused is screen.query_one(Writing)
        screen.query_one(Writing).text = "Dear Maya, we spoke about the fraud detection system."
        await pilot.press("ctrl+s")
        sent = screen.query_one("#sent", OptionList)
        await until(pilot, lambda: sent.option_count == 2)
        assert "promised me a raise" not in words(pilot, "#reviewed")
        sent.focus()
        await pilot.press("down", "enter")
        await until(pilot, lambda: "promised me a raise" in words(pilot, "#reviewed"))
    assert len((await stage.build().session(session)).recaps) == 2


async def test_a_mail_that_is_begun_stays_and_the_last_one_sent_comes_back(stage: Stage) -> None:
    session = await played(stage, *TALK)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await recap(pilot, session)
        await pilot.press(*"Dear", "escape")
        await until(pilot, lambda: app.screen is not screen)
        screen = await recap(pilot, session)
        assert screen.query_one(Writing).text == "Dear"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Missing" in words(pilot, "#reviewed"))
    async with stage.app().run_test(size=(80, 24)) as pilot:
        screen = await recap(pilot, session)
        await until(pilot, lambda: screen.query_one(Writing).text == "Dear")
        assert "Missing" in words(pilot, "#reviewed")
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert len((await stage.build().session(session)).recaps) == 1  # the same mail is not sent twice


async def test_the_next_meeting_is_held_from_here(stage: Stage) -> None:
    session = await played(stage, *TALK)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await recap(pilot, session)
        assert (await stage.coach.session(session)).continues
        screen.query_one("#review").focus()
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, RehearsalScreen) and app.screen.rehearsal)
        assert isinstance(app.screen, RehearsalScreen)
        assert app.screen.rehearsal
        assert app.screen.rehearsal.session.earlier


async def test_an_open_talk_and_an_empty_mail_are_refused_in_words(stage: Stage) -> None:
    open_one, over = await played(stage, TALK[0], end=False), await played(stage, TALK[0])
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await recap(pilot, open_one)
        await until(pilot, lambda: "still open" in words(pilot, "#reviewed"))
        await pilot.press(*"Hi", "ctrl+s")
        assert screen.query_one(Writing).text == "Hi"
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not screen)
        await recap(pilot, over)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "There is no mail yet" in words(pilot, "#reviewed"))
    assert (await stage.build().session(over)).recaps == ()


async def test_a_mail_that_is_begun_outlives_the_app_until_it_is_sent(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.tui.prepare.begun.KEEP_S", 0.001)
    session = await played(stage, *TALK)
    path = stage.home / "drafts" / f"mail-{session}.txt"
    async with stage.app().run_test(size=(80, 24)) as pilot:
        screen = await recap(pilot, session)
        await pilot.press(*"Dear")
        await until(pilot, lambda: path.exists() and path.read_text("utf-8") == "Dear")  # before it is left
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        monkeypatch.setattr("coach.tui.prepare.begun.KEEP_S", 1_000)
        await pilot.press("!")
        pilot.app.exit()
    async with stage.app().run_test(size=(80, 24)) as pilot:
        screen = await recap(pilot, session)
        assert screen.query_one(Writing).text == "Dear!"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Missing" in words(pilot, "#reviewed"))
        assert not path.exists()
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is not screen)
    assert not path.exists()


async def test_a_mail_that_cannot_be_kept_is_said_before_one_leaves(stage: Stage) -> None:
    session = await played(stage, *TALK)
    (stage.home / "drafts").write_text("in the way", "utf-8")
    app = stage.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await recap(pilot, session)
        await pilot.press(*"Dear", "escape")
        await until(pilot, lambda: any("cannot be kept" in n.message for n in app._notifications))
        assert app.screen is screen
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not screen)
