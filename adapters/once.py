"""What came already, within a while: platforms deliver some things twice."""

import asyncio
from collections import OrderedDict

KEPT = 20_000
"""Keys that are known at once; of more, the oldest are forgotten."""


class Once:
    """Knows each key again for so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._came: OrderedDict[str, float] = OrderedDict()

    def first(self, key: str) -> bool:
        """Whether it comes for the first time, or for the first time in a while."""
        now = asyncio.get_running_loop().time()
        self._forget(now - self._seconds)
        if key in self._came:
            return False
        self._came[key] = now
        return True

    def _forget(self, oldest: float) -> None:
        while self._came:
            key, at = next(iter(self._came.items()))
            if at > oldest and len(self._came) < KEPT:
                return
            del self._came[key]
