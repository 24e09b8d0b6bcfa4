"""The rehearsal screen: a talk from the opening to the report, with everything that can go wrong in between."""

import asyncio

import pytest
from textual import events
from textual.widgets import OptionList, Static

from coach.coaching import Coach
from coach.domain.opening import Opening
from coach.domain.transcript import Outcome
from coach.errors import ModelError, StoreError, UsageError
from coach.rehearsal import MAX_REPLY, Rehearsal
from coach.settings import Settings
from coach.tui.after.report import ReportScreen
from coach.tui.after.sheet import Sheet
from coach.tui.house import CoachHouse
from coach.tui.library import LibraryScreen
from coach.tui.process import run
from coach.tui.room.leaving import LeavingScreen
from coach.tui.room.screen import RehearsalScreen
from coach.tui.widgets.coach_pane import CoachPane
from coach.tui.widgets.conversation import Conversation
from coach.tui.widgets.reply import ReplyInput
from tests.tui.staging import Stage, headless, opened, say, session_of, spoken, until, words

SCENE = "high-visibility-projects"
LLM = {"openai_base_url": "http://127.0.0.1:9/v1", "coach_model": "tiny-1"}


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_a_whole_talk_from_the_library_to_the_report(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.app().run_test(size=size) as pilot:
        await pilot.press("enter")
        screen = await opened(pilot)
        assert "Manager: scripted (offline) · Judge: rules (offline)" in words(pilot, "#masthead")
        assert screen.query_one(ReplyInput).has_focus
        assert screen.query_one(ReplyInput).content_size.height >= 3
        assert screen.query_one(Conversation).region.height >= 10
        # On a small screen the coach is a line until it is opened, on a large one everything is in sight.
        assert screen.query_one(CoachPane).closed == (size == (80, 24))
        assert screen.query_one(CoachPane).spread == (size == (200, 60))
        await say(pilot, screen, "Thanks for the time. +thanks !value_not_ego I want to be seen.")
        pane = words(pilot, "#coach-words")
        assert "! Focus on value, not ego: violated" in pane
        assert "“!value_not_ego”" in pane
        assert "the rules judge saw value_not_ego" in pane
        assert "Judge: rules (offline)" in pane
        while not screen.over:
            await say(pilot, screen, "!respect_hierarchy or else.")
        assert "The talk is over: refused" in spoken(pilot)
        assert not screen.query_one(ReplyInput).display
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen))
        await until(pilot, lambda: "Judge: rules (offline)" in words(pilot, "#masthead"))
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, LibraryScreen)
        sessions = pilot.app.screen.query_one("#sessions", OptionList)
        await until(pilot, lambda: sessions.option_count and "refused" in str(sessions.get_option_at_index(0).prompt))


