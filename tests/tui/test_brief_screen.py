"""The brief is written entry by entry, kept as one goes, checked, and turned into outline and invitation."""

import stat

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, TextArea

from coach.domain.brief import Brief
from coach.domain.questions import MAX_ANSWER
from coach.tui.navigation import Place, Visit
from coach.tui.prepare.brief import BriefScreen
from coach.tui.prepare.choosing import ChoosingScreen
from coach.tui.prepare.entries import Entries
from tests.tui.staging import Stage, until, words

OWN = """\
# mine
enjoys = "hard ones"  # really

[[strengths]]
technique = "graph features"
proof = "They run for two years now."

[[projects]]
name = "basket forecast"
own_part = "rebuilt it"
metric = "mean error"
before = "14"
after = "9"
unit = "percent"
business_effect = "waste fell by a tenth"

[[opportunities]]
name = "fraud detection system"
strategic = "One of three company goals."

[[value_propositions]]
technique = "graph features on devices"
project_goal = "fewer honest buyers blocked"
result = "implement them"
"""


async def brief(pilot: Pilot[None]) -> BriefScreen:
    """Open the brief, and wait until its file is read."""
    pilot.app.post_message(Visit(Place.BRIEF))
    await until(pilot, lambda: isinstance(pilot.app.screen, BriefScreen) and pilot.app.focused)
    assert isinstance(pilot.app.screen, BriefScreen)
    return pilot.app.screen


async def leave(pilot: Pilot[None], screen: BriefScreen) -> None:
    """Escape until the screen is gone."""
    for _ in range(3):
        if pilot.app.screen is screen:
            await pilot.press("escape")
            await pilot.pause()
    await until(pilot, lambda: pilot.app.screen is not screen)


def own(stage: Stage) -> Brief:
    """Return the brief as it stands in the file."""
    kept = stage.build().preparing.own()
    assert kept
    return kept


def own_or_none(stage: Stage) -> Brief:
    """Return the brief as it stands in the file, an empty one where there is no file yet."""
    return stage.build().preparing.own() or Brief(stand_in=False)


