"""Nobody comes in without the token, from another page or under another name; and every answer keeps to itself."""

import re

import pytest
from aiohttp import WSServerHandshakeError

from tests.serve.staging import served

PATHS = ("/", "/ws", "/static/textual.js", "/static/", "/download/x", "/nothing")


async def test_without_the_token_everything_is_locked() -> None:
    async with served() as visitor:
        for path in PATHS:
            for wrong in ("", "?token=", "?token=wrong", "?token=%C3%A9"):
                answer = await visitor.get(path + wrong, Origin=visitor.origin, Cookie="coach=x")
                assert answer.status == 401, path
                assert "coach serve" in await answer.text()
        right = visitor.address.partition("?")[2]
        assert (await visitor.get(f"/static/page.js?{right}")).status == 401
        assert (await visitor.get("/ws?" + right, Origin=visitor.origin)).status == 401


async def test_the_token_is_changed_for_a_strict_cookie() -> None:
    async with served() as visitor:
        answer = await visitor.get(visitor.address.removeprefix(visitor.origin))
        given = answer.headers["Set-Cookie"]
        assert "HttpOnly" in given
        assert "SameSite=Strict" in given
        token = visitor.address.partition("token=")[2]
        assert token not in given
        assert token not in await answer.text()
        assert 'http-equiv="refresh"' in await answer.text()
        page = await visitor.get("/")
        assert page.status == 200
        assert 'class="textual-terminal"' in await page.text()
        room = await visitor.room()
        assert await room.begun()


async def test_another_name_or_another_page_is_refused_whatever_it_knows() -> None:
    async with served() as visitor:
        await visitor.come_in()
        port = visitor.origin.rpartition(":")[2]
        with_token = visitor.address.removeprefix(visitor.origin)
        for path in (*PATHS, with_token):
            for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", "127.0.0.1:1", f"localhost.evil:{port}"):
                assert (await visitor.get(path, Host=host, Origin=f"http://{host}")).status == 403, (path, host)
            for origin in ("https://evil.example", "null", "", "http://127.0.0.1", f"https://127.0.0.1:{port}"):
                assert (await visitor.get(path, Origin=origin)).status == 403, (path, origin)
        assert (await visitor.get("/ws")).status == 403, "a socket that does not say where it comes from"
        with pytest.raises(WSServerHandshakeError, match="403"):
            await visitor.room(Origin="https://evil.example")


async def test_the_other_name_of_this_machine_will_do() -> None:
    async with served() as visitor:
        await visitor.come_in()
        host = visitor.origin.replace("http://127.0.0.1", "localhost")
        page = await visitor.get("/", Host=host)
        assert page.status == 200
        assert f"ws://{host};" in page.headers["Content-Security-Policy"]
        room = await visitor.room(Host=host, Origin=f"http://{host}")
        assert await room.begun()


async def test_only_the_pages_own_files_are_served() -> None:
    async with served() as visitor:
        await visitor.come_in()
        page = await (await visitor.get("/")).text()
        named = re.findall(r'(?:src|href)="([^"]+)"', page)
        assert len(named) == 5
        for path in named:
            assert (await visitor.get(path)).status == 200, path
        for path in ("/static/", "/static", "/static/..%2f__init__.py", "/static/%2e%2e/guard.py", "/download/x", "/x"):
            assert (await visitor.get(path)).status == 404, path
        assert not re.findall(r"https?://", page + await (await visitor.get("/static/page.css")).text())


async def test_every_answer_keeps_the_page_to_itself() -> None:
    async with served() as visitor:
        locked = await visitor.get("/")
        await visitor.come_in()
        for answer in (
            locked,
            await visitor.get("/"),
            await visitor.get("/nothing"),
            await visitor.get("/static/page.js"),
            await visitor.get("/", Host="evil.example"),
        ):
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "script-src 'self';" in policy
            assert "evil" not in policy
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert "Server" not in answer.headers
