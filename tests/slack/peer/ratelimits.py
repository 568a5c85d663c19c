"""Tiers, and the record of how fast an app went.

https://docs.slack.dev/apis/web-api/rate-limits
"""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from math import ceil

from tests.clock import Clock

from .rules import Rules


class Tier(IntEnum):
    """Calls a minute, per method, workspace and app; the published lower bounds."""

    ONE = 1
    TWO = 20
    THREE = 50
    FOUR = 100
    SPECIAL = 300
    """"Hundreds a minute"; for chat.postMessage there is a limit per channel too."""


CHANNEL_BURST = 3
"""Posts in one channel at once, before one a second is held to; not published."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class RateLimits:
    def __init__(self, rules: Rules, clock: Clock) -> None:
        self._rules = rules
        self._clock = clock
        self._recent: dict[tuple[str, str], deque[float]] = defaultdict(deque)
        self._channels: dict[str, _Bucket] = {}

    def wait(self, method: str, tier: int, team: str, channel: str | None) -> int:
        """The peer's seconds for Retry-After; 0: the call may go ahead, and counts."""
        if not self._rules.limited:
            return 0
        now = self._clock.timestamp()
        limit = self._rules.tiers.get(method, tier)
        recent = self._recent[method, team]
        while recent and now - recent[0] >= 60:
            recent.popleft()
        if len(recent) >= limit:
            return max(1, ceil(60 - (now - recent[0])))
        if channel is not None and not self._posts(f"{team} {channel}", now):
            return 1
        recent.append(now)
        return 0

    def _posts(self, channel: str, now: float) -> bool:
        bucket = self._channels.setdefault(channel, _Bucket(CHANNEL_BURST, now))
        bucket.left = min(CHANNEL_BURST, bucket.left + now - bucket.at)
        bucket.at = now
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True


def busiest_minute(moments: Iterable[float]) -> int:
    """The most calls within any sixty seconds; `moments` are timestamps."""
    window: deque[float] = deque()
    most = 0
    for moment in sorted(moments):
        window.append(moment)
        while moment - window[0] >= 60:
            window.popleft()
        most = max(most, len(window))
    return most
