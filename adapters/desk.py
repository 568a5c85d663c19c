"""The database thread: engine calls that arrive together are committed together."""

import asyncio
import contextlib
import logging
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import Any, NamedTuple, ParamSpec, TypeVar

from adapters.troubles import Seldom
from bot.store import Moved, Store, of_the_disk

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

BATCH = 256
"""Calls in one commit at most: bounds how long the first of them waits."""


class _Call(NamedTuple):
    run: Callable[[], Any]
    loop: asyncio.AbstractEventLoop
    answer: "asyncio.Future[Any]"


class _Done(NamedTuple):
    call: _Call
    value: Any = None
    fault: BaseException | None = None


class Desk:
    """One thread that owns the one writing connection.

    What a call returns is handed back once it is on disk, and not before. A call that
    raises is undone alone; its neighbours in the batch stand. Where a batch cannot be
    committed, nothing of it stands and each call is run again, on its own: so a call
    may do no more than read and write the store. `on_change` is called, on this thread,
    after each commit that wrote something.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.on_change: Callable[[], None] = lambda: None
        self._queue: SimpleQueue[_Call | None] = SimpleQueue()
        self._unwritten = Seldom()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="desk", daemon=True)
        self._thread.start()

    async def call(self, method: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """The method's answer, once everything it wrote is on disk."""
        if self._closed:
            raise RuntimeError("the desk is closed")
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        self._queue.put(_Call(partial(method, *args, **named), loop, answer))
        return await answer

    async def close(self) -> None:
        """Finish what was asked for, then stop."""
        self._closed = True
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _work(self) -> None:
        more = True
        while more:
            batch, more = self._gather()
            if batch:
                self._answer(self._commit(batch))

    def _gather(self) -> tuple[list[_Call], bool]:
        """Wait for a call, then take all that stand behind it."""
        batch: list[_Call] = []
        entry = self._queue.get()
        while entry is not None:
            batch.append(entry)
            if len(batch) == BATCH or self._queue.empty():
                return batch, True
            entry = self._queue.get()
        return batch, False

    def _commit(self, batch: list[_Call]) -> list[_Done]:
        """Run the batch in one transaction; where that cannot be kept, one by one."""
        try:
            return self._together(batch)
        except Exception as fault:  # handed to whoever asked, and logged there
            self._undo()
            trouble = isinstance(fault, sqlite3.Error) and of_the_disk(fault)
            if trouble and self._unwritten.due():
                log.error("%s", cannot_be_written(fault))
            if len(batch) == 1:
                return [_Done(batch[0], fault=fault)]
            if not trouble:
                log.warning("%d calls go one by one: %s", len(batch), fault)
        return [done for call in batch for done in self._commit([call])]

    def _together(self, batch: list[_Call]) -> list[_Done]:
        before = self._store.changes
        self._store.begin()
        done = [self._run(call) for call in batch]
        self._store.commit()
        if self._store.changes != before:
            if self._unwritten.over():
                log.warning("The database can be written again")
            self.on_change()
        return done

    def _run(self, call: _Call) -> _Done:
        try:
            with self._store.savepoint():
                return _Done(call, call.run())
        except sqlite3.OperationalError:
            # A full disk, say: SQLite may have undone the whole transaction by itself,
            # and with it what the neighbours wrote.
            raise
        except Exception as fault:  # handed to whoever asked, and logged there
            self._store.forget_cached()
            return _Done(call, fault=fault)

    def _undo(self) -> None:
        self._store.forget_cached()
        # Where that fails, the next `begin` fails too, and says so.
        with contextlib.suppress(sqlite3.Error):
            self._store.rollback()

    def _answer(self, done: list[_Done]) -> None:
        """Hand back the answers, waking each loop once for all of its calls."""
        by_loop: dict[asyncio.AbstractEventLoop, list[_Done]] = {}
        for one in done:
            by_loop.setdefault(one.call.loop, []).append(one)
        for loop, its in by_loop.items():
            with contextlib.suppress(RuntimeError):  # a closed loop asks no more
                loop.call_soon_threadsafe(_settle, its)


def cannot_be_written(fault: BaseException) -> str:
    if isinstance(fault, Moved):
        return (
            f"{fault}: nothing is acknowledged any more. Put that very file back, or "
            "start the bot anew, which then goes on with what stands there."
        )
    return (
        f"The database cannot be written ({fault}): nothing is acknowledged until it "
        "can. Look at its disk; there is no need to start anew."
    )


def _settle(done: list[_Done]) -> None:
    for one in done:
        if one.call.answer.cancelled():
            continue
        if one.fault is not None:
            one.call.answer.set_exception(one.fault)
        else:
            one.call.answer.set_result(one.value)
