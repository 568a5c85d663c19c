"""Socket Mode: the app's connections, and one payload to any one of them.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import contextlib
import json
import uuid
from dataclasses import dataclass, field
from random import Random

from aiohttp import WSCloseCode, WSMsgType, web

from tests.clock import Clock

from .checks import Checks
from .deliveries import Answer, Attempt, Delivery, Envelope
from .errors import Json
from .mint import Mint
from .rules import Rules
from .waiting import until


@dataclass(slots=True, eq=False)
class Connection:
    socket: web.WebSocketResponse
    number: int
    transport: asyncio.Transport | None = None
    leaving: bool = False
    """It was told to disconnect: nothing more is sent to it."""
    mute: bool = False
    """It stands, but nothing arrives any more and nobody is told."""
    received: int = 0
    pongs: int = 0


@dataclass(slots=True, eq=False)
class _Waiting:
    delivery: Delivery
    answer: "asyncio.Future[Answer]"
    payload_allowed: bool


@dataclass(slots=True, eq=False)
class Sockets:
    rules: Rules
    clock: Clock
    mint: Mint
    rng: Random
    checks: Checks
    app_id: str
    url: str = ""
    connections: list[Connection] = field(default_factory=list)
    opened: int = 0
    """Connections ever made."""
    _tickets: set[str] = field(default_factory=set)
    _waiting: dict[str, _Waiting] = field(default_factory=dict)
    _over: dict[str, Delivery] = field(default_factory=dict)

    def address(self) -> str:
        """A wss address; good for one connection."""
        ticket = self.mint.secret()
        self._tickets.add(ticket)
        base = self.url.replace("http", "ws", 1)
        return f"{base}/link/?ticket={ticket}&app_id={self.app_id}"

    @property
    def usable(self) -> list[Connection]:
        return [
            each
            for each in self.connections
            if not each.leaving and not each.socket.closed
        ]

    async def connected(self, count: int = 1, within: float = 5.0) -> None:
        """Waits, in real seconds, until so many connections can be used."""
        if not await until(lambda: len(self.usable) >= count, within):
            raise TimeoutError(f"{len(self.usable)} of {count} connections")

    async def serve(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        self.opened += 1
        connection = Connection(socket, self.opened, request.transport)
        if len(self.connections) >= self.rules.connections:
            await self.disconnect(connection, "too_many_websockets")
            await socket.close()
            return socket
        self.connections.append(connection)
        pinging = asyncio.create_task(self._ping(connection))
        try:
            await socket.send_json(self._hello())
            await self._listen(connection)
        finally:
            pinging.cancel()
            self.connections.remove(connection)
        return socket

    def _hello(self) -> Json:
        debug = {"host": "applink-1", "approximate_connection_time": 18060}
        info = {"app_id": self.app_id}
        number = len(self.connections)
        return {
            "type": "hello",
            "num_connections": number,
            "debug_info": debug,
            "connection_info": info,
        }

    async def _ping(self, connection: Connection) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                await asyncio.sleep(self.clock.real(self.rules.ping_every))
                await connection.socket.ping(b"Ping from applink-1")

    async def _listen(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type is WSMsgType.TEXT:
                self._acked(json.loads(message.data))
            elif message.type is WSMsgType.PING and self.rules.answer_pings:
                with contextlib.suppress(ConnectionError):
                    await connection.socket.pong(message.data)
            elif message.type is WSMsgType.PONG:
                connection.pongs += 1

    def _acked(self, body: Json) -> None:
        envelope = str(body.get("envelope_id"))
        payload = body.get("payload")
        waiting = self._waiting.pop(envelope, None)
        if waiting is None:
            late = self._over.get(envelope)
            if late is None:
                text = f"acknowledges {envelope!r}, which was never sent"
                self.checks.note("socket", "/envelope_id", text, "Socket Mode")
            else:
                late.late_acks += 1
            return
        self._over[envelope] = waiting.delivery
        if payload and not waiting.payload_allowed:
            text = "a payload where accepts_response_payload is false"
            self.checks.note("socket", "/payload", text, "Socket Mode")
            payload = None
        if not waiting.answer.done():
            waiting.delivery.ack(payload)
            waiting.answer.set_result(Answer(True, payload))

    async def send(self, delivery: Delivery, attempt: Attempt, deaf: bool) -> Answer:
        """`deaf`: the acknowledgement is lost on its way to Slack."""
        usable = self.usable
        if not usable:
            return Answer(False, reason="no_connection")
        connection = self.rng.choice(usable)
        connection.received += 1
        envelope = self._enveloped(delivery, attempt)
        if deaf:
            self._over[envelope["envelope_id"]] = delivery
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        if not deaf:
            waiting = _Waiting(delivery, future, envelope["accepts_response_payload"])
            self._waiting[envelope["envelope_id"]] = waiting
        if not connection.mute:
            with contextlib.suppress(ConnectionError):
                await connection.socket.send_str(json.dumps(envelope))
        try:
            async with asyncio.timeout(self.clock.real(self.rules.ack_within)):
                return await future
        except TimeoutError:
            self._waiting.pop(envelope["envelope_id"], None)
            self._over[envelope["envelope_id"]] = delivery
            return Answer(False, reason="timeout")

    def _enveloped(self, delivery: Delivery, attempt: Attempt) -> Json:
        identity = str(uuid.UUID(int=self.rng.getrandbits(128), version=4))
        body: Json = {
            "envelope_id": identity,
            "type": delivery.kind.value,
            "payload": delivery.payload,
            "accepts_response_payload": delivery.kind is not Envelope.EVENT,
        }
        if delivery.kind is Envelope.EVENT:
            body |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason}
        return body

    async def disconnect(self, connection: Connection, reason: str) -> None:
        """Tells it to go; `warning` is followed by `refresh_requested` in life."""
        connection.leaving = reason != "warning"
        body = {"type": "disconnect", "reason": reason}
        with contextlib.suppress(ConnectionError):
            await connection.socket.send_json(body | {"debug_info": {"host": "x"}})

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """As every few hours: each connection is asked to come back."""
        for connection in list(self.connections):
            await self.disconnect(connection, reason)

    def cut(self) -> None:
        """Every connection goes without a word."""
        for connection in list(self.connections):
            connection.leaving = True
            if connection.transport is not None:
                connection.transport.abort()

    def mute(self) -> None:
        """They stand and answer pings, but no payload comes through any more."""
        for connection in self.connections:
            connection.mute = True

    async def close(self) -> None:
        for connection in list(self.connections):
            connection.leaving = True
            with contextlib.suppress(ConnectionError):
                await connection.socket.close(code=WSCloseCode.GOING_AWAY)
