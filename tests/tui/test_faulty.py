"""The room on the real gateway and a server that fails: what is said, that nothing is lost, that it goes on."""

import asyncio
from collections.abc import AsyncIterator, Callable
from unittest import mock

import pytest

from coach.chat import line
from coach.domain.opening import Opening
from coach.tui.app import CoachApp
from coach.tui.house import CoachHouse
from coach.tui.widgets.conversation import Conversation
from coach.tui.widgets.reply import ReplyInput
from tests.faulty_answers import FAULTS
from tests.faulty_server import WORDS, Call, good
from tests.reliability.faults import GUIDE, Room, faulty_room
from tests.tui.staging import opened, say, session_of, spoken, until

REPLY = "Thank you for making time."


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """A coach whose model server does what a test says."""
    async with faulty_room() as built:
        yield built


def app_of(room: Room) -> CoachApp:
    return CoachApp(lambda: CoachHouse(room.coach), Opening(scenario=GUIDE, manager="llm", judge="rules"))


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("slow down, 10 min", "takes no more requests for now. Send it again in 10 minutes."),
        ("wrong key", "wants a key and none is set. Set OPENAI_API_KEY."),
        ("out of quota", "has no credit left. Top it up, or use --manager scripted."),
        ("silent", "gave no answer within 0.4 s. Send it again; for a slow model raise COACH_DEADLINE_S."),
        ("reset", "cannot be reached. Is the server running at"),
        ("a web page", "answered with a web page, not as a model server does."),
        ("answered whole", "sent something that is no model's answer."),
        ("redirect 307", "redirects to another address, and the coach does not take your words there."),
    ],
)
async def test_a_fault_is_told_and_the_reply_goes_through_when_it_is_sent_again(
    room: Room, fault: str, told: str
) -> None:
    async with app_of(room).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        room.server.behave = lambda _: FAULTS[fault]
        await say(pilot, screen, REPLY)
        shown = " ".join(spoken(pilot).split())
        assert told in shown
        assert screen.query_one(ReplyInput).text == REPLY
        kept = await room.coach.session(session_of(screen).id)
        assert kept.pending
        assert kept.pending.text == REPLY
        room.server.behave = lambda _: good
        await say(pilot, screen, REPLY)
        kept = await room.coach.session(kept.id)
        assert [turn.text for turn in kept.turns] == ["".join(WORDS), REPLY, "".join(WORDS)]
        assert spoken(pilot).count("on your mind?") == 2


async def _breaks_off(call: Call) -> None:
    await call.begin()
    await call.say("Of course. What is on your")


async def test_an_answer_that_breaks_off_is_brought_to_its_end_with_a_word_about_it(room: Room) -> None:
    async with app_of(room).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        room.server.behave = lambda _: _breaks_off
        await say(pilot, screen, REPLY)
        (_, _, turn) = session_of(screen).turns
        assert turn.text.startswith("Of course. ")
        assert "on your" not in turn.text
        shown = " ".join(spoken(pilot).split())
        assert "answer broke off before its end. The scene's own words took over." in shown


async def _busy(call: Call) -> None:
    await call.error(429, "slow down", retry_after="15")


async def test_the_wait_for_a_busy_server_is_counted_down_and_escape_ends_it_at_once() -> None:
    ticks: list[Callable[[], None]] = []
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)
        await asyncio.Event().wait()

    def tick(self: Conversation, seconds: float, then: Callable[[], None]) -> mock.Mock:
        ticks.append(then)
        return mock.Mock()

    async with faulty_room(patient=True) as room, app_of(room).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        room.server.behave = lambda _: _busy
        with mock.patch.object(line, "wait", wait), mock.patch.object(Conversation, "set_interval", tick):
            screen.query_one(ReplyInput).text = REPLY
            await pilot.press("enter")
            await until(pilot, lambda: "Asking again in 15 s · Escape stops" in spoken(pilot))
            assert "takes no more requests for now." in spoken(pilot)
            for _ in range(4):
                ticks[-1]()
            assert "Asking again in 11 s · Escape stops" in spoken(pilot)
            for _ in range(20):
                ticks[-1]()
            assert "Asking again" not in spoken(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: not screen.busy)
        assert waits == [15]
        assert screen.query_one(ReplyInput).text == REPLY
        assert (await room.coach.session(session_of(screen).id)).pending
        await room.server.gone()
        room.server.behave = lambda _: good
        await say(pilot, screen, REPLY)
        assert len(session_of(screen).turns) == 3
