"""A real talk is logged beside its rehearsal; what cannot be logged is said in place, and nothing typed is lost."""

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from coach.domain.opening import Opening
from coach.domain.real_talk import RESULTS, rehearse_next
from coach.domain.transcript import Outcome
from coach.errors import FileRefused
from coach.tui.navigation import Place, Visit
from coach.tui.prepare.outcome import OutcomeScreen
from coach.tui.prepare.writing import Answer
from coach.tui.room.screen import RehearsalScreen
from tests.tui.staging import Stage, until, words


async def played(stage: Stage) -> str:
    """Play a scene to its early end and return the session's id."""
    coach = stage.build()
    rehearsal = await coach.rehearse(Opening(scenario="high-visibility-projects"))
    _ = [event async for event in rehearsal.open()]
    _ = [event async for event in rehearsal.answer("+thanks")]
    session = await rehearsal.finish(patience_s=1)
    await coach.close()
    return session.id


async def log(pilot: Pilot[None], session: str) -> OutcomeScreen:
    """Open the log of a session."""
    pilot.app.post_message(Visit(Place.OUTCOME, session))
    await until(pilot, lambda: isinstance(pilot.app.screen, OutcomeScreen) and pilot.app.focused)
    assert isinstance(pilot.app.screen, OutcomeScreen)
    return pilot.app.screen


def listed(screen: OutcomeScreen) -> str:
    """Return what the list says."""
    talks = screen.query_one("#talks", OptionList)
    return "\n".join(str(talks.get_option_at_index(n).prompt) for n in range(talks.option_count))


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_a_talk_is_logged_with_three_times_enter(stage: Stage, size: tuple[int, int]) -> None:
    session = await played(stage)
    async with stage.app().run_test(size=size) as pilot:
        screen = await log(pilot, session)
        await until(pilot, lambda: listed(screen) == "None yet.")
        await pilot.press("down", "enter", "enter", *"later", "enter")
        await until(pilot, lambda: "granted in part on 2026-03-02: later" in listed(screen))
        assert "+ Logged" in words(pilot, "#told")
        assert rehearse_next(Outcome.GRANTED_IN_PART) in words(pilot, "#told")
        assert screen.query_one("#note", Answer).text == ""
    assert [talk.note for talk in (await stage.build().session(session)).real_talks] == ["later"]


async def test_what_cannot_be_logged_is_said_in_place_and_the_note_stays(stage: Stage) -> None:
    session = await played(stage)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await log(pilot, session)
        await pilot.press("ctrl+s")
        assert "Say first how it ended" in words(pilot, "#told")
        await pilot.press("enter")
        screen.query_one("#note", Answer).text = "worth it"
        screen.query_one("#day", Answer).text = "tomorrow"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "no day" in words(pilot, "#told"))
        assert pilot.app.focused is screen.query_one("#day")
        screen.query_one("#day", Answer).text = "9999-01-01"
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "still to come" in words(pilot, "#told"))
        assert pilot.app.focused is screen.query_one("#day")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not screen)
        again = await log(pilot, session)
        assert again.query_one("#note", Answer).text == "worth it"
    assert (await stage.build().session(session)).real_talks == ()


async def test_without_a_rehearsal_all_talks_are_listed_and_lead_to_theirs(stage: Stage) -> None:
    first, second = await played(stage), await played(stage)
    coach = stage.build()
    await coach.preparing.log_outcome(first, Outcome.DEFERRED, "2026-01-02")
    await coach.preparing.log_outcome(second, Outcome.GRANTED, "2026-02-03")
    await coach.close()
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await log(pilot, "")
        await until(pilot, lambda: "granted on 2026-02-03" in listed(screen))
        assert listed(screen).index("granted on") < listed(screen).index("deferred on")
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: len(app.screen_stack) == 3)
        beside = app.screen
        assert isinstance(beside, OutcomeScreen)
        await until(pilot, lambda: "for this rehearsal" in listed(beside))
        assert listed(beside).startswith("deferred on 2026-01-02\nfor this rehearsal")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)


async def test_the_scene_is_rehearsed_again_from_its_log(stage: Stage) -> None:
    session = await played(stage)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await log(pilot, session)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, RehearsalScreen))


def test_there_is_something_to_rehearse_after_every_end() -> None:
    assert all(rehearse_next(result).startswith(("Rehearse", "Write")) for result in RESULTS)


async def test_a_note_that_is_begun_outlives_the_app_until_it_is_logged(stage: Stage) -> None:
    session = await played(stage)
    path = stage.home / "drafts" / f"note-{session}.txt"
    async with stage.app().run_test(size=(80, 24)) as pilot:
        screen = await log(pilot, session)
        screen.query_one("#note", Answer).focus()
        await pilot.press(*"later")
        pilot.app.exit()
    assert path.read_text("utf-8") == "later"
    async with stage.app().run_test(size=(80, 24)) as pilot:
        screen = await log(pilot, session)
        assert screen.query_one("#note", Answer).text == "later"
        await pilot.press("enter", "enter", "enter")
        await until(pilot, lambda: "later" in listed(screen))
        assert not path.exists()


def test_a_draft_stays_in_its_folder(stage: Stage) -> None:
    drafts = stage.build().preparing.drafts
    with pytest.raises(FileRefused):
        drafts.keep("note", "../brief", "x")
    assert not list(stage.home.rglob("*.txt"))
