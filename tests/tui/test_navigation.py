"""From screen to screen: what comes late takes nothing away."""

from coach.errors import UsageError
from coach.tui.after.card import CardScreen
from coach.tui.navigation import Failed, Place, Visit
from tests.tui.staging import Stage, until


async def test_a_failure_that_comes_late_takes_no_screen_away(stage: Stage) -> None:
    app = stage.app()
    async with app.run_test(size=(100, 30)) as pilot:
        app.post_message(Visit(Place.CARD))
        await until(pilot, lambda: isinstance(app.screen, CardScreen))
        gone = app.screen
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        app.post_message(Failed(UsageError("It came late."), gone))
        await pilot.pause()
        assert len(app.screen_stack) == 1
        app.post_message(Visit(Place.CARD))
        await until(pilot, lambda: isinstance(app.screen, CardScreen))
        app.post_message(Failed(UsageError("It cannot be shown."), app.screen))
        await until(pilot, lambda: len(app.screen_stack) == 1)
