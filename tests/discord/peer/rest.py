"""The way of a request: its limits, its faults, its effect, its answer."""

import asyncio
import json
import socket
import struct
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web

from . import app_routes, channel_routes, interaction_routes, schema
from .calls import Answered, Call, Route, find
from .errors import ApiError, InvalidBody, Json, Problem, no_such_route, too_large
from .faults import Fault, Kind
from .messages import Body, Sent
from .ratelimits import RateLimits, Standing

if TYPE_CHECKING:
    from .server import Discord

ENDPOINTS = (app_routes, channel_routes, interaction_routes)
"""Imported for their routes."""

API = "/api/v10"

_NO_ANSWER = 599
_MAJOR = ("channel", "guild", "application", "interaction")
_EARLY = {
    Kind.UNAUTHORIZED: (401, 0, "401: Unauthorized"),
    Kind.MISSING_ACCESS: (403, 50001, "Missing Access"),
    Kind.MISSING_PERMISSIONS: (403, 50013, "Missing Permissions"),
    Kind.UNKNOWN_CHANNEL: (404, 10003, "Unknown Channel"),
    Kind.UNKNOWN_MESSAGE: (404, 10008, "Unknown Message"),
}
_STATUSES = {Kind.STATUS_500, Kind.STATUS_502, Kind.STATUS_503, Kind.STATUS_504}


