"""Discord under load: the whole bot, against a small Discord in its own process."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import Any
from unittest.mock import patch

from adapters.discord import limits
from bench import whole
from bench.tables import Table, percentile, seconds, spread
from bench.whole import LATENCY, all_posted, before_nine, lags, scheduled, steps
from bot.panels import ChannelId, MemberId, SpaceId
from bot.settings import Settings
from tests.discord.peer.remote import Remote

PRESSES = 1000

CHANNELS = 10_000
SPEED = 2.0
"""How many times as fast the pace is, so that it takes two minutes and not four."""

ADMIN = MemberId("discord:1")
SEND = "POST /channels/{channel}/messages"


def discord() -> Iterator[Table]:
    whole.quiet()
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
        with lags() as late:
            pressed = await peer.do(
                "storm", channel=channel, buttons=["Show answer"], people=PRESSES
            )
        rows += _weathered("Show answer", pressed, late)
        with lags() as late:
            pressed = await peer.do(
                "submissions", channel=channel, modal=f"tick:{round}", picks=["0", "1"]
            )
        rows += _weathered("saved ticks", pressed, late)
        await asyncio.sleep(8)  # what was deferred is filled, the message edited
        edits = (await _card(peer, channel))["edits"]
        report = await peer.do("report")
        held = steps(settings)
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
    what: str, pressed: dict[str, Any], late: list[float]
) -> list[tuple[str, ...]]:
    assert pressed["failed"] == 0, f"{pressed['failed']} of {what} never acknowledged"
    return [
        (f"{what}: press to acknowledgement", *spread(pressed["waits"])),
        (f"{what}: event loop late", *spread(late)),
    ]


async def _card(peer: Remote, channel: int) -> dict[str, Any]:
    """The card of the day, once it stands there."""
    while True:
        told = await peer.do("messages", channel=channel)
        for message in told["messages"][str(channel)]:
            if "Card of the day" in message["text"]:
                card: dict[str, Any] = message
                return card
        await asyncio.sleep(0.1)


# Ten thousand channels.


async def _drops() -> Table:
    """All due at nine; one of them may not be written in."""
    rate = limits.REQUESTS_A_SECOND - limits.REQUESTS_AT_ONCE
    pace, most = rate * SPEED, limits.REQUESTS_A_SECOND * SPEED
    at_once = limits.REQUESTS_AT_ONCE * SPEED
    with patch.multiple(limits, REQUESTS_A_SECOND=most, REQUESTS_AT_ONCE=at_once):
        async with _bot(CHANNELS) as (peer, settings, start):
            shut = {"kind": "403 50013", "of": peer.channels[0]}
            await peer.do("fault", route=SEND, nth=1, times=9, **shut)
            start.set()
            worked = time.process_time()
            with lags() as late:
                took = await all_posted(settings, CHANNELS)
            worked = time.process_time() - worked
            shown = (await peer.do("messages"))["messages"].values()
            report = await peer.do("report", route=SEND)
    cards = [sum("Card of the day" in m["text"] for m in each) for each in shown]
    assert (max(cards), sum(cards)) == (1, CHANNELS - 1), (max(cards), sum(cards))
    alone = CHANNELS / pace
    return Table(
        f"{CHANNELS:,} channels due at once, {rate} requests a second",
        ("", ""),
        (
            ("the pace alone would take", seconds(alone * SPEED)),
            ("all posted after", seconds(took * SPEED)),
            ("posted ÷ pace alone", f"{took / alone:.2f}×"),
            ("cards posted, one in a channel at most", f"{sum(cards):,}"),
            ("refused by Discord, and stopping no other", str(cards.count(0))),
            (
                "most requests that arrived within a second",
                f"{report['busiest_second'] / SPEED:.0f}",
            ),
            ("event loop late, 99 of 100 under", seconds(percentile(late, 0.99))),
            ("the bot's processor time for each card", seconds(worked / CHANNELS)),
        ),
        f"Run {SPEED:.0f} times as fast; times are of the slow pace.",
    )


@asynccontextmanager
async def _bot(
    channels: int,
) -> AsyncIterator[tuple[Remote, Settings, asyncio.Event]]:
    """The bot at work, a moment before nine; at nine, once the event is set."""
    async with whole.discord(channels, "--check") as (peer, settings):
        if channels > 1:
            pairs = zip(peer.channels, peer.servers, strict=True)
            places = [
                (ChannelId(f"discord:{c}"), SpaceId(f"discord:{s}")) for c, s in pairs
            ]
            scheduled(settings, places, ADMIN)
        async with before_nine(settings) as nine:
            await whole.greeted(peer)
            yield peer, settings, nine
