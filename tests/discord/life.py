"""The whole bot as it runs, against a small Discord over sockets."""

import os
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from adapters.serve import running
from bot.settings import Settings
from tests.discord.peer import Discord as Peer
from tests.discord.peer import Message, Person, Place, Rules
from tests.discord.town import MONDAY


def rules() -> Rules:
    """Bodies are checked by Discord's own document where that is at hand."""
    specs = os.environ.get("STUDYBOT_SPECS")
    return Rules(schema=Path(specs) / "discord-openapi.json" if specs else None)


class Life:
    """A bot's data, and its clock, which a test sets; it may run several times.

    `pictures` may be a folder that is shared, so that each is drawn but once.
    """

    def __init__(self, peer: Peer, folder: Path, pictures: Path | None = None) -> None:
        self.peer = peer
        self.now = MONDAY
        self.dice = Random(7)
        self.settings = Settings(
            data=folder, port=0, discord_token=peer.token, discord_api_url=peer.api
        )
        if pictures is not None:
            self.settings.pictures.symlink_to(pictures, target_is_directory=True)

    @asynccontextmanager
    async def lived(self) -> AsyncIterator[None]:
        """Everything that `studybot run` starts, connected to the peer."""
        with self.peer.pointed():
            async with running(self.settings, "UTC", self.clock, self.dice):
                await self.peer.ready()
                yield

    def clock(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        """The clock goes on; what is due then is done at the next look, very soon."""
        self.now += timedelta(**by)

    @property
    def owner(self) -> Person:
        """Who owns every server, and so may manage it."""
        return Person(self.peer, self.peer.owner)

    def rows(self, query: str) -> list[Any]:
        with closing(sqlite3.connect(self.settings.database)) as db:
            return db.execute(query).fetchall()

    async def until(self, query: str, rows: list[Any]) -> None:
        """Until that is what the database says."""
        await self.holds(lambda: self.rows(query) == rows, lambda: self.rows(query))

    async def comes(self, query: str, rows: list[Any]) -> None:
        """The same, while the clock goes on whenever nothing is on its way."""

        def looked() -> bool:
            if self.rows(query) == rows:
                return True
            if not self.rows("select 1 from messages where lease is not null"):
                self.later(seconds=20)
            return False

        await self.holds(looked, lambda: self.rows(query))

    async def holds(
        self, wanted: Callable[[], Any], found: Callable[[], Any] = lambda: None
    ) -> None:
        """Until it does, within a real minute; else `found` is shown."""
        try:
            await self.peer.until(wanted, 60)
        except TimeoutError:
            raise AssertionError(f"never: {found()}") from None

    async def card(self, study: Place, cards: int = 1) -> Message:
        """The newest card of the day in a channel, once there are so many."""
        await self.holds(
            lambda: len(of_the_day(study)) == cards,
            lambda: [message.text for message in study.messages],
        )
        return of_the_day(study)[-1]


def of_the_day(study: Place) -> list[Message]:
    return [one for one in study.messages if "### Card of the day" in one.text]
