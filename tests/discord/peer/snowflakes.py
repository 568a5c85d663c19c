"""Ids made from the time, and what of the time they tell."""

from datetime import UTC, datetime

from tests.clock import Clock

EPOCH = 1_420_070_400_000
"""Milliseconds of 2015-01-01; from there snowflakes count."""


class Snowflakes:
    """Unique, rising ids: 42 bits of milliseconds, 22 of count."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def mint(self) -> int:
        millis = int(self._clock.now().timestamp() * 1000) - EPOCH
        self._last = max(self._last + 1, millis << 22)
        return self._last


def born(snowflake: int) -> datetime:
    return datetime.fromtimestamp(((snowflake >> 22) + EPOCH) / 1000, UTC)


def stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
