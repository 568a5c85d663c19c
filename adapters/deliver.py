"""The one loop that shows what is due, and reports back where it went."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from adapters.desk import Desk
from bot.engine import Engine
from bot.panels import Direct, Later, Outcome, Post, Public, Unknown

log = logging.getLogger(__name__)

Show = Callable[[Post], Awaitable[Outcome]]
"""Shows a public or direct post, and says what became of it."""

AT_ONCE = 50
"""Posts claimed, and shown side by side, in one go."""

PATIENCE = 60.0
"""Seconds a platform may take; less than the lease of a claim."""


class Delivery:
    """Woken by the ticker and by what was written; runs until it is cancelled.

    `shows` has an entry for each platform that is set up, by the first word of its ids.
    """

    def __init__(
        self,
        engine: Engine,
        desk: Desk,
        clock: Callable[[], datetime],
        shows: dict[str, Show],
    ) -> None:
        self._engine = engine
        self._desk = desk
        self._clock = clock
        self._shows = shows
        self._wake = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def wake(self) -> None:
        """There may be something to show; called from any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake.set)

    async def run(self, alarm: Callable[[datetime], None]) -> None:
        """Show what is due whenever woken; `alarm` is set for what comes next."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                while await self.once():
                    pass
                due = await self._desk.call(self._engine.next_due)
            except Exception:  # the next wake-up tries again
                log.exception("What was due could not be shown")
                continue
            if due is not None:
                alarm(due)

    async def once(self) -> int:
        """Claim what is due, show it, report; how many posts there were."""
        posts = await self._desk.call(self._engine.due, self._clock(), AT_ONCE)
        await asyncio.gather(*(self._deliver(post) for post in posts))
        return len(posts)

    async def _deliver(self, post: Post) -> None:
        to = post.to
        assert isinstance(to, Public | Direct), "the clock answers nobody"
        outcome = await self._show(post, to)
        await self._desk.call(self._engine.report, to.message, outcome, self._clock())

    async def _show(self, post: Post, to: Public | Direct) -> Outcome:
        address = to.channel if isinstance(to, Public) else to.member
        show = self._shows.get(address.partition(":")[0])
        if show is None:
            # Its platform is not set up in this run: wait for one in which it is.
            return Later(3600)
        try:
            return await asyncio.wait_for(show(post), PATIENCE)
        except TimeoutError:
            log.warning("Message %d: no word for %d s", to.message, PATIENCE)
            return Unknown("the platform did not answer in time")
        except Exception:  # a fault of ours: tried again, and seen in the log
            log.exception("Message %d could not be shown", to.message)
            return Later(30)
