"""Work that several ask for at once is done once."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Ended(Exception):
    """The work was ended before it was done."""


class Shared(Generic[T]):
    """Whoever asks for the same, while it is under way, waits for the same."""

    def __init__(self) -> None:
        self._going: dict[str, asyncio.Task[T]] = {}

    async def of(self, key: str, begin: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The work's result; whoever stops waiting does not stop it for the others."""
        task = self._going.get(key)
        if task is None:
            self._going[key] = task = asyncio.create_task(begin())
            task.add_done_callback(lambda done: self._done(key, done))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            me = asyncio.current_task()
            stopped = me is not None and me.cancelling() > 0
            if task.cancelled() and not stopped:
                raise Ended from None
            raise

    async def close(self) -> None:
        """Ends all of it."""
        tasks = list(self._going.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _done(self, key: str, task: asyncio.Task[T]) -> None:
        self._going.pop(key, None)
        if not task.cancelled():
            task.exception()  # told to whoever waited; else nobody needs to hear of it
