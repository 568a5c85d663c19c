"""A process of its own for what must not stop, slow or fill the bot itself."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from adapters.child import Child, Gone

_log = logging.getLogger(__name__)

T = TypeVar("T")

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
        self._memory, self._polite = memory, polite
        self._load = load
        self._turn = asyncio.Lock()
        self._child: Child | None = None
        self._warm: Future[None] | None = None

    @property
    def pid(self) -> int | None:
        """The id of the process, while one runs."""
        return self._child.pid if self._child else None

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
        except Gone:
            _log.info("the process was gone; another one tries")
        try:
            return await self._tried(work)
        except Gone as error:
            raise WorkFailed("its process died") from error

    async def _tried(self, work: Callable[[], T]) -> T:
        child = self._standing()
        try:
            await self._loaded()
            if child is not self._child:
                raise WorkFailed("it was closed")
            # Not `wait_for`: in Python 3.11 a cancellation may get lost in it.
            async with asyncio.timeout(self._seconds) as limit:
                return await asyncio.wrap_future(child.begin(work))
        except TimeoutError:
            if not limit.expired():
                raise  # the work's own
            await self.close()
            raise WorkFailed(f"it took more than {self._seconds:g} seconds") from None
        except Gone as error:
            if child is not self._child:
                raise WorkFailed("it was closed") from error
            await self.close()
            raise

    async def close(self) -> None:
        """Ends the process whatever it is doing; the next work starts another."""
        child, self._child, self._warm = self._child, None, None
        if child is not None:
            await asyncio.to_thread(child.end)

    def _standing(self) -> Child:
        """The process that stands, or a new one."""
        try:
            return self._child or self._begun()
        except OSError as error:  # no room for one: there may be some next time
            raise WorkFailed("its process does not start") from error

    async def _loaded(self) -> None:
        """Waits until it has; the work's time counts only from there."""
        assert self._warm is not None, "a process that stands was told to load"
        try:
            async with asyncio.timeout(START_SECONDS):
                await _awaited(self._warm)
        except Gone:
            raise  # as it may when it is at work
        except Exception as error:  # another one may, next time
            await self.close()
            raise WorkFailed("its process does not start") from error

    def _begun(self) -> Child:
        self._child = child = Child(self._memory, polite=self._polite)
        self._warm = child.begin(self._load)
        return child


def _awaited(future: Future[T]) -> "asyncio.Future[T]":
    """The same for this loop. Who stops waiting does not end it, and need not hear
    what became of it."""
    made = asyncio.wrap_future(future)
    made.add_done_callback(lambda done: done.cancelled() or done.exception())
    return asyncio.shield(made)
