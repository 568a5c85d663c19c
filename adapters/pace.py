"""How often something may be done, each key by itself: evenly, or some at once."""

import asyncio

from adapters.newest import Newest

KEPT = 20_000
"""Things that are counted at once; the longest unused is forgotten."""


class Pace:
    """For each key, `burst` at once and then one in each `gap` seconds.

    Turns that nobody took are made up for, but never by more than `burst` at once.
    """

    def __init__(self, gap: float, burst: int = 1) -> None:
        self._gap = gap
        self._slack = gap * (burst - 1)
        self._free = Newest[str, float](KEPT)
        self._told = Newest[str, float](KEPT)
        self._waiting = asyncio.Lock()

    @classmethod
    def within(cls, seconds: float, most: int, burst: int) -> "Pace":
        """Never more than `most` in any so many seconds; up to `burst` at once."""
        return cls(seconds / (most - burst), burst)

    def rest(self, key: str, seconds: float) -> None:
        """No turn for so long: somebody asked to be left alone."""
        until = asyncio.get_running_loop().time() + self._slack + seconds
        self._free[key] = max(until, self._free.get(key, 0.0))

    async def turn(self) -> None:
        """Waits for the next one, behind whoever waits already."""
        async with self._waiting:
            wait = self.take()
            while wait:
                await asyncio.sleep(wait)
                wait = self.take()

    def take(self, key: str = "", spare: int = 0) -> float:
        """0: it is this one's turn. Else the seconds until there is one; none taken.

        `spare`: so many turns are to be left, for those who go first.
        """
        now = asyncio.get_running_loop().time()
        free = max(now, self._free.get(key, 0.0))
        wait = free - self._slack + self._gap * spare - now
        if wait > 0:
            return wait
        self._free[key] = free + self._gap
        return 0.0

    def queue(self, key: str, spare: int = 0) -> float:
        """The same, for those who come back: each is told of a turn of its own."""
        wait = self.take(key, spare)
        if not wait:
            return 0.0
        now = asyncio.get_running_loop().time()
        turn = max(now + wait, self._told.get(key, 0.0))
        self._told[key] = turn + self._gap
        return turn - now
