"""What came already, within a while: Slack delivers some things twice."""

import asyncio
from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")

KEPT = 20_000


class Once(Generic[T]):
    """Values by key, each forgotten after so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._held: OrderedDict[str, tuple[float, T]] = OrderedDict()

    def get(self, key: str) -> T | None:
        """What is held under a key; None where there is nothing any more."""
        self._prune()
        found = self._held.get(key)
        return found[1] if found else None

    def hold(self, key: str, value: T) -> bool:
        """Holds it; False where there was something under the key already."""
        self._prune()
        if key in self._held:
            return False
        self._held[key] = asyncio.get_running_loop().time(), value
        return True

    def forget(self, key: str) -> None:
        self._held.pop(key, None)

    def _prune(self) -> None:
        oldest = asyncio.get_running_loop().time() - self._seconds
        while self._held:
            key, (at, _) = next(iter(self._held.items()))
            if at > oldest and len(self._held) <= KEPT:
                return
            del self._held[key]
