"""The gateway: sessions that outlive their connections.

https://docs.discord.com/developers/events/gateway
"""

import asyncio
import json
import secrets
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from . import payloads
from .errors import Json

if TYPE_CHECKING:
    from .server import Discord

DISPATCH, HEARTBEAT, IDENTIFY, RESUME = 0, 1, 2, 6
RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 9, 10, 11

GUILD_MEMBERS, GUILD_PRESENCES, MESSAGE_CONTENT = 1 << 1, 1 << 8, 1 << 15
PRIVILEGED = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12

MOST_BYTES = 4096
"""Of one payload from a client; more closes with 4002."""

_FAREWELLS = {1000, 1001}
"""With these a client ends its session for good."""
_KEPT = 10_000
_ENDS_SESSION = {1000, 1001, 4003, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014}


@dataclass(slots=True, eq=False)
class Session:
    """What a client may resume; `kept` are its events, for replay."""

    id: str
    shard: tuple[int, int]
    intents: int
    sequence: int = 0
    kept: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=_KEPT))
    link: "Link | None" = None
    deaf: bool = False
    """Heartbeats are acknowledged, but every event is lost."""


Pack = Callable[[bytes], bytes]


def _zlib_stream() -> Pack:
    stream = zlib.compressobj(1)
    return lambda data: stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)


def _zstd_stream() -> Pack:
    """What discord.py asks for where Python has it: 3.14 and later."""
    stream = import_module("compression.zstd").ZstdCompressor()
    return lambda data: stream.compress(data, stream.FLUSH_BLOCK)


_STREAMS = {"zlib-stream": _zlib_stream, "zstd-stream": _zstd_stream}
"""https://docs.discord.com/developers/events/gateway#transport-compression"""


@dataclass(slots=True, eq=False)
class Link:
    """One WebSocket; frames leave in order, compressed where that was asked for."""

    socket: web.WebSocketResponse
    request: web.Request
    pack: Pack | None
    frames: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    session: Session | None = None
    received: int = 0
    sent_away: bool = False
    """The peer closed it, so the close code is no word of the client's."""

    def put(self, op: int, data: Any = None, **rest: Any) -> None:
        self.frames.put_nowait(json.dumps({"op": op, "d": data, **rest}))

    async def write(self) -> None:
        """Runs until the connection ends."""
        while True:
            frame = await self.frames.get()
            if self.socket.closed:
                return
            if self.pack is None:
                await self.socket.send_str(frame)
            else:
                await self.socket.send_bytes(self.pack(frame.encode()))


