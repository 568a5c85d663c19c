"""Buckets, the global limit, and the record of how fast a bot went.

https://docs.discord.com/developers/topics/rate-limits
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from tests.clock import Clock

from .rules import Rules


@dataclass(slots=True)
class Bucket:
    limit: int
    remaining: int
    ends: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a call stands; waits are in the client's own, real seconds."""

    limit: int
    remaining: int
    reset_after: float
    reset: float
    bucket: str
    blocked: bool = False
    globally: bool = False

    def headers(self) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": f"{self.reset:.3f}",
            "X-RateLimit-Reset-After": f"{self.reset_after:.3f}",
            "X-RateLimit-Bucket": self.bucket,
        }


class RateLimits:
    def __init__(self, rules: Rules, clock: Clock) -> None:
        self._rules = rules
        self._clock = clock
        self._buckets: dict[tuple[str, str], Bucket] = {}
        self._recent: deque[datetime] = deque()

    def take(self, route: str, major: str, counts_globally: bool) -> Standing:
        """`major` is the channel, server or webhook by which Discord tells buckets."""
        now = self._clock.now()
        if counts_globally and (wait := self._global_wait(now)):
            return self._standing(Bucket(1, 0, now), route, wait, globally=True)
        limit, window = self._rules.limits.get(route, self._rules.default_limit)
        bucket = self._buckets.get((route, major))
        if bucket is None or now >= bucket.ends:
            ends = datetime.fromtimestamp(now.timestamp() + window, now.tzinfo)
            bucket = self._buckets[route, major] = Bucket(limit, limit, ends)
        wait = (bucket.ends - now).total_seconds()
        if bucket.remaining == 0:
            return self._standing(bucket, route, wait, blocked=True)
        bucket.remaining -= 1
        return self._standing(bucket, route, wait)

    def _global_wait(self, now: datetime) -> float:
        limit = self._rules.global_limit
        if limit is None:
            return 0.0
        while self._recent and (now - self._recent[0]).total_seconds() >= 1:
            self._recent.popleft()
        if len(self._recent) < limit:
            self._recent.append(now)
            return 0.0
        return 1 - (now - self._recent[0]).total_seconds()

    def _standing(
        self,
        bucket: Bucket,
        route: str,
        wait: float,
        blocked: bool = False,
        globally: bool = False,
    ) -> Standing:
        name = sha256(route.encode()).hexdigest()[:32]
        return Standing(
            bucket.limit,
            bucket.remaining,
            self._clock.real(wait),
            bucket.ends.timestamp(),
            name,
            blocked or globally,
            globally,
        )


def busiest_second(moments: Iterable[datetime]) -> int:
    """The most calls within any one second."""
    window: deque[datetime] = deque()
    most = 0
    for moment in sorted(moments):
        window.append(moment)
        while (moment - window[0]).total_seconds() >= 1:
            window.popleft()
        most = max(most, len(window))
    return most
