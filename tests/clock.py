"""Time that a test may stop and push on: a peer's, or the running loop's."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest


class LoopTime:
    """The running loop's own time: it stands still but where it is pushed on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        loop = asyncio.get_running_loop()
        self.now = float(round(loop.time()))
        monkeypatch.setattr(loop, "time", lambda: self.now)

    def advance(self, seconds: float) -> None:
        self.now += seconds


def push_on(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the running loop believe that so much time has gone by, and go on."""
    known = asyncio.get_running_loop().time
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: known() + seconds)


class Clock:
    """The time of what stands in for a platform's servers.

    It can be pushed on, stopped, or run `speed` times as fast.
    """

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

    def timestamp(self) -> float:
        return self.now().timestamp()

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
