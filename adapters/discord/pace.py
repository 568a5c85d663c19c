"""Requests spread out evenly, so that Discord's limit over all is never met."""

import asyncio


class Pace:
    """`a_second` turns a second, in the order in which they were asked for.

    Turns that nobody could take, because the loop was late, are made up for as far as
    no second has more than `most`; beyond that they are lost.
    """

    def __init__(self, a_second: float, most: float) -> None:
        self._gap = 1 / a_second
        self._slack = self._gap * max(0.0, most - a_second - 1)
        self._free = 0.0
        self._queue = asyncio.Lock()

    async def turn(self) -> None:
        """Waits for the next free turn."""
        loop = asyncio.get_running_loop()
        async with self._queue:
            wait = self.take(loop.time())
            while wait > 0:
                await asyncio.sleep(wait)
                wait = self.take(loop.time())

    def take(self, now: float) -> float:
        """0: here is a turn. Else the seconds until there is one, and none is taken."""
        free = max(now - self._slack, self._free)
        if free > now:
            return free - now
        self._free = free + self._gap
        return 0.0
