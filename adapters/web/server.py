"""The server: the page, its socket, pictures, files up and down; who comes in."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote, unquote

from aiohttp import WSMsgType, web

from adapters.asking import Asking
from adapters.ports import Background, Desk
from adapters.web import frames, statics
from adapters.web.access import COOKIE, Access, Role
from adapters.web.conversation import Common, Conversation, public
from adapters.web.drawing import Drawings
from adapters.web.ports import Engine, Painter
from adapters.web.settings import WebSettings
from adapters.web.statics import Static
from adapters.web.tabs import Tab, Tabs
from adapters.web.temporary_files import TemporaryFiles
from bot.decks.limits import SENT_BYTES
from bot.panels import Direct, File, Gone, Outcome, Post, Public, Sent, Upload

_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self'; connect-src 'self'; form-action 'none'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_PLAIN: Final = re.compile(r"[A-Za-z0-9_-]+\.[a-z]+", re.ASCII)
"""A picture's file name: never a path."""

_FOREVER: Final = "max-age=31536000, immutable"

_MONTH: Final = 30 * 24 * 3600

_Sockets = set[web.WebSocketResponse[Any]]
_SOCKETS: Final = web.AppKey("sockets", _Sockets)

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Web:
    """The channel in a browser: an aiohttp application, and `show` for the deliverer.

    LeftOpen where the settings would open it beyond loopback without a token.
    """

    def __init__(
        self,
        engine: Engine,
        desk: Desk,
        background: Background,
        painter: Painter,
        clock: Callable[[], datetime],
        settings: WebSettings,
    ) -> None:
        self._access = Access(settings)
        self._painter = painter
        self._statics = statics.load()
        version = statics.version(self._statics)
        self._index = statics.addressed(self._statics["index.html"], version)
        self._files: TemporaryFiles[File] = TemporaryFiles(64 * 1024 * 1024)
        self._common = Common(
            engine,
            desk,
            Asking(engine, desk, background, clock),
            Drawings(painter, self._files),
            TemporaryFiles[Upload](10 * SENT_BYTES),
            Tabs(),
            clock,
            settings,
            version,
        )

    def app(self) -> web.Application:
        """To be run without an access log: the first address may hold a token."""
        app = web.Application(
            middlewares=[self._guarded], client_max_size=SENT_BYTES + 1
        )
        app[_SOCKETS] = set()
        app.on_response_prepare.append(_add_headers)
        app.on_shutdown.append(_close_sockets)
        app.add_routes(
            [
                web.get("/", self._page),
                web.get("/healthz", self._health),
                web.get("/session", self._session),
                web.get("/socket", self._socket),
                web.get("/static/{name}", self._static),
                web.get("/static/{version}/{name}", self._static),
                web.get("/pictures/{name}", self._picture),
                web.get("/files/{name}", self._file),
                web.post("/upload", self._upload),
            ]
        )
        return app

    async def show(self, post: Post) -> Outcome:
        """Pushes a post, its pictures drawn, to every tab that it concerns.

        One that is late is pushed as well: on the page stands what the database has.
        """
        to, common = post.to, self._common
        assert isinstance(to, Public | Direct), "a reply goes back by its socket"
        if isinstance(to, Public) and to.channel != common.settings.channel:
            return Gone(f"there is no channel {to.channel} on the page")
        panel = await common.drawings.finished(post.panel)
        member = to.member if isinstance(to, Direct) else None
        frame = {"type": "post", "post": public(post, panel, common.clock())}
        common.tabs.push(frame, member)
        common.drawings.ahead(post.panel)
        return Sent(f"web:{to.message}")

    # Who comes in.

    @web.middleware
    async def _guarded(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        if not self._access.host_allowed(request.host, request.path):
            raise web.HTTPForbidden(text=wrong_host())
        speaks = request.method not in {"GET", "HEAD"} or request.path == "/socket"
        origin = request.headers.get("Origin", "")
        if speaks and not self._access.origin_allowed(origin, request.host):
            raise web.HTTPForbidden(text=wrong_origin())
        return await handler(request)

    def _role(self, request: web.Request) -> Role:
        """What this browser may do; 401 where it has not come in."""
        role = self._access.role(request.cookies.get(COOKIE))
        if role is None:
            raise web.HTTPUnauthorized(text=not_in())
        return role

    # The page.

    async def _page(self, request: web.Request) -> web.StreamResponse:
        response = _served(self._index, request, "no-cache")
        cookie = self._access.enter(request.query.get("token", ""))
        if cookie:
            # The page itself takes the token out of its address: a redirect would
            # lose a Strict cookie for whoever comes by a link from another site.
            # Of several proxies the first is the one that the browser speaks with.
            came_by = request.headers.get("X-Forwarded-Proto", request.scheme)
            scheme = came_by.partition(",")[0].strip().casefold()
            response.set_cookie(
                COOKIE,
                cookie,
                max_age=_MONTH,
                httponly=True,
                samesite="Strict",
                secure=scheme == "https",
            )
        return response

    async def _static(self, request: web.Request) -> web.StreamResponse:
        static = self._statics.get(request.match_info["name"])
        if static is None:
            raise web.HTTPNotFound
        # What is asked for under another version's address is ours all the same.
        ours = request.match_info.get("version") == self._common.version
        return _served(static, request, _FOREVER if ours else "no-cache")

    async def _health(self, request: web.Request) -> web.StreamResponse:
        return web.Response(text="ok")

    async def _session(self, request: web.Request) -> web.StreamResponse:
        """Whether this browser may open the socket: a page cannot see why it failed."""
        return web.json_response({"manages": self._role(request) is Role.MANAGER})

    # Pictures and files.

    async def _picture(self, request: web.Request) -> web.StreamResponse:
        self._role(request)
        name = request.match_info["name"]
        path = self._painter.find(name) if _PLAIN.fullmatch(name) else None
        if path is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": f"private, {_FOREVER}", "Content-Type": "image/png"}
        return web.FileResponse(path, headers=headers)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        self._role(request)
        file = self._files.find(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound(text=file_gone())
        name = quote(file.name, safe="", errors="replace")
        return web.Response(
            body=file.data,
            headers={
                "Content-Type": "application/octet-stream",
                "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
                "Cache-Control": "no-store",
            },
        )

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        self._role(request)
        name = unquote(request.headers.get("X-File-Name", "file"))
        try:
            data = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return web.Response(status=413, text=too_large())
        upload = Upload(name[-200:], data)
        return web.json_response({"id": self._common.uploads.lay(upload)})

    # The socket.

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        role = self._role(request)
        socket = web.WebSocketResponse(heartbeat=25, max_msg_size=frames.LENGTH)
        await socket.prepare(request)
        request.app[_SOCKETS].add(socket)
        tab = Tab(manages=role is Role.MANAGER)
        try:
            await self._converse(socket, tab)
        finally:
            request.app[_SOCKETS].discard(socket)
            self._common.tabs.leave(tab)
        return socket

    async def _converse(self, socket: web.WebSocketResponse, tab: Tab) -> None:
        conversation = Conversation(self._common, tab)
        pumping = asyncio.create_task(tab.pump(socket))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    conversation.hear(message.data)
        except frames.BadFrame as fault:
            log.info("a socket was closed: %s", fault)
            await socket.close(code=1008, message=b"not understood")
        finally:
            await conversation.close()
            pumping.cancel()


def _served(static: Static, request: web.Request, keep: str) -> web.Response:
    """A file of the page; `keep` is what caches are told."""
    tag = {"ETag": f'"{static.tag}"', "Vary": "Accept-Encoding"}
    headers = {"Cache-Control": keep, **tag}
    if static.tag in request.headers.get("If-None-Match", ""):
        return web.Response(status=304, headers=headers)
    response = web.Response(
        body=static.body,
        content_type=static.media_type,
        charset="utf-8",
        headers=headers,
    )
    response.enable_compression()
    return response


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)


async def _close_sockets(app: web.Application) -> None:
    """All at once: a tab that is silent is waited for, for ten seconds."""
    closing = (one.close(code=1001, message=b"going away") for one in app[_SOCKETS])
    await asyncio.gather(*closing, return_exceptions=True)


def wrong_host() -> str:
    return (
        "This page is not served under that name. Open it on localhost, "
        "or add the name to STUDYBOT_ALLOWED_HOSTS."
    )


def wrong_origin() -> str:
    return "Only the page itself may do this. Open it and try again."


def not_in() -> str:
    return "Open the page with the link that holds its token."


def file_gone() -> str:
    return "This file is no longer kept. Ask for it again."


def too_large() -> str:
    megabytes = SENT_BYTES // 1024 // 1024
    return f"That file is too large. {megabytes} MB is the most: split the deck in two."
