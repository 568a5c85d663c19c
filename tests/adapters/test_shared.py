"""Work that several ask for at once is done once."""

import asyncio

import pytest

from adapters.shared import Ended, Shared


class Work:
    """Is done when it is told to be; counts how often it was begun."""

    def __init__(self) -> None:
        self.begun = 0
        self.done = asyncio.Event()
        self.fault: Exception | None = None

    async def begin(self) -> int:
        self.begun += 1
        await self.done.wait()
        if self.fault is not None:
            raise self.fault
        return self.begun


async def waiting(
    shared: Shared[int], work: Work, many: int
) -> list[asyncio.Task[int]]:
    tasks = [asyncio.create_task(shared.of("one", work.begin)) for _ in range(many)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return tasks


async def test_whoever_asks_for_the_same_waits_for_the_same() -> None:
    shared, work = Shared[int](), Work()
    tasks = await waiting(shared, work, 3)
    work.done.set()

    assert await asyncio.gather(*tasks) == [1, 1, 1]
    assert await shared.of("one", work.begin) == 2


async def test_whoever_asks_for_something_else_does_not_wait() -> None:
    shared, slow, quick = Shared[int](), Work(), Work()
    (first,) = await waiting(shared, slow, 1)
    quick.done.set()

    assert await shared.of("another", quick.begin) == 1
    assert not first.done()
    slow.done.set()
    assert await first == 1


async def test_whoever_stops_waiting_does_not_stop_the_others() -> None:
    shared, work = Shared[int](), Work()
    first, second = await waiting(shared, work, 2)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    work.done.set()

    assert await second == 1


async def test_a_fault_is_told_to_all_who_wait_and_the_next_one_tries_anew() -> None:
    shared, work = Shared[int](), Work()
    tasks = await waiting(shared, work, 2)
    work.fault = OSError("no way")
    work.done.set()
    for task in tasks:
        with pytest.raises(OSError, match="no way"):
            await task
    work.fault = None

    assert await shared.of("one", work.begin) == 2


async def test_what_is_ended_at_the_close_is_told_to_whoever_waits() -> None:
    shared, work = Shared[int](), Work()
    (task,) = await waiting(shared, work, 1)
    await shared.close()

    with pytest.raises(Ended):
        await task
