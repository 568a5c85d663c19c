"""Ids in the shapes that Slack gives them."""

from random import Random

from tests.clock import Clock

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Mint:
    """Unique ids; the same dice give the same ids."""

    def __init__(self, clock: Clock, rng: Random) -> None:
        self._clock = clock
        self._rng = rng
        self._last = 0

    def id(self, letter: str) -> str:
        """`letter` tells what it names: T, U, C, D, G, B, A, F, V, Ev."""
        return letter + "".join(self._rng.choices(_LETTERS, k=10))

    def secret(self, size: int = 24) -> str:
        return "".join(self._rng.choices(_LETTERS, k=size)).lower()

    def short(self) -> str:
        """What Slack puts where an app gave no block_id or action_id."""
        return "".join(self._rng.choices(_LETTERS, k=5))

    def ts(self) -> str:
        """A message's time to the microsecond, which is also its id in the channel."""
        micros = int(self._clock.timestamp() * 1_000_000)
        self._last = max(self._last + 1, micros)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"
