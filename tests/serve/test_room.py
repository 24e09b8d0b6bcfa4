"""A room carries words both ways, within its limits, and leaves nothing behind, however it ends."""

import asyncio

import pytest

from coach.serve import ending
from coach.serve.ending import CRASHED, FULL, IDLE, LEFT, MISFORMED
from coach.serve.server import MAX_MESSAGE, Limits
from tests.serve.staging import Watch, served

QUICK = Limits(grace_s=0.1, final_grace_s=0.1)


async def test_keys_and_sizes_go_in_and_what_is_painted_comes_out() -> None:
    async with served() as visitor:
        room = await (await visitor.come_in()).room("?width=120&height=40")
        environ = (await room.begun())["environ"]
        assert (environ["COLUMNS"], environ["ROWS"]) == ("120", "40")
        assert await room.say("stdin", "Grüße \ud800") == "DGrüße ?".encode()
        assert (
            await room.say("resize", {"width": 100, "height": 30}) == b'M{"type": "resize", "width": 100, "height": 30}'
        )
        assert await room.say("focus") == b'M{"type": "focus"}'
        assert await room.say("ping", "1") == b'["pong", "1"]'


@pytest.mark.parametrize(
    ("width", "height", "columns", "rows"),
    [("5000", "9" * 30, 400, 200), ("-3", "0", 1, 1), ("wide", "24", 80, 24), ("1e9", "nan", 80, 24)],
)
async def test_no_page_gets_a_screen_that_takes_all_the_memory(
    width: str, height: str, columns: int, rows: int
) -> None:
    async with served() as visitor:
        room = await (await visitor.come_in()).room(f"?width={width}&height={height}")
        environ = (await room.begun())["environ"]
        assert (environ["COLUMNS"], environ["ROWS"]) == (str(columns), str(rows))
        answer = await room.say("resize", {"width": 10**30, "height": -1})
        assert answer == b'M{"type": "resize", "width": 400, "height": 1}'


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("no json", MISFORMED.code),
        ("[" * 100_000, MISFORMED.code),
        ('["stdin", 5]', MISFORMED.code),
        ('["resize", {"width": "x", "height": 1}]', MISFORMED.code),
        ('["deliver", "x"]', MISFORMED.code),
        ('{"stdin": "x"}', MISFORMED.code),
        ('["stdin", "' + "x" * MAX_MESSAGE + '"]', 1009),
    ],
    ids=["no-json", "deep", "no-text", "no-number", "unknown", "no-list", "too-long"],
)
async def test_a_message_that_is_none_ends_its_own_room_only(message: str, code: int) -> None:
    async with served() as visitor:
        await visitor.come_in()
        other, room = await visitor.room(), await visitor.room()
        await other.begun()
        watch = Watch(*(await room.begun())["pids"])
        await room.socket.send_str(message)
        assert (await room.ended())[0] == code
        assert await watch.all_ended()
        assert await other.say("stdin", "still here") == b"Dstill here"


async def test_no_more_rooms_than_there_may_be() -> None:
    async with served(limits=Limits(sessions=1, patience_s=0.1)) as visitor:
        await visitor.come_in()
        first = await visitor.room()
        await first.begun()
        second = await visitor.room()
        assert await second.ended() == (FULL.code, FULL.sentence)
        assert await first.say("stdin", "mine") == b"Dmine"


@pytest.mark.parametrize("mode", ["", "stubborn"])
async def test_a_page_that_is_loaded_anew_gets_the_place_of_its_old_room(mode: str) -> None:
    async with served(mode, limits=Limits(sessions=1, patience_s=1.0, grace_s=0.7, final_grace_s=0.1)) as visitor:
        await visitor.come_in()
        old = await visitor.room()
        watch = Watch(*(await old.begun())["pids"])
        new = await visitor.room()  # as a browser does: the new page comes before the old one has gone
        await old.socket.close()
        assert await new.begun()
        assert await watch.all_ended()


