"""Discord under load: the whole bot, against a small Discord in its own process."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from adapters.discord import limits
from adapters.serve import running, shipped
from adapters.ticker import Ticker
from bench.storm import probe
from bench.tables import Table, percentile, seconds
from bench.world import opened
from bot.panels import Caller, ChannelId, MemberId, SpaceId
from bot.settings import Settings
from tests.discord.peer.remote import Remote

PRESSES = 1000
LATENCY = 0.1
"""Seconds that a request takes on its way, there and back."""

CHANNELS = 10_000
SPEED = 2.0
"""How many times as fast the pace is, so that it takes two minutes and not four."""

LOOK = 0.5
"""Seconds between two looks at how far they are: each one costs the bot a little."""

ADMIN = MemberId("discord:1")
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
SEND = "POST /channels/{channel}/messages"


def discord() -> Iterator[Table]:
    for name in ("adapters", "apscheduler"):
        logging.getLogger(name).setLevel(logging.ERROR)
    yield asyncio.run(_storms())
    yield asyncio.run(_drops())


# A thousand presses.


async def _storms() -> Table:
    """Presses that reveal the answer, and ticks sent in: a picture with each."""
    async with _bot(1) as (peer, settings, start):
        start.set()
        channel = peer.channels[0]
        await peer.do("slash", channel=channel, command="drop set", manages=True)
        await peer.do("slash", channel=channel, command="drop now", manages=True)
        card = await _card(peer, channel)
        round = int(card["tokens"][0].split(":")[1])
        await peer.do("storm", channel=channel, buttons=["Show answer"], people=20)
        rows = []
        with _lags() as lags:
            pressed = await peer.do(
                "storm", channel=channel, buttons=["Show answer"], people=PRESSES
            )
        rows += _weathered("Show answer", pressed, lags)
        with _lags() as lags:
            pressed = await peer.do(
                "submissions", channel=channel, modal=f"tick:{round}", picks=["0", "1"]
            )
        rows += _weathered("saved ticks", pressed, lags)
        await asyncio.sleep(8)  # what was deferred is filled, the message edited
        edits = (await _card(peer, channel))["edits"]
        report = await peer.do("report")
        held = _held(settings)
    assert report["violations"] == [], report["violations"]
    gaps = [after - before for before, after in pairwise(edits)]
    assert min(gaps, default=2) >= 2, gaps
    return Table(
        f"{PRESSES:,} presses within one second, {LATENCY * 1000:.0f} ms of network",
        ("", "half under", "99 of 100 under", "longest"),
        tuple(rows),
        f"In the database, each once: {held['reveal']:,} revealed, {held['tick']:,} "
        f"saved. Edits of the message meanwhile and in the 8 s after: {len(edits)}.",
    )


def _weathered(
    what: str, pressed: dict[str, Any], lags: list[float]
) -> list[tuple[str, ...]]:
    assert pressed["failed"] == 0, f"{pressed['failed']} of {what} never acknowledged"
    return [
        (f"{what}: press to acknowledgement", *_spread(pressed["waits"])),
        (f"{what}: event loop late", *_spread(lags)),
    ]


def _spread(values: list[float]) -> tuple[str, str, str]:
    shares = (percentile(values, 0.5), percentile(values, 0.99), max(values))
    return seconds(shares[0]), seconds(shares[1]), seconds(shares[2])


async def _card(peer: Remote, channel: int) -> dict[str, Any]:
    """The card of the day, once it stands there."""
    while True:
        told = await peer.do("messages", channel=channel)
        for message in told["messages"][str(channel)]:
            if "Card of the day" in message["text"]:
                card: dict[str, Any] = message
                return card
        await asyncio.sleep(0.1)


def _held(settings: Settings) -> dict[str, int]:
    """Steps in the log, each member's counted once."""
    with closing(sqlite3.connect(settings.database)) as db:
        query = "select step, count(*), count(distinct member) from attempts group by 1"
        rows = db.execute(query).fetchall()
    assert all(count == members for _, count, members in rows), rows
    return {step: count for step, count, _ in rows}


@contextmanager
def _lags() -> Iterator[list[float]]:
    """How late the event loop is, while the block lasts."""
    lags: list[float] = []
    probing = asyncio.create_task(probe(lags))
    yield lags
    probing.cancel()


