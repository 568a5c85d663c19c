"""Challenges under load: five channels play at once, through discord.py."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from itertools import pairwise
from random import Random
from typing import Any

from adapters.serve import running
from bench.tables import Table, percentile, spread
from bench.whole import LATENCY, discord, greeted, lags, quiet
from bot.settings import Settings
from tests.discord.peer.remote import Remote

CHANNELS = 5
PLAYERS = (10, 100, 1000)
"""In all channels together."""

ACKNOWLEDGED, LATE = 1.5, 0.25
"""Seconds that 99 of 100 presses wait at most, and that the loop is late: the bars."""

LETTERS = ["A", "B", "C", "D"]


def challenges() -> Iterator[Table]:
    quiet()
    yield asyncio.run(_table())


async def _table() -> Table:
    rows: list[tuple[str, ...]] = []
    missed: list[str] = []
    async with _bot() as (peer, settings):
        await _played(peer, settings, CHANNELS)  # pictures are drawn, code is warm
        for players in PLAYERS:
            waits, late, answers = await _played(peer, settings, players)
            rows += [
                (f"{players:,} players: press to acknowledgement", *spread(waits)),
                (f"{players:,} players: event loop late", *spread(late)),
                (
                    f"{players:,} players: all have answered, to answer",
                    *spread(answers),
                ),
            ]
            if percentile(waits, 0.99) >= ACKNOWLEDGED:
                missed.append(f"{players:,} players: presses")
            if percentile(late, 0.99) >= LATE:
                missed.append(f"{players:,} players: event loop")
        report = await peer.do("report")
    assert report["violations"] == [], report["violations"]
    return Table(
        f"A question answered within one second in {CHANNELS} channels at once, "
        f"{LATENCY * 1000:.0f} ms of network",
        ("", "half under", "99 of 100 under", "longest"),
        tuple(rows),
        "Each press acknowledged within three seconds, and in the database once; no "
        "two edits of a message within two seconds. "
        f"Bars missed: {', '.join(missed) or 'none'}.",
    )


async def _played(
    peer: Remote, settings: Settings, players: int
) -> tuple[list[float], list[float], list[float]]:
    """One question in each channel; waits, how late the loop was, time to the answer.

    The host answers last: two seconds after that it closes.
    """
    crowd = players // CHANNELS
    await _lobbies(peer, crowd)
    await asyncio.sleep(2)  # pictures ahead, edits of the lobbies
    before = _held(settings)
    with lags() as late:
        pressed = await peer.do("storms", buttons=LETTERS, within=1.0)
        ended = time.perf_counter()
        for channel in peer.channels:
            await _do(peer, "press", channel, button="A")
        answers = [await _answered(peer, channel, ended) for channel in peer.channels]
    assert pressed["failed"] == 0, f"{pressed['failed']} never acknowledged"
    presses = _held(settings) - before
    assert presses == crowd * CHANNELS + CHANNELS, f"{presses} in the database"
    for channel in peer.channels:
        await _shown(peer, channel, "### Challenge: the result")
    _gaps(await peer.do("messages"))
    return pressed["waits"], late, answers


async def _lobbies(peer: Remote, crowd: int) -> None:
    """So many people join in each channel, and its question stands."""
    for channel in peer.channels:
        options = {"questions": "1"}
        await _do(peer, "slash", channel, command="challenge", options=options)
        await _shown(peer, channel, "### Challenge\n")
    joining = 1.0 + crowd * CHANNELS / 100
    await peer.do("storms", buttons=["Join"], people=crowd, within=joining)
    for channel in peer.channels:
        await _do(peer, "press", channel, button="Start")
    for channel in peer.channels:
        await _shown(peer, channel, "### Question")


async def _do(peer: Remote, verb: str, channel: int, **given: Any) -> None:
    await peer.do(verb, channel=channel, **given)


async def _answered(peer: Remote, channel: int, since: float) -> float:
    """Seconds from when all had answered until the answer stands."""
    await _shown(peer, channel, "is right")
    return time.perf_counter() - since


async def _shown(peer: Remote, channel: int, text: str) -> None:
    """Once the channel's last message has this in it."""
    while True:
        told = await peer.do("messages", channel=channel)
        messages = told["messages"][str(channel)]
        if messages and text in messages[-1]["text"]:
            return
        await asyncio.sleep(0.1)


def _held(settings: Settings) -> int:
    """Presses in the log, each of another member or round."""
    with closing(sqlite3.connect(settings.database)) as db:
        [(count, apart)] = db.execute(
            "select count(*), count(distinct round || ' ' || member) from attempts "
            "where step = 'lock'"
        ).fetchall()
    assert count == apart, (count, apart)
    return int(count)


def _gaps(told: dict[str, Any]) -> None:
    """No two edits of a message come within two seconds."""
    for messages in told["messages"].values():
        for message in messages:
            gaps = [after - before for before, after in pairwise(message["edits"])]
            # The network takes its time with each, so they may arrive a little nearer.
            assert min(gaps, default=2) > 2 - LATENCY, gaps


@asynccontextmanager
async def _bot() -> AsyncIterator[tuple[Remote, Settings]]:
    async with (
        discord(CHANNELS, "--strict") as (peer, settings),
        running(settings, "UTC", lambda: datetime.now(UTC), Random(7)),
    ):
        await greeted(peer)
        yield peer, settings
