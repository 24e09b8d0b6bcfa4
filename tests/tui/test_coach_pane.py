"""The coach beside the talk: its pages, its one line on a small screen, and the marks in the reply itself."""

import asyncio

from coach.domain.feedback import ReplyReport
from coach.domain.judgement import Verdict
from coach.domain.rubric import Criterion
from coach.library.rubric import read_rubric
from coach.settings import Settings
from coach.tui.widgets.coach_pane import CoachPane
from coach.tui.widgets.conversation import Conversation
from coach.tui.widgets.findings import findings_content
from coach.tui.widgets.reply import ReplyInput
from tests.judging import judgement
from tests.tui.staging import Stage, opened, say, session_of, until, words
from tests.tui.test_reply import underlined

SCENE = "high-visibility-projects"


async def test_on_a_small_screen_the_coach_is_a_line_until_a_key_or_a_click_opens_it(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        pane = screen.query_one(CoachPane)
        await say(pilot, screen, "+thanks !value_not_ego")
        assert pane.region.height == 1
        line = words(pilot, "#coach-line")
        assert "! 1 against you" in line
        assert "+ 1 for you" in line
        assert line.startswith("F2 Coach · rules: ")  # who gave the score, and the key where nothing cuts it
        await pilot.press("f3")
        assert pane.region.height >= 5
        assert pane.query_one("#page-findings").region.height >= 5
        assert screen.query_one(ReplyInput).region.bottom <= pane.region.y
        await pilot.press("f3")
        assert pane.region.height == 1
        await pilot.click("#coach-line")
        assert not pane.closed
        await pilot.resize_terminal(120, 40)
        assert not pane.closed


async def test_the_pages_are_one_key_apart_and_all_there_on_a_large_screen(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        proof = session_of(screen).brief.strengths[0].technique
        assert proof in words(pilot, "#brief-words")
        pages = [screen.query_one(f"#page-{name}") for name in ("findings", "objections", "brief")]
        assert [p.region.height > 0 for p in pages] == [False, False, True]
        await say(pilot, screen, "+thanks")
        assert [p.region.height > 0 for p in pages] == [True, False, False]
        await pilot.press("f2")
        assert [p.region.height > 0 for p in pages] == [False, True, False]
        await pilot.press("f2")
        assert [p.region.height > 0 for p in pages] == [False, False, True]
        await pilot.resize_terminal(200, 60)
        await until(pilot, lambda: all(p.region.height >= 8 for p in pages))
        talk = screen.query_one(Conversation).region
        assert 90 <= talk.width <= 104
        assert all(p.region.x >= talk.right for p in pages)


async def test_a_late_judgement_leaves_the_page_that_is_being_read(stage: Stage) -> None:
    stage.judge_gate = asyncio.Event()
    settings = Settings(
        coach_home=stage.home, coach_concurrency=2, openai_base_url="http://127.0.0.1:9/v1", coach_model="tiny-1"
    )
    async with stage.app(settings, scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await say(pilot, screen, "+thanks")
        pane = screen.query_one(CoachPane)
        assert str(pane.page) == "findings"
        await pilot.press("f2")
        stage.judge_gate.set()
        await until(pilot, lambda: "the llm judge saw thanks" in words(pilot, "#coach-words"))
        assert str(pane.page) == "objections"
        await say(pilot, screen, "+thanks once more")
        assert str(pane.page) == "findings"


async def test_objections_stand_in_the_managers_words_with_what_answered_them(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(200, 60)) as pilot:
        screen = await opened(pilot)
        assert "No objection yet" in words(pilot, "#objections-words")
        await say(pilot, screen, "+names_project and +value_proposition")
        raised = session_of(screen).turns[-1].text
        assert raised in words(pilot, "#objections-words")
        assert "not answered yet" in words(pilot, "#objections-words")
        await say(pilot, screen, "+acknowledges_constraint +offers_alternative +value_proposition +quantifies_past")
        assert "answered: “" in words(pilot, "#objections-words")
        assert "1 answered" in words(pilot, "#coach-line")
        told = words(pilot, "#objections-words") + words(pilot, "#coach-words")
        ledger = screen.rehearsal.ledger if screen.rehearsal else None
        assert ledger
        waiting = [session_of(screen).scenario.objection(o.id) for o in ledger.objections if o.status == "waiting"]
        assert waiting
        assert not [o for o in waiting if o.concern in told or o.lines[0] in told]


async def test_the_words_that_count_stand_out_in_the_reply_itself_with_their_signs(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await say(pilot, screen, "Well +thanks but\n同僚 !value_not_ego 同僚")
        talk = screen.query_one(Conversation)
        await until(pilot, lambda: underlined(talk) == ["+thanks", "!value_not_ego"])
        assert "Well ++thanks but\n同僚 !!value_not_ego 同僚" in talk.text  # a sign, then the word
        await say(pilot, screen, "nothing in this one")
        assert underlined(talk) == ["+thanks", "!value_not_ego"]
    await stage.coach.close()
    async with stage.app(resume="latest").run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await until(pilot, lambda: underlined(screen.query_one(Conversation)) == ["+thanks", "!value_not_ego"])


async def test_the_managers_manner_shows_their_patience_and_no_number(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        seen = [words(pilot, "#manner")]
        while not screen.over:
            await say(pilot, screen, "!respect_hierarchy or else.")
            seen.append(words(pilot, "#manner"))
        assert "leans back and listens" in seen[0]
        assert "gathers up the papers" in seen[-1]
        assert len(set(seen)) == session_of(screen).scenario.difficulty.standard.patience + 1
        assert not any(c.isdigit() for c in "".join(seen))


def test_why_something_is_missing_is_said_where_it_is_advised() -> None:
    judged = judgement(quote="x")
    reason = "It only thanks."
    findings = tuple(f.model_copy(update={"reason": reason}) for f in judged.findings)
    called = (Criterion.VALUE_NOT_EGO, Criterion.EXECUTIVE_PERSPECTIVE)
    reply = ReplyReport(seq=1, text="x", called=called, judgement=judged.model_copy(update={"findings": findings}))
    assert {f.verdict for f in reply.shown} == {Verdict.ABSENT}
    assert findings_content(reply, "rules", "", read_rubric()).plain.count(reason) == 1


def test_a_verdict_that_is_not_sure_says_so() -> None:
    judged = judgement(violated=[Criterion.VALUE_NOT_EGO], quote="x")
    unsure = judged.model_copy(
        update={
            "findings": tuple(f.model_copy(update={"sure": f.verdict is not Verdict.VIOLATED}) for f in judged.findings)
        }
    )
    for shown, said in ((judged, False), (unsure, True)):
        reply = ReplyReport(seq=1, text="x", called=(), judgement=shown)
        assert ("the judge is not sure" in findings_content(reply, "rules", "", read_rubric()).plain) == said
