"""Long work for the engine: in a process that lasts as long as the work."""

import asyncio
import logging
from typing import TypeVar

from adapters.worker import Worker, WorkFailed
from bot import wording
from bot.errors import BadInput, Refusal
from bot.flows.work import Work

_log = logging.getLogger(__name__)

T = TypeVar("T")

SECONDS = 180.0
"""For one piece of work; the largest file that a chat takes needs three, or more where
the machine is busy, for this is done last."""

MEMORY = 1_000_000_000
"""Bytes of address space; the largest file that a chat takes needs some 200 MB."""

WAITING = 4
"""Pieces of work that may be under way: platforms wait 15 minutes at most."""


class Background:
    """One piece of work after another, as they came."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._worker: Worker | None = None
        self._under_way = 0
        self._closed = False

    @property
    def busy(self) -> int | None:
        """The id of the process at work, while there is one."""
        return self._worker.pid if self._worker else None

    async def do(self, work: Work[T]) -> T:
        """What the work gives, or raises; Refusal where it cannot be had here."""
        if self._under_way >= WAITING:
            raise Refusal(wording.refusals.MUCH_TO_DO)
        self._under_way += 1
        try:
            async with self._turn:
                return await self._done(work)
        finally:
            self._under_way -= 1

    async def close(self) -> None:
        """Ends what is under way; whoever waits for it is told."""
        self._closed = True
        if self._worker is not None:
            await self._worker.close()

    async def _done(self, work: Work[T]) -> T:
        if self._closed:
            raise Refusal(wording.refusals.STOPPING)
        worker = Worker(self._seconds, MEMORY, polite=True)
        self._worker = worker
        try:
            return await worker.do(work.does)
        except WorkFailed as fault:
            if self._closed:
                raise Refusal(wording.refusals.STOPPING) from fault
            _log.warning("work was given up: %s", fault)
            raise BadInput(wording.refusals.TOO_MUCH_WORK) from fault
        finally:
            self._worker = None
            await worker.close()
