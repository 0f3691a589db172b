"""Who may talk to the workbench: a wall in front of every page. It knows nothing of what stands behind it.

The page runs on the translator's own computer, where any web site may try to reach it. So: an unguessable token, asked
in a cookie that no script can read and no other site sends along; only our own Host (against DNS rebinding); only our
own Origin for whatever changes something; bodies of limited size; and headers under which no injected script would run.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qs

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES = 1_000_000
"""Of a request's body: a segment and its marks, never a whole book."""
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
NO_TOKEN = (
    "This workbench is opened with the address that `tqt review` printed in the terminal, with its token. "
    "If it was started again, open the new address: your decisions are kept."
)


class Wall:
    """An ASGI application that lets only the translator through to the one behind it."""

    def __init__(self, app: App, token: str, hosts: Iterable[str], cookie: str, any_address: int | None = None) -> None:
        self._app = app
        self._token = token
        self._hosts = frozenset(host.casefold() for host in hosts)
        """Values of the Host header that are ours, with the port."""
        self._cookie = cookie
        self._any_address = any_address
        """The port under which every numeric address is ours: one that a wildcard is bound to. None: no other address.

        Rebinding needs a name, so a bare number is as safe as our own.
        """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is not allowed, and hand on the rest."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # a websocket: nobody here speaks it
        headers = _headers(scope)

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.encode(): value.encode() for name, value in HEADERS.items()}
                kept = [(name, value) for name, value in message.get("headers", ()) if name.lower() not in own]
                message["headers"] = [*kept, *own.items()]
            await send(message)

        if refusal := self._refusal(scope, headers):
            await _answer(sealed, *refusal)
        elif scope["path"] == "/" and (given := _token_in(scope)) is not None:
            await self._let_in(sealed, given)
        elif not self._is_known(headers):
            await _answer(sealed, 403, NO_TOKEN)
        elif scope["method"] == "POST":
            body = await _body(receive)
            if body is None:
                await _answer(sealed, 413, "This is too large for one request.")
            else:
                await self._app(scope, _again(body, receive), sealed)
        else:
            await self._app(scope, receive, sealed)

    def _refusal(self, scope: Scope, headers: dict[str, list[str]]) -> tuple[int, str] | None:
        hosts = headers.get("host", [])
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            return 421, "This workbench answers under its own address only."
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "Only GET, HEAD and POST are answered here."
        if scope["method"] == "POST":
            origins = headers.get("origin", [])
            if origins != [f"http://{hosts[0]}"]:
                return 403, "Another page tried to change something here. Nothing was changed."
            if headers.get("content-type", [""])[0].partition(";")[0].strip() != "application/json":
                return 415, "Only JSON is taken here."
        return None

    def _is_ours(self, host: str) -> bool:
        if host.casefold() in self._hosts:
            return True
        name, _, port = host.rpartition(":")
        if self._any_address is None or port != str(self._any_address):
            return False
        try:
            return bool(ip_address(name.removeprefix("[").removesuffix("]")))
        except ValueError:
            return False

    def _is_known(self, headers: dict[str, list[str]]) -> bool:
        try:
            given = SimpleCookie("; ".join(headers.get("cookie", []))).get(self._cookie)
        except CookieError:
            return False
        return given is not None and hmac.compare_digest(given.value.encode(), self._token.encode())

    async def _let_in(self, send: Send, given: str) -> None:
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            await _answer(send, 403, NO_TOKEN)
            return
        cookie = f"{self._cookie}={self._token}; HttpOnly; SameSite=Strict; Path=/"
        await _answer(send, 303, "", [(b"location", b"/"), (b"set-cookie", cookie.encode())])


def _headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def _token_in(scope: Scope) -> str | None:
    values = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token")
    return values[0] if values and scope["method"] == "GET" else None


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None where it is too large."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MOST_BYTES:
            return None
        if not message.get("more_body", False):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """A receiver that gives the body that was read already, and then what comes."""
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def given() -> Message:
        return waiting.pop() if waiting else await receive()

    return given


async def _answer(send: Send, status: int, text: str, more: Iterable[tuple[bytes, bytes]] = ()) -> None:
    body = text.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
