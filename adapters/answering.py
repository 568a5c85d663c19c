"""An answer to a member: it comes, whatever happens, and nothing is left half done."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from typing import Any, TypeVar

from adapters.troubles import note
from bot import wording
from bot.errors import Refusal

log = logging.getLogger(__name__)

T = TypeVar("T")

Say = Callable[[str], Awaitable[None]]
"""Tells the member a sentence."""

Faults = tuple[type[BaseException], ...]
"""What a request to a platform may end in."""


class Lost(Exception):
    """Nobody can be answered any more: every way to them is closed."""


async def safely(
    work: Awaitable[None],
    say: Say,
    faults: Faults = (),
    called: Callable[[BaseException], str] = repr,
) -> None:
    """Does the work of an answer; a refusal is said, and so is a fault of ours.

    Never raises. `called` is what a fault of the platform's is called in the log.
    """
    lost: Faults = (Lost, *faults)

    async def said(sentence: str) -> None:
        try:
            await say(sentence)
        except lost as fault:
            log.warning("A refusal could not be delivered: %s", called(fault))

    try:
        await work
    except Refusal as no:
        await said(str(no))
    except lost as fault:
        # What was done is in the database, and shown at the next press.
        log.warning("An answer could not be delivered: %s", called(fault))
    except Exception as fault:
        # A fault of ours: the log gets it all, the member a way out.
        note(log, fault, "An interaction failed")
        await said(wording.refusals.FAULT)


async def within(
    work: "asyncio.Future[T]", patience: float, meanwhile: Callable[[], Awaitable[None]]
) -> T:
    """The work's result; where it takes longer, that is said meanwhile.

    The work is done to its end, whatever becomes of whoever waits for it. What goes
    wrong in it comes before that nobody could be told of it.
    """
    done, _ = await asyncio.wait({work}, timeout=patience)
    if not done:
        try:
            await meanwhile()
        except Exception:  # whatever it is, it is raised: after the work's own fault
            await asyncio.shield(work)
            raise
    return await asyncio.shield(work)


class UnderWay:
    """Work that is finished before all ends: it may be committed already."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    def begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Does the work by itself."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    @contextlib.contextmanager
    def here(self) -> Iterator[None]:
        """What is done in this block is such work."""
        task = asyncio.current_task()
        assert task is not None, "work is done by a task"
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    async def close(self, patience: float = 5.0) -> None:
        """Waits for all of it and what that begins, but no longer than that.

        Without `asyncio.timeout`, for the reason that `ending` gives.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + patience
        while self._tasks and (left := until - loop.time()) > 0:
            await asyncio.wait(self._tasks, timeout=left)
        late = list(self._tasks)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("A fault of ours", exc_info=task.exception())
