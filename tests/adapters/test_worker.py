"""A process of its own: what comes back from it, and that it can always be ended."""

import asyncio
import gc
import os
import signal
import struct
import threading
import time
from collections.abc import AsyncIterator, Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil
import pytest
import pytest_asyncio

from adapters.child import Child
from adapters.worker import Worker, WorkFailed
from tests.adapters.waiting import until

MEMORY = 1_000_000_000


def answer_half(path: str) -> None:
    """Announces a thousand bytes, sends four, and tells so."""
    for pipe in [one for one in gc.get_objects() if isinstance(one, Connection)]:
        if pipe.writable:
            os.write(pipe.fileno(), struct.pack("!i", 1000) + b"half")
    Path(path).touch()
    time.sleep(600)


def answer_half_once(path: str) -> str:
    if not Path(path).exists():
        answer_half(path)
    return "whole"


def load_but_for_the_first_time(path: str) -> None:
    if not Path(path).exists():
        Path(path).touch()
        raise MemoryError


def die_but_once(path: str) -> None:
    if not Path(path).exists():
        Path(path).touch()
        os._exit(1)


class Stubborn(Exception):
    def __init__(self) -> None:
        super().__init__("I stay")
        self.held = threading.Lock()  # which no process can hand to another


def be_stubborn() -> None:
    raise Stubborn


@pytest_asyncio.fixture
async def worker() -> AsyncIterator[Worker]:
    made = Worker(60, MEMORY)
    yield made
    await made.close()


async def test_a_process_is_ended_in_the_middle_of_its_answer(
    worker: Worker, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    waiting = asyncio.create_task(worker.do(partial(answer_half, str(told))))
    await until(told.exists)
    pid = worker.pid

    await worker.close()

    with pytest.raises(WorkFailed, match="it was closed"):
        await waiting
    assert pid is not None
    assert not psutil.pid_exists(pid)


async def test_an_answer_that_never_ends_takes_its_seconds_and_the_next_is_whole(
    tmp_path: Path,
) -> None:
    worker = Worker(3, MEMORY)
    work = partial(answer_half_once, str(tmp_path / "told"))

    with pytest.raises(WorkFailed, match="it took more than 3 seconds"):
        await worker.do(work)

    assert await worker.do(work) == "whole"
    await worker.close()


def test_an_interrupt_from_the_keyboard_is_not_for_it_from_its_first_moment(
    capfd: pytest.CaptureFixture[str],
) -> None:
    child = Child(MEMORY)
    assert child.pid is not None
    for _ in range(100):
        os.kill(child.pid, signal.SIGINT)
        time.sleep(0.002)

    assert child.begin(os.getpid).result(timeout=30) == child.pid
    child.end()
    assert capfd.readouterr().err == ""
    # And the parent hears it as before.
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


async def test_answers_of_any_size_come_whole(worker: Worker) -> None:
    made = await worker.do(partial(bytes, 50_000_000))

    assert len(made) == 50_000_000


async def test_a_process_that_could_not_load_is_followed_by_one_that_may(
    tmp_path: Path,
) -> None:
    load = partial(load_but_for_the_first_time, str(tmp_path / "tried"))
    worker = Worker(60, MEMORY, load)

    with pytest.raises(WorkFailed, match="its process does not start"):
        await worker.do(os.getpid)

    assert await worker.do(os.getpid) == worker.pid
    await worker.close()


async def test_a_process_that_dies_while_it_loads_is_followed_by_one_that_works(
    tmp_path: Path,
) -> None:
    load = partial(die_but_once, str(tmp_path / "tried"))
    worker = Worker(60, MEMORY, load)

    assert await worker.do(os.getpid) == worker.pid
    await worker.close()


async def test_a_process_is_ended_while_it_loads_and_no_other_is_begun(
    tmp_path: Path,
) -> None:
    told = tmp_path / "told"
    worker = Worker(60, MEMORY, partial(answer_half, str(told)))
    waiting = asyncio.create_task(worker.do(os.getpid))
    await until(told.exists)

    await worker.close()

    with pytest.raises(WorkFailed, match="it was closed"):
        await waiting
    assert worker.pid is None


@pytest.mark.parametrize(
    ("work", "says"), [(partial(int, "x"), "invalid literal"), (be_stubborn, "I stay")]
)
async def test_what_went_wrong_in_there_says_where(
    worker: Worker, work: Callable[[], Any], says: str
) -> None:
    with pytest.raises(Exception, match=says) as caught:
        await worker.do(work)

    (note,) = caught.value.__notes__
    assert note.startswith("In the process:\nTraceback (most recent call last)")


@pytest.mark.parametrize(
    ("work", "error", "says"),
    [
        (be_stubborn, RuntimeError, "Stubborn: I stay"),
        (threading.Lock, TypeError, "cannot pickle"),
        (lambda: 1, Exception, "[Cc]an't pickle"),
        (partial(open, "/nowhere/at/all"), FileNotFoundError, "/nowhere/at/all"),
    ],
    ids=["its error", "its answer", "itself", "a file"],
)
async def test_what_cannot_be_handed_over_is_told_and_the_next_is_done(
    worker: Worker, work: Callable[[], Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        await worker.do(work)

    assert await worker.do(partial(int, "7")) == 7


async def test_a_time_limit_of_the_works_own_is_not_taken_for_ours(
    worker: Worker,
) -> None:
    before = await worker.do(os.getpid)

    with pytest.raises(TimeoutError, match="of its own"):
        await worker.do(partial(_raise, TimeoutError("of its own")))

    assert await worker.do(os.getpid) == before


def _raise(error: Exception) -> None:
    raise error
