"""The report screen: what it says first, evidence that leads to its turn, judging again, and ways on from there."""

import asyncio
import threading
from pathlib import Path
from stat import S_IMODE

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static, TextArea

from coach.coaching.exporting import Exporting, Form
from coach.domain.judgement import Judgement
from coach.domain.opening import Opening
from coach.domain.report import Report
from coach.rendering import markdown
from coach.settings import Settings
from coach.tui.after.export import ExportScreen
from coach.tui.after.judges import JudgesScreen
from coach.tui.after.mail import MailScreen
from coach.tui.after.report import ReportScreen
from coach.tui.after.sheet import Sheet
from coach.tui.app import CoachApp
from coach.tui.navigation import Place, Visit
from coach.tui.room.screen import RehearsalScreen
from tests.tui.staging import Stage, until, words

LLM = {"openai_base_url": "http://127.0.0.1:9/v1", "coach_model": "tiny-1"}
BACK = "Thank you. +thanks +respect_hierarchy"


async def play(stage: Stage, *replies: str, judge: str = "rules", patience_s: float = 1) -> str:
    """Play a scene to its early end and return the session's id."""
    coach = stage.build(Settings(coach_home=stage.home, **LLM))
    opening = Opening(scenario="high-visibility-projects", manager="scripted", judge="rules")
    if judge == "llm":
        opening = Opening(scenario="high-visibility-projects", manager="scripted", judge="llm", model="tiny-1")
    rehearsal = await coach.rehearse(opening)
    _ = [event async for event in rehearsal.open()]
    for reply in replies:
        _ = [event async for event in rehearsal.answer(reply)]
    session = await rehearsal.finish(patience_s=patience_s)
    await rehearsal.stop()
    await coach.close()
    return session.id


async def read(pilot: Pilot[None], app: CoachApp, session: str) -> Sheet:
    """Open a report and wait for it."""
    app.post_message(Visit(Place.REPORT, session))
    await until(pilot, lambda: isinstance(app.screen, ReportScreen) and words(pilot, "#masthead") != "Reading …")
    sheet = app.screen.query_one("#report", Sheet)
    await until(pilot, lambda: "Turn by turn" in sheet.plain)
    return sheet


def in_view(sheet: Sheet) -> str:
    """Return the lines of the sheet that are in view."""
    return "\n".join(sheet.render_line(y).text for y in range(sheet.scrollable_content_region.height))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_what_counts_most_is_in_view_at_once(stage: Stage, size: tuple[int, int]) -> None:
    session = await play(stage, BACK, "!value_not_ego")
    app = stage.app()
    async with app.run_test(size=size) as pilot:
        sheet = await read(pilot, app, session)
        assert "Judge: rules (offline)" in words(pilot, "#masthead")
        shown = in_view(sheet)
        assert "of 100) · you ended it" in shown
        assert "Strongest moment" in shown
        assert "“+respect_hierarchy”" in shown
        assert "The one thing to work on: Focus on value, not ego" in shown
        await pilot.press("end")
        await until(pilot, lambda: sheet.scroll_y > 0)
        assert "Turn by turn" not in shown


async def test_evidence_leads_to_its_turn_and_back(stage: Stage) -> None:
    session = await play(stage, *(f"Reply {n}, long enough to be found again. {BACK}" for n in range(4)))
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        sheet = await read(pilot, app, session)
        await pilot.press("2", "down", "down")
        assert "Every criterion" in in_view(sheet)
        assert sheet.turn == 3
        before = sheet.scroll_offset.y
        await pilot.press("enter")
        assert "4. You" in in_view(sheet)
        assert "Reply 1, long enough" in in_view(sheet)
        await pilot.press("backspace")
        assert sheet.scroll_offset.y == before
        await pilot.press("enter", "down", "escape")
        assert sheet.scroll_offset.y == before, "Escape is one step back as well"
        line = next(n for n, text in enumerate(in_view(sheet).split("\n")) if "Turn 2: " in text)
        await pilot.click(sheet, offset=(12, line))
        assert "Reply 0, long enough" in in_view(sheet)


