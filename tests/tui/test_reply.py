"""The input: hints while typing, a draft that survives, the replies to go back to, and the exam without all hints."""

import asyncio

import pytest
from textual.events import Paste
from textual.geometry import Region
from textual.widgets import OptionList

from coach.domain.opening import Opening
from coach.errors import ModelError, StoreError
from coach.rehearsal import MAX_REPLY
from coach.settings import Settings, read_settings
from coach.tui.library import LibraryScreen
from coach.tui.room.desk import Desk
from coach.tui.room.leaving import LeavingScreen
from coach.tui.room.screen import RehearsalScreen
from coach.tui.widgets.conversation import Conversation
from coach.tui.widgets.reply import ReplyInput
from tests.tui.staging import Stage, opened, say, session_of, spoken, until, words

SCENE = "high-visibility-projects"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing wait for a pause in the typing."""
    monkeypatch.setattr("coach.tui.room.desk.PAUSE_S", 0.001)
    monkeypatch.setattr("coach.tui.room.desk.KEEP_S", 0.001)


def underlined(widget: ReplyInput | Conversation) -> list[str]:
    """Return the underlined pieces that are drawn, line by line."""
    rows = widget.render_lines(Region(0, 0, widget.size.width, widget.size.height))
    return [
        "".join(s.text for s in row if s.style and s.style.underline)
        for row in rows
        if any(s.style and s.style.underline for s in row)
    ]


async def test_a_draft_is_read_while_it_is_typed_and_its_words_are_marked(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        reply = screen.query_one(ReplyInput)
        reply.text = "同僚 and +thanks 同僚\nthen !value_not_ego"
        await until(pilot, lambda: "+ thanks them" in words(pilot, "#hints"))
        told = words(pilot, "#hints")
        assert told.startswith("! about to go against “Focus on value, not ego”: “!value_not_ego”")
        assert underlined(reply) == ["+thanks", "!value_not_ego"]
        reply.move_cursor((0, 0))
        await pilot.press(*"so ")
        assert underlined(reply) == ["+thanks", "!value_not_ego"]
        reply.clear()
        await until(pilot, lambda: not words(pilot, "#hints"))
        assert underlined(reply) == []
        assert not session_of(screen).transcript.replies


async def test_hints_are_switched_off_by_a_key_and_stay_so(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        screen.query_one(ReplyInput).text = "+thanks"
        await until(pilot, lambda: "+ thanks them" in words(pilot, "#hints"))
        await pilot.press("f4")
        await until(pilot, lambda: "Hints are off" in words(pilot, "#hints"))
        assert underlined(screen.query_one(ReplyInput)) == []
        await pilot.press("x")
        await say(pilot, screen, "+thanks")
        assert "Hints are off" in words(pilot, "#hints")
        assert read_settings({"COACH_HOME": str(stage.home)}).coach_hints is False
        await pilot.press("f4", "y")
        screen.query_one(ReplyInput).text = "+thanks"
        await until(pilot, lambda: "+ thanks them" in words(pilot, "#hints"))


async def test_an_exam_is_silent_until_it_is_over_and_stays_one_when_it_is_resumed(stage: Stage) -> None:
    async with stage.app(scenario=SCENE, exam="true").run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        screen.query_one(ReplyInput).text = "+thanks !value_not_ego"
        await say(pilot, screen, "+thanks !value_not_ego")
        shown = words(pilot, "#coach-words") + words(pilot, "#hints") + words(pilot, "#coach-line") + spoken(pilot)
        assert "Exam: no hints" in words(pilot, "#hints")
        assert "This is an exam" in words(pilot, "#coach-words")
        assert "Focus on value" not in shown
        assert "answered" not in shown
        assert underlined(screen.query_one(Conversation)) == []
        assert session_of(screen).judged_by("rules")
    await stage.coach.close()
    async with stage.app(resume="latest").run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert "Exam" in words(pilot, "#masthead")
        assert underlined(screen.query_one(Conversation)) == []
        assert "This is an exam" in words(pilot, "#coach-words")


async def test_the_exam_is_chosen_before_the_first_word(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("f5")
        assert "Exam" in words(pilot, "#masthead")
        await pilot.press("f5")
        assert "Exam" not in words(pilot, "#masthead")
        await say(pilot, screen, "+thanks")
        await pilot.press("f5")
        assert not session_of(screen).exam
        assert not [b for b in screen.active_bindings.values() if b.binding.key == "f5" and b.enabled]


async def test_up_and_down_go_through_ones_replies_and_keep_what_was_left(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        reply = screen.query_one(ReplyInput)
        await say(pilot, screen, "+thanks one")
        await say(pilot, screen, "+thanks two\nlines")
        await pilot.press(*"draft", "up")
        assert reply.text == "+thanks two\nlines"
        await pilot.press("up")  # from the last line to the first one
        await pilot.press("up")
        assert reply.text == "+thanks one"
        await pilot.press("up", "x", "down")
        assert reply.text == "+thanks two\nlines"
        await pilot.press("up")
        assert reply.text.replace("x", "") == "+thanks one"
        assert "x" in reply.text
        await pilot.press("down", "down", "down", "down")
        assert reply.text == "draft"
        await pilot.press("up", "up", "enter")
        await until(pilot, lambda: len(session_of(screen).turns) == 7)
        assert session_of(screen).turns[5].text == "+thanks two\nlines"
        assert reply.text == "draft"


async def test_looking_at_an_earlier_reply_leaves_the_draft_on_disk_and_in_the_input(stage: Stage) -> None:
    stage.gate = asyncio.Event()
    stage.gate.set()
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        reply, desk = screen.query_one(ReplyInput), screen.query_one(Desk)
        await say(pilot, screen, "+thanks one")
        await pilot.press(*"mine", "up")
        assert reply.text == "+thanks one"
        await desk.keep()
        assert (await stage.coach.session("latest")).draft == "mine"
        stage.gate.clear()
        await pilot.press("down", *("delete",) * 4, *"two", "enter")
        await until(pilot, lambda: session_of(screen).pending)
        await pilot.press(*"next", "up")
        assert reply.text == "+thanks one"
        stage.gate.set()
        await until(pilot, lambda: not screen.busy)
        await pilot.press("up")  # there is none before it, although there is one more after it
        assert reply.text == "+thanks one"
        await pilot.press("down")
        assert reply.text == "two"
        stage.gate.clear()
        await pilot.press("enter")
        await until(pilot, lambda: session_of(screen).pending)
        assert reply.text == "next"
        await pilot.press("up", "escape")
        await until(pilot, lambda: not screen.busy)
        await until(pilot, lambda: reply.text == "two\nnext")


async def test_a_paste_takes_the_place_of_what_is_selected(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        reply = pilot.app.screen.query_one(ReplyInput)
        reply.text = "x" * MAX_REPLY
        reply.select_all()
        reply.post_message(Paste("all new"))
        await until(pilot, lambda: reply.text == "all new")
        await pilot.press("!")
        assert reply.text == "all new!"


async def test_a_draft_is_on_disk_and_comes_back(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press(*"half a")
        await until(pilot, lambda: session_of(screen).draft == "half a")
        other = stage.build()
        assert (await other.session("latest")).draft == "half a"
        await other.close()
        await pilot.press(*" word")
    await stage.coach.close()  # the app ended with what was typed last
    async with stage.app(resume="latest").run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert screen.query_one(ReplyInput).text == "half a word"
        assert "stands in the input again" in spoken(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: len(session_of(screen).turns) == 3)
        assert (await stage.coach.session("latest")).draft == ""


async def test_leaving_keeps_the_draft_and_what_was_never_begun_is_not_kept(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("h", "i")
        await until(pilot, lambda: session_of(screen).draft == "hi")
        await pilot.press("backspace", "backspace")
        await until(pilot, lambda: not session_of(screen).draft)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        assert (await stage.coach.sessions()).sessions == ()
        sessions = pilot.app.screen.query_one("#sessions", OptionList)
        assert "still open" not in str([o.prompt for o in sessions.options])
        await pilot.press("enter")
        screen = await opened(pilot)
        await pilot.press("h", "o", "escape")
        assert isinstance(pilot.app.screen, LeavingScreen)
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        await until(pilot, lambda: session_of(screen).draft == "ho")
        assert (await stage.coach.session("latest")).draft == "ho"


async def test_a_reply_that_waits_and_a_draft_after_it_both_come_back(stage: Stage) -> None:
    coach = stage.build()
    rehearsal = await coach.rehearse(Opening(scenario=SCENE))
    _ = [e async for e in rehearsal.open()]
    stage.fault = ModelError("unreachable", "Nobody answers.")
    with pytest.raises(ModelError):
        _ = [e async for e in rehearsal.answer("+thanks again")]
    await rehearsal.keep_draft("and more")
    await coach.close()
    async with stage.app(resume="latest").run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert screen.query_one(ReplyInput).text == "+thanks again\nand more"


async def test_a_draft_that_cannot_be_kept_says_so_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("The disk is full.", "Make room.")

    async with stage.app(scenario=SCENE).run_test(size=(120, 40), notifications=True) as pilot:
        screen = await opened(pilot)
        monkeypatch.setattr("coach.stores.sql.SqlStore.keep_draft", refuse)

        def told() -> int:
            return sum("cannot be kept: The disk is full" in n.message for n in pilot.app._notifications)

        await pilot.press("h")
        await until(pilot, told)
        await pilot.press("i")
        await pilot.pause()
        assert told() == 1
        assert screen.query_one(ReplyInput).text == "hi"


async def test_a_server_that_asks_to_wait_is_shown_with_the_seconds(stage: Stage) -> None:
    stage.gate = asyncio.Event()
    stage.gate.set()
    settings = Settings(coach_home=stage.home, openai_base_url="http://127.0.0.1:9/v1", coach_model="tiny-1")
    async with stage.app(settings, scenario=SCENE).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        stage.gate.clear()
        stage.patience = (12.4, "The server takes no more requests for now.")
        screen.query_one(ReplyInput).text = "+thanks"
        await pilot.press("enter")
        told = "The server takes no more requests for now. Asking again in 12 s · Escape stops"
        await until(pilot, lambda: told in spoken(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: not screen.busy)
        assert "Asking again" not in spoken(pilot)
        assert "Enter sends it again" in str(screen.query_one(ReplyInput).border_subtitle)
        assert isinstance(pilot.app.screen, RehearsalScreen)
