import asyncio
import contextlib
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from adapters import troubles
from bot.errors import Refusal
from bot.panels import Caller
from tests.adapters.small_bot import NINE, SmallBot, member, small_bot

SOON = NINE + timedelta(minutes=1)
ATTEMPTS = "select member, step from attempts order by member, id"


def test_calls_that_arrive_together_share_one_commit(bot: SmallBot) -> None:
    opened(bot)

    async def press() -> None:
        with held(bot):
            asked = [asyncio.ensure_future(reveal(bot, n)) for n in range(40)]
            await asyncio.sleep(0.01)
            bot.said.clear()
        await asyncio.gather(*asked)

    asyncio.run(press())
    assert bot.commits() == 2  # that of the call that held them up, and theirs
    assert len(bot.rows(ATTEMPTS)) == 40


def test_one_call_at_a_time_commits_each(bot: SmallBot) -> None:
    opened(bot)

    async def press() -> None:
        bot.said.clear()
        for n in range(5):
            await reveal(bot, n)

    asyncio.run(press())
    assert bot.commits() == 5


def test_nothing_is_answered_before_its_commit(bot: SmallBot) -> None:
    opened(bot)
    answered_at_commit: list[bool] = []

    async def press() -> None:
        with held(bot):
            asked = [asyncio.ensure_future(reveal(bot, n)) for n in range(3)]
            await asyncio.sleep(0.01)
            note_commits(bot, lambda: any(one.done() for one in asked))
        await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        assert len(bot.rows(ATTEMPTS)) == 3
        await asyncio.gather(*asked)

    def note_commits(bot: SmallBot, done: Callable[[], bool]) -> None:
        def trace(sql: str, _: object) -> None:
            if sql == "commit":
                answered_at_commit.append(done())

        bot.db._tracer = trace

    asyncio.run(press())
    assert answered_at_commit == [False, False]


def test_a_call_that_raises_is_undone_alone(bot: SmallBot) -> None:
    opened(bot)

    async def press() -> list[object]:
        with held(bot):
            asked = [
                asyncio.ensure_future(reveal(bot, 1)),
                # A newcomer is made known first, and refused afterwards.
                asyncio.ensure_future(call(bot, member(2), "tick:1")),
                asyncio.ensure_future(reveal(bot, 3)),
            ]
            await asyncio.sleep(0.01)
        return await asyncio.gather(*asked, return_exceptions=True)

    _, refused, _ = asyncio.run(press())
    assert isinstance(refused, Refusal)
    assert bot.rows(ATTEMPTS) == [("web:m1", "reveal"), ("web:m3", "reveal")]
    assert bot.rows("select id from members where id like 'web:m%'") == [
        ("web:m1",),
        ("web:m3",),
    ]


def test_a_cancelled_caller_takes_nobody_with_them(bot: SmallBot) -> None:
    opened(bot)

    async def press() -> None:
        with held(bot):
            gone = asyncio.ensure_future(reveal(bot, 1))
            stays = asyncio.ensure_future(reveal(bot, 2))
            await asyncio.sleep(0.01)
            gone.cancel()
        await stays
        assert gone.cancelled()
        await reveal(bot, 3)

    asyncio.run(press())
    assert len(bot.rows(ATTEMPTS)) == 3  # what was asked for is done all the same


def test_closing_finishes_what_was_asked_and_takes_no_more(bot: SmallBot) -> None:
    opened(bot)

    async def press() -> None:
        asked = [asyncio.ensure_future(reveal(bot, n)) for n in range(300)]
        await asyncio.sleep(0)
        await bot.desk.close()
        await asyncio.gather(*asked)
        with pytest.raises(RuntimeError, match="the desk is closed"):
            await reveal(bot, 301)

    asyncio.run(press())
    assert len(bot.rows(ATTEMPTS)) == 300


def test_what_only_reads_announces_no_change(bot: SmallBot) -> None:
    opened(bot)
    changes: list[int] = []
    bot.desk.on_change = lambda: changes.append(1)

    async def look() -> None:
        await bot.desk.call(bot.engine.next_due)
        await bot.desk.call(bot.engine.due, NINE)
        assert changes == []
        await reveal(bot, 1)

    asyncio.run(look())
    assert changes == [1]


def test_a_loop_that_is_gone_stops_nobody_else(bot: SmallBot) -> None:
    opened(bot)

    async def ask_and_leave() -> None:
        task = asyncio.ensure_future(reveal(bot, 1))
        await asyncio.sleep(0)
        task.cancel()

    with held(bot):
        asyncio.run(ask_and_leave())
    asyncio.run(reveal(bot, 2))
    assert len(bot.rows(ATTEMPTS)) == 2


