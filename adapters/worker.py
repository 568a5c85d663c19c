"""A process of its own for what must not stop, slow or fill the bot itself."""

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import TypeVar

_log = logging.getLogger(__name__)

T = TypeVar("T")

ID_SECONDS = 10.0
"""For the id of a process that is starting, so that it can be ended."""

START_SECONDS = 60.0
"""A new process may have much to load, such as matplotlib and a list of all fonts."""


class WorkFailed(Exception):
    """It took too long or too much; `str()` says why, for the log."""


def _nothing() -> None:
    """What a process loads that has nothing to load."""


class Worker:
    """Does one thing at a time, each within `seconds` and `memory` bytes.

    What takes longer, or what kills the process, costs new processes and nothing else.
    `load` is done once in each process before anything is timed; a `polite` one lets
    every other process go first.
    """

    def __init__(
        self,
        seconds: float,
        memory: int,
        load: Callable[[], None] = _nothing,
        *,
        polite: bool = False,
    ) -> None:
        self._seconds = seconds
        self._bounds = (memory, polite)
        self._load = load
        self._turn = asyncio.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._pid: Future[int] | None = None
        self._warm: Future[None] | None = None

    @property
    def pid(self) -> int | None:
        """The id of the process, while one runs."""
        pid = self._pid
        return pid.result() if pid and pid.done() and not pid.exception() else None

    async def do(self, work: Callable[[], T]) -> T:
        """What the work gives, or raises; WorkFailed where it went beyond bounds."""
        async with self._turn:
            try:
                return await self._done(work)
            except MemoryError as error:
                raise WorkFailed("it took more memory than it may") from error
            except asyncio.CancelledError:
                me = asyncio.current_task()
                if me is not None and me.cancelling():
                    raise
                raise WorkFailed("it was closed") from None

    async def _done(self, work: Callable[[], T]) -> T:
        """Tried twice where a process dies: it may have been dead before."""
        try:
            return await self._tried(work)
        except BrokenProcessPool:
            _log.info("the process was gone; another one tries")
        try:
            return await self._tried(work)
        except BrokenProcessPool as error:
            raise WorkFailed("its process died") from error

    async def _tried(self, work: Callable[[], T]) -> T:
        pool = await self._ready()
        if pool is not self._pool:
            raise WorkFailed("it was closed")
        doing = asyncio.get_running_loop().run_in_executor
        try:
            # Not `wait_for`: in Python 3.11 a cancellation may get lost in it.
            async with asyncio.timeout(self._seconds):
                return await doing(pool, work)
        except TimeoutError:
            await self.close()
            raise WorkFailed(f"it took more than {self._seconds:g} seconds") from None
        except BrokenProcessPool as error:
            if pool is not self._pool:
                raise WorkFailed("it was closed") from error
            await self.close()
            raise

    async def close(self) -> None:
        """Ends the process whatever it is doing; the next work starts another."""
        pool, begun = self._pool, self._pid
        self._pool = self._pid = self._warm = None
        if pool is None or begun is None:
            return
        pid = await _within(ID_SECONDS, begun)
        if pid is not None:
            _kill(pid)
        # A process whose id never came cannot be ended, so it is not waited for.
        wait = pid is not None
        await asyncio.to_thread(pool.shutdown, wait=wait, cancel_futures=True)

    async def _ready(self) -> ProcessPoolExecutor:
        """A pool whose process runs; the work's time counts only from there."""
        try:
            pool = self._pool or self._begun()
            assert self._warm is not None, "a pool that stands was begun to the end"
            async with asyncio.timeout(START_SECONDS):
                await _awaited(self._warm)
        # An OSError: it took too long, or the machine has no room for a process.
        except (OSError, BrokenProcessPool) as error:
            await self.close()
            raise WorkFailed("its process does not start") from error
        return pool

    def _begun(self) -> ProcessPoolExecutor:
        """A new pool; BrokenProcessPool where its process dies already."""
        self._pool = pool = ProcessPoolExecutor(
            1,
            mp_context=get_context("spawn"),
            initializer=_begin,
            initargs=self._bounds,
        )
        self._pid = pool.submit(os.getpid)
        self._warm = pool.submit(self._load)
        return pool


async def _within(seconds: float, begun: Future[int]) -> int | None:
    """The id, if it comes in time; a process takes a moment to start."""
    try:
        async with asyncio.timeout(seconds):
            return await _awaited(begun)
    except (TimeoutError, BrokenProcessPool):
        return None


def _awaited(future: Future[T]) -> "asyncio.Future[T]":
    """The same for this loop. Who stops waiting does not end it, and need not hear
    what became of it."""
    made = asyncio.wrap_future(future)
    made.add_done_callback(lambda done: done.cancelled() or done.exception())
    return asyncio.shield(made)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    except ProcessLookupError:
        _log.debug("the process was gone already")


# In the process.


def _begin(memory: int, polite: bool) -> None:
    """Bounds set before anything heavy is loaded."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # An interrupt from the keyboard is the parent's to answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    if polite:
        os.nice(10)


def _end_with_parent() -> None:
    """A bot that was killed cannot take its processes down: they go by themselves."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
