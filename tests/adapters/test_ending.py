"""Ends in a task that was cancelled already: Python 3.11.2 is where these can fail."""

import asyncio

import pytest

from adapters.answering import UnderWay
from adapters.ending import at_most


async def _cancelled(last: asyncio.Future[None], done: list[str]) -> None:
    """What ends here ends as `last` does, once the task has been cancelled."""
    task = asyncio.create_task(_ending(last, done))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def _ending(last: asyncio.Future[None], done: list[str]) -> None:
    try:
        await asyncio.Event().wait()
    finally:
        await at_most(0.01, lambda: _waited(last, done))
        done.append("and what came after")


async def _waited(last: asyncio.Future[None], done: list[str]) -> None:
    try:
        await last
        done.append("done")
    except asyncio.CancelledError:
        done.append("cut off")
        raise


async def test_what_takes_too_long_is_cut_off_and_what_comes_after_is_done() -> None:
    done: list[str] = []
    await _cancelled(asyncio.get_running_loop().create_future(), done)
    await asyncio.sleep(0)
    assert sorted(done) == ["and what came after", "cut off"]


async def test_what_ends_in_time_is_done() -> None:
    last = asyncio.get_running_loop().create_future()
    last.set_result(None)
    done: list[str] = []
    await _cancelled(last, done)
    assert done == ["done", "and what came after"]


async def test_what_goes_wrong_in_it_is_raised() -> None:
    async def odd() -> None:
        raise ConnectionResetError("odd")

    with pytest.raises(ConnectionResetError, match="odd"):
        await at_most(1, odd)


@pytest.mark.parametrize("patience", [0.0, 0.01])
async def test_work_under_way_that_is_late_is_cut_off_and_what_comes_after_is_done(
    patience: float,
) -> None:
    done: list[str] = []
    under_way = UnderWay()
    under_way.begin(_waited(asyncio.get_running_loop().create_future(), done))

    async def stopped() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await under_way.close(patience)
            done.append("and what came after")

    task = asyncio.create_task(stopped())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert done == ["cut off", "and what came after"]
