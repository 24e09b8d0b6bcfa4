"""The rehearsal says whose brief it is, and tells a number that is not the brief's."""

from tests.tui.staging import Stage, opened, say, until, words

SCENE = "high-visibility-projects"
OWN = """\
[[strengths]]
technique = "graph features"

[[projects]]
name = "basket forecast"
metric = "mean error"
before = "14"
after = "9"
unit = "percent"
"""


async def test_the_scenes_brief_says_that_it_is_a_stand_in(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        assert "Stand-in brief of this scene" in words(pilot, "#brief-words")


async def test_ones_own_brief_is_on_screen_and_a_number_against_it_is_told(stage: Stage) -> None:
    (stage.home / "brief.toml").write_text(OWN, "utf-8")
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        shown = words(pilot, "#brief-words")
        assert "Your own brief" in shown
        assert "graph features" in shown
        assert "mean error 14 → 9 percent" in shown
        await say(pilot, screen, "+I took the mean error from 14 to 3 percent.")
        assert "Not the brief's number" in words(pilot, "#coach-words")


async def test_a_brief_with_a_fault_is_told_with_its_line(stage: Stage) -> None:
    (stage.home / "brief.toml").write_text("enjoys = x\n", "utf-8")
    app = stage.app(scenario=SCENE)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.fault is not None)
    assert app.fault is not None
    assert "brief.toml:1:" in app.fault.sentence
    assert "--stand-in" in app.fault.sentence
