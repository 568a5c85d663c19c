"""The one loop that shows what is due, and reports back where it went."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from adapters.answering import UnderWay
from adapters.desk import Desk
from adapters.sending import address, put_off, unasked
from adapters.troubles import note
from bot.engine import Engine
from bot.members import platform
from bot.panels import Direct, Later, Outcome, Post, Public

log = logging.getLogger(__name__)

Show = Callable[[Post], Awaitable[Outcome]]
"""Shows a public or direct post, and says what became of it."""

AT_ONCE = 50
"""Posts on their way at any time: a platform that hangs holds up no other's."""

LIVE = 10
"""Posts beyond these, of challenges: while others hang, a group plays on."""

MANY, BREATH = AT_ONCE // 2, 0.05
"""Seconds that a look is put off while so many are on their way: what comes back
meanwhile makes room, and one claim fills it."""

PATIENCE = 60.0
"""Seconds a platform may take; less than the lease of a claim."""

AGAIN = 30.0
"""Seconds until a post is tried once more of which nobody knows whether it stands."""

GRACE = 3.0
"""Seconds that posts on their way are given at the end, to learn where they went."""


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
        patience: float = PATIENCE,
    ) -> None:
        self._engine = engine
        self._desk = desk
        self._clock = clock
        self._shows = shows
        self._patience = patience
        self._under_way = UnderWay()
        self._wake = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def wake(self) -> None:
        """There may be something to show; called from any thread."""
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody to wake
            self._loop.call_soon_threadsafe(self._wake.set)

    async def run(self, alarm: Callable[[datetime], None]) -> None:
        """Show what is due whenever woken; `alarm` is set for what comes next."""
        try:
            while True:
                await self._wake.wait()
                if len(self._under_way) > MANY:
                    await asyncio.sleep(BREATH)
                self._wake.clear()
                try:
                    await self._look(alarm)
                except Exception as fault:  # the next wake-up tries again
                    note(log, fault, "What is due could not be looked up")
        finally:
            await self._under_way.close(GRACE)

    async def _look(self, alarm: Callable[[datetime], None]) -> None:
        while await self._begin():
            pass
        if len(self._under_way) < AT_ONCE:
            due = await self._desk.call(self._engine.next_due)
        else:  # whichever comes back first wakes us; challenges do not wait for that
            room = len(self._under_way) < AT_ONCE + LIVE
            due = await self._desk.call(self._engine.next_live, room)
        if due is not None:
            alarm(due)

    async def _begin(self) -> int:
        """Claim what is due, as much as there is room for, and send it on its way."""
        room = max(0, AT_ONCE - len(self._under_way))
        live = AT_ONCE + LIVE - len(self._under_way) - room
        posts = await self._claimed(room, live)
        for post in posts:
            self._under_way.begin(self._deliver(post)).add_done_callback(self._back)
        return len(posts)

    async def _claimed(self, room: int, live: int) -> list[Post]:
        """What is due; given back unsent where we are stopped meanwhile."""
        asked = self._desk.call(self._engine.due, self._clock(), room, live)
        claiming = asyncio.ensure_future(asked)
        try:
            return await asyncio.shield(claiming)
        except asyncio.CancelledError:
            with contextlib.suppress(Exception):  # then nothing was claimed
                tos = map(unasked, await claiming)
                await asyncio.gather(*(self._report(to, put_off(to, 0)) for to in tos))
            raise

    def _back(self, _: asyncio.Task[None]) -> None:
        if len(self._under_way) >= AT_ONCE - 1:
            self._wake.set()

    async def _deliver(self, post: Post) -> None:
        """Show a post and report; what is not reported is found again by its mark."""
        to = unasked(post)
        await self._report(to, await self._show(post, to))

    async def _report(self, to: Public | Direct, outcome: Outcome) -> None:
        try:
            report, now = self._engine.report, self._clock()
            await self._desk.call(report, to.message, outcome, now)
        except Exception as fault:  # the claim lapses, and the next one knows of it
            what = "Message %d: %s could not be noted"
            note(log, fault, what, to.message, outcome)

    async def _show(self, post: Post, to: Public | Direct) -> Outcome:
        show = self._shows.get(platform(address(to)))
        if show is None:
            # Its platform is not set up in this run: wait for one in which it is.
            return put_off(to, 3600)
        try:
            async with asyncio.timeout(self._patience):
                return await show(post)
        except TimeoutError:  # it may stand: whoever tries again looks for it first
            log.warning("Message %d: no word for %g s", to.message, self._patience)
            return Later(AGAIN, unsure=True)
        except Exception:  # a fault of ours: tried again, and seen in the log
            log.exception("Message %d could not be shown", to.message)
            return Later(AGAIN, unsure=True)