async def test_what_does_not_end_is_ended_with_all_that_it_started() -> None:
    async with served("stubborn", limits=QUICK) as visitor:
        room = await (await visitor.come_in()).room()
        pids = (await room.begun())["pids"]
        assert len(pids) == 2
        watch = Watch(*pids)
        await room.socket.close()
        assert await watch.all_ended()
    assert visitor.narrated == ["A room did not end in time and was ended by force."]


async def test_the_servers_end_is_the_end_of_every_room() -> None:
    async with served("stubborn", limits=QUICK) as stubborn, served() as docile:
        rooms = [await (await visitor.come_in()).room() for visitor in (stubborn, docile, docile)]
        pids = [pid for room in rooms for pid in (await room.begun())["pids"]]
        watch = Watch(*pids)
    assert await watch.all_ended()


async def test_a_room_in_which_nobody_types_is_closed() -> None:
    # With signs of life in between, which are no key presses.
    async with served(limits=Limits(idle_s=0.3, heartbeat_s=0.05)) as visitor:
        room = await (await visitor.come_in()).room()
        assert await room.ended() == (IDLE.code, IDLE.sentence)


async def test_whoever_leaves_is_told_that_their_words_are_kept() -> None:
    async with served() as visitor:
        room = await (await visitor.come_in()).room()
        await room.begun()
        await room.socket.send_str('["stdin", "x"]')
        assert await room.heard() == b"Dx"
    assert "kept" in LEFT.sentence


async def test_a_crash_is_told_and_its_last_words_are_few_and_clean() -> None:
    async with served("crashing") as visitor:
        room = await (await visitor.come_in()).room()
        assert await room.ended() == (CRASHED.code, CRASHED.sentence)
    (told,) = visitor.narrated
    assert "exit code 3" in told
    assert "the end" in told
    assert len(told) < 10_000
    assert "\x1b" not in told
    assert "\x07" not in told


async def test_a_reason_that_the_coach_gives_reaches_the_page() -> None:
    async with served("complaining") as visitor:
        room = await (await visitor.come_in()).room()
        code, sentence = await room.ended()
        assert code == CRASHED.code
        assert sentence.startswith("Error: COACH_STALL_S")
        assert len(sentence.encode()) <= 123


async def test_a_coach_that_cannot_be_started_is_told() -> None:
    async with served(program="/nowhere/python") as visitor:
        room = await (await visitor.come_in()).room()
        assert (await room.ended())[0] == CRASHED.code
    assert visitor.narrated == ["No room could be opened: No such file or directory."]


async def test_what_is_no_request_is_refused_in_silence() -> None:
    async with served() as visitor:
        port = int(visitor.origin.rpartition(":")[2])
        for junk in (
            b"GET /\x1b[2J HTTP/1.1\r\n\r\n",
            b"\x1b]52;c;aGk=\x07\xff\r\n\r\n",
            b"GET / HTTP/1.1\r\nX: " + b"x" * 99_999,
        ):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(junk)
            assert (await reader.readline()).split()[1] == b"400"
            writer.close()
            await writer.wait_closed()
        await visitor.come_in()
    assert visitor.narrated == []


async def test_what_a_room_says_beside_its_painting_does_not_reach_the_page() -> None:
    async with served("pushy") as visitor:
        room = await (await visitor.come_in()).room()
        assert (await room.begun())["pids"]  # the first message: no address to open, no file to fetch before it


async def test_a_packet_without_bounds_ends_its_room() -> None:
    async with served("boundless", limits=QUICK) as visitor:
        room = await (await visitor.come_in()).room()
        watch = Watch(*(await room.begun())["pids"])
        await room.ended()
        assert await watch.all_ended()


def test_every_ending_fits_the_last_message_of_a_socket() -> None:
    endings = [value for value in vars(ending).values() if isinstance(value, ending.Ending)]
    assert len(endings) == 7
    assert all(len(one.sentence.encode()) <= ending.MAX_REASON for one in endings)
    assert len({one.code for one in endings}) == len(endings)
