"""A small Discord: the real engine, database and adapter, against simcord."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, ParamSpec, TypeVar

import discord
import simcord

from adapters.discord import Discord, DiscordSettings, names
from adapters.pictures import words
from adapters.ports import House
from bot.cards import Deck
from bot.engine import Engine
from bot.flows.work import Work
from bot.panels import Direct, Outcome, Picture, Post, Public, Sent
from bot.store import Store
from bot.typeset import Theme
from tests.discord.bounds import walk
from tests.engine.decks import BASICS
from tests.engine.world import quick

P = ParamSpec("P")
T = TypeVar("T")

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""A Monday morning, an hour before the cards come."""

# The smallest PNG: one pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000a49444154789c63000100000500010d0a2db40000000049454e44ae426082"
)


class InlineDesk:
    """The desk without its thread: each call is one transaction, after `seconds`."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.seconds = 0.0

    async def call(self, method: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        if self.seconds:
            await asyncio.sleep(self.seconds)
        with self.store.transaction():
            return method(*args, **named)


@dataclass
class InlineBackground:
    """The background without its process; it may take some time."""

    seconds: float = 0

    async def do(self, work: Work[T]) -> T:
        if self.seconds:
            await asyncio.sleep(self.seconds)
        return work.does()


async def due_shown(
    store: Store,
    engine: Engine,
    show: Callable[[Post], Awaitable[Outcome]],
    now: datetime,
) -> list[Outcome]:
    """What is due is shown, and reported back."""
    with store.transaction():
        posts = engine.due(now)
    outcomes = []
    for post in posts:
        assert isinstance(post.to, Public | Direct)
        outcome = await show(post)
        with store.transaction():
            engine.report(post.to.message, outcome, now)
        outcomes.append(outcome)
    return outcomes


@dataclass
class Painting:
    path: Path
    alt: str


@dataclass
class SmallPainter:
    """Every picture is one pixel, with its words as alternative text."""

    folder: Path
    broken: bool = False
    seconds: float = 0
    asked: list[tuple[Picture, Theme]] = field(default_factory=list)
    expected: list[tuple[Picture, Theme]] = field(default_factory=list)

    async def draw(self, picture: Picture, theme: Theme) -> Sequence[Painting]:
        self.asked.append((picture, theme))
        if self.seconds:
            await asyncio.sleep(self.seconds)
        if self.broken:
            raise RuntimeError("no ink")
        # As the painter does: a name by content, which says nothing.
        name = f"{abs(hash(repr((picture, theme)))):040x}"[:40] + "-1.png"
        path = self.folder / name
        if not path.exists():  # else somebody may be reading it
            path.write_bytes(PIXEL)
        return [Painting(path, words(picture))]

    def soon(self, picture: Picture, theme: Theme) -> None:
        self.expected.append((picture, theme))


@dataclass
class Town:
    folder: Path
    deck: Deck = BASICS
    now: datetime = MONDAY

    def __post_init__(self) -> None:
        self.store = quick(self.folder / "studybot.db")
        self.engine = Engine(self.store, Random(7))
        self.background = InlineBackground()
        self.desk = InlineDesk(self.store)
        self.painter = SmallPainter(self.folder)
        with self.store.transaction():
            self.engine.ship([self.deck], self.now)
        self.discord = self.adapter()

    def adapter(self, token: str = "canary.token.secret", **more: Any) -> Discord:
        """The adapter as a new process would make it."""
        settings = DiscordSettings(token, self.folder, **{"shards": 1, **more})
        house = House(
            self.engine, self.desk, self.background, self.painter, lambda: self.now
        )
        return Discord(house, settings)

    def settle(self, env: simcord.Env) -> None:
        # Loosely typed: whatever simcord gives may be None, and would fail the test.
        self.env: Any = env
        self.guild: Any = env.create_guild()
        self._greeted()
        self.channel: Any = self.guild.create_text_channel("study")
        boss = self.guild.create_role(
            "Boss", permissions=discord.Permissions(manage_guild=True)
        )
        self.ada: Any = self.guild.add_member(env.create_user("ada"), roles=[boss])
        self.ben: Any = self.guild.add_member(env.create_user("ben"))

    def _greeted(self) -> None:
        """The bot has been in this server for long, and said hello then."""
        owner, now = names.member(self.guild.owner.id), self.now
        with self.store.transaction():
            self.engine.greet(names.space(self.guild.id), None, owner, now)
            for post in self.engine.due(now):
                assert isinstance(post.to, Direct)
                self.engine.report(post.to.message, Sent("long ago"), now)

    async def restart(self) -> None:
        """Another process takes over, which knows nothing of the first."""
        self.discord = self.adapter()
        await self.env.restart_bot(self.discord.link)

    async def clock(self, **later: float) -> list[Outcome]:
        """Time goes by; what is due is shown, and reported back."""
        self.now += timedelta(**later)
        return await due_shown(self.store, self.engine, self.discord.show, self.now)

    async def drop(self) -> Any:
        """A channel that has been set up, with today's card in it."""
        await self.ada.slash(self.channel, "drop set", time="09:00", deck="basics")
        await self.clock(hours=1)
        return self.channel.last_message


def texts(message: Any) -> str:
    """Everything that a message says, in Discord's Markdown."""
    return "\n".join(
        component["content"]
        for component in walk(raw(message))
        if "content" in component
    )


def labels(message: Any) -> list[str]:
    """The buttons of a message."""
    return [c["label"] for c in walk(raw(message)) if c.get("type") == 2]


def token(message: Any, label: str) -> str:
    """The custom id of a button."""
    (found,) = [c for c in walk(raw(message)) if c.get("label") == label]
    return str(found["custom_id"])


def alts(message: Any) -> list[str]:
    return [
        item["description"]
        for component in walk(raw(message))
        for item in component.get("items", ())
    ]


def raw(message: Any) -> list[dict[str, Any]]:
    """The components as JSON, of a message however simcord hands it out."""
    if isinstance(message, discord.Message):
        return [dict(component.to_dict()) for component in message.components]
    found: list[dict[str, Any]] = message.components
    return found