async def test_objections_are_counted_without_giving_the_hand_away(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await say(pilot, screen, "+names_project and +value_proposition, please")
        assert "1 objection, 0 answered" in str(screen.query_one("#page-findings").border_title)
        shown = words(pilot, "#coach-words") + spoken(pilot)
        assert not [o.concern for o in session_of(screen).scenario.objections if o.concern in shown]


async def test_lines_are_broken_and_a_question_mark_is_typed(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("a", "ctrl+j", "b", "shift+enter", "question_mark", "r", "a")
        assert pilot.app.screen.query_one(ReplyInput).text == "a\nb\n?ra"
        assert isinstance(pilot.app.screen, RehearsalScreen)


async def test_enter_never_overtakes_the_letters_before_it(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        # A burst, as a terminal sends what is pasted without brackets: nothing waits for anything.
        for key in [*"thanks", "enter"]:
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else "\r"))
        await until(pilot, lambda: len(session_of(screen).turns) == 3)
        assert session_of(screen).turns[1].text == "thanks"


async def test_a_fault_puts_the_text_back_and_sending_again_works(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        stage.fault = ModelError("timed_out", "No answer within 2 s.", "Send it again, or raise COACH_DEADLINE_S.")
        await say(pilot, screen, "+thanks for\nlistening")
        assert screen.query_one(ReplyInput).text == "+thanks for\nlistening"
        assert "Send it again, or raise COACH_DEADLINE_S." in spoken(pilot)
        pending = session_of(screen).pending
        assert pending
        assert pending.text == "+thanks for\nlistening"
        assert spoken(pilot).count("listening") == 0
        stage.fault = None
        await pilot.press("enter")
        await until(pilot, lambda: len(session_of(screen).turns) == 3)
        assert screen.query_one(ReplyInput).text == ""
        assert spoken(pilot).count("listening") == 1


async def test_an_opening_that_fails_can_be_tried_again(stage: Stage) -> None:
    stage.fault = ModelError("unreachable", "Nobody answers.", "Start the server.")
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: pilot.app.screen.query(Conversation) and "Start the server." in spoken(pilot))
        stage.fault = None
        await pilot.press("h", "i", "enter")
        screen = await opened(pilot)
        assert [turn.seq for turn in session_of(screen).turns] == [0]
        assert screen.query_one(ReplyInput).text == "hi"


async def test_escape_takes_the_reply_back_and_keeps_what_was_typed_since(stage: Stage) -> None:
    stage.gate = asyncio.Event()
    stage.gate.set()
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        stage.gate.clear()
        screen.query_one(ReplyInput).text = "+thanks"
        await pilot.press("enter")
        await until(pilot, lambda: session_of(screen).pending)
        assert "is thinking" in spoken(pilot)
        await pilot.press("n", "o", "enter")
        assert screen.query_one(ReplyInput).text == "no"
        await pilot.press("escape")
        await until(pilot, lambda: not screen.busy)
        await pilot.pause()
        assert screen.query_one(ReplyInput).text == "+thanks\nno"
        assert "is thinking" not in spoken(pilot)
        stage.gate.set()
        await pilot.press("enter")
        await until(pilot, lambda: len(session_of(screen).turns) == 3)
        assert session_of(screen).turns[1].text == "+thanks\nno"
        assert session_of(screen).turns[1].revision == 1


async def test_a_reply_that_cannot_be_stored_is_put_back(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)

        def refuse(*_: object) -> None:
            raise StoreError("The disk is full.", "Make room, and send it again.")

        monkeypatch.setattr("coach.stores.sql.SqlStore.add_turn", refuse)
        await say(pilot, screen, "+thanks")
        assert screen.query_one(ReplyInput).text == "+thanks"
        assert "Make room, and send it again." in spoken(pilot)


async def test_a_pending_reply_waits_in_the_input_when_the_session_is_resumed(stage: Stage) -> None:
    coach = stage.build()
    rehearsal = await coach.rehearse(Opening(scenario=SCENE))
    _ = [e async for e in rehearsal.open()]
    stage.fault = ModelError("unreachable", "Nobody answers.")
    with pytest.raises(ModelError):
        _ = [e async for e in rehearsal.answer("+thanks again")]
    await coach.close()
    stage.fault = None
    async with stage.app(resume="latest").run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: pilot.app.screen.query_one(ReplyInput).text == "+thanks again")
        assert "has not been answered yet" in spoken(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: spoken(pilot).count("Maya Lindqvist\n") == 2)


async def test_what_cannot_be_opened_ends_the_app_with_its_sentence(stage: Stage) -> None:
    app = stage.app(resume="nothing-like-it")
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.fault)
    assert app.return_code == 2
    assert "nothing-like-it" in str(app.fault)


