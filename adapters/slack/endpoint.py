"""Where Slack sends to in HTTP mode: only what it signed, once, comes in.

slack-bolt checks signatures too, but falls over odd headers and writes bodies to its
log (1.30.0), so it is handed only what is good.
"""

import hashlib
import hmac
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.slack import limits
from adapters.slack.keepsakes import Keepsakes

log = logging.getLogger(__name__)

PATH = "/slack/events"
CHUNK = 64 * 1024

TOPIC = "slack.signed"
"""Under which signatures are kept that came, for as long as they would be good."""

_GOOD_FOR = timedelta(seconds=limits.SIGNED_FOR + 1)
_STAMP = re.compile(r"[0-9]{1,12}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)

Dispatch = Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]


class Rejected(Exception):
    """Why a request does not come in; never with anything that it brought."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Endpoint:
    """`clock` must be right to the minute: Slack signs the time."""

    def __init__(
        self,
        secret: str,
        dispatch: Dispatch,
        keepsakes: Keepsakes,
        clock: Callable[[], datetime],
    ) -> None:
        self._secret = secret.encode()
        self._dispatch = dispatch
        self._keepsakes = keepsakes
        self._clock = clock
        self._shut = False

    def shut(self) -> None:
        """Let nobody in any more: whoever would answer is about to leave."""
        self._shut = True

    def mount(self, app: web.Application) -> None:
        app.router.add_post(PATH, self.open)

    async def open(self, request: web.Request) -> web.Response:
        """One request of Slack's; anything else is turned away with a word."""
        if self._shut:  # Slack sends events again, and tells a member that it failed
            return web.Response(status=503, text="stopping")
        try:
            body = await self._checked(request)
            text = body.decode("utf-8")
        except Rejected as no:
            log.info("A request was turned away: %s", no)
            return web.Response(status=no.status, text=str(no))
        except UnicodeDecodeError:
            log.info("A request was turned away: not UTF-8")
            return web.Response(status=400, text="not UTF-8")
        headers: dict[str, str | Sequence[str]] = dict(request.headers.items())
        bolt = AsyncBoltRequest(body=text, query=request.query_string, headers=headers)
        return await to_aiohttp_response(await self._dispatch(bolt))

    async def _checked(self, request: web.Request) -> bytes:
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        if not _STAMP.fullmatch(stamp) or not _SIGNATURE.fullmatch(signature):
            raise Rejected(401, "not signed")
        if abs(self._clock().timestamp() - int(stamp)) > limits.SIGNED_FOR:
            raise Rejected(401, "too old")
        body = await _body(request)
        base = b"v0:%b:%b" % (stamp.encode(), body)
        signed = hmac.new(self._secret, base, hashlib.sha256)
        if not hmac.compare_digest(f"v0={signed.hexdigest()}", signature):
            raise Rejected(401, "not Slack's signature")
        over = datetime.fromtimestamp(int(stamp), UTC) + _GOOD_FOR
        if not await self._keepsakes.first(TOPIC, signature, over):
            raise Rejected(409, "seen before")
        return body


async def _body(request: web.Request) -> bytes:
    """The body, read no further than it may be long."""
    if (request.content_length or 0) > limits.BODY_BYTES:
        raise Rejected(413, "too large")
    body = bytearray()
    async for chunk in request.content.iter_chunked(CHUNK):
        body += chunk
        if len(body) > limits.BODY_BYTES:
            raise Rejected(413, "too large")
    return bytes(body)
