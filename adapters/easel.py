"""One process that draws, so that no formula can stop, slow or fill the bot itself."""

import asyncio
import logging
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process

from bot import charts, typeset
from bot.charts import Progress
from bot.typeset import Drawn, Face, FaceKind, Theme

_log = logging.getLogger(__name__)

MEMORY = 1_500_000_000
"""Bytes of address space; a card needs 300 MB of it, the libraries included."""

START_SECONDS = 60.0
"""A new process loads matplotlib, and on a first run lists the fonts."""


class DrawingFailed(Exception):
    """No picture came of it; `str()` says why, for the log."""


class Easel:
    """Draws one picture at a time, each within `seconds`.

    What takes longer, or what kills the process, costs a new process and nothing else.
    """

    def __init__(self, seconds: float = 10.0) -> None:
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._pid: Future[int] | None = None
        self._warm: Future[None] | None = None

    @property
    def worker(self) -> int | None:
        """The id of the process, while one runs."""
        pid = self._pid
        return pid.result() if pid and pid.done() and not pid.exception() else None

    async def draw(
        self, face: Face | Progress, theme: Theme, width: int
    ) -> list[Drawn]:
        """Raises DrawingFailed."""
        async with self._turn:
            pool = await self._ready()
            loop = asyncio.get_running_loop()
            work = loop.run_in_executor(pool, _draw, face, theme, width)
            try:
                return await asyncio.wait_for(work, self._seconds)
            except TimeoutError:
                await self._drop()
                limit = f"it took more than {self._seconds:g} seconds"
                raise DrawingFailed(limit) from None
            except BrokenProcessPool as error:
                await self._drop()
                raise DrawingFailed("the drawing process died") from error
            except asyncio.CancelledError:
                raise
            # The worker hands over whatever went wrong in there, MemoryError included.
            except Exception as error:
                raise DrawingFailed(f"{type(error).__name__}: {error}") from error

    async def close(self) -> None:
        await self._drop()

    async def _ready(self) -> ProcessPoolExecutor:
        """A pool whose process runs; the drawing's time counts only from there."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                1, mp_context=get_context("spawn"), initializer=_begin
            )
            self._pid = self._pool.submit(os.getpid)
            self._warm = self._pool.submit(_load)
        assert self._warm is not None
        try:
            started = asyncio.shield(asyncio.wrap_future(self._warm))
            await asyncio.wait_for(started, START_SECONDS)
        except (TimeoutError, BrokenProcessPool) as error:
            await self._drop()
            raise DrawingFailed("the drawing process does not start") from error
        return self._pool

    async def _drop(self) -> None:
        """Ends the process whatever it is doing; the next drawing starts another."""
        pool, worker = self._pool, self.worker
        self._pool = self._pid = self._warm = None
        if pool is None:
            return
        if worker is not None:
            _kill(worker)
        # A process whose id never came cannot be ended, so it is not waited for.
        wait = worker is not None
        await asyncio.to_thread(pool.shutdown, wait=wait, cancel_futures=True)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    except ProcessLookupError:
        _log.debug("the drawing process was gone already")


# In the worker.


def _begin() -> None:
    """Bounds set before anything heavy is loaded."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # An interrupt from the keyboard is the parent's to answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["MPL_IGNORE_SYSTEM_FONTS"] = "1"
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _end_with_parent() -> None:
    """A bot that was killed cannot take its drawing process down: it goes by itself."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _load() -> None:
    """Brings in the fonts and all, so that the first picture is as quick as any."""
    typeset.draw(Face(FaceKind.QUESTION, "$x$"), Theme.DARK)


def _draw(face: Face | Progress, theme: Theme, width: int) -> list[Drawn]:
    if isinstance(face, Progress):
        return charts.draw(face, theme, width)
    return typeset.draw(face, theme, width)
