"""Who may come in: the holder of the token, from a page of this very server, under its own name."""

import hmac
import secrets
from html import escape
from pathlib import Path
from string import Template

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

_NOTICE = Template((Path(__file__).parent / "page" / "notice.html").read_text("utf-8"))

_STRANGER = "This room opens only with the address that `coach serve` printed when it started. Copy it from there."


class Guard:
    """Knows the token and the cookie of one server, which live as long as it does.

    A token in the address is what the user is given. It is exchanged at once for a cookie, so that it stands neither in
    the address bar nor in what the page requests. A cookie does not know ports: a browser sends it to any other server
    on 127.0.0.1 that it visits, too, and whoever runs one of those on this machine could come in with it.
    """

    def __init__(self, port: int) -> None:
        self.token = secrets.token_urlsafe(32)
        self._hosts = frozenset(
            {f"127.0.0.1:{port}", f"localhost:{port}"} | ({"127.0.0.1", "localhost"} if port == 80 else set())
        )
        self._cookie = f"coach-{port}"
        self._secret = secrets.token_urlsafe(32)

    def middleware(self) -> Middleware:
        """Return what stands before every route, also before those that do not exist."""

        @web.middleware
        async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
            if refusal := self._refuse(request):
                return refusal
            if request.path == "/" and not self._knows(request):
                return self._welcome()
            return await handler(request)

        return check

    async def protect(self, request: web.Request, response: web.StreamResponse) -> None:
        """Put the headers on an answer that keep the page to itself."""
        sockets = f"ws://{request.host}" if request.host in self._hosts else ""
        response.headers.update(
            {
                "Content-Security-Policy": "; ".join(
                    (
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self' 'unsafe-inline'",  # the terminal writes its own style elements
                        "img-src 'self' data:",
                        f"connect-src 'self' {sockets}".rstrip(),
                        "base-uri 'none'",
                        "form-action 'none'",
                        "frame-ancestors 'none'",
                        # No new windows, so that no link in somebody's words can open one.
                        "sandbox allow-scripts allow-same-origin",
                    )
                ),
                "Cross-Origin-Opener-Policy": "same-origin",
                "Cross-Origin-Resource-Policy": "same-origin",
                "Permissions-Policy": "clipboard-read=(), camera=(), microphone=(), geolocation=()",
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
                "X-Frame-Options": "DENY",
                "Cache-Control": "no-store",
            }
        )
        response.headers.popall(hdrs.SERVER, None)

    def _refuse(self, request: web.Request) -> web.Response | None:
        """Return the refusal of a request, or nothing.

        A name that is not ours (DNS rebinding) and a foreign page are told so whatever they know; a socket has to say
        which page it comes from, as every browser does.
        """
        if request.host not in self._hosts:
            return notice(403, "Not under this name", "This server answers to 127.0.0.1 and localhost only.")
        origin = request.headers.get(hdrs.ORIGIN)
        wanted = f"http://{request.host}"
        if origin != wanted and (origin is not None or request.path == "/ws"):
            return notice(403, "Not from this page", "Only the coach's own page may ask for this.")
        if not (self._knows(request) or (request.path == "/" and self._brings_token(request))):
            return notice(401, "The rehearsal room is locked", _STRANGER)
        return None

    def _knows(self, request: web.Request) -> bool:
        brought = request.cookies.get(self._cookie, "").encode("utf-8", "replace")
        return hmac.compare_digest(brought, self._secret.encode())

    def _brings_token(self, request: web.Request) -> bool:
        return hmac.compare_digest(request.query.get("token", "").encode("utf-8", "replace"), self.token.encode())

    def _welcome(self) -> web.Response:
        """Give the cookie, and let the page go on by itself.

        No redirect: where the address was clicked in another page (a terminal in a browser), a strict cookie would not
        be sent along with it.
        """
        response = notice(200, "Opening the rehearsal room …", "", onward="/")
        response.set_cookie(self._cookie, self._secret, path="/", httponly=True, samesite="Strict")
        return response


def notice(status: int, title: str, sentence: str, *, onward: str = "") -> web.Response:
    """Return a plain page with a title and a sentence, which goes on by itself to `onward`."""
    refresh = f'<meta http-equiv="refresh" content="0;url={escape(onward)}">' if onward else ""
    text = _NOTICE.substitute(title=escape(title), sentence=escape(sentence), refresh=refresh)
    return web.Response(status=status, text=text, content_type="text/html")
