"""A bot without a platform: real store, engine and desk, and a deck of three cards."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import ParamSpec, TypeVar

from sqlite_utils import Database

from adapters.desk import Desk
from bot.cards import Card, Deck, KeyPoint
from bot.engine import Engine
from bot.panels import Caller, ChannelId, MemberId, Outcome, Post, Sent, SpaceId
from bot.store import Store
from bot.store.connection import Place, writer

P = ParamSpec("P")
T = TypeVar("T")

SPACE = SpaceId("web")
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""A Monday, at the time when cards are dropped."""

DECK = Deck(
    "small",
    "A small deck",
    tuple(
        Card(f"card-{n}", f"What is {n}?", f"It is {n}.", key_points=(KeyPoint("It"),))
        for n in range(3)
    ),
)


class CountedDesk(Desk):
    """A desk that knows how many wait for its answer."""

    waiting = 0

    async def call(self, method: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        self.waiting += 1
        try:
            return await super().call(method, *args, **named)
        finally:
            self.waiting -= 1


@dataclass
class SmallBot:
    """`said` holds every statement in order, as the connection was given it."""

    db: Database
    path: Path
    now: datetime = NINE
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.db._tracer = lambda sql, _: self.said.append(sql)
        self.store = Store(self.db, place=Place(self.path))
        self.engine = Engine(self.store, Random(7))
        self.desk = CountedDesk(self.store)

    def clock(self) -> datetime:
        return self.now

    def channels(self, *names: str, platform: str = "web") -> None:
        """Channels with a card each morning at nine, the first one still to come."""
        early = NINE - timedelta(minutes=1)
        with self.store.transaction():
            self.engine.ship([DECK], early)
            for name in names:
                channel = ChannelId(f"{platform}:{name}")
                self.engine.join(channel, SPACE, name, "UTC", early)
                self.engine.run(admin(channel), "drop set", {"time": "9:00"}, early)

    async def quiet(self) -> None:
        """Wait until nobody asks the desk, and some turns of the loop change nothing.

        What a commit wakes is on the loop before anybody is given an answer.
        """
        turns = 0
        while turns < 20:
            turns = 0 if self.desk.waiting else turns + 1
            await asyncio.sleep(0.001 if self.desk.waiting else 0)

    def commits(self) -> int:
        """Transactions that wrote, or might have."""
        return self.said.count("commit")

    def reader(self) -> Store:
        return Store.reading(self.path)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """What another connection finds on the disk."""
        reader = self.reader()
        try:
            return reader._db.execute(sql).fetchall()
        finally:
            reader.close()


def small_bot(path: Path) -> Iterator[SmallBot]:
    """For a fixture: closed in order, whatever the test did."""
    db, _ = writer(path)
    bot = SmallBot(db, path)
    yield bot
    asyncio.run(bot.desk.close())
    bot.store.close()


def admin(channel: ChannelId) -> Caller:
    return Caller(MemberId("web:ada"), "Ada", channel, SPACE, manages=True)


def member(number: int, channel: str = "web:study") -> Caller:
    return Caller(MemberId(f"web:m{number}"), f"M{number}", ChannelId(channel), SPACE)


class Screen:
    """Shows posts at once, and remembers them."""

    def __init__(self) -> None:
        self.posts: list[Post] = []

    async def show(self, post: Post) -> Outcome:
        self.posts.append(post)
        return Sent(f"web:{len(self.posts)}")
