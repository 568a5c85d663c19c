"""Requests spread out evenly, so that Discord's limit over all is never met."""

import asyncio


class Pace:
    """At most `a_second` turns a second, in the order in which they were asked for."""

    def __init__(self, a_second: float) -> None:
        self._gap = 1 / a_second
        self._free = 0.0

    async def turn(self) -> None:
        """Waits for the next free turn."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._free)
        self._free = at + self._gap
        if at > now:
            await asyncio.sleep(at - now)