async def test_the_turn_stands_beside_its_evidence_where_there_is_room(stage: Stage) -> None:
    session = await play(stage, BACK, "Second. +thanks")
    app = stage.app()
    async with app.run_test(size=(200, 60)) as pilot:
        await read(pilot, app, session)
        beside = app.screen.query_one("#turn", Sheet)
        await pilot.press("down")
        await until(pilot, lambda: BACK in beside.plain)
        assert "Second." not in beside.plain


async def test_a_very_long_talk_is_no_more_widgets_than_a_short_one(stage: Stage) -> None:
    short, app = await play(stage, BACK), stage.app()
    kept = await stage.coach.session(short)
    turns = tuple(kept.turns[n % 2].model_copy(update={"seq": n, "heard": ()}) for n in range(500))
    judged = tuple(
        j.model_copy(update={"id": f"{j.id}-{n}", "seq": n}) for n in range(1, 500, 2) for j in kept.judgements
    )
    long = kept.model_copy(update={"id": "long", "turns": turns, "judgements": judged})
    stage.open_store().create(long)
    async with app.run_test(size=(120, 40)) as pilot:
        await read(pilot, app, short)
        widgets = len(app.screen.query("*"))
        await pilot.press("escape")
        sheet = await read(pilot, app, "long")
        assert len(app.screen.query("*")) == widgets
        sheet.go_to_turn(398)
        await pilot.pause()
        assert "399. Maya" in in_view(sheet)


async def test_again_begins_the_scene_from_its_report(stage: Stage) -> None:
    session = await play(stage, "+thanks")
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await read(pilot, app, session)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, RehearsalScreen))
        assert len(app.screen_stack) == 2


async def test_the_other_judge_is_asked_and_what_changed_is_shown(stage: Stage) -> None:
    session = await play(stage, "+thanks")
    app = stage.app(Settings(coach_home=stage.home, **LLM))
    async with app.run_test(size=(120, 40)) as pilot:
        sheet = await read(pilot, app, session)
        stage.judge_sees = "!value_not_ego"
        await pilot.press("j")
        await until(pilot, lambda: "Judge: llm (tiny-1)" in words(pilot, "#masthead"))
        await until(pilot, lambda: "What the llm judge sees otherwise than the rules judge" in sheet.plain)
        assert "! Focus on value, not ego: absent → violated" in in_view(sheet)
        await pilot.press("escape")
        await until(pilot, lambda: "Judge: rules (offline)" in words(pilot, "#masthead"))
        await until(pilot, lambda: "sees otherwise" not in sheet.plain)
        await pilot.press("j")
        await until(pilot, lambda: "Judge: llm (tiny-1)" in words(pilot, "#masthead"))
        await pilot.press("j")
        await until(pilot, lambda: "Judge: rules (offline)" in words(pilot, "#masthead"))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ReportScreen))


async def test_judging_again_can_be_stopped(stage: Stage) -> None:
    session = await play(stage, "+thanks")
    stage.judge_gate = asyncio.Event()
    app = stage.app(Settings(coach_home=stage.home, **LLM))
    async with app.run_test(size=(120, 40)) as pilot:
        await read(pilot, app, session)
        await pilot.press("j")
        await until(pilot, lambda: "Escape stops it" in words(pilot, "#masthead"))
        await pilot.press("escape")
        await until(pilot, lambda: "Judge: rules (offline)" in words(pilot, "#masthead"))
        assert isinstance(app.screen, ReportScreen)


async def test_without_a_model_the_other_judge_is_not_asked(stage: Stage) -> None:
    session = await play(stage, "+thanks")
    app = stage.app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await read(pilot, app, session)
        await pilot.press("j")
        await until(pilot, lambda: any("Press m" in n.message for n in app._notifications))


