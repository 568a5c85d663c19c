"""The peer's HTTP side: the Web API, uploads, response URLs, and their accidents."""

import asyncio
import base64
import json
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from aiohttp import web

from .errors import ApiError, Json
from .faults import Fault, Kind
from .methods import METHODS
from .registry import Call, Method

if TYPE_CHECKING:
    from .server import Slack

Effect = Callable[[], Awaitable[web.Response]]


@dataclass(slots=True)
class Called:
    """A request of the app, for the test to read."""

    method: str
    args: Json
    at: float
    """The peer's timestamp."""
    team: str | None
    retry_after: int = 0
    """Not 0: it was over the limit."""
    fault: str = ""
    """What the script had for it, where it took no effect."""
    error: str = ""
    """Slack's word, where it was refused."""


class Web:
    def __init__(self, peer: "Slack") -> None:
        self._peer = peer
        self._closing = asyncio.Event()
        self.busy = 0
        self.calls: list[Called] = []

    def application(self) -> web.Application:
        application = web.Application(client_max_size=64 * 1024 * 1024)
        routes = application.router
        routes.add_route("*", "/api/{method}", self._api)
        routes.add_post("/upload/v1/{secret}", self._upload)
        routes.add_post("/actions/{team}/{number}/{secret}", self._respond)
        routes.add_post("/commands/{team}/{number}/{secret}", self._respond)
        routes.add_get("/link/", self._link)
        routes.add_get("/files-pri/{secret}/{name}", self._peer.downloads.fetch)
        routes.add_get("/oauth/v2/authorize", self._authorize)
        return application

    def close(self) -> None:
        self._closing.set()

    async def _api(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        token, args = await _read(request)

        async def effect() -> web.Response:
            return self._answer(name, token, args)

        return await self._struck(name, args, request, effect)

    def _answer(self, name: str, token: str | None, args: Json) -> web.Response:
        method, app = METHODS.get(name), self._peer.installations.get(token or "")
        team = app.user.team.id if app else None
        wait = self._wait(method, team, args) if method else 0
        call = self._record(name, args, team, wait)
        if wait:
            return _limited(wait)
        headers = {"X-OAuth-Scopes": ",".join(sorted(app.scopes))} if app else {}
        try:
            body = {"ok": True, **self._run(name, token, args)}
        except ApiError as error:
            body, call.error = error.body(), error.error
        return web.json_response(body, headers=headers)

    def _wait(self, method: Method, team: str | None, args: Json) -> int:
        posts = method.name == "chat.postMessage"
        channel = str(args.get("channel")) if posts else None
        limits = self._peer.limits
        return limits.wait(method.name, method.tier, team or "app", channel)

    def _run(self, name: str, token: str | None, args: Json) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise ApiError("unknown_method", req_method=name)
        if not method.token:
            return method.run(Call(self._peer, name, args | {"token": token}))
        if not token:
            raise ApiError("not_authed")
        app = self._peer.installations.get(token)
        if app is None:
            raise ApiError("invalid_auth")
        if app.error:
            raise ApiError(app.error)
        call = Call(self._peer, name, args, app)
        if method.scopes:
            call.scope(*method.scopes)
        return method.run(call)

    def _record(
        self, name: str, args: Json, team: str | None, wait: int, fault: str = ""
    ) -> Called:
        now = self._peer.clock.timestamp()
        self.calls.append(Called(name, args, now, team, wait, fault))
        return self.calls[-1]

    async def _link(self, request: web.Request) -> web.StreamResponse:
        """A socket; not counted as busy, for it stays."""
        fault = self._peer.script.take("link")
        if fault is None:
            return await self._peer.sockets.serve(request)
        if fault.kind is Kind.RESET_BEFORE:
            _reset(request)
        return web.Response(status=503)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        data = await _uploaded(request)
        url = str(request.url)

        async def effect() -> web.Response:
            file = self._peer.uploading.get(url)
            if file is None or file.data is not None:
                return web.Response(status=404, text="not found")
            if len(data) != file.length:
                return web.Response(status=400, text="length mismatch")
            file.data = data
            return web.Response(text=f"OK - {len(data)}")

        return await self._struck("upload", {}, request, effect)

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        text = await request.text()

        async def effect() -> web.Response:
            return self._responded(str(request.url), text)

        return await self._struck("response_url", {"body": text}, request, effect)

    def _responded(self, address: str, text: str) -> web.Response:
        self._record("response_url", {"url": address, "body": text}, None, 0)
        try:
            body = json.loads(text)
        except json.JSONDecodeError:
            return web.Response(status=400, text="invalid_payload")
        try:
            url = self._peer.tickets.use(address)
        except ApiError as error:
            return web.json_response(error.body(), status=404)
        try:
            self._peer.responses.respond(url, body)
        except ApiError as error:
            return web.json_response(error.body(), status=400)
        return web.Response(text="ok")

    async def _authorize(self, request: web.Request) -> web.StreamResponse:
        """The member's browser is known by its cookie, as Slack knows it."""
        user = self._peer.everyone.get(request.cookies.get("d", ""))
        if user is None:
            return web.Response(status=401, text="Sign in first.")
        allow = request.cookies.get("allow") != "no"
        try:
            target = self._peer.oauth.authorize(user, dict(request.query), allow)
        except ApiError as error:
            return web.Response(status=400, text=error.error)
        return web.Response(status=302, headers={"Location": target})

    async def _struck(
        self, name: str, args: Json, request: web.Request, effect: Effect
    ) -> web.StreamResponse:
        """The effect, unless the script has something else for this call."""
        self.busy += 1
        await asyncio.sleep(self._peer.clock.real(self._peer.rules.latency))
        fault = self._peer.script.take(name)
        try:
            if fault is None:
                return await effect()
            if fault.kind is Kind.SLOW:
                await asyncio.sleep(self._peer.clock.real(fault.ms / 1000))
                return await effect()
            if fault.kind in (Kind.RESET_AFTER, Kind.SILENCE, Kind.TRUNCATED):
                return await self._after(fault.kind, request, await effect())
            self._record(name, args, None, 0, str(fault.kind))
            return _instead(fault, request)
        finally:
            self.busy -= 1
            self._peer.touched()

    async def _after(
        self, kind: Kind | str, request: web.Request, response: web.Response
    ) -> web.StreamResponse:
        if kind is Kind.SILENCE:
            self.busy -= 1  # nobody waits for it to come
            await self._closing.wait()
            self.busy += 1
            _reset(request)
        if kind is Kind.RESET_AFTER:
            _reset(request)
        whole = response.body
        assert isinstance(whole, bytes)
        half = whole[: len(whole) // 2]
        return web.Response(body=half, content_type=response.content_type)


def _reset(request: web.Request) -> NoReturn:
    """Cuts the connection, so that the client reads ECONNRESET or an end of file."""
    transport = request.transport
    if transport is not None:
        sock: socket.socket | None = transport.get_extra_info("socket")
        if sock is not None:
            linger = struct.pack("ii", 1, 0)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        transport.abort()
    raise asyncio.CancelledError


def _instead(fault: Fault, request: web.Request) -> web.Response:
    """The answer to a call that has no effect."""
    kind = fault.kind
    if kind is Kind.RESET_BEFORE:
        _reset(request)
    if kind is Kind.LIMITED:
        return _limited(max(1, round(fault.ms / 1000)))
    if kind is Kind.LIMITED_BARE:
        return _limited(None)
    if kind is Kind.ERROR:
        return web.json_response({"ok": False, "error": fault.error})
    if kind is Kind.STATUS_502:
        page = "<html><body><h1>502 Bad Gateway</h1></body></html>"
        return web.Response(status=502, text=page, content_type="text/html")
    body = {"ok": False, "error": "internal_error"}
    return web.json_response(body, status=int(kind))


def _limited(wait: int | None) -> web.Response:
    headers = {} if wait is None else {"Retry-After": str(wait)}
    body = {"ok": False, "error": "ratelimited"}
    return web.json_response(body, status=429, headers=headers)


async def _read(request: web.Request) -> tuple[str | None, Json]:
    """The token and the arguments: from the query, a form or JSON."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        text = await request.text()
        args |= json.loads(text) if text else {}
    elif request.can_read_body:
        args |= dict(await request.post())
    header = request.headers.get("Authorization", "")
    token = args.pop("token", None)
    if header.startswith("Bearer "):
        token = header.removeprefix("Bearer ")
    elif header.startswith("Basic "):
        pair = base64.b64decode(header.removeprefix("Basic ")).decode()
        args["client_id"], _, args["client_secret"] = pair.partition(":")
    return token, args


async def _uploaded(request: web.Request) -> bytes:
    if request.content_type.startswith("multipart/"):
        for part in (await request.post()).values():
            if isinstance(part, web.FileField):
                return part.file.read()
    return await request.read()
