import asyncio
import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

import aiohttp
import pytest

from tests.soak import afterwards
from tests.soak.long import long
from tests.soak.people import Seen, Tab, study
from tests.soak.process import ROOT, Process

SAMPLE = 5
KILLS = 300
SHARDS = 2
"""Bots killed side by side in the long form."""

DROPS_AT = time(9)

NAMES = ("Ada", "Blaise", "Carl", "Dana", "Emmy", "Felix", "Grace", "Hal")


async def test_whoever_was_answered_before_a_kill_is_found_after_it(
    tmp_path: Path,
) -> None:
    await soak(tmp_path, SAMPLE, Random(1))


@long
@pytest.mark.soak
@pytest.mark.timeout(3600)
async def test_three_hundred_kills_lose_nothing_and_repeat_nothing(
    tmp_path: Path,
) -> None:
    await side_by_side(tmp_path, 100, soak)


async def side_by_side(
    folder: Path, first: int, soak: Callable[[Path, int, Random], Awaitable[None]]
) -> None:
    """The long form, its kills shared out among several bots; `first` is a seed."""
    seeds = range(first, first + SHARDS)
    for seed in seeds:
        (folder / str(seed)).mkdir()
    await asyncio.gather(
        *(soak(folder / str(seed), KILLS // SHARDS, Random(seed)) for seed in seeds)
    )


async def soak(folder: Path, kills: int, dice: Random) -> None:
    data, scratch = folder / "data", folder / "scratch"
    data.mkdir()
    scratch.mkdir()
    bot, seen = Process(data), Seen()
    bot.jump(bot.now())
    try:
        for _ in range(kills):
            await life(bot, seen, dice)
            afterwards.check(data, seen, scratch)
            bot.jump(next_life(bot.now(), dice))
        await last_life(bot, seen)
        afterwards.check(data, seen, scratch)
        afterwards.all_shown(data, seen, scratch, bot.now().date())
    finally:
        await bot.kill()
    assert seen.faults == []
    assert len(seen.acknowledged) > kills
    assert checked(data) == "All is well."


async def life(bot: Process, seen: Seen, dice: Random) -> None:
    """From a start to a kill: in one of six while it starts, else under pressure."""
    await bot.start()
    if dice.random() < 1 / 6:
        await asyncio.sleep(dice.uniform(0.3, 1.5))
        await bot.kill()
        return
    async with tabs(await bot.address(), seen) as open_tabs:
        studying = [asyncio.create_task(study(tab, dice)) for tab in open_tabs]
        await asyncio.sleep(dice.uniform(0.1, 1.6))
        await bot.kill()
        told = await asyncio.gather(*studying, return_exceptions=True)
    wrong = [one for one in told if not isinstance(one, ConnectionError)]
    assert wrong == []


async def last_life(bot: Process, seen: Seen) -> None:
    """Undisturbed: what was interrupted is made good, and then it stops by itself."""
    bot.jump(noon_after(bot.now()))
    await bot.start()
    address = await bot.address()
    for minutes in (5, 5, 0):
        # Later than any lease: what may or may not have been shown is shown. The last
        # look is at what came while nobody was there.
        bot.jump(bot.now() + timedelta(minutes=minutes))
        async with tabs(address, seen) as open_tabs:
            # A question is written down, and whatever is written wakes the delivery;
            # the sweep, at the machine's pace, would be along only after a while.
            await open_tabs[0].run("/quiz")
            await settled(bot.folder / "studybot.db")
            await asyncio.sleep(1)
    assert await bot.stop() == 0


async def settled(database: Path) -> None:
    """Waits until nothing is on its way: pictures take their time on a busy machine."""
    under_way = "select count(*) from messages where state in ('planned', 'sending')"
    async with asyncio.timeout(60):
        while True:
            await asyncio.sleep(0.5)
            with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
                if db.execute(under_way).fetchone() == (0,):
                    return


def noon_after(now: datetime) -> datetime:
    """Past the day's card, which is still in time, and far from the next one."""
    noon = datetime.combine(now.date(), time(12), now.tzinfo)
    return noon if now <= noon else noon + timedelta(days=1)


def next_life(now: datetime, dice: Random) -> datetime:
    """When it starts again: mostly about when the next card is due."""
    fate = dice.random()
    if fate < 0.6:
        day = now.date() + timedelta(days=now.time() >= DROPS_AT)
        due = datetime.combine(day, DROPS_AT, now.tzinfo)
        return max(now, due - timedelta(seconds=dice.uniform(0, 3)))
    if fate < 0.8:
        return now + timedelta(seconds=dice.uniform(0, 6 * 3600))
    return now + timedelta(hours=dice.uniform(6, 100))


@asynccontextmanager
async def tabs(address: str, seen: Seen) -> AsyncIterator[list[Tab]]:
    """Members with the page open, the same ones in every life."""
    found: list[Tab] = []
    async with aiohttp.ClientSession(headers={"Origin": address}) as session:
        try:
            for name in NAMES:
                socket = await session.ws_connect(f"{address}/socket")
                found.append(Tab(socket, seen))
                await found[-1].hello(name)
            yield found
        finally:
            for tab in found:
                with contextlib.suppress(ConnectionError):
                    await tab.close()


def checked(data: Path) -> str:
    """The last line of `studybot db check`."""
    run = subprocess.run(
        [sys.executable, "-m", "adapters", "db", "check"],
        cwd=ROOT,
        env={**os.environ, "STUDYBOT_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    return (run.stdout + run.stderr).strip().splitlines()[-1]
