import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta, tzinfo

import pytest

from adapters.ticker import Ticker
from tests.adapters.small_bot import SmallBot
from tests.adapters.waiting import until

QUICK = timedelta(seconds=0.05)
SELDOM = timedelta(hours=1)
"""No sweep but the first comes within a test."""


async def test_it_sweeps_at_once() -> None:
    woken: list[int] = []
    async with ticking(nothing, lambda: woken.append(1), SELDOM):
        await until(lambda: woken == [1])


async def test_it_sweeps_no_more_once_it_is_stopped() -> None:
    woken: list[int] = []
    async with ticking(nothing, lambda: woken.append(1), QUICK):
        await until(lambda: len(woken) == 2)
    before = len(woken)

    await asyncio.sleep(4 * QUICK.total_seconds())

    assert len(woken) == before


async def test_it_beats_with_every_sweep(bot: SmallBot) -> None:
    woken: list[int] = []
    async with ticking(beating(bot), lambda: woken.append(1), QUICK):
        await until(lambda: len(woken) == 4)
    [(began, seen)] = bot.rows("select started, seen from uptime")
    assert isinstance(began, int)
    assert isinstance(seen, int)
    assert seen - began >= 100  # milliseconds: there are three sweeps between the two


async def test_a_beat_that_fails_is_logged_and_stops_neither_the_sweep_nor_the_next(
    bot: SmallBot, caplog: pytest.LogCaptureFixture
) -> None:
    beats: list[int] = []
    woken: list[int] = []

    async def beat() -> None:
        beats.append(1)
        if len(beats) == 2:
            raise OSError("the disk is gone")
        await beating(bot)()

    async with ticking(beat, lambda: woken.append(1), QUICK):
        await until(lambda: len(woken) == 4)
    assert len(beats) in (4, 5)  # the last may be under way
    [fault] = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert fault.getMessage() == "That the bot is up could not be noted"
    assert "the disk is gone" in caplog.text


class AnHourAgo(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "AnHourAgo":
        return super().now(tz) - timedelta(hours=1)


async def test_it_sweeps_on_while_the_clock_on_the_wall_is_set_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    woken: list[int] = []
    async with ticking(nothing, lambda: woken.append(1), QUICK):
        await until(lambda: len(woken) > 1)
        for module in ("schedulers.base", "triggers.interval", "triggers.date"):
            monkeypatch.setattr(f"apscheduler.{module}.datetime", AnHourAgo)
        await until(lambda: len(woken) > 5)


@pytest.mark.parametrize("before", [0.1, 3000], ids=["earlier", "later"])
async def test_the_alarm_rings_at_its_moment_and_not_at_the_one_it_replaces(
    before: float,
) -> None:
    async with swept() as (ticker, woken):
        start = now()
        at = start + timedelta(seconds=0.3)
        ticker.alarm(start + timedelta(seconds=before))
        ticker.alarm(at)
        await until(lambda: len(woken) == 1)
    [rang] = woken
    assert rang >= at


async def test_an_alarm_that_is_past_rings_at_once() -> None:
    async with swept() as (ticker, woken):
        ticker.alarm(now() - timedelta(hours=1))
        await until(lambda: len(woken) == 1)


async def test_what_is_far_off_is_left_to_the_sweeps() -> None:
    """An alarm for next week must not hold up the one for the next second."""
    async with swept() as (ticker, woken):
        ticker.alarm(now() + timedelta(seconds=0.1))
        ticker.alarm(now() + timedelta(days=7))
        await until(lambda: len(woken) == 1)


@asynccontextmanager
async def swept() -> AsyncIterator[tuple[Ticker, list[datetime]]]:
    """A ticker after its only sweep, and the moments at which it rings."""
    woken: list[datetime] = []
    async with ticking(nothing, lambda: woken.append(now()), SELDOM) as ticker:
        await until(lambda: len(woken) == 1)
        woken.clear()
        yield ticker, woken


@asynccontextmanager
async def ticking(
    beat: Callable[[], Awaitable[None]],
    wake: Callable[[], None],
    every: timedelta,
) -> AsyncIterator[Ticker]:
    ticker = Ticker(beat, wake, now, every)
    ticker.start()
    try:
        yield ticker
    finally:
        ticker.stop()


def beating(bot: SmallBot) -> Callable[[], Awaitable[None]]:
    return lambda: bot.desk.call(bot.engine.beat, now())


async def nothing() -> None:
    pass


def now() -> datetime:
    return datetime.now(UTC)
