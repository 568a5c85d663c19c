"""HTTP mode: signed requests to the app, and forged ones.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import asyncio
import hashlib
import hmac
import io
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

from tests.clock import Clock

from .deliveries import Answer, Attempt, Delivery, Envelope
from .errors import Json
from .rules import Rules

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass(frozen=True, slots=True)
class Request:
    """What was or could be sent; `Forger` makes bad ones of good ones."""

    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """`status` 0: the connection was refused, cut or silent."""

    status: int
    text: str = ""
    headers: dict[str, str] | None = None

    @property
    def payload(self) -> Json | None:
        kind = (self.headers or {}).get("Content-Type", "")
        if not self.text:
            return None
        if kind.startswith(JSON):
            found = json.loads(self.text)
            return found if isinstance(found, dict) else None
        return {"text": self.text}


def signature(secret: str, timestamp: str, body: bytes) -> str:
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def encoded(delivery: Delivery) -> tuple[bytes, str]:
    """Body and content type: commands and interactions are forms, events JSON."""
    if delivery.kind is Envelope.SLASH:
        return urlencode(delivery.payload).encode(), FORM
    text = json.dumps(delivery.payload)
    if delivery.kind is Envelope.INTERACTIVE:
        return urlencode({"payload": text}).encode(), FORM
    return text.encode(), JSON


class Signed:
    def __init__(self, rules: Rules, clock: Clock, secret: str) -> None:
        self._rules = rules
        self._clock = clock
        self.secret = secret
        self.url: str | None = None
        """The app's request URL, for commands, interactions and events alike."""
        self.sent: list[Request] = []
        self._session: aiohttp.ClientSession | None = None

    def sign(self, body: bytes, kind: str, age: float = 0.0) -> Request:
        """`age`: how many seconds ago it says it was made, by the app's real clock."""
        timestamp = str(int(time.time() - age))
        headers = {
            "Content-Type": kind,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self.secret, timestamp, body),
        }
        return Request(body, headers)

    async def post(self, request: Request, within: float = 10.0) -> Reply:
        """`within` is in real seconds."""
        assert self.url is not None, "http_app_url is not set"
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0)
            self._session = aiohttp.ClientSession(connector=connector)
        self.sent.append(request)
        timeout = aiohttp.ClientTimeout(total=within)
        try:
            async with self._session.post(
                self.url,
                data=io.BytesIO(request.body),
                headers=request.headers,
                timeout=timeout,
            ) as response:
                text = await response.text(errors="replace")
                return Reply(response.status, text, dict(response.headers))
        except (aiohttp.ClientError, TimeoutError) as error:
            return Reply(0, type(error).__name__)

    async def send(self, delivery: Delivery, attempt: Attempt, deaf: bool) -> Answer:
        body, kind = encoded(delivery)
        request = self.sign(body, kind)
        if attempt.number:
            request.headers["X-Slack-Retry-Num"] = str(attempt.number)
            request.headers["X-Slack-Retry-Reason"] = attempt.reason
        within = self._clock.real(self._rules.ack_within)
        reply = await self.post(request, within)
        if deaf:
            await asyncio.sleep(within)
            return Answer(False, reason="http_timeout")
        if reply.status == 0:
            timed_out = "Timeout" in reply.text
            reason = "http_timeout" if timed_out else "connection_failed"
            return Answer(False, reason=reason)
        if reply.status != 200:
            headers = reply.headers or {}
            no_retry = headers.get("X-Slack-No-Retry") == "1"
            return Answer(False, reason="http_error", no_retry=no_retry)
        delivery.ack(reply.payload)
        return Answer(True, reply.payload)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
