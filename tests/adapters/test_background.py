"""Long work, apart: what it gives, what it may not take, and who is told."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest
import pytest_asyncio

from adapters.background import MEMORY, WAITING, Background
from adapters.worker import Worker
from bot.errors import BadInput, Refusal
from bot.flows.work import Work
from tests.adapters.waiting import until


def work(does: Callable[[], Any]) -> Work[Any]:
    return Work(does, lambda _, made: made)


def hoard() -> int:
    return len(bytearray(2_000_000_000))


def sleep_and_tell(path: str, word: str, seconds: float) -> str:
    time.sleep(seconds)
    with open(path, "a") as told:
        told.write(word)
    return word


@pytest_asyncio.fixture
async def background() -> AsyncIterator[Background]:
    made = Background()
    yield made
    await made.close()
    assert _nobody_is_left()


def _nobody_is_left() -> bool:
    """But for the tracker of multiprocessing's own, which lives as long as we do."""
    children = psutil.Process().children()
    return all("resource_tracker" in " ".join(one.cmdline()) for one in children)


async def test_work_is_done_in_another_process_which_ends_with_it(
    background: Background,
) -> None:
    pid = await background.do(work(os.getpid))

    assert pid != os.getpid()
    assert not psutil.pid_exists(pid)


async def test_once_it_is_closed_nothing_is_begun() -> None:
    background = Background()
    await background.close()

    with pytest.raises(Refusal, match="I am being restarted"):
        await background.do(work(os.getpid))


async def test_what_the_work_raises_comes_back(background: Background) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        await background.do(work(partial(int, "x")))

    assert await background.do(work(partial(int, "7"))) == 7


@pytest.mark.parametrize(
    "does",
    [partial(time.sleep, 30), hoard, partial(os._exit, 3)],
    ids=["too slow", "too large", "dead"],
)
async def test_work_beyond_its_bounds_is_refused_and_the_next_is_done(
    does: Callable[[], Any],
) -> None:
    background = Background(seconds=3)

    with pytest.raises(BadInput, match="nothing was changed"):
        await background.do(work(does))

    assert await background.do(work(partial(int, "7"))) == 7
    await background.close()


async def test_one_piece_of_work_is_done_after_another(
    background: Background, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    pieces = [
        work(partial(sleep_and_tell, str(told), word, seconds))
        for word, seconds in (("a", 0.3), ("b", 0.1), ("c", 0))
    ]

    assert await asyncio.gather(*map(background.do, pieces)) == ["a", "b", "c"]
    assert told.read_text() == "abc"


async def test_what_is_too_much_at_once_is_refused(background: Background) -> None:
    busy = [
        asyncio.create_task(background.do(work(partial(time.sleep, 60))))
        for _ in range(WAITING)
    ]
    await asyncio.sleep(0)

    with pytest.raises(Refusal, match="Try again in a minute"):
        await background.do(work(os.getpid))

    await background.close()
    await asyncio.gather(*busy, return_exceptions=True)


async def test_closing_tells_all_who_wait_and_takes_no_more(tmp_path: Path) -> None:
    background, told = Background(), tmp_path / "told"
    waiting = [
        asyncio.create_task(
            background.do(work(partial(sleep_and_tell, str(told), "x", seconds)))
        )
        for seconds in (60, 0)
    ]
    await until(lambda: background.busy is not None)

    await background.close()

    for one in waiting:
        with pytest.raises(Refusal, match="I am being restarted"):
            await one
    with pytest.raises(Refusal, match="I am being restarted"):
        await background.do(work(os.getpid))
    assert not told.exists()
    assert _nobody_is_left()


async def test_closing_while_a_process_starts_tells_them_too() -> None:
    background = Background()
    waiting = asyncio.create_task(background.do(work(partial(time.sleep, 60))))
    await asyncio.sleep(0.01)

    await background.close()

    with pytest.raises(Refusal, match="I am being restarted"):
        await waiting


@pytest.mark.parametrize("steps", range(6))
async def test_who_stops_just_as_the_process_is_ready_is_heard(steps: int) -> None:
    worker = Worker(60, MEMORY)
    waiting = asyncio.create_task(worker.do(partial(time.sleep, 60)))
    await asyncio.sleep(0.1)
    assert worker._warm is not None
    worker._warm.result(timeout=60)  # it is, and the loop has not heard of it yet
    for _ in range(steps):
        await asyncio.sleep(0)

    waiting.cancel()

    await asyncio.wait([waiting], timeout=5)
    assert waiting.cancelled()
    await worker.close()


async def test_who_stops_waiting_frees_the_place() -> None:
    background = Background()
    impatient = asyncio.create_task(background.do(work(partial(time.sleep, 60))))
    await until(lambda: background.busy is not None)

    impatient.cancel()

    assert await background.do(work(partial(int, "7"))) == 7
    assert impatient.cancelled()
    await background.close()