def prompts(options: OptionList) -> str:
    """Return what a list says."""
    return "\n".join(str(options.get_option_at_index(n).prompt) for n in range(options.option_count))


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (200, 60)])
async def test_a_first_brief_is_typed_and_kept_with_no_mouse(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.app().run_test(size=size) as pilot:
        screen = await brief(pilot)
        assert "nothing written yet" in words(pilot, "#masthead")
        assert screen.query_one("#intro").display
        await pilot.press("enter", *"MLOps", "enter", *"it runs", "enter")
        entries = screen.query_one(Entries)
        await until(pilot, lambda: pilot.app.focused is entries and "kept in" in words(pilot, "#masthead"))
        assert entries.place == "strengths.0"
        await pilot.press("a", *"A/B testing", "down", *"eleven of them", "escape")
        await until(pilot, lambda: "+ A/B testing  eleven of them" in prompts(entries))
        assert "things still missing" in words(pilot, "#masthead")
        await leave(pilot, screen)
    assert [(s.technique, s.proof) for s in own(stage).strengths] == [
        ("MLOps", "it runs"),
        ("A/B testing", "eleven of them"),
    ]
    assert stat.S_IMODE((stage.home / "brief.toml").stat().st_mode) == 0o600


async def test_what_is_missing_leads_to_its_field_and_goes_once_it_is_mended(stage: Stage) -> None:
    (stage.home / "brief.toml").write_text(OWN, "utf-8")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        screen = await brief(pilot)
        missing = screen.query_one("#missing", OptionList)
        assert "2 things still missing" in words(pilot, "#masthead")
        assert "Career goals" in prompts(missing)
        await pilot.press("m", "down", "enter")
        await until(pilot, lambda: pilot.app.focused and pilot.app.focused.id == "field-result")
        assert "the result is a task and no outcome" in words(pilot, "#gap-result")
        screen.query_one("#field-result", TextArea).text = "a tenth fewer false alarms"
        await pilot.press("enter")
        await until(pilot, lambda: missing.option_count == 1)
        assert pilot.app.focused is missing
        await pilot.press("enter", *"To lead", "escape")
        await until(pilot, lambda: "Nothing: your brief is sound" in prompts(missing))
        await leave(pilot, screen)
    text = (stage.home / "brief.toml").read_text("utf-8")
    assert "# mine" in text
    assert "# really" in text
    assert own(stage).career_goals == "To lead"


async def test_what_is_typed_when_the_app_ends_is_kept_and_a_nameless_entry_too(stage: Stage) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await brief(pilot)
        await pilot.press("enter", "enter", *"it runs")
        app.exit()
    assert [(s.technique, s.proof) for s in own(stage).strengths] == [("unnamed", "it runs")]
    async with stage.app().run_test(size=(80, 24)) as pilot:
        screen = await brief(pilot)
        assert "has no name yet" in prompts(screen.query_one("#missing", OptionList))


async def test_an_entry_is_removed_and_brought_back(stage: Stage) -> None:
    (stage.home / "brief.toml").write_text(OWN, "utf-8")
    before = own(stage)
    async with stage.app().run_test(size=(80, 24)) as pilot:
        screen = await brief(pilot)
        screen.query_one(Entries).mark("projects.0")
        await pilot.press("delete")
        await until(pilot, lambda: "none yet: add a project" in prompts(screen.query_one(Entries)))
        await until(pilot, lambda: own(stage).projects == ())
        await pilot.press("u")
        await until(pilot, lambda: own(stage) == before)
        assert screen.query_one(Entries).place == "projects.0"


async def test_outline_and_invitation_are_read_copied_and_exported(stage: Stage) -> None:
    (stage.home / "brief.toml").write_text(OWN, "utf-8")
    app = stage.app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        screen = await brief(pilot)
        await pilot.press("o")
        await until(pilot, lambda: pilot.app.focused and pilot.app.focused.id == "outline")
        await pilot.press("y")
        await until(pilot, lambda: "work on the fraud detection system" in app.clipboard)
        assert any("if your terminal allows" in n.message for n in app._notifications)
        await pilot.press("x")
        await until(pilot, lambda: (stage.home / "outline.html").exists())
        assert (stage.home / "outline.html").read_text("utf-8").startswith("<!doctype html>")
        assert (stage.home / "outline.md").read_text("utf-8") == app.clipboard
        assert stat.S_IMODE((stage.home / "outline.md").stat().st_mode) == 0o600
        await pilot.press("i", *"Maya", "enter")
        screen.query_one("#invitation-minutes", TextArea).text = "1"
        await until(pilot, lambda: "from 5 to 240" in words(pilot, "#message-text"))
        screen.query_one("#invitation-minutes", TextArea).text = "20"
        await pilot.press("enter", *"on Monday", "enter")
        await until(pilot, lambda: "20 minutes on Monday" in words(pilot, "#message-text"))
        assert "Hello Maya," in words(pilot, "#message-text")
        await pilot.press("y")
        await until(pilot, lambda: app.clipboard.startswith("Subject: 20 minutes"))


async def test_a_stand_in_is_an_example_and_never_ones_own(stage: Stage) -> None:
    async with stage.app().run_test(size=(80, 24)) as pilot:
        screen = await brief(pilot)
        await pilot.press("l")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoosingScreen))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        lent = stage.shelf.scenarios[0].brief
        await until(pilot, lambda: "An example, and not yours" in words(pilot, "#example-text"))
        assert lent.strengths[0].technique in words(pilot, "#example-text")
        await pilot.press("escape", "enter")
        await until(pilot, lambda: lent.strengths[0].technique in words(pilot, "#example-technique"))
        await pilot.press("escape")
        await leave(pilot, screen)
    assert not (stage.home / "brief.toml").exists()


