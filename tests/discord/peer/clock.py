"""The peer's own time, and the ids made from it."""

import time
from datetime import UTC, datetime, timedelta

DISCORD_EPOCH = 1_420_070_400_000
"""Milliseconds of 2015-01-01; from there snowflakes count."""


class Clock:
    """Time that can be pushed on, stopped, or run `speed` times as fast."""

    def __init__(self, start: datetime | None = None, speed: float = 1.0) -> None:
        self.speed = speed
        self._base = start or datetime.now(UTC)
        self._from = time.monotonic()
        self._frozen = False

    def now(self) -> datetime:
        if self._frozen:
            return self._base
        passed = (time.monotonic() - self._from) * self.speed
        return self._base + timedelta(seconds=passed)

    def advance(self, seconds: float) -> None:
        self.set(self.now() + timedelta(seconds=seconds))

    def set(self, now: datetime) -> None:
        self._base = now
        self._from = time.monotonic()

    def freeze(self) -> None:
        self._base = self.now()
        self._frozen = True

    def thaw(self) -> None:
        self._from = time.monotonic()
        self._frozen = False

    def real(self, seconds: float) -> float:
        """How long a client, whose seconds are real, waits for so many of ours."""
        return seconds / self.speed


class Snowflakes:
    """Unique, rising ids: 42 bits of milliseconds, 22 of count."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def mint(self) -> int:
        millis = int(self._clock.now().timestamp() * 1000) - DISCORD_EPOCH
        self._last = max(self._last + 1, millis << 22)
        return self._last


def born(snowflake: int) -> datetime:
    return datetime.fromtimestamp(((snowflake >> 22) + DISCORD_EPOCH) / 1000, UTC)


def stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