# A full disk.


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(tmp_path)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("a file system to fill can only be made by root")
    yield tmp_path
    subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def test_a_disk_that_fills_up_loses_nothing_that_was_acknowledged(
    tiny_disk: Path,
) -> None:
    for bot in small_bot(tiny_disk / "studybot.db"):
        opened(bot)
        stone = tiny_disk / "stone"
        fill_up(stone)
        first = asyncio.run(storm(bot, range(400)))
        assert len(first) < 400
        assert recorded(bot) == first
        stone.unlink()
        again = asyncio.run(storm(bot, [n for n in range(400) if n not in first]))
        assert recorded(bot) == set(range(400))
        assert again | first == set(range(400))
        assert bot.store.faults() == []


def test_a_full_disk_fails_what_writes_and_answers_what_reads(bot: SmallBot) -> None:
    opened(bot)
    pages = bot.db.execute("pragma page_count").fetchone()[0]
    bot.db.execute(f"pragma max_page_count = {pages}")

    async def press() -> list[object]:
        with held(bot):
            asked: list[asyncio.Future[object]] = [
                asyncio.ensure_future(bot.desk.call(bot.engine.next_due)),
                asyncio.ensure_future(bot.desk.call(fill, bot)),
                asyncio.ensure_future(bot.desk.call(bot.engine.next_due)),
            ]
            await asyncio.sleep(0.01)
        return await asyncio.gather(*asked, return_exceptions=True)

    before, full, after = asyncio.run(press())
    assert isinstance(full, sqlite3.OperationalError)
    assert before == after == NINE + timedelta(seconds=90)  # the claim's lease
    bot.db.execute("pragma max_page_count = 1000000")
    asyncio.run(reveal(bot, 1))
    assert bot.rows(ATTEMPTS) == [("web:m1", "reveal")]


def test_that_it_can_be_written_again_is_told_once(
    bot: SmallBot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(troubles, "CALM", 0)
    opened(bot)
    bot.db.execute("pragma query_only = on")
    with pytest.raises(sqlite3.OperationalError):
        asyncio.run(reveal(bot, 1))
    bot.db.execute("pragma query_only = off")
    asyncio.run(reveal(bot, 1))
    asyncio.run(reveal(bot, 2))

    cannot, can = caplog.messages
    assert cannot.startswith("The database cannot be written")
    assert can == "The database can be written again"


def test_nothing_is_acknowledged_once_the_file_was_replaced(
    bot: SmallBot, caplog: pytest.LogCaptureFixture
) -> None:
    opened(bot)
    bot.path.rename(bot.path.with_name("aside.db"))

    assert asyncio.run(storm(bot, range(20))) == set()
    assert asyncio.run(storm(bot, range(20))) == set()
    (record,) = caplog.records
    assert record.getMessage() == (
        f"{bot.path} was moved away or replaced while the bot runs: nothing is "
        "acknowledged any more. Put that very file back, or start the bot anew, which "
        "then goes on with what stands there."
    )


def test_what_a_failed_batch_wrote_is_either_answered_or_gone(bot: SmallBot) -> None:
    """SQLite ends the whole transaction by itself where the disk is full."""
    opened(bot)
    pages = bot.db.execute("pragma page_count").fetchone()[0]
    bot.db.execute(f"pragma max_page_count = {pages + 3}")
    told = asyncio.run(storm(bot, range(500)))
    assert 0 < len(told) < 500
    assert recorded(bot) == told


def fill_up(stone: Path) -> None:
    with stone.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"0" * 4096)


def fill(bot: SmallBot) -> None:
    for n in range(200):
        press(bot, member(n), "reveal:1")


# What the tests do to a bot.


def opened(bot: SmallBot) -> None:
    """Today's card is open, as round 1."""
    bot.channels("study")
    with bot.store.transaction():
        bot.engine.due(NINE)


def press(bot: SmallBot, caller: Caller, token: str) -> None:
    bot.engine.press(caller, token, {}, SOON)


async def call(bot: SmallBot, caller: Caller, token: str) -> None:
    await bot.desk.call(press, bot, caller, token)


async def reveal(bot: SmallBot, number: int) -> None:
    await call(bot, member(number), "reveal:1")


async def storm(bot: SmallBot, numbers: Iterable[int]) -> set[int]:
    """All of them at once; the numbers of those who were told that it is done."""
    asked = list(numbers)
    answers = await asyncio.gather(
        *(reveal(bot, n) for n in asked), return_exceptions=True
    )
    return {n for n, answer in zip(asked, answers, strict=True) if answer is None}


def recorded(bot: SmallBot) -> set[int]:
    return {int(str(row[0]).removeprefix("web:m")) for row in bot.rows(ATTEMPTS)}


@contextmanager
def held(bot: SmallBot) -> Iterator[None]:
    """The desk is busy with something until the block ends."""
    busy, free = threading.Event(), threading.Event()

    def wait() -> None:
        busy.set()
        assert free.wait(10)

    async def ask() -> None:
        await bot.desk.call(wait)

    thread = threading.Thread(target=lambda: asyncio.run(ask()))
    thread.start()
    assert busy.wait(10)
    try:
        yield
    finally:
        free.set()
        thread.join()