async def test_a_scene_that_cannot_be_begun_leads_back_to_the_library(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("The database is read-only.", "Check the mode of its file.")

    monkeypatch.setattr(Coach, "start", refuse)
    async with stage.app().run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: any("Check the mode" in n.message for n in pilot.app._notifications))
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_leaving_early_asks_and_ends_the_scene(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await say(pilot, screen, "+thanks")
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, LeavingScreen)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, RehearsalScreen)
        await pilot.press("escape", "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen))
        assert (await stage.coach.session("latest")).outcome is Outcome.LEFT


async def test_unsent_words_are_shown_when_the_manager_ends_the_talk(stage: Stage) -> None:
    stage.gate = asyncio.Event()
    stage.gate.set()
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        while not screen.over:
            await until(pilot, lambda: not screen.busy)
            stage.gate.clear()
            screen.query_one(ReplyInput).text = "!respect_hierarchy or else."
            await pilot.press("enter")
            await until(pilot, lambda: session_of(screen).pending)
            screen.query_one(ReplyInput).text = "but [/] wait"
            stage.gate.set()
            await until(pilot, lambda: not screen.busy)
        assert spoken(pilot).count("You had not sent this: but [/] wait") == 1


async def test_the_question_of_leaving_says_what_becomes_of_unsent_words(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press(*"hi", "escape")
        assert "if you end it, it is lost" in str(pilot.app.screen.query_one(Static).render())
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        await until(pilot, lambda: screen.rehearsal and not screen.rehearsal.begun)
        assert (await stage.coach.sessions()).sessions == ()
        await pilot.press("enter")
        screen = await opened(pilot)
        await say(pilot, screen, "+thanks")
        await pilot.press("escape")
        assert str(pilot.app.screen.query_one(Static).render()) == "Whatever you have sent is kept."


async def test_escape_while_the_room_is_opened_leads_back_and_nothing_is_taken_before(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, rehearse = asyncio.Event(), Coach.rehearse

    async def slowly(coach: Coach, opening: Opening) -> Rehearsal:
        await gate.wait()
        return await rehearse(coach, opening)

    monkeypatch.setattr(Coach, "rehearse", slowly)
    async with stage.app().run_test(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, RehearsalScreen))
        await pilot.press("h", "i", "enter")
        assert pilot.app.screen.query_one(ReplyInput).text == ""
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        gate.set()
        await pilot.press("enter")
        screen = await opened(pilot)
        await pilot.press("h", "i")
        assert screen.query_one(ReplyInput).text == "hi"
        assert screen.query_one(ReplyInput).has_focus


async def test_leaving_early_may_keep_the_scene_open(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await say(pilot, screen, "+thanks")
        await pilot.press("escape", "down", "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        assert (await stage.coach.session("latest")).outcome is None


async def test_a_late_judgement_takes_the_place_of_the_first_one(stage: Stage) -> None:
    stage.judge_gate = asyncio.Event()
    settings = Settings(coach_home=stage.home, coach_concurrency=2, **LLM)
    async with stage.app(settings, scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert "Manager: llm (tiny-1) · Judge: llm (tiny-1)" in words(pilot, "#masthead")
        await say(pilot, screen, "+thanks")
        assert "Judge: rules (offline)" in words(pilot, "#coach-words")
        assert "The llm (tiny-1) judge is still reading." in words(pilot, "#coach-words")
        stage.judge_gate.set()
        await until(pilot, lambda: "the llm judge saw thanks" in words(pilot, "#coach-words"))
        assert "still reading" not in words(pilot, "#coach-words")


async def test_the_report_does_not_wait_for_the_judge_against_the_will(stage: Stage) -> None:
    stage.judge_gate = asyncio.Event()
    settings = Settings(coach_home=stage.home, **LLM)
    async with stage.app(settings, scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        while not screen.over:
            await say(pilot, screen, "!respect_hierarchy")
        await pilot.press("enter")
        await until(pilot, lambda: screen.waiting and screen.waiting.is_running)
        await pilot.press("escape")
        assert pilot.app.screen is screen
        await until(pilot, lambda: screen.waiting and screen.waiting.is_finished)
        await pilot.press("enter")
        await until(pilot, lambda: screen.waiting and screen.waiting.is_running)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen))


async def test_the_pane_says_a_strength_then_the_mistake_then_another_way(stage: Stage) -> None:
    stage.drafts = ("+thanks !value_not_ego is no better", "+thanks alone")
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await say(pilot, screen, "+thanks and +executive_perspective, but !value_not_ego")
        await until(pilot, lambda: "!value_not_ego" in words(pilot, "#coach-words"))
        assert "Or say" not in words(pilot, "#coach-words")  # every draft loses what was good
        stage.drafts = (*stage.drafts, "+thanks and [/] +executive_perspective")
        await say(pilot, screen, "+thanks and +executive_perspective, but then !value_not_ego")
        await until(pilot, lambda: f"“{stage.drafts[-1]}”" in words(pilot, "#coach-words"))
        pane = words(pilot, "#coach-words")
        order = [
            "+ Take the executive perspective: met",
            "! Focus on value, not ego: violated",
            "Instead: ",
            "Or say it",
        ]
        assert sorted(order, key=pane.index) == order
        assert "Judged again. Focus on value, not ego: absent (was violated)." in pane
        stage.drafts = ()
        await say(pilot, screen, "+thanks")
        await until(pilot, lambda: "Turn 6" in words(pilot, "#coach-words"))
        assert "Or say" not in words(pilot, "#coach-words")
    assert set(stage.rewritten) == {"rules"}


async def test_the_models_rewrites_are_written_when_the_talk_is_over_and_need_not_be_waited_for(stage: Stage) -> None:
    stage.drafts = ("I could help. +proactive_not_reactive",)
    stage.rewrite_gate = asyncio.Event()
    settings = Settings(coach_home=stage.home, **LLM)
    for patient in (False, True):
        async with stage.app(settings, scenario=SCENE).run_test(size=(120, 40), notifications=True) as pilot:
            screen = await opened(pilot)
            while not screen.over:
                await say(pilot, screen, "help !respect_hierarchy")
            await pilot.press("enter")
            await until(pilot, lambda: "llm" in stage.rewritten)
            assert pilot.app.screen is screen
            if patient:
                stage.rewrite_gate.set()
            else:
                await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen))
            await until(pilot, lambda: "Turn by turn" in pilot.app.screen.query_one("#report", Sheet).plain)
            shown = "I could help. +proactive_not_reactive" in pilot.app.screen.query_one("#report", Sheet).plain
            assert shown == patient
        stage.rewritten.clear()


async def test_unjudged_looks_like_unjudged(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await say(pilot, screen, "unjudgeable")
        assert "? not judged: the words were too strange" in words(pilot, "#coach-words")
        await say(pilot, screen, "?thanks")
        assert "? " in words(pilot, "#coach-words")
        assert "not judged" in words(pilot, "#coach-words")


async def test_a_paste_too_long_is_cut_and_told(stage: Stage) -> None:
    from textual.events import Paste

    async with stage.app(scenario=SCENE).run_test(size=(120, 40), notifications=True) as pilot:
        await opened(pilot)
        reply = pilot.app.screen.query_one(ReplyInput)
        reply.post_message(Paste("x" * 1_000_000))
        await until(pilot, lambda: len(reply.text) == MAX_REPLY)
        await until(pilot, lambda: any("at most" in n.message for n in pilot.app._notifications))


async def test_resizing_keeps_talk_and_input_usable(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(200, 60)) as pilot:
        await opened(pilot)
        for size in [(80, 24), (20, 5), (1, 1), (120, 40)]:
            await pilot.resize_terminal(*size)
        assert pilot.app.screen.query_one(ReplyInput).region.width > 60
        assert pilot.app.screen.query_one(CoachPane).region.x > pilot.app.screen.query_one(Conversation).region.x


def test_a_fault_of_the_opening_reaches_the_caller(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    headless(monkeypatch)
    with pytest.raises(UsageError):
        run(lambda: CoachHouse(stage.build()), Opening(scenario=SCENE, again="both"))


async def test_letters_typed_beside_the_input_land_in_it(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        screen.query_one(CoachPane).focus()
        await pilot.press("h", "i")
        assert screen.query_one(ReplyInput).text == "hi"


async def test_a_draft_is_not_thrown_away_without_a_word(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("h", "i", "escape")
        assert isinstance(pilot.app.screen, LeavingScreen)


async def test_a_judge_that_fails_leaves_the_rules_findings_standing(stage: Stage) -> None:
    async with stage.app(scenario=SCENE, settings=Settings(**LLM)).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await say(pilot, screen, "+thanks unjudgeable-by-llm")
        await until(pilot, lambda: "could not read this reply" in words(pilot, "#coach-words"))
        assert "Judge: rules (offline)" in words(pilot, "#coach-words")
        assert "the rules judge saw thanks" in words(pilot, "#coach-words")


async def test_typing_on_after_the_end_begins_no_other_talk(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        while not screen.over:
            await say(pilot, screen, "!respect_hierarchy or else.")
        await pilot.press(*"really")
        assert pilot.app.screen is screen
        await pilot.press("ctrl+r")
        await until(pilot, lambda: pilot.app.screen is not screen)
