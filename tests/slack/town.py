"""A small Slack workspace: the real engine, database and adapter, against the peer."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from aiohttp import web

from adapters.ports import House
from adapters.slack import Slack, SlackSettings
from bot.cards import Deck
from bot.engine import Engine
from bot.panels import Outcome
from tests.discord.town import (
    MONDAY,
    InlineBackground,
    InlineDesk,
    SmallPainter,
    due_shown,
)
from tests.engine.decks import BASICS
from tests.engine.world import quick
from tests.slack import peer
from tests.slack.peer import Channel, Member, Message, Seen

__all__ = ["MONDAY", "Town", "town"]

SETTLE = 0.05
"""Seconds that this Slack's history is late, at most."""


@dataclass
class Town:
    folder: Path
    peer: peer.Slack
    deck: Deck = BASICS
    now: datetime = MONDAY
    more: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.store = quick(self.folder / "studybot.db")
        self.engine = Engine(self.store, Random(7))
        self.background = InlineBackground()
        self.painter = SmallPainter(self.folder)
        with self.store.transaction():
            self.engine.ship([self.deck], self.now)
        self.space = self.peer.team()
        self.ada: Member = self.space.user("Ada", tz="UTC", admin=True)
        self.ben: Member = self.space.user("Ben", tz="UTC")
        self.channel: Channel = self.space.channel("study")
        self.slack = self.adapter()
        self.running: asyncio.Task[None] | None = None
        self.site: web.AppRunner | None = None
        self.later = timedelta()

    def adapter(self) -> Slack:
        """The adapter as a new process would make it."""
        given = {
            "token": self.space.token,
            "app_token": self.peer.app_token,
            "api_url": self.peer.api_url,
            **self.more,
        }
        house = House(
            self.engine,
            InlineDesk(self.store),
            self.background,
            self.painter,
            lambda: self.now,
        )
        return Slack(house, SlackSettings(**given), SETTLE)

    def true_time(self) -> datetime:
        """What the signatures go by; `later` moves it."""
        return datetime.now(UTC) + self.later

    async def serve(self, address: str) -> None:
        """The door for Slack, in HTTP mode."""
        app = web.Application()
        self.slack.mount(app, self.true_time)
        self.site = web.AppRunner(app, access_log=None)
        await self.site.setup()
        port = int(address.rpartition(":")[2])
        await web.TCPSite(self.site, "127.0.0.1", port).start()

    async def open(self) -> None:
        if self.more.get("signing_secret") is not None:
            await self.serve(self.more["address"])
        self.running = asyncio.create_task(self.slack.run())
        if self.more.get("signing_secret") is None:
            await self.peer.sockets.connected()

    async def close(self) -> None:
        if self.running is not None:
            self.running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self.running
        if self.site is not None:
            await self.site.cleanup()

    async def restart(self) -> None:
        """Another process takes over, which knows nothing of the first."""
        await self.close()
        self.slack = self.adapter()
        await self.open()

    async def clock(self, **later: float) -> list[Outcome]:
        """Time goes by; what is due is shown, and reported back."""
        self.now += timedelta(**later)
        return await due_shown(self.store, self.engine, self.slack.show, self.now)

    async def drop(self) -> Message:
        """A channel that has been set up, with today's card in it."""
        await self.say(self.ada, "drop set time:09:00 deck:basics")
        await self.clock(hours=1)
        return self.channel.messages[-1]

    async def say(self, who: Member, words: str) -> Seen:
        return await who.slash(self.channel, "/study", words)

    def clean(self) -> None:
        """No request broke a rule of Slack's, and all of its own were answered."""
        assert [str(one) for one in self.peer.violations] == []
        assert [one.failure for one in self.peer.deliveries if one.failure] == []


@asynccontextmanager
async def _open(made: Town) -> AsyncIterator[Town]:
    await made.open()
    try:
        yield made
    finally:
        await made.close()
        made.store.close()


@asynccontextmanager
async def town(
    folder: Path, rules: peer.Rules | None = None, **more: Any
) -> AsyncIterator[Town]:
    """`more` goes into the settings."""
    async with (
        peer.Slack(rules or peer.Rules(file_ready_after=0.05)) as slack,
        _open(Town(folder, slack, more=more)) as made,
    ):
        yield made


@asynccontextmanager
async def by_http(
    folder: Path, *, installable: bool = False, **more: Any
) -> AsyncIterator[Town]:
    """The same in HTTP mode: Slack's requests come in by the door."""
    async with peer.Slack(peer.Rules(file_ready_after=0.05)) as slack:
        secret = slack.signing_secret
        with socket.create_server(("127.0.0.1", 0)) as there:
            address = f"http://127.0.0.1:{there.getsockname()[1]}"
        more |= {"app_token": "", "signing_secret": secret, "address": address}
        if installable:
            more |= {
                "client_id": slack.client_id,
                "client_secret": slack.client_secret,
            }
        slack.http_app_url = f"{address}/slack/events"
        async with _open(Town(folder, slack, more=more)) as made:
            yield made
