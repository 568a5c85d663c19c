"""The heartbeat: it wakes, and holds no schedule of ours.

What is due comes from the database. A sweep makes sure that nothing hangs on a single
alarm; the alarm, set for the next known moment, keeps to the second. APScheduler has
the alarm. It goes by the clock on the wall, and would be silent for as long as that is
set back: so the sweeps go by one that is never set.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from adapters.troubles import note

SWEEP = timedelta(seconds=20)

_ALARM = "alarm"

log = logging.getLogger(__name__)


class Ticker:
    """`beat` notes that the bot is up; `wake` looks for what is due."""

    def __init__(
        self,
        beat: Callable[[], Awaitable[None]],
        wake: Callable[[], None],
        clock: Callable[[], datetime],
        every: timedelta = SWEEP,
    ) -> None:
        self._every = every
        self._beat = beat
        self._wake = wake
        self._clock = clock
        self._sweeping: asyncio.Task[None] | None = None
        # An alarm that was missed is made good, however late.
        defaults = {"misfire_grace_time": None}
        self._scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=defaults)

    def start(self) -> None:
        """Begin with a sweep at once; must be called on the running loop."""
        self._scheduler.start()
        self._sweeping = asyncio.create_task(self._sweep())

    def alarm(self, at: datetime) -> None:
        """Wake at this moment; an earlier alarm is replaced."""
        wait = at - self._clock()
        if wait < self._every:
            # The scheduler has the system's clock, which need not be the one we have.
            then = datetime.now(UTC) + wait
            self._scheduler.add_job(
                self._ring, "date", run_date=then, id=_ALARM, replace_existing=True
            )

    def stop(self) -> None:
        if self._sweeping is not None:
            self._sweeping.cancel()
        self._scheduler.shutdown(wait=False)

    async def _sweep(self) -> None:
        while True:
            try:
                await self._beat()
            except Exception as fault:  # what is due is looked for all the same
                note(log, fault, "That the bot is up could not be noted")
            self._wake()
            await asyncio.sleep(self._every.total_seconds())

    async def _ring(self) -> None:
        self._wake()