class Rest:
    """Answers what is asked under /api/v10."""

    def __init__(self, peer: "Discord") -> None:
        self._peer = peer
        self.limits = RateLimits(peer.rules, peer.clock)
        self.closing = asyncio.Event()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        peer = self._peer
        found = find(request.method, request.path.removeprefix(API))
        if found is None:
            error = no_such_route()
            route = f"{request.method} {request.path}"
            peer.unrouted.append(route)
            return _json(error.status, error.body())
        route_, params = found
        if (request.content_length or 0) > peer.rules.max_request:
            peer.violate(route_.name, [Problem("", "Over the size of a request.")])
            return _json(413, too_large().body())
        body = await _body(request)
        if peer.latency:
            await asyncio.sleep(peer.latency / 2)
        call = Call(route_.name, params, dict(request.query), body, peer.clock.now())
        peer.calls.append(call)
        fault = peer.faults.take(route_.name, params)
        call.fault = fault.kind.value if fault else ""
        response = await self._act(request, route_, call, fault)
        if peer.latency:
            await asyncio.sleep(peer.latency / 2)
        return response

    async def _act(
        self, request: web.Request, route: Route, call: Call, fault: Fault | None
    ) -> web.StreamResponse:
        if fault is not None:
            early = await self._before(request, call, fault)
            if early is not None:
                return self._noted(call, early)
        answered, standing = self._effect(request, route, call)
        response = _json(*answered)
        if standing is not None:
            response.headers.update(standing.headers())
        if fault is not None:
            return self._noted(call, await self._after(request, response, fault))
        return self._noted(call, response)

    def _noted(self, call: Call, response: web.Response) -> web.Response:
        call.status = 0 if response.status == _NO_ANSWER else response.status
        shared = response.headers.get("X-RateLimit-Scope") == "shared"
        if response.status in (401, 403, 429) and not shared:
            self._peer.invalid_requests += 1
        return response

    # What takes place.

    def _effect(
        self, request: web.Request, route: Route, call: Call
    ) -> tuple[Answered, Standing | None]:
        standing = None
        try:
            if route.needs_token:
                self._peer.check_token(request.headers.get("Authorization", ""))
            standing = self._limit(route, call)
            if standing.blocked:
                return _limited(standing), standing
            self._check(route, call)
            return route.endpoint(self._peer, call), standing
        except InvalidBody as error:
            call.error = error
            self._peer.violate(call.route, error.problems)
            return (error.status, error.body()), standing
        except ApiError as error:
            call.error = error
            if error.status == 413:
                self._peer.violate(call.route, [Problem("files", error.message)])
            return (error.status, error.body()), standing
        except Exception as error:
            # A fault of the peer's own must not pass for one of Discord's.
            self._peer.crashes.append(error)
            return (500, {"message": repr(error), "code": 0}), standing

    def _limit(self, route: Route, call: Call) -> Standing:
        params = call.params
        major = next((params[name] for name in _MAJOR if name in params), "")
        return self.limits.take(route.name, major, route.needs_token)

    def _check(self, route: Route, call: Call) -> None:
        """The shape of the body, where Discord's own document is at hand."""
        document = self._peer.rules.schema
        if not route.shape:
            return
        wanted = list if route.shape.endswith("[]") else dict
        if not isinstance(call.body.payload, wanted):
            raise InvalidBody([Problem("", f"A JSON {wanted.__name__} is wanted.")])
        if document is None:
            return
        problems = schema.load(document).problems(route.shape, call.body.payload)
        if problems:
            raise InvalidBody(problems)

    # What goes wrong.

    async def _before(
        self, request: web.Request, call: Call, fault: Fault
    ) -> web.Response | None:
        kind = fault.kind
        if kind is Kind.SLOW:
            await asyncio.sleep(fault.ms / 1000)
        if kind is Kind.RESET_BEFORE:
            return self._reset(request)
        if kind in _STATUSES and not fault.after:
            return _broken(int(kind.value))
        if kind in _EARLY and not fault.after:
            status, code, message = _EARLY[kind]
            call.error = ApiError(status, code, message)
            return _json(status, call.error.body())
        if kind.value.startswith("429"):
            return _too_many(fault)
        return None

    async def _after(
        self, request: web.Request, response: web.Response, fault: Fault
    ) -> web.Response:
        kind = fault.kind
        if kind is Kind.SILENCE:
            await self.closing.wait()
        if kind in (Kind.RESET_AFTER, Kind.SILENCE):
            return self._reset(request)
        if kind is Kind.TRUNCATED and isinstance(response.body, bytes):
            half = response.body[: len(response.body) // 2]
            return web.Response(body=half, headers=_JSON, status=response.status)
        if kind in _STATUSES:
            return _broken(int(kind.value))
        if kind in _EARLY and fault.after:
            status, code, message = _EARLY[kind]
            return _json(status, {"message": message, "code": code})
        return response

    def _reset(self, request: web.Request) -> web.Response:
        """Cut the connection with a reset; what is returned reaches nobody."""
        transport = request.transport
        if transport is not None:
            link = transport.get_extra_info("socket")
            linger = struct.pack("ii", 1, 0)
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            transport.abort()
        return web.Response(status=_NO_ANSWER)


_JSON = {"Content-Type": "application/json"}
# discord.py takes a 429 without Via to be Cloudflare's.
_VIA = {"Via": "1.1 google"}


def _json(status: int, body: Json | list[Any] | None) -> web.Response:
    if body is None:
        return web.Response(status=status)
    data = json.dumps(body).encode()
    return web.Response(body=data, status=status, headers={**_JSON, **_VIA})


def _broken(status: int) -> web.Response:
    text = f"<html><body><h1>{status} Server Error</h1></body></html>"
    return web.Response(text=text, status=status, content_type="text/html")


def _limited(standing: Standing) -> Answered:
    wait = standing.reset_after
    text = "You are being rate limited."
    return 429, {"message": text, "retry_after": wait, "global": standing.globally}


def _too_many(fault: Fault) -> web.Response:
    wait = fault.ms / 1000
    if fault.kind is Kind.CLOUDFLARE:
        text = "<!DOCTYPE html><title>Access denied | Error 1015</title>"
        page = web.Response(text=text, status=429, content_type="text/html")
        page.headers["Retry-After"] = str(max(1, round(wait)))
        return page
    body: Json = {"message": "You are being rate limited.", "global": False}
    body["global"] = fault.kind is Kind.LIMITED_GLOBALLY
    scope = {Kind.LIMITED_GLOBALLY: "global", Kind.LIMITED_SHARED: "shared"}
    headers = {"X-RateLimit-Scope": scope.get(fault.kind, "user")}
    if fault.kind is not Kind.LIMITED_BARE:
        body["retry_after"] = wait
        headers["Retry-After"] = f"{wait:.3f}"
    response = _json(429, body)
    response.headers.update(headers)
    return response


async def _body(request: web.Request) -> Body:
    if request.content_type == "multipart/form-data":
        return await _multipart(request)
    if not request.can_read_body:
        return Body()
    try:
        return Body(json.loads(await request.read()))
    except ValueError:
        return Body()


async def _multipart(request: web.Request) -> Body:
    payload: Any = None
    files: dict[int, Sent] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        data = bytes(await part.read())
        if part.name == "payload_json":
            payload = json.loads(data)
        elif part.name and part.name.startswith("files["):
            kind = part.headers.get("Content-Type", "application/octet-stream")
            number = int(part.name[len("files[") : -1])
            files[number] = Sent(part.filename or "unknown", data, kind)
    return Body(payload, files)
