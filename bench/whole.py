"""The whole bot at work, beside a small platform in a process of its own."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

from adapters.serve import running, shipped
from adapters.ticker import Ticker
from bench.storm import probe
from bench.world import opened
from bot.panels import Caller, ChannelId, MemberId, SpaceId
from bot.settings import Settings
from tests.discord.peer.remote import Remote

LATENCY = 0.1
"""Seconds that a request takes on its way, there and back."""

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)

LOOK = 0.5
"""Seconds between two looks at how far they are: each one costs the bot a little."""


def quiet() -> None:
    """Under load much is put off; only what failed is worth a line."""
    for name in ("adapters", "apscheduler"):
        logging.getLogger(name).setLevel(logging.ERROR)


@asynccontextmanager
async def discord(channels: int, *given: str) -> AsyncIterator[tuple[Remote, Settings]]:
    """A small Discord in a process of its own, and the settings that join it."""
    options = ("--latency", str(LATENCY), "--channels", str(channels), *given)
    with TemporaryDirectory(prefix="studybot-bench-") as folder:
        async with Remote(*options) as peer:
            yield (
                peer,
                Settings(
                    data=Path(folder),
                    port=0,
                    discord_token=peer.token,
                    discord_api_url=peer.api,
                ),
            )


async def greeted(peer: Remote) -> None:
    """Once the bot has come in, and its greetings are out."""
    await peer.do("ready")
    await asyncio.sleep(3)


@asynccontextmanager
async def before_nine(settings: Settings) -> AsyncIterator[asyncio.Event]:
    """The bot, a moment before nine; it is nine once the event is set."""
    nine, began = asyncio.Event(), time.monotonic()

    def clock() -> datetime:
        passed = timedelta(seconds=time.monotonic() - began)
        return NINE + passed if nine.is_set() else NINE - timedelta(minutes=1)

    prompt = partial(Ticker, every=timedelta(seconds=0.5))
    bot = running(settings, "UTC", clock, Random(7))
    with patch("adapters.serve.Ticker", prompt):
        async with bot:
            yield nine


def scheduled(
    settings: Settings, channels: Sequence[tuple[ChannelId, SpaceId]], admin: MemberId
) -> None:
    """As if an admin had set each of them up the day before."""
    made, before = opened(settings.database), NINE - timedelta(minutes=5)
    with made.store.transaction():
        made.engine.ship(shipped(), before)
        for id, space in channels:
            made.engine.join(id, space, "#study", "UTC", before)
            caller = Caller(admin, "Ada", id, space, manages=True)
            made.engine.run(caller, "drop set", {"time": "09:00"}, before)
    made.store.close()


async def all_posted(settings: Settings, channels: int) -> float:
    """Seconds until each channel has its card, or is known not to get one."""
    began = time.perf_counter()
    query = (
        "select count(*) from messages where kind = 'drop' "
        "and state not in ('planned', 'sending')"
    )
    while True:
        with closing(sqlite3.connect(settings.database)) as db:
            [(ended,)] = db.execute(query)
        if ended == channels:
            return time.perf_counter() - began
        await asyncio.sleep(LOOK)


def steps(settings: Settings) -> dict[str, int]:
    """Steps in the log, each member's counted once."""
    with closing(sqlite3.connect(settings.database)) as db:
        query = "select step, count(*), count(distinct member) from attempts group by 1"
        rows = db.execute(query).fetchall()
    assert all(count == members for _, count, members in rows), rows
    return {step: count for step, count, _ in rows}


@contextmanager
def lags() -> Iterator[list[float]]:
    """How late the event loop is, while the block lasts."""
    late: list[float] = []
    probing = asyncio.create_task(probe(late))
    yield late
    probing.cancel()