async def test_a_judge_finishes_what_it_has_left_itself(stage: Stage) -> None:
    stage.judge_gate = asyncio.Event()
    session = await play(stage, "+thanks", "+value_not_ego", judge="llm", patience_s=0)
    app = stage.app(Settings(coach_home=stage.home, **LLM))
    async with app.run_test(size=(120, 40)) as pilot:
        sheet = await read(pilot, app, session)
        assert "? 2 of 2 replies are not judged yet and move no score." in sheet.plain
        await pilot.press("j")
        await until(pilot, lambda: isinstance(app.screen, JudgesScreen))
        assert "the 2 replies that it has not judged" in str(
            app.screen.query_one(OptionList).get_option_at_index(0).prompt
        )
        stage.judge_gate.set()
        await pilot.press("enter")
        await until(pilot, lambda: "2 of 2 replies judged by llm" in sheet.plain)
        kept = await stage.coach.session(session)
        assert [type(j.judgement) for j in kept.judged_by("llm")] == [Judgement, Judgement]


async def test_without_a_chosen_model_its_judge_is_asked_for_nothing(stage: Stage) -> None:
    stage.judge_gate = asyncio.Event()
    session = await play(stage, "+thanks", judge="llm", patience_s=0)
    stage.judge_gate.set()
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await read(pilot, app, session)
        await pilot.press("j")
        await until(pilot, lambda: isinstance(app.screen, JudgesScreen))
        await pilot.press("enter")
        await until(pilot, lambda: app._notifications)
        assert "none is chosen" in next(iter(app._notifications)).message
        kept = await stage.coach.session(session)
        assert not any(isinstance(j.judgement, Judgement) for j in kept.judged_by("llm"))


async def test_a_report_is_written_beside_the_screens_and_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    session, free, asked = await play(stage, "+thanks"), threading.Event(), []

    def write(self: Exporting, report: Report, form: Form, path: Path) -> Path:
        asked.append(threading.current_thread() is threading.main_thread())
        free.wait(10)
        return path

    monkeypatch.setattr(Exporting, "write", write)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot, app, session)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: asked)
        assert isinstance(app.screen, ExportScreen)
        free.set()
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
    assert asked == [False]


async def test_a_report_is_written_where_one_says_and_nothing_is_overwritten(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    monkeypatch.chdir(folder)
    session = await play(stage, BACK)
    app = stage.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await read(pilot, app, session)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        proposed = folder / f"rehearsal-{session}.html"
        assert app.screen.query_one(Input).value == str(proposed)
        await pilot.press("down")
        proposed = proposed.with_suffix(".md")
        proposed.write_text("mine", "utf-8")
        await pilot.press("enter")
        await until(pilot, lambda: "is there already" in str(app.screen.query_one("#said", Static).render()))
        assert proposed.read_text("utf-8") == "mine"
        app.screen.query_one(Input).value = "mine.md"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        assert any(str(folder / "mine.md") in n.message for n in app._notifications)
    told = await stage.build().report(session)
    assert (folder / "mine.md").read_text("utf-8") == markdown(told, stage.coach.rubric)
    assert S_IMODE((folder / "mine.md").stat().st_mode) == 0o600


async def test_the_follow_up_mail_is_copied_and_shown(stage: Stage) -> None:
    session = await play(stage, BACK)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot, app, session)
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, MailScreen) and bool(app.clipboard))
        assert app.clipboard.startswith("Subject: ")
        assert app.screen.query_one(TextArea).text == app.clipboard
        assert "no finished mail" in str(app.screen.query(Static).first().render())


async def test_only_what_there_is_something_for_is_offered(stage: Stage) -> None:
    session = await play(stage, BACK)  # the engineer ended it: nothing to come back for, no first answer
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await read(pilot, app, session)
        offered = {a.binding.action for a in app.screen.active_bindings.values() if a.enabled}
        assert {"what_if", "visit('REPLAY')", "export", "visit('RECAP')", "visit('OUTCOME')", "mail"} <= offered
        assert not {"next_meeting", "compare", "harder"} & offered