async def test_a_file_with_a_fault_is_told_with_its_line_and_is_not_touched(stage: Stage) -> None:
    path = stage.home / "brief.toml"
    path.write_text("\nenjoys = x\n", "utf-8")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        screen = await brief(pilot)
        assert "brief.toml:2:" in words(pilot, "#refusal")
        assert "press r" in words(pilot, "#refusal")
        assert path.read_text("utf-8") == "\nenjoys = x\n"
        path.write_text('enjoys = "x"\n', "utf-8")
        await pilot.press("r")
        await until(pilot, lambda: pilot.app.focused is screen.query_one(Entries))
        assert "+ x" in prompts(screen.query_one(Entries))


async def test_what_cannot_be_kept_is_not_lost_on_escape(stage: Stage) -> None:
    path = stage.home / "brief.toml"
    async with stage.app().run_test(size=(80, 24)) as pilot:
        screen = await brief(pilot)
        await pilot.press("enter", *"MLOps")
        path.write_text("enjoys = x\n", "utf-8")  # somebody else's editor, meanwhile
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoosingScreen))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert "Not kept" in words(pilot, "#masthead")
        assert "MLOps" in prompts(screen.query_one(Entries))
        path.unlink()
        await leave(pilot, screen)
    assert [s.technique for s in own(stage).strengths] == ["MLOps"]


async def test_no_more_is_typed_than_a_brief_can_hold_and_what_is_too_long_is_said(stage: Stage) -> None:
    async with stage.app().run_test(size=(80, 24)) as pilot:
        screen = await brief(pilot)
        await pilot.press("enter")
        field = screen.query_one("#field-technique", TextArea)
        field.text = "x" * (MAX_ANSWER - 1)
        field.move_cursor(field.document.end)
        await pilot.press("a", "b", "c")
        assert field.text == "x" * (MAX_ANSWER - 1) + "a"
        await pilot.press("backspace", "d")
        assert field.text.endswith("xd")
        field.text = "x" * 5_000  # as from a file that an editor wrote
        await pilot.press("escape")
        await until(pilot, lambda: "Not kept: Strengths: “Technique” is too long" in words(pilot, "#masthead"))
        await pilot.press("enter")
        field = screen.query_one("#field-technique", TextArea)
        assert len(field.text) == 5_000
        field.text = "MLOps"
        await pilot.press("escape")
        await until(pilot, lambda: "kept in" in words(pilot, "#masthead"))
    assert [s.technique for s in own(stage).strengths] == ["MLOps"]


async def test_what_is_typed_is_in_the_file_before_the_field_is_left(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.tui.prepare.entry.KEEP_S", 0.001)
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await brief(pilot)
        await pilot.press("enter", *"MLOps")
        field = pilot.app.focused
        await until(pilot, lambda: [s.technique for s in own_or_none(stage).strengths] == ["MLOps"])
        assert pilot.app.focused is field


@pytest.mark.parametrize("again", [True, False])
async def test_what_an_editor_wrote_meanwhile_is_not_written_over(stage: Stage, again: bool) -> None:
    path = stage.home / "brief.toml"
    path.write_text(OWN, "utf-8")
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await brief(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.focused and pilot.app.focused.id == "field-technique")
        screen.query_one("#field-technique", TextArea).text = "mine"
        theirs = OWN.replace("basket forecast", "theirs")
        path.write_text(theirs, "utf-8")
        await pilot.press("escape")
        await until(pilot, lambda: "changed outside. Press r to read it again" in words(pilot, "#masthead"))
        assert path.read_text("utf-8") == theirs
        if again:
            await pilot.press("r")
            await until(pilot, lambda: "+ theirs" in prompts(screen.query_one(Entries)))
            assert "graph features" in prompts(screen.query_one(Entries))
            await until(pilot, lambda: "Not kept" not in words(pilot, "#masthead"))
        else:
            app.exit()
    assert path.read_text("utf-8") == theirs
    assert 'technique = "mine"' in (stage.home / "brief.mine.toml").read_text("utf-8")
