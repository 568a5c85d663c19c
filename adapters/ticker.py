"""APScheduler as the heartbeat: it wakes, and holds no schedule of ours.

What is due comes from the database. A sweep makes sure that nothing hangs on a single
alarm; the alarm, set for the next known moment, keeps to the second.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

SWEEP = timedelta(seconds=20)

_ALARM = "alarm"


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
        # A wake-up that was missed is made good, however late.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=defaults)

    def start(self) -> None:
        """Begin with a sweep at once; must be called on the running loop."""
        seconds = self._every.total_seconds()
        self._scheduler.add_job(self._sweep, "interval", seconds=seconds)
        self._scheduler.add_job(self._sweep)
        self._scheduler.start()

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
        self._scheduler.shutdown(wait=False)

    async def _sweep(self) -> None:
        try:
            await self._beat()
        except asyncio.CancelledError:
            return  # we are being stopped: no fault, and not to be logged as one
        finally:
            self._wake()

    async def _ring(self) -> None:
        self._wake()
