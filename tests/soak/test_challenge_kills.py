"""Challenges are played on the page while the bot is killed again and again."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import pytest

from tests.soak import afterwards
from tests.soak.long import long
from tests.soak.players import Played, Player, play
from tests.soak.process import Process
from tests.soak.test_kills import checked, side_by_side

SAMPLE = 2

NAMES = ("Ada", "Blaise", "Carl", "Dana")

PATIENCE = 60.0
"""Seconds that a life waits for what is to happen in it."""

SPEED = 6.0
"""Seconds of the bot's clock in each of ours, while it is up."""


async def test_whoever_locked_in_a_letter_before_a_kill_has_it_counted(
    tmp_path: Path,
) -> None:
    await soak(tmp_path, SAMPLE, Random(2))


@long
@pytest.mark.soak
@pytest.mark.timeout(3600)
async def test_three_hundred_kills_lose_no_letter_and_ask_nothing_twice(
    tmp_path: Path,
) -> None:
    await side_by_side(tmp_path, 200, soak)


async def soak(folder: Path, kills: int, dice: Random) -> None:
    data, scratch = folder / "data", folder / "scratch"
    data.mkdir()
    scratch.mkdir()
    bot, played = Process(data), Played()
    bot.jump(bot.now())
    try:
        for _ in range(kills):
            await life(bot, played, dice)
            afterwards.check(data, played, scratch)
            check(data, played)
            bot.jump(bot.now() + timedelta(seconds=dice.uniform(0, 30)))
        await last_life(bot, played)
    finally:
        await bot.kill()
    check(data, played)
    counted(data, played)
    assert played.faults == []
    assert len(played.acknowledged) > kills // 4  # a machine may be slow to let them
    assert checked(data) == "All is well."


async def life(bot: Process, played: Played, dice: Random) -> None:
    """From a start to a kill: in one of six while it starts, else while they play."""
    await bot.start()
    if dice.random() < 1 / 6:
        await asyncio.sleep(dice.uniform(0.3, 1.5))
        await bot.kill()
        return
    async with players(await bot.address(), played) as tabs, hurried(bot):
        playing = [asyncio.create_task(play(tab, dice)) for tab in tabs]
        with suppress(TimeoutError):
            await asyncio.wait_for(scene(played, dice), PATIENCE)
        await asyncio.sleep(dice.uniform(0, 1.5))
        await bot.kill()
        told = await asyncio.gather(*playing, return_exceptions=True)
    wrong = [one for one in told if one and not isinstance(one, ConnectionError)]
    assert wrong == []


async def scene(played: Played, dice: Random) -> None:
    """Until one of many things has happened in this life, however slow the machine."""
    letters = sum(map(len, played.letters.values()))
    seen = set(played.scenes)
    wanted = dice.choice(("", "letter", "letter", "the answer", "the result"))
    while wanted:
        await asyncio.sleep(0.02)
        if wanted == "letter" and sum(map(len, played.letters.values())) > letters:
            return
        if any(wanted in title for _, title in played.scenes - seen):
            return


async def last_life(bot: Process, played: Played) -> None:
    """Nobody presses any more: whatever was going on comes to its end."""
    await bot.start()
    database = bot.folder / "studybot.db"
    async with players(await bot.address(), played) as tabs:
        async with asyncio.timeout(200):
            while rows(database, "select 1 from challenges where phase <> 'ended'"):
                bot.jump(bot.now() + timedelta(seconds=30))
                # What is written wakes the delivery; the sweep goes by real time.
                await tabs[0].run("/quiz")
                await asyncio.sleep(0.3)
    assert await bot.stop() == 0


@asynccontextmanager
async def hurried(bot: Process) -> AsyncIterator[None]:
    """The bot's clock runs fast: a life is short, and a question stands for long."""

    async def hurry() -> None:
        while True:
            await asyncio.sleep(0.1)
            bot.jump(bot.now() + timedelta(seconds=0.1 * (SPEED - 1)))

    hurrying = asyncio.create_task(hurry())
    try:
        yield
    finally:
        hurrying.cancel()


@asynccontextmanager
async def players(address: str, played: Played) -> AsyncIterator[list[Player]]:
    """Members with the page open, the same ones in every life."""
    found: list[Player] = []
    async with aiohttp.ClientSession(headers={"Origin": address}) as session:
        try:
            for name in NAMES:
                socket = await session.ws_connect(f"{address}/socket")
                found.append(Player(socket, played))
                await found[-1].hello(name)
            yield found
        finally:
            for tab in found:
                with suppress(ConnectionError):
                    await tab.close()


# What must hold whenever the bot has died.


def rows(database: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        return db.execute(query).fetchall()


BROKEN = {
    "two counted attempts": "select round, member from attempts where step = 'choice' "
    "group by 1, 2 having count(*) > 1",
    "counted, and nobody pressed": "select a.round from attempts a join rounds r "
    "on r.id = a.round where r.kind = 'challenge' and a.step = 'choice' and not exists "
    "(select 1 from attempts l where l.round = a.round and l.member = a.member "
    "and l.step = 'lock')",
    "counted while it is open": "select a.round from attempts a join rounds r "
    "on r.id = a.round where r.kind = 'challenge' and a.step = 'choice' "
    "and r.closed is null",
    "a question with two messages": "select round from messages "
    "where kind = 'question' group by 1 having count(*) > 1",
    "a check asked twice in a challenge": "select challenge from questions group by "
    'challenge, card, "check" having count(*) > 1',
    "two that go on": "select channel from challenges where phase <> 'ended' "
    "group by 1 having count(*) > 1",
    "one that no clock looks at": "select id from challenges where phase <> 'ended' "
    "and next is null",
    "one that has ended with a question open": "select c.id from challenges c "
    "join questions q on q.challenge = c.id join rounds r on r.id = q.round "
    "where c.phase = 'ended' and r.closed is null",
}
"""By what it would be: a query that finds it."""


def check(data: Path, played: Played) -> None:
    database = data / "studybot.db"
    if not database.exists():
        return
    copy = data.parent / "scratch" / "copy.db"  # as `afterwards.check` has left it
    found = {what: rows(copy, query) for what, query in BROKEN.items()}
    assert {what: rows for what, rows in found.items() if rows} == {}
    twice = {round: keys for round, keys in played.questions.items() if len(keys) > 1}
    assert twice == {}


def counted(data: Path, played: Played) -> None:
    """Whoever was answered has their last word counted, once all is over."""
    database = data / "studybot.db"
    choices = {
        (member, round): choice
        for member, round, choice in rows(
            database,
            "select member, round, choice from attempts where step = 'choice'",
        )
    }
    orders = dict(rows(database, 'select id, "order" from rounds'))
    for (member, round), letters in played.letters.items():
        answered = [at for at, (_, told) in enumerate(letters) if told]
        if not answered:
            continue
        # What was pressed later, and not answered, may have arrived all the same.
        places = {place for place, _ in letters[answered[-1] :]}
        may = {int(str(orders[round])[place]) for place in places}
        assert choices.get((member, round)) in may, (member, round, letters)