class Gateway:
    def __init__(self, peer: "Discord") -> None:
        self._peer = peer
        self.identifies = 0
        self.resumes = 0
        self.heartbeats = 0
        self.sessions: dict[str, Session] = {}
        self.heartbeat_interval = 41.25
        self.silent = False
        """No event, no acknowledgement; what was missed is replayed on a resume."""
        self.refuse_resumes = False
        self.repeat = 1
        """How many times each interaction is delivered."""
        self.lateness = 0.0
        """Seconds by which each event is delivered late."""

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse(max_msg_size=0)
        await ws.prepare(request)
        compress = request.query.get("compress", "")
        if compress and compress not in _STREAMS:
            await ws.close(code=4002, message=b"That compression is not spoken here.")
            return ws
        link = Link(ws, request, _STREAMS[compress]() if compress else None)
        writer = asyncio.create_task(link.write())
        link.put(HELLO, {"heartbeat_interval": int(self.heartbeat_interval * 1000)})
        try:
            async for message in ws:
                if message.type is WSMsgType.TEXT:
                    await self._hear(link, message.data)
        finally:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            self._leave(link)
            self._peer.pulse()
        return ws

    def _leave(self, link: Link) -> None:
        session = link.session
        if session is None or session.link is not link:
            return
        session.link = None
        if link.socket.close_code in _FAREWELLS and not link.sent_away:
            self.sessions.pop(session.id, None)

    async def _hear(self, link: Link, text: str) -> None:
        link.received += 1
        if len(text.encode()) > MOST_BYTES:
            await link.socket.close(code=4002)
            return
        frame = json.loads(text)
        op, data = frame["op"], frame.get("d")
        if op == HEARTBEAT:
            self.heartbeats += 1
            if not self.silent:
                link.put(HEARTBEAT_ACK)
        elif op == IDENTIFY:
            await self._identify(link, data)
        elif op == RESUME:
            await self._resume(link, data)
        elif link.session is None:
            await link.socket.close(code=4003)

    async def _identify(self, link: Link, data: Json) -> None:
        self.identifies += 1
        if self.identifies > self._peer.rules.identifies:
            self._peer.reset_token()
        code = self._objection(data)
        if code:
            await link.socket.close(code=code)
            return
        shard = tuple(data.get("shard") or (0, 1))
        session = Session(secrets.token_hex(16), (shard[0], shard[1]), data["intents"])
        session.link, link.session = link, session
        # Whoever identifies again has given up what it had on that shard.
        for old in [*self.sessions.values()]:
            if old.link is None and old.shard == session.shard:
                del self.sessions[old.id]
        self.sessions[session.id] = session
        self._greet(session)
        self._peer.pulse()

    def _objection(self, data: Json) -> int:
        """The close code for an IDENTIFY that cannot be; 0 is well."""
        number, count = data.get("shard") or (0, 1)
        if data.get("token") != self._peer.token:
            return 4004
        if not 0 <= number < count:
            return 4010
        if data["intents"] & PRIVILEGED & ~self._peer.rules.privileged_intents:
            return 4014
        return 0

    def _greet(self, session: Session) -> None:
        peer = self._peer
        bot = peer.world.bot
        guilds = [each for each in peer.joined() if _on(each.id, session)]
        ready = {
            "v": 10,
            "user": payloads.user(bot) | {"verified": True, "flags": 0},
            "guilds": [{"id": str(each.id), "unavailable": True} for each in guilds],
            "session_id": session.id,
            "resume_gateway_url": peer.gateway_url,
            "shard": list(session.shard),
            "application": {"id": str(peer.world.application), "flags": 0},
        }
        self._send(session, "READY", ready)
        for each in guilds:
            self._send(
                session,
                "GUILD_CREATE",
                {**payloads.guild(each, bot), "unavailable": False},
            )

    async def _resume(self, link: Link, data: Json) -> None:
        session = self.sessions.get(str(data.get("session_id")))
        if data.get("token") != self._peer.token:
            await link.socket.close(code=4004)
            return
        if session is None or self.refuse_resumes:
            link.put(INVALID_SESSION, False)
            return
        self.resumes += 1
        session.link, link.session = link, session
        seen = data.get("seq") or 0
        for sequence, text in session.kept:
            if sequence > seen:
                link.frames.put_nowait(text)
        self._send(session, "RESUMED", {"_trace": []})
        self._peer.pulse()

    # What is told.

    def dispatch(
        self, event: str, data: Json, guild: int | None = None, intent: int = 0
    ) -> bool:
        """To the shard of `guild`, or shard 0; whether a client is there to hear it."""
        heard = False
        text = json.dumps(data)
        for session in self.sessions.values():
            mine = session.shard[0] == 0 if guild is None else _on(guild, session)
            if mine and (not intent or session.intents & intent):
                heard = self._send(session, event, text) or heard
        return heard

    def _send(self, session: Session, event: str, data: Json | str) -> bool:
        if session.deaf:
            return False
        session.sequence += 1
        body = data if isinstance(data, str) else json.dumps(data)
        sequence = session.sequence
        text = f'{{"op":0,"t":"{event}","s":{sequence},"d":{body}}}'
        session.kept.append((sequence, text))
        link = session.link
        if link is None or self.silent:
            return False
        if self.lateness and event not in ("READY", "RESUMED", "GUILD_CREATE"):
            loop = asyncio.get_running_loop()
            loop.call_later(self.lateness, link.frames.put_nowait, text)
        else:
            link.frames.put_nowait(text)
        return True

    # What goes wrong.

    def links(self) -> list[Link]:
        return [each.link for each in self.sessions.values() if each.link is not None]

    async def close(self, code: int) -> None:
        """Close every connection; codes that end a session end it."""
        for link in self.links():
            if code in _ENDS_SESSION and link.session is not None:
                self.sessions.pop(link.session.id, None)
            link.sent_away = True
            await link.socket.close(code=code)

    def cut(self) -> None:
        """Break every connection without a word."""
        for link in self.links():
            if link.request.transport is not None:
                link.request.transport.abort()
            if link.session is not None:
                link.session.link = None

    def deafen(self) -> None:
        """The sessions there are hear nothing more: discord-api-docs #8162."""
        for session in self.sessions.values():
            session.deaf = True

    def reconnect(self) -> None:
        """Ask every client to come back and resume."""
        for link in self.links():
            link.put(RECONNECT)

    def invalidate(self, resumable: bool) -> None:
        for link in self.links():
            if not resumable and link.session is not None:
                self.sessions.pop(link.session.id, None)
            link.put(INVALID_SESSION, resumable)


def _on(guild: int, session: Session) -> bool:
    number, count = session.shard
    return (guild >> 22) % count == number