# Ten thousand channels.


async def _drops() -> Table:
    """All due at nine; one of them may not be written in."""
    pace, most = limits.REQUESTS * SPEED, limits.REQUESTS_MOST * SPEED
    with patch.multiple(limits, REQUESTS=pace, REQUESTS_MOST=most):
        async with _bot(CHANNELS) as (peer, settings, start):
            shut = {"kind": "403 50013", "of": peer.channels[0]}
            await peer.do("fault", route=SEND, nth=1, times=9, **shut)
            lags: list[float] = []
            probing = asyncio.create_task(probe(lags))
            start.set()
            worked = time.process_time()
            took = await _all_posted(settings)
            worked = time.process_time() - worked
            probing.cancel()
            shown = (await peer.do("messages"))["messages"].values()
            report = await peer.do("report", route=SEND)
    cards = [sum("Card of the day" in m["text"] for m in each) for each in shown]
    assert (max(cards), sum(cards)) == (1, CHANNELS - 1), (max(cards), sum(cards))
    alone = CHANNELS / pace
    return Table(
        f"{CHANNELS:,} channels due at once, {limits.REQUESTS:.0f} requests a second",
        ("", ""),
        (
            ("the pace alone would take", seconds(alone * SPEED)),
            ("all posted after", seconds(took * SPEED)),
            ("posted ÷ pace alone", f"{took / alone:.2f}×"),
            ("cards posted, one in a channel at most", f"{sum(cards):,}"),
            ("refused by Discord, and stopping no other", str(cards.count(0))),
            ("most requests in a second", f"{report['busiest_second'] / SPEED:.0f}"),
            ("event loop late, 99 of 100 under", seconds(percentile(lags, 0.99))),
            ("the bot's processor time for each card", seconds(worked / CHANNELS)),
        ),
        f"Run {SPEED:.0f} times as fast; times are of the slow pace.",
    )


async def _all_posted(settings: Settings) -> float:
    """Seconds until nothing waits any more."""
    began = time.perf_counter()
    query = "select count(*) from messages where kind = 'drop' and state in (?, ?)"
    while True:
        with closing(sqlite3.connect(settings.database)) as db:
            [(ended,)] = db.execute(query, ["sent", "forbidden"])
        if ended == CHANNELS:
            return time.perf_counter() - began
        await asyncio.sleep(LOOK)


def _scheduled(settings: Settings, channels: list[int]) -> None:
    """As if an admin had set each of them up the day before."""
    made, before = opened(settings.database), NINE - timedelta(minutes=5)
    with made.store.transaction():
        made.engine.ship(shipped(), before)
        for number in channels:
            id, space = ChannelId(f"discord:{number}"), SpaceId("discord:0")
            made.engine.join(id, space, f"#{number}", "UTC", before)
            admin = Caller(ADMIN, "Ada", id, space, manages=True)
            made.engine.run(admin, "drop set", {"time": "09:00"}, before)
    made.store.close()


@asynccontextmanager
async def _bot(
    channels: int,
) -> AsyncIterator[tuple[Remote, Settings, asyncio.Event]]:
    """The bot at work, a moment before nine; at nine, once the event is set."""
    nine, began = asyncio.Event(), time.monotonic()

    def clock() -> datetime:
        passed = timedelta(seconds=time.monotonic() - began)
        return NINE + passed if nine.is_set() else NINE - timedelta(minutes=1)

    options = ("--latency", str(LATENCY), "--channels", str(channels), "--check")
    with TemporaryDirectory(prefix="studybot-bench-") as folder:
        async with Remote(*options) as peer, AsyncExitStack() as stack:
            settings = Settings(
                data=Path(folder),
                port=0,
                discord_token=peer.token,
                discord_api_url=peer.api,
            )
            if channels > 1:
                _scheduled(settings, peer.channels)
            prompt = partial(Ticker, every=timedelta(seconds=0.5))
            bot = running(settings, "UTC", clock, Random(7))
            with patch("adapters.serve.Ticker", prompt):
                await stack.enter_async_context(bot)
                await peer.do("ready")
                await asyncio.sleep(3)  # greetings are out
                yield peer, settings, nine
