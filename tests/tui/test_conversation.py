"""The conversation: long talks, words that come, a reader who looks elsewhere, and words that are copied."""

from textual.geometry import Offset
from textual.selection import Selection

from coach.domain.opening import Opening
from coach.domain.transcript import Cue, CueKind, Speaker, Turn
from coach.stores.sql import SqlStore
from coach.tui.widgets.conversation import AT_ONCE, Conversation
from tests.tui.staging import Stage, opened, say, session_of, until

SCENE = "high-visibility-projects"
TURNS = 2 * AT_ONCE + 9


async def long_talk(stage: Stage) -> None:
    coach = stage.build()
    rehearsal = await coach.rehearse(Opening(scenario=SCENE))
    _ = [e async for e in rehearsal.open()]
    _ = [e async for e in rehearsal.answer("+thanks")]
    await coach.close()
    store = SqlStore.in_directory(stage.home)
    for seq in range(3, TURNS):
        mine = seq % 2 == 1
        speaker, cue = (Speaker.ENGINEER, None) if mine else (Speaker.MANAGER, Cue(kind=CueKind.PROBE))
        store.add_turn(rehearsal.session.id, Turn(seq=seq, speaker=speaker, text=f"Said as turn {seq}.", cue=cue))
    store.dispose()


async def test_a_long_talk_opens_at_its_end_and_its_beginning_follows(stage: Stage) -> None:
    await long_talk(stage)
    async with stage.app(resume="latest").run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot)
        talk = screen.query_one(Conversation)
        assert f"Said as turn {TURNS - 1}." in talk.text
        await until(pilot, lambda: session_of(screen).scenario.summary in talk.text)
        assert [f"Said as turn {seq}." in talk.text for seq in range(3, TURNS)] == [True] * (TURNS - 3)
        assert talk.scroll_offset.y == talk.max_scroll_y
        shown = "\n".join(row.text for row in talk.render_lines(talk.size.region))
        assert f"Said as turn {TURNS - 1}." in shown
        talk.scroll_home(animate=False)
        await pilot.pause()
        shown = "\n".join(row.text for row in talk.render_lines(talk.size.region))
        assert session_of(screen).scenario.persona.role in shown


async def test_who_reads_further_up_is_not_pulled_down_until_they_speak(stage: Stage) -> None:
    await long_talk(stage)
    async with stage.app(resume="latest").run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot)
        talk = screen.query_one(Conversation)
        await until(pilot, lambda: session_of(screen).scenario.summary in talk.text)
        await pilot.press("pageup")
        place = talk.scroll_offset.y
        assert place < talk.max_scroll_y
        talk.tell("A notice.")
        talk.think()
        for _ in range(40):
            talk.release("more words ")
        await until(pilot, lambda: talk.text.count("more words") == 40)
        assert talk.scroll_offset.y == place
        talk.retract()
        await pilot.resize_terminal(70, 24)
        assert talk.scroll_offset.y < talk.max_scroll_y
        await say(pilot, screen, "+thanks")
        assert talk.scroll_offset.y == talk.max_scroll_y


async def test_words_are_copied_without_what_stands_around_them(stage: Stage) -> None:
    async with stage.app(scenario=SCENE).run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot)
        await say(pilot, screen, "+thanks 同僚 for the time")
        talk = screen.query_one(Conversation)
        copied = talk.get_selection(Selection(None, None))
        assert copied
        assert "You\n" in copied[0]
        assert "▌" not in copied[0]
        assert session_of(screen).turns[0].text in " ".join(copied[0].split())
        rows = talk.render_lines(talk.size.region)
        at = next(y for y, row in enumerate(rows) if "同僚" in row.text)
        line = talk.scroll_offset.y + at
        screen.selections = {talk: Selection(Offset(9, line), Offset(11, line))}
        await pilot.pause()
        assert talk.get_selection(screen.selections[talk]) == ("同僚", "\n")
        drawn = talk.render_lines(talk.size.region)[at]
        style = screen.get_component_rich_style("screen--selection")
        chosen = "".join(s.text for s in drawn if s.style and s.style.bgcolor == style.bgcolor)
        assert chosen == "同僚"
